"""Works and units merged: each is known by its name; one that is still named is not deleted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from openness_cli.files.sheets._settling import (
    Proposal,
    Proposals,
    base_of,
    between,
    edits_of,
    order,
    propose,
    settle,
    settle_deletion,
)
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.outcomes import Conflict, ConflictKind, Handout, Keep, Outcome, Row, Told
from openness_cli.files.sheets.state import Entry, State, Values
from openness_cli.model.evidence import fold


def merge_keyed(
    kind: SheetKind,
    entries: Iterable[Entry],
    books: Sequence[Handout],
    outcome: Outcome,
    keep: Keep | None,
    *,
    deletes_missing: bool = False,
) -> None:
    """Merge what is known by its name."""
    known = {fold(own.key): own for own in entries}
    proposals: dict[str, Proposals] = {}
    deletions: dict[str, list[Proposal]] = {}
    new: dict[str, Proposals] = {}
    rows: dict[str, Row] = {}
    called = _called_otherwise(kind, books) if deletes_missing else {}
    for book in books:
        base = base_of(book, kind)
        for row in book.rows.get(kind, ()):
            name, was = fold(row.key), values_of_row(base.get(row.key))
            if row.is_deleted:
                _delete(kind, row, base, known, deletions, outcome)
            elif name in known:
                propose(proposals.setdefault(name, {}), kind, row, was)
            elif row.key not in base or any(edits_of(kind, row, was)):
                propose(new.setdefault(name, {}), kind, row, {})
                rows[name] = min(rows.get(name, row), row, key=order)
        missing = list(_missing(kind, book, known))
        if deletes_missing:
            _delete_missing(missing, called, deletions, outcome)
        else:
            outcome.missing += missing
    for name in dict.fromkeys([*proposals, *deletions]):
        own = deletions.get(name, []), proposals.get(name, {})
        if not settle_deletion(kind, known[name], *own, outcome, keep):
            settle(kind, known[name], own[1], outcome, keep)
    for name, wanted in new.items():
        add_one(kind, rows[name], wanted, outcome)


def _called_otherwise(kind: SheetKind, books: Iterable[Handout]) -> dict[str, Row]:
    """Return the rows of units that are called otherwise from now on, by the names that they have."""
    rows = (row for book in books for row in book.rows.get(kind, ()) if kind is SheetKind.UNITS)
    return {fold(row.key): row for row in rows if fold(row.values.get("name", row.key)) != fold(row.key)}


def values_of_row(row: Row | None) -> Values:
    """Return the values of a row; of none none."""
    return row.values if row is not None else {}


def add_one(kind: SheetKind, row: Row, wanted: Proposals, outcome: Outcome) -> None:
    """Add what several workbooks may have entered of one thing."""
    different = [(key, own) for key, own in wanted.items() if len(own) > 1]
    outcome.conflicts += (between(key, own, "") for key, own in different)
    if not different and (wanted or kind is not SheetKind.CRITERIA):
        values = {key: next(iter(own)) for key, own in wanted.items()}
        outcome.added[kind].append(row._replace(values={key: value for key, value in values.items() if value}))


def _delete(
    kind: SheetKind,
    row: Row,
    base: Mapping[str, Row],
    known: Mapping[str, Entry],
    deletions: dict[str, list[Proposal]],
    outcome: Outcome,
) -> None:
    name, handed = fold(row.key), base.get(row.key)
    if name not in known:
        outcome.already += [Told(row, None, kind)] if handed is not None else []
    elif handed is None:
        outcome.conflicts.append(Conflict(ConflictKind.UNKNOWN, row, "delete"))
    else:
        deletions.setdefault(name, []).append(Proposal("", handed._replace(cells=row.cells)))


def _delete_missing(
    missing: Iterable[Told], called: Mapping[str, Row], deletions: dict[str, list[Proposal]], outcome: Outcome
) -> None:
    for told in missing:
        name = fold(told.row.key)
        if name in called:
            where = called[name].cell("name")
            outcome.conflicts.append(Conflict(ConflictKind.BOOKS, told.row, "delete", where=where))
        else:
            deletions.setdefault(name, []).append(Proposal("", told.row))


def _missing(kind: SheetKind, book: Handout, known: Mapping[str, Entry]) -> Iterator[Told]:
    """Yield what was handed out and has no row any more; a sheet that is not there at all says nothing of its rows."""
    if kind in book.rows:
        there = {fold(row.key) for row in book.rows[kind]}
        for own in base_of(book, kind).values():
            if fold(own.key) in known and fold(own.key) not in there:
                yield Told(own, known[fold(own.key)], kind)


# -- what is still named -----------------------------------------------------------------------------------------------


def keep_named(state: State, outcome: Outcome, keep: Keep | None) -> None:
    """Refuse to delete works and units that something names when all is written; done last."""
    kept: list[Told] = []
    named: dict[tuple[SheetKind, str], list[str]] | None = None
    for own in outcome.deleted:
        places: list[str] = []
        if own.kind is not SheetKind.ITEMS and own.entry is not None:
            named = named if named is not None else _named(state, outcome)
            places = named.get((own.kind, fold(own.entry.key)), [])
        if not places:
            kept.append(own)
        elif keep is not Keep.OURS:
            where = "; ".join([*places[:_TOLD], *["…"] * (len(places) > _TOLD)])
            outcome.conflicts.append(Conflict(ConflictKind.NAMED, own.row, "delete", where=where))
    outcome.deleted[:] = kept


_TOLD = 5


def _named(state: State, outcome: Outcome) -> dict[tuple[SheetKind, str], list[str]]:
    """Return the works and units that are named when all is written, with what names them, as people call it."""
    edits = {(own.kind, own.entry.key, own.key): own.value for own in outcome.edits}
    gone = {(own.kind, own.entry.key) for own in outcome.deleted if own.entry is not None}
    found: dict[tuple[SheetKind, str], list[str]] = {}
    written = zip(_NAMING, (state.claims, state.items, state.works), strict=True)
    for kind, entries in written:
        for own in entries:
            if (kind, own.key) not in gone:
                values = {key: edits.get((kind, own.key, key), own.values.get(key, "")) for key in ("action", "owner")}
                if not own.has_own_owner and (kind, own.key, "owner") not in edits:
                    values["owner"] = ""
                _note(found, values, _called(own.criterion, own.values, own.key))
        for row in outcome.added[kind]:
            _note(found, row.values, _called(row.criterion, row.values, row.key))
    return found


_NAMING = (SheetKind.CRITERIA, SheetKind.ITEMS, SheetKind.WORKS)


def _note(found: dict[tuple[SheetKind, str], list[str]], values: Values, name: str) -> None:
    for kind, key in ((SheetKind.WORKS, "action"), (SheetKind.UNITS, "owner")):
        if values.get(key):
            found.setdefault((kind, fold(values[key])), []).append(name)


def _called(criterion: str, values: Values, key: str) -> str:
    title = values.get("title") or values.get("url", "").split("\n")[0] or values.get("file", "")
    return " ".join(filter(None, (criterion, title))) or key
