"""What has a day, whose it is, what became of it."""

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openness_cli.model.evidence import fold
from openness_cli.outlook.calendar_ import owners_of
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, Standing, find_deadlines
from openness_cli.reports._calendar_words import advice, fact_sentence
from openness_cli.scoring.findings import find
from tests.builders.bodies import (
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    assess_folder,
    check,
    criterion,
    full,
    item,
    write_body,
    write_one,
)
from tests.builders.calendars import FRESH, LATE, deadlines, owned
from tests.builders.tool import SAMPLES, Call


def one(folder: Path, rule: dict[str, Any], claim: dict[str, Any] | None, day: str, **more: Any) -> list[Deadline]:
    """Return what falls due for one criterion, but for the evaluation."""
    own = write_one(folder, rule, claim, **more)
    return [deadline for deadline in deadlines(own, day) if deadline.kind is not DeadlineKind.EVALUATION]


# what has a day


def test_each_period_that_is_not_published_falls_due_on_its_day(tmp_path: Path) -> None:
    found = one(tmp_path, QUARTERS, {"items": [item("2024-04-20", period="2024-Q1")]}, "2024-08-01")
    assert [(own.label, own.due, own.standing) for own in found] == [
        ("2024-Q1", date(2024, 4, 25), Standing.DONE),
        ("2024-Q2", date(2024, 7, 25), Standing.LOST),
        ("2024-Q3", date(2024, 10, 25), Standing.COMING),
        ("2024-Q4", date(2025, 1, 25), Standing.COMING),
    ]
    assert {own.points for own in found} == {Fraction(1, 4)}
    assert all(own.is_assumed for own in found)


def test_on_its_due_date_it_is_not_overdue_and_the_day_after_it_is(tmp_path: Path) -> None:
    first = [one(tmp_path / day, LATE, None, day)[0] for day in ("2024-04-25", "2024-04-26")]
    assert [(own.standing, own.points) for own in first] == [
        (Standing.COMING, Fraction(1, 4)),
        (Standing.OVERDUE, Fraction(1, 8)),
    ]


def test_a_late_publication_is_done_where_late_ones_count_and_lost_elsewhere(tmp_path: Path) -> None:
    claim = {"items": [item("2024-05-01", period="2024-Q1")]}
    assert one(tmp_path / "a", QUARTERS, claim, "2024-06-01")[0].standing is Standing.LOST
    late = one(tmp_path / "b", LATE, claim, "2024-06-01")[0]
    assert (late.standing, late.points) == (Standing.DONE, Fraction(1, 8))


def test_what_is_published_without_a_valid_proof_is_left_to_do_until_the_evaluation(tmp_path: Path) -> None:
    claim = {"items": [item(None, period="2024-Q1")]}
    before, after = (one(tmp_path / day, QUARTERS, claim, day) for day in ("2024-04-01", "2024-06-01"))
    assert (before[0].standing, before[0].due) == (Standing.UNPROVED, date(2024, 4, 25))
    last = after[-1]
    assert (last.label, last.standing, last.due) == ("2024-Q1", Standing.UNPROVED, date(2025, 3, 1))
    assert not last.is_assumed


def test_a_count_that_is_not_full_falls_due_at_the_end_of_the_year(tmp_path: Path) -> None:
    (own,) = one(tmp_path, COUNT, {"count": 9, "items": [item(shows=7)]}, "2024-10-01")
    assert (own.kind, own.standing, own.due, own.points) == (
        DeadlineKind.COUNT, Standing.COMING, date(2024, 12, 31), Fraction(1, 2),
    )  # fmt: skip
    assert own.reach is not None
    assert own.reach._asdict() == {"proved": 7, "claimed": 9, "of": None, "next": 12, "highest": 12}
    assert own.due_basis is None


