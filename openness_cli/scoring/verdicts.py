"""The result for one criterion: exact points on three bases, and all that was judged."""

from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import Criterion, Indicator
from openness_cli.model.evidence import Evidence
from openness_cli.model.languages import Worded, mark
from openness_cli.model.points import Points
from openness_cli.scoring.items import JudgedItem
from openness_cli.scoring.portions import Counted, PeriodVerdict, StepVerdict


class Basis(Worded):
    """How far a score is taken on trust."""

    DECLARED = "declared", mark("declared")
    EVIDENCED = "evidenced", mark("evidenced")
    VERIFIED = "verified", mark("verified")


class Outcome(Worded):
    """The result for one criterion; a function of its points and of whether anything was put forward."""

    MET = "met", mark("met")
    PARTIAL = "partial", mark("partial")
    NOT_MET = "not-met", mark("not met")
    MISSING = "missing", mark("missing")
    NOT_DUE = "not-due", mark("not due yet")
    NOT_APPLICABLE = "not-applicable", mark("not applicable")


class Applicability(Enum):
    """Whether a criterion is scored for this body."""

    APPLIES = "applies"
    OTHER_KIND = "other-kind"
    PROVED_NOT = "proved-not"
    UNPROVED = "unproved"

    @property
    def is_scored(self) -> bool:
        """Whether the criterion's points count."""
        return self in (Applicability.APPLIES, Applicability.UNPROVED)


class Verdict(NamedTuple):
    """The result for one criterion, with the criterion, its evidence and all that was judged.

    ``has_evidence``: something of the evidence was there by the day. ``failed`` are points that hang on addresses known
    to be broken: on course as evidenced, and neither on course nor unknown as verified.
    ``lost_by_rule`` is what was lost to a due date or to the end of the year, whether the assessment is over or not.
    """

    indicator: Indicator
    criterion: Criterion
    evidence: Evidence | None
    has_evidence: bool
    applicability: Applicability
    items: tuple[JudgedItem, ...]
    periods: tuple[PeriodVerdict, ...]
    counted: Counted
    steps: tuple[StepVerdict, ...]
    declared: Points
    evidenced: Points
    verified: Points
    failed: Fraction
    lost_by_rule: Fraction

    def on(self, basis: Basis) -> Points:
        """Return the points on a basis."""
        if basis is Basis.DECLARED:
            return self.declared
        return self.evidenced if basis is Basis.EVIDENCED else self.verified

    def standing(self, basis: Basis) -> Points:
        """Return the points that make the headline where the basis is the evidence, else those on the basis."""
        return self.verified.all_opened if basis is Basis.EVIDENCED else self.on(basis)

    def outcome(self, basis: Basis) -> Outcome:
        """Return the outcome on a basis."""
        points = self.on(basis)
        if not self.applicability.is_scored:
            return Outcome.NOT_APPLICABLE
        if self.failed:
            # what a dead link has undone is neither met nor to come, however far it is taken on trust
            return Outcome.PARTIAL if self.verified.earned or self.verified.unknown else Outcome.NOT_MET
        if points.earned == points.possible:
            return Outcome.MET
        if points.pending and not (points.open or points.lost or points.unknown):
            return Outcome.NOT_DUE
        if not self.has_evidence:
            return Outcome.MISSING
        return Outcome.PARTIAL if points.earned or points.unknown else Outcome.NOT_MET
