"""The numbers of a claim: written once by each owner, and added over all of them."""

from collections.abc import Collection
from typing import Any, NamedTuple

from openness_cli.files._tree import Node, Source, line_of
from openness_cli.messages import _
from openness_cli.model.evidence import OwnNumbers, Place, distinct, fold

NUMBERS = ("count", "of")

Written = tuple[Any, Source, Node]


class Sums(NamedTuple):
    """What all owners together state, and each of them."""

    number: int | None
    of: int | None
    stated: tuple[OwnNumbers, ...]


NOTHING = Sums(None, None, ())


class Numbers:
    """What the owners of one claim state, each by the first spelling of his name; nobody is one of them, without one.

    Nearly all claims have one owner: names are compared where there are more.
    """

    __slots__ = ("_spellings", "by_owner")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.by_owner: dict[str, dict[str, Written]] = {}
        self._spellings: dict[str, str] = {}

    def of(self, owner: str) -> dict[str, Written]:
        """Return what an owner has written, to be added to."""
        if self.by_owner and owner not in self.by_owner:
            if not self._spellings:
                self._spellings = {fold(known): known for known in self.by_owner}
            owner = self._spellings.setdefault(fold(owner), owner)
        return self.by_owner.setdefault(owner, {})

    def add_up(self, keys: Collection[str], owners: Collection[str]) -> Sums:
        """Add what is stated under ``keys``; ``owners`` are the names of all owners, as written."""
        if len(self.by_owner) == 1 == len(owners):
            own = _stated(*next(iter(self.by_owner.items())), keys)
            return Sums(own.number, own.of, (own,)) if own else NOTHING
        stated = [own for own in (_stated(*each, keys) for each in self.by_owner.items()) if own is not None]
        if len(owners) > 1:
            names = {fold(owner): owner for owner in distinct(owners)}
            stated = sorted(own._replace(owner=names.get(fold(own.owner), "")) for own in stated)
        counts = [own.number for own in stated if own.number is not None]
        wholes = [own.of for own in stated if own.of is not None]
        lacks_whole = any(own.of is None and own.number is not None for own in stated)
        return Sums(sum(counts) if counts else None, None if lacks_whole or not wholes else sum(wholes), tuple(stated))

    def without_count(self, owners: Collection[str]) -> frozenset[str]:
        """Return of the names of owners those who state no count; nobody does where anybody does."""
        counting = {fold(owner) for owner, written in self.by_owner.items() if "count" in written}
        return frozenset(owner for owner in owners if fold(owner) not in counting) if counting else frozenset()


def check_numbers(by_owner: dict[str, dict[str, Written]]) -> None:
    """Note of each owner a part that is above its whole."""
    for written in by_owner.values():
        count, of = written.get("count"), written.get("of")
        if count and of and count[0] is not None and of[0] is not None and count[0] > of[0]:
            what = _("count {count} is above of {of}").format(count=count[0], of=of[0])
            count[1].complain_at(count[2], what, _("count is the part, of the whole"))


def _stated(owner: str, written: dict[str, Written], keys: Collection[str]) -> OwnNumbers | None:
    count, of = (written[key] if key in keys and key in written else None for key in NUMBERS)
    if count is None and of is None:
        return None
    _value, source, node = count or of or written["of"]
    return OwnNumbers(owner, count and count[0], of and of[0], Place(source.name, line_of(node)))
