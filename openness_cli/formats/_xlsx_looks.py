"""How a cell of a workbook looks: as properties that the library makes formats of."""

import re
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.formats._cells import that_fits
from openness_cli.formats.document import ARROW, DOT, Tone, tone_of
from openness_cli.formats.rows import Tenths, Value, is_number, words_of
from openness_cli.formats.workbook import Cell
from openness_cli.messages import _, figures
from openness_cli.model.availability import AddressState
from openness_cli.model.definitions import BandName
from openness_cli.model.points import Hundredths

ACCENT, BAR, AVERAGE, LINE, HEAD, SOFT = "#1d4f7c", "#335f8a", "#b8c4d0", "#d3dae2", "#f5f7f9", "#54606e"
FONT, SIZE = "Arial", 10
_INKS = {Tone.GREEN: "#17692e", Tone.YELLOW: "#7a5200", Tone.RED: "#a8201a", Tone.FAINT: SOFT}
_TINTS = {Tone.GREEN: "#e3f3e6", Tone.YELLOW: "#fdf0cf", Tone.RED: "#fbe6e4"}
_SHAPES = {Tone.GREEN: "● ", Tone.YELLOW: "▲ ", Tone.RED: "■ "}
_DEAD = "✕ "
# what XML cannot carry, and what no sheet shows
_UNSAYABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FIRST_YEAR, _LARGEST = 1900, 10**15

Properties = tuple[tuple[str, object], ...]
Held = str | float | date | None


class Part(Enum):
    """What a cell is of."""

    BODY = "body"
    HEAD = "head"
    TOTAL = "total"
    TITLE = "title"
    SENTENCE = "sentence"


class Look(NamedTuple):
    """What of a cell makes it look as it does; a band has its tint, and what is set ``apart`` an indent."""

    part: Part
    tone: Tone = Tone.PLAIN
    number: str = ""
    is_figure: bool = False
    is_band: bool = False
    apart: bool = False


def said(text: str) -> str:
    """Return a text as a cell holds it: line breaks as they are, letters that no file can carry replaced, not too long.

    The marks that stand in texts for shapes are shapes.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(ARROW, "→").replace(DOT, "·")
    return that_fits(_UNSAYABLE.sub("\N{REPLACEMENT CHARACTER}", text))


def held(value: Value) -> tuple[Held, str]:
    """Return what a cell holds, a number, a day, a text or nothing, and how its number is written."""
    match value:
        case None | "" | ():
            return None, ""
        case datetime() if value.year >= _FIRST_YEAR:
            return value.replace(tzinfo=None), f"{_day_pattern()} hh:mm"
        case date() if value.year >= _FIRST_YEAR:
            return value, _day_pattern()
        case Hundredths():
            return value.number, "0.00"
        case Tenths():
            return float(value), "0.0"
        case int() | Fraction() if not isinstance(value, bool) and -_LARGEST < value < _LARGEST:
            return float(value), "General"
        case _:
            return said(figures(words_of(value)) if is_number(value) else words_of(value)), ""


def _day_pattern() -> str:
    """Return how days are written in the language in use, as the library takes it."""
    return _("{year}-{month}-{day}").format(year="yyyy", month="mm", day="dd")


def shown(own: Cell | Value, part: Part, *, apart: bool) -> tuple[Held, Look]:
    """Return what a cell holds and how it looks: colours with their shape and word, what does not open with a cross."""
    cell = own if isinstance(own, Cell) else Cell(own)
    if isinstance(cell.value, BandName):
        tone = tone_of(cell.value)
        return _SHAPES[tone] + words_of(cell.value), Look(part, tone, is_band=True, apart=apart)
    tone = Tone.RED if cell.value is AddressState.BROKEN else cell.tone
    value, number = held(cell.value)
    if tone is Tone.RED and isinstance(value, str):
        value = _DEAD + value
    is_figure = isinstance(value, float)
    return value, Look(part, tone, number, is_figure, apart=apart and not is_figure)


def banded(text: str, tone: Tone) -> str:
    """Return a sentence behind the shape of the colour that it is of; another one as it is."""
    return said(_SHAPES.get(tone, "") + text)


def properties(look: Look) -> dict[str, object]:
    """Return what the library makes a format of."""
    made: dict[str, object] = {"font_name": FONT, "font_size": SIZE, "valign": "top", "text_wrap": True}
    if look.tone in _INKS:
        made["font_color"] = _INKS[look.tone]
    if look.is_band:
        made |= {"bg_color": _TINTS[look.tone], "bold": True}
    elif look.tone is Tone.FAINT and look.part is Part.BODY:
        made["italic"] = True
    elif look.tone not in (Tone.PLAIN, Tone.FAINT, Tone.IDENT):
        made["bold"] = True
    if look.number:
        made["num_format"] = look.number
    made["align"] = "right" if look.is_figure else "left"
    if look.apart:
        made["indent"] = 1
    return made | _OF[look.part]


_OF: dict[Part, dict[str, object]] = {
    Part.BODY: {"bottom": 1, "bottom_color": LINE},
    Part.HEAD: {"bold": True, "valign": "bottom", "bg_color": HEAD, "bottom": 2, "bottom_color": ACCENT},
    Part.TOTAL: {"bold": True, "top": 2, "top_color": ACCENT},
    Part.TITLE: {"bold": True, "font_size": 14},
    Part.SENTENCE: {},
}
