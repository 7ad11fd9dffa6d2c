"""A table set in columns: each as wide as its texts, one as wide as what is left, bars over a ruler."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openness_cli.formats import _bars
from openness_cli.formats._lines import Line, Span, clip, line
from openness_cli.formats._page import STYLES, Page
from openness_cli.formats.document import Cell, Column, Fit, Head, Medium, Row, Ruler, Table, column_text

WIDE = 100
_BAR_LEAST, _BAR_MOST, _BAR_SHARE = 4, 24, 3
_REST_LEAST = 8


class _Place(NamedTuple):
    """A column of the screen: its position among the cells, the blanks before it, its width."""

    position: int
    column: Column
    gap: int
    width: int


def columns_setting(table: Table, tables: Iterable[Table], page: Page) -> "ColumnSetting":
    """Return how a table is set. Tables of the very same columns are as wide as each other."""
    alike = [other for other in tables if other.columns is table.columns and other.medium is not Medium.PAGE]
    rows = [row for other in alike for row in other.rows if row.cells]
    ident = 0
    main = next((n for n, column in enumerate(table.columns) if column.fit in (Fit.REST, Fit.WRAP)), None)
    if main is not None and any(row.cells[main].ident for row in rows):
        ident = max(table.screen.ident, *(len(row.cells[main].ident) for row in rows)) + table.screen.gap
    return ColumnSetting(table, _places(table, rows, ident, page), ident, page)


def _places(table: Table, rows: list[Row], ident: int, page: Page) -> list[_Place]:
    shown = [
        (n, column)
        for n, column in enumerate(table.columns)
        if column.medium is not Medium.PAGE and page.width >= column.from_width
    ]
    is_wide = page.width >= WIDE
    widths = {n: _width(table, rows, n, column, page) for n, column in shown}
    elastic = [n for n, column in shown if column.fit is not Fit.CONTENT and not widths[n]]
    left = page.width - table.screen.indent - table.screen.spare - ident
    left -= sum(widths[n] + (column.gap if place else 0) for place, (n, column) in enumerate(shown))
    optional = sum(widths[n] + column.gap for n, column in shown if column.is_optional)
    if optional and (not is_wide or left < max(column.roomy for _n, column in shown)):
        shown = [(n, column) for n, column in shown if not column.is_optional]
        left += optional
    page.has_optional = page.has_optional or any(column.is_optional for _n, column in shown)
    for n in elastic:
        column = table.columns[n]
        if column.fit is Fit.BAR and len(elastic) > 1:
            widths[n] = max(min(left // _BAR_SHARE, _BAR_MOST), _BAR_LEAST)
            left -= widths[n]
    for n in elastic:
        if not widths[n]:
            column = table.columns[n]
            widths[n] = max(left, column.least or (_REST_LEAST if column.fit is Fit.REST else 1))
    return [_Place(n, column, column.gap if place else 0, widths[n]) for place, (n, column) in enumerate(shown)]


def _width(table: Table, rows: list[Row], position: int, column: Column, page: Page) -> int:
    """Return the width of a column that its texts set, or that is fixed; 0 of one that takes what is left."""
    if column.fit is Fit.BAR and column.wide is not None:
        return column.wide if page.width >= WIDE else column.least
    if column.fit is not Fit.CONTENT:
        return 0
    head = len(column.head) if table.screen.head is not Head.RULER else 0
    texts = (len(page.shaped(row.cells[position].text)) for row in rows)
    return max(column.least, head, *texts, 0)


class ColumnSetting:
    """How one table is set on one screen."""

    def __init__(self, table: Table, places: list[_Place], ident: int, page: Page) -> None:
        """Begin above its first row."""
        self._table = table
        self._places = places
        self._ident = ident
        self._page = page
        self._ruler: Ruler | None = None
        self.under = self._start_of_main()

    def _start_of_main(self) -> int:
        """Return where what stands under a row begins: where its text does, or the name before it."""
        at = self._table.screen.indent
        for place in self._places:
            at += place.gap
            if place.column.fit in (Fit.REST, Fit.WRAP):
                return at + (self._ident if self._table.screen.hang else 0)
            at += place.width
        return self._table.screen.indent

    def head(self) -> Iterator[Line]:
        """Return the line of heads, where there is one. A head may stand over columns after it that have none."""
        if self._table.screen.head in (Head.RULER, Head.MUTE):
            return
        spans: list[Span] = [Span(" " * self._table.screen.indent)]
        room = 0
        for number, place in enumerate(self._places):
            text = place.column.head
            width = place.width + (self._ident if place.column.fit in (Fit.REST, Fit.WRAP) else 0)
            if number and not text and not place.column.is_number:
                room += place.gap + width
                continue
            if room:
                spans.append(Span(" " * max(room, 0)))
                room = 0
            style = "dim"
            if number == 0 and self._table.screen.head is Head.TITLED:
                text, style = self._table.title, "title"
            over = self._over(number)
            text = clip(text, width + over)
            padded = text.rjust(width) if place.column.is_number else text.ljust(width)
            room = min(width - len(padded), 0)
            spans.append(Span(" " * place.gap + padded, style))
        yield tuple(spans)

    def _over(self, number: int) -> int:
        more = 0
        for place in self._places[number + 1 :]:
            if place.column.head or place.column.is_number:
                break
            more += place.gap + place.width
        return more

    def row(self, row: Row) -> Iterator[Line]:
        """Return the lines of a row, the ruler before the first of its bars."""
        if not self._places:
            return
        spans: list[Span] = [Span(" " * self._table.screen.indent)]
        under: list[tuple[int, str]] = []
        at = self._table.screen.indent
        ruler_line: Line | None = None
        for place in self._places:
            cell = row.cells[place.position]
            spans.append(Span(" " * place.gap))
            at += place.gap
            if place.column.fit is Fit.BAR:
                ruler_line = ruler_line or self._ruler_over(cell, at, place.width)
                if cell.bar is not None:
                    spans += _bars.drawn(cell.bar, place.width, self._page.marks)
                elif cell.text:
                    spans.append(Span(clip(cell.text, self._page.width - at), STYLES[cell.tone]))
                    break
                else:
                    spans.append(Span(" " * place.width))
            else:
                own, more = self._cell(cell, place)
                spans += own
                under += [(at, text) for text in more]
                at += self._ident if place.column.fit in (Fit.REST, Fit.WRAP) and cell.ident else 0
            at += place.width
        if ruler_line is not None:
            yield ruler_line
        yield tuple(spans)
        for start, text in under:
            yield line(" " * start + text)

    def _ruler_over(self, cell: Cell, at: int, width: int) -> Line | None:
        ruler = cell.bar.ruler if cell.bar is not None else None
        has_scale = self._table.screen.head is Head.RULER
        if not has_scale or ruler is None or ruler == self._ruler:
            return None
        self._ruler = ruler
        return line(" " * at + _bars.scale(ruler, width))

    def _cell(self, cell: Cell, place: _Place) -> tuple[list[Span], list[str]]:
        text = self._page.shaped(column_text(place.column, cell.text))
        style = STYLES[cell.tone]
        if place.column.fit is Fit.WRAP:
            is_last = place is self._places[-1]
            lines = textwrap.wrap(text, place.width, break_on_hyphens=False, break_long_words=not is_last) or [""]
            return [Span(lines[0].ljust(place.width), style)], lines[1:]
        if place.column.fit is Fit.REST:
            room = place.width if cell.ident or not self._ident else place.width + self._ident
            ident = [Span(cell.ident.ljust(self._ident), "ident")] if cell.ident else []
            return [*ident, Span(clip(text, room).ljust(room), style)], []
        pad = " " * (place.width - len(text))
        return ([Span(pad), Span(text, style)] if place.column.is_number else [Span(text, style), Span(pad)]), []
