"""The JSON of ``openness calendar``, version 1."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.report import IndexInfo, OrganisationInfo, Points, Shape, Tool

Minimum = Annotated[float, Field(ge=0, description="a number, or a share of 1")]


class Reach(Shape):
    """How many there are, and where steps begin; ``of`` is that of a share, ``proved`` that of a count."""

    proved: int | None
    claimed: int | None
    of: int | None
    next_step: Minimum
    highest_step: Minimum


class Deadline(Shape):
    """One thing that has a day; of the evaluation itself everything about a criterion is null."""

    due: date
    status: Annotated[
        Literal["coming", "overdue", "unproved", "done", "lost", "not-applicable"],
        Field(description="overdue still wins something; unproved is done as claimed, without a proof that counts"),
    ]
    overdue: Annotated[bool, Field(description="the day is past, whatever became of it")]
    days: Annotated[int, Field(description="from the day of the calendar; negative where it is past")]
    owners: list[str]
    indicator: str | None
    criterion: str | None
    title: str
    kind: Literal["period", "count", "share", "refresh", "evaluation"]
    label: Annotated[str | None, Field(description="the period, or the part")]
    item: Annotated[str | None, Field(description="what is to be refreshed")]
    points: Annotated[
        Points,
        Field(description="scaled: what it wins, or what it was about; 0 where not applicable"),
    ]
    reach: Reach | None
    fact: str
    asks: str
    remedy: Annotated[str, Field(description="empty where nothing is left to do")]
    basis: Literal["sourced", "derived", "assumed"] | None
    points_basis: Literal["published", "assumed"] | None
    due_basis: Annotated[
        Literal["sourced", "assumed"] | None, Field(description="of the day; null where no definition sets it")
    ]
    source: str


class Calendar(Shape):
    """Everything that has a day, by due date; empty once the assessment is over."""

    format_version: Literal[1]
    kind: Literal["calendar"]
    tool: Tool
    index: IndexInfo
    organisation: OrganisationInfo
    year: int
    as_of: date
    evaluation_date: date
    over: Annotated[bool, Field(description="the day is after the evaluation date")]
    deadlines: list[Deadline]
