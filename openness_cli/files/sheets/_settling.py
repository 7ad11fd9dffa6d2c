"""Edits of one thing, from one workbook or several: written, there already, or conflicts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.outcomes import KEYS, Conflict, ConflictKind, Edit, Handout, Keep, Outcome, Row, Told
from openness_cli.files.sheets.state import Entry, Values
from openness_cli.model.evidence import fold


def same(key: str, one: str, other: str) -> bool:
    """Tell whether two values of a key are one; names of units are compared as they are everywhere."""
    return one == other or (key == "owner" and fold(one) == fold(other))


class Proposal(NamedTuple):
    """What a row wants: from what was handed out to what stands under."""

    was: str
    row: Row


# of what is written its edits: by the value that each is to have, who wants it
Proposals = dict[str, dict[str, list[Proposal]]]


def edits_of(kind: SheetKind, row: Row, base: Values) -> Iterator[tuple[str, str, str]]:
    """Yield what a row changes: the key, what was handed out, and what is typed."""
    for key in KEYS[kind]:
        was, typed = base.get(key, ""), row.values.get(key, "")
        if not same(key, was, typed):
            yield key, was, typed


def propose(proposals: Proposals, kind: SheetKind, row: Row, base: Values) -> None:
    """Add what a row changes to what is wanted of one thing."""
    for key, was, typed in edits_of(kind, row, base):
        proposals.setdefault(key, {}).setdefault(typed, []).append(Proposal(was, row))


def settle(kind: SheetKind, entry: Entry, proposals: Proposals, outcome: Outcome, keep: Keep | None) -> None:
    """Make edits of what is wanted of one thing, or conflicts."""
    for key, wanted in proposals.items():
        first = min((own.row for each in wanted.values() for own in each), key=order)
        now = entry.values.get(key, "")
        if len({fold(typed) if key == "owner" else typed for typed in wanted}) > 1:
            outcome.conflicts.append(between(key, wanted, now))
            continue
        typed, proposed = next(iter(wanted.items()))
        # an item without an owner has that of its criterion
        goes_without_saying = kind is SheetKind.ITEMS and key == "owner" and not (typed or entry.has_own_owner)
        if same(key, typed, now) or goes_without_saying:
            outcome.already.append(Told(first, entry))
        elif any(same(key, own.was, now) for own in proposed) or keep is Keep.THEIRS:
            outcome.edits.append(Edit(kind, entry, key, typed, first))
        elif keep is None:
            where = f"{entry.spot.file}"
            outcome.conflicts.append(Conflict(ConflictKind.FILES, first, key, proposed[0].was, typed, now, where))


def settle_deletion(
    kind: SheetKind,
    entry: Entry,
    deletions: Sequence[Proposal],
    edits: Proposals,
    outcome: Outcome,
    keep: Keep | None,
) -> bool:
    """Make of what is to be deleted a deletion, or a conflict; tell whether anybody wants that."""
    if not deletions:
        return False
    row = min((own.row for own in deletions), key=order)
    if edits:
        against = min((own.row for each in edits.values() for wants in each.values() for own in wants), key=order)
        outcome.conflicts.append(Conflict(ConflictKind.BOOKS, row, "delete", where=against.cell("")))
    elif keep is Keep.THEIRS or any(_is_as_handed_out(kind, own.row, entry) for own in deletions):
        outcome.deleted.append(Told(row, entry, kind))
    elif keep is None:
        outcome.conflicts.append(Conflict(ConflictKind.CHANGED, row, "delete", where=entry.spot.file))
    return True


def _is_as_handed_out(kind: SheetKind, row: Row, entry: Entry) -> bool:
    return all(same(key, row.values.get(key, ""), entry.values.get(key, "")) for key in KEYS[kind])


def between(key: str, wanted: Mapping[str, Sequence[Proposal]], now: str) -> Conflict:
    """Return the conflict of two workbooks, of which each is named."""
    ordered = sorted((order(own.row), typed, own) for typed, each in wanted.items() for own in each)
    (_one, typed, proposal), (_two, there, against) = (
        ordered[0],
        next(own for own in ordered if own[1] != ordered[0][1]),
    )
    return Conflict(ConflictKind.BOOKS, proposal.row, key, now, typed, there, against.row.cell(key))


def order(row: Row) -> tuple[str, str]:
    """Return by what rows are put in order, whichever workbook was named first."""
    return row.book, row.cell("")


def base_of(book: Handout, kind: SheetKind) -> Mapping[str, Row]:
    """Return the rows of a kind that were handed out in a workbook."""
    return book.base[kind] if book.base is not None else {}
