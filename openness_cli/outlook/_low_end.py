"""What has to hold so that the low end of the likely range reaches a total, as rows of integer programs.

The low end is the total less a multiple of a root of squares, or the least total over all tables that fit. A gap is
closed or not, so the squares of what is earned are sums over the gaps that are closed, as the total is. What is left
are squares of a few sums: the surplus U of the total over what is wanted, and in each pool the sum B of p² f. With c
the multiple and A the sum of p² f² the total is enough where

    U >= 0  and  U² + c² Σ B²/P >= c² A,    P the sum of p² in a pool.

Where U and each B lie in an interval a chord is nowhere below the square; with chords instead of squares it is a row
of an integer program whose answer is never more effort than the least. Where its answer is not enough, the interval
in which the chord misses most is cut in two near the answer.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, sqrt
from operator import add
from typing import NamedTuple

from openness_cli.model.definitions import ZERO
from openness_cli.model.points import exact_sum
from openness_cli.outlook.prizes import Prize
from openness_cli.scoring.score_range import low_end
from openness_cli.scoring.uncertainty import Uncertainty

# a chord that misses so little of a square of points, and less than is rounded away, is not cut again
_CLOSE = 1e-3
# how far from the middle of an interval towards an answer it is cut: at the answer itself chords are exact, and where
# that is near an end hardly anything is cut off; with this half as many programs are solved as with either
_NEAR = 0.8
_ONE = Fraction(1)
Interval = tuple[float, float]


class Sum(NamedTuple):
    """Something that adds up: what there is of it without any prize, and what each adds."""

    start: float
    each: tuple[float, ...]

    def of(self, won: Sequence[int]) -> float:
        """Return how much it is with some prizes."""
        return self.start + sum(self.each[prize] for prize in won)

    @property
    def interval(self) -> Interval:
        """From nothing won to everything."""
        return self.start, self.of(range(len(self.each)))

    def times(self, factor: float, more: float = 0.0) -> "Sum":
        """Return a multiple, and something more."""
        return Sum(factor * self.start + more, tuple(factor * own for own in self.each))

    def plus(self, other: "Sum") -> "Sum":
        """Return both together."""
        return Sum(self.start + other.start, tuple(map(add, self.each, other.each)))


class Square(NamedTuple):
    """A sum whose square makes the row easier to keep, as many times as it counts."""

    sum: Sum
    counts: float

    def chord(self, low: float, high: float) -> Sum:
        """Return what is nowhere in an interval less than the square."""
        return self.sum.times((low + high) * self.counts, -low * high * self.counts)

    def missed(self, at: float, low: float, high: float) -> float:
        """Return by how much the chord is more than the square."""
        return (at - low) * (high - at) * self.counts


class Aim:
    """What is wanted of the low end, exactly; and in floats what the rows are made of.

    Those are measured so that all points together are 100. The square of the surplus is the first of ``squares``.
    """

    def __init__(
        self, prizes: Sequence[Prize], places: Sequence[int], uncertainty: Uncertainty, wanted: Fraction
    ) -> None:
        self._uncertainty, self._wanted = uncertainty, Fraction(ceil(wanted * 100), 100)
        weights, pools, times = uncertainty.weights, uncertainty.pools, uncertainty.times
        self._unit = 100 / (exact_sum(own.points for own in weights) or _ONE)
        self._prizes = [(place, own.points) for own, place in zip(prizes, places, strict=True)]
        self._smallest = min((own.points for own in prizes), default=ZERO)
        points = [own.points * self._unit for own in weights]
        self.squares = [Square(self._sum_of(points, less=self._wanted * self._unit), 1.0)]
        for pool in dict.fromkeys(own for own in pools if own is not None):
            own = [one**2 if its == pool else ZERO for one, its in zip(points, pools, strict=True)]
            self.squares.append(Square(self._sum_of(own), float(times**2 / (exact_sum(own) or _ONE))))
        known = [ZERO if its is None else times * one for one, its in zip(points, pools, strict=True)]
        self.spread = self._sum_of([one**2 for one in known], power=2)

    def _sum_of(self, values: Sequence[Fraction], power: int = 1, less: Fraction = ZERO) -> Sum:
        """Return the sum of a value for each criterion times a power of its share, less something."""
        weights = self._uncertainty.weights
        start = exact_sum(own * weight.share**power for own, weight in zip(values, weights, strict=True))
        each = []
        for place, points in self._prizes:
            before = weights[place].share
            after = before + points / weights[place].points
            each.append(float(values[place] * (after**power - before**power)))
        return Sum(float(start - less), tuple(each))

    def _after(self, won: Sequence[int]) -> Uncertainty:
        return self._uncertainty.with_points(dict(self._prizes[own] for own in won))

    def worst_for(self, won: Sequence[int]) -> Sum:
        """Return the surplus with the points that are worst for what is won."""
        table = self._after(won).worst()
        points = [own * self._unit / table.parts for own in table.points]
        return self._sum_of(points, less=self._wanted * self._unit)

    def is_reached(self, won: Sequence[int]) -> bool:
        """Tell whether the low end is high enough, as it is shown."""
        return Fraction(low_end(self._after(won)), 100) >= self._wanted

    def is_too_little_with_less(self, won: Sequence[int]) -> bool:
        """Tell whether, if the low end is too low, it is so with anything less too.

        A prize adds to the half-width at most ``times`` what it adds to the total; only what is rounded might outweigh
        one that is very small.
        """
        after = self._after(won)
        likely = float(after.total - self._wanted) - float(after.times) * sqrt(after.square)
        return likely + _CLOSE < float(1 - after.times) * float(self._smallest)

    @property
    def box(self) -> "Box":
        """All of it, as far as the likely range is concerned."""
        (low, high), *others = (square.sum.interval for square in self.squares)
        return Box(self, ((max(low, 0.0), high), *others))

    @property
    def limits(self) -> "Limits":
        """All of it, as far as the limits are."""
        return Limits(self, (self.worst_for(()), self.worst_for(range(len(self._prizes)))))

    @property
    def may_be_reached(self) -> bool:
        """Whether all that can be won might be enough, but for what is rounded."""
        after = self._after(range(len(self._prizes)))
        surplus = after.total - self._wanted
        likely = surplus >= 0 and surplus**2 >= after.times**2 * after.square
        return likely or after.times >= 1 or after.worst().total >= self._wanted


class Box(NamedTuple):
    """What makes the likely range narrow enough, with each sum of the squares in an interval."""

    aim: Aim
    intervals: tuple[Interval, ...]

    def not_below_zero(self) -> Iterator[Sum]:
        """Yield what its rows are made of."""
        enough = self.aim.spread.times(-1)
        for square, (low, high) in zip(self.aim.squares, self.intervals, strict=True):
            yield square.sum.times(1, -low)
            yield square.sum.times(-1, high)
            enough = enough.plus(square.chord(low, high))
        yield enough

    def divided(self, won: Sequence[int]) -> Sequence["Box"]:
        """Return boxes that hold all of it, with chords that tell an answer better; none where that is near enough."""
        at = [square.sum.of(won) for square in self.aim.squares]
        exact = sum(own.counts * one * one for own, one in zip(self.aim.squares, at, strict=True))
        missed = [
            square.missed(one, *interval)
            for square, one, interval in zip(self.aim.squares, at, self.intervals, strict=True)
        ]
        worst = max(range(len(at)), key=missed.__getitem__)
        if missed[worst] < _CLOSE or exact - self.aim.spread.of(won) > -_CLOSE:
            return ()
        (low, high), before, behind = self.intervals[worst], self.intervals[:worst], self.intervals[worst + 1 :]
        cut = _NEAR * at[worst] + (1 - _NEAR) * (low + high) / 2
        halves = (cut, high), (low, cut)
        return [self._replace(intervals=(*before, half, *behind)) for half in halves]


class Limits(NamedTuple):
    """What is enough whatever the points are: with each of some tables."""

    aim: Aim
    tables: tuple[Sum, ...]

    def not_below_zero(self) -> Iterator[Sum]:
        """Yield what its rows are made of."""
        yield from self.tables

    def divided(self, won: Sequence[int]) -> Sequence["Limits"]:
        """Return the same with the table that is worst for an answer; none where that hardly rules it out."""
        table = self.aim.worst_for(won)
        return () if table.of(won) > -_CLOSE else [self._replace(tables=(*self.tables, table))]
