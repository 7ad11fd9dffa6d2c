"""The JSON of ``openness plan``, ``openness forecast`` and ``openness calendar``, version 1 of each."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.certainty import Span
from openness_cli.schemas.heads import BasisWord, BodyHead, Points, Shape
from openness_cli.schemas.input import BandWord, Basis, FactBasis, PointsBasis
from openness_cli.schemas.report import Reachable

Days = Annotated[float, Field(ge=0, description="working days")]
Colour = Annotated[BandWord | None, Field(description="null while it depends on what is unknown")]
Minimum = Annotated[float, Field(ge=0, description="a number, or a share of 1")]


class OfCriterion(Shape):
    """Which criterion."""

    indicator: str
    criterion: str
    title: str


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


class Best(Reachable):
    """The total with every gap closed that can be closed."""

    effort_days: Days


class Gap(OfCriterion):
    """A criterion whose gap is closed."""

    at_stake: Annotated[Points, Field(description="scaled")]
    remedy: str
    basis: Basis
    points_basis: PointsBasis


class Action(Shape):
    """One piece of work; a gap that needs two actions counts in the worth of both."""

    kind: Literal["action", "host", "links", "own"]
    name: Annotated[str, Field(description="the action's id, the site, or the criterion")]
    cause: Annotated[str | None, Field(description="why some addresses of a site do not open; of kind links alone")]
    title: str
    owners: list[str]
    effort_days: Days
    effort_is_default: Annotated[bool, Field(description="an estimate of the definitions, not the body's own")]
    by: Annotated[date, Field(description="the last day on which all of it still counts")]
    working_days: Annotated[int, Field(ge=0, description="left until then, today and that day included")]
    worth: Points
    gaps: list[Gap]


class Duty(OfCriterion):
    """Something that falls due later and that the plan counts on."""

    points: Points
    due: date
    periods: Annotated[list[str], Field(description="to be published")]
    have: Annotated[int | None, Field(description="the number there is of a count")]
    need: Annotated[int | None, Field(description="the number that a count has to reach")]
    owner: str
    basis: Basis
    points_basis: PointsBasis
    due_basis: FactBasis | None
    working_days: Annotated[int, Field(ge=0, description="left until then, today and that day included")]


class Overload(Shape):
    """More work of one owner until a day than there are working days."""

    owner: Annotated[str, Field(description="empty: work of which nobody is named as owner")]
    effort_days: Days
    working_days: int
    by: date


class Lost(Shape):
    """What cannot be won any more; ``unentered`` of it is lost unless it was done and is not entered."""

    total: Points
    unentered: Points
    by_cause: dict[Literal["due-sourced", "due-assumed", "year-ended", "assessment-over"], Points]


class Unproved(Shape):
    """A criterion said not to apply, without proof: no action wins anything there."""

    criterion: str
    points: Points
    adds: Annotated[Points, Field(description="to the start, if the proof is entered and nothing else is done")]


class WorkingCalendar(Shape):
    """By what the working days are counted: Monday to Friday, less the days off of Uzbekistan."""

    source: Annotated[str | None, Field(description="a package and its version; null: no days off are known")]
    years: Annotated[list[int], Field(description="that it was asked for")]
    unmoved: Annotated[list[int], Field(description="years of which it is not known which days are moved or added")]
    estimated: Annotated[list[date], Field(description="days off of which the date is not settled")]


class Spans(Shape):
    """Where the total may lie: at the start, and with the plan; where there is none, with every gap closed."""

    start: Span
    plan: Span | None = None
    best: Span | None = None


class Plan(BodyHead):
    """Written by ``openness plan --format json``."""

    kind: Literal["plan"]
    target: Target
    start: Start
    outcome: Literal["reached", "reachable", "unreachable"]
    effort_days: Annotated[Days, Field(description="of all actions: the least there is; 0 where unreachable")]
    total: Annotated[Points, Field(description="with the actions done")]
    band: BandWord
    best: Best
    working_days: Annotated[int, Field(ge=0, description="left until the evaluation date, today included")]
    working_calendar: WorkingCalendar
    actions: list[Action]
    duties: list[Duty]
    overloads: list[Overload]
    lost: Lost
    unproved: list[Unproved]
    certainty: Annotated[
        Spans | None, Field(description="of a plan with which the low end of the likely range reaches the target")
    ] = None


class Fall(OfCriterion):
    """Points of one criterion that are on course no longer, scaled, rounded down: their exact sum is the change."""

    points: Points
    unknown: Annotated[Points, Field(description="not known to open until then, and past proving from then on")]
    cause: Literal["due-missed", "pace", "year-ended", "stale", "evaluation"]
    message: str
    due: Annotated[date, Field(description="the last day on which it could be averted")]
    periods: Annotated[list[str], Field(description="not published")]
    have: Annotated[int | None, Field(description="the number there is of a count")]
    need: Annotated[int | None, Field(description="the number that there had to be")]
    owner: str
    basis: Basis
    points_basis: PointsBasis
    due_basis: FactBasis | None
    needs_basis: FactBasis


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


class Forecast(BodyHead):
    """Written by ``openness forecast --format json``; ``days`` begins with the day of the report."""

    kind: Literal["forecast"]
    basis: BasisWord
    days: Annotated[list[Day], Field(min_length=1)]
    turns: list[Turn]
    repeats: Annotated[list[Repeat], Field(description="not counted as failures")]


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
    points: Annotated[Points, Field(description="scaled: what it wins, or what it was about; 0 where not applicable")]
    reach: Reach | None
    fact: str
    asks: str
    remedy: Annotated[str, Field(description="empty where nothing is left to do")]
    basis: Basis | None
    points_basis: PointsBasis | None
    due_basis: Annotated[FactBasis | None, Field(description="of the day; null where no definition sets it")]
    source: str


class Undated(Shape):
    """A criterion with points to win and no day to do it by."""

    owners: Annotated[list[str], Field(description="whose turn it is; empty where nobody is named")]
    indicator: str
    criterion: str
    title: str
    points: Annotated[Points, Field(description="at stake, scaled")]
    remedy: str
    basis: Basis
    points_basis: PointsBasis
    source: str


class Calendar(BodyHead):
    """Everything that has a day, by due date; empty once the assessment is over."""

    kind: Literal["calendar"]
    over: Annotated[bool, Field(description="the day is after the evaluation date")]
    deadlines: list[Deadline]
    undated: Annotated[
        list[Undated] | None, Field(description="most points first; left out where there is nothing")
    ] = None


class Unit(Shape):
    """One owner; what several own stands with each of them."""

    owner: Annotated[str | None, Field(description="null is nobody")]
    criteria: Annotated[int, Field(ge=0, description="of which it owns a claim, an item or the action")]
    points: Annotated[Points, Field(description="what these are worth in all, scaled")]
    at_stake: Annotated[Points, Field(description="where it is its turn to act, scaled")]
    dead_links: Annotated[int, Field(ge=0)]
    overdue: Annotated[int, Field(ge=0, description="due dates that are past and still win something")]
    next_due: date | None
    ids: Annotated[list[str], Field(description="of the criteria")]
    email: Annotated[str | None, Field(description="where it is written to; left out where that is not known")] = None


class Owners(BodyHead):
    """Written by ``openness owners --format json``."""

    kind: Literal["owners"]
    over: Annotated[bool, Field(description="the day is after the evaluation date")]
    owners: list[Unit]


class Task(Shape):
    """One thing that a unit is asked to do."""

    kind: Literal["dead", "overdue", "due", "undated"]
    criteria: list[str]
    due: date | None
    due_basis: Annotated[FactBasis | None, Field(description="of the day; null where there is none")]
    points: Annotated[Points, Field(description="what doing it wins, scaled")]
    what: str
    urls: Annotated[list[str], Field(description="that do not open")]


class Reminder(Shape):
    """What one unit is asked to do: every task, and the text that has the first of them."""

    owner: Annotated[str | None, Field(description="null is nobody")]
    email: Annotated[str | None, Field(description="where it is written to; left out where that is not known")] = None
    text: str
    tasks: list[Task]


class Remind(BodyHead):
    """Written by ``openness remind --format json``."""

    kind: Literal["remind"]
    days: Annotated[int, Field(ge=0, description="within which what falls due is told")]
    reminders: list[Reminder]
