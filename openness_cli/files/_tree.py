"""YAML text to a tree whose scalars are text as typed and know their place.

Read from libyaml's events, which carry the positions, instead of PyYAML's constructors, which would turn
``1.10`` into a number and ``no`` into a boolean and let the last of two equal keys win. What a plain file
of evidence never needs and a hostile one lives on (anchors, aliases, tags, several documents, deep nesting)
is refused.
"""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import yaml

from openness_cli.errors import Problem
from openness_cli.messages import _, printable
from openness_cli.model.evidence import INVISIBLE

MAX_DEPTH = 24
# an item is eight or so: 12,500 of them in one file
MAX_EVENTS = 100_000
MAX_PROBLEMS = 1000
_EXCERPT = 160
_BEFORE = 60
_LONGEST_TOLD = 1000

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
ODD_BLANKS = "\u00a0\u2028\u2029\u0085\u202f\u2007\u2009\u2003\u3000"
_ODD = frozenset(ODD_BLANKS + INVISIBLE)
# a list as Word begins it, with another dash or a dot
BULLETS = "–—−‐‑•·"
_OTHER_BULLET = re.compile(rf"^( *)[{BULLETS}](?=[ \t]+(?:title|url|file|published|part|period)[ \t]*:)", re.MULTILINE)
_QUOTED_FILE = re.compile(r'\bfile[ \t]*:[ \t]*"(?:[^"\\\n]|\\.)*"')
_BAD_ESCAPE = re.compile(
    r'\\(?![0abtnvfre "/\\N_LPxuU\t])|\\x(?![0-9a-fA-F]{2})|\\u(?![0-9a-fA-F]{4})|\\U(?![0-9a-fA-F]{8})'
)

try:
    from yaml import CSafeLoader as _Fastest
except ImportError:  # PyYAML built without libyaml: slower, the same events
    from yaml import SafeLoader as _Fastest  # type: ignore[assignment]

Loader = _Fastest
Scalar = yaml.ScalarEvent
Read = TypeVar("Read")


class Mapping:
    """Keys with their values, in the order written; a key is there once."""

    __slots__ = ("entries", "start_mark")

    def __init__(self, start_mark: Any) -> None:
        """Begin an empty mapping at a mark."""
        self.start_mark = start_mark
        self.entries: dict[str, tuple[Scalar, Node]] = {}


class Sequence:
    """Values in the order written."""

    __slots__ = ("start_mark", "values")

    def __init__(self, start_mark: Any) -> None:
        """Begin an empty sequence at a mark."""
        self.start_mark = start_mark
        self.values: list[Node] = []


Node = Scalar | Mapping | Sequence


def is_odd(letter: str) -> bool:
    """Tell whether a letter is a blank of another sort, or cannot be seen: what libyaml reads has none of these."""
    return letter in _ODD


def line_of(node: Node) -> int:
    """Return the line of a node, from 1 on."""
    return int(node.start_mark.line) + 1  # type: ignore[union-attr]  # libyaml's events always carry marks


