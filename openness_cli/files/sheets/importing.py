"""What workbooks come to, written into the files that it concerns: all of it proved first, by reading it again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import InvalidInput, OutputError, Problem
from openness_cli.files._claims import ClaimReader
from openness_cli.files._slips import TOO_MANY
from openness_cli.files._tree import Source
from openness_cli.files.editing.changes import Add, Change, Put, Remove, Rename, Way, changed
from openness_cli.files.editing.tree import Plain
from openness_cli.files.fields import Misfits
from openness_cli.files.rewriting import encoded
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.outcomes import Edit, Outcome, Row
from openness_cli.files.sheets.state import CLAIM_KEYS, ITEM_KEYS, WORK_KEYS, Entry, State
from openness_cli.files.sheets.units import Renaming
from openness_cli.files.sources import CONFIG_FILE
from openness_cli.files.standing import Standing
from openness_cli.files.workspace import Configuration, reread
from openness_cli.messages import _, first_of, n_
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import fold

_NAMED = 10


class Writing(NamedTuple):
    """The files as they are to be, and in how many places each renamed unit stands."""

    contents: tuple[tuple[Path, bytes], ...]
    places: Mapping[str, int]


class Importer:
    """Writes into one workspace, as it is on the disk."""

    def __init__(
        self, configuration: Configuration, index: Index, state: State, year: int, new_files: Mapping[str, str]
    ) -> None:
        """``new_files`` are, by indicator, the files that are made where there is none to write to."""
        self._configuration, self._index, self._state, self._year = configuration, index, state, year
        self._new_files = new_files
        self._sources = {source.name: source for _path, source in configuration.opened or ()}
        self._paths = {source.name: path for path, source in configuration.opened or ()}
        self._changes: dict[str, list[Change]] = {}
        self._names: dict[str, str] = {}
        self._taken: dict[str, set[str]] = {}
        self._rows: dict[str, list[Row]] = {}
        written: dict[str, dict[str, str]] = {}
        for own in state.claims:
            written.setdefault(own.spot.file, {})[own.criterion] = str(own.spot.way[-1])
        for name, criterion, key in state.bare:
            written.setdefault(name, {})[criterion] = key
        self._standing = Standing(index, written)

    def write(self, outcome: Outcome, renamings: Sequence[Renaming]) -> Writing:
        """Return the files with everything that is to be written; writes nothing itself.

        Raises InvalidInput where a file does not take it, or where what comes out would not be valid; OutputError where
        a file may not be written or was changed since it was read.
        """
        names = self._names = {fold(own.old): own.new for own in renamings}
        gone = {own.entry.key for own in outcome.deleted if own.entry is not None and own.kind is not SheetKind.UNITS}
        for edit in outcome.edits:
            self._edit(edit, outcome)
        for own in outcome.deleted:
            # a unit that was only named goes with its last mention
            if own.entry is not None and own.entry.spot.file:
                self._change(own.entry.spot.file, Remove(own.entry.spot.way))
        self._add_works(outcome.added[SheetKind.WORKS])
        self._add_units(outcome.added[SheetKind.UNITS])
        claims = self._add_claims(outcome.added[SheetKind.CRITERIA])
        self._add_items(outcome.added[SheetKind.ITEMS], claims, _owners_after(outcome))
        places = self._rename(names, gone) if names else {}
        return Writing(self._written(names), places)

    def _change(self, name: str, change: Change) -> None:
        self._changes.setdefault(name, []).append(change)

    def _edit(self, edit: Edit, outcome: Outcome) -> None:
        spot, key = edit.entry.spot, edit.key
        if edit.kind is SheetKind.UNITS:
            self._mail(edit)
            return
        value = edit.value
        if edit.kind is SheetKind.ITEMS and key == "owner":
            claimed = self._owner_of_claim(edit.entry, outcome)
            value = "" if fold(value) == fold(claimed) else value
        if value:
            self._change(spot.file, Put(spot.to(key), _plain(key, value)))
        elif not (edit.kind is SheetKind.ITEMS and key == "owner" and not edit.entry.has_own_owner):
            self._change(spot.file, Remove(spot.to(key)))

    def _owner_of_claim(self, item: Entry, outcome: Outcome) -> str:
        """Return the owner of the entry in which an item stands, as it is to be."""
        after = _owners_after(outcome)
        key = f"{item.spot.file}|{item.criterion}"
        claim = next((own for own in self._state.claims if own.key == key), None)
        return after.get(key, claim.values.get("owner", "") if claim else "")

    def _mail(self, edit: Edit) -> None:
        spot = edit.entry.spot
        if not spot.file:
            name = self._names.get(fold(edit.entry.key), edit.entry.key)
            self._change(CONFIG_FILE, Put((*self._owners_key(), name, "email"), edit.value))
        elif edit.value:
            self._change(CONFIG_FILE, Put(spot.to("email"), edit.value))
        else:
            # a name alone is a unit too
            self._change(CONFIG_FILE, Put(spot.way, {}))

    def _owners_key(self) -> Way:
        return next((own.spot.way[:1] for own in self._state.units if own.spot.way), ("owners",))

    # -- what is new ---------------------------------------------------------------------------------------------------

    def _add_works(self, rows: Iterable[Row]) -> None:
        held = [own.spot for own in self._state.works]
        evidence = sorted(name for name in self._sources if name != CONFIG_FILE)
        name = held[0].file if held else next(iter(evidence), next(iter(self._new_files.values())))
        root = held[0].way[:1] if held else ("actions",)
        for row in rows:
            values = {key: row.values[key] for key in WORK_KEYS if key in row.values}
            self._change(name, Put((*root, row.key), {"title": row.key, **values}))

    def _add_units(self, rows: Iterable[Row]) -> None:
        for row in rows:
            mail = row.values.get("email", "")
            self._change(CONFIG_FILE, Put((*self._owners_key(), row.key), {"email": mail} if mail else {}))

    def _add_claims(self, rows: Iterable[Row]) -> dict[tuple[str, str], tuple[str, Way, str]]:
        """Have criteria be written that were not, and return where each is, by its id and owner, with its owner."""
        made: dict[tuple[str, str], tuple[str, Way, str]] = {}
        for row in rows:
            owner = row.values.get("owner", "")
            name, way = self._place(row.criterion, owner, is_claim=True)
            for key in CLAIM_KEYS:
                if key in row.values:
                    self._change(name, Put((*way, key), row.values[key]))
            made[row.criterion, fold(owner)] = made[row.criterion, ""] = name, way, owner
        return made

    def _add_items(
        self, rows: Iterable[Row], claims: Mapping[tuple[str, str], tuple[str, Way, str]], owners: Mapping[str, str]
    ) -> None:
        placed: dict[tuple[str, Way], list[tuple[Row, str]]] = {}
        for row in rows:
            owner = row.values.get("owner", "")
            own = claims.get((row.criterion, fold(owner))) or claims.get((row.criterion, ""))
            name, way, claimed = own or (*self._place(row.criterion, owner), None)
            held = next((each for each in self._state.claims if each.spot.way == way and each.spot.file == name), None)
            if claimed is None and held is not None:
                claimed = owners.get(held.key, held.values.get("owner", ""))
            placed.setdefault((name, way), []).append((row, "" if claimed is None else claimed))
            if claimed is None:
                placed[name, way][-1] = row, "\0"
        for (name, way), own_rows in placed.items():
            self._add_all(name, way, own_rows)

    def _add_all(self, name: str, way: Way, rows: Sequence[tuple[Row, str]]) -> None:
        """Add items to one entry; where it is new and all are of one unit, it is that unit's."""
        named = {row.values.get("owner", "") for row, _claimed in rows}
        claimed = rows[0][1]
        if claimed == "\0":
            claimed = next(iter(named)) if len(named) == 1 else ""
            if claimed:
                self._change(name, Put((*way, "owner"), claimed))
        self._rows.setdefault(name, []).extend(row for row, _own in rows)
        items = self._key_of_items(name, way)
        for row, _own in rows:
            kept = {key: row.values[key] for key in ITEM_KEYS if key in row.values}
            if fold(kept.get("owner", "")) == fold(claimed):
                kept.pop("owner", None)
            self._change(name, Add((*way, items), {key: _plain(key, value) for key, value in kept.items()}))

    def _key_of_items(self, name: str, way: Way) -> str:
        held = (own for own in self._state.items if own.spot.file == name and own.spot.way[:2] == way)
        return next((str(own.spot.way[2]) for own in held), "items")

    def _place(self, criterion: str, owner: str, *, is_claim: bool = False) -> tuple[str, Way]:
        """Return the file and the entry in which a criterion is written, or is to be.

        It is that of its unit; else, for an item, the first; else the place that was left for it; else the file with
        most criteria of its indicator. A file holds a criterion once.
        """
        claims = [own for own in self._state.claims if own.criterion == criterion]
        for own in claims:
            if owner and fold(own.values.get("owner", "")) == fold(owner):
                return own.spot.file, own.spot.way
        if claims and not is_claim:
            return claims[0].spot.file, claims[0].spot.way
        taken = {own.spot.file for own in claims} | self._taken.get(criterion, set())
        places = [(name, written) for name, own, written in self._state.bare if own == criterion and name not in taken]
        if places:
            name, key = places[0]
        else:
            asked, key = self._index.by_id[criterion], criterion
            new_file = self._new_files[self._index.indicator_of(asked).id]
            name = self._standing.file_near(asked, without=taken) or _free_name(new_file, taken)
        if is_claim:
            self._taken.setdefault(criterion, set()).add(name)
        return name, ("evidence", key)

    # -- units ---------------------------------------------------------------------------------------------------------

    def _rename(self, names: Mapping[str, str], gone: set[str]) -> dict[str, int]:
        """Have every owner be called as is said from now on, and return in how many places each stands."""
        places = dict.fromkeys(names, 0)
        edited = {(name, own.way) for name, each in self._changes.items() for own in each if isinstance(own, Put)}
        removed = {(name, own.way) for name, each in self._changes.items() for own in each if isinstance(own, Remove)}
        for own in (*self._state.claims, *self._state.items, *self._state.works):
            folded = fold(own.values.get("owner", ""))
            way = own.spot.to("owner")
            is_touched = (own.spot.file, way) in edited | removed
            if folded in names and own.has_own_owner and own.key not in gone and not is_touched:
                self._change(own.spot.file, Put(way, names[folded]))
                places[folded] += 1
        for own in self._state.units:
            folded = fold(own.key)
            if folded in names and own.spot.file:
                self._change(CONFIG_FILE, Rename(own.spot.way, names[folded]))
                places[folded] += 1
            elif folded in names and not places[folded]:
                # nothing names it any more: it is a unit all the same
                self._keep_unit(names[folded])
        return places

    def _keep_unit(self, name: str) -> None:
        way = *self._owners_key(), name
        if not any(own.way[: len(way)] == way for own in self._changes.get(CONFIG_FILE, ())):
            self._change(CONFIG_FILE, Put(way, {}))

    # -- what is written -----------------------------------------------------------------------------------------------

    def _written(self, names: Mapping[str, str]) -> tuple[tuple[Path, bytes], ...]:
        made: dict[str, str] = {}
        problems: list[Problem] = []
        for name, own_changes in sorted(self._changes.items()):
            changes = [_renamed(each, names) for each in own_changes]
            new = {str(own.way[1]) for own in changes if own.way[0] == "evidence" and len(own.way) > 1}
            behind = self._standing.behind(name, new)
            own = changed(self._sources.get(name) or Source(name, "", []), [*behind, *changes])
            if isinstance(own, Problem):
                problems.append(own)
            else:
                made[name] = own
        if not problems:
            problems = self._read_again(made)
        if problems:
            raise InvalidInput(tuple(problems))
        return tuple(self._encoded(name, text) for name, text in made.items())

    def _read_again(self, made: Mapping[str, str]) -> list[Problem]:
        """Return what is wrong with all files as they are to be."""
        problems: list[Problem] = []
        reader = ClaimReader(self._index, self._configuration.folder, Misfits(keeps=True), self._year)
        written = {**{name: source.written for name, source in self._sources.items()}, **made}
        for name, text in written.items():
            source = Source(name, text, problems)
            if name == CONFIG_FILE:
                if name in made:
                    reread(source)
            elif (root := source.parse()) is not None:
                reader.read(source, root)
        reader.joined()
        return [self._of_rows(own) for own in problems]

    def _of_rows(self, problem: Problem) -> Problem:
        """Return what is wrong with a file in the words of those who filled rows in, where there are too many."""
        rows = self._rows.get(problem.file)
        if not rows or _(TOO_MANY) not in problem.what:
            return problem
        names = sorted({row.criterion for row in rows}, key=list(self._index.by_id).index)
        text = n_(
            "no room for {count} more material of {criteria}",
            "no room for {count} more materials of {criteria}",
            len(rows),
        )
        what = text.format(count=len(rows), criteria=first_of(names, _NAMED))
        hint = _("delete rows, or enter one page that lists many of them, and how many it shows")
        return Problem(", ".join(sorted({row.book for row in rows})), 0, 0, what, hint)

    def _encoded(self, name: str, text: str) -> tuple[Path, bytes]:
        folder = self._configuration.folder
        if name not in self._sources:
            return folder / name, text.encode()
        data = encoded(self._paths[name], folder, self._sources[name], text)
        if isinstance(data, Problem):
            raise OutputError(data.what if data.file in data.what else f"{data.file}: {data.what}")
        return self._paths[name], data


def _free_name(name: str, taken: Collection[str]) -> str:
    """Return a name of a file, with a number where it is taken."""
    tried, number = name, 1
    while tried in taken:
        number += 1
        tried = f"{name.removesuffix('.yaml')}-{number}.yaml"
    return tried


def _owners_after(outcome: Outcome) -> dict[str, str]:
    """Return the owners that entries are to have, by their keys."""
    return {own.entry.key: own.value for own in outcome.edits if own.kind is SheetKind.CRITERIA and own.key == "owner"}


def _plain(key: str, value: str) -> Plain:
    """Return a value as it is written: of several addresses a list."""
    addresses: list[Plain] = [*value.split("\n")] if key == "url" else []
    return addresses if len(addresses) > 1 else value


def _renamed(change: Change, names: Mapping[str, str]) -> Change:
    """Return a change in which units are called as they are from now on."""
    if isinstance(change, Put) and change.way[-1] == "owner" and isinstance(change.value, str):
        return change._replace(value=names.get(fold(change.value), change.value))
    if isinstance(change, Put | Add) and isinstance(change.value, dict) and "owner" in change.value:
        owner = str(change.value["owner"])
        return change._replace(value={**change.value, "owner": names.get(fold(owner), owner)})
    return change
