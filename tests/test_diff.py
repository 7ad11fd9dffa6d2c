"""Two saved reports compared: each cause from real runs, sums that add up, files that are not trusted."""

import csv
import io
import itertools
import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.comparison.causes import ChangeCause
from openness_cli.comparison.diff import Diff, Measure, compare
from openness_cli.comparison.evidence_changes import pair_items
from openness_cli.comparison.saved import SavedItem, SavedReport
from openness_cli.comparison.saved_reader import load_report, saved_report
from openness_cli.errors import ExitCode
from openness_cli.formats.table_formats import TableFormat
from openness_cli.reports.diff.formats import render_diff
from openness_cli.reports.score_json import to_wire
from openness_cli.schemas import diff as wire_diff
from openness_cli.schemas.input import SchemaName, json_schema
from openness_cli.schemas.report import FaultWord, Report
from openness_cli.scoring.assessment import Basis
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.items import Fault, Opening
from openness_cli.scoring.report import make_report
from tests.conftest import SAMPLES, Call, call_tool
from tests.small import CHECKLIST, COUNT, LEVELS, QUARTERS, SHARE, criterion, item, write_index, write_workspace
from tests.test_laws import DAYS, LIMITS, World, worlds

URL = "https://example.org/a"
KEYS_ADDED = ("rule", "claim", "items", "periods", "on_course")


class Body:
    """A little body with an index of its own, scored as often as a test likes."""

    def __init__(self, folder: Path, *criteria: dict[str, Any]) -> None:
        self.folder = folder
        self.index = write_index(folder / "index", [list(criteria)])
        self.reports: list[Path] = []

    def score(self, evidence: dict[str, Any], day: str = "2024-07-01", *more: str | Path, strip: bool = False) -> None:
        body = write_workspace(self.folder / "body", evidence, self.index)
        saved = self.folder / f"report-{len(self.reports)}.json"
        ending = call_tool("score", body, "--as-of", day, "--format", "json", "--output", saved, *more)
        assert ending.code == ExitCode.DONE, ending.err
        if strip:
            older(saved)
        self.reports.append(saved)

    def check(self, result: str, *times: str, url: str = URL) -> None:
        log = self.folder / "body" / "availability" / "a.jsonl"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a") as file:
            file.writelines(json.dumps({"time": t, "url": url, "result": result, "cause": "404"}) + "\n" for t in times)

    def diff(self, *options: str | Path) -> dict[str, Any]:
        ending = call_tool("diff", *self.reports[-2:], "--format", "json", *options)
        assert ending.code == ExitCode.DONE, ending.err
        found: dict[str, Any] = json.loads(ending.out)
        return found

    def causes(self, *options: str | Path) -> list[str]:
        """Return the causes of the one criterion, each checked to be put down to something."""
        (row,) = self.diff(*options)["criteria"]
        return [because["cause"] for because in row["causes"]]


def older(saved: Path) -> None:
    """Take out of a report what programs did not write when version 1 began."""
    report = json.loads(saved.read_text(encoding="utf-8"))
    report.pop("rules")
    for row in (*report["indicators"], *report["criteria"]):
        for key in KEYS_ADDED:
            row.pop(key, None)
    saved.write_text(json.dumps(report), encoding="utf-8")


def full(*items: dict[str, Any], level: str = "full") -> dict[str, Any]:
    return {"X1": {"level": level, "items": list(items or (item(),))}}


@pytest.fixture
def levels(tmp_path: Path) -> Body:
    return Body(tmp_path, criterion(LEVELS))


@pytest.fixture
def quarters(tmp_path: Path) -> Body:
    return Body(tmp_path, criterion(QUARTERS))


# causes


@pytest.mark.parametrize("strip", [False, True])
def test_new_evidence_and_evidence_taken_away(levels: Body, *, strip: bool) -> None:
    levels.score({}, strip=strip)
    levels.score(full(item(title="Page")))
    assert levels.causes() == ["new-evidence"]
    levels.score({}, strip=strip)
    assert levels.causes() == ["evidence-removed"]


def test_new_evidence_names_its_items_and_a_second_proof_is_no_cause(levels: Body) -> None:
    levels.score({})
    levels.score(full(item(title="Page")))
    (row,) = levels.diff()["criteria"]
    assert row["causes"][0]["about"] == ["Page"]
    assert row["earned"] == {"before": 0, "after": 1, "change": 1}
    levels.score(full(item(title="Page"), item(url="https://example.org/b")))
    assert levels.diff()["criteria"] == []


def test_an_item_published_meanwhile_is_new_evidence(levels: Body) -> None:
    levels.score(full(item("2024-08-01", title="Page")), "2024-07-01")
    levels.score(full(item("2024-08-01", title="Page")), "2024-09-01")
    assert levels.causes() == ["new-evidence"]


