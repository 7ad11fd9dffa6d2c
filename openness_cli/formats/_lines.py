"""Lines of styled spans: what a terminal report is made of before anything knows about a terminal."""

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple


class Span(NamedTuple):
    """Some text and the name of its style; no style is plain."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


def line(*parts: Span | str) -> Line:
    """Make a line of spans and plain strings."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def plain(lines: Iterable[Line]) -> str:
    """Return the lines as text without any style or trailing blank."""
    return "".join("".join(span.text for span in spans).rstrip() + "\n" for spans in lines)


def clip(text: str, width: int) -> str:
    """Cut text to a width, with … where something was cut."""
    return text if len(text) <= width else text[: max(width - 1, 0)].rstrip() + "…"


def wrap(text: str, width: int, *, first: str = "", rest: str = "", style: str = "") -> Iterator[Line]:
    """Break text into lines; ``first`` and ``rest`` begin the first and the other lines. Addresses stay whole."""
    pieces = textwrap.wrap(
        text,
        max(width, 20),
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    for piece in pieces:
        yield line(Span(piece, style))


class Marks(NamedTuple):
    """The shapes of a bar: they tell amounts apart without colour."""

    earned: str
    unknown: str
    pending: str
    rest: str
    minimum: str
    average: str
    best: str
    arrow: str
    dot: str
    failed: str


DRAWN = Marks("━", "░", "┅", "─", "┊", "┊", "┃", "→", "·", "×")
TYPED = Marks("=", "?", "+", "-", "|", ":", "|", "->", "-", "x")


class Amount(NamedTuple):
    """A stretch of a bar, or the place of a mark: a share of the whole, with its shape and style."""

    share: float
    mark: str
    style: str


def bar(width: int, amounts: Iterable[Amount], marks: Iterable[Amount], rest: str) -> Line:
    """Draw stretches one after the other, then single marks at their places over what is not filled.

    Something that is not nothing is at least one cell; something that is not all leaves at least one.
    """
    cells = [Span(rest, "dim")] * width
    begin, total = 0, 0.0
    for share, shape, style in amounts:
        if share <= 0:
            continue
        total += share
        end = max(round(total * width), begin + 1)
        end = min(end, width if total >= 1 else width - 1)
        cells[begin:end] = [Span(shape, style)] * (end - begin)
        begin = max(begin, end)
    for at, shape, style in marks:
        place = min(int(at * width), width - 1)
        if cells[place].text == rest:
            cells[place] = Span(shape, style)
    runs = groupby(cells, key=lambda cell: (cell.text, cell.style))
    return tuple(Span(text * len(list(run)), style) for (text, style), run in runs)


def stripped(spans: Iterable[Span]) -> Line:
    """Return a line without blanks at its end."""
    kept = list(spans)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return tuple(kept)
