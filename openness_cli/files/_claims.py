"""Evidence files to claims, joined by criterion from as many files as the officer likes."""

from collections import Counter
from collections.abc import Collection, Iterable
from functools import partial
from itertools import chain
from operator import attrgetter
from pathlib import Path

from openness_cli.files._items import ItemReader, Labels, fit_item
from openness_cli.files._numbers import NOTHING, NUMBERS, Numbers, Written, check_numbers
from openness_cli.files._rules import claim_keys
from openness_cli.files._tree import Mapping, Node, Scalar, Source, line_of
from openness_cli.files.fields import Misfits, Read, as_it_is, decimal, fields, integer, is_empty, label, several, text
from openness_cli.files.spelling import LEVEL_WORDS, suggest
from openness_cli.messages import _
from openness_cli.model.definitions import Count, Criterion, Index, Levels
from openness_cli.model.evidence import Action, Evidence, Item, Place, distinct, fold, the_one

_ONCE = ("level", "count", "of", "not_applicable", "action", "effort_days")
_OF_A_KIND = ("level", "count", "of")


class _Claim:
    """What all files together say of one criterion; of each key the value, and where it is written."""

    __slots__ = ("items", "notes", "numbers", "owners", "place", "written")

    def __init__(self, place: Place) -> None:
        self.place = place
        self.written: dict[str, Written] = {}
        self.numbers: Numbers | None = None
        self.owners: set[str] = set()
        self.notes: list[str] = []
        self.items: list[tuple[Item, Labels]] = []

    def numbers_of(self, owner: str) -> dict[str, Written]:
        """Return what an owner has written of the numbers, to be added to."""
        if self.numbers is None:
            self.numbers = Numbers()
        return self.numbers.of(owner)


_HINTED = 20


