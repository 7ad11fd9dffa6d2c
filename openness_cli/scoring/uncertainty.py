"""How sure a total is, as far as it hangs on points that are assumed: its limits, and where it likely lies.

Only points are looked at. What was earned of a criterion, as a share of it, stays; what the criterion is worth may be
more or less than was assumed. The rule is that of the index's policy ``assumed_points``. All is exact: whole numbers
over common denominators.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isqrt, lcm
from typing import NamedTuple

from openness_cli.model.definitions import ZERO, AssumedPoints

# of the normal distribution: nine of ten lie within so many times its spread
_NINE_IN_TEN = Fraction(1645, 1000)


class Weight(NamedTuple):
    """What a criterion is worth, as it counts for a body, and which share of that (0 to 1) is in the total."""

    criterion: str
    indicator: str
    points: Fraction
    share: Fraction
    is_published: bool = False


class Group(NamedTuple):
    """An indicator: its points, as they count for a body; published, or at least as many as ``floor``."""

    indicator: str
    points: Fraction
    is_published: bool = False
    floor: Fraction = ZERO


class Table(NamedTuple):
    """What each criterion is worth, in the order in which they were given, and the total that it makes.

    Of their points there are so many ``parts`` in each point.
    """

    points: Sequence[int]
    parts: int
    total: Fraction


class Annex(NamedTuple):
    """What is left of the half-width, in hundredths, once the points of an indicator's criteria are known."""

    indicator: str
    criteria: int
    half_width: int


class Decisive(NamedTuple):
    """The total if one criterion were worth twice as much as is assumed, or half; the others share what is left."""

    criterion: str
    if_double: Fraction
    if_half: Fraction


class ContradictionError(ValueError):
    """No points fit all that is published. Its argument is the indicator at fault; empty where it is the whole."""


class _Own(NamedTuple):
    """A criterion in whole numbers; ``pool`` are those among whom its points are shared out."""

    points: int
    share: int
    is_published: bool
    pool: str


class _Sums(NamedTuple):
    """Of a pool: of p, p f, p², p² f and p² f²."""

    points: int = 0
    earned: int = 0
    squares: int = 0
    mixed: int = 0
    spread: int = 0

    @classmethod
    def of(cls, criteria: Sequence["_Own"]) -> "_Sums":
        """Return the sums over criteria whose points are not published."""
        points = earned = squares = mixed = spread = 0
        for own in criteria:
            if not own.is_published:
                one, share = own.points, own.share
                square = one * one
                points, earned, squares = points + one, earned + one * share, squares + square
                if share:
                    weighed = square * share
                    mixed, spread = mixed + weighed, spread + weighed * share
        return cls(points, earned, squares, mixed, spread)

    def plus(self, other: "_Sums", sign: int = 1) -> "_Sums":
        return _Sums(*(one + sign * two for one, two in zip(self, other, strict=True)))