@pytest.mark.parametrize("strip", [False, True])
def test_a_proof_is_mended_and_ceases_to_count(levels: Body, *, strip: bool) -> None:
    levels.score(full(item(None, title="Page")), strip=strip)
    levels.score(full(item(title="Page")))
    assert levels.causes() == ["proof-mended"]
    levels.score(full(item(None, title="Page")), strip=strip)
    (row,) = levels.diff()["criteria"]
    assert (row["causes"][0]["cause"], row["causes"][0]["faults"]) == ("proof-fell", ["undated"])
    assert levels.diff("--basis", "declared")["criteria"] == []


def test_a_page_that_grew_too_old(tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(LEVELS, needs={"source": "url", "fresh_days": 100}))
    body.score(full(item("2024-06-01")), "2024-07-01")
    body.score(full(item("2024-06-01")), "2024-12-01")
    assert body.causes() == ["proof-fell"]


@pytest.mark.parametrize("strip", [False, True])
def test_a_link_dies_and_comes_back(levels: Body, *, strip: bool) -> None:
    levels.score(full())
    levels.check("ok", "2024-07-01T05:00:00Z")
    levels.score(full(), "2024-07-02", strip=strip)
    assert levels.causes("--basis", "verified") == ["checked"]
    levels.check("failed", "2024-07-02T05:00:00Z", "2024-07-02T12:00:00Z", "2024-07-03T05:00:00Z")
    levels.score(full(), "2024-07-03")
    (row,) = levels.diff("--basis", "verified")["criteria"]
    assert [because["cause"] for because in row["causes"]] == ["link-died"]
    assert row["causes"][0]["about"] == [URL]
    assert levels.diff()["criteria"] == []
    levels.check("ok", "2024-07-04T05:00:00Z")
    levels.score(full(), "2024-07-04", strip=strip)
    assert levels.causes("--basis", "verified") == ["link-back"]
    levels.score(full(), "2024-09-01")
    assert levels.causes("--basis", "verified") == ["not-checked"]


def test_what_is_published_and_not_looked_at_is_not_on_course_as_verified(quarters: Body) -> None:
    quarters.score({}, "2024-07-10")
    quarters.score({"X1": {"items": [item("2024-07-10", period="2024-Q2")]}}, "2024-07-10")
    assert quarters.causes("--basis", "verified") == ["not-checked"]
    assert quarters.causes() == ["new-evidence"]


@pytest.mark.parametrize(
    ("before", "after", "cause"), [("partial", "full", "claim-rose"), ("full", "none", "claim-fell")]
)
def test_the_level_claimed_changes(before: str, after: str, cause: str, levels: Body) -> None:
    levels.score(full(level=before))
    levels.score(full(level=after))
    assert levels.causes() == [cause]


def test_of_falls_and_rises(tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(SHARE))
    for of in (20, 10, 40):
        body.score({"X1": {"count": 10, "of": of, "items": [item()]}})
    (row,) = body.diff()["criteria"]
    assert (row["causes"][0]["cause"], row["causes"][0]["before"], row["causes"][0]["after"]) == ("of-rose", "10", "40")
    body.reports.pop()
    assert body.causes() == ["of-fell"]


def test_of_is_entered(tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(SHARE))
    body.score({"X1": {"count": 10, "items": [item()]}})
    body.score({"X1": {"count": 10, "of": 10, "items": [item()]}})
    assert body.causes() == ["claim-rose"]


def test_a_count_rises_by_items_by_what_one_shows_and_by_the_claim(tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(COUNT))
    body.score({"X1": {"items": [item(title="a", shows=5)]}}, "2025-01-10")
    body.score({"X1": {"items": [item(title="a", shows=6)]}}, "2025-01-10")
    assert body.causes() == ["proof-mended"]
    body.score({"X1": {"items": [item(title="a", shows=6), item(title="b", shows=6)]}}, "2025-01-10")
    assert body.causes() == ["new-evidence"]
    body.score({"X1": {"count": 6, "items": [item(title="a", shows=6), item(title="b", shows=6)]}}, "2025-01-10")
    assert body.causes() == ["claim-fell"]


def test_a_part_is_added_and_another_lost_at_once(tmp_path: Path) -> None:
    body = Body(
        tmp_path,
        criterion(
            {**CHECKLIST, "parts": [{**p, "points": n} for p, n in zip(CHECKLIST["parts"], (1, 2), strict=True)]}
        ),
    )
    body.score({"X1": {"items": [item(part="a", title="A")]}})
    body.score({"X1": {"items": [item(None, part="a", title="A"), item(part="b", title="B")]}})
    (row,) = body.diff()["criteria"]
    assert [because["cause"] for because in row["causes"]] == ["new-evidence", "proof-fell"]
    assert row["cause_of_earned"] == "new-evidence"


