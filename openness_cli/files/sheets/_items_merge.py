"""Materials merged: each row with the item that it is about, wherever it stands by now."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from openness_cli.files.sheets._settling import Proposal, Proposals, base_of, edits_of, order, propose, same, settle
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.outcomes import Conflict, ConflictKind, Edit, Handout, Keep, Outcome, Row, Told
from openness_cli.files.sheets.state import ITEM_KEYS, Entry, State, Values
from openness_cli.model.evidence import fold, folded_address

_Content = tuple[str, tuple[tuple[str, str], ...]]


def _content(criterion: str, values: Values, *, owned: bool = True) -> _Content:
    kept = {key: fold(value) if key == "owner" else value for key, value in values.items() if owned or key != "owner"}
    return criterion, tuple(sorted(kept.items()))


def identities(values: Values) -> frozenset[tuple[str, ...]]:
    """Return what an item with an address or a file is known by, within its criterion."""
    label = (values.get("part", ""), values.get("period", ""))
    found = {("url", folded_address(url), *label) for url in values.get("url", "").split("\n") if url}
    if not found and values.get("file"):
        found = {("file", values["file"], *label)}
    return frozenset(found)


def _signs(values: Values) -> frozenset[tuple[str, str]]:
    """Return by what an item that was changed can be found again."""
    found = {("url", folded_address(url)) for url in values.get("url", "").split("\n") if url}
    found |= {("file", values["file"])} if values.get("file") else set()
    if not found:
        label = values.get("period") or values.get("part")
        found = {("label", label)} if label else {("title", fold(values.get("title", "")))}
    return frozenset(found)


class _Matched(NamedTuple):
    """A row with the row that was handed out, if any."""

    row: Row
    base: Row | None


class Items:
    """The items of the files, and what becomes of them."""

    def __init__(self, state: State, outcome: Outcome, keep: Keep | None) -> None:
        self._outcome, self._keep = outcome, keep
        self._by_key = {own.key: own for own in state.items}
        self._contents: dict[_Content, list[Entry]] = {}
        self._unowned: dict[_Content, list[Entry]] = {}
        self._identities: dict[tuple[str, ...], list[Entry]] = {}
        self._signs: dict[tuple[str, ...], list[Entry]] = {}
        for own in state.items:
            self._contents.setdefault(_content(own.criterion, own.values), []).append(own)
            self._unowned.setdefault(_content(own.criterion, own.values, owned=False), []).append(own)
            for identity in identities(own.values):
                self._identities.setdefault((own.criterion, *identity), []).append(own)
            for sign in _signs(own.values):
                self._signs.setdefault((own.criterion, *sign), []).append(own)
        self._proposals: dict[str, Proposals] = {}
        self._deletions: dict[str, list[Proposal]] = {}
        self._new: list[Row] = []

    def merge(self, books: Sequence[Handout], *, deletes_missing: bool) -> None:
        """Merge all of them."""
        for book in books:
            self._take(book, deletes_missing=deletes_missing)
        for key in dict.fromkeys([*self._proposals, *self._deletions]):
            self._decide(key)
        self._add_new()

    # -- one workbook --------------------------------------------------------------------------------------------------

    def _take(self, book: Handout, *, deletes_missing: bool) -> None:
        base = base_of(book, SheetKind.ITEMS)
        rows = book.rows.get(SheetKind.ITEMS, ())
        matched = match_rows(rows, base)
        handed = {own.base.key for own in matched if own.base is not None}
        contents = Counter(_content(own.criterion, own.values) for own in base.values())
        signs: Counter[tuple[str, ...]] = Counter(
            (own.criterion, *sign) for own in base.values() for sign in _signs(own.values)
        )
        finder = _Finder(self._by_key, self._contents, self._signs, contents, signs, frozenset(base))
        seen: set[_Content] = set()
        for row, own in matched:
            content = _content(row.criterion, row.values)
            if own is not None:
                self._change(row, own, finder)
            elif row.is_deleted:
                if self._there(row):
                    self._outcome.conflicts.append(Conflict(ConflictKind.UNKNOWN, row, "delete"))
            elif content in seen:
                self._outcome.twice.append(Told(row))
            else:
                self._new.append(row)
            seen.add(content)
        moved = {row.key: row for row, own in matched if own is None and row.key in base and row.key not in handed}
        # a sheet that is not there at all says nothing of its rows
        for key, own in base.items() if SheetKind.ITEMS in book.rows else ():
            if key in handed:
                continue
            if key in moved:
                self._outcome.moved.append(Told(own, self._by_key.get(key)))
            elif not deletes_missing:
                self._outcome.missing.append(Told(own, self._by_key.get(key)))
            if deletes_missing:
                self._change(own._replace(is_deleted=True), own, finder)

    def _change(self, row: Row, base: Row, finder: "_Finder") -> None:
        if not row.is_deleted and not any(edits_of(SheetKind.ITEMS, row, base.values)):
            return
        found = finder.find(row, base)
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
        entry = self._by_key[key]
        deletions, edits = self._deletions.get(key, []), self._proposals.get(key, {})
        if not deletions:
            settle(SheetKind.ITEMS, entry, edits, self._outcome, self._keep)
            return
        row = min((own.row for own in deletions), key=order)
        if edits:
            against = min((own.row for each in edits.values() for wants in each.values() for own in wants), key=order)
            self._outcome.conflicts.append(Conflict(ConflictKind.BOOKS, row, "delete", where=against.cell("")))
        elif self._keep is Keep.THEIRS or _as_handed_out(deletions, entry):
            self._outcome.deleted.append(Told(row, entry))
        elif self._keep is None:
            where = entry.spot.file
            self._outcome.conflicts.append(Conflict(ConflictKind.CHANGED, row, "delete", where=where))

    # -- new ones ------------------------------------------------------------------------------------------------------

    def _there(self, row: Row) -> Entry | None:
        """Return an item that is as a new row says; one that names no unit is any unit's."""
        found = self._unowned.get(_content(row.criterion, row.values, owned=False), [])
        owner = row.values.get("owner", "")
        return next((own for own in found if not owner or same("owner", own.values.get("owner", ""), owner)), None)

    def _add_new(self) -> None:
        gone = {own.entry.key for own in self._outcome.deleted if own.entry is not None}
        known: dict[tuple[str, ...], Row] = {}
        added: set[_Content] = set()
        for row in sorted(self._new, key=order):
            content = _content(row.criterion, row.values)
            there = self._there(row)
            if content in added or (there is not None and there.key not in gone):
                self._outcome.already.append(Told(row, there))
                continue
            added.add(content)
            signs = [(row.criterion, *own) for own in identities(row.values)]
            other = next((known[sign] for sign in signs if sign in known), None)
            held = [own for sign in signs for own in self._identities.get(sign, ()) if own.key not in gone]
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
        if self._keep is None or len({own.key for own in held}) > 1:
            kind = ConflictKind.KNOWN if len({own.key for own in held}) == 1 else ConflictKind.AMBIGUOUS
            there = held[0]
            typed, words = row.values.get("title", ""), there.values.get("title", "")
            self._outcome.conflicts.append(Conflict(kind, row, "url", "", typed, words, there.spot.file))
            return
        for key in ITEM_KEYS:
            typed = row.values.get(key, "")
            if typed and not same(key, typed, held[0].values.get(key, "")):
                self._outcome.edits.append(Edit(SheetKind.ITEMS, held[0], key, typed, row))


