"""Which items of two saved reports are the same thing, whatever the order in which either lists them."""

from collections.abc import Callable, Iterable
from itertools import zip_longest

from openness_cli.comparison.saved import SavedItem

Pair = tuple[SavedItem | None, SavedItem | None]
Order = Callable[[SavedItem], str]
Sides = tuple[list[SavedItem], list[SavedItem]]


def pair_items(before: Iterable[SavedItem], after: Iterable[SavedItem], order: Order) -> list[Pair]:
    """Pair the items of two reports; one that has no like stands alone.

    Those that say the same go first, then those of the same title and sources, of the same sources, and last those
    that share an address or a file. Of several that are alike those that come first by ``order`` belong together.
    """
    left: Sides = list(before), list(after)
    pairs: list[Pair] = []
    for keys_of in (_everything, _title_and_sources, _sources, _each_source):
        left = _pair_off(left, keys_of, order, pairs)
    pairs += zip_longest(left[0], ())
    pairs += zip_longest((), left[1])
    return sorted(pairs, key=lambda pair: [_words(item) for item in (pair[1] or pair[0], *pair) if item])


def _pair_off(left: Sides, keys_of: Callable[[SavedItem], Iterable[str]], order: Order, pairs: list[Pair]) -> Sides:
    """Pair items that have a key in common, each once and by its rarest key first; return what is left."""
    holders: dict[str, Sides] = {}
    for side, items in enumerate(left):
        for item in items:
            for key in keys_of(item):
                holders.setdefault(key, ([], []))[side].append(item)
    paired: set[int] = set()
    for key in sorted(holders, key=lambda key: (len(holders[key][0]) + len(holders[key][1]), key)):
        free = ([item for item in items if id(item) not in paired] for items in holders[key])
        own, others = (sorted(items, key=lambda item: (order(item), _words(item))) for items in free)
        for one, other in zip(own, others, strict=False):
            pairs.append((one, other))
            paired.update((id(one), id(other)))
    before, after = ([item for item in items if id(item) not in paired] for items in left)
    return before, after


def _words(item: SavedItem) -> str:
    """Return all that is known of an item, as text in which no order is left to chance."""
    return repr(
        (item.title, sorted(item.urls), item.file, str(item.published), item.shows, sorted(map(str, item.faults)))
    )


def _everything(item: SavedItem) -> Iterable[str]:
    return (repr((item.title, sorted(item.urls), item.file, str(item.published), item.shows)),)


def _title_and_sources(item: SavedItem) -> Iterable[str]:
    return (repr((item.title, sorted(item.urls), item.file)),)


def _sources(item: SavedItem) -> Iterable[str]:
    return (repr((sorted(item.urls), item.file)),) if item.urls or item.file else ()


def _each_source(item: SavedItem) -> Iterable[str]:
    return {*item.urls, *([f"file {item.file}"] if item.file else [])}
