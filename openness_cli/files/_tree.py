"""YAML text to a tree whose scalars are text as typed and know their place.

Read from libyaml's events, which carry the positions, instead of PyYAML's constructors, which would turn
``1.10`` into a number and ``no`` into a boolean and let the last of two equal keys win. What a plain file
of evidence never needs and a hostile one lives on (anchors, aliases, tags, several documents, deep nesting)
is refused.
"""

from collections.abc import Callable
from typing import Any

import yaml

from openness_cli.errors import Problem
from openness_cli.messages import _, printable
from openness_cli.model.languages import mark

MAX_DEPTH = 24
MAX_PROBLEMS = 1000
_EXCERPT = 160
_BEFORE = 60
_LONGEST_TOLD = 1000

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml: slower, the same events
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

Scalar = yaml.ScalarEvent


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


def line_of(node: Node) -> int:
    """Return the line of a node, from 1 on."""
    return int(node.start_mark.line) + 1  # type: ignore[union-attr]  # libyaml's events always carry marks


class Source:
    """One file: its text, its name in messages, and the problems found in it so far."""

    __slots__ = ("_lines", "name", "problems", "text")

    def __init__(self, name: str, text: str, problems: list[Problem]) -> None:
        """Hold a text; ``problems`` is shared by all the files that are read together."""
        self.name = name
        self.text = text
        self.problems = problems
        self._lines: list[str] | None = None

    @property
    def is_full(self) -> bool:
        """Whether more is wrong than anybody will read."""
        return len(self.problems) >= MAX_PROBLEMS

    def complain(self, line: int, column: int, what: str, hint: str = "") -> None:
        """Note a problem at a place that counts from 0, as YAML's marks do."""
        if self.is_full:
            return
        start = max(column - _BEFORE, 0)
        excerpt = printable(self.rest_of_line(line, start)[:_EXCERPT])
        place = (self.name, line + 1, column + 1)
        self.problems.append(Problem(*place, _told(what), _told(hint), excerpt, column - start))

    def rest_of_line(self, line: int, column: int) -> str:
        """Return what stands in a line from a column on, both from 0."""
        if self._lines is None:
            self._lines = self.text.splitlines()
        return self._lines[line][column:] if 0 <= line < len(self._lines) else ""

    def complain_at(self, node: Node, what: str, hint: str = "") -> None:
        """Note a problem at a node."""
        self.complain(line_of(node) - 1, node.start_mark.column, what, hint)  # type: ignore[union-attr]  # as above

    def parse(self) -> Node | None:
        """Return the document, or None where there is none or it cannot be read at all."""
        try:
            return _Composer(self).document()
        except yaml.MarkedYAMLError as error:
            # an unclosed quote is found at the end of the file; where it was opened is what the officer needs
            said = error.problem or ""
            escaped = "escape" in said or "hexdecimal" in said
            quoted = "quoted scalar" in (error.context or "") and not escaped
            mark = (error.context_mark if quoted else error.problem_mark) or error.problem_mark or error.context_mark
            place = (mark.line, mark.column) if mark else (0, 0)
            known: str = next((_(words) for words_of_libyaml, words in _PROBLEMS if words_of_libyaml in said), "")
            problem = _("a quote that is never closed") if quoted else known
            what = _("cannot be read as YAML: {problem}").format(problem=problem or _("a sign that is out of place"))
            self.complain(*place, what, _hint(said, self.rest_of_line(*place)))
        except yaml.reader.ReaderError as error:
            # libyaml counts the bytes of UTF-8
            offset = error.position if isinstance(error.position, int) else 0
            before = self.text.encode()[:offset].decode("utf-8", "ignore").splitlines() or [""]
            what = _("a character that cannot stand in a text file")
            self.complain(len(before) - 1, len(before[-1]), what, _("type the line again"))
        return None


def _told(text: str) -> str:
    """Return a text as it is told: printable, and never so long that what else is wrong is lost in it."""
    if len(text) > _LONGEST_TOLD:
        text = f"{text[: _LONGEST_TOLD // 2]} … {text[-_LONGEST_TOLD // 2 :]}"
    return printable(text)


# libyaml's common complaints, in the language in use
_PROBLEMS = (
    ("mapping values are not allowed", mark("a colon where no key can stand")),
    ("cannot start any token", mark("a character with which nothing can begin")),
    ("hexdecimal", mark("a backslash inside double quotes")),
    ("did not find expected", mark("something is out of line or not closed")),
    ("could not find expected ':'", mark("a line that is neither a key nor a value")),
    ("escape", mark("a backslash inside double quotes")),
    ("tab character", mark("a tab where blanks are expected")),
    ("block sequence entries are not allowed", mark("a dash where no list can begin")),
    ("nested too deeply", mark("nested too deeply")),
)


def _hint(problem: str, rest_of_line: str) -> str:
    if "escape" in problem or "hexdecimal" in problem:
        return _("write / instead of \\, or single quotes")
    if "mapping values are not allowed" in problem:
        return _('a text with a colon in it needs double quotes: title: "…"')
    if "cannot start any token" in problem and rest_of_line.startswith("\t"):
        return _("indent with spaces, not with tabs")
    if "cannot start any token" in problem or "expected" in problem:
        return _("look at the indentation and at the quotes of this line and of the one before")
    return ""


class _Composer:
    """One pass over the events of one document."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.next: Callable[[], Any] = _Loader(source.text).get_event

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
