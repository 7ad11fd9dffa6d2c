"""What was understood in a workspace though it is written another way, as it is written canonically."""

import os
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from openness_cli.errors import Problem
from openness_cli.files._slips import KEYS
from openness_cli.files._tree import BULLETS, ODD_BLANKS, Source, is_odd
from openness_cli.files.editing.edits import Edit, Exchange, Places, SetValue, edited
from openness_cli.files.editing.marks import Mark, Sort, read_marks
from openness_cli.files.respelled import Canonical, Respelled
from openness_cli.files.rewriting import encoded
from openness_cli.files.workspace import Configuration, read_as_meant
from openness_cli.messages import _
from openness_cli.model.evidence import INVISIBLE, fold

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_LONGEST_SHOWN = 120
# what people say in their own words, and what holds more keys
_FREE = frozenset({"title", "note", "not_applicable", "owner", "contains", "name", "id"})
_WORDS = KEYS - _FREE - {"evidence", "actions", "items", "organisation", "owners", "moved", "results"}
_WORDS |= {"from", "to", "on", "total", "band", "email"}


def spell(configuration: Configuration, index_name: str | None = None, file: str = "") -> Canonical:
    """Return the files of a workspace, or one of them by its name from there, in canonical spelling; writes nothing.

    The configuration is one that keeps what it opened. Files that cannot be read are passed over: whoever checks the
    workspace hears of them. Raises InvalidInput where the index cannot be read.
    """
    changed: list[Respelled] = []
    contents: dict[str, tuple[Path, bytes]] = {}
    left: list[Problem] = []
    for path, source in read_as_meant(configuration, index_name):
        if file not in {"", source.name}:
            continue
        if not source.meant and source.text is source.written:
            continue
        marks = read_marks(source.text)
        edits, respelled, kept = _edits_of(source, marks)
        left += kept
        made = edited(source, marks, edits) if edits else source.written
        if isinstance(made, Problem):
            left.append(made)
        elif made != source.written:
            data = encoded(path, configuration.folder, source, made)
            if isinstance(data, Problem):
                left.append(data)
            else:
                contents[os.path.realpath(path)] = (path, data)
                changed += respelled
    return Canonical(tuple(changed), tuple(contents.values()), tuple(left))


def _edits_of(source: Source, marks: list[Mark]) -> tuple[list[Edit], list[Respelled], list[Problem]]:
    places = Places(source)
    lines = _Lines(source)
    edits: list[Edit] = []
    respelled: list[Respelled] = []
    left: list[Problem] = []
    taken = Counter((mark.holder, mark.value) for mark in marks if mark.is_key)
    for mark in marks:
        meant = _meant(source, places, mark)
        if meant is None:
            continue
        if mark.is_key and meant != mark.value and taken[mark.holder, meant]:
            what = _("left as it was: “{key}” is written beside it already").format(key=meant)
            left.append(Problem(source.name, mark.line + 1, mark.column + 1, what, _("join the two")))
            continue
        taken[mark.holder, meant] += mark.is_key
        start, end = places.span(mark.start, mark.end)
        edits.append(SetValue(mark.start, meant))
        respelled.append(Respelled(source.name, mark.line + 1, _shown(source.written[start:end]), _shown(meant)))
    if source.text != source.written:
        for number, exchanges in lines.odd_between(marks, places):
            edits += exchanges
            begin, end = lines.span(number)
            respelled.append(Respelled(source.name, number + 1, *_before_and_after(source, begin, end, exchanges)))
    return edits, sorted(respelled), left


def _meant(source: Source, places: Places, mark: Mark) -> str | None:
    """Return how a value is written canonically; None where it is, or where nothing is known of it."""
    # an anchor or a tag is an error that only a person can mend
    if mark.sort is not Sort.SCALAR or mark.end == mark.start or source.text[mark.start] in "&!":
        return None
    meant = source.meant.get(mark.start)
    if meant is not None:
        # what is odd in a name on the disk cannot be written in a way that is read as it is
        is_the_same = meant == mark.value.strip()
        if any(map(is_odd, meant)) or " ".join(meant.split()) != meant or not meant:
            return None
        if not is_the_same:
            return meant
    start, end = places.span(mark.start, mark.end)
    if source.text is source.written or source.text[mark.start : mark.end] == source.written[start:end]:
        return None
    return mark.value.strip() if meant is not None or _is_a_word(mark) else None


