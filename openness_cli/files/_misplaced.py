"""A known key in a column in which it is not known: what it belongs to, and where to begin it."""

import re
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from openness_cli.files._slips import ID, LOOKED_BACK, OF_CLAIM, OF_FILE, OF_ITEM, column_wanted, key_of
from openness_cli.files._tree import Scalar, Source
from openness_cli.messages import _

_DEEPER = 2


class Misplaced(NamedTuple):
    """What is wrong with a key, and what to do."""

    what: str
    hint: str


def misplaced(source: Source, node: Scalar, known: Collection[str] | None = None) -> Misplaced | None:
    """Return what to say of a key that is not known where it stands and belongs elsewhere in a file of evidence.

    ``known`` are the keys that can stand there; without them it is criteria. None where the key is of no such file, or
    where nothing tells what it belongs to.
    """
    key, lines = node.value, source.lines
    mark: Any = node.start_mark
    if known is not None and not any(keys <= set(known) for keys in (OF_FILE, OF_CLAIM, OF_ITEM)):
        return None
    if ID.fullmatch(key) is None and key not in OF_FILE | OF_CLAIM | OF_ITEM:
        return None
    number, column = mark.line, mark.column
    own = key_of(lines[number]) if number < len(lines) else None
    found = _column(lines, number, own) if own is not None and own.start("key") == column else None
    if found is not None and found != column:
        what = _("“{key}” is not in line with the keys that it belongs to").format(key=key)
        above = next((own["key"] for own in _keys_above(lines, number) if own.start("key") < found), "")
        hint = _("begin it in column {wanted}, not in column {column}: the blanks before it decide what it belongs to")
        if above:
            hint = _("it belongs below {above}: begin it in column {wanted}, not in column {column}")
        return Misplaced(what, hint.format(above=above, wanted=found + 1, column=column + 1))
    if key not in OF_ITEM - OF_CLAIM:
        return None
    hint = _("it belongs to an item: below items:, each item behind a dash: - {key}: …")
    return Misplaced(_("unknown key “{key}”").format(key=key), hint.format(key=key))


def _keys_above(lines: list[str], number: int) -> Iterator[re.Match[str]]:
    found = (key_of(lines[above]) for above in range(number - 1, max(number - LOOKED_BACK, -1), -1))
    return (match for match in found if match is not None)


def _column(lines: list[str], number: int, own: re.Match[str]) -> int | None:
    """Return where a key is to begin, by the lines above it; None where they do not tell."""
    key = own["key"]
    if key in OF_FILE:
        return 0
    wanted = column_wanted(lines, number, own, besides=own.start("key"))
    if wanted is not None:
        return None if _is_taken(lines, number, key, wanted) else wanted
    if key in OF_ITEM - OF_CLAIM:
        return None
    is_parent = OF_FILE.__contains__ if ID.fullmatch(key) is not None else ID.fullmatch
    parents = (match.start("key") for match in _keys_above(lines, number) if is_parent(match["key"]))
    return next((column + _DEEPER for column in parents), None)


def _is_taken(lines: list[str], number: int, key: str, column: int) -> bool:
    """Tell whether a key stands already among those in a column that it would join."""
    for match in _keys_above(lines, number):
        if match.start("key") == column and match["key"] == key:
            return True
        if match.start("key") < column or (match.start("key") == column and "-" in match["indent"]):
            return False
    return False
