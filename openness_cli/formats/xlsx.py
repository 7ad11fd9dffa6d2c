"""A workbook for Excel: real numbers and days, filters, totals that follow them, pages that can be printed.

The same workbook gives the same bytes. What looks like a formula or an address stays text.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice, zip_longest
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from openness_cli.formats._xlsx_looks import (
    AVERAGE,
    BAR,
    FONT,
    SIZE,
    SOFT,
    Held,
    Look,
    Part,
    banded,
    properties,
    said,
    shown,
)  # fmt: skip
from openness_cli.formats.document import Sentence, Tone, foot_text
from openness_cli.formats.rows import Value
from openness_cli.formats.sheet_sizes import height_of, lines_of, widths_of
from openness_cli.formats.workbook import Cell, Chart, Sheet, Table, Workbook
from openness_cli.messages import n_

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Book
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
MOST_IN_A_NAME = 31
_NO_LETTERS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_RESERVED = {"history"}
_SAMPLE = 2000  # rows that are looked at before any is written; a sheet of more is written as it comes
_SPARE = 50  # rows for what stands below a table that goes on for too long
_PAGE_WIDTH = 235  # units of width that are still legible on one page
_SENTENCE_WIDTH = 130
_INDENT = 1.4
_FEW_LINES = 4
_ALONE = 92.0  # the width of a sheet without tables
_FOOT = 60
_CHART_ROWS, _ROW = 19, 20
_UNDATED = date(2000, 1, 1)

Row = Sequence[Cell | Value]


def write(workbook: Workbook, most_rows: int = MOST_ROWS) -> bytes:
    """Return the workbook; what does not go on a sheet is left out with a count."""
    from xlsxwriter import Workbook as Book  # noqa: PLC0415  (heavy, and only a workbook needs it)

    sheets = [list(map(_Begun.of, sheet.tables)) for sheet in workbook.sheets]
    is_long = any(len(table.first) == _SAMPLE for tables in sheets for table in tables)
    out = io.BytesIO()
    book = Book(
        out,
        {
            "in_memory": not is_long,
            "constant_memory": is_long,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": SIZE},
        },
    )
    created = datetime.combine(workbook.day or _UNDATED, datetime.min.time())
    book.set_properties({"title": said(workbook.title)[:255], "author": "openness", "created": created})
    formats = _Formats(book)
    for sheet, tables, name in zip(workbook.sheets, sheets, _names(workbook.sheets), strict=True):
        _Writing(book, formats, name, tables, most_rows).write(sheet, workbook.title)
    book.close()
    return out.getvalue()


def _names(sheets: Sequence[Sheet]) -> Iterator[str]:
    """Yield a name for each sheet that Excel takes: none twice, none too long."""
    taken = set(_RESERVED)
    for sheet in sheets:
        base = said(sheet.name).translate(_NO_LETTERS).strip(" '") or "-"
        name, number = base[:MOST_IN_A_NAME].strip(" '"), 1
        while name.lower() in taken:
            number += 1
            tail = f" ({number})"
            name = base[: MOST_IN_A_NAME - len(tail)].strip(" '") + tail
        taken.add(name.lower())
        yield name


class _Formats:
    """The formats of a book: each look once."""

    def __init__(self, book: "Book") -> None:
        self._book = book
        self._made: dict[Look, Format] = {}

    def of(self, look: Look) -> "Format":
        if look not in self._made:
            self._made[look] = self._book.add_format(properties(look))
        return self._made[look]


class _Begun(NamedTuple):
    """A table with its first rows, of which the widths of its columns are taken, and those that are of figures."""

    table: Table
    first: list[Row]
    rest: Iterator[Row]
    widths: list[float]
    numbers: list[bool]

    @classmethod
    def of(cls, table: Table) -> "_Begun":
        rest = iter(table.rows)
        first = list(islice(rest, _SAMPLE))
        values = [[shown(own, Part.BODY, apart=False)[0] for own in row] for row in chain(first, (table.total,))]
        numbers = [False] * len(table.heads)
        for row in values:
            for place, own in enumerate(row):
                numbers[place] = numbers[place] or isinstance(own, float)
        return cls(table, first, rest, widths_of(table.heads, (map(_text, row) for row in values)), numbers)

    def is_apart(self, place: int) -> bool:
        """Tell whether a column is of texts that stand behind another one, and need an indent."""
        return place > 0 and not self.numbers[place]


def _text(value: Held) -> str:
    """Return about as many letters as a value takes up; of a text, its longest line."""
    if isinstance(value, str):
        return max(value.split("\n"), key=len) if "\n" in value else value
    if isinstance(value, datetime):
        return "0000-00-00 00:00"
    if isinstance(value, date):
        return "0000-00-00"
    return "" if value is None else f"{value:.2f}"


class _Writing:
    """A sheet as it is written: row by row, from the top."""

    def __init__(self, book: "Book", formats: _Formats, name: str, tables: list[_Begun], most_rows: int) -> None:
        self._book, self._formats, self._name, self._tables = book, formats, name, tables
        self._to: Worksheet = book.add_worksheet(name)
        # the tables of a sheet share its columns
        self._widths = list(map(max, zip_longest(*(own.widths for own in tables), fillvalue=0.0))) or [_ALONE]
        self._most = most_rows
        self._at = 0

    def write(self, sheet: Sheet, title: str) -> None:
        for place, width in enumerate(self._widths):
            self._to.set_column(place, place, width)
        self._page(title, is_wide=sheet.is_wide)
        self._line(sheet.title, Look(Part.TITLE), 18.0)
        self._line(sheet.subtitle, Look(Part.SENTENCE, Tone.FAINT))
        self._sentences(sheet.above)
        for own in self._tables:
            self._at += 1 if self._at else 0
            self._line(own.table.title, Look(Part.SENTENCE, Tone.STRONG))
            self._table(own)
        if sheet.below:
            self._at += 1
            self._sentences(sheet.below)
        self._to.ignore_errors({"number_stored_as_text": f"A1:XFD{self._at + 1}"})

    def _page(self, title: str, *, is_wide: bool) -> None:
        to = self._to
        to.hide_gridlines(2)
        to.set_paper(9)
        (to.set_landscape if is_wide else to.set_portrait)()
        to.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        printed = max((own.table.printed for own in self._tables), default=0)
        whole = sum(self._widths[:printed] if printed else self._widths)
        to.fit_to_pages(*((ceil(whole / _PAGE_WIDTH) or 1, 0) if is_wide else (1, 1)))
        left, middle = (text.replace("\n", " ").replace("&", "&&") for text in (said(title)[:_FOOT], foot_text()))
        # a figure behind the size would be taken for a part of it
        to.set_footer(f"&L&8 {left}&C&8 {middle}&R&8 &A · &P / &N")

    def _sentences(self, sentences: Sequence[Sentence]) -> None:
        for own in sentences:
            is_band = own.tone in (Tone.GREEN, Tone.YELLOW, Tone.RED)
            self._line(banded(own.text, own.tone), Look(Part.SENTENCE, own.tone, is_band=is_band))

    def _line(self, text: str, look: Look, line: float = 13.0) -> None:
        """Write a text over all columns."""
        if not text:
            return
        own, form = said(text), self._formats.of(look)
        # over so many columns as a page shows
        last, width = 0, self._widths[0]
        for place, more in enumerate(self._widths[1:], start=1):
            if width + more > _SENTENCE_WIDTH:
                break
            last, width = place, width + more
        self._height(lines_of(own, width * (0.7 if look.part is Part.TITLE else 0.97)), line)
        if last:
            self._to.merge_range(self._at, 0, self._at, last, "", form)
        self._to.write_string(self._at, 0, own, form)
        self._at += 1

    def _height(self, lines: int, line: float = 13.0) -> None:
        self._to.set_row(self._at, height_of(lines, line))

    def _table(self, own: _Begun) -> None:
        table, head, rows = own.table, self._at, chain(own.first, own.rest)
        self._heads(own)
        for row in islice(rows, self._most - self._at - _SPARE):
            self._row(own, row, Part.BODY)
        last = self._at - 1
        if left := sum(1 for _row in rows):
            text = n_("… and {count} more row", "… and {count} more rows", left)
            self._line(text.format(count=left), Look(Part.SENTENCE, Tone.FAINT))
        if table.total:
            self._total(own, head + 1, last)
        if not table.looked_at:
            self._sight(table, head, last)
        if table.chart is not None and last > head:
            self._chart(table.chart, head)

    def _sight(self, table: Table, head: int, last: int) -> None:
        """Keep the heads in sight and on each page, and give them filters."""
        self._to.freeze_panes(head + 1, table.idents)
        self._to.repeat_rows(head)
        if table.idents:
            self._to.repeat_columns(0, table.idents - 1)
        self._to.autofilter(head, 0, max(last, head), len(table.heads) - 1)
        if table.printed:
            self._to.print_area(0, 0, self._at - 1, table.printed - 1)

    def _heads(self, own: _Begun) -> None:
        texts = [said(text) for text in own.table.heads]
        self._height(max(lines_of(text, width * 0.9) for text, width in zip(texts, self._widths, strict=False)))
        for place, text in enumerate(texts):
            look = Look(Part.HEAD, is_figure=own.numbers[place], apart=own.is_apart(place))
            self._to.write_string(self._at, place, text, self._formats.of(look))
        self._at += 1

    def _row(self, table: _Begun, row: Row, part: Part) -> None:
        cells = [shown(own, part, apart=table.is_apart(place)) for place, own in enumerate(row)]
        lines = [
            lines_of(own, width - _INDENT if look.apart else width) if isinstance(own, str) else 1
            for (own, look), width in zip(cells, self._widths, strict=False)
        ]
        printed = table.table.printed or len(lines)
        self._height(max(*lines[:printed], min(max(lines[printed:], default=1), _FEW_LINES), 1))
        for place, (value, look) in enumerate(cells):
            self._cell(place, value, self._formats.of(look))
        self._at += 1

    def _cell(self, place: int, value: Held, form: "Format") -> None:
        if value is None:
            self._to.write_blank(self._at, place, None, form)
        elif isinstance(value, str):
            self._to.write_string(self._at, place, value, form)
        elif isinstance(value, date):
            self._to.write_datetime(self._at, place, value, form)
        else:
            self._to.write_number(self._at, place, value, form)

    def _total(self, own: _Begun, first: int, last: int) -> None:
        """Write the total: what the report says, until a filter leaves less."""
        from xlsxwriter.utility import xl_range  # noqa: PLC0415  (heavy, as above)

        at = self._at
        self._row(own, own.table.total, Part.TOTAL)
        for place, cell in enumerate(own.table.total):
            value, look = shown(cell, Part.TOTAL, apart=False)
            if isinstance(value, float) and last >= first:
                column = xl_range(first, place, last, place)
                self._to.write_formula(at, place, f"=SUBTOTAL(109,{column})", self._formats.of(look), value)

    def _chart(self, own: Chart, head: int) -> None:
        last = head + own.groups
        chart = self._book.add_chart({"type": "bar"})
        for number, place in enumerate(own.series):
            look = {"fill": {"color": AVERAGE if number else BAR}, "border": {"none": True}}
            chart.add_series(
                {
                    "name": [self._name, head, place],
                    "categories": [self._name, head + 1, own.names, last, own.names],
                    "values": [self._name, head + 1, place, last, place],
                    "gap": 60,
                    **look,
                    **({} if number else {"data_labels": {"value": True, "num_format": "0.00", "font": _FONT}}),
                }
            )
        chart.set_title({"name": own.title, "name_font": {**_FONT, "size": 11, "bold": True}, "overlay": False})
        chart.set_y_axis({"reverse": True, "num_font": _FONT, "line": {"color": SOFT}, "major_tick_mark": "none"})
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
        chart.set_legend({"position": "bottom", "font": _FONT})
        chart.set_size({"width": round(sum(self._widths) * 7.2), "height": (_CHART_ROWS - 1) * _ROW})
        self._to.insert_chart(self._at + 1, 0, chart, {"description": own.told, "object_position": 2})
        self._at += _CHART_ROWS + 1


_FONT = {"name": FONT, "size": 9}
