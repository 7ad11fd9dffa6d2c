"""A workbook to be filled in, by XlsxWriter: what may be typed, what can be chosen, what is hidden.

Rows are as high as their texts: not every program works that out. Nothing that is written is run as a formula.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from openness_cli.files.tables.handouts import BASE_SHEET, LISTS_SHEET, MARK
from openness_cli.formats.sheet_sizes import LINE, lines_of
from openness_cli.messages import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | float | date | None
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  (the library's; the same input gives the same bytes)
_LOCKED, _HEAD, _INK, _ACCENT, _RULE = "#eef1f4", "#e3e9ef", "#18212b", "#1d4f7c", "#d3dae2"
_ASKED = "#fdf6df"
_MOST_LINES = 30


class Look(Enum):
    """How the cells of a column are shown: ``TYPED`` are kept as they are typed, whatever they look like."""

    TEXT = ""
    TYPED = "@"
    DAY = "dd.mm.yyyy"
    POINTS = "0.00"
    NUMBER = "General"


class Allowed(NamedTuple):
    """What is usual in a cell, of all else is warned: words of a range, or, without one, a day or a number from 0."""

    source: str = ""
    is_day: bool = False


class Column(NamedTuple):
    """A column: cells by its key; ``formula`` is that of every row, with its ``{row}``; ``is_asked`` stands out."""

    key: str
    head: str
    width: float
    look: Look = Look.TEXT
    is_locked: bool = False
    allowed: Allowed | None = None
    formula: str = ""
    is_asked: bool = False


class Row(NamedTuple):
    """A row by its hidden key: cells by their columns; ``unfit`` are those that mean nothing here."""

    key: str
    cells: Mapping[str, Cell]
    unfit: frozenset[str] = frozenset()


class Sheet(NamedTuple):
    """A sheet: its name, its hidden mark, what is filled in, and how many empty rows are prepared below.

    ``printed`` are so many of its columns; ``is_wide``: on large sheets of paper, across.
    """

    name: str
    mark: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    spare: int = 0
    is_protected: bool = False
    is_wide: bool = False
    printed: int = 0


class Listed(NamedTuple):
    """A column of the hidden lists: a range of that name, or, without a name, what belongs to the one on its left."""

    head: str
    words: Sequence[str]
    is_named: bool = True


class HowTo(NamedTuple):
    """A page to be read: sentences, then a table of examples in columns of these widths."""

    title: str
    sentences: tuple[str, ...]
    heads: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = (10, 40, 34, 60)


class Book(NamedTuple):
    """All of a workbook; ``base`` is its hidden state, in pieces."""

    title: str
    sheets: Sequence[Sheet]
    lists: Sequence[Listed]
    base: Sequence[str]
    how_to: HowTo


def range_of(name: str) -> str:
    """Return the name of the range of a list."""
    return f"openness_{name}"


def write(book: Book) -> tuple[bytes, list[str]]:
    """Return a workbook, and the places of what no cell holds: where there are any, it is not to be used."""
    from xlsxwriter import Workbook  # noqa: PLC0415  (heavy, and only a workbook needs it)

    out = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
    }  # fmt: skip
    workbook = Workbook(out, options)
    workbook.set_properties({"title": book.title[:255], "author": "openness", "created": _CREATED})
    writing = _Writing(workbook, book)
    writing.write()
    workbook.close()
    return out.getvalue(), writing.too_long


class _Writing:
    def __init__(self, workbook: "Workbook", book: Book) -> None:
        self._workbook, self._book = workbook, book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self.too_long: list[str] = []

    def write(self) -> None:
        for sheet in self._book.sheets:
            self._sheet(sheet)
        self._how_to(self._book.how_to)
        self._lists()
        base = self._workbook.add_worksheet(BASE_SHEET)
        base.write_string(0, 0, f"{MARK} base 1")
        for place, piece in enumerate(self._book.base, start=1):
            base.write_string(place, 0, piece)
        base.very_hidden()
        self._workbook.worksheets()[0].activate()

    def _format(self, **properties: object) -> "Format":
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            look = {"valign": "top", "font_color": _INK, **properties}
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]

    def _format_of(self, column: Column, *, is_locked: bool) -> "Format":
        look: dict[str, object] = {"text_wrap": True, "bottom": 1, "bottom_color": _RULE}
        if column.look not in (Look.TEXT, Look.NUMBER):
            look["num_format"] = column.look.value
        if column.look not in (Look.NUMBER, Look.POINTS):
            look |= {"align": "left", "indent": 1}
        if column.is_asked and not is_locked:
            look["bg_color"] = _ASKED
        return self._format(**look, **({"bg_color": _LOCKED} if is_locked else {"locked": False}))

    # -- sheets --------------------------------------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet) -> None:
        to = self._workbook.add_worksheet(sheet.name[:31])
        last = len(sheet.rows) + sheet.spare
        to.write_string(0, 0, sheet.mark)
        for place, column in enumerate(sheet.columns, start=1):
            own = self._format_of(column, is_locked=sheet.is_protected or column.is_locked)
            to.set_column(place, place, column.width, None if sheet.is_protected else own)
            to.write_string(0, place, column.head, self._head())
            if column.allowed is not None and last:
                _allow(to, column.allowed, place, last)
        to.set_column(0, 0, 4, self._format(locked=False), {"hidden": True})
        to.set_row(0, max(2, *(lines_of(own.head, own.width - 2) for own in sheet.columns)) * LINE + 4)
        for number, row in enumerate(sheet.rows, start=1):
            self._row(to, sheet, number, row)
        for place, column in enumerate(sheet.columns, start=1):
            for number in range(len(sheet.rows) + 1, last + 1 if column.formula else 0):
                self._formula(to, column, number, place, "")
        self._sight(to, sheet, last)

    def _sight(self, to: "Worksheet", sheet: Sheet, last: int) -> None:
        to.freeze_panes(1, 2)
        to.autofilter(0, 1, max(last, 1), len(sheet.columns))
        to.hide_gridlines(1)
        to.set_paper(8 if sheet.is_wide else 9)
        to.print_area(0, 1, max(len(sheet.rows), 1), sheet.printed or len(sheet.columns))
        (to.set_landscape if sheet.is_wide else to.set_portrait)()
        to.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        to.fit_to_pages(1, 0)
        to.repeat_rows(0)
        title = self._book.title.replace("&", "&&")[:80]
        to.set_footer(f"&L&8 {title}&R&8 &A · &P / &N")
        to.ignore_errors({"number_stored_as_text": f"A1:XFD{max(last, 1) + 1}"})
        if sheet.is_protected:
            to.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})

    def _head(self) -> "Format":
        return self._format(
            bold=True, text_wrap=True, bg_color=_HEAD, bottom=2, bottom_color=_ACCENT, align="left", indent=1
        )

    def _row(self, to: "Worksheet", sheet: Sheet, number: int, row: Row) -> None:
        to.write_string(number, 0, row.key, self._format(locked=False))
        lines = 1
        for place, column in enumerate(sheet.columns, start=1):
            value = row.cells.get(column.key)
            look = self._format_of(column, is_locked=column.is_locked or column.key in row.unfit)
            if column.formula:
                self._formula(to, column, number, place, value)
            elif self._cell(to, number, place, value, look):
                self.too_long.append(f"{row.cells.get('criterion') or row.key}: {column.head}")
            if isinstance(value, str):
                lines = max(lines, lines_of(value, column.width - 2))
        to.set_row(number, min(lines, _MOST_LINES) * LINE + 3)

    def _cell(self, to: "Worksheet", row: int, place: int, value: Cell, look: "Format") -> int:
        match value:
            case None | "":
                return int(to.write_blank(row, place, None, look))
            case str():
                return int(to.write_string(row, place, value, look))
            case date():
                return int(to.write_datetime(row, place, datetime.combine(value, datetime.min.time()), look))
            case _:
                return int(to.write_number(row, place, value, look))

    def _formula(self, to: "Worksheet", column: Column, row: int, place: int, value: Cell) -> None:
        """Have a cell work something out; ``value`` is what it comes to."""
        look = self._format_of(column, is_locked=True)
        to.write_formula(row, place, column.formula.format(row=row + 1), look, "" if value is None else value)

    # -- what can be chosen --------------------------------------------------------------------------------------------

    def _lists(self) -> None:
        to = self._workbook.add_worksheet(LISTS_SHEET)
        for place, own in enumerate(self._book.lists):
            to.write_string(0, place, f"{MARK} {own.head}" if own.head else "")
            for number, word in enumerate(own.words, start=1):
                to.write_string(number, place, word)
            if own.head and own.is_named:
                letter = chr(ord("A") + place)
                area = f"={LISTS_SHEET}!${letter}$2:${letter}${max(len(own.words), 1) + 1}"
                self._workbook.define_name(range_of(own.head), area)
        to.very_hidden()

    def _how_to(self, page: HowTo) -> None:
        to = self._workbook.add_worksheet(page.title[:31])
        for place, width in enumerate(page.widths):
            to.set_column(place, place, width)
        to.hide_gridlines(2)
        to.set_paper(9)
        to.set_landscape()
        to.fit_to_pages(1, 0)
        to.write_string(0, 0, page.title, self._format(bold=True, font_size=14))
        to.set_row(0, 2 * LINE)
        for number, sentence in enumerate(page.sentences, start=1):
            to.write_string(number, 0, sentence, self._format())
        at = len(page.sentences) + 2
        for row in (page.heads, *page.examples):
            look = self._head() if row is page.heads else self._format_of(Column("", "", 0), is_locked=False)
            for place, text in enumerate(row):
                to.write_string(at, place, text, look)
            lines = max(lines_of(text, width - 2) for text, width in zip(row, page.widths, strict=True))
            to.set_row(at, lines * LINE + 3)
            at += 1


def _allow(to: "Worksheet", allowed: Allowed, place: int, last: int) -> None:
    own: dict[str, object] = {"validate": "decimal", "criteria": ">=", "value": 0}
    if allowed.source:
        own = {"validate": "list", "source": f"={allowed.source}"}
    elif allowed.is_day:
        own = {"validate": "date", "criteria": ">", "value": date(2000, 1, 1)}
    told = {
        "error_type": "warning",
        "error_title": _("Unusual"),
        "error_message": _("This is not among what is usual here. Keep it all the same?"),
    }
    to.data_validation(1, place, last, place, own | told)