@pytest.mark.parametrize("strip", [False, True])
def test_a_day_passes_and_what_fell_due_is_on_course_no_longer(quarters: Body, *, strip: bool) -> None:
    quarters.score({}, "2024-07-25", strip=strip)
    quarters.score({}, "2024-07-26")
    (row,) = quarters.diff()["criteria"]
    (because,) = row["causes"]
    assert because["cause"] == "fell-due"
    if not strip:
        assert (because["about"], because["since"]) == (["2024-Q2"], "2024-07-25")
        assert "due date assumed" in because["message"]
    assert row["earned"]["change"] == 0
    assert row["on_course"] == {"before": 0.75, "after": 0.5, "change": -0.25}


def test_a_quarter_is_published_and_another_missed(quarters: Body) -> None:
    quarters.score({}, "2024-04-01")
    quarters.score({"X1": {"items": [item("2024-04-10", period="2024-Q1")]}}, "2024-08-01")
    (row,) = quarters.diff()["criteria"]
    assert [because["cause"] for because in row["causes"]] == ["new-evidence", "fell-due"]
    assert (row["cause_of_earned"], row["cause_of_on_course"]) == ("new-evidence", "fell-due")


def test_a_quarter_published_in_time_with_a_proof_that_does_not_count_did_not_merely_fall_due(quarters: Body) -> None:
    quarters.score({}, "2024-04-01")
    quarters.score({"X1": {"items": [item(None, period="2024-Q1", title="Q1")]}}, "2024-05-01")
    assert quarters.causes() == ["proof-fell"]


def test_a_date_corrected_from_late_to_on_time_mends_the_proof(quarters: Body) -> None:
    for day in ("2024-05-20", "2024-04-20"):
        quarters.score({"X1": {"items": [item(day, period="2024-Q1")]}}, "2024-06-01")
    assert quarters.causes() == ["proof-mended"]


def test_the_year_ends_and_the_evaluation_comes(tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(COUNT))
    on_pace = {"X1": {"items": [item("2024-12-01", shows=11)]}}
    body.score(on_pace, "2024-12-20")
    body.score(on_pace, "2025-01-05")
    assert body.causes() == ["year-ended"]
    behind = {"X1": {"items": [item("2024-02-01", shows=1)]}}
    body.score(behind, "2024-02-02")
    body.score(behind, "2024-10-01")
    assert body.causes() == ["fell-due"]
    yearly = Body(tmp_path / "yearly", criterion({**QUARTERS, "due": {"days_after": 300}}))
    yearly.score({}, "2025-02-20")
    yearly.score({}, "2025-03-02")
    assert "assessment-over" in yearly.causes()


def test_a_criterion_is_proved_not_to_apply_which_is_no_regression(tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(LEVELS), criterion(LEVELS, "X2"))
    both = {**full(), "X2": {"level": "full", "items": [item()]}}
    body.score(both)
    body.score({**both, "X1": {"not_applicable": "none", "items": [item()]}})
    found = body.diff("--fail-on", "regression")
    rows = {row["id"]: row for row in found["criteria"]}
    assert [because["cause"] for because in rows["X1"]["causes"]] == ["applicability-changed", "scale"]
    assert (rows["X2"]["scale_before"], rows["X2"]["scale_after"]) == ("1", "2")
    sums = {own["cause"]: own["earned"] for own in found["causes"]}
    assert sums == {"applicability-changed": -1, "scale": 1}
    assert found["regressions"] == []


OLD, NEW = "https://example.org/old", "https://example.org/new"
FAILURES = ("2024-07-02T05:00:00Z", "2024-07-02T12:00:00Z", "2024-07-03T05:00:00Z")


def test_an_address_added_beside_a_dead_one_mends_the_proof(levels: Body) -> None:
    levels.check("failed", *FAILURES, url=OLD)
    levels.check("ok", "2024-07-03T05:00:00Z", url=NEW)
    levels.score(full(item(url=OLD)), "2024-07-03")
    levels.score(full(item(url=[OLD, NEW])), "2024-07-03")
    (row,) = levels.diff("--basis", "verified")["criteria"]
    (because,) = row["causes"]
    assert (because["cause"], because["about"]) == ("proof-mended", [NEW])


def test_of_an_item_that_lost_an_address_the_one_that_died_is_named(levels: Body) -> None:
    levels.check("ok", "2024-07-01T05:00:00Z", url=NEW)
    levels.check("failed", *FAILURES, url=OLD)
    levels.score(full(item(url=[OLD, NEW], title="Page")), "2024-07-03")
    levels.check("failed", "2024-07-04T05:00:00Z", "2024-07-04T12:00:00Z", "2024-07-05T05:00:00Z", url=NEW)
    levels.score(full(item(url=NEW, title="Page")), "2024-07-05")
    (row,) = levels.diff("--basis", "verified")["criteria"]
    (because,) = row["causes"]
    assert (because["cause"], because["about"]) == ("link-died", [NEW])


