"""What was typed into the cells of a workbook, read as if it stood in a file: canonical, or told with its cell."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.files._claims import ClaimReader
from openness_cli.files._tree import Source
from openness_cli.files._units import own_units
from openness_cli.files.editing.tree import plain_of
from openness_cli.files.editing.values import Placing, in_yaml
from openness_cli.files.fields import Misfits, fields
from openness_cli.files.sheets._lines import QUOTED, Lines, read_tree
from openness_cli.files.sheets._standing_in import stand_in, without_its_own
from openness_cli.files.sheets._words import Known, answers
from openness_cli.files.sheets.columns import NUMBERS, SheetKind
from openness_cli.files.sheets.outcomes import KEYS, Handout, Row
from openness_cli.files.sheets.reading import BaseRow, Handed
from openness_cli.files.sheets.state import (
    CLAIM_KEYS,
    ITEM_KEYS,
    SHOWN_KEYS,
    Values,
    pairs,
    plain_figure,
    said,
    values_of,
)
from openness_cli.files.spelling import suggest, typed_days
from openness_cli.files.tables.handouts import TypedRow
from openness_cli.files.tables.reading import text_of_cell
from openness_cli.messages import _
from openness_cli.model.definitions import Checklist, Index
from openness_cli.model.evidence import fold, the_one

# more rows than a file may hold can be in one sheet
_AT_ONCE = 1000
_LETTERS = re.compile("[^A-Za-z0-9]+")


class Setting(NamedTuple):
    """Against what is read: the definitions, the year, where attachments lie, works by their ids and titles.

    ``exempt`` are criteria that are said not to apply; ``rearm`` undoes what keeps a text from being run.
    """

    definitions: Index
    year: int
    folder: Path
    works: Mapping[str, str]
    exempt: frozenset[str]
    rearm: Callable[[str], str]


class _Draft(NamedTuple):
    """A row whose criterion is known and whose values are as typed, with those that were ``handed`` out in it.

    ``is_as_handed`` tells that nothing was changed.
    """

    typed: TypedRow
    criterion: str
    values: dict[str, str]
    is_deleted: bool
    is_as_handed: bool
    handed: Values

    @property
    def untouched(self) -> frozenset[str]:
        """The cells that say what was handed out in them."""
        same = (key for key, value in self.handed.items() if self.values.get(key) == value)
        return frozenset(self.typed.name_of("label" if key in {"part", "period"} else key) for key in same)


def judge(handed: Handed, setting: Setting) -> tuple[Handout, list[Problem]]:
    """Return a workbook in canonical spelling, and what is wrong with its cells."""
    return _Judge(handed, setting).judged()


class _Judge:
    def __init__(self, handed: Handed, setting: Setting) -> None:
        self._handed, self._setting = handed, setting
        self._problems: list[Problem] = []
        self._works = dict(setting.works)
        self._known = Known(handed.words, {fold(own) for own in self._base(SheetKind.UNITS)}, self._works)
        self._ids = {fold(own).replace(" ", ""): own for own in setting.definitions.by_id}

    def judged(self) -> tuple[Handout, list[Problem]]:
        rows: dict[SheetKind, list[Row]] = {}
        # works come first: others name them
        for kind in (SheetKind.WORKS, SheetKind.UNITS, SheetKind.CRITERIA, SheetKind.ITEMS):
            if kind in self._handed.rows:
                drafts = list(self._drafts(kind))
                self._judge_changed(kind, [own for own in drafts if not own.is_as_handed])
                rows[kind] = [self._row(kind, own) for own in drafts]
        base = None
        if self._handed.base is not None:
            base = {
                kind: {key: Row(key, own.criterion, own.values, self._handed.name, {}) for key, own in held.items()}
                for kind, held in self._handed.base.rows.items()
            }
        return Handout(self._handed.name, rows, base), self._problems

    def _judge_changed(self, kind: SheetKind, drafts: list[_Draft]) -> None:
        """Judge rows into which something was typed, but for what was wrong in them as they were handed out."""
        judge = {
            SheetKind.WORKS: self._judge_works, SheetKind.UNITS: self._judge_units,
            SheetKind.CRITERIA: self._judge_claims, SheetKind.ITEMS: self._judge_items,
        }[kind]  # fmt: skip
        by_cell = {cell: own for own in drafts for cell in own.untouched} if self._handed.base is not None else {}
        known, self._problems = self._problems, []
        judge(drafts)
        found, self._problems, works = self._problems, [], dict(self._works)
        if doubted := {id(own): own for problem in found if (own := by_cell.get(problem.file))}:
            judge([own._replace(values=dict(own.handed)) for own in doubted.values()])
        self._works.update(works)
        before = {(own.file, own.what) for own in self._problems if own.file in by_cell}
        self._problems = [*known, *(own for own in found if (own.file, own.what) not in before)]

    def _row(self, kind: SheetKind, own: _Draft) -> Row:
        values = {key: own.values[key] for key in (*KEYS[kind], "name") if own.values.get(key)}
        if kind is SheetKind.ITEMS and self._handed.base is not None and own.typed.key not in self._base(kind):
            # a new row in the copy of a unit is that unit's
            values.setdefault("owner", self._handed.base.owner)
        key = own.typed.key or {SheetKind.WORKS: own.values.get("id"), SheetKind.UNITS: own.values.get("name")}.get(
            kind
        )
        cells = {**own.typed.names, **{name: own.typed.name_of("label") for name in ("part", "period")}}
        return Row(key or "", own.criterion, _filled(values), self._handed.name, cells, own.is_deleted)

    def _base(self, kind: SheetKind) -> Mapping[str, BaseRow]:
        return self._handed.base.rows[kind] if self._handed.base is not None else {}

    def _complain(self, cell: str, what: str, hint: str = "") -> None:
        self._problems.append(Problem(cell, 0, 0, what, hint))

    # -- what is typed -------------------------------------------------------------------------------------------------

    def _drafts(self, kind: SheetKind) -> Iterator[_Draft]:
        for typed in self._handed.rows[kind]:
            base = self._base(kind).get(typed.key)
            has_criterion = kind in (SheetKind.CRITERIA, SheetKind.ITEMS)
            criterion = self._criterion(typed, base) if has_criterion else ""
            if is_unknown := has_criterion and not criterion:
                criterion = stand_in(self._setting.definitions, kind)
            is_of_base = base is not None and base.criterion == criterion
            handed = base.values if base is not None and is_of_base else {}
            values = _filled({key: self._value(typed, criterion, key, handed) for key in _keys_of(kind)})
            values = self._labelled(criterion, values, handed)
            if is_unknown:
                values = without_its_own(self._setting.definitions, criterion, values)
            is_empty = not values.keys() - {"delete"}
            if is_empty and (kind is SheetKind.ITEMS or ("delete" in values and not typed.key)):
                continue
            shown = {"delete": "", **({"id": ""} if values.get("id") == typed.key else {})}
            is_as_handed = is_of_base and _filled({**values, **shown}) == dict(handed)
            yield _Draft(typed, criterion, values, self._is_deleted(typed, values), is_as_handed, handed)

    def _criterion(self, typed: TypedRow, base: BaseRow | None) -> str:
        value, cell = typed.cells.get("criterion"), typed.name_of("criterion")
        written = text_of_cell(value)
        if base is not None and written == base.criterion:
            return written
        if not written:
            self._complain(cell, _("the criterion is missing"), _("choose it from the list"))
            return ""
        if not isinstance(value, str):
            self._complain(cell, _("a number or a day: 4.1 may have been 4.10"), _("type it as C4.10"))
            return ""
        name = fold(said(written)).replace(" ", "")
        meant = self._ids.get(name) or self._ids.get(f"c{name}")
        if meant is None:
            what = _("there is no criterion “{id}”").format(id=written)
            self._complain(cell, what, suggest(written, self._setting.definitions.by_id))
        return meant or ""

    def _value(self, typed: TypedRow, criterion: str, key: str, base: Values) -> str:
        """Return what a cell says: as it was handed out where it is the same, else with its words as they are meant."""
        handed = base.get("period") or base.get("part") or "" if key == "label" else base.get(key, "")
        if key not in typed.names:
            return handed
        cell = text_of_cell(typed.cells.get(key))
        text = "\n".join(cell.split()) if key == "url" else said(cell)
        if text == handed or ("_x000D_" in handed and text == said(handed.replace("_x000D_", ""))):
            return handed
        # a word that is chosen from a list is what stands there, whatever it begins with
        plain = self._setting.rearm(text)
        meant = next((own for own in (self._known.meant(key, criterion, each) for each in (text, plain)) if own), plain)
        return plain_figure(meant) if key in NUMBERS else meant

    def _labelled(self, criterion: str, values: dict[str, str], base: Values) -> dict[str, str]:
        """Return values with a label under the key that it is written under."""
        label = values.pop("label", "")
        if not label:
            return values
        key = "part" if "part" in base and label == base["part"] else "period"
        own = self._setting.definitions.by_id.get(criterion)
        if label not in {base.get("part"), base.get("period")} and own and isinstance(own.rule, Checklist):
            key = "part"
        return {**values, key: label}

    def _is_deleted(self, typed: TypedRow, values: dict[str, str]) -> bool:
        word = values.pop("delete", "")
        yes, no = answers()
        if word and fold(word) not in yes | no:
            what = _("“{value}” says neither yes nor no").format(value=word)
            self._complain(typed.name_of("delete"), what, _("choose it from the list"))
        return fold(word) in yes

    # -- read as if it stood in a file ---------------------------------------------------------------------------------

    def _judge_items(self, drafts: Iterable[_Draft]) -> None:
        by_criterion: dict[str, list[_Draft]] = {}
        for own in drafts:
            if own.is_deleted:
                continue
            if SHOWN_KEYS.isdisjoint(own.values):
                what = _("nothing says what it is")
                self._complain(own.typed.name_of("title"), what, _("type its title, its address or its file"))
            else:
                by_criterion.setdefault(own.criterion, []).append(own)
        ordered = [own for each in by_criterion.values() for own in each]
        for start in range(0, len(ordered), _AT_ONCE):
            self._read_items(ordered[start : start + _AT_ONCE])

    def _read_items(self, drafts: list[_Draft]) -> None:
        text = Lines()
        text.add("evidence:")
        for criterion, own_drafts in groupby(drafts, key=lambda own: own.criterion):
            text.add(f"  {criterion}:")
            if criterion in self._setting.exempt:
                text.add("    not_applicable: x")
            text.add("    items:")
            for own in own_drafts:
                text.add_values(own.values, own.typed.name_of, ITEM_KEYS, "      - ")
        source = self._read(text)
        found = iter(drafts)
        for _root, evidence in pairs(source, read_tree(source)):
            for _criterion, claim in pairs(source, evidence):
                for key, items in pairs(source, claim):
                    for item in items.values if key.name == "items" else ():
                        if (read := next(found, None)) is not None:
                            _replace(read, values_of(source, item, ITEM_KEYS)[0])

    def _judge_claims(self, drafts: Iterable[_Draft]) -> None:
        for own in drafts:
            text = Lines()
            text.add("evidence:")
            text.add(f"  {own.criterion}:", own.typed.name_of("criterion"))
            text.add_values(own.values, own.typed.name_of, CLAIM_KEYS, "    ")
            source = self._read(text)
            for _root, evidence in pairs(source, read_tree(source)):
                for _criterion, claim in pairs(source, evidence):
                    _replace(own, values_of(source, claim, CLAIM_KEYS)[0])

    def _judge_works(self, drafts: Iterable[_Draft]) -> None:
        for own in drafts:
            key = own.typed.key
            if own.is_deleted:
                continue
            if own.values.get("id", "") != key and key:
                what = _("the short name of a work stays as it is: evidence names it")
                self._complain(own.typed.name_of("id"), what, _("type “{word}” again").format(word=key))
                continue
            if not (own.values.get("id") or own.values.get("title")):
                self._complain(own.typed.name_of("title"), _("nothing says what it is"))
                continue
            name = own.values.setdefault("id", self._own_id(own.values.get("title", "")))
            text = Lines()
            text.add("actions:")
            text.add(f"  {in_yaml(name, '', Placing.BLOCK_KEY)}:", own.typed.name_of("id"))
            text.add_values(own.values, own.typed.name_of, KEYS[SheetKind.WORKS], "    ")
            source = self._read(text)
            for _root, works in pairs(source, read_tree(source)):
                for _name, work in pairs(source, works):
                    _replace(own, {"id": name, **values_of(source, work, KEYS[SheetKind.WORKS])[0]})
            self._works[name] = own.values.get("title", name)

    def _own_id(self, title: str) -> str:
        """Return the short name of a work that is known by its title, else one that is free."""
        known = the_one(title, [(written, own) for own, written in self._works.items()])
        if known is not None:
            return known
        base = _LETTERS.sub("-", fold(title)).strip("-")[:40] or "work"
        name, number = base, 1
        while name in self._works:
            number += 1
            name = f"{base}-{number}"
        return name

    def _judge_units(self, drafts: Iterable[_Draft]) -> None:
        for own in drafts:
            name = own.values.get("name", "")
            if own.is_deleted:
                continue
            if not name:
                self._complain(own.typed.name_of("name"), _("the name of the unit is missing"))
                continue
            text = Lines()
            text.add("owners:")
            mail = own.values.get("email", "")
            written = f"{in_yaml(name, QUOTED)}: {in_yaml(mail, QUOTED)}"
            text.add(f"  {written}", own.typed.name_of("email"))
            source = Source("", str(text), [])
            root = source.parse()
            if root is not None:
                fields(source, root, {"owners": own_units})
            self._told(source, text)
            held = plain_of(read_tree(source))
            if isinstance(held, dict):
                _replace(own, _filled({"name": name, "email": next(iter(source.meant.values()), mail)}))

    def _read(self, text: Lines) -> Source:
        source = Source("", str(text), [])
        setting = self._setting
        reader = ClaimReader(setting.definitions, setting.folder, Misfits(), setting.year)
        if (root := source.parse()) is not None:
            reader.read(source, root)
            known = Source("", "actions:\n" + "".join(f"  {in_yaml(own, QUOTED)}:\n" for own in self._works), [])
            if self._works and (works := known.parse()) is not None:
                reader.read(known, works)
            reader.joined()
        self._told(source, text)
        return source

    def _told(self, source: Source, text: Lines) -> None:
        self._problems += [
            Problem(text.names[own.line - 1] if own.line else self._handed.name, 0, 0, own.what, typed_days(own.hint))
            for own in source.problems
        ]


def _keys_of(kind: SheetKind) -> Iterator[str]:
    """Return the columns of a kind of sheet that are read, but for the criterion."""
    return (column.key for column in kind.columns if column.is_read and column.key != "criterion")


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in values.items() if value}


def _replace(own: _Draft, values: Mapping[str, str]) -> None:
    own.values.clear()
    own.values.update(values)
