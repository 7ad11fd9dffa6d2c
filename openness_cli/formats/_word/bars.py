"""Bars as runs of blanks on grounds, which tell amounts apart in black and white as well."""

from collections.abc import Iterator
from itertools import groupby

from openness_cli.formats._word.text import BLANK, run
from openness_cli.formats.document import Bar

# how wide a blank is in the styles of bars, in twentieths of a point
_CELL = 39
_REST = "BarRest"


def bar(own: Bar, width: int) -> str:
    """Return a bar at most so wide: what is earned, unknown, pending, does not open; marks over what is not filled."""
    cells = [_REST] * (width // _CELL)
    begin, total = 0, 0.0
    for share, style in _stretches(own):
        if share > 0:
            total += share
            # something is at least one cell, and what is not all leaves one
            end = min(max(round(total * len(cells)), begin + 1), len(cells) - (total < 1))
            cells[begin:end] = [style] * (end - begin)
            begin = max(begin, end)
    for share, style in _marks(own):
        place = min(int(share * len(cells)), len(cells) - 1)
        if cells[place] == _REST:
            cells[place] = style
    drawn = [(style, " " * len(list(same))) for style, same in groupby(cells)]
    style, last = drawn.pop()
    # a blank at the end of a line would not be drawn
    return "".join(run(text, own) for own, text in (*drawn, (style, last[1:] + BLANK)))


def _stretches(own: Bar) -> tuple[tuple[float, str], ...]:
    return (
        (own.earned, "BarEarned"),
        (own.unknown, "BarUnknown"),
        (own.pending, "BarPending"),
        (own.failed, "BarFailed"),
    )


def _marks(own: Bar) -> Iterator[tuple[float, str]]:
    if own.ruler is not None:
        yield from ((float(least / own.ruler.whole), "BarMinimum") for least in own.ruler.minima if least)
    yield from ((place.share, "BarBest" if place.is_best else "BarAverage") for place in own.marks)
