"""Two saved reports of one body: the points won and lost between them, and why.

Criteria are compared by their ids in their own points, as shown; totals and indicators as shown, scaled. What adds up:
for each measure, the change of the total is the sum over the causes. A criterion is put down whole to the first of its
causes that can have moved points in that direction (``OTHER`` where none can), with the scale that it had before. What
its scale alone changed is put down to ``SCALE``. Figures are shown rounded down, each by itself: what the criteria
leave of the change of the total for that reason is put down to ``ROUNDING``.
"""

from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.comparison.attribution import Frame, find_causes
from openness_cli.comparison.causes import Because, ChangeCause, RuleChange, RuleField, index_changes, rule_changes
from openness_cli.comparison.saved import SavedCriterion, SavedIndicator, SavedPoints, SavedReport, baseline_of
from openness_cli.model.definitions import ZERO
from openness_cli.model.points import Hundredths, Total
from openness_cli.scoring.gates import Regression, regressions_from
from openness_cli.scoring.verdicts import Basis


class Measure(Enum):
    """What is compared: points earned, and those with what falls due later."""

    EARNED = "earned"
    ON_COURSE = "on-course"


class Pair(NamedTuple):
    """A figure before and after, as shown; None where a report does not have it."""

    before: Hundredths | None
    after: Hundredths | None

    @property
    def change(self) -> Hundredths | None:
        """How much was won, or lost where it is below 0; None where that is not known."""
        return None if self.before is None or self.after is None else Hundredths(self.after - self.before)


class Steps(NamedTuple):
    """One row: what was earned, and what was on course."""

    earned: Pair
    on_course: Pair

    def of(self, measure: Measure) -> Pair:
        """Return one of the two."""
        return self.earned if measure is Measure.EARNED else self.on_course

    @property
    def is_lower(self) -> bool:
        """Whether either fell."""
        return any((step.change or 0) < 0 for step in self)

    @property
    def has_moved(self) -> bool:
        """Whether either changed."""
        return any(step.change for step in self)


class IndicatorChange(NamedTuple):
    """One indicator, scaled."""

    id: str
    title: str
    steps: Steps


class CriterionChange(NamedTuple):
    """One criterion in its own points, with all that is known of why.

    ``before`` and ``after`` are None where an edition does not have the criterion; it then counts as 0.
    ``main`` is the cause that each measure is put down to, where it changed.
    """

    before: SavedCriterion | None
    after: SavedCriterion | None
    steps: Steps
    because: tuple[Because, ...]
    main: dict[Measure, ChangeCause]
    rules: tuple[RuleChange, ...]

    @property
    def latest(self) -> SavedCriterion:
        """The criterion as the later report has it, else the earlier one."""
        return next(criterion for criterion in (self.after, self.before) if criterion)

    @property
    def scale(self) -> Fraction:
        """By how much the criterion counted in the total: before, or now where it is new."""
        return next((own.scale for own in (self.before, self.after) if own and own.scale is not None), ZERO)

    @property
    def is_rescaled(self) -> bool:
        """Whether the criterion counts for more or less than before, apart from its own points."""
        return self.before is not None and self.after is not None and self.before.scale != self.after.scale

    @property
    def is_switched(self) -> bool:
        """Whether the criterion began or ceased to apply."""
        return self.before is not None and self.after is not None and self.before.is_scored is not self.after.is_scored

    @property
    def is_change(self) -> bool:
        """Whether anything changed: points, scale, whether it applies, rule, or that there is such a criterion."""
        return self.steps.has_moved or self.is_rescaled or self.is_switched or self.has_other_rules

    @property
    def has_other_rules(self) -> bool:
        """Whether the rule changed, or only one edition has the criterion."""
        return bool(self.rules) or not (self.before and self.after)


class CauseSum(NamedTuple):
    """What one cause won or lost of the total, scaled; None where a report does not tell the measure."""

    cause: ChangeCause
    earned: Hundredths | None
    on_course: Hundredths | None


class Diff(NamedTuple):
    """Everything between two reports on a basis. ``criteria`` are all of both, in the order of the later index."""

    before: SavedReport
    after: SavedReport
    basis: Basis
    total: Steps
    indicators: tuple[IndicatorChange, ...]
    criteria: tuple[CriterionChange, ...]
    sums: tuple[CauseSum, ...]
    index_rules: tuple[RuleChange, ...]
    regressions: tuple[Regression, ...]

    @property
    def changed(self) -> tuple[CriterionChange, ...]:
        """Every criterion of which anything changed, in the order of the later index."""
        return tuple(change for change in self.criteria if change.is_change)

    @property
    def totals(self) -> tuple[Total, Total]:
        """The totals on the basis, before and after."""
        return self.before.totals[self.basis], self.after.totals[self.basis]

    @property
    def standing(self) -> Pair:
        """What stands for the body, before and after: as evidenced, less what hangs on broken addresses."""
        return Pair(self.before.standing(self.basis), self.after.standing(self.basis))

    @property
    def has_failed(self) -> bool:
        """Whether broken addresses take anything off what is on course, before or after."""
        return self.standing != self.total.on_course

    @property
    def lost(self) -> tuple[CriterionChange, ...]:
        """Criteria of which a measure fell, the most first."""
        return _largest_first(change for change in self.criteria if change.steps.is_lower)

    @property
    def won(self) -> tuple[CriterionChange, ...]:
        """Criteria of which a measure rose and none fell, the most first."""
        return _largest_first(own for own in self.criteria if own.steps.has_moved and not own.steps.is_lower)

    @property
    def switched(self) -> tuple[CriterionChange, ...]:
        """Criteria that began or ceased to apply without a change of their own points, in the order of the index."""
        return tuple(change for change in self.criteria if change.is_switched and not change.steps.has_moved)

    @property
    def has_moved(self) -> bool:
        """Whether there is anything to tell of figures: one changed, or a criterion began or ceased to apply."""
        steps = (self.total, *(own.steps for own in self.indicators))
        return any(own.has_moved for own in steps) or bool(self.sums or self.switched)

    @property
    def is_other_edition(self) -> bool:
        """Whether the two were scored with different rules, as far as their names tell."""
        return self.before.edition != self.after.edition or self.before.index_id != self.after.index_id

    @property
    def lacks_rules(self) -> bool:
        """Whether a report is of an older program that keeps no rules, so that changed ones cannot be named."""
        return any(row.facts is None for report in (self.before, self.after) for row in report.criteria.values())

    @property
    def changed_rules(self) -> tuple[CriterionChange, ...]:
        """Criteria of which the rule changed, or that only one edition has."""
        return tuple(change for change in self.criteria if change.has_other_rules)


