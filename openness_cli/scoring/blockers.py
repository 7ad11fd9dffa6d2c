"""What holds back the points at stake of a criterion: the claim itself, or items that do not count or do not open."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openness_cli.scoring.items import JudgedItem, Opening


class Blocker(NamedTuple):
    """Something to be mended or done; without an item it is no item that is wrong: one is lacking, or the claim is."""

    judged: JudgedItem | None = None

    @property
    def is_dead(self) -> bool:
        """Whether nothing is wrong but that the addresses of the item do not open."""
        return self.judged is not None and self.judged.is_valid


OWN = Blocker()


def of_carriers(items: Iterable[JudgedItem]) -> Iterator[Blocker]:
    """Yield what is wrong where one valid item that opens is enough: of several, those that lack least."""
    items = tuple(items)
    valid = [judged for judged in items if judged.is_valid]
    if not any(map(is_good, valid)):
        yield from [Blocker(judged) for judged in valid or items] or [OWN]


def is_good(judged: JudgedItem) -> bool:
    """Tell whether an item counts and is not known to be broken."""
    return judged.is_valid and judged.opening is not Opening.FAILED
