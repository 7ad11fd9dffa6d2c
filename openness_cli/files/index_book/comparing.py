"""Rows of a workbook against what was handed out and what the definitions say by now: what is to change there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.index_book.columns import DECREE, BookSheet, Confirmed
from openness_cli.files.index_book.reading import Book, Row, read_book
from openness_cli.files.index_book.state import State, Values
from openness_cli.messages import _

# what says which row it is, and is no value of it
_NAMES = {BookSheet.CRITERIA: "criterion", BookSheet.PARTS: "criterion", BookSheet.INDICATORS: "indicator"}


class Edit(NamedTuple):
    """A value that is to change, from what the definitions say, and the cell in which that was typed."""

    old: str
    new: str
    cell: str


class Conflict(NamedTuple):
    """A cell that cannot be written: what was handed out, what is typed, and what the definitions say by now."""

    column: str
    cell: str
    was: str
    typed: str
    there: str


class Decree(NamedTuple):
    """What was typed of the decree for a criterion or an indicator, in its row.

    ``confirmed`` is what of it holds, None where that is not said.
    """

    row: Row
    text: str
    points: str
    annex: str
    confirmed: Confirmed | None


@dataclass
class Compared:
    """What is to change: edits by sheet, key and column; parts that are new or go; and what is told besides.

    ``broken`` are criteria and indicators with a cell that cannot be understood. Nothing is to be written where there
    are conflicts or problems.
    """

    edits: dict[BookSheet, dict[str, dict[str, Edit]]] = field(default_factory=lambda: {kind: {} for kind in BookSheet})
    decree: dict[str, Decree] = field(default_factory=dict)
    indicators: dict[str, Decree] = field(default_factory=dict)
    added: list[Row] = field(default_factory=list)
    deleted: dict[str, Row] = field(default_factory=dict)
    rows: dict[BookSheet, dict[str, Row]] = field(default_factory=lambda: {kind: {} for kind in BookSheet})
    broken: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def cell(self, kind: BookSheet, key: str, column: str) -> str:
        """Return where a value stands in the workbook; of what has no row there its name."""
        row = self.rows[kind].get(key)
        return row.cell(column) if row else key


def compared(book: Book, now: State) -> Compared:
    """Compare a workbook with what was handed out in it, else with what the definitions say ``now``."""
    found = Compared(problems=list(book.problems))
    base = book.base.state if book.base else now
    for kind in BookSheet:
        rows = dict(_keyed(kind, book.rows.get(kind, ()), base[kind], found))
        found.rows[kind] = rows
        if kind in book.rows:
            found.missing += [key.partition("|")[0] for key in now[kind] if key not in rows]
        for key, row in rows.items():
            if key not in now[kind]:
                found.problems.append(
                    Problem(row.cell(_NAMES[kind]), 0, 0, _("the definitions do not have it any more"))
                )
            elif kind is BookSheet.PARTS and row.values.get("delete"):
                found.deleted[key] = row
            else:
                found.edits[kind] |= (
                    {key: edits} if (edits := dict(_edits(row, base[kind][key], now[kind][key], found))) else {}
                )
    found.decree = dict(_decrees(found.rows[BookSheet.CRITERIA]))
    found.indicators = dict(_decrees(found.rows[BookSheet.INDICATORS]))
    broken = (row for own in book.rows.values() for row in own if not row.is_whole)
    found.broken = {name for row in broken for name in (row.key.partition("|")[0], _name(row))}
    found.missing = list(dict.fromkeys(found.missing))
    return found


def is_typed_into(path: Path) -> bool:
    """Tell whether a file differs from what was handed out in it, in anything that is read; so does what is no such."""
    try:
        book = read_book(path)
    except InvalidInput:
        return True
    if book.base is None or len(book.rows) < len(BookSheet):
        return True
    found = compared(book, book.base.state)
    edits = any(found.edits.values())
    return bool(
        edits or found.decree or found.indicators or found.added or found.deleted or found.missing or found.problems
    )


def _decrees(rows: Mapping[str, Row]) -> Iterator[tuple[str, Decree]]:
    for key, row in rows.items():
        if any(row.values.get(column) for column in DECREE):
            word = row.values.get("confirmed")
            text, points, annex = (row.values.get(column, "") for column in DECREE[:3])
            yield key, Decree(row, text, points, annex, Confirmed(word) if word else None)


def _name(row: Row) -> str:
    return row.values.get("criterion", "") or row.values.get("indicator", "")


def _edits(row: Row, base: Values, now: Values, found: Compared) -> Iterator[tuple[str, Edit]]:
    for column, typed in row.values.items():
        was, there = base.get(column, ""), now.get(column, "")
        if column in DECREE or column in ("criterion", "indicator", "delete") or typed in (was, there):
            continue
        if was != there:
            found.conflicts.append(Conflict(column, row.cell(column), was, typed, there))
        else:
            yield column, Edit(there, typed, row.cell(column))


def _keyed(
    kind: BookSheet, rows: Iterable[Row], base: Mapping[str, Values], found: Compared
) -> Iterator[tuple[str, Row]]:
    """Return rows by the keys of what they are of; of several with one key that which is as it was handed out."""
    name = _NAMES[kind]
    by_key: dict[str, list[Row]] = {}
    for row in rows:
        typed = row.values.get(name, "")
        key = row.key if row.key in base or kind is BookSheet.PARTS else typed
        if key not in base:
            if kind is BookSheet.PARTS:
                found.added.append(row)
            else:
                what = _("there is no “{value}” in the definitions").format(value=typed or row.key)
                found.problems.append(Problem(row.cell(name), 0, 0, what, _("new ones are written into the files")))
        elif typed not in ("", base[key].get(name, "")):
            what = _("the row is that of {own}, not of {other}").format(own=base[key].get(name, ""), other=typed)
            found.problems.append(Problem(row.cell(name), 0, 0, what, _("put its own name back")))
        else:
            by_key.setdefault(key, []).append(row)
    for key, same in by_key.items():
        own = next((row for row in same if not _differs(row, base[key])), same[0])
        yield key, own
        for other in same:
            if other is own or not _differs(other, base[key]):
                continue
            if kind is BookSheet.PARTS:
                found.added.append(other)
            else:
                what = _("{name} stands in two rows").format(name=key)
                found.problems.append(Problem(other.cell(name), 0, 0, what, _("delete one of them")))


def _differs(row: Row, base: Values) -> bool:
    own = {column: value for column, value in row.values.items() if column != "delete"}
    return any(value != base.get(column, "") for column, value in own.items())
