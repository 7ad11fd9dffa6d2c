"""Exact points to the two decimals that are shown: whole hundredths, rounded down, and always adding up."""

from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO
from openness_cli.model.points import Points


class Hundredths(int):
    """A number of hundredths of a point, as shown."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return the number with two decimals."""
        sign, value = ("-", -int(self)) if self < 0 else ("", int(self))
        return f"{sign}{value // 100}.{value % 100:02d}"

    @property
    def number(self) -> float:
        """The same number for a format that has numbers; prints with at most two decimals."""
        return int(self) / 100


def rounded_down(value: Fraction) -> Hundredths:
    """Round down to hundredths: 70.996 is never shown as 71."""
    return Hundredths(value.numerator * 100 // value.denominator)


class Shown(NamedTuple):
    """One row of points as shown. The columns add up to ``possible``.

    The running totals are rounded down, each column is the difference, and lost is what remains.
    """

    possible: Hundredths
    earned: Hundredths
    pending: Hundredths
    unknown: Hundredths
    open: Hundredths
    lost: Hundredths

    @property
    def on_course(self) -> Hundredths:
        """Earned and pending together."""
        return Hundredths(self.earned + self.pending)

    @property
    def reachable(self) -> Hundredths:
        """All but what is lost."""
        return Hundredths(self.possible - self.lost)


def shown(points: Points) -> Shown:
    """Round a row of points for showing."""
    # the running totals are accumulated once: this runs for every criterion on every basis
    running, before = ZERO, 0
    columns = []
    for part in (points.earned, points.pending, points.unknown, points.open):
        total = before
        if part:
            running += part
            total = rounded_down(running)
        columns.append(Hundredths(total - before))
        before = total
    possible = rounded_down(running + points.lost) if points.lost else Hundredths(before)
    earned, pending, unknown, still_open = columns
    return Shown(possible, earned, pending, unknown, still_open, Hundredths(possible - before))


def plain_number(value: Fraction) -> str:
    """Return an exact number as decimal text as short as it can be."""
    if value.denominator == 1:
        return str(value.numerator)
    return f"{float(value):.4f}".rstrip("0")
