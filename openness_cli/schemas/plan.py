"""The JSON of ``openness plan``, version 1."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.report import BandWord, IndexInfo, OrganisationInfo, Points, Shape, Tool

Days = Annotated[float, Field(ge=0, description="working days")]


class Target(Shape):
    """What has to be reached: ``total`` is ``points`` and ``margin``."""

    band: Annotated[BandWord | None, Field(description="null where the target was named in points")]
    points: Points
    margin: Points
    total: Points


class Start(Shape):
    """The total without any action: what is on course as evidenced, less what failed."""

    on_course: Points
    failed: Annotated[Points, Field(description="hangs on addresses known to be broken")]
    unknown: Annotated[Points, Field(description="hangs on addresses not known to open; taken to open")]
    total: Points
    band: BandWord


class Best(Shape):
    """The total with every gap closed that can be closed."""

    total: Points
    band: BandWord
    effort_days: Days


class Gap(Shape):
    """A criterion whose gap is closed."""

    indicator: str
    criterion: str
    title: str
    at_stake: Annotated[Points, Field(description="scaled")]
    remedy: str
    basis: Literal["sourced", "derived", "assumed"]
    points_basis: Literal["published", "assumed"]


class Action(Shape):
    """One piece of work; a gap that needs two actions counts in the worth of both."""

    kind: Literal["action", "host", "own"]
    name: Annotated[str, Field(description="the action's id, the site, or the criterion")]
    title: str
    owners: list[str]
    effort_days: Days
    effort_is_default: Annotated[bool, Field(description="an estimate of the definitions, not the body's own")]
    by: Annotated[date, Field(description="the last day on which all of it still counts")]
    worth: Points
    gaps: list[Gap]


class Duty(Shape):
    """Something that falls due later and that the plan counts on."""

    indicator: str
    criterion: str
    title: str
    points: Points
    due: date
    periods: Annotated[list[str], Field(description="to be published")]
    have: Annotated[int | None, Field(description="the number there is of a count")]
    need: Annotated[int | None, Field(description="the number that a count has to reach")]
    owner: str
    basis: Literal["sourced", "derived", "assumed"]
    points_basis: Literal["published", "assumed"]
    due_basis: Literal["sourced", "assumed"] | None


class Overload(Shape):
    """More work of one owner until a day than there are working days; holidays are not taken off."""

    owner: Annotated[str, Field(description="empty: work of which nobody is named as owner")]
    effort_days: Days
    working_days: int
    by: date


class Lost(Shape):
    """What cannot be won any more; ``unentered`` of it is of criteria without any evidence."""

    total: Points
    unentered: Points
    by_cause: dict[Literal["due-sourced", "due-assumed", "year-ended", "assessment-over"], Points]


class Unproved(Shape):
    """A criterion said not to apply, without proof: nothing is won there."""

    criterion: str
    points: Points


class Plan(Shape):
    """Written by ``openness plan --format json``."""

    format_version: Literal[1]
    kind: Literal["plan"]
    tool: Tool
    index: IndexInfo
    organisation: OrganisationInfo
    year: int
    as_of: date
    evaluation_date: date
    target: Target
    start: Start
    outcome: Literal["reached", "reachable", "unreachable"]
    effort_days: Annotated[Days, Field(description="of all actions: the least there is; 0 where unreachable")]
    total: Annotated[Points, Field(description="with the actions done")]
    band: BandWord
    best: Best
    working_days: Annotated[int, Field(ge=0, description="left until the evaluation date, Monday to Friday")]
    actions: list[Action]
    duties: list[Duty]
    overloads: list[Overload]
    lost: Lost
    unproved: list[Unproved]
