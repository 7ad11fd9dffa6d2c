"""The table of a comparison for people: scaled, so that it adds up to what the totals changed by."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from openness_cli.comparison.diff import CriterionChange, Diff, Pair
from openness_cli.comparison.saved import SavedCriterion
from openness_cli.formats.rows import Row as Values
from openness_cli.messages import _
from openness_cli.model.points import Hundredths, rounded_down

Figures = dict[str, Hundredths | None]


def sheet_rows(
    changes: Diff, listed: Iterable[CriterionChange], values: Callable[[CriterionChange], Values]
) -> Iterator[Values]:
    """Yield the criteria that are listed, all others, and what rounding leaves.

    In each column of points the rows add up to that of the total; one that a report does not tell is empty.
    """
    chosen = tuple(listed)
    named = {own.latest.id for own in chosen}
    for own in chosen:
        causes = "; ".join(_(because.cause.words) for because in own.because)
        yield {**values(own), **_scaled(own), "causes": causes}
    total = _figures(*changes.total)
    whole = _summed(changes.criteria, total)
    others = [own for own in changes.criteria if own.latest.id not in named]
    if others:
        yield {"title": _("criteria that are not listed here"), **_summed(others, total)}
    left = {name: _less(points, whole[name]) for name, points in total.items()}
    yield {"title": _("what rounding leaves"), **left}


def sheet_total(changes: Diff) -> Values:
    """Return what the totals changed by as the last row."""
    return {"title": _("in all"), **_figures(*changes.total)}


def _scaled(change: CriterionChange) -> Figures:
    pairs = (Pair(_times(step.before, change.before), _times(step.after, change.after)) for step in change.steps)
    return _figures(*pairs)


def _times(points: Hundredths | None, criterion: SavedCriterion | None) -> Hundredths | None:
    scale = criterion.scale if criterion else None
    return None if points is None else rounded_down(points * (scale or 0) / Fraction(100))


def _figures(earned: Pair, on_course: Pair) -> Figures:
    return {
        f"{name}_{side}": points
        for name, pair in (("earned", earned), ("on_course", on_course))
        for side, points in (("before", pair.before), ("after", pair.after), ("change", pair.change))
    }


def _summed(changes: Iterable[CriterionChange], names: Iterable[str]) -> Figures:
    rows = [_scaled(own) for own in changes]
    columns = {name: [row[name] for row in rows] for name in names}
    return {
        name: None if None in column else Hundredths(sum(points or 0 for points in column))
        for name, column in columns.items()
    }


def _less(total: Hundredths | None, part: Hundredths | None) -> Hundredths | None:
    return None if total is None or part is None else Hundredths(total - part)
