"""The JSON report, version 1: the shape that scripts depend on, apart from the models inside.

Written by ``openness score --format json``, described by ``openness schema report``, and read back, as strictly
as it is written, for a baseline and by ``openness diff``.

A key with a default was added since version 1 began: it is left out where it says nothing, and a report without it
is read as before. No other key has a default.
"""

# ruff: noqa: RUF012  (models of pydantic copy their defaults)

from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.certainty import Certainty
from openness_cli.schemas.heads import BasisWord, Day, IndexInfo, OrganisationInfo, Points, PublishedResult, Shape, Tool
from openness_cli.schemas.input import (
    BandWord,
    Basis,
    Every,
    FactBasis,
    NeedsSite,
    NeedsSource,
    PointsBasis,
    RuleKind,
    Whole,
)
from openness_cli.schemas.problems import Problem

FaultWord = Literal[
    "undated", "not-yet-published", "item-without-source", "file-missing", "file-empty", "wrong-format", "other-site",
    "stale",
    "out-of-period", "other-year", "repeated",
]  # fmt: skip
Outcome = Literal["met", "partial", "not-met", "missing", "not-due", "not-applicable"]
Scale = Annotated[
    str | None, Field(description="a fraction as text, 20/17; null where a whole indicator does not apply")
]
Exact = Annotated[str, Field(pattern=r"^[0-9]{1,30}(\.[0-9]{1,30}|/[1-9][0-9]{0,29})?$", description="a number, exact")]


class Score(Shape):
    """A total on a basis; ``band`` is that of what is on course."""

    earned: Points
    on_course: Points
    band: BandWord


class VerifiedScore(Shape):
    """The verified total; ``band`` is null while it depends on unknown points."""

    earned: Points
    on_course: Points
    unknown: Points
    band: BandWord | None


class Reachable(Shape):
    """The best total left."""

    total: Points
    band: BandWord


class BodyScores(Shape):
    """The totals of a body."""

    declared: Score
    evidenced: Score
    verified: VerifiedScore


class Scores(BodyScores):
    """The totals."""

    reachable: Reachable


class IndicatorHead(Shape):
    """Which indicator."""

    id: str
    title: str


class CriterionHead(Shape):
    """Which criterion, and how it stands on the report's basis."""

    id: str
    indicator: str
    title: str
    outcome: Outcome


class OnCourse(Shape):
    """Earned and pending together, on each basis."""

    declared: Points
    evidenced: Points
    verified: Points


class Row(Shape):
    """Points of an indicator (scaled) or a criterion (not scaled); pending, open and lost on the report's basis."""

    possible: Points
    scale: Scale
    declared: Points
    evidenced: Points
    verified: Points
    unknown: Points
    pending: Points
    open: Points
    lost: Points
    on_course: OnCourse | None = None


class Indicator(Row, IndicatorHead):
    """One indicator."""


class Reason(Shape):
    """Why; ``code`` is a stable word, ``file`` is named from the workspace."""

    code: str
    message: str
    item: str | None
    url: str | None
    file: str | None
    line: int | None


class Rule(Shape):
    """The definition that a criterion was scored by. Points and shares are exact, as text."""

    kind: RuleKind
    points: Annotated[Exact, Field(description="the most that can be earned")]
    earns: Annotated[
        dict[str, Exact], Field(description="what each level, step (by its least number or share) or part earns")
    ] = {}
    every: Every | None = None
    due: Annotated[
        str | None,
        Field(
            pattern=r"^(P[0-9]{1,6}D|(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))$",
            description="days after the period, as P25D, or a day of the year, as 03-01",
        ),
    ] = None
    late: Annotated[Exact | None, Field(description="the share that a late publication earns")] = None
    during: Annotated[bool, Field(description="may be published before its period ends")] = False
    source: NeedsSource
    formats: list[str] = []
    fresh_days: int | None = None
    site: Annotated[NeedsSite, Field(description="where an address has to be")] = "any"
    applies_to: list[str] = []


class OwnNumbers(Shape):
    """What one owner stated; without a name it is nobody."""

    owner: str
    count: Whole | None = None
    of: Whole | None = None