class Source:
    """One file: its text, its name in messages, and the problems found in it so far."""

    __slots__ = ("_lines", "complaints", "meant", "name", "problems", "text", "written")

    def __init__(self, name: str, text: str, problems: list[Problem]) -> None:
        """Hold a text; ``problems`` is shared by all the files that are read together.

        ``written`` stays as it is; ``text`` is what libyaml read of it, to which marks belong. ``meant`` says of what
        was written another way, by where it begins, how it is written canonically. ``complaints`` counts what is wrong
        with this file, also what is more than anybody will read.
        """
        self.name = name
        self.text = self.written = text
        self.problems = problems
        self.meant: dict[int, str] = {}
        self.complaints = 0
        self._lines: list[str] | None = None

    @property
    def is_full(self) -> bool:
        """Whether more is wrong than anybody will read."""
        return len(self.problems) >= MAX_PROBLEMS

    @property
    def lines(self) -> list[str]:
        """The lines as they are shown."""
        if self._lines is None:
            self._lines = _LINE_BREAK.split(self.text)
        return self._lines

    def complain(self, line: int, column: int, what: str, hint: str = "") -> None:
        """Note a problem at a place that counts from 0, as YAML's marks do."""
        self.complaints += 1
        if self.is_full:
            return
        start = max(column - _BEFORE, 0)
        excerpt = printable(self.rest_of_line(line, start)[:_EXCERPT])
        place = (self.name, line + 1, column + 1)
        self.problems.append(Problem(*place, _told(what), _told(hint), excerpt, column - start))

    def rest_of_line(self, line: int, column: int) -> str:
        """Return what stands in a line from a column on, both from 0."""
        return self.lines[line][column:] if 0 <= line < len(self.lines) else ""

    def understand(self, node: Node, meant: str) -> None:
        """Note how what a node says is written canonically."""
        self.meant[node.start_mark.index] = meant  # type: ignore[union-attr]  # as in line_of

    def complain_at(self, node: Node, what: str, hint: str = "") -> None:
        """Note a problem at a node."""
        self.complain(line_of(node) - 1, node.start_mark.column, what, hint)  # type: ignore[union-attr]  # as above

    def parse(self) -> Node | None:
        """Return the document, or None where there is none or it cannot be read at all."""
        try:
            return self.read_by(lambda: _Composer(self).document())
        except yaml.MarkedYAMLError as error:
            self._complain_of(error)
        except yaml.reader.ReaderError as error:
            # libyaml counts the bytes of UTF-8
            offset = error.position if isinstance(error.position, int) else 0
            before = _LINE_BREAK.split(self.text.encode()[:offset].decode("utf-8", "ignore"))
            what = _("a character that cannot stand in a text file")
            self.complain(len(before) - 1, len(before[-1]), what, _("type the line again"))
        return None

    def read_by(self, read: Callable[[], Read]) -> Read:
        """Return what is read of the text once it is plain. Raises YAMLError where it cannot be read."""
        self._make_plain()
        try:
            return read()
        except yaml.MarkedYAMLError as error:
            # an attempt has noted problems only where the whole of them is noted again
            if not self._mend_escapes(error):
                raise
        return read()

    def _make_plain(self) -> None:
        """Let odd blanks be blanks and what cannot be seen be nothing, before libyaml takes them for something else.

        Editors count a separator of lines within one line; libyaml, which follows an older YAML, would begin another.
        """
        text = self.text
        if text.isascii():
            return
        for odd in ODD_BLANKS:
            if odd in text:
                text = text.replace(odd, " ")
        for unseen in INVISIBLE:
            if unseen in text:
                text = text.replace(unseen, "")
        if text is not self.text:
            self._lines = _LINE_BREAK.split(self.written)
            self.text = text
        # looking for a letter is far quicker than for a line that begins with it
        if any(_begins_a_line(dash, text) for dash in BULLETS) and _OTHER_BULLET.search(text):
            self._lines = self._lines or _LINE_BREAK.split(self.text)
            self.text = _OTHER_BULLET.sub(r"\1-", text)

    def _mend_escapes(self, error: yaml.MarkedYAMLError) -> bool:
        """Read the backslashes of a path in double quotes as what they are; tell whether there were any."""
        said = error.problem or ""
        if "escape character" not in said and "hexdecimal" not in said:
            return False
        lines = self._lines or _LINE_BREAK.split(self.text)
        mended = _QUOTED_FILE.sub(
            lambda match: match[0].replace("\\", "/") if _BAD_ESCAPE.search(match[0]) else match[0], self.text
        )
        if mended == self.text:
            return False
        self._lines, self.text = lines, mended
        return True

    def _complain_of(self, error: yaml.MarkedYAMLError) -> None:
        from openness_cli.files._slips import Complaint, slip_of  # noqa: PLC0415  (only where something is wrong)

        begun = error.context_mark or error.problem_mark
        noticed = error.problem_mark or begun
        places = [(mark.line, mark.column) if mark else (0, 0) for mark in (noticed, begun)]
        slip = slip_of(_LINE_BREAK.split(self.text), Complaint(error.problem or "", error.context or "", *places))
        what = _("cannot be read as YAML: {problem}").format(problem=slip.what)
        self.complain(slip.line, slip.column, what, slip.hint)


