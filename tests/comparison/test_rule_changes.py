"""Two saved reports compared: other rules, and reports of older programs."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from openness_cli.comparison.causes import RuleChange, RuleField
from openness_cli.errors import ExitCode
from openness_cli.messages import use
from openness_cli.reports._diff_words import rule_sentence
from openness_cli.reports.diff import DiffReport
from tests.builders.bodies import LEVELS, QUARTERS, SHARE, criterion, full, item, write_index
from tests.builders.formats import names_of
from tests.builders.reports import Body
from tests.builders.tool import SAMPLES, Call, call_tool

FAILURES = ("2024-07-02T05:00:00Z", "2024-07-02T12:00:00Z", "2024-07-03T05:00:00Z")


# editions


def edited(body: Body, name: str, change: Callable[[list[dict[str, Any]]], None], **head: Any) -> Path:
    """Return a copy of the body's index with its criteria changed."""
    folder = Path(shutil.copytree(body.index, body.folder / name))
    document = yaml.safe_load((folder / "1.yaml").read_text())
    change(document["criteria"])
    return write_index(folder, [document["criteria"]], **head)


def test_another_last_confirmed_year_is_told(tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(LEVELS))
    for place, year in enumerate((2022, 2023)):
        index = edited(body, f"index-{year}", unchanged, confirmed_through=year)
        body.score(full(), f"2024-07-0{place + 1}", "--index", index)
    told = " ".join(call_tool("diff", *body.reports, "--lang", "en").out.split())
    assert "The methodology is known through 2023, before through 2022." in told
    assert told.count("2024: methodology not confirmed") == 1
    sides = body.diff()
    assert (sides["before"]["index"]["confirmed_through"], sides["after"]["index"]["confirmed_through"]) == (2022, 2023)


def unchanged(_criteria: list[dict[str, Any]]) -> None:
    """Leave the criteria as they are."""


def test_another_edition_on_the_same_evidence_names_the_rules_that_changed(tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(LEVELS), criterion(QUARTERS, "X2"), criterion(SHARE, "X3"))

    def change(criteria: list[dict[str, Any]]) -> None:
        criteria[0]["rule"]["levels"] = {"full": 2, "partial": "0.5", "none": 0}
        criteria[1]["rule"]["due"] = {"days_after": 10}
        criteria[2] = {**criteria[2], "id": "X4", "needs": {"source": "file"}}

    evidence = {**full(), "X2": {"items": [item("2024-04-20", period="2024-Q1")]}}
    body.score(evidence)
    body.score(evidence, "2024-07-01", "--index", edited(body, "next", change, index="next", edition="2025-01-01"))
    found = body.diff()
    rows = {row["id"]: row for row in found["criteria"]}
    assert [because["cause"] for because in rows["X1"]["causes"]] == ["definitions-changed"]
    assert rows["X1"]["rules"] == [
        {"rule": "points", "before": "1", "after": "2"},
        {"rule": "levels", "before": "full: 1, partial: 0.5, none: 0", "after": "full: 2, partial: 0.5, none: 0"},
    ]
    assert rows["X2"]["rules"] == [{"rule": "due", "before": "P25D", "after": "P10D"}]
    assert rows["X2"]["cause_of_earned"] == "definitions-changed"
    assert rows["X3"]["outcome_after"] is None
    assert rows["X4"]["outcome_before"] is None
    text = call_tool("diff", *body.reports).out
    assert "Other rules: small of 1 January 2024 -> next of 1 January 2025" in text
    assert "due 25 days after the period -> 10 days after the period" in text
    assert "new in this edition" in text
    assert "not in the new edition" in text


def test_rules_that_differ_without_moving_a_point_are_named_and_so_is_what_holds_for_all(levels: Body) -> None:
    def change(criteria: list[dict[str, Any]]) -> None:
        criteria[0]["needs"] = {"source": "url", "formats": ["pdf"], "fresh_days": 400}

    levels.score(full())
    links = {"broken_after": 5, "apart_hours": 6, "max_age_days": 30}
    levels.score(full(), "2024-07-01", "--index", edited(levels, "next", change, links=links))
    found = levels.diff()
    (row,) = found["criteria"]
    assert row["causes"] == []
    assert {rule["rule"] for rule in row["rules"]} == {"source", "formats", "fresh-days"}
    assert found["rules"] == [{"rule": "broken-after", "before": "3", "after": "5"}]
    text = call_tool("diff", *levels.reports).out
    assert "The rules differ, although they name the same edition." in text
    assert "Rules that differ: 1 criterion" in text


