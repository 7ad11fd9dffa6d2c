"""What of a criterion's evidence counts on a basis in one saved report, and how that differs from another."""

from collections.abc import Callable, Iterable
from enum import Enum
from itertools import zip_longest
from typing import NamedTuple, assert_never

from openness_cli.comparison.saved import SavedFacts, SavedItem, SavedPeriod, Support
from openness_cli.model.evidence import folded_address
from openness_cli.scoring.items import Fault, Opening, is_on_time
from openness_cli.scoring.verdicts import Basis


class ItemStanding(Enum):
    """Where an item stands on a basis."""

    ABSENT = "absent"
    LATER = "later"
    FAULTY = "faulty"
    FAILED = "failed"
    UNKNOWN = "unknown"
    COUNTS = "counts"


class Passage(NamedTuple):
    """One item of two reports: where it stood, where it stands, and the item itself as last seen.

    ``named`` is the item, or those of its addresses that decide where they are known. ``rose``: its group supports
    more than before. ``was_changed``: its date, number or words were. ``was_added_to``: it has an
    address that it had not.
    """

    item: SavedItem
    named: tuple[str, ...]
    before: ItemStanding
    after: ItemStanding
    rose: bool
    was_changed: bool = False
    was_added_to: bool = False


def standing(item: SavedItem | None, basis: Basis) -> ItemStanding:
    """Return where an item stands on a basis; one that was published later than the day counts on none."""
    if item is None:
        return ItemStanding.ABSENT
    if Fault.NOT_YET_PUBLISHED in item.faults:
        return ItemStanding.LATER
    if basis is Basis.DECLARED:
        return ItemStanding.FAULTY if Fault.REPEATED in item.faults else ItemStanding.COUNTS
    if item.faults:
        return ItemStanding.FAULTY
    if basis is Basis.EVIDENCED:
        return ItemStanding.COUNTS
    return _BY_OPENING[item.opening]


_BY_OPENING = {
    Opening.OPENED: ItemStanding.COUNTS,
    Opening.FAILED: ItemStanding.FAILED,
    Opening.UNKNOWN: ItemStanding.UNKNOWN,
}


def passages(before: SavedFacts, after: SavedFacts, basis: Basis) -> tuple[Passage, ...]:
    """Return every item of the groups of which what they support differs: a part, a period, or all items together."""
    groups, later = _groups(before), _groups(after)
    found: list[Passage] = []
    for name in dict.fromkeys((*groups, *later)):
        own, others = groups.get(name, []), later.get(name, [])
        was, now = _support(before, own, basis), _support(after, others, basis)
        if was != now:
            pairs = pair_items(own, others, lambda item: standing(item, basis).value)
            found += [_passage(one, other, basis, rose=now > was) for one, other in pairs]
    return tuple(found)


def timely_items(facts: SavedFacts, period: SavedPeriod) -> tuple[SavedItem, ...]:
    """Return the items by which a period was published on time, whether they count or not."""
    items = (item for item in facts.items if item.period == period.label and is_on_time(item.published, period.due))
    return tuple(item for item in items if standing(item, Basis.DECLARED) is ItemStanding.COUNTS)


def counted_number(facts: SavedFacts, basis: Basis) -> int:
    """Return how many of a count the items show that count on a basis, at most the claim."""
    shown = sum(item.shows for item in facts.items if standing(item, basis) is ItemStanding.COUNTS)
    number = facts.claim.number if facts.claim else None
    return shown if number is None else number if basis is Basis.DECLARED else min(number, shown)


def _groups(facts: SavedFacts) -> dict[str, list[SavedItem]]:
    groups: dict[str, list[SavedItem]] = {}
    for item in facts.items:
        group = {Support.PART: item.part, Support.PERIOD: item.period}.get(facts.rule.support, "")
        groups.setdefault(group, []).append(item)
    return groups


def _support(facts: SavedFacts, items: list[SavedItem], basis: Basis) -> tuple[int, bool]:
    """Return a measure of what items support, and whether there would be nothing unknown about it."""
    standings = [standing(item, basis) for item in items]
    counting = [item for item, own in zip(items, standings, strict=True) if own is ItemStanding.COUNTS]
    return _supported(facts, counting, basis), ItemStanding.UNKNOWN not in standings


