"""The JSON of ``openness forecast``, version 1."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.report import BandWord, BasisWord, IndexInfo, OrganisationInfo, Points, Shape, Tool

Colour = Annotated[BandWord | None, Field(description="null while it depends on what is unknown")]


class Fall(Shape):
    """Points of one criterion that are on course no longer, scaled; those of a day add up to its change."""

    indicator: str
    criterion: str
    title: str
    points: Points
    unknown: Annotated[Points, Field(description="not known to open until then, and past proving from then on")]
    cause: Literal["due-missed", "pace", "year-ended", "stale", "evaluation"]
    message: str
    due: Annotated[date, Field(description="the last day on which it could be averted")]
    periods: Annotated[list[str], Field(description="not published")]
    have: Annotated[int | None, Field(description="the number there is of a count")]
    need: Annotated[int | None, Field(description="the number that there had to be")]
    owner: str
    basis: Literal["sourced", "derived", "assumed"]
    points_basis: Literal["published", "assumed"]
    due_basis: Literal["sourced", "assumed"] | None
    needs_basis: Literal["sourced", "assumed"]


class Day(Shape):
    """What is on course from a day on if nobody acts; ``change`` is against the day before it in the list."""

    day: date
    earned: Points
    on_course: Points
    unknown: Points
    band: Colour
    change: Annotated[float, Field(description="above 0 only as verified, where what was unknown is pending")]
    falls: list[Fall]


class Turn(Shape):
    """A day on which the colour changes."""

    day: date
    before: Colour
    after: Colour


class Repeat(Shape):
    """An address that opens today and has to be fetched again ``by`` a day to count on the evaluation date."""

    url: str
    criteria: list[str]
    owner: str
    last_success: datetime
    by: date


class Forecast(Shape):
    """Written by ``openness forecast --format json``; ``days`` begins with the day of the report."""

    format_version: Literal[1]
    kind: Literal["forecast"]
    tool: Tool
    index: IndexInfo
    organisation: OrganisationInfo
    year: int
    as_of: date
    evaluation_date: date
    basis: BasisWord
    days: Annotated[list[Day], Field(min_length=1)]
    turns: list[Turn]
    repeats: Annotated[list[Repeat], Field(description="not counted as failures")]
