"""Where everything of a YAML text stands, from libyaml's events."""

from collections.abc import Callable
from enum import Enum
from typing import Any, NamedTuple

import yaml

from openness_cli.files._tree import Loader


class Sort(Enum):
    """What stands at a mark."""

    SCALAR = "scalar"
    MAPPING = "mapping"
    LIST = "list"
    END = "end"


class Mark(NamedTuple):
    """One thing of a text, with the letters of the text that it takes, from ``start`` up to ``end``.

    A mapping and a list are the place where they begin, and an end of their own where they end. A scalar that was left
    out takes no letters. ``keys`` are those that lead to it; of a key, to its mapping. ``holder`` is where the mapping
    or the list begins in which it stands.
    """

    sort: Sort
    start: int
    end: int
    line: int
    column: int
    value: str = ""
    style: str = ""
    in_flow: bool = False
    is_key: bool = False
    keys: tuple[str, ...] = ()
    holder: int = 0


class _Around:
    """A mapping or a list that is not closed yet."""

    __slots__ = ("awaits_key", "in_flow", "is_mapping", "keys", "own", "start")

    def __init__(self, start: int, keys: tuple[str, ...], *, is_mapping: bool, in_flow: bool) -> None:
        self.start = start
        self.keys = self.own = keys
        self.is_mapping = self.awaits_key = is_mapping
        self.in_flow = in_flow


def read_marks(text: str) -> list[Mark]:
    """Return everything of a text in its order. Raises YAMLError where it cannot be read."""
    following: Callable[[], Any] = Loader(text).get_event
    found: list[Mark] = []
    around = [_Around(0, (), is_mapping=False, in_flow=False)]
    while type(event := following()) is not yaml.StreamEndEvent:
        here = around[-1]
        is_key, keys = here.awaits_key, here.keys if here.awaits_key else here.own
        sort = _SORTS.get(type(event))
        if sort is None:
            continue
        if sort is Sort.END:
            around.pop()
            here = around[-1]
            is_key, keys = here.awaits_key, ()
        found.append(_mark(sort, event, here, keys, is_key=is_key and sort is not Sort.END))
        if sort is Sort.MAPPING or sort is Sort.LIST:
            in_flow = here.in_flow or bool(event.flow_style)
            around.append(_Around(event.start_mark.index, keys, is_mapping=sort is Sort.MAPPING, in_flow=in_flow))
            continue
        if here.is_mapping:
            here.awaits_key = not is_key
            here.own = (*here.keys, found[-1].value) if is_key else here.keys
    return found


_SORTS = {
    yaml.ScalarEvent: Sort.SCALAR,
    yaml.MappingStartEvent: Sort.MAPPING,
    yaml.SequenceStartEvent: Sort.LIST,
    yaml.MappingEndEvent: Sort.END,
    yaml.SequenceEndEvent: Sort.END,
}


def _mark(sort: Sort, event: Any, here: _Around, keys: tuple[str, ...], *, is_key: bool) -> Mark:
    start, end = event.start_mark, event.end_mark
    value, style = (event.value, event.style or "") if sort is Sort.SCALAR else ("", "")
    return Mark(
        sort, start.index, end.index, start.line, start.column, value, style, here.in_flow, is_key, keys, here.start
    )
