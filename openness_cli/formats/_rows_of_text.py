"""A table set a line or a paragraph a row: figures, a name, a text that gives way, what stands at its right."""

from collections.abc import Iterator

from openness_cli.formats._lines import Line, Span, clip, line
from openness_cli.formats._page import STYLES, Page
from openness_cli.formats.document import Cell, Column, Fit, Head, Layout, Medium, Row, Table, column_text

_ASIDE_SHARE, _ASIDE_LEAST = 4, 30


class RowSetting:
    """How one table is set on one screen: what comes before the text are figures, after it asides."""

    under = 0

    def __init__(self, table: Table, page: Page) -> None:
        """Tell figures, text and asides apart."""
        self._screen = table.screen
        self._page = page
        shown = [(n, column) for n, column in enumerate(table.columns) if column.medium is not Medium.PAGE]
        main = next((place for place, (_n, column) in enumerate(shown) if column.fit is Fit.REST), len(shown))
        self._figures = shown[:main]
        self._main = shown[main : main + 1]
        self._asides = shown[main + 1 :]
        self._told = {n for n, _column in self._asides if any(row.cells and row.cells[n].text for row in table.rows)}

    def head(self) -> Iterator[Line]:
        """Return the heads of the figures, where they are asked for."""
        if self._screen.head is Head.HEADS:
            yield line(Span(self._set([column.head for _n, column in self._figures]), "dim"))
        elif self._screen.head is Head.RIGHT:
            text = "  ".join(column.head for n, column in self._asides if n in self._told)
            if text:
                yield line(Span(text.rjust(self._page.room), "dim"))

    def _set(self, texts: list[str]) -> str:
        columns: list[Column] = [column for _n, column in self._figures]
        cells = (
            " " * (column.gap if place else 0) + text.rjust(column.least)
            for place, (text, column) in enumerate(zip(texts, columns, strict=True))
        )
        return " " * self._screen.indent + "".join(cells)

    def row(self, row: Row) -> Iterator[Line]:
        """Return the lines of a row."""
        if not self._main:
            return
        cells = [row.cells[n] for n, _column in self._figures]
        head = self._set([column_text(own, cell.text) for (_n, own), cell in zip(self._figures, cells, strict=True)])
        if self._figures:
            head += " " * self._main[0][1].gap
        main = row.cells[self._main[0][0]]
        asides = [row.cells[n] for n, _column in self._asides]
        if self._screen.layout is Layout.PARAGRAPHS:
            yield from self._paragraph(head, main, asides)
        else:
            yield from self._line(head, cells[0] if cells else None, main, asides)

    def _paragraph(self, head: str, main: Cell, asides: list[Cell]) -> Iterator[Line]:
        ident = main.ident.ljust(self._screen.ident) + " " * self._screen.gap if main.ident else ""
        text = main.text
        if asides:
            told = asides[0].text
            kept = len(head) + (max(self._screen.ident, 6) + self._screen.gap if main.ident else 0)
            room = self._page.width - kept - self._screen.spare - len(told) - 2
            text = f"{clip(text, max(room, self._screen.least))}: {told}"
        tone = self._screen.tone if main.tone is main.tone.PLAIN else main.tone
        yield from self._page.wrapped(text, head + ident, " " * self._screen.hang or "", tone)

    def _line(self, head: str, first: Cell | None, main: Cell, asides: list[Cell]) -> Iterator[Line]:
        page, screen = self._page, self._screen
        ident = main.ident.ljust(screen.ident) if main.ident else ""
        ident = clip(ident, page.width - len(head))
        beside = [clip(cell.text, max(page.width // _ASIDE_SHARE, _ASIDE_LEAST)) for cell in asides if cell.text]
        gap = " " * screen.gap if main.ident else ""
        taken = len(head) + len(ident) + len(gap) + sum(len(text) + 2 for text in beside)
        room = page.room - taken - screen.spare
        spans = [Span(head, STYLES[first.tone] if first else ""), Span(ident, "ident")]
        if room < screen.least:
            yield tuple(spans)
            hang = " " * screen.hang
            yield from page.wrapped("  ".join(text for text in (main.text, *beside) if text), hang, hang)
            return
        text = page.shaped(clip(main.text, room).ljust(room + screen.spare))
        yield (*spans, Span(gap), Span(text, STYLES[main.tone]), *(Span("  " + page.shaped(aside)) for aside in beside))
