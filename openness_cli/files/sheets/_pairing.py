"""Each row of materials that was handed out with the item that it is about by now, wherever it stands."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from openness_cli.files.identity import identities
from openness_cli.files.sheets._settling import edits_of, same
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.outcomes import ConflictKind, Row
from openness_cli.files.sheets.state import Entry, State, Values
from openness_cli.model.evidence import fold, folded_address

Content = tuple[str, tuple[tuple[str, str], ...]]
_Owners = Mapping[str, frozenset[str]]


def content(criterion: str, values: Values, *, but: Collection[str] = ()) -> Content:
    """Return all that is said of an item, but for the owners that go without saying."""
    kept = {key: fold(value) if key == "owner" else value for key, value in values.items()}
    if kept.get("owner") in but:
        del kept["owner"]
    return criterion, tuple(sorted(kept.items()))


def unowned(criterion: str, values: Values) -> Content:
    """Return all that is said of an item, whoever owns it."""
    return content(criterion, values, but={fold(values.get("owner", ""))})


def known_by(values: Values) -> frozenset[tuple[str, ...]]:
    """Return what an item with an address or a file is known by, within its criterion."""
    urls = filter(None, values.get("url", "").split("\n"))
    return identities(urls, values.get("file", ""), values.get("part", ""), values.get("period", ""))


def _signs(values: Values) -> frozenset[tuple[str, str]]:
    """Return by what an item that was changed can be found again."""
    found = {("url", folded_address(url)) for url in values.get("url", "").split("\n") if url}
    found |= {("file", values["file"])} if values.get("file") else set()
    if not found:
        label = values.get("period") or values.get("part")
        found = {("label", label)} if label else {("title", fold(values.get("title", "")))}
    return frozenset(found)


class Matched(NamedTuple):
    """A row with the row that was handed out, if any."""

    row: Row
    base: Row | None


def match_rows(rows: Sequence[Row], base: Mapping[str, Row]) -> list[Matched]:
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
    free: dict[Content, list[Row]] = {}
    for own in base.values():
        if own.key not in taken:
            free.setdefault(content(own.criterion, own.values), []).append(own)
    for place, row in enumerate(rows):
        if place not in matched and (same_ones := free.get(content(row.criterion, row.values))):
            matched[place] = same_ones.pop(0)
    return [Matched(row, matched.get(place)) for place, row in enumerate(rows)]


def together(books: Iterable[Sequence[Matched]]) -> list[Matched]:
    """Return the rows of several workbooks as those of one: of what was handed out each with the edits of all."""
    found: dict[str, Matched] = {}
    new: dict[Content, Matched] = {}
    for row, own in (each for matched in books for each in matched):
        if own is None:
            if not row.is_deleted:
                new.setdefault(content(row.criterion, row.values), Matched(row, None))
            continue
        before = found.get(own.key, Matched(own, own)).row
        edits = {key: typed for key, _was, typed in edits_of(SheetKind.ITEMS, row, own.values)}
        values = {key: value for key, value in {**before.values, **edits}.items() if value}
        both = row._replace(values=values, is_deleted=row.is_deleted or before.is_deleted)
        found[own.key] = Matched(both, own)
    return [*found.values(), *new.values()]


def is_changed(row: Row, base: Row) -> bool:
    """Tell whether a row says anything else than what was handed out, and is not deleted."""
    return not row.is_deleted and any(edits_of(SheetKind.ITEMS, row, base.values))


class Held:
    """The items of the files, by all that they are found by: whole, loosely, and by their signs."""

    def __init__(self, state: State) -> None:
        """Hold all of them."""
        self.by_key = {own.key: own for own in state.items}
        owners = owners_of(state.claims)
        self.said = {
            own.key: (*_said(own.criterion, own.values, owners), content(own.criterion, _own_values(own)))
            for own in state.items
        }
        self.contents: tuple[dict[Content, list[Entry]], ...] = ({}, {}, {})
        self.signs: dict[tuple[str, ...], list[Entry]] = {}
        for own in state.items:
            for contents, said in zip(self.contents, self.said[own.key], strict=True):
                contents.setdefault(said, []).append(own)
            for sign in _signs(own.values):
                self.signs.setdefault((own.criterion, *sign), []).append(own)


def _own_values(item: Entry) -> Values:
    return item.values if item.has_own_owner else {key: own for key, own in item.values.items() if key != "owner"}


def owners_of(claims: Iterable[Entry | Row]) -> dict[str, frozenset[str]]:
    """Return who owns entries of each criterion: of an item in one of them that goes without saying."""
    found: dict[str, frozenset[str]] = {}
    for own in claims:
        found[own.criterion] = found.get(own.criterion, frozenset()) | {fold(own.values.get("owner", ""))}
    return found


def _said(criterion: str, values: Values, owners: _Owners) -> tuple[Content, Content]:
    """Return all that is said of an item, with its owner, and without one that goes without saying."""
    return content(criterion, values), content(criterion, values, but=owners.get(criterion, ()))


_NEW = "|new"


class _Job(NamedTuple):
    """What a row says, and what was handed out; ``name`` is the key of that, or one of its own."""

    name: str
    wanted: tuple[Content, ...]
    was: tuple[Content, ...]


class _Jobs(NamedTuple):
    """The rows of one criterion by what became of them since they were handed out."""

    kept: list[_Job]
    changed: list[_Job]
    new: list[_Job]
    gone: list[_Job]


class Pairing:
    """Finds the items that the rows of one workbook are about.

    A workbook is imported whole or not at all: where the files hold all that its rows of a criterion say, and nothing
    of what they changed, these were imported before. Else a row is about the item that is as it was handed out, else
    about the one that is as the row says. What is left over on both sides is told apart by addresses, files and titles.
    """

    def __init__(
        self,
        held: Held,
        base: Mapping[str, Row],
        matched: Sequence[Matched],
        owners: _Owners,
        typed: _Owners,
        together: "Pairing | None" = None,
    ) -> None:
        """``owners`` are those of the criteria as handed out, ``typed`` those in the workbook.

        ``together`` is what all workbooks come to that are imported with this one.
        """
        # what each row is about, and the criteria of which all was imported before
        self.found: dict[str, Entry] = {}
        self.imported: set[str] = set()
        self._held, self._base = held, base
        self._taken: set[str] = set()
        # what is left of each content, in order
        self._free: dict[tuple[int, Content], Iterator[Entry]] = {}
        by_criterion: dict[str, _Jobs] = {}
        rows = {own.base.key: own.row for own in matched if own.base is not None}
        for own in base.values():
            row = rows.get(own.key, own)
            was = _said(own.criterion, own.values, owners)
            keeps_owner = same("owner", own.values.get("owner", ""), row.values.get("owner", ""))
            whole, loose = _said(row.criterion, row.values, owners if keeps_owner else typed)
            jobs = by_criterion.setdefault(own.criterion, _Jobs([], [], [], []))
            sort = jobs.gone if row.is_deleted else jobs.changed if is_changed(row, own) else jobs.kept
            sort.append(_Job(own.key, (whole, loose, whole), was))
        for place, each in enumerate(matched):
            if each.base is None and not each.row.is_deleted:
                said = _said(each.row.criterion, each.row.values, typed)
                jobs = by_criterion.setdefault(each.row.criterion, _Jobs([], [], [], []))
                jobs.new.append(_Job(f"{place}{_NEW}", said, said))
        for criterion, jobs in by_criterion.items():
            if together is not None and criterion in together.imported:
                self._follow(jobs, together.found)
            else:
                self._pair(criterion, jobs)
        self._left = Counter(
            (own.criterion, *sign) for key, own in base.items() if key not in self.found for sign in _signs(own.values)
        )

    @property
    def named(self) -> Mapping[str, str]:
        """Of each item that was found, by its key, what names it: the key of the row as handed out, or a new row."""
        return {own.key: name for name, own in self.found.items()}

    def find(self, row: Row, base: Row, named: Mapping[str, AbstractSet[str]]) -> Entry | ConflictKind:
        """Return the item, or why none can be named; ``named`` is what names items in any of the workbooks.

        It is none that was typed anew, and none that another row of what was handed out is about elsewhere.
        """
        if base.key in self.found:
            return self.found[base.key]
        for values in (base.values,) if row.is_deleted else (base.values, row.values):
            signs = [(base.criterion, *sign) for sign in _signs(values)]
            found = {own.key: own for sign in signs for own in self._held.signs.get(sign, ())}
            alike = [own for own in found.values() if self._is_free(own, base, named.get(own.key, ()))]
            if len(alike) > 1 or (alike and any(self._left[sign] > 1 for sign in signs)):
                return ConflictKind.AMBIGUOUS
            if alike:
                return alike[0]
        return ConflictKind.GONE

    def _is_free(self, entry: Entry, base: Row, names: Iterable[str]) -> bool:
        others = (name for name in names if name != base.key)
        return entry.key not in self._taken and not any(own.endswith(_NEW) or own in self._base for own in others)

    # -- one criterion -------------------------------------------------------------------------------------------------

    def _follow(self, jobs: _Jobs, found: Mapping[str, Entry]) -> None:
        """Have rows be about what they are about when all workbooks are taken together."""
        for own in (*jobs.kept, *jobs.changed, *jobs.gone):
            if own.name in found:
                self._give(own, found[own.name])
        for level in (0, 1):
            self._take(jobs.new, level, _wanted)

    def _pair(self, criterion: str, jobs: _Jobs) -> None:
        said = [*jobs.changed, *jobs.new]
        is_done = self._was_imported(jobs, 0) or self._was_imported(jobs, 1)
        if is_done:
            self.imported.add(criterion)
            # those first whose owner was taken away, or put in
            self._take(jobs.changed, 2, _wanted)
        for level in (0, 1):
            self._take(jobs.kept, level, _was)
            self._take([] if is_done else jobs.changed, level, _was)
            self._take(said, level, _wanted)
            self._take([] if is_done else jobs.gone, level, _was)

    def _was_imported(self, jobs: _Jobs, level: int) -> bool:
        """Tell whether the files hold what rows of a criterion say, and nothing of what they changed."""
        contents = self._held.contents[level]
        wanted = Counter(own.wanted[level] for own in (*jobs.changed, *jobs.new))
        needed = wanted + Counter(own.was[level] for own in jobs.kept)
        is_all_there = all(len(contents.get(own, ())) >= needed[own] for own in wanted)
        gone = {own.was[level] for own in (*jobs.changed, *jobs.gone)}
        return is_all_there and all(len(contents.get(own, ())) <= needed[own] for own in gone)

    def _take(self, jobs: Sequence[_Job], level: int, said: Callable[[_Job], tuple[Content, ...]]) -> None:
        """Have rows be about items that are as is said, each first about the one from which it was handed out."""
        left = []
        for own in (each for each in jobs if each.name not in self.found):
            there = self._held.said.get(own.name) if own.name not in self._taken else None
            if there is not None and there[level] == said(own)[level]:
                self._give(own, self._held.by_key[own.name])
            else:
                left.append(own)
        for own in left:
            name = level, said(own)[level]
            free = self._free.setdefault(name, iter(self._held.contents[level].get(name[1], ())))
            entry = next((each for each in free if each.key not in self._taken), None)
            if entry is not None:
                self._give(own, entry)

    def _give(self, job: _Job, entry: Entry) -> None:
        self._taken.add(entry.key)
        self.found[job.name] = entry


def _was(job: _Job) -> tuple[Content, ...]:
    return job.was


def _wanted(job: _Job) -> tuple[Content, ...]:
    return job.wanted
