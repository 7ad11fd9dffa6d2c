"""Edits of one text: each is one splice; all are found on one reading, and proved by reading what comes out."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple, assert_never

import yaml

from openness_cli.errors import Problem
from openness_cli.files._tree import Source, is_odd
from openness_cli.files.editing.marks import Mark, Sort, read_marks
from openness_cli.files.editing.values import Placing, in_yaml
from openness_cli.messages import _

_BREAK = re.compile(r"\r\n|\r|\n")
_IN_BLOCK = re.compile(r"[|>][^\r\n]*(?:\r\n|\r|\n)")


class SetValue(NamedTuple):
    """Have the scalar that begins at ``at`` say something else; what is below keeps its line."""

    at: int
    value: str


class Exchange(NamedTuple):
    """Have letters that belong to no value, from ``start`` up to ``end`` of what was written, stand as ``text``."""

    start: int
    end: int
    text: str


Edit = SetValue | Exchange


class Splice(NamedTuple):
    """Letters of what was written, and what comes in their place."""

    start: int
    end: int
    text: str


class Places:
    """Where the letters that libyaml read stand in what was written: there may be more, which nobody sees."""

    def __init__(self, source: Source) -> None:
        """Hold a source that was parsed."""
        written = source.written
        is_same = len(source.text) == len(written)
        self._kept = None if is_same else [at for at, own in enumerate(written) if not _is_unseen(own)]
        self._end = len(written)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where letters stand, without anything around them."""
        if self._kept is None:
            return start, end
        first = self._kept[start] if start < len(self._kept) else self._end
        return first, self._kept[end - 1] + 1 if end > start else first

    def of(self, place: int) -> int:
        """Return where the letter at a place of what was written stands in what was read, or the next one does."""
        return place if self._kept is None else bisect_left(self._kept, place)


def _is_unseen(letter: str) -> bool:
    return is_odd(letter) and not letter.isspace()


def edited(source: Source, marks: list[Mark], edits: Iterable[Edit]) -> str | Problem:
    """Return a text with all edits made and nothing else changed, byte for byte.

    The source was parsed, and ``marks`` are those of its text. Where what comes out is not read as
    it should be, nothing is made, and the problem says from which line on.
    """
    places = Places(source)
    at_place = {mark.start: number for number, mark in enumerate(marks) if mark.sort is Sort.SCALAR and _is_there(mark)}
    expected: dict[int, str] = {}
    splices: list[Splice] = []
    for edit in edits:
        match edit:
            case SetValue():
                number = at_place[edit.at]
                expected[number] = edit.value
                splices.append(setting(source, places, marks[number], edit.value))
            case Exchange():
                splices.append(Splice(*edit))
            case _:
                assert_never(edit)
    made = spliced(source.written, splices)
    wrong = _first_difference(source, made, marks, expected)
    if wrong is None:
        return made
    what = _("left as it was: with the change it would be read differently")
    return Problem(source.name, wrong + 1, 1, what, _("change it by hand"))


def _is_there(mark: Mark) -> bool:
    return mark.end > mark.start


def spliced(text: str, splices: list[Splice]) -> str:
    """Return a text with splices made, of those at one place in their order.

    Of two that meet the second is lost, unless it takes letters out: then it takes the rest of them.
    """
    pieces: list[str] = []
    done = 0
    for splice in sorted(splices, key=lambda own: (own.start, own.end)):
        if splice.start >= done:
            pieces += [text[done : splice.start], splice.text]
        if splice.start >= done or not splice.text:
            done = max(done, splice.end)
    return "".join([*pieces, text[done:]])


def setting(source: Source, places: Places, mark: Mark, value: str) -> Splice:
    """Return how the scalar at a mark comes to say something else; what is below keeps its line."""
    start, end = places.span(mark.start, mark.end)
    old = source.written[start:end]
    if mark.style in {"|", ">"} and (block := _block(old, value)) is not None:
        return Splice(start, end, block)
    if mark.style in {"|", ">"}:
        # it ends at the beginning of a later line
        old = old.rstrip("\r\n \t")
        end = start + len(old)
    placing = {
        (False, False): Placing.BLOCK, (True, False): Placing.FLOW,
        (False, True): Placing.BLOCK_KEY, (True, True): Placing.FLOW_KEY,
    }[mark.in_flow, mark.is_key]  # fmt: skip
    breaks = "".join(_BREAK.findall(old))
    indent = re.split(r"[\r\n]", old)[-1] if breaks and mark.in_flow else ""
    blank = indent[: len(indent) - len(indent.lstrip(" "))]
    return Splice(start, end, in_yaml(value, mark.style, placing) + breaks + blank)


def _block(old: str, value: str) -> str | None:
    """Return a block of text with another value, on the first of its lines; None where it cannot stand in one."""
    head = _IN_BLOCK.match(old)
    if head is None or not value.isprintable() or any(map(is_odd, value)) or value != value.strip() or not value:
        return None
    lines = re.split(r"(\r\n|\r|\n)", old[head.end() :])
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None or any(map(is_odd, lines[first][: -len(lines[first].lstrip())])):
        return None
    for number in range(0, len(lines), 2):
        text = lines[number]
        indent = text[: len(text) - len(text.lstrip(" "))]
        lines[number] = indent + value if number == first else "" if number > first else text
    return old[: head.end()] + "".join(lines)


def _first_difference(source: Source, made: str, marks: list[Mark], expected: dict[int, str]) -> int | None:
    """Return the line of what was written from which on a text is not read as expected; None where it is."""
    after = Source(source.name, made, [])
    last = max((marks[number].line for number in expected), default=0)
    try:
        found = after.read_by(lambda: read_marks(after.text))
    except yaml.YAMLError:
        return last
    for number, (old, new) in enumerate(zip_longest(marks, found)):
        if (
            old is None
            or new is None
            or old.sort is not new.sort
            or (old.line != new.line and old.sort is not Sort.END)
        ):
            return old.line if old is not None else last
        value = expected.get(number, old.value)
        is_block = number in expected and new.style in {"|", ">"}
        if (new.value.strip() if is_block else new.value) != value:
            return old.line
    return None if _count_repeated(found) <= _count_repeated(marks) else last


def _count_repeated(marks: list[Mark]) -> int:
    """Return how many keys stand in a mapping a second time."""
    repeated = 0
    around: list[set[str]] = [set()]
    for mark in marks:
        if mark.sort is Sort.END:
            around.pop()
        elif mark.sort is not Sort.SCALAR:
            around.append(set())
        elif mark.is_key:
            repeated += mark.value in around[-1]
            around[-1].add(mark.value)
    return repeated
