"""``openness owners``: what each unit has to do with the score, and what is nobody's."""

import csv
import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.errors import ExitCode
from openness_cli.model.evidence import fold
from openness_cli.model.points import exact_sum
from openness_cli.outlook.deadlines import find_deadlines
from openness_cli.outlook.units import make_units
from openness_cli.scoring.findings import find
from tests.builders.bodies import LEVELS, QUARTERS, criterion, item, write_body
from tests.builders.tool import CYRILLIC, SAMPLES, Call
from tests.laws.worlds import EVALUATION, World, worlds

DEAD, ALIVE = "https://a.example/dead", "https://a.example/alive"


@pytest.fixture
def body(tmp_path: Path) -> Path:
    claims: dict[str, Any] = {
        "X1": {"level": "full", "owner": "Press", "items": [item(url=DEAD), item(url=ALIVE, owner="IT")]},
        "X2": {"owner": "press ", "items": [item("2024-04-20", period="2024-Q1")]},
        "X3": {"level": "partial", "action": "site", "items": [item(url=ALIVE)]},
    }
    criteria = (criterion(LEVELS), criterion(QUARTERS, "X2"), criterion(LEVELS, "X3"), criterion(LEVELS, "X4"))
    body = write_body(tmp_path, claims, *criteria)
    path = body / "evidence" / "b.yaml"
    path.write_text("actions: {site: {title: Sayt, owner: IT}}", encoding="utf-8")
    lines = [
        {"time": f"2024-06-0{day}T05:00:00Z", "url": DEAD, "result": "failed", "cause": "404"} for day in (1, 2, 3)
    ]
    log = body / "availability"
    log.mkdir()
    (log / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return body


def units_of(tool: Call, body: Path, *more: str) -> dict[str | None, dict[str, Any]]:
    ending = tool("owners", body, "--as-of", "2024-07-01", "--format", "json", *more)
    assert ending.code == ExitCode.DONE, ending.err
    return {own["owner"]: own for own in json.loads(ending.out)["owners"]}


def test_each_unit_has_what_it_owns_in_any_spelling_and_nobody_has_the_rest(body: Path, tool: Call) -> None:
    units = units_of(tool, body)
    assert list(units) == ["IT", "Press", None] or list(units) == ["Press", "IT", None]
    assert {name: own["ids"] for name, own in units.items()} == {
        "Press": ["X1", "X2"],
        "IT": ["X1", "X3"],
        None: ["X4"],
    }
    assert [units[name]["dead_links"] for name in ("Press", "IT", None)] == [1, 0, 0]
    assert units["Press"]["next_due"] == "2024-07-25"
    assert (units["IT"]["at_stake"], units[None]["at_stake"]) == (0.5, 1)


def test_one_unit_may_be_asked_for_and_what_is_nobodys(body: Path, tool: Call) -> None:
    assert list(units_of(tool, body, "--owner", "pre")) == ["Press"]
    assert list(units_of(tool, body, "--owner", "-")) == [None]
    ending = tool("owners", body, "--owner", "Nobody")
    assert ending.code == ExitCode.USAGE
    assert "IT; Press" in ending.err or "Press; IT" in ending.err


def test_the_table_for_programs_has_its_columns_and_the_one_for_people_a_word(body: Path, tool: Call) -> None:
    rows = list(csv.reader(tool("owners", body, "--as-of", "2024-07-01", "--format", "csv").out.splitlines()))
    assert rows[0] == ["owner", "criteria", "points", "at_stake", "dead_links", "overdue", "next_due"]
    assert rows[-1] == ["", "1", "1.00", "1.00", "0", "0", ""]
    sheet = tool("owners", body, "--as-of", "2024-07-01", "--format", "csv-excel", "--lang", "uz").out
    assert "masʼul koʻrsatilmagan;1;1,00" in sheet


def with_units(body: Path) -> Path:
    with (body / "openness.yaml").open("a", encoding="utf-8") as file:
        file.write("\nowners: {press: press@a.example, Arxiv: {email: arxiv@a.example}, Kadrlar: }\n")
    return body


def test_a_unit_of_the_folder_has_a_line_though_nothing_is_its_own(body: Path, tool: Call) -> None:
    units = units_of(tool, with_units(body))
    assert list(units)[-3:] == ["Arxiv", "Kadrlar", None]
    assert (units["Arxiv"]["criteria"], units["Arxiv"]["ids"], units["Arxiv"]["next_due"]) == (0, [], None)
    assert [own.get("email") for own in units.values() if own["criteria"]].count("press@a.example") == 1
    assert "email" not in units["Kadrlar"]
    assert list(units_of(tool, body, "--owner", "arx")) == ["Arxiv"]
    sheet = tool("owners", body, "--format", "csv-excel", "--lang", "en").out
    assert "press@a.example" in sheet
    assert "a.example |\n" in tool("owners", body, "--format", "markdown").out
    # what it owns is asked for elsewhere as before
    assert tool("score", body, "--owner", "arxiv").code == ExitCode.USAGE


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
def test_on_80_columns_no_owner_of_30_letters_is_cut(language: str, tool: Call) -> None:
    text = tool("owners", SAMPLES / "dead-links", "--lang", language).out
    (line,) = [line for line in text.splitlines() if line.startswith("Komplayens-nazorat boʻlimi ")]
    assert ("1.80" if language == "en" else "1,80") in line
    assert max(map(len, text.splitlines())) <= 80


@given(worlds(), st.dates(date(2023, 12, 1), EVALUATION))
def test_every_criterion_and_every_point_at_stake_is_somebodys_or_nobodys(world: World, day: date) -> None:
    assessment = world.assess(day)
    findings = find(assessment)
    units = make_units(assessment, findings, find_deadlines(assessment, findings))
    scored = [own for own in findings if own.scale is not None and own.verdict.applicability.is_scored]
    named = {finding.verdict.criterion.id for unit in units for finding in unit.criteria}
    assert named == {own.verdict.criterion.id for own in scored}
    names = [fold(unit.owner) for unit in units]
    assert len(names) == len(set(names))
    at_stake = exact_sum(own.at_stake for own in scored)
    assert exact_sum(unit.at_stake for unit in units) >= at_stake
    if all(len(own.owners) <= 1 for own in scored):
        assert exact_sum(unit.at_stake for unit in units) == at_stake
    assert all(Fraction(0) <= unit.at_stake <= unit.points for unit in units)