@pytest.mark.parametrize("turned", [False, True])
def test_items_are_paired_by_what_they_share_in_whatever_order(tmp_path: Path, *, turned: bool) -> None:
    body = Body(tmp_path, criterion(COUNT))
    both = [item(title="a", shows=6), item(title="b", shows=6)]
    moved = [item(title="b", shows=6, url=[NEW, URL])]
    body.score({"X1": {"items": both[::-1] if turned else both}}, "2025-01-10")
    body.score({"X1": {"items": moved}}, "2025-01-10")
    (row,) = body.diff()["criteria"]
    assert [(because["cause"], len(because["about"])) for because in row["causes"]] == [("evidence-removed", 1)]
    body.score({"X1": {"items": both[:1]}}, "2025-01-10")
    body.reports[-2:] = [body.reports[-3], body.reports[-1]]
    (row,) = body.diff()["criteria"]
    assert [(because["cause"], because["about"]) for because in row["causes"]] == [("evidence-removed", ["b"])]


def test_the_order_of_items_never_decides_which_are_paired() -> None:
    none = SavedItem("", (), "", "", "", None, 1, frozenset(), Opening.UNKNOWN)
    before = [none._replace(urls=urls) for urls in (("a", "b"), ("b", "c"), ("c",), ("d",))]
    after = [none._replace(urls=urls) for urls in (("b", "a"), ("c", "e"), ("e", "b"))]
    found = {
        tuple(pair_items(one, other, lambda _item: ""))
        for one in itertools.permutations(before)
        for other in itertools.permutations(after)
    }
    (pairs,) = found
    assert {(one.urls if one else None, other.urls if other else None) for one, other in pairs} == {
        (("a", "b"), ("b", "a")),
        (("b", "c"), ("e", "b")),
        (("c",), ("c", "e")),
        (("d",), None),
    }


@pytest.mark.parametrize("basis", ["declared", "evidenced"])
def test_an_item_dated_later_is_still_there(basis: str, tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(CHECKLIST))
    for day in ("2024-06-01", "2024-12-01", "2024-06-02"):
        body.score({"X1": {"items": [item(day, part="a", title="A")]}}, "2024-07-01")
    assert body.causes("--basis", basis) == ["proof-mended"]
    body.reports.pop()
    (row,) = body.diff("--basis", basis)["criteria"]
    (because,) = row["causes"]
    assert (because["cause"], because["about"], because["faults"]) == ("proof-fell", ["A"], ["not-yet-published"])
    assert because["message"] == "does not count (dated later): A"


def test_a_count_whose_link_died_fell_due_only_where_more_is_asked_than_is_there(tmp_path: Path) -> None:
    body = Body(tmp_path, criterion({"kind": "count", "steps": [{"min": 12, "points": 1}]}))
    claim = {"X1": {"items": [item(title="a", shows=2), item(title="b", url=OLD, shows=4)]}}
    body.check("ok", "2024-07-01T05:00:00Z")
    body.check("ok", "2024-07-01T05:00:00Z", url=OLD)
    body.score(claim, "2024-07-02")
    body.check("failed", *FAILURES, url=OLD)
    body.score(claim, "2024-07-03")
    assert body.causes("--basis", "verified") == ["link-died"]
    body.score({"X1": {"items": [item(title="a", shows=5)]}}, "2024-05-20")
    body.score({"X1": {"items": [item(title="a", shows=5)]}}, "2024-06-30")
    assert body.diff()["criteria"] == []
    body.score({"X1": {"items": [item(title="a", shows=5)]}}, "2024-07-20")
    assert body.causes() == ["fell-due"]


def test_a_criterion_that_ceases_to_apply_is_named_although_its_own_points_did_not_move(
    tool: Call, tmp_path: Path
) -> None:
    body = Body(tmp_path, criterion(LEVELS), criterion(LEVELS, "X2"))
    two = {"X2": {"level": "full", "items": [item()]}}
    body.score({**full(level="none"), **two})
    body.score({"X1": {"not_applicable": "none", "items": [item()]}, **two})
    found = body.diff()
    rows = {row["id"]: row for row in found["criteria"]}
    assert [because["cause"] for because in rows["X1"]["causes"]] == ["applicability-changed"]
    assert found["total"]["earned"]["change"] == 1
    assert {own["cause"]: own["earned"] for own in found["causes"]} == {"scale": 1}
    for form, heading in (("terminal", "Began or ceased to apply: 1 criterion"), ("markdown", "Began or ceased")):
        text = tool("diff", *body.reports, "--format", form).out
        assert heading in text
        assert "does not apply any more" in text


def test_a_due_date_that_was_missed_is_told_as_the_last_day_on_time(tool: Call, quarters: Body) -> None:
    quarters.score({}, "2024-07-25")
    quarters.score({}, "2024-07-26")
    text = " ".join(tool("diff", *quarters.reports).out.split())
    assert "fell due and not published in time: 2024-Q2 (due 25 July 2024)" in text


