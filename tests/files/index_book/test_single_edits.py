"""One cell of the shipped definitions typed anew: that alone changes in its file, with the label that it takes."""

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from openness_cli.files.editing.tree import plain_of, tree_of
from openness_cli.files.index import SHIPPED
from openness_cli.files.index_book.amending import amended
from openness_cli.files.index_book.columns import TEXTS, BookSheet, text_key
from openness_cli.files.index_book.comparing import compared
from openness_cli.files.index_book.figures import joined, read_figures
from openness_cli.files.index_book.state import Definitions, read_definitions
from openness_cli.files.index_book.writing import contents_of
from openness_cli.model.languages import LANGUAGES
from tests.builders.definition_books import book_of

CRITERIA, PARTS, INDICATORS = BookSheet
TEXT = "Yangi: “matn” # 1, {a} [b]"
Typed = tuple[BookSheet, str, dict[str, str], dict[str, str]]


@cache
def shipped() -> Definitions:
    return read_definitions(SHIPPED / "pf-154")


def edits() -> Iterator[Typed]:
    """Every cell that can be typed anew by itself: what is typed, and what becomes of it by the way in the file."""
    state = shipped().state
    for name, held in state[CRITERIA].items():
        for field in TEXTS:
            for language in LANGUAGES:
                key = text_key(field, language)
                if field != "note" or key in held:
                    yield CRITERIA, name, {key: TEXT}, {f"{field}/{language}": TEXT}
        yield CRITERIA, name, {"effort": "7.5"}, {"effort_days": "7.5"}
        yield CRITERIA, name, {"source": "https://lex.uz/docs/1"}, {"source": "https://lex.uz/docs/1"}
        yield from rules(name, held)
    for key, held in state[PARTS].items():
        number = [own for own in state[PARTS] if own.startswith(held["criterion"] + "|")].index(key)
        for language in LANGUAGES:
            typed = {text_key("titles", language): TEXT}
            yield PARTS, key, typed, {f"rule/parts/{number}/titles/{language}": TEXT}
        yield PARTS, key, {"points": "0.75"}, {f"rule/parts/{number}/points": "0.75"}
    for name in state[INDICATORS]:
        yield INDICATORS, name, {"points": "12.5"}, {"points": "12.5"}


def rules(name: str, held: Any) -> Iterator[Typed]:
    kind = held["rule"]
    if kind == "periods":
        yield CRITERIA, name, {"points": "3"}, {"rule/points": "3"}
        yield CRITERIA, name, {"late": "0.5"}, {"rule/late": "0.5"}
        if "-" in held["due"]:
            yield CRITERIA, name, {"due": "10-10"}, {"rule/due/date": "10-10"}
        else:
            yield CRITERIA, name, {"due": "40"}, {"rule/due/days_after": "40"}
            every = "half-year" if held["every"] != "half-year" else "quarter"
            yield CRITERIA, name, {"every": every}, {"rule/every": every}
    elif kind != "checklist":
        own = list(read_figures(kind, held["figures"], str))
        if len(own) > 1:
            place = 1 if kind == "levels" else 0
            own[place] = own[place]._replace(points=own[place].points / 4)
            points = f"{float(own[place].points):g}"
            way = f"levels/{own[place].least}" if kind == "levels" else "steps/0/points"
            yield CRITERIA, name, {"figures": joined(own)}, {f"rule/{way}": points}
        if kind == "count":
            own = list(read_figures(kind, held["figures"], str))
            own[-1] = own[-1]._replace(least="99")
            yield CRITERIA, name, {"figures": joined(own)}, {f"rule/steps/{len(own) - 1}/min": "99"}


def flat(plain: Any, way: str = "") -> dict[str, str]:
    if isinstance(plain, str):
        return {way: plain}
    entries = plain.items() if isinstance(plain, dict) else enumerate(plain)
    return {
        key: value for name, own in entries for key, value in flat(own, f"{way}/{name}" if way else str(name)).items()
    }