@pytest.mark.parametrize(
    ("claim", "day", "standing", "due"),
    [
        (None, "2024-12-31", Standing.COMING, "2024-12-31"),
        (None, "2025-01-01", Standing.LOST, "2024-12-31"),
        ({"count": 12, "items": [item(shows=12)]}, "2024-10-01", Standing.DONE, "2024-12-31"),
        ({"count": 12, "items": []}, "2025-01-01", Standing.UNPROVED, "2025-03-01"),
        ({"count": 12, "items": [item(shows=7)]}, "2024-10-01", Standing.UNPROVED, "2025-03-01"),
        ({"count": 11, "items": []}, "2024-12-31", Standing.COMING, "2024-12-31"),
        ({"count": 6, "items": [item(shows=6)]}, "2025-01-01", Standing.LOST, "2024-12-31"),
    ],
)
def test_what_becomes_of_a_count(
    claim: dict[str, Any] | None, day: str, standing: Standing, due: str, tmp_path: Path
) -> None:
    (own,) = one(tmp_path, COUNT, claim, day)
    assert (own.standing, own.due.isoformat()) == (standing, due)


@pytest.mark.parametrize(
    ("claim", "day", "standing", "due"),
    [
        ({"count": 6, "of": 10, "items": [item()]}, "2024-12-31", Standing.COMING, "2024-12-31"),
        ({"count": 6, "of": 10, "items": [item()]}, "2025-01-01", Standing.LOST, "2024-12-31"),
        ({"count": 10, "of": 10, "items": [item()]}, "2024-10-01", Standing.DONE, "2024-12-31"),
        ({"count": 10, "of": 10}, "2024-10-01", Standing.UNPROVED, "2025-03-01"),
        ({"count": 10, "items": [item()]}, "2025-01-01", Standing.UNPROVED, "2025-03-01"),
        (None, "2025-01-01", Standing.LOST, "2024-12-31"),
    ],
)
def test_what_becomes_of_a_share(
    claim: dict[str, Any] | None, day: str, standing: Standing, due: str, tmp_path: Path
) -> None:
    (own,) = one(tmp_path, SHARE, claim, day)
    assert (own.standing, own.due.isoformat()) == (standing, due)


def test_no_day_is_later_than_the_evaluation(tmp_path: Path) -> None:
    own = write_body(tmp_path, {}, criterion(QUARTERS), criterion(COUNT, "X2"), evaluation_date="2024-11-15")
    assert max(deadline.due for deadline in deadlines(own, "2024-07-01")) == date(2024, 11, 15)


def test_a_page_that_will_grow_old_is_to_be_refreshed_on_its_last_day(tmp_path: Path) -> None:
    claim = {"level": "full", "items": [item("2024-05-01", updated="2024-06-10")]}
    (own,) = one(tmp_path, LEVELS, claim, "2024-07-01", **FRESH)
    assert (own.kind, own.standing, own.due, own.points) == (
        DeadlineKind.REFRESH, Standing.COMING, date(2024, 7, 10), Fraction(1),
    )  # fmt: skip
    assert own.is_assumed
    (stale,) = one(tmp_path / "later", LEVELS, claim, "2024-07-11", **FRESH)
    assert (stale.standing, stale.due) == (Standing.OVERDUE, date(2024, 7, 10))


def test_of_several_pages_for_one_claim_only_the_freshest_is_to_be_refreshed(tmp_path: Path) -> None:
    pages = [item("2024-06-10"), item("2024-06-20", url="https://example.org/b"), item("2024-02-01", title="old")]
    (own,) = one(tmp_path, LEVELS, {"level": "full", "items": pages}, "2024-07-01", **FRESH)
    assert own.due == date(2024, 7, 20)
    everlasting = [*pages, item("2025-02-10", title="new")]
    (done,) = one(tmp_path / "new", LEVELS, {"level": "full", "items": everlasting}, "2025-02-15", **FRESH)
    assert (done.standing, done.due, done.points) == (Standing.DONE, date(2025, 3, 1), Fraction(1))
    assert done.item is not None
    assert done.item.title == "new"
    assert not done.is_assumed


def test_the_freshness_asked_for_is_that_of_every_day_until_then(tmp_path: Path) -> None:
    """On the due day of a refresh the item still counts, on the next it does not."""
    claim = {"level": "full", "items": [item("2024-06-10")]}
    (own,) = one(tmp_path, LEVELS, claim, "2024-07-01", **FRESH)
    folder = tmp_path / "body"
    kept, gone = (
        assess_folder(folder, day.isoformat()).verdicts[0].evidenced.earned
        for day in (own.due, own.due + timedelta(days=1))
    )
    assert (kept, gone) == (Fraction(1), Fraction(0))


