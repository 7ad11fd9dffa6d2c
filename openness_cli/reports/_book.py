"""Workbooks of reports: a sheet of what is said and of rows, one for each kind of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.heads import cell_of, heads_of
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, Value
from openness_cli.formats.workbook import Cell, Sheet, Table, Workbook
from openness_cli.messages import _
from openness_cli.words.terms import period_words

_FURTHEST = 2
# what stands above a table stays in sight with its heads: more of it would leave no room for rows
_ABOVE = 4


class Kind(NamedTuple):
    """What the sheet of a kind of rows is called, and the total below them."""

    name: str
    total: Values | None = None


_NONE: Mapping[str, Kind] = MappingProxyType({})


def book_of(
    document: doc.Document,
    rows: Rows,
    day: date | None = None,
    name: str = "",
    kinds: Mapping[str, Kind] = _NONE,
) -> Workbook:
    """Return a workbook of a report: its rows, a sheet for each kind of them, under what is said of them.

    The sheet is called ``name``, else what the report is; columns in which no row has anything are left out. What
    is known of ``kinds`` holds for their sheets.
    """
    title = ": ".join(filter(None, (document.name, document.subtitle or name)))
    subtitle = f" {doc.DOT} ".join(document.page_line)
    first, *others = sheets_by_kind(rows, name or document.subtitle or document.name, kinds)
    notes = doc.said(*document.page_notes) if document.page_notes is not None else document.notes
    told = tuple(sentences_of(document.blocks))
    below = (*told[_ABOVE:], *(own for own in notes if own.text))
    first = first._replace(above=told[:_ABOVE], below=below)
    sheets = (sheet._replace(title=title, subtitle=subtitle) for sheet in (first, *others))
    return Workbook(title, tuple(sheets), day)


def sentences_of(blocks: Iterable[doc.Block]) -> Iterator[doc.Sentence]:
    """Yield what is said on a page beside tables."""
    for block in blocks:
        if isinstance(block, doc.Sentences) and block.medium is not doc.Medium.SCREEN:
            yield from doc.said(block.title, tone=doc.Tone.STRONG)
            for own in block.texts:
                if own.text and own.medium is not doc.Medium.SCREEN:
                    yield own._replace(tone=doc.Tone.STRONG) if own.tone is doc.Tone.STRONG else doc.Sentence(own.text)


def sheets_by_kind(rows: Rows, name: str, known: Mapping[str, Kind] = _NONE) -> Iterator[Sheet]:
    """Yield a sheet of rows, or one for each kind of them, without columns in which no row has anything."""
    kinds, every = rows.kinds, list(rows.rows)
    for kind, group in groupby(every, key=lambda row: str(row.get(kinds) or "")) if every else (("", ()),):
        found = list(group)
        own = known.get(kind, Kind(cell_of(kinds, kind), rows.total))
        total = own.total
        counted = [*found, total] if total else found
        filled = [place for place, column in enumerate(rows.columns) if _is_filled(column, counted)]
        kept = [place for place in filled if rows.columns[place] != kinds] if found else range(len(rows.columns))
        columns = [rows.columns[place] for place in kept]
        heads = [heads_of(rows)[place] for place in kept]
        called = own.name[:1].upper() + own.name[1:] or name
        yield Sheet(called, (table_of(Rows(columns, found, heads, total)),))


def in_words(row: Values) -> Values:
    """Return a row for people: periods in words."""
    labels = row.get("periods")
    return {**row, "periods": tuple(map(period_words, labels))} if isinstance(labels, tuple) else row


def _is_filled(column: str, rows: Iterable[Values]) -> bool:
    return any(row.get(column) not in (None, "", ()) for row in rows)


def table_of(rows: Rows) -> Table:
    """Return a table of rows, in which what is nobody's stands back."""
    total = _cells(rows.columns, rows.total) if rows.total else ()
    idents = _FURTHEST if "criterion" in rows.columns[:_FURTHEST] else 1
    return Table(heads_of(rows), (_cells(rows.columns, row) for row in rows.rows), total, idents=idents)


def _cells(columns: Sequence[str], row: Values) -> list[Cell | Value]:
    return [_cell(column, row.get(column)) for column in columns]


def _cell(column: str, value: Value) -> Cell | Value:
    if not isinstance(value, str):
        return value
    return owner_cell(value) if column == "owner" else cell_of(column, value)


def filled(table: Table) -> Table:
    """Return a table without the columns in which no row has anything, but for those that stay in sight."""
    rows = list(table.rows)
    every = [*rows, table.total] if table.total else rows
    kept = [n for n in range(len(table.heads)) if n < table.idents or any(row[n] not in (None, "") for row in every)]
    if not rows:
        return table
    return table._replace(
        heads=[table.heads[place] for place in kept],
        rows=[[row[place] for place in kept] for row in rows],
        total=[table.total[place] for place in kept] if table.total else (),
    )


def owner_cell(owner: str) -> Cell | Value:
    """Return who is in charge; the word for nobody stands back."""
    return Cell(owner, doc.Tone.FAINT) if owner == _("nobody in charge") else owner