def check(typed: Typed) -> None:
    kind, key, values, expected = typed
    definitions = shipped()
    found = compared(book_of(definitions.state, {(kind, key): values}), definitions.state)
    assert not found.conflicts
    amendment = amended(definitions.index, definitions.state, found, str)
    made = contents_of(definitions, amendment, None)
    changed = {name for name, data in made.items() if data != definitions.files[name].data}
    assert len(changed) == 1, (typed, amendment.problems)
    (name,) = changed
    before, after = definitions.files[name].data.decode(), made[name].decode()
    old, new = flat(plain_of(tree_of(before))), flat(plain_of(tree_of(after)))
    differing = {way: new.get(way) for way in old.keys() | new.keys() if old.get(way) != new.get(way)}
    if kind is INDICATORS:
        assert differing == expected
        return
    _name, way, _node = definitions.place_of(key.partition("|")[0])
    lead = "/".join(map(str, way))
    wanted: dict[str, str | None] = {f"{lead}/{own}": value for own, value in expected.items()}
    for own in amendment.lowered:
        wanted[f"{lead}/{own.label}"] = "assumed"
    assert differing == wanted, typed
    assert [line for line in before.splitlines() if line.lstrip().startswith("#")] == [
        line for line in after.splitlines() if line.lstrip().startswith("#")
    ]


@pytest.mark.slow(few=3, many=400)
def test_every_cell_that_is_typed_anew_is_put_in_its_place(repeats: int) -> None:
    every = list(edits())
    assert len(every) > 1900
    for typed in every if repeats >= len(every) else Random(repeats).sample(every, repeats):  # noqa: S311  (the same each time)
        check(typed)


def test_the_cells_that_the_desk_tries_are_of_every_kind() -> None:
    kinds: dict[tuple[BookSheet, str], Typed] = {}
    for typed in edits():
        kinds.setdefault((typed[0], next(iter(typed[2]))), typed)
    assert len(kinds) == 33
    for own in kinds.values():
        if not next(iter(own[2])).partition(".")[2]:
            check(own)


def test_a_copy_of_the_definitions_with_another_break_of_lines_keeps_it(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SHIPPED / "pf-154", tmp_path / "copy"))
    file = folder / "1-staff.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    definitions = read_definitions(folder)
    found = compared(book_of(definitions.state, {(CRITERIA, "C1.1"): {"effort": "9"}}), definitions.state)
    made = contents_of(definitions, amended(definitions.index, definitions.state, found, str), None)
    assert made["1-staff.yaml"] == file.read_bytes().replace(b"effort_days: 5", b"effort_days: 9", 1)


@pytest.mark.slow(few=1, many=60)
def test_many_cells_at_once_are_read_back_as_they_were_typed(repeats: int, tmp_path: Path) -> None:
    definitions = shipped()
    # points by themselves would not add up
    every = [own for own in edits() if own[0] is CRITERIA and "points" not in own[2]]
    for number in range(repeats):
        chance = Random(number)  # noqa: S311  (the same each time)
        typed: dict[tuple[BookSheet, str], dict[str, str]] = {}
        for kind, key, values, _ways in chance.sample(every, 25):
            typed.setdefault((kind, key), {}).update(values)
        for key in chance.sample(list(definitions.state[CRITERIA]), 5):
            points = typed.get((CRITERIA, key), {}).get("points") or definitions.state[CRITERIA][key]["points"]
            decree = {"decree": TEXT, "decree_points": points, "annex": "1", "confirmed": chance.choice(["yes", "all"])}
            typed.setdefault((CRITERIA, key), {}).update(decree)
        found = compared(book_of(definitions.state, typed), definitions.state)
        amendment = amended(definitions.index, definitions.state, found, str)
        assert amendment.problems == [], number
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, data in contents_of(definitions, amendment, None).items():
            (folder / name).write_bytes(data)
        expected = {**definitions.state[CRITERIA], **amendment.criteria}
        assert read_definitions(folder).state[CRITERIA] == expected, number
