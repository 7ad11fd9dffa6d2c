"""What is written and an index does not know: an error, unless another index is there to know it."""

from collections.abc import Callable
from typing import NamedTuple

from openness_cli.files._tree import Node, Source, line_of


class Misfit(NamedTuple):
    """One thing that an index does not know; ``complain`` notes it as a problem.

    ``owner`` is the criterion it belongs to, or the key of the configuration. ``named`` is what it is called in a list
    of what was left out: the criterion itself, or something of it; empty where nothing was filled in. ``place`` is
    where its value stands, whatever is wrong with it.
    """

    owner: str
    named: str
    place: tuple[str, int, int]
    complain: Callable[[], object]


class Misfits:
    """Takes misfits in: each is a problem at once, or all are kept to be judged later."""

    def __init__(self, *, keeps: bool = False) -> None:
        """Complain of each, or keep them."""
        self.keeps = keeps
        self.kept: list[Misfit] = []

    def add(self, misfit: Misfit) -> None:
        """Take one in."""
        if self.keeps:
            self.kept.append(misfit)
        else:
            misfit.complain()


def place_of(source: Source, node: Node) -> tuple[str, int, int]:
    """Return where a node stands, so that two readings of one file can be held against each other."""
    return source.name, line_of(node), int(node.start_mark.column)  # type: ignore[union-attr]  # as in line_of
