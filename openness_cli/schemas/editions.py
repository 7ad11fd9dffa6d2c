"""The JSON of ``openness index compare``, version 1."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from openness_cli.schemas import report
from openness_cli.schemas.certainty import Certainty
from openness_cli.schemas.comparison import Change
from openness_cli.schemas.heads import Head, IndexInfo, OrganisationInfo, Points, Shape
from openness_cli.schemas.input import BandWord, Basis, FactBasis, PointsBasis, Whole


class Edition(Shape):
    """A body by one edition of the rules, on the headline."""

    index: IndexInfo
    total: Points
    band: BandWord
    reachable: Points
    at_stake: Points
    certainty: Certainty | None = None


class Moved(Shape):
    """Points by each edition, scaled; 0 where one does not have them."""

    before: Points
    after: Points
    change: Change


DifferenceWord = Literal["new", "gone", "rule", "wording", "scale", "labels", "none"]


class DifferenceSum(Moved):
    """What all criteria that are different in one way come to; the sums leave of the total what rounding does."""

    difference: DifferenceWord
    criteria: Whole


class EditionIndicator(Shape):
    """An indicator by each edition."""

    id: str
    title: str
    possible: Moved
    on_course: Moved


class EditionCriterion(Shape):
    """A criterion by each edition, scaled; what an edition does not have is left out."""

    id: str
    indicator: str
    title: str
    difference: DifferenceWord
    possible_before: Points | None = None
    possible_after: Points | None = None
    on_course_before: Points | None = None
    on_course_after: Points | None = None
    on_course_change: Change
    at_stake_before: Points | None = None
    at_stake_after: Points | None = None
    outcome_before: report.Outcome | None = None
    outcome_after: report.Outcome | None = None
    scale_before: Annotated[str | None, Field(description="null where it does not apply")] = None
    scale_after: Annotated[str | None, Field(description="null where it does not apply")] = None
    rules: str | None = None
    rule_before: str | None = None
    rule_after: str | None = None
    remedy: str | None = None
    owner: str | None = None
    basis: Basis
    points_basis: PointsBasis
    due_basis: FactBasis | None = None


class Editions(Head):
    """One body by two editions of the rules, on one day."""

    kind: Literal["editions"]
    organisation: OrganisationInfo
    year: int
    as_of: date
    evaluation_date: date
    over: Annotated[bool, Field(description="the day is after the evaluation date")]
    before: Edition
    after: Edition
    left_out: Annotated[list[str], Field(description="what is entered and the other edition does not ask")]
    sums: list[DifferenceSum]
    indicators: list[EditionIndicator]
    criteria: list[EditionCriterion]