def _as_handed_out(deletions: Sequence[Proposal], entry: Entry) -> bool:
    return any(_content("", own.row.values) == _content("", entry.values) for own in deletions)


class _Finder:
    """Finds the item of the files that a row is about, as one workbook was handed out."""

    def __init__(
        self,
        by_key: Mapping[str, Entry],
        contents: Mapping[_Content, Sequence[Entry]],
        signs: Mapping[tuple[str, ...], Sequence[Entry]],
        handed: Counter[_Content],
        handed_signs: Counter[tuple[str, ...]],
        keys: frozenset[str],
    ) -> None:
        self._by_key, self._contents, self._signs = by_key, contents, signs
        self._handed, self._handed_signs, self._keys = handed, handed_signs, keys
        self._taken: set[str] = set()

    def find(self, row: Row, base: Row) -> Entry | ConflictKind:
        """Return the item, or why none can be named."""
        content = _content(base.criterion, base.values)
        exact = self._by_key.get(base.key)
        if exact is not None and _content(exact.criterion, exact.values) == content:
            return exact
        wanted = _content(row.criterion, row.values)
        there = self._contents.get(wanted, ())
        if not row.is_deleted and len(there) > self._handed[wanted]:
            return there[-1]
        # a twin that another row was handed out from is that row's
        for own in self._contents.get(content, ()):
            if own.key not in self._keys and own.key not in self._taken:
                self._taken.add(own.key)
                return own
        return self._alike(base)

    def _alike(self, base: Row) -> Entry | ConflictKind:
        signs = [(base.criterion, *sign) for sign in _signs(base.values)]
        found = {own.key: own for sign in signs for own in self._signs.get(sign, ()) if own.key not in self._keys}
        if not found:
            return ConflictKind.GONE
        if len(found) > 1 or any(self._handed_signs[sign] > 1 for sign in signs):
            return ConflictKind.AMBIGUOUS
        return next(iter(found.values()))


def match_rows(rows: Sequence[Row], base: Mapping[str, Row]) -> list[_Matched]:
    """Return each row with the one that was handed out, by its key and criterion, else by its whole content."""
    by_key: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        own = base.get(row.key)
        if own is not None and own.criterion == row.criterion:
            by_key.setdefault(row.key, []).append(place)
    matched: dict[int, Row] = {}
    for key, places in by_key.items():
        own, signs = base[key], _signs(base[key].values)
        equal = [place for place in places if not any(edits_of(SheetKind.ITEMS, rows[place], own.values))]
        alike = [place for place in places if not signs.isdisjoint(_signs(rows[place].values))]
        matched[(equal or alike or places)[0]] = own
    taken = {own.key for own in matched.values()}
    free: dict[_Content, list[Row]] = {}
    for own in base.values():
        if own.key not in taken:
            free.setdefault(_content(own.criterion, own.values), []).append(own)
    for place, row in enumerate(rows):
        if place not in matched and (same_ones := free.get(_content(row.criterion, row.values))):
            matched[place] = same_ones.pop(0)
    return [_Matched(row, matched.get(place)) for place, row in enumerate(rows)]