GONE = "https://gone.example/"
BROKEN = [check(GONE, "failed", f"2024-06-{day}T10:00:00") for day in ("10", "11", "12")]
NOT_OPEN = "done, but its address does not open: it can be mended until the evaluation"


@pytest.mark.parametrize(
    ("rule", "claim", "more", "points"),
    [
        (QUARTERS, {}, {"period": "2024-Q1", "published": "2024-04-20"}, "1/4"),
        (LATE, {}, {"period": "2024-Q1", "published": "2024-05-20"}, "1/8"),
        (QUARTERS, {}, {"period": "2024-Q2", "published": "2024-07-01"}, "1/4"),
        (COUNT, {"count": 12}, {"shows": 12}, "1"),
        (SHARE, {"count": 10, "of": 10}, {}, "1"),
    ],
)
def test_what_only_broken_addresses_prove_is_not_done(
    rule: dict[str, Any], claim: dict[str, Any], more: dict[str, Any], points: str, tmp_path: Path
) -> None:
    def standing(name: str, *items: dict[str, Any]) -> Deadline:
        folder = write_body(tmp_path / name, {"X1": {**claim, "items": list(items)}}, criterion(rule))
        found = deadlines(folder, "2024-07-10", BROKEN)
        return next(own for own in found if own.verdict and own.label == more.get("period", ""))

    page, other = (item(**{"published": "2024-01-10", **more, "url": url}) for url in (GONE, "https://example.org/"))
    own = standing("gone", page)
    assert (own.standing, own.due, own.points) == (Standing.UNPROVED, date(2025, 3, 1), Fraction(points))
    assert own.due_basis is None
    assert fact_sentence(own) == NOT_OPEN
    assert standing("both", page, other).standing is Standing.DONE
    assert standing("moved", page | {"url": [GONE, "https://example.org/"]}).standing is Standing.DONE


def test_a_count_proves_what_is_not_known_not_to_open(tmp_path: Path) -> None:
    items = [item(shows=7, url=GONE), item(shows=3)]
    folder = write_body(tmp_path, {"X1": {"count": 10, "items": items}}, criterion(COUNT))
    during, after = (deadlines(folder, day, BROKEN)[0] for day in ("2024-10-01", "2025-01-10"))
    assert (during.standing, during.points) == (Standing.COMING, Fraction(1))
    assert during.reach is not None
    assert during.reach.proved == 3
    assert during.reach.next == 6
    assert (after.standing, after.due, after.points) == (Standing.UNPROVED, date(2025, 3, 1), Fraction(1, 2))
    assert fact_sentence(after) == NOT_OPEN


def test_a_page_that_lasts_and_does_not_open_is_not_done(tmp_path: Path) -> None:
    def refresh(name: str, *items: dict[str, Any], day: str = "2025-02-15") -> Deadline:
        folder = write_body(tmp_path / name, full(*items), criterion(LEVELS, **FRESH))
        (own,) = (own for own in deadlines(folder, day, BROKEN) if own.kind is DeadlineKind.REFRESH)
        return own

    gone = item("2025-02-10", url=GONE)
    own = refresh("gone", gone)
    assert (own.standing, own.due, fact_sentence(own)) == (Standing.UNPROVED, date(2025, 3, 1), NOT_OPEN)
    assert advice(own, "en").startswith("Mend the proof")
    older = refresh("older", gone, item("2025-01-20"))
    assert (older.standing, older.due) == (Standing.COMING, date(2025, 2, 19))
    assert refresh("stale", item("2025-01-01", url=GONE)).standing is Standing.OVERDUE


def test_what_is_not_asked_or_only_claimed_not_to_apply_has_no_day(tmp_path: Path) -> None:
    assert one(tmp_path / "b", QUARTERS, {"not_applicable": "none"}, "2024-07-01") == []
    assert one(tmp_path / "c", QUARTERS, None, "2024-07-01", applies_to=["bank"]) == []


