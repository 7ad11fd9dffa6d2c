"""Lines onto a terminal in colour, or into a pipe as plain text."""

from collections.abc import Callable, Iterable
from typing import TextIO

from openness_cli.output.layout import DRAWN, TYPED, Line, Marks, plain

PLAIN_WIDTH = 80
MIN_WIDTH, MAX_WIDTH = 60, 120

_STYLES = {"earned": "bold", "pending": "cyan", "unknown": "magenta", "title": "bold", "ident": "cyan"}

Draw = Callable[[int, Marks], Iterable[Line]]


def show(draw: Draw, out: TextIO, *, colour: bool) -> None:
    """Print what ``draw`` makes for a width and a set of shapes: as wide as the terminal, or as plain text."""
    if not out.isatty():
        out.write(plain(draw(PLAIN_WIDTH, TYPED)))
        return
    from rich.console import Console  # noqa: PLC0415  (heavy, and only a terminal needs it)
    from rich.text import Text  # noqa: PLC0415

    console = Console(file=out, no_color=not colour, highlight=False, markup=False, emoji=False)
    marks = DRAWN if _can_show(out, "".join(DRAWN)) else TYPED
    width = min(max(console.width, MIN_WIDTH), MAX_WIDTH)
    for spans in draw(width, marks):
        text = Text.assemble(*((span.text, _STYLES.get(span.style, span.style)) for span in spans))
        console.print(text, soft_wrap=True)


def _can_show(out: TextIO, shapes: str) -> bool:
    try:
        shapes.encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
