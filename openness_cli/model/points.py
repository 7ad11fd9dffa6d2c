"""Points: exact and split by where they stand; as shown, in whole hundredths rounded down that always add up."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO, BandName


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

    @property
    def all_opened(self) -> "Points":
        """The same points if all that is unknown opened."""
        return self._replace(earned=self.earned + self.unknown, unknown=ZERO) if self.unknown else self

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


class Hundredths(int):
    """A number of hundredths of a point, as shown."""

    __slots__ = ()

    @classmethod
    def of(cls, number: float) -> "Hundredths":
        """Return what a format that has numbers wrote as ``number``."""
        return cls(round(number * 100))

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


class Total(NamedTuple):
    """A whole on one basis, as shown; ``band`` is None where the colour depends on what is unknown."""

    earned: Hundredths
    on_course: Hundredths
    unknown: Hundredths
    band: BandName | None


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
    return f"{float(value):.4f}".rstrip("0").rstrip(".")
