"""What is left of all points, shared out among what stays assumed: in proportion, and to the last hundredth."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.index_book.figures import joined, read_figures, scaled
from openness_cli.files.index_book.points import PartRow
from openness_cli.files.index_book.state import Values
from openness_cli.messages import _
from openness_cli.model.definitions import Index
from openness_cli.model.points import plain_number

_UNIT, _PART_UNIT = 100, 10_000
_ZERO = Fraction(0)


class Shared(NamedTuple):
    """Indicators by their points, and criteria by theirs, as far as they come to have others; and what cannot be."""

    indicators: Mapping[str, Fraction]
    criteria: Mapping[str, Fraction]
    problems: tuple[Problem, ...] = ()


def portions(total: Fraction, weights: Iterable[Fraction], unit: int = _UNIT) -> list[Fraction]:
    """Return a total in portions like weights, in whole parts of a unit, of which none is lost.

    Parts are finer where the total is no whole number of them.
    """
    own = list(weights)
    unit = unit if (total * unit).denominator == 1 else _PART_UNIT
    whole = sum(own, _ZERO)
    exact = [total * unit * weight / whole for weight in own]
    found = [int(each) for each in exact]
    left = int(total * unit) - sum(found)
    for place in sorted(range(len(own)), key=lambda at: (found[at] - exact[at], at))[:left]:
        found[place] += 1
    return [Fraction(each, unit) for each in found]


def share_out(
    index: Index, points: Mapping[str, Fraction], fixed: Collection[str], typed: Mapping[str, Fraction]
) -> Shared:
    """Share out what is left: among the criteria that are not ``fixed``, and indicators that are not ``typed``.

    An indicator keeps its points as long as it has a criterion that can change; one of which all are known is their
    sum. What that leaves of the whole is shared out among the others, of which none falls below what was published.
    """
    targets: dict[str, Fraction] = {}
    open_: dict[str, Fraction] = {}
    floors = {own.id: _floor(index, own.id) for own in index.indicators}
    for own in index.indicators:
        names = [each.id for each in own.criteria]
        if own.id in typed:
            targets[own.id] = typed[own.id]
        elif all(name in fixed for name in names):
            targets[own.id] = sum((points[name] for name in names), _ZERO)
        else:
            open_[own.id] = own.points
    targets |= _spread(index.points - sum(targets.values(), _ZERO), open_, floors)
    found: dict[str, Fraction] = {}
    problems: list[Problem] = []
    for own in index.indicators:
        names = [each.id for each in own.criteria]
        free = [name for name in names if name not in fixed]
        rest = targets[own.id] - sum((points[name] for name in names if name in fixed), _ZERO)
        if free and rest * _UNIT >= len(free):
            shares = portions(rest, (points[name] for name in free))
            found |= {name: share for name, share in zip(free, shares, strict=True) if share != points[name]}
        elif free:
            what = _("indicator {id}: what is confirmed leaves nothing to share out among the others")
            problems.append(Problem(own.id, 0, 0, what.format(id=own.id), _("type the points of the indicator")))
    changed = {own.id: targets[own.id] for own in index.indicators if targets[own.id] != own.points}
    return Shared(changed, found, tuple(problems))


def _floor(index: Index, indicator: str) -> Fraction:
    return max((year.best.indicators.get(indicator, _ZERO) for year in index.benchmarks), default=_ZERO)


def _spread(rest: Fraction, points: Mapping[str, Fraction], floors: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Return points in proportion that add up to what is left; what would fall below its floor is at that."""
    if sum(points.values(), _ZERO) == rest:
        return dict(points)
    held: dict[str, Fraction] = {}
    while free := {name: own for name, own in points.items() if name not in held}:
        left = rest - sum(held.values(), _ZERO)
        if left <= 0:
            break
        shares = dict(zip(free, portions(left, free.values()), strict=True))
        low = {name: floors[name] for name, share in shares.items() if share < floors[name]}
        if not low:
            return {**held, **shares}
        held |= low
    # nothing fits: the sums, which are looked at next, say so
    return dict(points)


def with_points(
    values: Values, parts: tuple[PartRow, ...], points: Fraction
) -> tuple[dict[str, str], tuple[PartRow, ...]]:
    """Return a criterion, and its parts, worth so many points: what leads there in proportion."""
    own = {**values, "points": plain_number(points)}
    if values["rule"] == "periods":
        return own, ()
    if values["rule"] == "checklist":
        shares = portions(points, (Fraction(part.values["points"]) for part in parts), _PART_UNIT)
        return own, tuple(
            part._replace(values={**part.values, "points": plain_number(share)}, changed=part.changed | {"points"})
            for part, share in zip(parts, shares, strict=True)
        )
    figures = scaled(read_figures(values["rule"], values["figures"], str), points)
    return {**own, "figures": joined(figures)}, ()