def test_points_are_scaled_as_in_the_totals(tmp_path: Path) -> None:
    own = write_body(
        tmp_path, {"X2": {"not_applicable": "none", "items": [item()]}}, criterion(QUARTERS), criterion(LEVELS, "X2")
    )
    assert deadlines(own, "2024-01-10")[0].points == Fraction(1, 2)


# whose it is


def test_an_owner_is_the_claims_else_its_actions_else_that_of_its_items(tmp_path: Path) -> None:
    found = deadlines(owned(tmp_path), "2024-07-01")
    owners = {own.verdict.criterion.id: own.owners for own in found if own.verdict}
    assert owners == {"X1": ("Moliya",), "X2": ("Bosh, boʻlim",), "X3": ("Matbuot",), "X4": ()}


def test_a_period_is_first_its_own_items_owners(tool: Call, tmp_path: Path) -> None:
    items = [
        item(None, period="2024-Q1", owner="Statistika"),
        item("2024-07-01", period="2024-Q2", owner="Statistika"),
        item(None, period="2024-Q2", owner="Arxiv"),
        item(None, period="2024-Q3"),
    ]
    folder = write_body(tmp_path, {"X1": {"owner": "Moliya", "items": items}}, criterion(QUARTERS))
    where = ("calendar", folder, "--as-of", "2024-08-01", "--format", "json")
    found: list[dict[str, Any]] = json.loads(tool(*where).out)["deadlines"]
    owners = {own["label"]: own["owners"] for own in found}
    moliya = ["Moliya"]
    assert (owners["2024-Q1"], owners["2024-Q2"]) == (["Statistika"], ["Arxiv", "Statistika"])
    assert (owners["2024-Q3"], owners["2024-Q4"], owners[None]) == (moliya, moliya, [])
    mine = json.loads(tool(*where, "--owner", "Statistika").out)
    assert [own["label"] for own in mine["deadlines"]] == ["2024-Q2", "2024-Q1", None]


def test_one_owner_alone(tool: Call, tmp_path: Path) -> None:
    folder = owned(tmp_path)
    for typed in ("Bosh, boʻlim", "bosh, bo'lim", "BOSH,  BOʻLIM", "bosh"):
        report = json.loads(tool("calendar", folder, "--owner", typed, "--format", "json").out)
        assert {own["criterion"] for own in report["deadlines"]} == {"X2", None}
    for typed in ("Boshqa", "", "Moliya, Matbuot"):
        ending = tool("calendar", folder, "--owner", typed)
        assert ending.code == 2
        assert "Bosh, boʻlim; Matbuot; Moliya" in ending.err


def test_groups_stand_in_the_order_of_their_next_day_and_nobodys_last(tool: Call, tmp_path: Path) -> None:
    text = tool("calendar", owned(tmp_path)).out
    places = [text.index(word) for word in ("Matbuot\n", "Moliya\n", "no owner named\n", "for everybody\n")]
    assert places == sorted(places)


def test_a_pattern_chooses_criteria_and_one_that_names_none_is_refused(tool: Call, tmp_path: Path) -> None:
    folder = owned(tmp_path)
    report = json.loads(tool("calendar", folder, "--only", "X[12]", "--format", "json").out)
    assert {own["criterion"] for own in report["deadlines"]} == {"X1", "X2", None}
    assert tool("calendar", folder, "--only", "Y*").code == 2


def test_owners_of_all_are_named_once() -> None:
    assessment = assess_folder(SAMPLES / "model-body", "2024-07-01")
    owners = owners_of(find_deadlines(assessment, find(assessment)))
    assert len(set(map(fold, owners))) == len(owners) > 3


def test_a_proof_that_is_lacking_wins_no_more_than_a_late_publication_left(tmp_path: Path) -> None:
    claim = {"items": [item(None, period="2024-Q1"), item("2024-05-01", period="2024-Q1", title="later")]}
    (own,) = (own for own in one(tmp_path, LATE, claim, "2024-06-01") if own.label == "2024-Q1")
    assert (own.standing, own.points) == (Standing.UNPROVED, Fraction(1, 8))
    # where it wins all, it is done
    (own,) = (own for own in one(tmp_path / "all", LATE | {"late": 1}, claim, "2024-06-01") if own.label == "2024-Q1")
    assert (own.standing, own.points) == (Standing.DONE, Fraction(1, 4))