class ClaimReader:
    """Gathers the claims of one workspace; read every file, then take what was joined."""

    def __init__(self, index: Index, folder: Path, misfits: Misfits, year: int) -> None:
        """Read against ``index``, which may not know everything; attachments lie in ``folder``.

        ``year`` is the one assessed: that of periods which name none.
        """
        self._criteria = index.by_id
        self._year = year
        self._by_folded: dict[str, Criterion] | None = None
        self._misfits = misfits
        self._named_actions: list[tuple[str, Source, Node]] = []
        # not a method: a reader that holds itself would keep the whole text until the collector comes by
        self._action_name = partial(_action_name, self._named_actions)
        self._item_reader = ItemReader(folder, self._action_name, misfits)
        self._readers: dict[str, Read] = {
            "level": text,
            "count": integer,
            "of": integer,
            "not_applicable": text,
            "owner": text,
            "action": self._action_name,
            "effort_days": decimal,
            "note": text,
            "items": several(as_it_is),
        }
        self._claims: dict[str, _Claim] = {}
        self._actions: dict[str, tuple[Action, Source, Node]] = {}
        self._other_names: dict[str, str] = {}

    def read(self, source: Source, root: Node) -> None:
        """Take one file in."""
        values = fields(source, root, {"evidence": as_it_is, "actions": as_it_is})
        for key, (name, node) in _entries(source, values.get("evidence")):
            if source.is_full:
                return
            criterion = self._criteria.get(key)
            if criterion is None and (criterion := self._criterion_meant(key)) is not None:
                source.understand(name, criterion.id)
            if criterion is None:
                complain = partial(_no_criterion, self._criteria, source, name)
                named = "" if is_empty(node) else key
                self._misfits.add(key, named, source, name, complain)
            elif not is_empty(node):
                self._claim(criterion, source, name, node)
        for key, (name, node) in _entries(source, values.get("actions")):
            self._action(key, source, name, node)

    def _criterion_meant(self, written: str) -> Criterion | None:
        """Return the criterion whose id is written in another case, or with letters that look alike."""
        if self._by_folded is None:
            times = Counter(map(fold, self._criteria))
            self._by_folded = {fold(own.id): own for own in self._criteria.values() if times[fold(own.id)] == 1}
        return self._by_folded.get(fold(written).replace(" ", ""))

    def joined(self, *, is_whole: bool = True) -> tuple[dict[str, Evidence], dict[str, Action]]:
        """Return what all files together say, by criterion in the order of the index; notes what contradicts.

        Unless it ``is_whole``, an action may be described in what was not read.
        """
        told = 0
        for name, source, node in self._named_actions:
            if name in self._actions or source.is_full:
                continue
            meant = the_one(name, zip(self._actions, self._actions, strict=True)) if told < _HINTED else None
            if meant is not None or not is_whole:
                self._other_names[name] = meant or ""
                if meant is not None:
                    source.understand(node, meant)
            else:
                what = _("there is no action “{id}”").format(id=name)
                # whoever misses so many has not mistyped them one by one
                hint = suggest(name, self._actions) if told < _HINTED or len(self._actions) < _HINTED else ""
                source.complain_at(node, what, hint or _("describe it under actions:"))
                told += 1
        found = {key: self._join(own, self._claims[key]) for key, own in self._criteria.items() if key in self._claims}
        return found, {name: self._actions[name][0] for name in sorted(self._actions)}

    def _join(self, criterion: Criterion, claim: _Claim) -> Evidence:
        own_keys = claim_keys(criterion.rule)
        get = {key: entry[0] for key, entry in claim.written.items() if key in own_keys or key not in _OF_A_KIND}.get
        sums = claim.numbers.add_up(own_keys, claim.owners) if claim.numbers else NOTHING
        return Evidence(
            level=get("level") or "",
            number=sums.number,
            of=sums.of,
            not_applicable=get("not_applicable") or "",
            owners=distinct(claim.owners) if len(claim.owners) > 1 else tuple(claim.owners),
            action=self._name_of(get("action") or ""),
            effort_days=get("effort_days"),
            items=tuple(sorted(self._check_claim(criterion, claim), key=attrgetter("place"))),
            place=claim.place,
            stated=sums.stated,
            notes=tuple(sorted(claim.notes)),
        )

    def _check_claim(self, criterion: Criterion, claim: _Claim) -> list[Item]:
        """Note what contradicts itself, and return the items that fit."""
        written = claim.written
        numbers = claim.numbers.by_owner if claim.numbers else {}
        if numbers:
            check_numbers(numbers)
        if "effort_days" in written and ("action" in written or any(item.action for item, _labels in claim.items)):
            _value, source, node = written["effort_days"]
            hint = _("the action carries it: write it under actions:")
            source.complain_at(node, _("effort_days beside an action"), hint)
        exempt = "not_applicable" in written
        for key in claim_keys(criterion.rule) if exempt else ():
            for own in (written, *numbers.values()):
                if key not in own:
                    continue
                _value, source, node = own[key]
                source.complain_at(node, _("{key} beside not_applicable").format(key=key), _("keep one of the two"))
        fit = partial(fit_item, criterion, misfits=self._misfits, year=self._year, exempt=exempt)
        fitting = [fit(item, labels) for item, labels in _added(criterion, claim)]
        found = [item for item in fitting if item is not None]
        if not self._other_names:
            return found
        return [item._replace(action=self._name_of(item.action)) for item in found]

    def _name_of(self, action: str) -> str:
        """Return an action by the name under which it is described; nothing where it is not."""
        return self._other_names.get(action, action)

    def _claim(self, criterion: Criterion, source: Source, name: Scalar, node: Node) -> None:
        own_keys, readers = claim_keys(criterion.rule), self._readers
        if isinstance(criterion.rule, Levels):
            readers = {**readers, "level": partial(_level, criterion.id, criterion.rule, self._misfits)}
        values = fields(source, node, readers)
        if type(node) is Mapping:
            self._check_keys(criterion, own_keys, source, node)
        place = Place(source.name, line_of(name))
        claim = self._claims.setdefault(criterion.id, _Claim(place))
        claim.place = min(claim.place, place)
        owner = values.get("owner") or ""
        if owner:
            claim.owners.add(owner)
        if note := values.get("note"):
            claim.notes.append(note)
        for key in _ONCE:
            if key in values:
                own = node.entries[key][0] if type(node) is Mapping else node
                held = claim.written if key not in NUMBERS else claim.numbers_of(owner)
                if key in held:
                    _complain_of_second(source, own, _twice(key, owner), held[key])
                else:
                    held[key] = (values[key], source, own)
        for item_node in values.get("items") or ():
            read = self._item_reader.read(criterion, source, item_node, owner)
            if read is not None:
                claim.items.append(read)

    def _check_keys(self, criterion: Criterion, own_keys: tuple[str, ...], source: Source, node: Mapping) -> None:
        for key in _OF_A_KIND:
            name, value = node.entries.get(key, (None, node))
            if name is not None and key not in own_keys and not is_empty(value):
                what = _("{key} does not fit this criterion").format(key=key)
                hint = _("its evidence is given by: {keys}").format(keys=", ".join((*own_keys, "items")))
                complain = partial(source.complain_at, name, what, hint)
                self._misfits.add(criterion.id, key, source, value, complain)

    def _action(self, key: str, source: Source, name: Scalar, node: Node) -> None:
        label(source, name)
        values = fields(source, node, {"title": text, "owner": text, "effort_days": decimal})
        if key in self._actions:
            what = _("the action “{id}” is written twice").format(id=key)
            _complain_of_second(source, name, what, self._actions[key])
        else:
            title, owner = values.get("title") or key, values.get("owner") or ""
            action = Action(key, title, owner, values.get("effort_days"), Place(source.name, line_of(name)))
            self._actions[key] = (action, source, name)


