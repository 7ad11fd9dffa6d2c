"""The numbers of a claim: written once by each owner, and added over all of them."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from openness_cli.files._tree import Node, Source, line_of
from openness_cli.messages import _
from openness_cli.model.evidence import OwnNumbers, Place, distinct, fold

NUMBERS = ("count", "of")

Written = tuple[Any, Source, Node]
ByOwner = dict[str, dict[str, Written]]


class Sums(NamedTuple):
    """What all owners together state, and each of them."""

    number: int | None
    of: int | None
    stated: tuple[OwnNumbers, ...]


def check_numbers(numbers: ByOwner) -> None:
    """Note of each owner a part that is above its whole."""
    for written in numbers.values():
        count, of = written.get("count"), written.get("of")
        if count and of and count[0] is not None and of[0] is not None and count[0] > of[0]:
            what = _("count {count} is above of {of}").format(count=count[0], of=of[0])
            count[1].complain_at(count[2], what, _("count is the part, of the whole"))


def add_up(numbers: ByOwner, keys: Collection[str], owners: Iterable[str]) -> Sums:
    """Add what the owners state under ``keys``; ``owners`` are their names as written."""
    names = {fold(owner): owner for owner in distinct(owners)}
    stated = []
    for folded, written in sorted(numbers.items()):
        count, of = (written[key][0] if key in keys and key in written else None for key in NUMBERS)
        if count is not None or of is not None:
            stated.append(OwnNumbers(names.get(folded, ""), count, of, min(map(_place, written.values()))))
    counts = [own.number for own in stated if own.number is not None]
    of_each = [own.of for own in stated if own.of is not None]
    lacks_whole = any(own.of is None and own.number is not None for own in stated)
    whole = None if lacks_whole or not of_each else sum(of_each)
    return Sums(sum(counts) if counts else None, whole, tuple(stated))


def _place(written: Written) -> Place:
    _value, source, node = written
    return Place(source.name, line_of(node))
