"""Edits of a text: nothing else changes, and what would be read differently is refused."""

import pytest

from openness_cli.errors import Problem
from openness_cli.files._tree import Source
from openness_cli.files.editing.edits import Exchange, SetValue, edited
from openness_cli.files.editing.marks import Mark, Sort, read_marks


def opened(text: str) -> tuple[Source, list[Mark]]:
    source = Source("a.yaml", text, [])
    source.parse()
    return source, read_marks(source.text)


def setting(text: str, old: str, new: str) -> str | Problem:
    """Set every value that reads ``old``."""
    source, marks = opened(text)
    edits = [SetValue(mark.start, new) for mark in marks if mark.sort is Sort.SCALAR and mark.value.strip() == old]
    return edited(source, marks, edits)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: old # old\n", "a: new # old\n"),
        ("# old\r\na: old\r\nb: 'old'", "# old\r\na: new\r\nb: 'new'"),
        ('{a: "old", b: [old ,old], c: {d: old}}', '{a: "new", b: [new ,new], c: {d: new}}'),
        ("? old\n: old\nb: c\n", "? new\n: new\nb: c\n"),
        ("a: |\n  old\n\n# end\n", "a: |\n  new\n\n# end\n"),
        ("a: >-  # why\n   old\nb: old\n", "a: >-  # why\n   new\nb: new\n"),
        ("- old\n-   old\n", "- new\n-   new\n"),
        ("a: ol\u200bd\u200b\n", "a: new\u200b\n"),
        ("\u200ba:\u00a0old\n", "\u200ba:\u00a0new\n"),
        ("- a: old", "- a: new"),
    ],
)
def test_a_value_is_changed_where_it_stands(text: str, expected: str) -> None:
    assert setting(text, "old", "new") == expected


def test_what_is_below_a_value_keeps_its_line() -> None:
    assert setting("a: one\n  two\nb: c\n", "one two", "new") == "a: new\n\nb: c\n"
    assert setting("a: >\n  one\n  two\nb: c\n", "one two", "new") == "a: >\n  new\n\nb: c\n"
    assert setting("{a: one\n  two, b: c}\n", "one two", "new") == "{a: new\n  , b: c}\n"
    assert setting("a: |\n  one\nb: c\n", "one", " two\n") == 'a: " two\\n"\n\nb: c\n'


def test_what_would_be_read_differently_is_refused_with_its_line() -> None:
    source, marks = opened("a: b\nc: d\n")
    made = edited(source, marks, [Exchange(5, 6, "  c")])
    assert isinstance(made, Problem)
    assert made.line == 1
    twice = setting("a: b\nc: d\n", "c", "a")
    assert isinstance(twice, Problem)
    assert (twice.file, twice.line) == ("a.yaml", 2)


def test_marks_say_where_everything_stands_and_by_which_keys() -> None:
    _source, marks = opened("a:\n  - b: 'c'\n    d: [e, f]\n")
    found = {mark.value: (mark.keys, mark.is_key, mark.in_flow) for mark in marks if mark.sort is Sort.SCALAR}
    assert found == {
        "a": ((), True, False),
        "b": (("a",), True, False),
        "c": (("a", "b"), False, False),
        "d": (("a",), True, False),
        "e": (("a", "d"), False, True),
        "f": (("a", "d"), False, True),
    }