def _begins_a_line(letter: str, text: str) -> bool:
    """Tell whether a letter is the first of a line somewhere, but for blanks."""
    return letter in text and not all(before.rpartition("\n")[2].strip(" ") for before in text.split(letter)[:-1])


def _told(text: str) -> str:
    """Return a text as it is told: printable, and never so long that what else is wrong is lost in it."""
    if len(text) > _LONGEST_TOLD:
        text = f"{text[: _LONGEST_TOLD // 2]} … {text[-_LONGEST_TOLD // 2 :]}"
    return printable(text)


def _bounded(following: Callable[[], Any]) -> Callable[[], Any]:
    """Return what gives the events of a large file, up to as many as can be read in a bearable time."""
    left = MAX_EVENTS

    def event() -> Any:
        nonlocal left
        found = following()
        left -= 1
        if left < 0:
            raise yaml.MarkedYAMLError(problem="too many entries", problem_mark=found.start_mark)
        return found

    return event


class _Composer:
    """One pass over the events of one document."""

    def __init__(self, source: Source) -> None:
        self.source = source
        following: Callable[[], Any] = Loader(source.text).get_event
        self.next = following if len(source.text) < MAX_EVENTS else _bounded(following)

    def document(self) -> Node | None:
        self.next()
        if isinstance(self.next(), yaml.StreamEndEvent):
            return None
        root = self.node(self.next(), 0)
        self.next()
        event = self.next()
        if not isinstance(event, yaml.StreamEndEvent):
            self.source.complain_at(event, _("a second document in one file"), _("remove the line ---"))
        return root

    def node(self, event: Any, depth: int) -> Node:
        if event.anchor is not None:
            what = _("anchors and aliases (& and *) are not used here")
            self.source.complain_at(event, what, _("write the value out, or put it in quotes"))
        elif event.tag is not None and event.tag != "!":
            self.source.complain_at(event, _("tags (!) are not used here"), _("put the value in quotes"))
        kind = type(event)
        if kind is Scalar:
            return event  # type: ignore[no-any-return]
        if depth >= MAX_DEPTH:
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=event.start_mark)
        if kind is yaml.MappingStartEvent:
            return self.mapping(event, depth + 1)
        if kind is yaml.SequenceStartEvent:
            return self.sequence(event, depth + 1)
        return yaml.ScalarEvent(None, None, (True, False), "", event.start_mark, event.end_mark)

    def sequence(self, start: Any, depth: int) -> Sequence:
        sequence = Sequence(start.start_mark)
        while type(event := self.next()) is not yaml.SequenceEndEvent:
            sequence.values.append(self.node(event, depth))
        return sequence

    def mapping(self, start: Any, depth: int) -> Mapping:
        mapping = Mapping(start.start_mark)
        entries, following, end = mapping.entries, self.next, yaml.MappingEndEvent
        while type(key := following()) is not end:
            if type(key) is not Scalar:
                self.source.complain_at(key, _("a key must be a plain word"))
                self.node(key, depth)
                self.node(following(), depth)
                continue
            value = following()
            # where a word ends nobody asks; a mark that is let go is none for the collector to visit
            key.end_mark = None
            if type(value) is Scalar and value.anchor is None and value.tag is None:
                value.end_mark = None
            else:
                value = self.node(value, depth)
            name = key.value
            if key.anchor is not None or key.tag is not None:
                self.node(key, depth)
            if name in entries:
                hint = _("the first one is in line {line}").format(line=line_of(entries[name][0]))
                self.source.complain_at(key, _("the key “{key}” is written twice").format(key=name), hint)
            else:
                entries[name] = (key, value)
        return mapping