def _supported(facts: SavedFacts, counting: list[SavedItem], basis: Basis) -> int:
    """Return a measure of what items that count support: how many, in time or late, at all or not."""
    support = facts.rule.support
    match support:
        case Support.NUMBER:
            has_number = facts.claim is not None and facts.claim.number is not None
            return 0 if basis is Basis.DECLARED and has_number else sum(item.shows for item in counting)
        case Support.PERIOD:
            due = {period.label: period.due for period in facts.periods}
            timely = any(item.period in due and is_on_time(item.published, due[item.period]) for item in counting)
            return 2 if timely else bool(counting)
        case Support.PART:
            return bool(counting)
        case Support.CLAIM:
            return 0 if basis is Basis.DECLARED else bool(counting)
        case _:
            assert_never(support)


def _passage(before: SavedItem | None, after: SavedItem | None, basis: Basis, *, rose: bool) -> Passage:
    item = next(own for own in (after, before) if own)  # a pair is of something
    was, now = standing(before, basis), standing(after, basis)
    named: tuple[str, ...] = (item.name,)
    if before is None or after is None:
        return Passage(item, named, was, now, rose)
    changed = _details(before) != _details(after)
    known = set(before.urls)
    added = tuple(url for url in after.urls if url not in known)
    if now in _CLOSED and set(before.urls) != set(after.urls):
        named = after.urls or named
    elif added and was is ItemStanding.FAILED and now is ItemStanding.COUNTS:
        named = added
    return Passage(item, named, was, now, rose, changed, bool(added))


def _details(item: SavedItem) -> tuple[object, ...]:
    return item.published, item.held, item.shows, item.contains


# of an item that stands so none of the addresses is known to open
_CLOSED = frozenset({ItemStanding.FAILED, ItemStanding.UNKNOWN})

Pair = tuple[SavedItem | None, SavedItem | None]
Order = Callable[[SavedItem], str]
Sides = tuple[list[SavedItem], list[SavedItem]]


def pair_items(before: Iterable[SavedItem], after: Iterable[SavedItem], order: Order) -> list[Pair]:
    """Pair the items of two reports; one that has no like stands alone.

    Those that say the same go first, then those of the same title and sources, of the same sources, those that share
    an address or a file, and last those of which one has moved to where the other is. Of several that are alike those
    that come first by ``order`` belong together.
    """
    left: Sides = list(before), list(after)
    pairs: list[Pair] = []
    # each is written out once, however many addresses it has in common with others
    items = sorted((item for side in left for item in side), key=lambda item: (order(item), _words(item)))
    ranks = {id(item): rank for rank, item in enumerate(items)}
    for keys_of in _LIKENESSES:
        left = _pair_off(left, keys_of, ranks, pairs)
    pairs += zip_longest(left[0], ())
    pairs += zip_longest((), left[1])
    return sorted(pairs, key=lambda pair: [_words(item) for item in (pair[1] or pair[0], *pair) if item])


def _pair_off(
    left: Sides, keys_of: Callable[[SavedItem], Iterable[str]], ranks: dict[int, int], pairs: list[Pair]
) -> Sides:
    """Pair items that have a key in common, each once and by its rarest key first; return what is left."""
    holders: dict[str, Sides] = {}
    for side, item in ((side, item) for side, items in enumerate(left) for item in items):
        for key in keys_of(item):
            holders.setdefault(key, ([], []))[side].append(item)
    paired: set[int] = set()
    for key in sorted(holders, key=lambda key: (len(holders[key][0]) + len(holders[key][1]), key)):
        free = ([item for item in items if id(item) not in paired] for items in holders[key])
        own, others = (sorted(items, key=lambda item: ranks[id(item)]) for items in free)
        for one, other in zip(own, others, strict=False):
            pairs.append((one, other))
            paired.update((id(one), id(other)))
    before, after = ([item for item in items if id(item) not in paired] for items in left)
    return before, after


def _said(item: SavedItem) -> tuple[object, ...]:
    return item.title, sorted(item.urls), item.file, str(item.published), item.shows, str(item.held), item.contains


def _words(item: SavedItem) -> str:
    """Return all that is known of an item, as text in which no order is left to chance."""
    return repr((*_said(item), sorted(map(str, item.faults))))


_LIKENESSES: tuple[Callable[[SavedItem], Iterable[str]], ...] = (
    lambda item: (repr(_said(item)),),
    lambda item: (repr(_said(item)[:3]),),
    lambda item: (repr(_said(item)[1:3]),) if item.urls or item.file else (),
    lambda item: {*item.urls, *([f"file {item.file}"] if item.file else [])},
    lambda item: set(map(folded_address, (*item.urls, *item.moved_from))),
)
