"""What every document begins with, and the shapes that all of them share."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from openness_cli.schemas.input import BandWord

Points = Annotated[
    float, Field(ge=0, le=1_000_000, allow_inf_nan=False, description="points, two decimals, rounded down")
]
BasisWord = Literal["declared", "evidenced", "verified"]


def _day(value: object) -> object:
    """Return the day that a text names as this program writes it; anything else as it is."""
    is_day = isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-"  # noqa: PLR2004
    return date.fromisoformat(value) if is_day else value  # type: ignore[arg-type]


# read back from JSON that is parsed already, as strictly as from its text
Day = Annotated[date, BeforeValidator(_day)]


class Shape(BaseModel):
    """Nothing may be missing, nothing may be added."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Tool(Shape):
    """What wrote the report."""

    name: str
    version: str


class IndexInfo(Shape):
    """The rules, and how many of them are known from a source."""

    id: str
    edition: Day
    criteria: int
    sourced: int
    derived: int
    assumed: int
    points_published: int
    confirmed_through: Annotated[int | None, Field(description="the last year for which the methodology is known")] = (
        None
    )


class OrganisationInfo(Shape):
    """The body assessed."""

    id: str
    name: str
    kinds: list[str]


class PublishedResult(Shape):
    """What the Agency published of the body for one year; what was not entered is left out."""

    year: int
    total: Points
    band: BandWord | None = None
    indicators: dict[str, Points] | None = None


class Head(Shape):
    """How every document but the report begins; each says its own kind."""

    format_version: Literal[1]
    kind: str
    tool: Tool


class BodyHead(Head):
    """How a document of one body begins."""

    index: IndexInfo
    organisation: OrganisationInfo
    year: int
    as_of: date
    evaluation_date: date
