"""Exact points, split by where they stand, and their sums."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from openness_cli.definitions import ZERO


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
    sums = [ZERO] * len(Points._fields)
    for row in rows:
        for column, part in enumerate(row):
            if part:
                sums[column] += part
    return Points(*sums)
