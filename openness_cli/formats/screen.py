"""Lines onto a terminal in colour, or into a pipe as plain text."""

import io
from shutil import get_terminal_size
from typing import TextIO

from openness_cli.formats.lines import DRAWN, TYPED, Draw, plain
from openness_cli.messages import printable

PLAIN_WIDTH = 80
MIN_WIDTH, MAX_WIDTH = 60, 120

_STYLES = {"earned": "bold", "pending": "cyan", "unknown": "magenta", "title": "bold", "ident": "cyan"}


def text_of(draw: Draw, out: TextIO, *, colour: bool) -> str:
    """Return what ``draw`` makes for a stream: as wide as the terminal and in colour, or plain text."""
    if not out.isatty():
        return printable(plain(draw(PLAIN_WIDTH, TYPED)))
    from rich.console import Console  # noqa: PLC0415  (heavy, and only a terminal needs it)
    from rich.text import Text  # noqa: PLC0415

    width = min(max(get_terminal_size().columns, MIN_WIDTH), MAX_WIDTH)
    drawn = io.StringIO()
    console = Console(
        file=drawn, force_terminal=True, no_color=not colour, highlight=False, markup=False, emoji=False, width=width
    )
    marks = DRAWN if _can_show(out, "".join(DRAWN)) else TYPED
    for spans in draw(width, marks):
        text = Text.assemble(*((printable(span.text), _STYLES.get(span.style, span.style)) for span in spans))
        console.print(text, soft_wrap=True)
    return drawn.getvalue()


def _can_show(out: TextIO, shapes: str) -> bool:
    try:
        shapes.encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
