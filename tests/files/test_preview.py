"""Another edition of the rules on the same evidence: what only the body's own edition knows is left out, and told."""

import json
from pathlib import Path
from typing import Any

import pytest

from openness_cli.errors import ExitCode
from tests.builders.bodies import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    criterion,
    dump,
    item,
    write_index,
    write_workspace,
)
from tests.builders.tool import Call

OTHER_LEVELS = {**LEVELS, "levels": {"whole": 1, "partial": "0.5", "none": 0}}
OTHER_PARTS = {**CHECKLIST, "parts": [CHECKLIST["parts"][0], {**CHECKLIST["parts"][1], "part": "c"}]}
MONTHS = {**QUARTERS, "every": "month"}
PARTS = {"items": [item(part="a"), item(part="b", url="https://example.org/b")]}
ONE_QUARTER = {"items": [item("2024-04-10", period="2024-Q1")]}
FULL = {"level": "full", "items": [item()]}
LEFT_OUT = "not asked by this index, left out: "


class Editions:
    """A body whose own edition has one rule for X1, beside another edition with another rule; X2 is in both."""

    def __init__(self, folder: Path, own: dict[str, Any], other: dict[str, Any] | None) -> None:
        rest = criterion(LEVELS, "X2")
        self.folder = folder
        self.own = write_index(folder / "own", [[criterion(own), rest]])
        self.other = write_index(folder / "other", [[*([criterion(other)] if other else []), rest]])

    def body(self, claim: dict[str, Any], **more: Any) -> Path:
        return write_workspace(self.folder / "body", {"X1": claim, "X2": FULL}, self.own, **more)


@pytest.mark.parametrize(
    ("own", "other", "claim", "told", "earned"),
    [
        (LEVELS, None, FULL, "X1", 1),
        (LEVELS, OTHER_LEVELS, FULL, "X1 (level: full)", 1),
        (CHECKLIST, OTHER_PARTS, PARTS, "X1 (part: b)", 1.5),
        (QUARTERS, MONTHS, ONE_QUARTER, "X1 (period: 2024-Q1)", 1),
        (SHARE, LEVELS, {"count": 1, "of": 2, "items": [item()]}, "X1 (count, of)", 1),
        (CHECKLIST, LEVELS, {"items": PARTS["items"]}, "X1 (part: a, part: b)", 1),
        (LEVELS, CHECKLIST, FULL, "X1 (items, level)", 1),
        (COUNT, SHARE, {"count": 12, "items": [item(shows=12)]}, "X1 (shows)", 1),
    ],
)
def test_what_only_the_own_edition_asks_is_left_out_and_told(
    own: dict[str, Any],
    other: dict[str, Any] | None,
    claim: dict[str, Any],
    told: str,
    earned: float,
    tool: Call,
    tmp_path: Path,
) -> None:
    editions = Editions(tmp_path, own, other)
    body = editions.body(claim)
    ending = tool("score", body, "--index", editions.other, "--format", "json")
    assert ending.code == ExitCode.DONE, ending.err
    assert ending.err == f"{LEFT_OUT}{told}\n"
    assert json.loads(ending.out)["scores"]["evidenced"]["earned"] == earned
    assert tool("score", body, "--index", editions.own).err == ""
    assert tool("score", body).err == ""


def test_every_command_that_previews_leaves_out_and_validate_tells_it_as_a_problem(tool: Call, tmp_path: Path) -> None:
    editions = Editions(tmp_path, LEVELS, None)
    body = editions.body(FULL)
    for command in (("forecast",), ("plan",), ("calendar",), ("list",), ("score",), ("score", "--quiet")):
        ending = tool(*command, body, "--index", editions.other)
        assert LEFT_OUT + "X1" in ending.err
        assert ending.code == ExitCode.DONE
    ending = tool("rank", body, "--index", editions.other)
    assert f"{body}: {LEFT_OUT}X1" in ending.err
    assert ending.code == ExitCode.DONE
    ending = tool("validate", body, "--index", editions.other)
    assert "there is no criterion “X1”" in ending.err
    assert ending.code == ExitCode.INVALID


