"""Bars and the ruler over them, drawn in letters."""

from collections.abc import Iterator

from openness_cli.formats._lines import Amount, Line, Marks, bar
from openness_cli.formats.document import Bar, Ruler, Tone
from openness_cli.messages import figures

_STYLES = {
    Tone.GREEN: "green",
    Tone.YELLOW: "yellow",
    Tone.RED: "red",
    Tone.OPEN: "magenta",
    Tone.STRONG: "earned",
    Tone.FAINT: "dim",
}


def scale(ruler: Ruler, width: int) -> str:
    """Return the ruler: 0, the minimum of each colour, the whole; what would touch a higher one is left out."""
    cells = [" "] * (width + 3)
    for value in sorted({*ruler.minima, ruler.whole}, reverse=True):
        text = figures(f"{float(value):g}")
        at = min(int(float(value / ruler.whole) * width), width - 1)
        begin = max(at - len(text) // 2, 0) if value < ruler.whole else width - len(text)
        if not "".join(cells[max(begin - 1, 0) : begin + len(text) + 1]).strip():
            cells[begin : begin + len(text)] = text
    return "".join(cells).rstrip()


def drawn(own: Bar, width: int, marks: Marks) -> Line:
    """Draw a bar: what is earned, unknown, pending, and what does not open; the marks over what is not filled."""
    amounts = (
        Amount(own.earned, marks.earned, _STYLES[own.tone]),
        Amount(own.unknown, marks.unknown, "unknown"),
        Amount(own.pending, marks.pending, "pending"),
        Amount(own.failed, marks.failed, "failed"),
    )
    return bar(width, amounts, _marks(own, marks), marks.rest)


def _marks(own: Bar, marks: Marks) -> Iterator[Amount]:
    if own.ruler is not None:
        for minimum in own.ruler.minima:
            if minimum:
                yield Amount(float(minimum / own.ruler.whole), marks.minimum, "")
    for place in own.marks:
        yield Amount(place.share, marks.best if place.is_best else marks.average, "")