def compare(before: SavedReport, after: SavedReport, basis: Basis) -> Diff:
    """Compare two reports of one body and year on a basis."""
    frame = Frame(before, after, basis)
    earned = {name: own.points.earned[basis] for name, own in after.criteria.items() if own.is_scored}
    regressions = regressions_from(after.standing(basis), earned, baseline_of(before), basis)
    names = dict.fromkeys((*after.criteria, *before.criteria))
    criteria = tuple(_criterion(frame, before.criteria.get(name), after.criteria.get(name)) for name in names)
    one, other = before.totals[basis], after.totals[basis]
    total = Steps(Pair(one.earned, other.earned), Pair(one.on_course, other.on_course))
    return Diff(
        before=before,
        after=after,
        basis=basis,
        total=total,
        indicators=tuple(_indicators(frame)),
        criteria=criteria,
        sums=tuple(_sums(criteria, total)),
        index_rules=index_changes(before.rules, after.rules),
        regressions=tuple(regressions),
    )


def _largest_first(changes: Iterator[CriterionChange]) -> tuple[CriterionChange, ...]:
    """Put that first which moved a total most."""
    return tuple(sorted(changes, key=lambda own: -max(abs(step.change or 0) for step in own.steps) * own.scale))


_Row = SavedCriterion | SavedIndicator


def _steps(before: _Row | None, after: _Row | None, basis: Basis) -> Steps:
    """Put two rows side by side; what an edition does not have counts as 0."""
    none = {basis: Hundredths(0)}
    was, now = (row.points if row else SavedPoints(none, none) for row in (before, after))
    return Steps(Pair(was.earned[basis], now.earned[basis]), Pair(was.on_course.get(basis), now.on_course.get(basis)))


def _indicators(frame: Frame) -> Iterator[IndicatorChange]:
    old, new = frame.before.indicators, frame.after.indicators
    for name in dict.fromkeys((*new, *old)):
        steps = _steps(old.get(name), new.get(name), frame.basis)
        yield IndicatorChange(name, (new.get(name) or old[name]).title, steps)


def _criterion(frame: Frame, before: SavedCriterion | None, after: SavedCriterion | None) -> CriterionChange:
    steps = _steps(before, after, frame.basis)
    rules = rule_changes(before, after) if before and after else ()
    own = CriterionChange(before, after, steps, (), {}, rules)
    because = find_causes(frame, before, after, rules) if steps.has_moved or own.is_switched else ()
    main = {
        measure: next((reason.cause for reason in because if reason.fits(change)), ChangeCause.OTHER)
        for measure in Measure
        if (change := steps.of(measure).change)
    }
    if ChangeCause.OTHER in main.values():
        because = (*because, Because(ChangeCause.OTHER))
    if steps.has_moved and before and after and own.is_rescaled:
        because = (*because, Because(ChangeCause.SCALE, (), str(before.scale or 0), str(after.scale or 0)))
    return own._replace(because=_with_indicator(because, rules), main=main)


def _with_indicator(because: tuple[Because, ...], rules: tuple[RuleChange, ...]) -> tuple[Because, ...]:
    """Add that a criterion stands in another indicator now: it moves the points of both, and none of its own."""
    moved = tuple(rule for rule in rules if rule.field is RuleField.INDICATOR)
    if not moved:
        return because
    if because and because[0].cause is ChangeCause.DEFINITIONS_CHANGED:
        return (because[0]._replace(rules=moved + because[0].rules), *because[1:])
    return (*because, Because(ChangeCause.DEFINITIONS_CHANGED, rules=moved))


def _sums(criteria: tuple[CriterionChange, ...], total: Steps) -> Iterator[CauseSum]:
    columns = [_column(criteria, measure, total.of(measure).change or 0) for measure in Measure]
    for cause in ChangeCause:
        figures = [None if column is None else column[cause] for column in columns]
        if any(figures):
            yield CauseSum(cause, *figures)


def _column(
    criteria: tuple[CriterionChange, ...], measure: Measure, total: int
) -> dict[ChangeCause, Hundredths] | None:
    """Return what each cause won or lost of a total; None where a report does not tell it by criterion."""
    exact = dict.fromkeys(ChangeCause, ZERO)
    for own in criteria:
        step = own.steps.of(measure)
        if step.before is None or step.after is None:
            return None
        moved = (step.after - step.before) * own.scale
        if moved:
            exact[own.main[measure]] += moved
        exact[ChangeCause.SCALE] += _scaled(own.after, step.after) - _scaled(own.before, step.before) - moved
    shown = {cause: Hundredths(round(points)) for cause, points in exact.items()}
    shown[ChangeCause.ROUNDING] = Hundredths(total - sum(shown.values()))
    return shown


def _scaled(criterion: SavedCriterion | None, points: Hundredths) -> Fraction:
    return points * criterion.scale if criterion and criterion.scale else ZERO