class Claim(Shape):
    """What was claimed, as entered; ``not_applicable``: that nothing had to be done.

    ``count`` and ``of`` are added over all owners; of a count with what the items show of owners who state none.
    """

    level: str = ""
    count: Whole | None = None
    of: Whole | None = None
    by_owner: Annotated[list[OwnNumbers], Field(description="left out where no more than one owner states any")] = []
    not_applicable: bool = False
    not_applicable_reason: Annotated[str, Field(description="why, in the officer's words")] = ""


class Item(Shape):
    """One item of the evidence on the day; without faults it counts, and ``opening`` tells whether it opened."""

    title: str = ""
    urls: list[str] = []
    moved_from: Annotated[list[str], Field(description="where it was before, by the moves of the workspace")] = []
    file: str = ""
    part: str = ""
    period: str = ""
    published: Day | None = None
    held: Annotated[Day | None, Field(description="when what is counted took place")] = None
    shows: Annotated[int, Field(ge=0, le=10**15, description="how many of a count")] = 1
    faults: list[FaultWord] = []
    opening: Literal["opened", "failed", "unknown"]
    contains: Annotated[str, Field(description="words that its page has to show")] = ""


class PeriodState(Shape):
    """One period of a duty: what is claimed of it, and whether its day is still to come."""

    period: str
    due: Day
    state: Literal["on-time", "late", "missing"]
    is_pending: bool = False


class Criterion(Row, CriterionHead):
    """One criterion; ``at_stake`` is scaled. ``rule`` and what follows it tell why points changed."""

    at_stake: Points
    reasons: list[Reason]
    remedy: str
    owner: str
    effort_days: Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False, description="working days")]
    action: str
    due: Day | None
    basis: Basis
    points_basis: PointsBasis
    due_basis: FactBasis | None
    source: str
    rule: Rule | None = None
    claim: Annotated[Claim | None, Field(description="left out where nothing was put forward")] = None
    items: list[Item] = []
    periods: list[PeriodState] = []


class Action(Shape):
    """One piece of work; ``worth`` is what is at stake in the gaps that name it, scaled."""

    id: str
    title: str
    owner: str
    effort_days: Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False, description="working days")] | None
    criteria: list[str]
    worth: Points


class Gate(Shape):
    """Whether every demand was met; null while that depends on unknown points."""

    passed: bool | None
    basis: BasisWord
    failures: list[str]


class LogFile(Shape):
    """One file of the availability log: its lines and the SHA-256 of its last line."""

    file: str
    lines: int
    last_digest: str


class AssumedPoints(Shape):
    """How far from the truth assumed points may be, and how far they typically are."""

    from_: Annotated[Exact, Field(alias="from")]
    to: Exact
    typical_error: Exact


class IndexRules(Shape):
    """What holds for every criterion: the whole, the colours by their minima, when an address counts as broken."""

    points: Exact
    bands: dict[BandWord, Exact]
    bands_basis: FactBasis
    broken_after: int
    apart_hours: int
    max_age_days: int
    assumed_points: AssumedPoints | None = None


class Headline(Shape):
    """The number that stands for the body: on course as evidenced, less what hangs on broken addresses."""

    total: Points
    band: BandWord
    failed: Annotated[Points, Field(description="what broken addresses take off what is on course as evidenced")]
    failing: Annotated[Points, Field(description="by how much it falls if all that failed the last time are broken")]


class PendingTotal(Shape):
    """What falls due later, on the report's basis, and how much of it is least certain to come."""

    total: Points
    without_owner: Points
    missed_before: Annotated[Points, Field(description="of criteria that missed an earlier period")]


class Report(Shape):
    """A whole result. Keys that are not required were added since, and are left out where they say nothing."""

    format_version: Literal[1]
    tool: Tool
    index: IndexInfo
    organisation: OrganisationInfo
    year: Annotated[int, Field(ge=2000, le=2999)]
    as_of: Day
    evaluation_date: Day
    over: Annotated[bool, Field(description="the day is after the evaluation date")]
    basis: Annotated[BasisWord, Field(description="of outcome, pending, open, lost")]
    scores: Scores
    headline: Headline | None = None
    published: PublishedResult | None = None
    certainty: Certainty | None = None
    pending: PendingTotal | None = None
    indicators: list[Indicator]
    criteria: list[Criterion]
    actions: list[Action]
    gate: Gate
    log: list[LogFile]
    rules: IndexRules | None = None
    left_out: Annotated[
        list[Problem], Field(description="of files that could not be read: the total is a lower bound")
    ] = []
