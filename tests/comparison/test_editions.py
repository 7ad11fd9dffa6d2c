"""One body by two editions: what is different of each criterion, and figures that add up."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openness_cli.errors import ExitCode
from tests.builders.bodies import COUNT, LEVELS, QUARTERS, contents, criterion, item, write_index, write_workspace
from tests.builders.commands import other_edition
from tests.builders.documents import table
from tests.builders.tool import BODIES, SAMPLES, Call, call_tool

DAY = ("--as-of", "2024-07-01")


def compared(folder: Path, other: Path, *more: str) -> dict[str, Any]:
    ending = call_tool("index", "compare", other, folder, *more, "--format", "json")
    assert ending.code == ExitCode.DONE, ending.err
    found: dict[str, Any] = json.loads(ending.out)
    return found


def by_id(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {own["id"]: own for own in found["criteria"]}


def test_each_criterion_says_what_is_different_of_it(tmp_path: Path) -> None:
    own = [criterion(rule, f"X{number}") for number, rule in enumerate((LEVELS, LEVELS, COUNT, LEVELS, LEVELS), 1)]
    old = write_index(tmp_path / "old", [own])
    title = {"uz": "boshqa", "ru": "другой", "en": "another"}
    worth_more = {"kind": "levels", "levels": {"full": 2, "partial": 1, "none": 0}}
    new = write_index(
        tmp_path / "new",
        [[
            criterion(LEVELS, "X1"), criterion(worth_more, "X2"), criterion(LEVELS, "X4", titles=title),
            criterion(LEVELS, "X5", points_basis="published"), criterion(QUARTERS, "X6"),
        ]],
        edition="2025-01-01",
    )  # fmt: skip
    evidence = {
        "X1": {"level": "full", "items": [item()]},
        "X2": {"level": "partial", "items": [item()]},
        "X3": {"count": 7, "items": [item(shows=7)]},
    }
    found = compared(write_workspace(tmp_path / "body", evidence, old), new, *DAY)
    rows = by_id(found)
    assert {name: row["difference"] for name, row in rows.items()} == {
        "X1": "none", "X2": "rule", "X3": "gone", "X4": "wording", "X5": "labels", "X6": "new",
    }  # fmt: skip
    assert (rows["X2"]["possible_before"], rows["X2"]["possible_after"], rows["X2"]["on_course_change"]) == (1, 2, 0.5)
    assert "points_before" not in rows["X6"]
    assert "possible_before" not in rows["X6"]
    assert "possible_after" not in rows["X3"]
    assert rows["X3"]["on_course_change"] == -1
    assert found["left_out"] == ["X3"]
    assert rows["X2"]["rules"] == (
        "points 1 → 2; levels fully = 1; in part = 0.5; not at all = 0 → fully = 2; in part = 1; not at all = 0"
    )
    assert rows["X4"]["rules"] == "before: “text”"
    assert rows["X5"]["rules"] == "points: assumed → published"


def test_the_same_definitions_change_nothing(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full", "items": [item()]}}, index)
    told = tool("index", "compare", index, body).out
    assert "By both editions every criterion is the same" in " ".join(told.split())
    assert "What is different" not in told


@pytest.mark.parametrize("body", BODIES)
def test_each_side_says_what_its_own_score_says(body: str, tool: Call, tmp_path: Path) -> None:
    other = other_edition(tmp_path / "edition")
    folder = SAMPLES / body
    found = compared(folder, other)
    day = found["as_of"]
    own = json.loads(tool("score", folder, "--as-of", day, "--format", "json").out)
    by_other = json.loads(tool("score", folder, "--as-of", day, "--index", other, "--format", "json").out)
    for side, score in ((found["before"], own), (found["after"], by_other)):
        assert (side["total"], side["band"]) == (score["headline"]["total"], score["headline"]["band"])
        assert side["certainty"] == score["certainty"]
        assert side["index"] == score["index"]
        assert side["reachable"] == score["scores"]["reachable"]["total"]


EVIDENCE: list[dict[str, Any]] = [
    {"level": "full", "items": [item()]},
    {"level": "partial", "items": [item()]},
    {"level": "none", "items": [item()]},
]
RULES = st.sampled_from([LEVELS, {"kind": "levels", "levels": {"full": "1.33", "partial": "0.67", "none": 0}}])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    old=st.lists(RULES, min_size=1, max_size=6),
    new=st.lists(RULES, min_size=1, max_size=6),
    levels=st.lists(st.sampled_from(EVIDENCE), max_size=6),
)
def test_figures_add_up_to_the_totals(
    old: list[Any], new: list[Any], levels: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("editions")
    indices = [
        write_index(folder / name, [[criterion(rule, f"X{number}") for number, rule in enumerate(rules)]])
        for name, rules in (("old", old), ("new", new))
    ]
    evidence = {f"X{number}": own for number, own in enumerate(levels[: len(old)])}
    body = write_workspace(folder / "body", evidence, indices[0])
    found = compared(body, indices[1], *DAY)
    change = round(found["after"]["total"] - found["before"]["total"], 2)
    ending = call_tool("index", "compare", indices[1], body, *DAY, "--format", "csv-excel", "--lang", "en")
    rows = table(ending.out.removeprefix("\ufeff"), ";")
    numbers = [float((row["on course change"] or "0").replace(",", ".").replace("−", "-")) for row in rows]
    assert round(sum(numbers[:-1]), 2) == numbers[-1] == change
    sums = found["sums"]
    assert sum(own["criteria"] for own in sums) == len(found["criteria"])
    assert abs(round(sum(own["change"] for own in sums) - change, 2)) <= 0.01 * len(found["criteria"])
    shutil.rmtree(folder)


def test_a_criterion_that_counts_for_more_or_less_is_told(tool: Call, tmp_path: Path) -> None:
    rules = [criterion(LEVELS, "X1"), criterion(LEVELS, "X2")]
    old = write_index(tmp_path / "old", [[rules[0], {**rules[1], "applies_to": ["bank"]}]])
    new = write_index(tmp_path / "new", [rules])
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full", "items": [item()]}}, old)
    rows = by_id(compared(body, new, *DAY))
    assert (rows["X1"]["difference"], rows["X1"]["on_course_change"]) == ("scale", -1)
    assert rows["X1"]["rules"] == "its points count × 2 → × 1"
    assert (rows["X2"]["difference"], rows["X2"]["rules"]) == ("rule", "asked of bank → everybody")
    told = " ".join(tool("index", "compare", new, body, *DAY).out.split())
    assert "counts for more or less 1 2.00 1.00 -1.00" in told


def test_what_is_at_stake_adds_up_too(tool: Call, tmp_path: Path) -> None:
    other, body = other_edition(tmp_path / "edition"), SAMPLES / "ministry-2024"
    found = compared(body, other)
    for options in ((), ("--only", "C4.*")):
        ending = tool("index", "compare", other, body, *options, "--format", "csv-excel", "--lang", "en")
        rows = table(ending.out.removeprefix("\ufeff"), ";")
        for side in ("before", "after"):
            points = [round(100 * float((row[f"at stake {side}"] or "0").replace(",", "."))) for row in rows]
            assert sum(points[:-1]) == points[-1] == round(100 * found[side]["at_stake"])


def test_a_fixed_day_and_an_assessment_that_is_over_are_told(tool: Call, tmp_path: Path) -> None:
    other, body = other_edition(tmp_path / "edition"), SAMPLES / "model-body"
    told = " ".join(tool("index", "compare", other, body, "--lang", "en").out.split())
    assert "The day is fixed in openness.yaml" in told
    assert compared(body, other)["over"] is False
    over = " ".join(tool("index", "compare", other, body, "--as-of", "2025-03-05", "--lang", "en").out.split())
    assert "Final as of 1 March 2025: later changes do not count." in over
    assert compared(body, other, "--as-of", "2025-03-05")["over"] is True


def test_only_chooses_what_is_listed_and_no_total(tool: Call, tmp_path: Path) -> None:
    other, body = other_edition(tmp_path / "edition"), SAMPLES / "dead-links"
    every = compared(body, other)
    assert compared(body, other, "--only", "C4.*") == every
    rows = table(tool("index", "compare", other, body, "--only", "C4.*", "--format", "csv").out)
    assert [row["criterion"] for row in rows] == [f"C4.{number}" for number in (1, 2, 3, 4, 5, 7, 6)]
    ending = tool("index", "compare", other, body, "--only", "C9.*")
    assert ending.code == ExitCode.USAGE
    told = tool("index", "compare", other, body, "--only", "C4.1", "--lang", "en").out
    assert "What is different: 1 criterion" in told


def test_nothing_is_written_over_either_edition_or_the_body(tool: Call, tmp_path: Path) -> None:
    other = other_edition(tmp_path / "edition")
    body = Path(shutil.copytree(SAMPLES / "dead-links", tmp_path / "body"))
    before = contents(tmp_path)
    for target in (other / "index.yaml", other / "x.json", body / "evidence" / "x.yaml", body / "openness.yaml"):
        ending = tool("index", "compare", other, body, "--format", "json", "--output", target)
        assert ending.code == ExitCode.USAGE, target
    assert contents(tmp_path) == before


def test_what_cannot_be_compared_is_told(tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ending = tool("index", "compare", tmp_path / "none", SAMPLES / "dead-links")
    assert ending.code == ExitCode.USAGE
    assert "there is no index" in ending.err
    (tmp_path / "empty").mkdir()
    ending = tool("index", "compare", tmp_path / "empty", SAMPLES / "dead-links")
    assert ending.code == ExitCode.USAGE
    assert f"there is no index.yaml in {tmp_path / 'empty'}" in ending.err
    monkeypatch.chdir(tmp_path)
    ending = tool("index", "compare", other_edition(tmp_path / "edition"))
    assert ending.code == ExitCode.USAGE
    assert "there is no openness.yaml here" in ending.err


def test_the_page_shows_both_rules_side_by_side_and_can_be_sifted(tool: Call, tmp_path: Path) -> None:
    other = other_edition(tmp_path / "edition")
    page = tool("index", "compare", other, SAMPLES / "dead-links", "--format", "html", "--lang", "en").out
    assert "due 25 days after the period ends" in page
    assert "due 40 days after the period ends" in page
    assert page.index("<select") < page.index("due 40 days")
