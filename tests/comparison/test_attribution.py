"""Two saved reports compared: each cause from real runs."""

import itertools
from pathlib import Path

import pytest

from openness_cli.comparison.evidence_changes import pair_items
from openness_cli.comparison.saved import SavedItem
from openness_cli.scoring.items import Opening
from tests.builders.bodies import CHECKLIST, COUNT, LEVELS, QUARTERS, SHARE, URL, criterion, full, item
from tests.builders.reports import Body
from tests.builders.tool import Call


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
    levels.check("failed", "2024-07-02T05:00:00Z", "2024-07-02T12:00:00Z", "2024-07-02T17:00:00Z")
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
    none = SavedItem("", (), "", "", "", None, None, 1, frozenset(), Opening.UNKNOWN)
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


def test_items_of_thousands_of_addresses_are_paired_by_one_in_common() -> None:
    urls = tuple(f"https://example.org/{number}" for number in range(6000))
    one = SavedItem("a", urls, "", "", "", None, None, 1, frozenset(), Opening.UNKNOWN)
    other = SavedItem("b", urls[:-1], "", "", "", None, None, 1, frozenset(), Opening.UNKNOWN)
    assert pair_items([one], [other], lambda _item: "") == [(one, other)]
