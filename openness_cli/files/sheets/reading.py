"""A workbook that comes back: its rows by hidden keys and heads, its words, and what was handed out in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.state import Values
from openness_cli.files.tables.handouts import TypedRow, hidden_lists, opened_handout, typed_rows
from openness_cli.files.tables.reading import Sheet, read_table_file
from openness_cli.messages import _
from openness_cli.model.evidence import fold

Words = Mapping[tuple[str, str], str]


class BaseRow(NamedTuple):
    """A row as it was handed out."""

    criterion: str
    values: Values


class Base(NamedTuple):
    """The state in which a workbook was handed out; ``owner`` is whose copy it is, "" of all."""

    body: str
    year: int
    owner: str
    rows: Mapping[SheetKind, Mapping[str, BaseRow]]


class Handed(NamedTuple):
    """A workbook that comes back.

    ``words`` are what is shown in it, folded, with what is meant by it: by column, and by criterion where that has
    words of its own. ``unread`` are columns that nobody knows. Without a ``base`` nothing is known of what was there.
    """

    name: str
    base: Base | None
    rows: Mapping[SheetKind, tuple[TypedRow, ...]]
    words: Words
    unread: tuple[str, ...] = ()


def read_handed(path: Path) -> Handed:
    """Return a workbook. Raises InvalidInput where it cannot be read, or where its cells cannot."""
    sheets = read_table_file(path)
    hint = _("openness sheet export makes one; openness add takes a list")
    stranger = _("no sheet of it is one of a workbook of evidence"), hint
    found, base = opened_handout(path, sheets, SheetKind, stranger, _as_base)
    rows = {kind: tuple(typed_rows(path, own)) for kind, own in found.items()}
    unread = tuple(f"{own.sheet.name}: {head}" for own in found.values() for head in own.unread)
    return Handed(path.name, base, rows, _words(sheets), unread)


def called(handed: Handed, name: str) -> Handed:
    """Return a workbook that is called otherwise wherever it is told of."""
    if name == handed.name:
        return handed

    def with_name(row: TypedRow) -> TypedRow:
        return row._replace(names={key: name + cell.removeprefix(handed.name) for key, cell in row.names.items()})

    return handed._replace(name=name, rows={kind: tuple(map(with_name, own)) for kind, own in handed.rows.items()})


# -- what is hidden in it ----------------------------------------------------------------------------------------------


def _as_base(held: Any) -> Base:
    rows = {
        kind: {
            str(key): BaseRow(str(criterion), {str(name): str(value) for name, value in values.items()})
            for key, (criterion, values) in held[kind.value].items()
        }
        for kind in SheetKind
    }
    return Base(str(held["body"]), int(held["year"]), str(held["owner"]), rows)


def _words(sheets: tuple[Sheet, ...]) -> Words:
    """Return what the lists say that is shown, with what is meant."""
    lists = hidden_lists(sheets)
    found: dict[tuple[str, str], str] = {}
    for criterion, shown, meant in lists.filled("labels", 3):
        found[f"label {criterion}", fold(shown)] = meant
    for key, name in (("level", "levels"), ("action", "works")):
        for shown, meant in lists.filled(name, 2):
            found[key, fold(shown)] = meant
    return found
