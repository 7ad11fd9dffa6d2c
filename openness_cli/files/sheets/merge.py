"""Workbooks that come back, merged with what the files hold now, each against its own state as handed out; pure.

Nothing is written here and nothing decided in silence: an edit is a cell that differs from what was handed out, it
holds where the files still say what was handed out, and whatever cannot be told apart is a conflict.
"""

from collections.abc import Iterable, Sequence

from openness_cli.files.sheets._items_merge import Items
from openness_cli.files.sheets._keyed_merge import add_one, keep_named, merge_keyed, values_of_row
from openness_cli.files.sheets._settling import Proposals, base_of, edits_of, order, propose, same, settle
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.outcomes import KEYS, Conflict, ConflictKind, Handout, Keep, Outcome, Row, Told
from openness_cli.files.sheets.state import Entry, State
from openness_cli.model.evidence import fold


def merge(
    state: State,
    books: Sequence[Handout],
    *,
    keep: Keep | None = None,
    deletes_missing: bool = False,
    by_owner: frozenset[str] = frozenset(),
) -> Outcome:
    """Return what workbooks come to, in whatever order they are given.

    ``keep`` decides conflicts with the files; two workbooks that differ are never decided. ``by_owner`` are criteria of
    which several units may enter their own numbers.
    """
    outcome = Outcome()
    merge_keyed(SheetKind.WORKS, state.works, books, outcome, keep, deletes_missing=deletes_missing)
    merge_keyed(SheetKind.UNITS, state.units, books, outcome, keep, deletes_missing=deletes_missing)
    _merge_claims(state, books, outcome, keep, by_owner)
    Items(state, outcome, keep).merge(books, deletes_missing=deletes_missing)
    keep_named(state, outcome, keep)
    kinds = {kind: place for place, kind in enumerate(SheetKind)}
    outcome.edits.sort(key=lambda own: (kinds[own.kind], own.entry.spot, KEYS[own.kind].index(own.key)))
    outcome.deleted.sort(key=lambda own: (kinds[own.kind], own.entry.spot[:2] if own.entry else ("", ()), own.row.key))
    for added in outcome.added.values():
        added.sort(key=order)
    for found in (outcome.already, outcome.missing, outcome.moved, outcome.twice):
        found.sort(key=lambda own: (own.row.book, own.row.criterion, own.row.key, sorted(own.row.values.items())))
    return outcome


def _merge_claims(
    state: State, books: Sequence[Handout], outcome: Outcome, keep: Keep | None, by_owner: frozenset[str]
) -> None:
    claims = _Claims(state.claims, by_owner)
    proposals: dict[str, Proposals] = {}
    new: dict[tuple[str, str], tuple[Row, Proposals]] = {}
    for book in books:
        base = base_of(book, SheetKind.CRITERIA)
        for row in book.rows.get(SheetKind.CRITERIA, ()):
            handed = base.get(row.key)
            was = values_of_row(handed) if handed is not None and handed.criterion == row.criterion else {}
            if not any(edits_of(SheetKind.CRITERIA, row, was)):
                continue
            entry = claims.of(row, is_known=bool(was))
            if entry is not None:
                propose(proposals.setdefault(entry.key, {}), SheetKind.CRITERIA, row, was)
            elif was and not row.values:
                # what was to be taken away is gone
                outcome.already.append(Told(row, None, SheetKind.CRITERIA))
            elif was and keep is not Keep.THEIRS:
                if keep is None:
                    outcome.conflicts.append(Conflict(ConflictKind.GONE, row))
            else:
                owner = fold(row.values.get("owner", "")) if row.criterion in by_owner else ""
                first, wanted = new.get((row.criterion, owner), (row, {}))
                propose(wanted, SheetKind.CRITERIA, row, {})
                new[row.criterion, owner] = min(first, row, key=order), wanted
    for key, wanted in proposals.items():
        settle(SheetKind.CRITERIA, claims.by_key[key], wanted, outcome, keep)
    for first, wanted in new.values():
        add_one(SheetKind.CRITERIA, first, wanted, outcome)


class _Claims:
    """The criteria as written, each place of them."""

    def __init__(self, claims: Iterable[Entry], by_owner: frozenset[str]) -> None:
        self.by_key: dict[str, Entry] = {}
        self._by_criterion: dict[str, list[Entry]] = {}
        self._by_owner = by_owner
        for own in claims:
            self.by_key.setdefault(own.key, own)
            self._by_criterion.setdefault(own.criterion, []).append(own)

    def of(self, row: Row, *, is_known: bool) -> Entry | None:
        """Return what a row is about: where it was handed out from, else the place of its unit, else the first."""
        found = self.by_key.get(row.key)
        if found is not None and found.criterion == row.criterion:
            return found
        if is_known:
            return None
        places = self._by_criterion.get(row.criterion, [])
        owner = row.values.get("owner", "")
        own = next((each for each in places if owner and same("owner", each.values.get("owner", ""), owner)), None)
        is_another = bool(owner) and row.criterion in self._by_owner
        return own or (None if is_another else next(iter(places), None))
