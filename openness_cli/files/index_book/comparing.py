"""Rows of a workbook against what was handed out and what the definitions say by now: what is to change there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.index_book.columns import DECREE, BookSheet, text_key
from openness_cli.files.index_book.confirming import (
    Conflict,
    Decree,
    conflicts_of,
    decrees_of,
    gives_its_points,
    in_proportion,
    is_shared_out,
    known_on_both_sides,
    known_since,
    standing_of,
)
from openness_cli.files.index_book.reading import Book, Row, read_book
from openness_cli.files.index_book.state import State, Values
from openness_cli.messages import _
from openness_cli.model.languages import LANGUAGES

# what says which row it is, and is no value of it
_NAMES = {BookSheet.CRITERIA: "criterion", BookSheet.PARTS: "criterion", BookSheet.INDICATORS: "indicator"}


class Edit(NamedTuple):
    """A value that is to change, from what the definitions say, and the cell in which that was typed."""

    old: str
    new: str
    cell: str


@dataclass
class Compared:
    """What is to change: edits by sheet, key and column; parts that are new or go; and what is told besides.

    ``broken`` are criteria and indicators with a cell that cannot be understood. Nothing is to be written where there
    are conflicts or problems. ``standing`` are columns of criteria that the definitions filled since, and that stay.
    """

    edits: dict[BookSheet, dict[str, dict[str, Edit]]] = field(default_factory=lambda: {kind: {} for kind in BookSheet})
    decree: dict[str, Decree] = field(default_factory=dict)
    indicators: dict[str, Decree] = field(default_factory=dict)
    added: list[Row] = field(default_factory=list)
    deleted: dict[str, Row] = field(default_factory=dict)
    rows: dict[BookSheet, dict[str, Row]] = field(default_factory=lambda: {kind: {} for kind in BookSheet})
    broken: set[str] = field(default_factory=set)
    standing: dict[str, frozenset[str]] = field(default_factory=dict)
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
        found.rows[kind] = dict(_keyed(kind, book.rows.get(kind, ()), base[kind], found))
    found.decree = dict(decrees_of(found.rows[BookSheet.CRITERIA]))
    found.indicators = dict(decrees_of(found.rows[BookSheet.INDICATORS]))
    moved = frozenset(_moved(found, base, now))
    for kind, rows in found.rows.items():
        if kind in book.rows:
            found.missing += [key.partition("|")[0] for key in now[kind] if key in base[kind] and key not in rows]
        for key, row in rows.items():
            if key not in now[kind]:
                found.problems.append(
                    Problem(row.cell(_NAMES[kind]), 0, 0, _("the definitions do not have it any more"))
                )
            elif kind is BookSheet.PARTS and row.values.get("delete"):
                found.deleted[key] = row
                if key.partition("|")[0] not in moved:
                    found.conflicts += _deleted(row, base[kind][key], now[kind][key])
            else:
                rests = _rests_on(kind, key.partition("|")[0], found, moved, base, now)
                edits = dict(_edits(row, base[kind][key], now[kind][key], found, rests))
                found.edits[kind] |= {key: edits} if edits else {}
    _confirm(found, base, now)
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


def _name(row: Row) -> str:
    return row.values.get("criterion", "") or row.values.get("indicator", "")


def _moved(found: Compared, base: State, now: State) -> Iterator[str]:
    """Return what is confirmed of which the definitions have but other assumed points by now, as shared out."""
    parts = [key for key in base[BookSheet.PARTS] if key in now[BookSheet.PARTS]]
    for kind, decrees in ((BookSheet.CRITERIA, found.decree), (BookSheet.INDICATORS, found.indicators)):
        for key, decree in decrees.items():
            if key in now[kind] and decree.confirms("points_basis") and is_shared_out(base[kind][key], now[kind][key]):
                own = [part for part in parts if part.partition("|")[0] == key]
                was, there = ([Fraction(of[BookSheet.PARTS][part]["points"]) for part in own] for of in (base, now))
                if in_proportion(was, there):
                    yield key


def _confirm(found: Compared, base: State, now: State) -> None:
    """Note what of confirmed rows is in conflict with what the definitions came to say, and what of these stays."""
    for kind, decrees in ((BookSheet.CRITERIA, found.decree), (BookSheet.INDICATORS, found.indicators)):
        for key, decree in decrees.items():
            if key in now[kind]:
                found.conflicts += conflicts_of(decree, base[kind][key], now[kind][key])
                found.standing[key] = standing_of(decree, base[kind][key], now[kind][key])


# what sharing out moves; of it what leads to the points of a criterion, and is confirmed with them
_MOVED = frozenset({"points", "figures"})
_LEADING = {BookSheet.CRITERIA: "figures", BookSheet.PARTS: "points", BookSheet.INDICATORS: ""}
# what is confirmed with a label beside what is typed of the decree
_WITH: Mapping[BookSheet, Mapping[str, tuple[str, ...]]] = {
    BookSheet.CRITERIA: {"points_basis": ("rule", "figures"), "due_basis": ("every", "due", "late")},
    BookSheet.PARTS: {"points_basis": ("points",)},
    BookSheet.INDICATORS: {},
}


# what is assumed again with a label once it is typed anew
_UNDER: Mapping[BookSheet, Mapping[str, tuple[str, ...]]] = {
    BookSheet.CRITERIA: {
        "points_basis": ("rule", "figures", "points", "every", "late"),
        "due_basis": ("every", "due", "late"),
        "basis": tuple(text_key(own, language) for own in ("titles", "asks") for language in LANGUAGES),
    },
    BookSheet.PARTS: {
        "points_basis": ("points",),
        "basis": tuple(text_key("titles", language) for language in LANGUAGES),
    },
    BookSheet.INDICATORS: {"points_basis": ("points",)},
}


class _Rests(NamedTuple):
    """What rests on the confirmation of a row.

    Columns that were but shared out since, of these what leads to the points; those that were confirmed meanwhile; and
    those that were, and are not in the row.
    """

    moved: frozenset[str] = frozenset()
    leading: str = ""
    known: frozenset[str] = frozenset()
    guarded: frozenset[str] = frozenset()


def _rests_on(kind: BookSheet, name: str, found: Compared, moved: frozenset[str], base: State, now: State) -> _Rests:
    if name in moved:
        return _Rests(_MOVED, _LEADING[kind])
    is_indicator = kind is BookSheet.INDICATORS
    decree = (found.indicators if is_indicator else found.decree).get(name)
    was, there = (own[kind if is_indicator else BookSheet.CRITERIA].get(name, {}) for own in (base, now))
    labels = known_on_both_sides(decree, was, there)
    alone = known_since(was, there) - labels
    parts = (row for key, row in found.rows[BookSheet.PARTS].items() if key.partition("|")[0] == name)
    points = (own.values.get("points", "") for own in parts)
    if decree and labels and not gives_its_points(decree, was.get("rule", ""), points):
        # it was not looked at what leads to the points
        labels -= {"points_basis"}
    known, guarded = (
        frozenset(column for label in own for column in of[kind].get(label, ()))
        for own, of in ((labels, _WITH), (alone, _UNDER))
    )
    return _Rests(known=known, guarded=guarded)


def _edits(row: Row, base: Values, now: Values, found: Compared, rests: _Rests) -> Iterator[tuple[str, Edit]]:
    """Return what was typed anew, and note what cannot be written."""
    for column, typed in row.values.items():
        was, there = base.get(column, ""), now.get(column, "")
        if column in DECREE or column in ("criterion", "indicator", "delete") or typed == there:
            continue
        if typed == was and column != rests.leading and column not in rests.known:
            continue
        if (was != there and column not in rests.moved) or column in rests.guarded:
            found.conflicts.append(Conflict(column, row.cell(column), was, typed, there))
        else:
            yield column, Edit(there, typed, row.cell(column))


def _deleted(row: Row, base: Values, now: Values) -> Iterator[Conflict]:
    """Yield that a part is to go that says something else in the definitions by now."""
    differing = [key for key in {**base, **now} if base.get(key, "") != now.get(key, "")]
    for column in differing[:1]:
        typed = row.values.get("delete", "")
        yield Conflict(column, row.cell("delete"), base.get(column, ""), typed, now.get(column, ""))


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
                found.problems.append(no_such(row, name, typed or row.key))
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


def no_such(row: Row, column: str, name: str) -> Problem:
    """Return that a row is of nothing in the definitions, or names nothing."""
    what, hint = (
        _("there is no “{value}” in the definitions").format(value=name),
        _("new ones are written into the files"),
    )
    if not name:
        what, hint = _("the row does not say what it is of"), _("type the id here, or empty the row")
    return Problem(row.cell(column), 0, 0, what, hint)


def _differs(row: Row, base: Values) -> bool:
    own = {column: value for column, value in row.values.items() if column != "delete"}
    return any(value != base.get(column, "") for column, value in own.items())
