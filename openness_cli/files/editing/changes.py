"""Values put into a YAML text, added to its lists and taken out: by splices, proved by reading what comes out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from openness_cli.errors import Problem
from openness_cli.files._tree import Source
from openness_cli.files.editing._placing import Placer
from openness_cli.files.editing.marks import Sort
from openness_cli.files.editing.tree import Node, Plain, TwiceError, plain_of, tree_of
from openness_cli.messages import _

Way = tuple[str | int, ...]


class Put(NamedTuple):
    """Have the key that a way ends with hold a value, whether it is there or not; mappings on the way are made."""

    way: Way
    value: Plain


class Add(NamedTuple):
    """Have a list hold one value more, at its end; a list that is not there is made."""

    way: Way
    value: Plain


class Remove(NamedTuple):
    """Take a key with its value, or one value of a list by its number, out of what holds it."""

    way: Way


class Rename(NamedTuple):
    """Have a key of a mapping be called otherwise, where it stands."""

    way: Way
    name: str


class Behind(NamedTuple):
    """Have the key that a way ends with, where other changes make it, stand right behind another one of its mapping.

    Without it a new key stands behind all others. Of several behind one the first that is named comes first.
    """

    way: Way
    key: str


Change = Put | Add | Remove | Rename | Behind


class _MisfitError(Exception):
    """A change does not fit what is written: its argument is the line, from 0 on."""


@dataclass
class _Wanted:
    """What is to become of one place of a text, and of those in it."""

    value: Plain | None = None
    added: list[Plain] = field(default_factory=list)
    is_gone: bool = False
    name: str = ""
    behind: str = ""
    within: dict[str | int, "_Wanted"] = field(default_factory=dict)

    @property
    def is_only_renamed(self) -> bool:
        """Whether what stands under the key is left as it is."""
        return bool(self.name) and self.value is None and not (self.added or self.is_gone or self.within)

    def as_new(self) -> Plain:
        """Return what comes to stand where nothing is."""
        if self.value is not None:
            return self.value
        if self.added:
            return self.added
        return {str(step): own.as_new() for step, own in self.within.items() if not own.is_gone}


def changed(source: Source, changes: Iterable[Change]) -> str | Problem:
    """Return a text with all changes made, and every byte that they do not concern as it was.

    Numbers on ways are those of the text as it is, whatever is taken out. Where what is written does not fit (a
    mapping where a list is meant, a key that stands twice), or where what comes out would not be read as it should be,
    nothing is made, and the problem says where. Comments within what is taken out go with it.
    """
    try:
        tree = source.read_by(lambda: tree_of(source.text))
        placer = Placer(source, tree)
        expected = _walk(placer, tree, _gathered(changes)) if tree else _from_nothing(placer, _gathered(changes))
        made = placer.made()
        after = Source(source.name, made, [])
        is_right = plain_of(after.read_by(lambda: tree_of(after.text))) == expected
    except (_MisfitError, TwiceError) as misfit:
        return _refused(source, int(misfit.args[0]))
    except yaml.YAMLError:
        is_right = False
    return made if is_right else _refused(source, 0)


def changed_text(name: str, text: str, changes: Iterable[Change]) -> str | Problem:
    """Return a text that is at hand with all changes made, or why it is not; ``name`` is that of its file."""
    return changed(Source(name, text, []), changes)


def _refused(source: Source, line: int) -> Problem:
    what = _("left as it was: with the change it would be read differently")
    return Problem(source.name, line + 1, 1, what, _("change it by hand"))


def _gathered(changes: Iterable[Change]) -> _Wanted:
    root = _Wanted()
    for change in changes:
        here = root
        for step in change.way:
            here = here.within.setdefault(step, _Wanted())
        if isinstance(change, Put):
            here.value = change.value
        elif isinstance(change, Add):
            here.added.append(change.value)
        elif isinstance(change, Rename):
            here.name = change.name
        elif isinstance(change, Behind):
            here.behind = change.key
        else:
            here.is_gone = True
    return root


def _from_nothing(placer: Placer, wanted: _Wanted) -> Plain:
    value = wanted.as_new()
    if not isinstance(value, dict):
        raise _MisfitError(0)
    placer.at_end(value)
    return value


def _walk(placer: Placer, node: Node, wanted: _Wanted) -> Plain:
    """Place what is wanted of a value, and return what it is then."""
    if wanted.value is not None:
        placer.replace(node, wanted.value)
        return wanted.value
    match node.mark.sort:
        case Sort.MAPPING if not wanted.added:
            return _walk_mapping(placer, node, wanted.within)
        case Sort.LIST:
            return _walk_list(placer, node, wanted)
        case _:
            raise _MisfitError(node.mark.line)


def _walk_mapping(placer: Placer, node: Node, within: dict[str | int, _Wanted]) -> Plain:
    plain: dict[str, Plain] = {}
    gone: list[int] = []
    for place, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
        name = key.mark.value
        own = within.get(name)
        if own is not None and own.name:
            placer.replace(key, own.name)
            name = own.name
        if own is None or own.is_only_renamed:
            plain[name] = plain_of(value)
        elif own.is_gone:
            gone.append(place)
        elif value.is_left_out:
            plain[name] = own.as_new()
            placer.fill(node, place, plain[name])
        else:
            plain[name] = _walk(placer, value, own)
    known = {key.mark.value for key in node.keys}
    new = {str(step): own.as_new() for step, own in within.items() if step not in known and not own.is_gone}
    if any(own.is_gone and step not in known for step, own in within.items()):
        raise _MisfitError(node.mark.line)
    placer.take_out(node, gone)
    _put_new(placer, node, gone, new, {step: within[step].behind for step in new})
    # as a list, what holds nothing any more is left out
    return {**plain, **new} or ({} if node.in_flow else "")


def _put_new(placer: Placer, node: Node, gone: list[int], new: dict[str, Plain], behind: Mapping[str, str]) -> None:
    """Place new keys of a mapping, each behind the one that is named for it, else behind all."""
    by_place: dict[int | None, dict[str, Plain]] = {}
    for step, value in new.items():
        place = node.place_of(behind[step])
        by_place.setdefault(None if place in gone else place, {})[step] = value
    last = by_place.pop(None, {})
    for place, values in by_place.items():
        if place is not None:
            placer.put_behind(node, place, values)
    placer.put_into(node, gone, last)


def _walk_list(placer: Placer, node: Node, wanted: _Wanted) -> Plain:
    plain: list[Plain] = []
    gone: list[int] = []
    if not wanted.within.keys() <= set(range(len(node.values))):
        raise _MisfitError(node.mark.line)
    for place, value in enumerate(node.values):
        own = wanted.within.get(place)
        if own is None:
            plain.append(plain_of(value))
        elif own.is_gone:
            gone.append(place)
        else:
            plain.append(_walk(placer, value, own))
    placer.take_out(node, gone)
    placer.add_to(node, gone, wanted.added)
    # a list that holds nothing any more is left out
    return [*plain, *wanted.added] or ([] if node.in_flow else "")