@pytest.mark.parametrize(
    ("links", "causes"),
    [
        ({"max_age_days": 10}, ["definitions-changed", "not-checked"]),
        ({"max_age_days": 40, "broken_after": 4}, []),
    ],
)
def test_another_rule_of_links_goes_before_what_it_did_to_them(
    links: dict[str, int], causes: list[str], levels: Body
) -> None:
    levels.check("ok", "2024-06-15T05:00:00Z")
    policy = {"broken_after": 3, "apart_hours": 6, "max_age_days": 30, **links}
    levels.score(full())
    levels.score(full(), "2024-07-01", "--index", edited(levels, "next", unchanged, links=policy))
    rows = levels.diff("--basis", "verified")["criteria"]
    assert [because["cause"] for row in rows for because in row["causes"]] == causes
    if rows:
        assert rows[0]["cause_of_earned"] == "definitions-changed"
    assert levels.diff()["criteria"] == []


def test_a_rule_of_links_that_cannot_have_moved_them_is_no_cause(levels: Body) -> None:
    levels.check("ok", "2024-07-01T05:00:00Z")
    levels.score(full(), "2024-07-02")
    levels.check("failed", *FAILURES)
    policy = {"broken_after": 3, "apart_hours": 8, "max_age_days": 10}
    levels.score(full(), "2024-07-03", "--index", edited(levels, "next", unchanged, links=policy))
    assert levels.causes("--basis", "verified") == ["link-died"]


def test_the_order_in_which_levels_are_written_is_no_rule(levels: Body) -> None:
    def turn(criteria: list[dict[str, Any]]) -> None:
        criteria[0]["rule"]["levels"] = dict(reversed(criteria[0]["rule"]["levels"].items()))

    levels.score(full())
    levels.score(full(), "2024-07-01", "--index", edited(levels, "next", turn))
    assert levels.diff()["criteria"] == []


@pytest.mark.parametrize("strip", [False, True])
def test_a_criterion_that_moved_to_another_indicator_is_named(tool: Call, tmp_path: Path, *, strip: bool) -> None:
    ones = [criterion(LEVELS, name) for name in ("X1", "X2", "X3")]
    body = Body(tmp_path, *ones)
    body.index = write_index(tmp_path / "index", [[ones[0], ones[1]], [ones[2]]])
    evidence = {**full(level="partial"), "X2": {"level": "full", "items": [item()]}}
    body.score(evidence, strip=strip)
    body.index = write_index(tmp_path / "next", [[ones[0]], [ones[1], ones[2]]])
    body.score({**evidence, **full()})
    found = body.diff()
    rows = {row["id"]: row for row in found["criteria"]}
    assert rows["X2"]["rules"] == [{"rule": "indicator", "before": "1", "after": "2"}]
    assert [because["cause"] for because in rows["X2"]["causes"]] == ["definitions-changed"]
    assert [own["earned"]["change"] for own in found["indicators"]] == [-0.5, 1]
    assert "indicator 1 -> 2" in tool("diff", *body.reports).out


def test_a_criterion_that_moved_has_won_by_its_evidence(tmp_path: Path) -> None:
    one, two, three = (criterion(LEVELS, name) for name in ("X1", "X2", "X3"))
    body = Body(tmp_path, one)
    body.index = write_index(tmp_path / "index", [[one, two], [three]])
    body.score({})
    body.index = write_index(tmp_path / "next", [[two], [one, three]])
    body.score(full())
    (row,) = (row for row in body.diff()["criteria"] if row["id"] == "X1")
    assert [because["cause"] for because in row["causes"]] == ["new-evidence", "definitions-changed"]
    assert row["cause_of_earned"] == "new-evidence"


def test_the_preview_of_another_edition_of_the_shipped_index_can_be_compared(tool: Call, tmp_path: Path) -> None:
    index = Path(shutil.copytree(SAMPLES.parent / "indicators" / "pf-154", tmp_path / "pf-154"))
    budget = (index / "4-budget.yaml").read_text(encoding="utf-8")
    (index / "4-budget.yaml").write_text(budget.replace("days_after: 25", "days_after: 20", 1), encoding="utf-8")
    for name, more in (("a", ()), ("b", ("--index", index))):
        tool("score", SAMPLES / "dead-links", "--format", "json", "--output", tmp_path / f"{name}.json", *more)
    found = json.loads(tool("diff", tmp_path / "a.json", tmp_path / "b.json", "--format", "json").out)
    (row,) = found["criteria"]
    assert (row["id"], row["rules"]) == ("C4.1", [{"rule": "due", "before": "P25D", "after": "P20D"}])


