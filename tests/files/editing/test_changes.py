"""Values put into a text, added to its lists, taken out: what was asked for comes about, and nothing else changes."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.errors import Problem
from openness_cli.files._tree import Source
from openness_cli.files.editing.changes import Add, Behind, Change, Put, Remove, changed
from openness_cli.files.editing.tree import Plain, plain_of, tree_of
from tests.builders.tool import SAMPLES

CLAIMS = """\
# top
evidence:
  C1.1:
    level: full   # why
    items:
      - title: One
        url: https://a.example/x  # c
      # between
      - title: Two
    # below
  C2.1:  # note
    items:
    # - title: …
  C3.1: {level: full, items: [{title: X}]}
# end
"""
ITEM: Plain = {"title": "New: 1", "url": "https://n.example"}


def made(text: str, *changes: Change) -> str:
    source = Source("a.yaml", text, [])
    source.parse()
    result = changed(source, changes)
    assert isinstance(result, str), result
    return result


def differing(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the lines that only the old text has, and those that only the new one has."""
    before, after = old.splitlines(), new.splitlines()
    return [own for own in before if own not in after], [own for own in after if own not in before]


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        (
            Add(("evidence", "C1.1", "items"), ITEM),
            [],
            ['      - title: "New: 1"', "        url: https://n.example"],
        ),
        (Add(("evidence", "C2.1", "items"), {"title": "a"}), [], ["      - title: a"]),
        (
            Add(("evidence", "C3.1", "items"), {"title": "a, b"}),
            ["  C3.1: {level: full, items: [{title: X}]}"],
            ['  C3.1: {level: full, items: [{title: X}, {title: "a, b"}]}'],
        ),
        (
            Add(("evidence", "C4.1", "items"), {"title": "a", "url": ["b", "c"]}),
            [],
            ["  C4.1:", "      - title: a", "        url: [b, c]"],
        ),
        (Put(("evidence", "C1.1", "note"), "#1"), [], ['    note: "#1"']),
        (Put(("evidence", "C1.1", "level"), "part"), ["    level: full   # why"], ["    level: part   # why"]),
        (
            Put(("evidence", "C1.1", "items", 0, "url"), ["a", "b"]),
            ["        url: https://a.example/x  # c"],
            ["        url: [a, b]  # c"],
        ),
        (Put(("evidence", "C1.1", "items", 1, "published"), "2024-05-14"), [], ["        published: 2024-05-14"]),
        (
            Remove(("evidence", "C1.1", "items", 0)),
            ["      - title: One", "        url: https://a.example/x  # c"],
            [],
        ),
        (
            Remove(("evidence", "C1.1", "items", 0, "title")),
            ["      - title: One", "        url: https://a.example/x  # c"],
            ["      - url: https://a.example/x  # c"],
        ),
        (Remove(("evidence", "C3.1")), ["  C3.1: {level: full, items: [{title: X}]}"], []),
        (Put(("actions", "a", "days"), "2"), [], ["actions:", "  a:", "    days: 2"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_was_asked_for_comes_about_and_nothing_else(
    change: Change, gone: list[str], come: list[str], end: str
) -> None:
    text = CLAIMS.replace("\n", end)
    new = made(text, change)
    assert new.count(end) == new.count("\n" if "\n" in end else "\r")
    assert differing(text, new) == (gone, come)


def test_many_changes_of_one_list_and_its_holder_keep_their_order() -> None:
    way = ("evidence", "C1.1", "items")
    text = made(
        CLAIMS, Add(way, {"title": "3"}), Remove((*way, 0)), Add(way, {"title": "4"}), Put((*way, 1, "url"), "u")
    )
    read = yaml.load(text, yaml.BaseLoader)  # noqa: S506  (texts alone)
    assert read["evidence"]["C1.1"]["items"] == [{"title": "Two", "url": "u"}, {"title": "3"}, {"title": "4"}]
    emptied = made(CLAIMS, Remove((*way, 0)), Remove((*way, 1)))
    assert "    items:\n      # between\n    # below\n" in emptied
    assert "items:\n      - title: a\n      # between\n" in made(
        CLAIMS, Remove((*way, 0)), Remove((*way, 1)), Add(way, {"title": "a"})
    )


def test_a_text_without_values_gets_them_below_what_is_written() -> None:
    assert made("", Add(("evidence", "C1.1", "items"), {"title": "a"})) == (
        "evidence:\n  C1.1:\n    items:\n      - title: a\n"
    )
    assert made("# only", Put(("a",), "b")) == "# only\na: b\n"
    assert made("a: b", Put(("c",), "d")) == "a: b\nc: d"
    assert made("evidence:\n    C1.1:\n        level: x\n", Put(("evidence", "C1.2", "level"), "y")) == (
        "evidence:\n    C1.1:\n        level: x\n    C1.2:\n        level: y\n"
    )


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("evidence: ~\n", Add(("evidence", "a"), "b")),
        ("evidence: {a: b}\n", Add(("evidence",), "b")),
        ("evidence: [a]\n", Put(("evidence", "a"), "b")),
        ("evidence: [a]\n", Remove(("evidence", 1))),
        ("evidence: {a: b}\n", Remove(("evidence", "b"))),
        ("a: b\na: c\n", Put(("d",), "e")),
        ("evidence:\n  - - a\n", Remove(("evidence", 0, 0))),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(text: str, change: Change) -> None:
    source = Source("a.yaml", text, [])
    result = changed(source, [change])
    assert isinstance(result, Problem)
    assert (result.file, result.line > 0) == ("a.yaml", True)


def test_letters_that_nobody_sees_stay_where_they_are() -> None:
    assert (
        made("\u200ba:\n  -\u00a0b: c\u200b\n", Add(("a",), {"b": "d"})) == "\u200ba:\n  -\u00a0b: c\u200b\n  - b: d\n"
    )


# -- any text, any changes ---------------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("aʻoʼц 1:#-,{}[]'\"&*?!|>%@~=\n\t"), min_size=1, max_size=9).filter(
    lambda text: text == text.strip()
)
KEYS = st.text(st.sampled_from("abcʻ1. "), min_size=1, max_size=3).filter(lambda text: text == text.strip())
ITEMS: st.SearchStrategy[Any] = st.dictionaries(
    KEYS, WORDS | st.lists(WORDS, min_size=1, max_size=2), min_size=1, max_size=3
)
TREES: st.SearchStrategy[Any] = st.dictionaries(
    KEYS, st.dictionaries(KEYS, WORDS | st.lists(ITEMS, min_size=1, max_size=3) | ITEMS, min_size=1, max_size=3),
    min_size=1, max_size=3,
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a text in one of many styles, with comments where there may be some."""
    flow = draw(st.sampled_from([False, False, None, True]))
    indent = draw(st.sampled_from([2, 4]))
    text = yaml.dump(
        draw(TREES), allow_unicode=True, default_flow_style=flow, indent=indent, width=10**6, sort_keys=False
    )
    lines: list[str] = []
    for line in text.splitlines():
        # within a text of more than one line a comment would be none
        if line.lstrip().startswith(("- ", "{")) or line.endswith(":"):
            lines += draw(st.sampled_from([[], [], ["# c"], [""]])) if "'" not in text and '"' not in text else []
        lines.append(line)
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, ""] if draw(st.booleans()) else lines)


def places(plain: Any, way: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], Any]]:
    """Return all values with the ways to them."""
    steps = plain.items() if isinstance(plain, dict) else enumerate(plain) if isinstance(plain, list) else ()
    return [(way, plain), *(found for step, own in steps for found in places(own, (*way, step)))]


def at(plain: Any, way: tuple[str | int, ...]) -> Any:
    for step in way:
        plain = plain[step]
    return plain


@st.composite
def edited_texts(draw: st.DrawFn) -> tuple[str, list[Change], Any]:
    """Return a text, changes, and what it should hold then."""
    text = draw(texts())
    source = Source("a.yaml", text, [])
    plain: Any = source.read_by(lambda: plain_of(tree_of(source.text)))
    expected = copy.deepcopy(plain)
    found = places(plain)
    changes: list[Change] = []
    gone: list[tuple[str | int, ...]] = []
    for way, own in draw(st.lists(st.sampled_from(found), min_size=1, max_size=4)):
        if any(way[: len(other)] == other for other in gone):
            continue
        if isinstance(own, list):
            value = draw(ITEMS)
            changes.append(Add(way, value))
            at(expected, way).append(value)
        elif isinstance(own, dict):
            key, value = draw(KEYS), draw(WORDS)
            if key not in own and (*way, key) not in [change.way for change in changes]:
                changes.append(Put((*way, key), value))
                at(expected, way)[key] = value
        elif way and isinstance(way[-1], str):
            value = draw(WORDS)
            changes.append(Put(way, value))
            at(expected, way[:-1])[way[-1]] = value
            gone.append(way)
    return text, changes, expected


@given(edited_texts())
def test_whatever_is_put_and_added_is_there_and_all_else_is_as_it_was(case: tuple[str, list[Change], Any]) -> None:
    text, changes, expected = case
    source = Source("a.yaml", text, [])
    new = changed(source, changes)
    assert isinstance(new, str), new
    assert yaml.load(new, yaml.BaseLoader) == expected  # noqa: S506  (texts alone)
    kept = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in new.splitlines() if line.startswith("#")] == kept
    if not any(isinstance(change, Put) and change.way in dict(places(plain_of(tree_of(text)))) for change in changes):
        letters = iter(new)
        assert all(letter in letters for letter in text)


def emptied(node: Any, plain: Any) -> Any:
    """Return what is expected, with nothing in the place of a block that holds nothing any more."""
    if isinstance(plain, dict):
        own = dict(zip((key.mark.value for key in node.keys), node.values, strict=True)) if node else {}
        held: Any = {key: emptied(own.get(key), value) for key, value in plain.items()}
    elif isinstance(plain, list):
        held = [emptied(None, value) for value in plain]
    else:
        return plain
    return held if held or (node is not None and node.in_flow) else ""


@given(texts(), st.data())
def test_new_keys_stand_behind_the_one_that_is_named_whatever_else_is_added_and_taken_out(
    text: str, data: st.DataObject
) -> None:
    source = Source("a.yaml", text, [])
    tree = source.read_by(lambda: tree_of(source.text))
    plain: Any = plain_of(tree)
    expected = copy.deepcopy(plain)
    changes: list[Change] = []
    for name in data.draw(st.lists(st.sampled_from(list(plain)), min_size=1, max_size=3, unique=True)):
        place, *more = data.draw(st.lists(st.integers(0, len(plain[name]) - 1), min_size=1, max_size=2, unique=True))
        keys = list(plain[name])
        new: dict[str, Plain] = {"n1": {"k": "v"}, "n2": "w"}
        changes += [Behind((name, key), keys[place]) for key in new]
        changes += [Put((name, key), value) for key, value in new.items()]
        for own in more:
            changes.append(Remove((name, keys[own])))
            del expected[name][keys[own]]
        for key in (key for key in keys if key in expected[name] and isinstance(plain[name][key], list)):
            gone = data.draw(st.sets(st.integers(0, len(plain[name][key]) - 1)))
            added = data.draw(st.lists(ITEMS, max_size=1))
            changes += [Remove((name, key, number)) for number in sorted(gone)]
            changes += [Add((name, key), value) for value in added]
            kept = [value for number, value in enumerate(expected[name][key]) if number not in gone]
            expected[name][key] = [*kept, *added]
        entries = list(expected[name].items())
        at_place = [key for key, _value in entries].index(keys[place]) + 1
        expected[name] = dict([*entries[:at_place], *new.items(), *entries[at_place:]])
    found: Any = plain_of(tree_of(made(text, *changes)))
    wanted = emptied(tree, expected)
    assert found == wanted
    assert [list(own) for own in found.values()] == [list(own) for own in wanted.values()]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_new_key_stands_above_the_comments_of_the_next_and_below_its_own(end: str) -> None:
    text = CLAIMS.replace("C2.1:  # note", "C2.1:").replace("    # - title: …\n", "      # - title: …\n\n  # of 3\n")
    new = [Behind(("evidence", key), "C2.1") for key in ("C2.2", "C2.3")]
    puts = [Put(("evidence", key, "level"), "full") for key in ("C2.3", "C2.2")]
    told = made(text.replace("\n", end), *new, *puts).replace(end, "\n")
    assert "      # - title: …\n  C2.2:\n    level: full\n  C2.3:\n    level: full\n\n  # of 3\n  C3.1:" in told
    last = made(text, Behind(("evidence", "C1.2"), "C1.1"), puts[0]._replace(way=("evidence", "C1.2", "level")))
    assert "    # below\n  C1.2:\n    level: full\n  C2.1:" in last
    flow = made("e: {a: {b: c}, d: {}}\n", Behind(("e", "n"), "a"), Put(("e", "n", "x"), "y"))
    assert flow == "e: {a: {b: c}, n: {x: y}, d: {}}\n"


def test_what_is_put_behind_something_whose_last_lines_go_stands_where_they_stood() -> None:
    way = ("evidence", "C1.1", "items")
    text = made(
        CLAIMS, Remove((*way, 1)), Behind(("evidence", "C1.2"), "C1.1"), Put(("evidence", "C1.2", "level"), "x")
    )
    assert "  # c\n      # between\n    # below\n  C1.2:\n    level: x\n  C2.1:" in text
    assert made("a:\n  b:\n    - c\n    - d\n", Remove(("a", "b", 1)), Put(("a", "e"), "f")) == (
        "a:\n  b:\n    - c\n  e: f\n"
    )


@given(texts(), st.data())
def test_what_is_added_and_taken_out_again_leaves_no_trace(text: str, data: st.DataObject) -> None:
    source = Source("a.yaml", text, [])
    plain: Any = source.read_by(lambda: plain_of(tree_of(source.text)))
    lists = [(way, own) for way, own in places(plain) if isinstance(own, list)]
    if lists:
        way, own = data.draw(st.sampled_from(lists))
        assert made(made(text, Add(way, data.draw(ITEMS))), Remove((*way, len(own)))) == text
    holders = [(way, own) for way, own in places(plain) if isinstance(own, dict)]
    way, holder = data.draw(st.sampled_from(holders))
    key = data.draw(KEYS.filter(lambda key: key not in holder))
    assert made(made(text, Put((*way, key), data.draw(WORDS))), Remove((*way, key))) == text


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.rglob("evidence/*.yaml")), ids=lambda path: f"{path.parts[-3]}-{path.stem}"
)
def test_every_claim_of_the_samples_can_be_added_to_and_put_back(path: Path) -> None:
    text = path.read_bytes().decode()
    claims: Any = plain_of(tree_of(text))
    ways = [("evidence", criterion) for criterion in claims["evidence"]]
    adding = [Add((*way, "items"), ITEM) for way in ways if isinstance(at(claims, way).get("items"), list)]
    new = made(text, *adding, *(Put((*way, "note"), "q-0-q") for way in ways))
    assert new.count("q-0-q") == len(ways)
    back = [Remove((*own.way, len(at(claims, own.way)))) for own in adding]
    assert made(new, *back, *(Remove((*way, "note")) for way in ways)) == text