def _level(criterion: str, rule: Levels, misfits: Misfits, source: Source, node: Node) -> str | None:
    written, labels = text(source, node), [entry.label for entry in rule.levels]
    if written is None or written in labels:
        return written
    spellings = chain(((name, name) for name in labels), (own for own in LEVEL_WORDS if own[1] in labels))
    if (meant := the_one(written, spellings)) is not None:
        source.understand(node, meant)
        return meant
    what, hint = _("there is no level “{label}”").format(label=written), suggest(written, labels)
    misfits.add(criterion, f"level: {written}", source, node, partial(source.complain_at, node, what, hint))
    return None


def _added(criterion: Criterion, claim: _Claim) -> Iterable[tuple[Item, Labels]]:
    """Return the items of a claim; of a count those add to it whose owners state no number beside others who do."""
    if not (claim.numbers and claim.owners and isinstance(criterion.rule, Count)):
        return claim.items
    adding = claim.numbers.without_count((*claim.owners, ""))
    return ((item._replace(adds=True) if labels.owner in adding else item, labels) for item, labels in claim.items)


def _twice(key: str, owner: str) -> str:
    if key not in NUMBERS:
        return _("{key} is written twice").format(key=key)
    if owner:
        return _("{key} is written twice for {owner}").format(key=key, owner=owner)
    return _("{key} is written twice without an owner: those of several owners are added").format(key=key)


def _complain_of_second(source: Source, node: Node, what: str, first: Written) -> None:
    _value, other, other_node = first
    where = f"{other.name}:{line_of(other_node)}"
    source.complain_at(node, what, _("the other is in {where}").format(where=where))


def _no_criterion(criteria: Collection[str], source: Source, name: Scalar) -> None:
    from openness_cli.files._misplaced import misplaced  # noqa: PLC0415  (only where something is wrong)

    key, elsewhere = name.value, misplaced(source, name)
    if elsewhere is not None:
        source.complain_at(name, *elsewhere)
        return
    near = {fold(known): known for known in criteria}.get("c" + fold(key))
    hint = suggest(key, criteria) if near is None else _("did you mean “{word}”?").format(word=near)
    source.complain_at(name, _("there is no criterion “{id}”").format(id=key), hint)


def _action_name(named: list[tuple[str, Source, Node]], source: Source, node: Node) -> str | None:
    """Read the name of an action, and note that it was named."""
    written = text(source, node)
    if written:
        named.append((written, source, node))
    return written


def _entries(source: Source, node: Node | None) -> list[tuple[str, tuple[Scalar, Node]]]:
    if type(node) is Mapping:
        return list(node.entries.items())
    if node is not None and not is_empty(node):
        source.complain_at(node, _("keys and values are expected here"))
    return []
