"""What a workspace holds, as texts in canonical spelling, with the way to each in its file."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple

from openness_cli.files._items import SHOWING
from openness_cli.files._tree import Source
from openness_cli.files.editing.changes import Way
from openness_cli.files.editing.marks import Sort
from openness_cli.files.editing.tree import Node, tree_of
from openness_cli.files.sheets.columns import NUMBERS
from openness_cli.files.sources import CONFIG_FILE
from openness_cli.files.workspace import Configuration
from openness_cli.model.evidence import INVISIBLE, Workspace, distinct, fold
from openness_cli.model.points import plain_number

Values = Mapping[str, str]
CLAIM_KEYS = ("owner", "level", "count", "of", "not_applicable", "action", "effort_days", "note")
ITEM_KEYS = (
    "part", "period", "title", "url", "file", "published", "held", "updated", "shows", "contains", "owner", "action",
    "note",
)  # fmt: skip
WORK_KEYS = ("title", "owner", "effort_days")
_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))


# an item without any of these is a line that nobody filled in
SHOWN_KEYS = SHOWING


class Spot(NamedTuple):
    """Where something is written; ``own_names`` are keys that are there spelt otherwise, by their canonical names."""

    file: str
    way: Way
    own_names: tuple[tuple[str, str], ...] = ()

    def to(self, key: str) -> Way:
        """Return the way to the value of a key; of one without a name it is the thing itself."""
        name = dict(self.own_names).get(key, key)
        return (*self.way, name) if name else self.way


class Entry(NamedTuple):
    """One thing written: a criterion in a file, an item of it, a unit, a work.

    ``key`` is what a workbook knows it by. Values that are not written are not there; the owner of an item is its own,
    else that of its claim, and ``has_own_owner`` tells which.
    """

    key: str
    criterion: str
    values: Values
    spot: Spot
    has_own_owner: bool = True


class State(NamedTuple):
    """All that is written in a workspace; ``bare`` are criteria without a value, by file and key as they stand."""

    claims: tuple[Entry, ...] = ()
    items: tuple[Entry, ...] = ()
    works: tuple[Entry, ...] = ()
    units: tuple[Entry, ...] = ()
    bare: tuple[tuple[str, str, str], ...] = ()


def said(text: str) -> str:
    """Return a text as readers take it: on one line, without what cannot be seen."""
    return text.strip() if text.isprintable() else " ".join(text.translate(_UNSEEN).split())


def plain_figure(text: str) -> str:
    """Return a number in the one way that it is compared in; another text as it is."""
    try:
        return plain_number(Fraction(text))
    except (ValueError, ZeroDivisionError):
        return text


def state_of(configuration: Configuration, workspace: Workspace) -> State:
    """Return what a workspace holds that was read without a problem, by a configuration that keeps its files."""
    claims: list[Entry] = []
    items: list[Entry] = []
    works: list[Entry] = []
    bare: list[tuple[str, str, str]] = []
    for _path, source in configuration.opened or ():
        if source.name == CONFIG_FILE:
            continue
        for root_key, value in pairs(source, tree_of(source.text)):
            within = pairs(source, value)
            if root_key.name == "actions":
                works += (_work(source, (root_key.written,), key, own) for key, own in within)
            elif root_key.name == "evidence":
                for key, own in within:
                    if own.mark.sort is Sort.MAPPING:
                        claim = _claim(source, (root_key.written, key.written), key.name, own)
                        claims.append(claim)
                        items += _items(source, claim, own)
                    else:
                        bare.append((source.name, key.name, key.written))
    named = (own.values.get("owner", "") for own in (*claims, *items, *works))
    return State(
        tuple(claims), tuple(items), tuple(works), tuple(_units(configuration.source, workspace, named)), tuple(bare)
    )


class _Key(NamedTuple):
    name: str
    written: str


def pairs(source: Source, node: Node | None) -> Iterator[tuple[_Key, Node]]:
    """Yield the keys of a mapping, as they are meant and as they are written, with their values."""
    if node is not None and node.mark.sort is Sort.MAPPING:
        for key, value in zip(node.keys, node.values, strict=True):
            yield _Key(source.meant.get(key.mark.start, key.mark.value), key.mark.value), value


def _text(source: Source, node: Node) -> str:
    return said(source.meant.get(node.mark.start, node.mark.value)) if node.mark.sort is Sort.SCALAR else ""


def values_of(source: Source, node: Node, keys: Iterable[str]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the values of a mapping in canonical spelling, and the keys that are written otherwise."""
    found = {key.name: (key.written, value) for key, value in pairs(source, node)}
    values: dict[str, str] = {}
    for key in keys:
        if key not in found:
            continue
        value = found[key][1]
        if key == "url" and value.mark.sort is Sort.LIST:
            text = "\n".join(dict.fromkeys(filter(None, (_text(source, own) for own in value.values))))
        else:
            text = _text(source, value)
        if text:
            values[key] = plain_figure(text) if key in NUMBERS else text
    return values, tuple((key, written) for key, (written, _value) in found.items() if key != written)


def _claim(source: Source, way: Way, criterion: str, node: Node) -> Entry:
    values, names = values_of(source, node, CLAIM_KEYS)
    return Entry(f"{source.name}|{criterion}", criterion, values, Spot(source.name, way, names))


def _work(source: Source, way: Way, key: _Key, node: Node) -> Entry:
    values, names = values_of(source, node, WORK_KEYS)
    return Entry(key.name, "", values, Spot(source.name, (*way, key.written), names))


def _items(source: Source, claim: Entry, node: Node) -> Iterator[Entry]:
    owner = claim.values.get("owner", "")
    for key, value in pairs(source, node):
        if key.name != "items" or value.mark.sort is not Sort.LIST:
            continue
        for place, own in enumerate(value.values):
            values, names = values_of(source, own, ITEM_KEYS)
            if SHOWN_KEYS.isdisjoint(values):
                continue
            has_own = "owner" in values
            full = values if has_own or not owner else {**values, "owner": owner}
            digest = sha256("\0".join((claim.key, str(place), *sorted(map("\1".join, full.items())))).encode())
            way = (*claim.spot.way, key.written, place)
            yield Entry(digest.hexdigest()[:12], claim.criterion, full, Spot(source.name, way, names), has_own)


def _units(source: Source, workspace: Workspace, named: Iterable[str]) -> Iterator[Entry]:
    """Yield the units of ``openness.yaml``, and those that are only named in the evidence."""
    mails = {fold(unit.name): unit.email for unit in workspace.units}
    for root_key, value in pairs(source, tree_of(source.text)):
        for key, own in pairs(source, value) if root_key.name == "owners" else ():
            name = said(key.name)
            mail = mails.get(fold(name), "")
            # an address for mail may stand right behind the name
            is_bare = own.mark.sort is Sort.SCALAR and not own.is_left_out
            _own, names = values_of(source, own, ("email",))
            spot = Spot(source.name, (root_key.written, key.written), (("email", ""),) if is_bare else names)
            yield Entry(name, "", {"name": name, **({"email": mail} if mail else {})}, spot)
    for name in distinct(named):
        if fold(name) not in mails:
            yield Entry(name, "", {"name": name}, Spot("", ()))
