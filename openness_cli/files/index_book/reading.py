"""A workbook of definitions that comes back: its rows in canonical spelling, and what was handed out in it."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.index_book.cells import Reader
from openness_cli.files.index_book.columns import ASSUMED, LABELS, BookSheet
from openness_cli.files.index_book.figures import MisreadError, read_figures
from openness_cli.files.index_book.state import Definitions, State, Values
from openness_cli.files.tables.handouts import TypedRow, hidden_lists, opened_handout, typed_rows
from openness_cli.files.tables.reading import read_table_file
from openness_cli.messages import _


class Base(NamedTuple):
    """What was handed out: of which index and edition, in which language, and the state."""

    index_id: str
    edition: str
    language: str
    state: State


class Row(NamedTuple):
    """A row by its hidden key: what its cells mean, by their columns, and where they are.

    A cell in which nothing stands means ""; a column that is not there means nothing. Where it is not ``is_whole`` a
    cell of it cannot be understood.
    """

    key: str
    values: Values
    names: Mapping[str, str]
    is_whole: bool = True

    def cell(self, column: str) -> str:
        """Return the cell of a column as people find it; of one that is not there the first of its row."""
        return self.names.get(column) or next(iter(self.names.values()))


class Book(NamedTuple):
    """A workbook that comes back; without a ``base`` nothing is known of what was handed out in it.

    ``unread`` are columns that nobody knows, ``problems`` cells that cannot be understood.
    """

    name: str
    base: Base | None
    rows: Mapping[BookSheet, tuple[Row, ...]]
    unread: tuple[str, ...]
    problems: tuple[Problem, ...] = ()


def read_book(path: Path) -> Book:
    """Return a workbook. Raises InvalidInput where it cannot be read, or where its sheets cannot."""
    sheets = read_table_file(path)
    stranger = _("no sheet of it is one of a workbook of definitions"), _("openness index export makes one")
    found, base = opened_handout(path, sheets, BookSheet, stranger, _as_base)
    problems: list[Problem] = []
    reader = Reader(hidden_lists(sheets))
    rows = {
        kind: tuple(_row(kind, own, reader, base, problems) for own in typed_rows(path, headed))
        for kind, headed in found.items()
    }
    unread = tuple(f"{own.sheet.name}: {head}" for own in found.values() for head in own.unread)
    return Book(path.name, base, rows, unread, tuple(problems))


def _row(kind: BookSheet, own: TypedRow, reader: Reader, base: Base | None, problems: list[Problem]) -> Row:
    handed = base.state.get(kind, {}).get(own.key, {}) if base else {}
    values: dict[str, str] = {}
    rule = handed.get("rule", "")
    before = len(problems)
    # the kind of rule first: the figures are read by it
    for column in sorted(own.names, key=lambda name: name != "rule"):
        try:
            values[column] = reader.read(kind, column, own.cells.get(column), rule)
        except MisreadError as error:
            problems.append(Problem(own.name_of(column), 0, 0, error.what, error.hint))
        rule = values.get("rule", rule)
    return Row(own.key, values, own.names, len(problems) == before)


def _as_base(held: Any) -> Base:
    state = {
        kind: {
            str(key): {str(name): str(value) for name, value in values.items()}
            for key, values in held[kind.value].items()
        }
        for kind in BookSheet
    }
    for values in (own for rows in state.values() for own in rows.values()):
        # what is worked with is what was written there
        Fraction(values["points"])
        if (kind := values.get("rule")) in ("levels", "count", "share"):
            read_figures(kind, values["figures"], str)
    return Base(str(held["index"]), str(held["edition"]), str(held["language"]), state)


def is_later(base: Base, definitions: Definitions) -> bool:
    """Tell whether a workbook was made of definitions later than these: of a later edition, or more was known there."""
    edition = definitions.index.edition.isoformat()
    return base.edition > edition or (base.edition == edition and _knows_more(base.state, definitions.state))


def _knows_more(one: State, other: State) -> bool:
    """Tell whether something has a source by one state, and none by the other."""
    labels = [
        (values[label], other[kind].get(key, {}).get(label))
        for kind in BookSheet
        for key, values in one[kind].items()
        for label in LABELS
        if label in values
    ]
    return any(own != ASSUMED == there for own, there in labels)


def held_state(index: str, edition: str, language: str, state: State) -> dict[str, object]:
    """Return what is hidden in a workbook."""
    return {
        "index": index,
        "edition": edition,
        "language": language,
        **{kind.value: dict(state[kind]) for kind in BookSheet},
    }
