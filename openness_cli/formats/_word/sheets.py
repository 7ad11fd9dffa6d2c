"""Sheets of paper: how wide they are, which blocks stand on one across, how wide the columns of a table are on it."""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from openness_cli.formats._word.text import shaped
from openness_cli.formats.document import Block, Cell, Column, Fit, Medium, Row, Table, column_text

# twentieths of a point, as Office Open XML measures
_CENTIMETRE = 567
# of 9 points: a letter in a text; in a word, which may be strong, and how much less or more some take
_LETTER = 100
_LETTER_OF_WORD, _LESS, _MORE = 108, 48, 54
_NARROW = str.maketrans("", "", "iljtfrI.,:;'’ʻʼ()[]|!-·/")
_WIDE = str.maketrans("", "", "mwMWшщжюмфыдЩШЖМЮФЫД%@—")
PADDING = 150
_SHORT_BAR, _BAR = 1300, 2060
_LONGEST_WORD = 4 * _CENTIMETRE
_MOST_LINES = 4.5
# how much of a sheet may be left, for a table with a long text and for others, before it is filled
_SPARE_SHARE, _NEARLY = 0.4, 0.15
_LONG_TEXT = 3 * _CENTIMETRE
_FEW_ROWS = 12


class Sheet(Enum):
    """A sheet of A4, upright or across: its width and height, the margins at its top, right, bottom and left."""

    UPRIGHT = (11906, 16838, (1134, 851, 1021, 1361))
    ACROSS = (16838, 11906, (1361, 1021, 851, 1021))

    def __init__(self, width: int, height: int, margins: tuple[int, int, int, int]) -> None:
        """Name what a sheet is made of."""
        self.width = width
        self.height = height
        self.margins = margins

    @property
    def room(self) -> int:
        """How wide what stands on it may be."""
        _top, right, _bottom, left = self.margins
        return self.width - right - left


class Place(NamedTuple):
    """A column that stands on paper: where its cells are in a row, and how much room they need."""

    number: int
    column: Column
    least: int
    natural: int
    usual: int

    @property
    def is_bar(self) -> bool:
        """Tell whether bars stand in it."""
        return self.column.fit is Fit.BAR


def places_of(table: Table) -> tuple[Place, ...]:
    """Return the columns of a table that stand on paper."""
    rows = [row for row in table.rows if row.cells]
    shown = [(n, own) for n, own in enumerate(table.columns) if own.medium is not Medium.SCREEN]
    return tuple(_place(number, column, rows) for number, column in shown)


def _place(number: int, column: Column, rows: Sequence[Row]) -> Place:
    if column.fit is Fit.BAR:
        return Place(number, column, _SHORT_BAR, _BAR, _SHORT_BAR)
    texts = [_text(column, row.cells[number]) for row in rows]
    # what a blank that does not break holds together is one word
    words = {word for text in (column.head, *texts) for word in text.split(" ")}
    lengths = sorted(map(len, texts)) or [0]
    least = min(max(map(_width, words), default=0), _LONGEST_WORD) + PADDING
    natural = lengths[-1] * _LETTER + PADDING
    usual = lengths[len(lengths) * 3 // 4] * _LETTER + PADDING
    # the head of figures stands on two lines
    head = len(column.head) * _LETTER_OF_WORD // 2 + PADDING if column.is_number else 0
    return Place(number, column, least, max(natural, least, head), max(usual, least, head))


def _width(word: str) -> int:
    """Return at most how wide a word is."""
    length = len(word)
    narrow, wide = length - len(word.translate(_NARROW)), length - len(word.translate(_WIDE))
    return length * _LETTER_OF_WORD - narrow * _LESS + wide * _MORE


def _text(column: Column, cell: Cell) -> str:
    own = cell.text if column.is_number else shaped(cell.text, cell.tone)
    return " ".join(filter(None, (cell.ident, column_text(column, own), cell.label, *cell.notes)))


def widths_of(places: Sequence[Place], room: int) -> list[int]:
    """Return how wide columns are: as their texts ask where there is room, else as what they usually hold asks.

    A table that nearly fills its sheet fills it.
    """
    naturals = [place.natural for place in places]
    if sum(naturals) <= room:
        spare = room - sum(naturals)
        longest = max(range(len(naturals)), key=lambda n: naturals[n] * (not places[n].is_bar))
        share = _SPARE_SHARE if naturals[longest] > _LONG_TEXT else _NEARLY
        if spare < share * room:
            naturals[longest] += spare
        return naturals
    leasts = [place.least for place in places]
    if (asked := sum(leasts)) >= room:
        return [least * room // asked for least in leasts]
    wishes = [place.usual - least for place, least in zip(places, leasts, strict=True)]
    return [least + more for least, more in zip(leasts, _shared_out(room - asked, wishes), strict=True)]


def _shared_out(spare: int, wishes: Sequence[int]) -> list[int]:
    """Share out what is spare: small wishes are met, the others in proportion to what they are."""
    shares = [0] * len(wishes)
    left = list(range(len(wishes)))
    while met := [n for n in left if wishes[n] * len(left) <= spare]:
        for n in met:
            shares[n] = wishes[n]
            spare -= wishes[n]
        left = [n for n in left if n not in met]
        if not left:
            # what is rarely needed goes where most is
            shares[max(range(len(wishes)), key=lambda n: wishes[n])] += spare
            return shares
    wished = sum(wishes[n] for n in left)
    for n in left:
        shares[n] = spare * wishes[n] // wished
    return shares


def _is_wide(table: Table) -> bool:
    """Tell whether a table is for a sheet across: upright its words do not fit, or its rows are many lines high."""
    places = places_of(table)
    room = Sheet.UPRIGHT.room
    if sum(place.least for place in places) > room:
        return True
    widths = widths_of(places, room)
    return len(table.rows) > _FEW_ROWS and any(
        place.usual / width > _MOST_LINES for place, width in zip(places, widths, strict=True)
    )


def sheets_of(blocks: Sequence[Block]) -> list[Sheet]:
    """Return on which sheet each block stands: from the first wide table to the last one they stand across.

    So does what leads up to these, where there is no other table before; and what comes after, if it is no more than
    a few rows.
    """
    heights = [len(own.rows) if isinstance(own, Table) else 0 for own in blocks]
    tables = [(number, own) for number, own in enumerate(blocks) if isinstance(own, Table) and own.rows]
    # of several of the same columns all stand as one of them has to
    columns = {own.columns for _number, own in tables if _is_wide(own)}
    wide = [number for number, own in tables if own.columns in columns]
    if not wide:
        return [Sheet.UPRIGHT] * len(blocks)
    first = wide[0] if any(heights[: wide[0]]) else 0
    after = wide[-1] + 1
    end = after if sum(heights[after:]) > _FEW_ROWS else len(blocks)
    return [Sheet.ACROSS if first <= number < end else Sheet.UPRIGHT for number in range(len(blocks))]
