"""The JSON of ``openness diff``, ``history``, ``history --published`` and ``rank``, version 1 of each."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas import report
from openness_cli.schemas.certainty import Limits
from openness_cli.schemas.heads import BasisWord, Head, IndexInfo, OrganisationInfo, Points, PublishedResult, Shape
from openness_cli.schemas.input import BandWord, Basis, FactBasis, PointsBasis, Whole
from openness_cli.schemas.report import BodyScores, VerifiedScore

Change = Annotated[
    float, Field(ge=-1_000_000, le=1_000_000, allow_inf_nan=False, description="points, two decimals, with a sign")
]
CauseWord = Literal[
    "criterion-added", "criterion-removed", "definitions-changed", "applicability-changed", "evidence-removed",
    "new-evidence", "proof-fell", "proof-mended", "link-died", "link-back", "not-checked", "checked", "claim-fell",
    "claim-rose", "of-rose", "of-fell", "fell-due", "year-ended", "assessment-over", "scale", "other", "rounding",
]  # fmt: skip


class Likely(Shape):
    """Where the headline likely lies as far as it hangs on assumed points, and how sure its colour is."""

    colour: Literal["firm", "likely", "open"]
    low: Points
    high: Points


class LikelyHalfWidth(Likely):
    """The same with how much it is either way, unless the limits are nearer."""

    half_width: Points


class LikelyWithLimits(Likely):
    """The same with all that can be."""

    limits: Limits


class Side(Shape):
    """One of the two reports, on the basis compared; ``band`` is null while it depends on unknown points."""

    as_of: date
    evaluation_date: date
    over: bool
    index: IndexInfo
    earned: Points
    on_course: Points
    unknown: Points
    band: BandWord | None
    standing: Annotated[
        Points, Field(description="on course; as evidenced, less what hangs on broken addresses: what gates compare")
    ]
    certainty: LikelyWithLimits | None = None


class Figures(Shape):
    """One figure before and after; null where a report of an older program does not tell it."""

    before: Points | None
    after: Points | None
    change: Change | None


class Row(Shape):
    """Points earned, and those with what falls due later."""

    earned: Figures
    on_course: Figures


class Indicator(Row):
    """One indicator, scaled."""

    id: str
    title: str


class RuleChange(Shape):
    """One part of a definition before and after, as text; empty where there is none."""

    rule: str
    before: str
    after: str


class Because(Shape):
    """One cause; ``about`` are the items, addresses or periods."""

    cause: CauseWord
    message: str
    about: list[str]
    before: str
    after: str
    since: Annotated[date | None, Field(description="the first due date that was missed")]
    faults: list[str]


class Criterion(Row):
    """One criterion of which anything changed, in its own points. It counts as 0 where an edition lacks it.

    ``cause_of_earned`` and ``cause_of_on_course`` are the causes that the sums put it down to.
    """

    id: str
    indicator: str
    title: str
    outcome_before: report.Outcome | None
    outcome_after: report.Outcome | None
    scale_before: report.Scale
    scale_after: report.Scale
    causes: list[Because]
    cause_of_earned: CauseWord | None
    cause_of_on_course: CauseWord | None
    rules: list[RuleChange]
    basis: Basis
    points_basis: PointsBasis
    due_basis: FactBasis | None


class CauseSum(Shape):
    """What one cause won or lost of the total, scaled. All of them add up to the change of the total."""

    cause: CauseWord
    earned: Change | None
    on_course: Change | None


class Regression(Shape):
    """Something shown lower than before; ``criterion`` is null where it is the total on course."""

    criterion: str | None
    before: Points
    after: Points


class Diff(Head):
    """Two saved reports of one body, compared."""

    kind: Literal["diff"]
    organisation: OrganisationInfo
    year: int
    basis: BasisWord
    before: Side
    after: Side
    published: Annotated[
        PublishedResult | None, Field(description="the last, as the later report tells it; left out where it does not")
    ] = None
    total: Row
    indicators: list[Indicator]
    criteria: list[Criterion]
    causes: list[CauseSum]
    rules: Annotated[list[RuleChange], Field(description="that hold for every criterion")]
    regressions: list[Regression]


class SavedTotal(VerifiedScore):
    """A total on a basis; ``band`` is null where it depended on unknown points."""


class SavedTotals(Shape):
    """The totals on every basis."""

    declared: SavedTotal
    evidenced: SavedTotal
    verified: SavedTotal


class SavedScore(Shape):
    """One saved score. The points of its criteria stand in history.jsonl itself, in ``line``."""

    organisation: Annotated[str, Field(description="empty where neither the line nor the folder tells it")]
    year: int
    as_of: date
    saved_at: datetime
    index: str
    edition: date
    basis: Annotated[BasisWord, Field(description="what the gate looked at")]
    scores: SavedTotals
    reachable: Points
    at_stake: Points
    tool_version: str
    line: Annotated[int, Field(ge=1)]
    indicators: Annotated[
        dict[str, Points] | None, Field(description="what each has of the headline; left out where it was not saved")
    ] = None
    certainty: Likely | None = None


class History(Head):
    """Every saved score, those of one body and year together, in time."""

    kind: Literal["history"]
    organisation: Annotated[str, Field(description="of the folder; empty where it cannot be read")]
    scores: list[SavedScore]
    published: Annotated[
        list[PublishedResult] | None, Field(description="of this body, by year; left out where nothing is entered")
    ] = None


class Predicted(Shape):
    """The last score before an evaluation: its headline."""

    as_of: date
    saved_at: datetime
    saved_in_time: Annotated[bool, Field(description="false: saved after the evaluation, for want of one before it")]
    line: Annotated[int, Field(ge=1)]
    total: Points
    band: BandWord | None
    certainty: Likely | None = None


class PredictedIndicator(Shape):
    """One indicator; null is what is not known. ``difference`` is what was published less what was predicted."""

    id: str
    title: str
    predicted: Points | None
    published: Points | None
    difference: Change | None


class PredictedYear(Shape):
    """One published year beside its prediction, which is null where no score of it is saved."""

    year: int
    predicted: Predicted | None
    published: PublishedResult
    difference: Change | None
    indicators: list[PredictedIndicator]


class PublishedYears(Head):
    """What was predicted beside what the Agency published, the latest year first."""

    kind: Literal["published"]
    organisation: Annotated[str, Field(description="of the folder; empty where it cannot be read")]
    years: list[PredictedYear]
    unpublished: Annotated[list[int], Field(description="scores were saved for them, and nothing published is entered")]


class IndicatorHead(report.IndicatorHead):
    """One indicator of the index."""

    possible: Points
    points_basis: PointsBasis


class IndicatorPoints(Shape):
    """An indicator of a body on the basis of the ranking, scaled."""

    id: str
    earned: Points
    on_course: Points


class Body(Shape):
    """One body, as its own score says; an indicator that does not apply to it is not there."""

    rank: Annotated[int, Field(ge=1, description="by what is on course, then what is earned; shared where both are")]
    folder: str
    organisation: OrganisationInfo
    as_of: date
    evaluation_date: date
    over: Annotated[bool, Field(description="the day is after the evaluation date")]
    scores: BodyScores
    indicators: list[IndicatorPoints]
    passed: Annotated[bool | None, Field(description="null while it depends on unknown points; true without a demand")]
    certainty: LikelyHalfWidth | None = None


class NotScored(Shape):
    """A body that could not be read."""

    folder: str
    problems: Whole


class Average(Shape):
    """The mean of the bodies that were scored, on the basis of the ranking."""

    earned: Points
    on_course: Points
    indicators: dict[str, Points]


class Benchmark(Shape):
    """Published scores."""

    total: Points
    indicators: dict[str, Points]


class Published(Shape):
    """What was published of an earlier year: the average and the best of so many bodies."""

    year: int
    bodies: Whole
    source: str
    average: Benchmark
    best: Benchmark


class Gate(Shape):
    """Whether every body that was scored reaches the threshold; null while that depends on unknown points."""

    passed: bool | None
    basis: BasisWord
    threshold: Annotated[float | None, Field(ge=0, description="points on course; null where nothing is demanded")]
    band: Annotated[BandWord | None, Field(description="where the threshold was named by a colour")]
    failed: Annotated[list[str], Field(description="folders")]
    undecided: Annotated[list[str], Field(description="folders")]


class Rank(Head):
    """Many bodies side by side."""

    kind: Literal["rank"]
    index: IndexInfo
    year: int
    basis: Annotated[BasisWord, Field(description="of rank, indicators, average and gate")]
    indicators: list[IndicatorHead]
    bodies: list[Body]
    average: Average
    not_scored: list[NotScored]
    published: list[Published]
    gate: Gate
