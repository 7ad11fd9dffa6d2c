"""A document as lines: in colour and as wide as a terminal allows, or as plain text of 80 columns.

Plain text has no drawn shape that a mail would break.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from shutil import get_terminal_size
from typing import Protocol, TextIO, assert_never

from openness_cli.formats import document as doc
from openness_cli.formats._columns import columns_setting
from openness_cli.formats._lines import DRAWN, TYPED, Line, Marks, Span, line, plain, stripped, wrap
from openness_cli.formats._page import Page
from openness_cli.formats._rows_of_text import RowSetting
from openness_cli.formats.glance import Glance
from openness_cli.formats.screen import WIDTH as SCREEN_WIDTH
from openness_cli.formats.screen import screen_lines
from openness_cli.messages import n_, printable

PLAIN_WIDTH = 80
MIN_WIDTH, MAX_WIDTH = 60, 120

_STYLES = {"earned": "bold", "pending": "cyan", "unknown": "magenta", "failed": "red", "title": "bold", "ident": "cyan"}


def write(document: doc.Document) -> bytes:
    """Return the whole document as plain text."""
    return printable(plain(draw(document, PLAIN_WIDTH, TYPED, whole=True))).encode()


def text_of(document: doc.Document, out: TextIO, *, colour: bool, whole: bool) -> str:
    """Return a document for a stream: as wide as the terminal and in colour, or plain text.

    Unless ``whole``, what is extra is left out.
    """
    if not out.isatty():
        return printable(plain(draw(document, PLAIN_WIDTH, TYPED, whole=whole)))
    width = min(max(get_terminal_size().columns, MIN_WIDTH), MAX_WIDTH)
    return _styled(draw(document, width, _marks_of(out), whole=whole), width, colour=colour)


def has_a_screen(out: TextIO) -> bool:
    """Tell whether a stream is a terminal on which a glance has room."""
    return out.isatty() and get_terminal_size().columns >= SCREEN_WIDTH


def glance_of(glance: Glance, out: TextIO, *, colour: bool) -> str:
    """Return a glance for a terminal: one screen of it."""
    columns, rows = get_terminal_size()
    width = min(columns, MAX_WIDTH)
    return _styled(screen_lines(glance, width, rows, _marks_of(out)), width, colour=colour)


def _marks_of(out: TextIO) -> Marks:
    return DRAWN if _can_show(out, "".join(DRAWN)) else TYPED


def _styled(lines: Iterable[Line], width: int, *, colour: bool) -> str:
    from rich.console import Console  # noqa: PLC0415  (heavy, and only a terminal needs it)
    from rich.text import Text  # noqa: PLC0415

    drawn = io.StringIO()
    console = Console(
        file=drawn, force_terminal=True, no_color=not colour, highlight=False, markup=False, emoji=False, width=width
    )
    for spans in lines:
        text = Text.assemble(*((printable(span.text), _STYLES.get(span.style, span.style)) for span in spans))
        console.print(text, soft_wrap=True)
    return drawn.getvalue()


def _can_show(out: TextIO, shapes: str) -> bool:
    try:
        shapes.encode(out.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def draw(document: doc.Document, width: int, marks: Marks, *, whole: bool) -> Iterator[Line]:
    """Return the lines of a document; unless ``whole`` without what is extra."""
    page = Page(width, marks, is_tight=document.is_tight)
    for spans in _lines(document, page, whole=whole):
        yield stripped(spans)


def _lines(document: doc.Document, page: Page, *, whole: bool) -> Iterator[Line]:
    yield from _head(document, page)
    tables = [block for block in document.blocks if isinstance(block, doc.Table)]
    is_first = not (document.name or document.screen_lines)
    for block in document.blocks:
        if block.medium is doc.Medium.PAGE:
            continue
        if block.apart and not is_first:
            yield line()
        is_first = False
        yield from _block(block, tables, page, whole=whole)
    if document.notes:
        yield line()
        yield from page.sentences(document.notes)


def _head(document: doc.Document, page: Page) -> Iterator[Line]:
    """Put a name and an edition on one line, or on two where they do not fit."""
    name, edition = page.shaped(document.name), f" {page.marks.dot} ".join(document.edition)
    if not edition:
        yield from wrap(name, page.width, style="title")
    elif len(name) + 2 + len(edition) > page.width:
        yield from wrap(name, page.width, style="title")
        yield line(edition.rjust(page.width))
    else:
        yield line(Span(name, "title"), " " * (page.width - len(name) - len(edition)), edition)
    for text in document.screen_lines:
        yield from page.wrapped(text)


def _block(block: doc.Block, tables: Iterable[doc.Table], page: Page, *, whole: bool) -> Iterator[Line]:
    match block:
        case doc.Sentences():
            yield from page.title(block.title)
            yield from page.sentences(block.texts)
        case doc.Table():
            yield from _table(block, tables, page, whole=whole)
        case _:
            assert_never(block)


def _table(table: doc.Table, tables: Iterable[doc.Table], page: Page, *, whole: bool) -> Iterator[Line]:
    if table.screen.head is not doc.Head.TITLED:
        yield from page.title(table.title if table.screen_title is None else table.screen_title)
    yield from page.sentences(table.sentences)
    is_set_in_columns = table.screen.layout is doc.Layout.COLUMNS
    setting: Typeset = columns_setting(table, tables, page) if is_set_in_columns else RowSetting(table, page)
    yield from setting.head()
    yield from _rows(table, setting, page, whole=whole)
    yield from page.sentences(table.closing)


class Typeset(Protocol):
    """How a table is set; what stands under a row begins ``under`` blanks further in."""

    @property
    def under(self) -> int: ...  # noqa: D102  (said above)

    def head(self) -> Iterator[Line]: ...  # noqa: D102

    def row(self, row: doc.Row) -> Iterator[Line]: ...  # noqa: D102


def _rows(table: doc.Table, setting: Typeset, page: Page, *, whole: bool) -> Iterator[Line]:
    left_out = 0
    before: tuple[doc.Sentence, ...] = ()
    for row, following in zip_longest(table.rows, table.rows[1:]):
        if table.screen.more_each and row.leads[:1] != before[:1]:
            yield from _more(left_out, table, page)
            left_out = 0
        if row.is_extra and not whole:
            left_out += 1
            continue
        if table.screen.layout is doc.Layout.COLUMNS:
            yield from _more(left_out, table, page)
            left_out = 0
        yield from _leads(row.leads, before, page)
        before = row.leads
        if row.cells:
            yield from setting.row(row)
        if not (row.shared and following and (following.details, following.leads) == (row.details, row.leads)):
            for detail in row.details:
                yield from page.sentence(detail, setting.under)
    yield from _more(left_out, table, page)


def _leads(leads: Sequence[doc.Sentence], before: Sequence[doc.Sentence], page: Page) -> Iterator[Line]:
    """Set the leads of a row that are not those of the row before."""
    for depth, lead in enumerate(leads, start=1):
        if leads[:depth] != before[:depth]:
            yield from page.sentence(lead)


def _more(count: int, table: doc.Table, page: Page) -> Iterator[Line]:
    """Say how many rows were left out."""
    if not count:
        return
    if table.left_out is not None:
        yield from page.sentence(table.left_out)
    elif table.screen.more is not None:
        text = n_("… {count} more: --all", "… {count} more: --all", count)
        yield line(Span(" " * table.screen.more + text.format(count=count), "dim"))