# editions


def edited(body: Body, name: str, change: Callable[[list[dict[str, Any]]], None], **head: Any) -> Path:
    """Return a copy of the body's index with its criteria changed."""
    folder = Path(shutil.copytree(body.index, body.folder / name))
    document = yaml.safe_load((folder / "1.yaml").read_text())
    change(document["criteria"])
    return write_index(folder, [document["criteria"]], **head)


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
        ({"broken_after": 2}, ["definitions-changed", "link-died"]),
        ({"max_age_days": 10}, ["definitions-changed", "not-checked"]),
        ({"max_age_days": 40, "broken_after": 4}, []),
    ],
)
def test_another_rule_of_links_goes_before_what_it_did_to_them(
    links: dict[str, int], causes: list[str], levels: Body
) -> None:
    levels.check("ok", "2024-06-15T05:00:00Z")
    levels.check("failed", "2024-06-20T05:00:00Z", "2024-06-21T05:00:00Z")
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
    for form in TableFormat:
        assert call_tool("diff", *levels.reports, "--basis", "declared", "--format", form.value).code == ExitCode.DONE


def test_of_an_older_report_changed_points_are_named(levels: Body) -> None:
    def change(criteria: list[dict[str, Any]]) -> None:
        criteria[0]["rule"]["levels"] = {"full": 3, "none": 0}

    levels.score(full(), strip=True)
    levels.score(full(), "2024-07-01", "--index", edited(levels, "next", change, edition="2025-01-01"))
    (row,) = levels.diff()["criteria"]
    assert row["rules"] == [{"rule": "points", "before": "1.00", "after": "3.00"}]
    assert row["cause_of_earned"] == "definitions-changed"
    assert "only other points are named" in call_tool("diff", *levels.reports).out.replace("\n", " ")


# the gate


@pytest.mark.parametrize("basis", ["declared", "evidenced", "verified"])
def test_the_gate_is_that_of_score_with_a_baseline(basis: str, levels: Body, tool: Call) -> None:
    for strip in (False, True):
        levels.score(full(), strip=strip)
        levels.score(full(level="partial"))
        before, after = levels.reports[-2:]
        for old, new in ((before, after), (after, before), (before, before)):
            ending = tool("diff", old, new, "--basis", basis, "--fail-on", "regression")
            write_workspace(levels.folder / "body", full(level="full" if new is before else "partial"), levels.index)
            scored = ("score", levels.folder / "body", "--as-of", "2024-07-01", "--basis", basis)
            gated = tool(*scored, "--baseline", old, "--fail-on", "regression")
            assert ending.code == gated.code
            told = [line for line in ending.err.splitlines() if "gate failed" in line]
            assert told == [line for line in gated.err.splitlines() if "gate failed" in line]
            assert ending.out


@pytest.mark.parametrize("form", [form.value for form in TableFormat])
def test_the_gate_is_the_same_in_every_format_and_silent_without_being_asked(
    form: str, levels: Body, tool: Call
) -> None:
    levels.score(full())
    levels.score(full(level="partial"))
    ending = tool("diff", *levels.reports, "--format", form, "--fail-on", "regression")
    assert ending.code == ExitCode.FAILED
    assert "gate failed: 2 figures lower than in the baseline: on course 1.00 → 0.50, X1 1.00 → 0.50" in ending.err
    assert tool("diff", *levels.reports, "--format", form).code == ExitCode.DONE
    assert not tool("diff", *levels.reports, "--format", form, "--fail-on", "regression", "--quiet").err


# the command line


def test_every_wrong_call_has_its_code_and_reason(levels: Body, tool: Call, tmp_path: Path) -> None:
    levels.score(full())
    (saved,) = levels.reports
    other = tmp_path / "other.json"
    for change, words in (
        ({"organisation": {"id": "else", "name": "E", "kinds": []}}, "different bodies"),
        ({"year": 2023}, "different years"),
    ):
        other.write_text(json.dumps({**json.loads(saved.read_text()), **change}))
        ending = tool("diff", saved, other)
        assert (ending.code, words in ending.err, ending.out) == (ExitCode.USAGE, True, "")
    for arguments, words in (
        ((saved,), "NEW is missing"),
        ((saved, tmp_path / "none.json"), "cannot be read"),
        ((saved, tmp_path), "this is no file"),
        ((saved, "-"), "standard input"),
        ((saved, saved, "--fail-on", "gap"), "--fail-on"),
        ((saved, saved, "--format", "junit"), "--format"),
        ((saved, saved, "--basis", "believed"), "--basis"),
        ((saved, saved, "--only", "C9.*"), "no criterion matches"),
    ):
        ending = tool("diff", *arguments)
        assert (ending.code, words in ending.err, ending.out) == (ExitCode.USAGE, True, ""), ending.err


