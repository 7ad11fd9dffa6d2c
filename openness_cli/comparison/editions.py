"""One body by two editions of the rules, on one day: what is asked anew, otherwise or no more, and what that moves.

Figures are those of the headline, scaled, each rounded down; what is left of the change of the total is rounding.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from openness_cli.comparison.causes import RuleChange
from openness_cli.comparison.diff import CriterionChange, Diff
from openness_cli.model.definitions import ZERO, Criterion
from openness_cli.model.languages import Worded, mark
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.report import CriterionRow, Report
from openness_cli.scoring.verdicts import Basis


class Difference(Worded):
    """What is different of a criterion: the weightiest that holds."""

    NEW = "new", mark("asked anew")
    GONE = "gone", mark("not asked any more")
    RULE = "rule", mark("scored otherwise")
    WORDING = "wording", mark("worded otherwise")
    SCALE = "scale", mark("counts for more or less")
    LABELS = "labels", mark("otherwise confirmed")
    NONE = "none", mark("as before")


class Side(NamedTuple):
    """A criterion in one edition."""

    row: CriterionRow

    @property
    def finding(self) -> Finding:
        """What is found about it."""
        return self.row.finding

    @property
    def criterion(self) -> Criterion:
        """Its definition."""
        return self.finding.verdict.criterion

    @property
    def possible(self) -> Hundredths:
        """What it is worth for the body, scaled."""
        return rounded_down(self.criterion.possible * self._scale)

    @property
    def on_course(self) -> Hundredths:
        """What of the headline is its, scaled."""
        return rounded_down(self.finding.verdict.standing(Basis.EVIDENCED).on_course * self._scale)

    @property
    def is_scored(self) -> bool:
        """Whether it applies."""
        return self.finding.verdict.applicability.is_scored

    @property
    def _scale(self) -> Fraction:
        return (self.finding.scale or ZERO) if self.is_scored else ZERO


class Pair(NamedTuple):
    """A criterion in both editions; None where one does not have it. Both are of one id."""

    before: Side | None
    after: Side | None
    difference: Difference
    rules: tuple[RuleChange, ...]

    @property
    def latest(self) -> Side:
        """The criterion in the other edition, else in the own one."""
        return next(side for side in (self.after, self.before) if side)

    @property
    def possible(self) -> tuple[Hundredths, Hundredths]:
        """What it is worth in each; 0 where it is not."""
        before, after = (side.possible if side else Hundredths(0) for side in (self.before, self.after))
        return before, after

    @property
    def on_course(self) -> tuple[Hundredths, Hundredths]:
        """What of the headline is its in each."""
        before, after = (side.on_course if side else Hundredths(0) for side in (self.before, self.after))
        return before, after

    @property
    def change(self) -> Hundredths:
        """By how much the headline rises, or falls, with it."""
        before, after = self.on_course
        return Hundredths(after - before)

    @property
    def at_stake(self) -> tuple[Hundredths, Hundredths]:
        """What of it can be won by each."""
        before, after = (side.row.at_stake if side else Hundredths(0) for side in (self.before, self.after))
        return before, after


class DifferenceSum(NamedTuple):
    """What all criteria that are different in one way come to."""

    difference: Difference
    criteria: int
    before: Hundredths
    after: Hundredths

    @property
    def change(self) -> Hundredths:
        """By how much the headline rises, or falls, with them."""
        return Hundredths(self.after - self.before)


class Editions(NamedTuple):
    """A body as its own edition scores it, and as another does; ``left_out`` is entered and not asked by that one."""

    before: Report
    after: Report
    changes: Diff
    left_out: tuple[str, ...] = ()

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """All criteria of both: in the order of the other edition, then those that only the own one has."""
        one, other = (_sides(report.criteria) for report in (self.before, self.after))
        return tuple(
            _pair(change, one.get(change.latest.id), other.get(change.latest.id)) for change in self.changes.criteria
        )

    @property
    def totals(self) -> tuple[Hundredths, Hundredths]:
        """The headline by each."""
        return self.before.headline.total, self.after.headline.total


def sums_of(pairs: Iterable[Pair]) -> tuple[DifferenceSum, ...]:
    """Return what each way to be different comes to, where there is any."""
    found: dict[Difference, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.difference, []).append(pair)
    sums = []
    for difference in Difference:
        if own := found.get(difference):
            before, after = (Hundredths(sum(points)) for points in zip(*(pair.on_course for pair in own), strict=True))
            sums.append(DifferenceSum(difference, len(own), before, after))
    return tuple(sums)


def by_difference(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return the pairs that are different: the weightiest first, of those what moves most."""
    order = list(Difference)
    different = (pair for pair in pairs if pair.difference is not Difference.NONE)
    return tuple(sorted(different, key=lambda pair: (order.index(pair.difference), -abs(pair.change))))


def _sides(rows: Iterable[CriterionRow]) -> dict[str, Side]:
    return {row.finding.verdict.criterion.id: Side(row) for row in rows}


def _pair(change: CriterionChange, before: Side | None, after: Side | None) -> Pair:
    return Pair(before, after, _difference(change, before, after), change.rules)


def _difference(change: CriterionChange, before: Side | None, after: Side | None) -> Difference:
    if before is None:
        return Difference.NEW
    if after is None:
        return Difference.GONE
    one, other = before.criterion, after.criterion
    if change.rules or one.rule != other.rule:
        return Difference.RULE
    if (one.titles, one.asks) != (other.titles, other.asks):
        return Difference.WORDING
    if change.is_rescaled or change.is_switched:
        return Difference.SCALE
    if _labels(one) != _labels(other):
        return Difference.LABELS
    return Difference.NONE


def _labels(criterion: Criterion) -> tuple[object, ...]:
    return criterion.basis, criterion.points_basis, criterion.due_basis, criterion.needs_basis
