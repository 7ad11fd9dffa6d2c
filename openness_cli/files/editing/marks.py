"""Where everything of a YAML text stands, from libyaml's events."""

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
    out takes no letters. ``keys`` are those that lead to it; of a key, to its mapping.
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


class _Around:
    """A mapping or a list that is not closed yet."""

    __slots__ = ("awaits_key", "in_flow", "is_mapping", "keys", "own")

    def __init__(self, keys: tuple[str, ...], *, is_mapping: bool, in_flow: bool) -> None:
        self.keys = self.own = keys
        self.is_mapping = self.awaits_key = is_mapping
        self.in_flow = in_flow


def read_marks(text: str) -> list[Mark]:
    """Return everything of a text in its order. Raises YAMLError where it cannot be read."""
    following = Loader(text).get_event
    found: list[Mark] = []
    around = [_Around((), is_mapping=False, in_flow=False)]
    while type(event := following()) is not yaml.StreamEndEvent:
        here = around[-1]
        is_key, keys = here.awaits_key, here.keys if here.awaits_key else here.own
        match event:
            case yaml.ScalarEvent():
                found.append(_mark(Sort.SCALAR, event, keys, in_flow=here.in_flow, is_key=is_key))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                in_flow = here.in_flow or bool(event.flow_style)
                sort = Sort.MAPPING if is_mapping else Sort.LIST
                found.append(_mark(sort, event, keys, in_flow=here.in_flow, is_key=is_key))
                around.append(_Around(keys, is_mapping=is_mapping, in_flow=in_flow))
                continue
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                around.pop()
                here = around[-1]
                is_key = here.awaits_key
                found.append(_mark(Sort.END, event, (), in_flow=here.in_flow, is_key=False))
            case _:
                continue
        if here.is_mapping:
            here.awaits_key = not is_key
            here.own = (*here.keys, found[-1].value) if is_key else here.keys
    return found


def _mark(sort: Sort, event: Any, keys: tuple[str, ...], *, in_flow: bool, is_key: bool) -> Mark:
    start, end = event.start_mark, event.end_mark
    value, style = (event.value, event.style or "") if sort is Sort.SCALAR else ("", "")
    return Mark(sort, start.index, end.index, start.line, start.column, value, style, in_flow, is_key, keys)