def test_neither_report_is_overwritten_by_whatever_name(levels: Body, tool: Call, tmp_path: Path) -> None:
    levels.score(full())
    levels.score(full(level="partial"))
    link = tmp_path / "link.json"
    link.symlink_to(levels.reports[1])
    before = [path.read_bytes() for path in levels.reports]
    for target in (*levels.reports, link):
        ending = tool("diff", *levels.reports, "--format", "json", "--output", target)
        assert ending.code == ExitCode.USAGE
        assert "will not be overwritten" in ending.err
    assert [path.read_bytes() for path in levels.reports] == before
    ending = tool("diff", *levels.reports, "--output", tmp_path / "diff.txt")
    assert (ending.code, ending.out) == (ExitCode.DONE, "")
    assert "Lost: 1 criterion" in (tmp_path / "diff.txt").read_text(encoding="utf-8")


def test_the_wrong_order_is_told_even_when_quiet(quarters: Body, tool: Call) -> None:
    quarters.score({}, "2024-08-01")
    quarters.score({}, "2024-07-01")
    ending = tool("diff", *quarters.reports, "--quiet")
    assert ending.code == ExitCode.DONE
    assert "the first report is the later one: 1 August 2024, after 1 July 2024" in ending.err
    assert quarters.causes() == ["other"]


def test_nothing_changed_is_said(levels: Body, tool: Call) -> None:
    levels.score(full())
    for form in ("terminal", "markdown"):
        text = tool("diff", levels.reports[0], levels.reports[0], "--format", form).out
        assert "Nothing was won and nothing lost." in text
        assert "Rules: of 1 criteria" in text


def test_only_chooses_what_is_listed_and_never_sums_or_json(tool: Call, tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(LEVELS), criterion(LEVELS, "X2"))
    body.score({})
    body.score({**full(), "X2": {"level": "full", "items": [item()]}})
    text = tool("diff", *body.reports, "--only", "X2").out
    assert "Won: 1 criterion" in text
    assert "+2.00" in text
    assert len(tool("diff", *body.reports, "--only", "X2", "--format", "csv").out.splitlines()) == 2
    assert body.diff("--only", "X2") == body.diff()


@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_the_plain_comparison_is_eighty_columns_without_drawn_shapes(language: str, tool: Call, tmp_path: Path) -> None:
    for name, day in (("a", "2024-08-01"), ("b", "2025-02-28")):
        saved = ("--format", "json", "--output", tmp_path / f"{name}.json", "--lang", language)
        tool("score", SAMPLES / "dead-links", "--as-of", day, *saved)
    for basis in Basis:
        ending = tool("diff", tmp_path / "a.json", tmp_path / "b.json", "--lang", language, "--basis", basis.value)
        assert max(map(len, ending.out.splitlines())) <= 80
        assert not set("━┅░─┊┃→·") & set(ending.out)
    for encoding in ("cp1251", "cp866", "ascii"):
        assert tool("diff", tmp_path / "a.json", tmp_path / "b.json", encoding=encoding).code == ExitCode.DONE


def test_json_is_in_its_shape_and_the_csv_says_the_same(tool: Call, tmp_path: Path) -> None:
    for name, day in (("a", "2024-08-01"), ("b", "2025-02-28")):
        tool("score", SAMPLES / "dead-links", "--as-of", day, "--format", "json", "--output", tmp_path / f"{name}.json")
    pair = ("diff", tmp_path / "a.json", tmp_path / "b.json")
    found = json.loads(tool(*pair, "--format", "json").out)
    jsonschema.Draft202012Validator(json_schema(SchemaName.DIFF)).validate(found)
    rows = list(csv.DictReader(io.StringIO(tool(*pair, "--format", "csv").out, newline="")))
    assert [row["criterion"] for row in rows] == [row["id"] for row in found["criteria"]]
    for row, entry in zip(rows, found["criteria"], strict=True):
        assert float(row["earned_change"].removeprefix("'")) == entry["earned"]["change"]
        assert row["causes"].split("; ") == [because["cause"] for because in entry["causes"]]
        assert row["basis"] == entry["basis"]
    excel = tool(*pair, "--format", "csv-excel").data.decode("utf-8-sig")
    assert excel.startswith("indicator;criterion;")
    for form in TableFormat:
        assert tool(*pair, "--format", form.value).data == tool(*pair, "--format", form.value).data


def test_the_words_of_the_wire_are_those_of_the_core() -> None:
    assert set(get_args(wire_diff.CauseWord)) == {cause.value for cause in ChangeCause}
    assert set(get_args(FaultWord)) == {fault.value for fault in Fault}


# laws


def saved(world: World, day: date, basis: Basis = Basis.EVIDENCED) -> SavedReport:
    report = make_report(world.assess(day), Demands(basis), (), "en", "0")
    text = json.dumps(to_wire(report).model_dump(mode="json", exclude_defaults=True))
    return saved_report(Report.model_validate_json(text, strict=True))