def test_many_editions_of_their_own_are_ranked_by_one_other(tool: Call, tmp_path: Path) -> None:
    bodies = []
    for number in range(6):
        own = write_index(tmp_path / f"own-{number}", [[criterion(LEVELS), criterion(LEVELS, "X2")]])
        organisation = {"id": f"b{number}", "name": "B", "kinds": ["ministry"]}
        evidence = {"X1": FULL, "X2": FULL}
        bodies.append(write_workspace(tmp_path / f"b{number}", evidence, own, organisation=organisation))
    other = write_index(tmp_path / "other", [[criterion(LEVELS, "X2")]])
    ending = tool("rank", *bodies, "--index", other)
    assert ending.code == ExitCode.DONE, ending.err
    assert ending.err.count(LEFT_OUT + "X1") == 6


def test_what_neither_edition_knows_is_an_error_wherever_it_stands(tool: Call, tmp_path: Path) -> None:
    editions = Editions(tmp_path, LEVELS, None)
    body = editions.body({"level": "invented", "items": [{"published": "yesterday"}]})
    dump(body / "evidence" / "more.yaml", {"evidence": {"X9": FULL}})
    ending = tool("score", body, "--index", editions.other)
    assert (ending.code, ending.out) == (ExitCode.INVALID, "")
    assert LEFT_OUT not in ending.err
    for words in ("there is no level “invented”", "“yesterday” is not a date", "there is no criterion “X9”"):
        assert ending.err.count(words) == 1
    assert "there is no criterion “X1”" not in ending.err


def test_what_only_the_other_edition_asks_is_scored_by_it(tool: Call, tmp_path: Path) -> None:
    own = write_index(tmp_path / "own", [[criterion(LEVELS, "X2")]])
    other = write_index(tmp_path / "other", [[criterion(OTHER_LEVELS), criterion(OTHER_LEVELS, "X2")]])
    evidence = {"X1": {"level": "whole", "items": [item()]}, "X2": FULL}
    body = write_workspace(tmp_path / "body", evidence, own)
    ending = tool("score", body, "--index", other, "--format", "json")
    assert ending.err == f"{LEFT_OUT}X2 (level: full)\n"
    assert json.loads(ending.out)["scores"]["evidenced"]["earned"] == 1


def test_without_an_own_edition_that_can_be_read_nothing_is_left_out(tool: Call, tmp_path: Path) -> None:
    editions = Editions(tmp_path, LEVELS, None)
    body = editions.body(FULL)
    (editions.own / "index.yaml").write_text("no")
    ending = tool("score", body, "--index", editions.other)
    assert ending.code == ExitCode.INVALID
    assert "there is no criterion “X1”" in ending.err
    assert "keys and values are expected" not in ending.err


def test_a_kind_of_body_that_the_other_edition_does_not_have_is_left_out(tool: Call, tmp_path: Path) -> None:
    editions = Editions(tmp_path, LEVELS, LEVELS)
    kinds = [{"kind": "ministry", "titles": {"uz": "a", "ru": "b", "en": "c"}}]
    write_index(tmp_path / "other", [[criterion(LEVELS), criterion(LEVELS, "X2")]], kinds=kinds)
    body = editions.body(FULL, organisation={"id": "body", "name": "Body", "kinds": ["ministry", "bank"]})
    ending = tool("score", body, "--index", editions.other)
    assert (ending.code, ending.err) == (ExitCode.DONE, f"{LEFT_OUT}kinds (bank)\n")


def test_a_line_of_the_scaffold_that_nobody_filled_in_is_not_worth_telling(tool: Call, tmp_path: Path) -> None:
    editions = Editions(tmp_path, LEVELS, None)
    body = write_workspace(tmp_path / "body", {"X1": None, "X2": FULL}, editions.own)
    (body / "evidence" / "all.yaml").write_text("evidence:\n  X1:\n")
    ending = tool("score", body, "--index", editions.other)
    assert (ending.code, ending.err) == (ExitCode.DONE, "")
