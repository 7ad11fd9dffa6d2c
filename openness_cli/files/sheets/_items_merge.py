"""Materials merged: each row with the item that it is about, wherever it stands by now."""

from collections.abc import Mapping, Sequence

from openness_cli.files.sheets._pairing import (
    Content,
    Held,
    Matched,
    Pairing,
    content,
    is_changed,
    known_by,
    match_rows,
    owners_of,
    together,
    unowned,
)
from openness_cli.files.sheets._settling import (
    Proposal,
    Proposals,
    base_of,
    order,
    propose,
    same,
    settle,
    settle_deletion,
)
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.outcomes import Conflict, ConflictKind, Edit, Handout, Keep, Outcome, Row, Told
from openness_cli.files.sheets.state import ITEM_KEYS, Entry, State


class Items:
    """The items of the files, and what becomes of them."""

    def __init__(self, state: State, outcome: Outcome, keep: Keep | None) -> None:
        self._outcome, self._keep = outcome, keep
        self._held = Held(state)
        self._unowned: dict[Content, list[Entry]] = {}
        for own in state.items:
            self._unowned.setdefault(unowned(own.criterion, own.values), []).append(own)
        self._proposals: dict[str, Proposals] = {}
        self._deletions: dict[str, list[Proposal]] = {}
        self._new: list[Row] = []
        self._unknown: list[Row] = []
        self._named: dict[str, set[str]] = {}
        self._found: dict[str, Entry] = {}

    def merge(self, books: Sequence[Handout], *, deletes_missing: bool) -> None:
        """Merge all of them."""
        paired = self._paired(books, [self._matched(book, deletes_missing=deletes_missing) for book in books])
        for key, name in (own for _matched, pairing in paired for own in pairing.named.items()):
            self._named.setdefault(key, set()).add(name)
        # what one workbook changed beyond recognition may be known by what another one says
        for row, own, pairing in ((row, own, pairing) for matched, pairing in paired for row, own in matched):
            if own is not None and is_changed(row, own):
                found = pairing.find(row, own, self._named)
                if isinstance(found, Entry):
                    self._found.setdefault(own.key, found)
        for matched, pairing in paired:
            self._take(matched, pairing)
        entered = {unowned(row.criterion, row.values) for row in self._new}
        for row in (own for own in self._unknown if unowned(own.criterion, own.values) not in entered):
            if _is_there(row, self._unowned):
                self._outcome.conflicts.append(Conflict(ConflictKind.UNKNOWN, row, "delete"))
        for key in dict.fromkeys([*self._proposals, *self._deletions]):
            self._decide(key)
        self._add_new()

    def _paired(
        self, books: Sequence[Handout], matched: Sequence[list[Matched]]
    ) -> list[tuple[list[Matched], Pairing]]:
        """Return the rows of each workbook with where each stands by now."""
        claims = [
            ([*base_of(book, SheetKind.CRITERIA).values()], [*book.rows.get(SheetKind.CRITERIA, ())]) for book in books
        ]
        bases = [base_of(book, SheetKind.ITEMS) for book in books]
        handed = [row for rows, _typed in claims for row in rows]
        typed = [row for _handed, rows in claims for row in rows]
        whole = {key: own for base in bases for key, own in base.items()}
        common = Pairing(self._held, whole, together(matched), owners_of(handed), owners_of([*handed, *typed]))
        return [
            (rows, Pairing(self._held, base, rows, owners_of(own), owners_of([*own, *theirs]), common))
            for rows, base, (own, theirs) in zip(matched, bases, claims, strict=True)
        ]

    # -- one workbook --------------------------------------------------------------------------------------------------

    def _matched(self, book: Handout, *, deletes_missing: bool) -> list[Matched]:
        """Return the rows of a workbook with what was handed out, those too that are gone and to be deleted."""
        base = base_of(book, SheetKind.ITEMS)
        matched = match_rows(book.rows.get(SheetKind.ITEMS, ()), base)
        handed = {own.base.key for own in matched if own.base is not None}
        moved = {own.row.key for own in matched if own.base is None and own.row.key in base}
        # a sheet that is not there at all says nothing of its rows
        for own in (each for key, each in base.items() if key not in handed and SheetKind.ITEMS in book.rows):
            if own.key in moved or not deletes_missing:
                told = self._outcome.moved if own.key in moved else self._outcome.missing
                told.append(Told(own, self._held.by_key.get(own.key)))
            if deletes_missing:
                matched.append(Matched(own._replace(is_deleted=True), own))
        return matched

    def _take(self, matched: Sequence[Matched], pairing: Pairing) -> None:
        seen: set[Content] = set()
        for row, own in matched:
            said = content(row.criterion, row.values)
            if own is not None:
                self._change(row, own, pairing)
            elif row.is_deleted:
                self._unknown.append(row)
            elif said in seen:
                self._outcome.twice.append(Told(row))
            else:
                self._new.append(row)
            if not row.is_deleted:
                seen.add(said)

    def _change(self, row: Row, base: Row, pairing: Pairing) -> None:
        if not (row.is_deleted or is_changed(row, base)):
            return
        found = pairing.find(row, base, self._named)
        if found is ConflictKind.GONE and not row.is_deleted:
            found = self._found.get(base.key, found)
        if isinstance(found, ConflictKind):
            if found is ConflictKind.GONE and row.is_deleted:
                self._outcome.already.append(Told(row))
            elif found is ConflictKind.GONE and self._keep is Keep.THEIRS:
                self._new.append(row)
            elif self._keep is not Keep.OURS:
                self._outcome.conflicts.append(Conflict(found, row))
        elif row.is_deleted:
            self._deletions.setdefault(found.key, []).append(Proposal("", base._replace(cells=row.cells)))
        else:
            propose(self._proposals.setdefault(found.key, {}), SheetKind.ITEMS, row, base.values)

    # -- one item ------------------------------------------------------------------------------------------------------

    def _decide(self, key: str) -> None:
        entry = self._held.by_key[key]
        deletions, edits = self._deletions.get(key, []), self._proposals.get(key, {})
        if not settle_deletion(SheetKind.ITEMS, entry, deletions, edits, self._outcome, self._keep):
            settle(SheetKind.ITEMS, entry, edits, self._outcome, self._keep)

    # -- new ones ------------------------------------------------------------------------------------------------------

    def _afterwards(self) -> tuple[dict[Content, list[Entry]], dict[tuple[str, ...], list[Entry]]]:
        """Return the items as they are to be, by what they say whoever owns them, and by what they are known by."""
        edits: dict[str, dict[str, str]] = {}
        owners: dict[str, str] = {}
        for edit in self._outcome.edits:
            if edit.kind is SheetKind.ITEMS:
                edits.setdefault(edit.entry.key, {})[edit.key] = edit.value
            elif edit.kind is SheetKind.CRITERIA and edit.key == "owner":
                owners[edit.entry.key] = edit.value
        gone = {own.entry.key for own in self._outcome.deleted if own.entry is not None}
        said: dict[Content, list[Entry]] = {}
        known: dict[tuple[str, ...], list[Entry]] = {}
        for own in self._held.by_key.values():
            if own.key in gone:
                continue
            claim = f"{own.spot.file}|{own.criterion}"
            inherited = {"owner": owners[claim]} if claim in owners and not own.has_own_owner else {}
            after = {**own.values, **inherited, **edits.get(own.key, {})}
            values = {key: value for key, value in after.items() if value}
            to_be = own._replace(values=values)
            said.setdefault(unowned(own.criterion, values), []).append(to_be)
            for identity in known_by(values):
                known.setdefault((own.criterion, *identity), []).append(to_be)
        return said, known

    def _add_new(self) -> None:
        if not self._new:
            return
        said, held_by = self._afterwards()
        known: dict[tuple[str, ...], Row] = {}
        added: set[Content] = set()
        for row in sorted(self._new, key=order):
            there = _is_there(row, said)
            if content(row.criterion, row.values) in added or there is not None:
                self._outcome.already.append(Told(row, there))
                continue
            added.add(content(row.criterion, row.values))
            signs = [(row.criterion, *own) for own in known_by(row.values)]
            other = next((known[sign] for sign in signs if sign in known), None)
            held = [own for sign in signs for own in held_by.get(sign, ())]
            if other is not None:
                self._outcome.conflicts.append(Conflict(ConflictKind.BOOKS, row, "url", where=other.cell("url")))
            elif held:
                self._known_otherwise(row, held)
            else:
                self._outcome.added[SheetKind.ITEMS].append(row)
            known.update(dict.fromkeys(signs, row))

    def _known_otherwise(self, row: Row, held: Sequence[Entry]) -> None:
        if self._keep is Keep.OURS:
            return
        there = held[0]
        is_one = len({own.key for own in held}) == 1
        wanted = [
            own.row for each in self._proposals.get(there.key, {}).values() for rows in each.values() for own in rows
        ]
        if is_one and wanted:
            # another row changes what this one enters otherwise
            against = min(wanted, key=order)
            self._outcome.conflicts.append(Conflict(ConflictKind.BOOKS, row, "url", where=against.cell("url")))
            return
        if self._keep is None or not is_one:
            kind = ConflictKind.KNOWN if is_one else ConflictKind.AMBIGUOUS
            typed, words = row.values.get("title", ""), there.values.get("title", "")
            self._outcome.conflicts.append(Conflict(kind, row, "url", "", typed, words, there.spot.file))
            return
        for key in ITEM_KEYS:
            typed = row.values.get(key, "")
            if typed and not same(key, typed, held[0].values.get(key, "")):
                self._outcome.edits.append(Edit(SheetKind.ITEMS, held[0], key, typed, row))


def _is_there(row: Row, said: Mapping[Content, Sequence[Entry]]) -> Entry | None:
    """Return an item that is as a new row says; one that names no unit is any unit's."""
    owner = row.values.get("owner", "")
    found = said.get(unowned(row.criterion, row.values), ())
    return next((own for own in found if not owner or same("owner", own.values.get("owner", ""), owner)), None)