def of_rounding(changes: Diff) -> int:
    return max((abs(own.earned or 0) for own in changes.sums if own.cause is ChangeCause.ROUNDING), default=0)


@LIMITS
@given(worlds(), worlds(), DAYS, DAYS, st.sampled_from(Basis))
def test_sums_by_cause_add_up_to_the_change_of_the_total_whatever_is_compared(
    one: World, other: World, day: date, later: date, basis: Basis
) -> None:
    changes = compare(saved(one, day), saved(other, later), basis)
    for measure, sums in (
        (Measure.EARNED, [own.earned for own in changes.sums]),
        (Measure.ON_COURSE, [own.on_course for own in changes.sums]),
    ):
        assert sum(own or 0 for own in sums) == changes.total.of(measure).change
    # a criterion is shown at most one hundredth low, before and after, times its scale; a sum half of one either way
    scales = [float(own.scale or 0) for side in (changes.before, changes.after) for own in side.criteria.values()]
    assert of_rounding(changes) <= sum(scales) + 2 + len(ChangeCause) / 2


@LIMITS
@given(worlds(), DAYS, DAYS, st.sampled_from(Basis))
def test_every_change_has_a_cause_that_fits_and_the_way_back_undoes_it(
    world: World, day: date, later: date, basis: Basis
) -> None:
    before, after = saved(world, day), saved(world, later)
    there, back = compare(before, after, basis), compare(after, before, basis)
    for change, undone in zip(there.criteria, back.criteria, strict=True):
        for measure in Measure:
            moved = change.steps.of(measure).change
            assert moved == -(undone.steps.of(measure).change or 0)
            assert bool(moved) is (measure in change.main)
        for cause in change.main.values():
            assert cause in {because.cause for because in change.because}
        assert not change.rules
    assert not compare(before, before, basis).changed
    if later >= day:
        # without new evidence or another rule time alone explains what is on course no longer
        told = {cause for change in there.lost for cause in change.main.values()}
        assert told.isdisjoint(
            {ChangeCause.DEFINITIONS_CHANGED, ChangeCause.CLAIM_FELL, ChangeCause.OF_ROSE, ChangeCause.EVIDENCE_REMOVED}
        )


@LIMITS
@given(worlds(), worlds(), DAYS, DAYS, st.sampled_from(Basis))
def test_every_format_can_show_anything(one: World, other: World, day: date, later: date, basis: Basis) -> None:
    changes = compare(saved(one, day), saved(other, later), basis)
    for form in TableFormat:
        assert render_diff(changes, None, form)


# files that are not trusted


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no JSON"),
        (b'{"a": 1,\n  b}', "bad.json:2:3: the file is no JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"\xd0\xa8\xff", "bad.json:1:2: not UTF-8 text"),
        (b"[1]", "this is no report"),
        (b"null", "this is no report"),
        (b"[" * 200_000, "nested too deeply"),
        (b"1" * 10_000, "does not fit"),
        (b'{"format_version": 2}', "format version 2; this program reads version 1"),
        (b'{"format_version": 1, "kind": "links"}', "written by openness links, "),
        (b'{"format_version": 1, "kind": "record"}', "written by openness links --report"),
        (b'{"format_version": 1, "kind": "diff"}', "written by openness diff"),
        (b'{"kind": "\\u001b[31mx"}', "a document of the kind"),
        (b'{"format_version": 1, "format_version": 1}', "the key “format_version” is written twice"),
        (b'{"format_version": true}', "format_version: has a value that does not fit"),
        (b'{"format_version": 1}', "tool: is missing"),
        (b'{"a": "\\ud800"}', "bad.json"),
    ],
)
def test_what_is_no_report_is_told_with_its_place_and_what_to_do(
    content: bytes, words: str, levels: Body, tool: Call, tmp_path: Path
) -> None:
    levels.score(full())
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    for call in (("diff", levels.reports[0], bad), ("diff", bad, levels.reports[0])):
        ending = tool(*call)
        assert (ending.code, ending.out) == (ExitCode.INVALID, ""), ending.err
        assert words in ending.err
        assert "\x1b" not in ending.err
        assert len(ending.err) < 3000
    assert words in tool("score", levels.folder / "body", "--baseline", bad).err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"scale": "1/0"}, "scale: has a value that does not fit"),
        ({"scale": "1e999999999"}, "scale: has a value that does not fit"),
        ({"scale": "0"}, "scale: has a value that does not fit"),
        ({"evidenced": -1}, "evidenced: has a value that does not fit"),
        ({"outcome": "won"}, "outcome: has a value that does not fit"),
        ({"extra": 1}, "extra: is not known here"),
        ({"rule": {"kind": "levels", "points": "1e99999999", "source": "url"}}, "rule.points"),
        ({"items": [{"opening": "opened", "faults": ["bad"]}]}, "items.0.faults.0"),
        ({"claim": {"count": -1}}, "claim.count"),
    ],
)
def test_values_that_no_report_has_are_refused(
    change: dict[str, Any], words: str, levels: Body, tool: Call, tmp_path: Path
) -> None:
    levels.score(full())
    report = json.loads(levels.reports[0].read_text())
    report["criteria"][0].update(change)
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(report))
    ending = tool("diff", levels.reports[0], bad)
    assert ending.code == ExitCode.INVALID
    assert words in ending.err


