"""The bar of a total and the ruler over it, as every report on a terminal draws them."""

from fractions import Fraction
from typing import NamedTuple

from openness_cli.formats.lines import Amount, Line, Marks, bar
from openness_cli.messages import _
from openness_cli.model.definitions import BandName, Index

COLOURS = {BandName.GREEN: "green", BandName.YELLOW: "yellow", BandName.RED: "red"}


class Ruler(NamedTuple):
    """What a total is measured by: all the points there are, and where each colour begins."""

    whole: Fraction
    minima: tuple[Fraction, ...]


class Total(NamedTuple):
    """A total in hundredths, as shown; ``band`` is None where the colour is open."""

    earned: int
    unknown: int
    pending: int
    band: BandName | None


def ruler_of(index: Index) -> Ruler:
    """Return the ruler of an index."""
    return Ruler(index.points, tuple(band.minimum for band in index.bands))


def scale(ruler: Ruler, width: int) -> str:
    """Return the ruler: 0, the minimum of each colour, the whole."""
    cells = [" "] * (width + 3)
    for value in sorted({*ruler.minima, ruler.whole}):
        text = f"{float(value):g}"
        at = min(int(float(value / ruler.whole) * width), width - 1)
        begin = max(at - len(text) // 2, 0) if value < ruler.whole else width - len(text)
        cells[begin : begin + len(text)] = text
    return "".join(cells).rstrip()


def total_bar(ruler: Ruler, total: Total, width: int, marks: Marks) -> Line:
    """Draw a total: earned in its colour, then what is unknown, then what is pending."""
    whole = float(ruler.whole) * 100
    style = COLOURS[total.band] if total.band else "magenta"
    amounts = (
        Amount(total.earned / whole, marks.earned, style),
        Amount(total.unknown / whole, marks.unknown, "unknown"),
        Amount(total.pending / whole, marks.pending, "pending"),
    )
    minima = [Amount(float(minimum / ruler.whole), marks.minimum, "") for minimum in ruler.minima if minimum]
    return bar(width, amounts, minima, marks.rest)


def legend(marks: Marks) -> str:
    """Return what the shapes of the bar mean."""
    return _(
        "{earned} earned  {pending} pending: falls due later  {unknown} not known to open  {rest} open or lost"
    ).format(earned=marks.earned * 2, pending=marks.pending * 2, unknown=marks.unknown * 2, rest=marks.rest * 2)