def _is_a_word(mark: Mark) -> bool:
    """Tell whether a value is a key, a date, a label, an address: nothing that people say in their own words."""
    if mark.is_key:
        return fold(mark.value) in KEYS or (len(mark.keys) == 1 and fold(mark.keys[0]) in {"evidence", "actions"})
    return bool(mark.keys) and fold(mark.keys[-1]) in _WORDS


def _shown(text: str) -> str:
    """Return a text on one line, in which can be seen what is odd about it."""
    text = " ".join(_LINE_BREAK.split(text))
    if len(text) > _LONGEST_SHOWN:
        text = text[:_LONGEST_SHOWN] + "…"
    return "".join(f"\\u{ord(own):04x}" if is_odd(own) else own for own in text)


def _before_and_after(source: Source, begin: int, end: int, exchanges: list[Exchange]) -> tuple[str, str]:
    pieces, done = [], begin
    for own in exchanges:
        pieces += [source.written[done : own.start], own.text]
        done = own.end
    made = "".join([*pieces, source.written[done:end]])
    return _shown(source.written[begin:end].strip(" \r\n")), _shown(made.strip(" \r\n"))


class _Lines:
    """The lines of what was written, and what stands in them between the values and is no comment."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._begins = [0, *(match.end() for match in _LINE_BREAK.finditer(source.written))]

    def span(self, number: int) -> tuple[int, int]:
        """Return where a line begins and where the next one does."""
        ends = [*self._begins[number + 1 : number + 2], len(self._source.written)]
        return self._begins[number], ends[0]

    def odd_between(self, marks: list[Mark], places: Places) -> Iterator[tuple[int, list[Exchange]]]:
        """Return by line what libyaml was kept from reading, outside values and comments."""
        by_line: dict[int, list[Exchange]] = {}
        for begin, end in self._between(marks, places):
            for match in _EXCHANGED.finditer(self._source.written, begin, end):
                at, letter = match.start(), match[0]
                text = "" if letter in INVISIBLE else self._source.text[places.of(at)]
                if text != letter:
                    by_line.setdefault(bisect_right(self._begins, at) - 1, []).append(Exchange(at, at + 1, text))
        return iter(by_line.items())

    def _between(self, marks: list[Mark], places: Places) -> Iterator[tuple[int, int]]:
        """Return what is neither in a value nor in a comment, nor blank around what people say in their own words."""
        written = self._source.written
        done, after_words = 0, True
        scalars = (mark for mark in marks if mark.sort is Sort.SCALAR and mark.end > mark.start)
        spans = ((*places.span(mark.start, mark.end), _is_a_word(mark)) for mark in scalars)
        for begin, end, is_word in (*spans, (len(written), len(written), True)):
            first, last = done, begin
            if _EXCHANGED.search(written, first, last):
                if not after_words:
                    first = _BLANKS.match(written, first, last).end()  # type: ignore[union-attr]  # it may be empty
                while first < last:
                    line = _LINE.match(written, first, last)
                    stop = line.end() if line is not None else last
                    comment = written.find("#", first, stop)
                    yield first, self._without_lead(first, stop if comment < 0 else comment, begin, is_word=is_word)
                    first = stop
            done, after_words = end, is_word

    def _without_lead(self, first: int, last: int, begin: int, *, is_word: bool) -> int:
        """Return where that ends which stands before somebody's own words: they may begin with blanks of theirs."""
        if is_word or last != begin:
            return last
        text = self._source.written[first:last]
        blank = text.find(" ", len(text.rstrip(ODD_BLANKS + INVISIBLE + " \t")))
        return last if blank < 0 else first + blank + 1


_BLANKS = re.compile(f"[{INVISIBLE}{ODD_BLANKS} \\t]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_EXCHANGED = re.compile(f"[{INVISIBLE}{ODD_BLANKS}{BULLETS}]")