# old files


def test_reports_without_the_later_keys_are_read_and_say_what_they_do_not_tell(levels: Body) -> None:
    levels.score(full(level="partial"), strip=True)
    levels.score(full(level="full"))
    (row,) = levels.diff()["criteria"]
    assert (row["earned"]["change"], row["on_course"]["change"]) == (0.5, 0.5)
    assert row["cause_of_earned"] == "other"
    found = levels.diff("--basis", "declared")
    assert found["criteria"][0]["on_course"]["change"] is None
    assert found["total"]["on_course"]["change"] == 0.5
    assert {own["on_course"] for own in found["causes"]} == {None}
    assert "older program" in call_tool("diff", *levels.reports, "--basis", "declared").out
    for form in names_of(DiffReport):
        assert call_tool("diff", *levels.reports, "--basis", "declared", "--format", form).code == ExitCode.DONE


def test_of_an_older_report_changed_points_are_named(levels: Body) -> None:
    def change(criteria: list[dict[str, Any]]) -> None:
        criteria[0]["rule"]["levels"] = {"full": 3, "none": 0}

    levels.score(full(), strip=True)
    levels.score(full(), "2024-07-01", "--index", edited(levels, "next", change, edition="2025-01-01"))
    (row,) = levels.diff()["criteria"]
    assert row["rules"] == [{"rule": "points", "before": "1.00", "after": "3.00"}]
    assert row["cause_of_earned"] == "definitions-changed"
    assert "only other points are named" in call_tool("diff", *levels.reports).out.replace("\n", " ")


def test_a_changed_rule_is_told_in_decimals_and_words(tmp_path: Path) -> None:
    eighths = {**SHARE, "steps": [{"min": "0.125", "points": "0.5"}, {"min": "0.625", "points": 1}]}
    body = Body(tmp_path, criterion(SHARE))

    def change(criteria: list[dict[str, Any]]) -> None:
        criteria[0]["rule"] = eighths
        criteria[0]["needs"] = {"source": "either"}

    claim = {"X1": {"count": 1, "of": 2, "items": [item()]}}
    body.score(claim)
    body.score(claim, "2024-07-01", "--index", edited(body, "next", change, index="next", edition="2025-01-01"))
    text = " ".join(call_tool("diff", *body.reports, "--lang", "ru").out.split())
    assert "12,5 % = 0,5; 62,5 % = 1" in text
    assert "either" not in text
    assert not re.search(r"\d\.\d", text.replace("2024.", ""))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (RuleChange(RuleField.STEPS, "7/10: 1/12", "2/3: 1"), "steps 0.7 = 0.0833 → 0.6667 = 1"),
        (
            RuleChange(RuleField.STEPS, "7/10: 1/12", "2: 1", ("share", "count")),
            "steps 70% = 0.0833 → 2 = 1",
        ),
        (
            RuleChange(RuleField.LEVELS, "full: 1, none: 0", "own: 1/2", ("levels", "levels")),
            "levels fully = 1; not at all = 0 → own = 0.5",
        ),
        (RuleChange(RuleField.LATE, "0", "1/3"), "share of what is late 0 → 0.3333"),
        (RuleChange(RuleField.KIND, "count", "share"), "kind count → share"),
        (RuleChange(RuleField.DURING, "False", "True"), "published before its period ends: no → yes"),
        (RuleChange(RuleField.PARTS, "part-1: 1/2", "part-1: 1"), "parts part-1 = 0.5 → part-1 = 1"),
    ],
)
def test_no_part_of_a_rule_is_told_as_a_fraction(change: RuleChange, told: str) -> None:
    use("en")
    assert rule_sentence(change) == told


def test_a_rule_of_very_many_steps_is_told_by_the_first_of_them() -> None:
    use("en")
    steps = ", ".join(f"{number}: 1/3" for number in range(1, 100_001))
    told = rule_sentence(RuleChange(RuleField.STEPS, "1: 1", steps))
    assert told.startswith("steps 1 = 1 → 1 = 0.3333; 2 = 0.3333")
    assert told.endswith("= 0.3333 …")
    assert len(told) < 3000