class Uncertainty:
    """The criteria and indicators of one body, and what may become of its total."""

    def __init__(self, weights: Sequence[Weight], groups: Sequence[Group], policy: AssumedPoints) -> None:
        """Hold criteria, the indicators that they belong to, and how far their points may be from the truth."""
        self._weights, self._groups, self._policy = weights, groups, policy
        exact = [own.points for own in weights] + [own.floor for own in groups] + [own.points for own in groups]
        self._unit = lcm(*(own.denominator for own in exact)) * lcm(policy.low.denominator, policy.high.denominator)
        self._part = lcm(*(own.share.denominator for own in weights))
        published = {group.indicator for group in groups if group.is_published}
        self._own = [
            _Own(
                _whole(own.points, self._unit),
                _whole(own.share, self._part),
                own.is_published,
                own.indicator if own.indicator in published else "",
            )
            for own in weights
        ]
        self._by_group: dict[str, list[int]] = {group.indicator: [] for group in groups}
        for place, weight in enumerate(weights):
            self._by_group[weight.indicator].append(place)
        self._sums = {name: _Sums.of([self._own[place] for place in own]) for name, own in self._by_group.items()}
        self._pools: dict[str, _Sums] = defaultdict(_Sums)
        for name, sums in self._sums.items():
            pool = name if name in published else ""
            self._pools[pool] = self._pools[pool].plus(sums)

    @property
    def total(self) -> Fraction:
        """The total with the points as they are assumed."""
        return Fraction(sum(own.points * own.share for own in self._own), self._unit * self._part)

    @property
    def pools(self) -> tuple[str | None, ...]:
        """Among whom the points of each criterion are shared out: its indicator, all others (empty), or None.

        None are those of which the points are published.
        """
        return tuple(None if own.is_published else own.pool for own in self._own)

    @property
    def times(self) -> Fraction:
        """How many times the root of the squares (``half_width``) makes the half-width, in points."""
        return _NINE_IN_TEN * self._policy.typical_error

    def with_points(self, more: Mapping[int, Fraction]) -> "Uncertainty":
        """Return the same with more points earned of some criteria, by their places."""
        weights = list(self._weights)
        for place, points in more.items():
            own = weights[place]
            weights[place] = own._replace(share=own.share + points / own.points)
        return Uncertainty(weights, self._groups, self._policy)

    @property
    def weights(self) -> tuple[Weight, ...]:
        """The criteria, in the order in which they were given."""
        return tuple(self._weights)

    def limits(self) -> tuple[Fraction, Fraction]:
        """Return the least and the greatest total over all points that fit what is published.

        Each assumed criterion is worth ``policy.low`` to ``policy.high`` times its assumed points, an indicator with
        published points just these, any other at least its floor, and all together what they are now. Raises
        ContradictionError where nothing fits.
        """
        return self.worst().total, self._total_of(self._extreme(1))

    def worst(self) -> Table:
        """Return the points that fit what is published and make the least total. Raises ContradictionError."""
        worth = self._extreme(-1)
        return Table(worth, self._unit, self._total_of(worth))

    def _total_of(self, worth: Sequence[int]) -> Fraction:
        total = sum(points * own.share for points, own in zip(worth, self._own, strict=True))
        return Fraction(total, self._unit * self._part)

    def _extreme(self, sign: int) -> list[int]:
        """Return the table of the greatest total, or of the least one.

        Sums of the indicators and that of the whole lie within one another, so what is worth most per point comes
        first: up to the floor of each indicator, then up to the whole.
        """
        low, high = (_whole(own, self._unit) for own in self._policy[:2])
        unit, whole = self._unit, sum(_whole(group.points, self._unit) for group in self._groups)
        worth, spent = [0] * len(self._own), 0
        left: list[tuple[int, int, int]] = []
        for group in self._groups:
            places = sorted(self._by_group[group.indicator], key=lambda place: -sign * self._own[place].share)
            own = [self._own[place] for place in places]
            least = [one.points if one.is_published else one.points * low // unit for one in own]
            room = [0 if one.is_published else one.points * (high - low) // unit for one in own]
            begun = sum(least)
            need = max(_whole(group.points if group.is_published else group.floor, unit) - begun, 0)
            if sum(room) < need or (group.is_published and begun > _whole(group.points, unit)):
                raise ContradictionError(group.indicator)
            spent += begun + need
            for place, base, more in zip(places, least, room, strict=True):
                taken = min(more, need)
                need -= taken
                worth[place] = base + taken
                if not group.is_published and more > taken:
                    left.append((sign * self._own[place].share, more - taken, place))
        rest = whole - spent
        if rest < 0 or sum(more for _share, more, _place in left) < rest:
            raise ContradictionError("")
        for _share, more, place in sorted(left, reverse=True):
            taken = min(more, rest)
            rest -= taken
            worth[place] += taken
        return worth

    @property
    def square(self) -> Fraction:
        """The square of what the half-width is ``times`` of, in points: the spread of p f where p is all of the error.

        Of each pool it is the sum of p² f² less the square of that of p² f, by that of p².
        """
        return self._square(self._pools)

    def half_width(self) -> int:
        """Return, in hundredths and rounded up, by how much nine of ten tables of points differ at most.

        Their errors are independent, and of the typical size.
        """
        return self._half_width(self.square)

    def _square(self, pools: Mapping[str, _Sums]) -> Fraction:
        # what is spread among criteria whose sum is known does not move the total with it
        square = sum((own.spread - Fraction(own.mixed**2, own.squares) for own in pools.values() if own.squares), ZERO)
        return square / (self._unit * self._part) ** 2

    def _half_width(self, square: Fraction) -> int:
        exact = square * (self.times * 100) ** 2
        whole = -(-exact.numerator // exact.denominator)
        return isqrt(whole - 1) + 1 if whole > 0 else 0

    def annexes(self) -> tuple[Annex, ...]:
        """Return the indicators with assumed points, the one first that narrows the range most once it is known."""
        found = []
        for group in self._groups:
            count = sum(not self._own[place].is_published for place in self._by_group[group.indicator])
            if count:
                pool = group.indicator if group.is_published else ""
                known = self._pools[pool].plus(self._sums[group.indicator], -1)
                width = self._half_width(self._square({**self._pools, pool: known}))
                found.append(Annex(group.indicator, count, width))
        return tuple(sorted(found, key=lambda annex: annex.half_width))

    def decisive(self, most: int) -> tuple[Decisive, ...]:
        """Return so many criteria that weigh most, the one first that moves the total most.

        Only such as may be worth double, and half, while all that share out the rest keep to the policy.
        """
        moves: list[tuple[int, Fraction, str, Fraction, Fraction]] = []
        total = self.total
        for weight, own in zip(self._weights, self._own, strict=True):
            pool = self._pools[own.pool]
            others = pool.points - own.points
            if own.is_published or others <= 0 or not self._may_double(own.points, others):
                continue
            # by how much the total grows for each point more: its share, less the average of the others
            slope = own.share * others - (pool.earned - own.points * own.share)
            weighs = abs(slope) * 3 * own.points
            move = Fraction(slope * own.points)
            moves.append((weighs, Fraction(others), weight.criterion, move, move))
        moves.sort(key=lambda move: (-Fraction(move[0]) / move[1], move[2]))
        each = self._unit * self._part
        return tuple(
            Decisive(name, total + doubled / others / each, total - halved / others / each / 2)
            for _weighs, others, name, doubled, halved in moves[:most]
        )

    def _may_double(self, points: int, others: int) -> bool:
        """Tell whether the others can give as many points, and take half as many, and stay within the policy."""
        low, high = self._policy.low, self._policy.high
        return (
            high >= 2  # noqa: PLR2004
            and 2 * low <= 1
            and points <= others * (1 - low)
            and points <= others * 2 * (high - 1)
        )


def _whole(value: Fraction, unit: int) -> int:
    return value.numerator * (unit // value.denominator)
