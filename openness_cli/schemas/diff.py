"""The JSON of ``openness diff``, version 1."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas.report import (
    BandWord,
    BasisWord,
    IndexInfo,
    OrganisationInfo,
    Outcome,
    Points,
    Scale,
    Shape,
    Tool,
)

Change = Annotated[
    float, Field(ge=-1_000_000, le=1_000_000, allow_inf_nan=False, description="points, two decimals, with a sign")
]
CauseWord = Literal[
    "criterion-added", "criterion-removed", "definitions-changed", "applicability-changed", "evidence-removed",
    "new-evidence", "proof-fell", "proof-mended", "link-died", "link-back", "not-checked", "checked", "claim-fell",
    "claim-rose", "of-rose", "of-fell", "fell-due", "year-ended", "assessment-over", "scale", "other", "rounding",
]  # fmt: skip


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
    outcome_before: Outcome | None
    outcome_after: Outcome | None
    scale_before: Scale
    scale_after: Scale
    causes: list[Because]
    cause_of_earned: CauseWord | None
    cause_of_on_course: CauseWord | None
    rules: list[RuleChange]
    basis: Literal["sourced", "derived", "assumed"]
    points_basis: Literal["published", "assumed"]
    due_basis: Literal["sourced", "assumed"] | None


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


class Diff(Shape):
    """Two saved reports of one body, compared."""

    format_version: Literal[1]
    kind: Literal["diff"]
    tool: Tool
    organisation: OrganisationInfo
    year: int
    basis: BasisWord
    before: Side
    after: Side
    total: Row
    indicators: list[Indicator]
    criteria: list[Criterion]
    causes: list[CauseSum]
    rules: Annotated[list[RuleChange], Field(description="that hold for every criterion")]
    regressions: list[Regression]