@pytest.mark.parametrize(
    ("place", "change", "words"),
    [
        (("criteria",), [], "criteria: 0 are there, although the index has 1"),
        (("index", "criteria"), 84, "criteria: 1 are there, although the index has 84"),
        (("criteria", 0, "declared"), 2, "criteria.0.declared: more than possible"),
        (("criteria", 0, "evidenced"), 1.5, "criteria.0.evidenced: more than declared"),
        (("criteria", 0, "verified"), 1.5, "criteria.0.verified: more than evidenced"),
        (("criteria", 0, "on_course", "verified"), 2, "criteria.0.on_course.verified: more than possible"),
        (("criteria", 0, "on_course", "evidenced"), 0, "criteria.0.evidenced: more than on_course.evidenced"),
        (("indicators", 0, "verified"), 1.5, "indicators.0.verified: more than evidenced"),
        (("scores", "evidenced", "earned"), 1.5, "scores.evidenced: more than declared"),
        (("scores", "declared", "on_course"), 0.5, "scores.declared.earned: more than on_course"),
    ],
)
def test_figures_that_contradict_each_other_are_no_report(
    place: tuple[str | int, ...], change: Any, words: str, levels: Body, tool: Call
) -> None:
    levels.score(full())
    report = json.loads(levels.reports[0].read_text())
    inner = report
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = change
    bad = levels.folder / "bad.json"
    bad.write_text(json.dumps(report))
    for ending in (
        tool("diff", levels.reports[0], bad),
        tool("score", levels.folder / "body", "--baseline", bad),
    ):
        assert (ending.code, ending.out) == (ExitCode.INVALID, "")
        assert f"bad.json: {words}" in ending.err


def test_a_criterion_that_is_there_twice_is_refused(levels: Body, tool: Call, tmp_path: Path) -> None:
    levels.score(full())
    report = json.loads(levels.reports[0].read_text())
    report["criteria"].append({**report["criteria"][0], "id": "X1\n"})
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(report))
    ending = tool("diff", levels.reports[0], bad)
    assert ending.code == ExitCode.INVALID
    assert "criteria.1.id: “X1” is there twice" in ending.err


def test_problems_of_both_files_are_told_at_once(tool: Call, tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("no")
    ending = tool("diff", tmp_path / "a.json", tmp_path / "b.json")
    assert "a.json:1:1" in ending.err
    assert "b.json:1:1" in ending.err


def test_pipes_and_floods_are_never_read(levels: Body, tool: Call, tmp_path: Path) -> None:
    levels.score(full())
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "flood").open("wb") as file:
        file.truncate(5 * 1024**3)
    for name, words in (("pipe", "this is no file"), ("flood", "larger than 16 MB")):
        ending = tool("diff", levels.reports[0], tmp_path / name)
        assert (ending.code, words in ending.err) == (ExitCode.USAGE, True)


def test_a_report_with_a_mark_or_in_utf_16_is_read(levels: Body, tmp_path: Path) -> None:
    levels.score(full())
    text = levels.reports[0].read_text(encoding="utf-8")
    for encoding in ("utf-8-sig", "utf-16"):
        other = tmp_path / f"{encoding}.json"
        other.write_text(text, encoding=encoding)
        assert load_report(other) == load_report(levels.reports[0])


def test_texts_of_a_report_can_do_nothing_but_be_read(levels: Body, tool: Call) -> None:
    levels.score({})
    levels.score(full())
    hostile = '\x1b[31m=HYPERLINK("x")|<b>\n::error::pwned'
    for path in levels.reports:
        report = json.loads(path.read_text())
        report["organisation"]["name"] = report["criteria"][0]["title"] = report["indicators"][0]["title"] = hostile
        for own in report["criteria"][0].get("items", []):
            own["title"] = hostile
        path.write_text(json.dumps(report))
    for form in TableFormat:
        text = tool("diff", *levels.reports, "--format", form.value).out
        assert "pwned" in text
        assert "\x1b" not in text
        assert not [line for line in text.splitlines() if line.strip().startswith("::")]
    rows = list(csv.DictReader(io.StringIO(tool("diff", *levels.reports, "--format", "csv").out, newline="")))
    assert not rows[0]["title"].startswith("=")
