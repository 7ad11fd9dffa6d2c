"""Exact points, split by where they stand, and their sums."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO


class Points(NamedTuple):
    """Exact points on one basis. All five add up to what is possible; ``unknown`` is 0 but on verified."""

    earned: Fraction = ZERO
    pending: Fraction = ZERO
    unknown: Fraction = ZERO
    open: Fraction = ZERO
    lost: Fraction = ZERO

    @property
    def possible(self) -> Fraction:
        """All that could be earned when the year began."""
        return sum((part for part in self if part), ZERO)

    @property
    def on_course(self) -> Fraction:
        """The total if all that falls due is done on time and nothing else."""
        return self.earned + self.pending

    @property
    def reachable(self) -> Fraction:
        """The best total left."""
        return self.possible - self.lost

    def times(self, scale: Fraction | None) -> "Points":
        """Scale a row; without a scale nothing counts."""
        if scale is None:
            return Points()
        return self if scale == 1 else Points(*(part * scale for part in self))


def add_up(rows: Iterable[Points]) -> Points:
    """Add rows of points, column by column."""
    return Points(*map(exact_sum, zip(*rows, strict=True)))


def exact_sum(parts: Iterable[Fraction]) -> Fraction:
    """Add fractions. Nearly all share a few denominators, and over each of them whole numbers are added."""
    numerators: dict[int, int] = {}
    for part in parts:
        if part is not ZERO:
            numerator, denominator = part.as_integer_ratio()
            numerators[denominator] = numerators.get(denominator, 0) + numerator
    total = ZERO
    for denominator, numerator in numerators.items():
        if numerator:
            own = Fraction(numerator, denominator)
            total = total + own if total else own
    return total
