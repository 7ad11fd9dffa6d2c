"""How a value is written in YAML: plain where that reads back the same, else in quotes."""

import re
from enum import Enum
from functools import lru_cache

import yaml

from openness_cli.files._tree import Loader, is_odd


class Placing(Enum):
    """Where a value is to stand."""

    BLOCK = "block"
    FLOW = "flow"
    BLOCK_KEY = "block key"
    FLOW_KEY = "flow key"


_AROUND = {
    Placing.BLOCK: ("k: ", "\n"),
    Placing.FLOW: ("{k: ", ", l: m}\n"),
    Placing.BLOCK_KEY: ("", ": v\n"),
    Placing.FLOW_KEY: ("{", ": v}\n"),
}
# what readers of YAML do not agree on, or take for something else than a text
_NEVER_PLAIN = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`](?!\w)|[?&*!|>'\"%@`#]|---|\.\.\.|[=<~]$|.*(?:: | #|:$)", re.DOTALL)
_NEVER_PLAIN_IN_FLOW = re.compile(r"[\[\]{},?]|:")
_SHORT = {"\0": "0", "\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e"}
_ESCAPED = {'"': '\\"', "\\": "\\\\", **{own: f"\\{letter}" for own, letter in _SHORT.items()}}


def in_yaml(value: str, style: str = "", placing: Placing = Placing.BLOCK) -> str:
    """Return a value as it is written, on one line; in the quotes of ``style`` where they can hold it."""
    is_simple = value.isprintable() and not any(map(is_odd, value))
    if style == "'" and is_simple:
        return "'" + value.replace("'", "''") + "'"
    if style != '"' and is_simple and _is_plain(value, placing):
        return value
    return '"' + "".join(map(_escaped, value)) + '"'


@lru_cache(maxsize=10_000)
def _is_plain(value: str, placing: Placing) -> bool:
    in_flow = placing in {Placing.FLOW, Placing.FLOW_KEY}
    if not value or value != value.strip() or _NEVER_PLAIN.match(value):
        return False
    if in_flow and _NEVER_PLAIN_IN_FLOW.search(value.replace("://", "")):
        return False
    head, tail = _AROUND[placing]
    try:
        events = list(iter(Loader(head + value + tail).get_event, None))
    except yaml.YAMLError:
        return False
    read = [event.value for event in events if isinstance(event, yaml.ScalarEvent)]
    expected = {
        Placing.BLOCK: ["k", value], Placing.FLOW: ["k", value, "l", "m"],
        Placing.BLOCK_KEY: [value, "v"], Placing.FLOW_KEY: [value, "v"],
    }  # fmt: skip
    return read == expected[placing]


def _escaped(letter: str) -> str:
    if letter in _ESCAPED:
        return _ESCAPED[letter]
    if letter.isprintable() and not is_odd(letter):
        return letter
    number = ord(letter)
    return f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004  (what each escape can hold)
