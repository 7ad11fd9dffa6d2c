"""The calendar: what has a day, whose it is, what became of it; and the files that other programs import."""

import csv
import io
import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from openness_cli.formats.csv_ import rearm
from openness_cli.model.availability import Check
from openness_cli.model.evidence import fold
from openness_cli.outlook.calendar_ import owners_of
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, Standing, find_deadlines
from openness_cli.reports.calendar.formats import CalendarFormat
from openness_cli.reports.calendar.words import advice, fact_sentence
from openness_cli.schemas.input import SchemaName, json_schema
from openness_cli.scoring.findings import find
from tests.conftest import SAMPLES, Call
from tests.small import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    assess_folder,
    check,
    criterion,
    dump,
    item,
    write_index,
    write_workspace,
)

BODIES = ["ministry-2024", "model-body", "dead-links"]
LATE = QUARTERS | {"late": "0.5"}
FRESH: dict[str, Any] = {"needs": {"source": "either", "fresh_days": 30}}
HOSTILE = "Hisobot, 1-qism; yoki: «ёқ» " + "Ўзбекистон Республикаси вазирлиги " * 9


def body(folder: Path, evidence: dict[str, Any], *criteria: dict[str, Any], **more: Any) -> Path:
    return write_workspace(folder / "body", evidence, write_index(folder / "index", [list(criteria)]), **more)


def deadlines(folder: Path, day: str, checks: Iterable[Check] = ()) -> tuple[Deadline, ...]:
    assessment = assess_folder(folder, day, checks)
    return find_deadlines(assessment, find(assessment))


def one(folder: Path, rule: dict[str, Any], claim: dict[str, Any] | None, day: str, **more: Any) -> list[Deadline]:
    """Return what falls due for one criterion, but for the evaluation."""
    own = body(folder, {"X1": claim} if claim is not None else {}, criterion(rule, **more))
    return [deadline for deadline in deadlines(own, day) if deadline.kind is not DeadlineKind.EVALUATION]


def events(data: bytes) -> dict[str, Event]:
    calendar = Calendar.from_ical(data)
    found = [event for event in calendar.walk("VEVENT") if isinstance(event, Event)]
    named = {str(event["UID"]): event for event in found}
    assert len(named) == len(found)
    return named


def sequence(event: Event) -> int:
    return int(str(event["SEQUENCE"]))


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


def test_a_full_count_lacks_its_proof_alone(tool: Call) -> None:
    report = json.loads(tool("calendar", SAMPLES / "ministry-2024", "--lang", "en", "--format", "json").out)
    (own,) = [own for own in report["deadlines"] if own["criterion"] == "C1.1"]
    assert (own["status"], own["due"], own["due_basis"]) == ("unproved", "2025-03-01", None)
    assert own["fact"] == "20 claimed, 0 proved: the rest can be proved until the evaluation"


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
    own = body(tmp_path, {}, criterion(QUARTERS), criterion(COUNT, "X2"), evaluation_date="2024-11-15")
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
        folder = body(tmp_path / name, {"X1": {**claim, "items": list(items)}}, criterion(rule))
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
    folder = body(tmp_path, {"X1": {"count": 10, "items": items}}, criterion(COUNT))
    during, after = (deadlines(folder, day, BROKEN)[0] for day in ("2024-10-01", "2025-01-10"))
    assert (during.standing, during.points) == (Standing.COMING, Fraction(1))
    assert during.reach is not None
    assert during.reach.proved == 3
    assert during.reach.next == 6
    assert (after.standing, after.due, after.points) == (Standing.UNPROVED, date(2025, 3, 1), Fraction(1, 2))
    assert fact_sentence(after) == NOT_OPEN


def test_a_page_that_lasts_and_does_not_open_is_not_done(tmp_path: Path) -> None:
    def refresh(name: str, *items: dict[str, Any], day: str = "2025-02-15") -> Deadline:
        folder = body(tmp_path / name, {"X1": {"level": "full", "items": list(items)}}, criterion(LEVELS, **FRESH))
        (own,) = (own for own in deadlines(folder, day, BROKEN) if own.kind is DeadlineKind.REFRESH)
        return own

    gone = item("2025-02-10", url=GONE)
    own = refresh("gone", gone)
    assert (own.standing, own.due, fact_sentence(own)) == (Standing.UNPROVED, date(2025, 3, 1), NOT_OPEN)
    assert advice(own, "en").startswith("Mend the proof")
    older = refresh("older", gone, item("2025-01-20"))
    assert (older.standing, older.due) == (Standing.COMING, date(2025, 2, 19))
    assert refresh("stale", item("2025-01-01", url=GONE)).standing is Standing.OVERDUE


def test_the_pages_that_do_not_open_are_listed(tool: Call) -> None:
    report = json.loads(tool("calendar", SAMPLES / "dead-links", "--lang", "en", "--format", "json").out)
    mended = [own for own in report["deadlines"] if own["fact"] == NOT_OPEN]
    assert {own["criterion"] for own in mended} == {f"C4.{number}" for number in range(1, 7)}
    assert {(own["status"], own["due"]) for own in mended} == {("unproved", "2025-03-01")}
    text = tool("calendar", SAMPLES / "dead-links", "--lang", "en").out
    assert all(f"C4.{number} 2024-Q4" in text for number in range(1, 7))


def test_what_is_not_asked_or_only_claimed_not_to_apply_has_no_day(tmp_path: Path) -> None:
    assert one(tmp_path / "b", QUARTERS, {"not_applicable": "none"}, "2024-07-01") == []
    assert one(tmp_path / "c", QUARTERS, None, "2024-07-01", applies_to=["bank"]) == []


@pytest.mark.parametrize(
    ("rule", "claim"),
    [
        (QUARTERS, {"items": [item("2024-06-10", period="2024-Q1")]}),
        (COUNT, {"count": 6, "items": []}),
        (SHARE, {"count": 1, "of": 10, "items": [item("2024-06-10")]}),
        (LEVELS, {"level": "full", "items": [item("2024-06-10")]}),
        (CHECKLIST, {"items": [item("2024-06-10", part="a"), item("2024-06-10", part="b")]}),
    ],
)
def test_what_was_proved_not_to_apply_is_taken_away(
    rule: dict[str, Any], claim: dict[str, Any], tool: Call, tmp_path: Path
) -> None:
    folder = body(tmp_path, {"X1": {**claim, "owner": "Moliya"}}, criterion(rule, **FRESH))
    where = ("calendar", folder, "--as-of", "2024-07-01", "--owner", "Moliya")
    before = events(tool(*where, "--format", "ics").data)
    away = {"X1": {"not_applicable": "none", "owner": "Moliya", "items": [item()]}}
    dump(folder / "evidence" / "all.yaml", {"evidence": away})
    after = events(tool(*where, "--format", "ics", "--all").data)
    assert before.keys() <= after.keys()
    assert len(before) > 1
    for uid, event in after.items():
        is_everybodys = "-evaluation@" in uid
        assert event["STATUS"] == ("CONFIRMED" if is_everybodys else "CANCELLED")
        assert str(event["SUMMARY"]).startswith("not applicable: X1") != is_everybodys
        assert bool(event.walk("VALARM")) == is_everybodys
    assert len(events(tool(*where, "--format", "ics").data)) == 1
    brief, whole = (tool(*where, *more).out for more in ((), ("--all",)))
    assert "X1" not in brief
    assert "not applicable: --all" in brief
    assert whole.count("not applicable") == len(after) - 1
    rows = json.loads(tool(*where, "--format", "json").out)["deadlines"]
    assert {(own["status"], own["points"], own["remedy"]) for own in rows[:-1]} == {("not-applicable", 0, "")}


def test_points_are_scaled_as_in_the_totals(tmp_path: Path) -> None:
    own = body(
        tmp_path, {"X2": {"not_applicable": "none", "items": [item()]}}, criterion(QUARTERS), criterion(LEVELS, "X2")
    )
    assert deadlines(own, "2024-01-10")[0].points == Fraction(1, 2)


def test_once_the_assessment_is_over_nothing_falls_due(tool: Call) -> None:
    for form in CalendarFormat:
        ending = tool("calendar", SAMPLES / "model-body", "--as-of", "2025-03-02", "--format", form.value)
        assert ending.code == 0
        told = ending.out if form in (CalendarFormat.TERMINAL, CalendarFormat.MARKDOWN) else ending.err
        assert "nothing falls due any more" in " ".join(told.split())
    assert json.loads(tool("calendar", SAMPLES / "model-body", "--as-of", "2025-03-02", "--format", "json").out)[
        "deadlines"
    ] == []  # fmt: skip
    assert events(tool("calendar", SAMPLES / "model-body", "--as-of", "2025-03-02", "--format", "ics").data) == {}


DAYS = st.dates(date(2023, 12, 1), date(2025, 3, 1))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(BODIES), DAYS)
def test_the_laws_of_standing(name: str, day: date) -> None:
    assessment = assess_folder(SAMPLES / name, day.isoformat())
    found = find_deadlines(assessment, find(assessment))
    assert [own.due for own in found] == sorted(own.due for own in found)
    assert [own.kind for own in found].count(DeadlineKind.EVALUATION) == 1
    for own in found:
        assert own.due <= assessment.workspace.evaluation_date
        assert own.points >= 0
        if own.standing is Standing.COMING:
            assert own.due >= day
        if own.standing in (Standing.OVERDUE, Standing.LOST) and own.kind is not DeadlineKind.PERIOD:
            assert own.due < day
        if own.verdict is not None and own.standing is Standing.LOST:
            assert own.verdict.evidenced.lost


# whose it is


def owned(folder: Path) -> Path:
    evidence = {
        "X1": {"owner": "Moliya", "items": []},
        "X2": {"action": "work", "items": []},
        "X3": {"items": [item("2024-04-20", period="2024-Q1", owner="Matbuot")]},
    }
    names = ("X1", "X2", "X3", "X4")
    own = body(folder, evidence, *(criterion(QUARTERS, name) for name in names))
    document = {"evidence": evidence, "actions": {"work": {"title": "Work", "owner": "Bosh, boʻlim"}}}
    dump(own / "evidence" / "all.yaml", document)
    return own


def test_an_owner_is_the_claims_else_its_actions_else_that_of_its_items(tmp_path: Path) -> None:
    found = deadlines(owned(tmp_path), "2024-07-01")
    owners = {own.verdict.criterion.id: own.owners for own in found if own.verdict}
    assert owners == {"X1": ("Moliya",), "X2": ("Bosh, boʻlim",), "X3": ("Matbuot",), "X4": ()}


def test_a_period_is_first_its_own_items_owners(tool: Call, tmp_path: Path) -> None:
    items = [
        item(None, period="2024-Q1", owner="Statistika"),
        item("2024-05-01", period="2024-Q2", owner="Statistika"),
        item(None, period="2024-Q2", owner="Arxiv"),
        item(None, period="2024-Q3"),
    ]
    folder = body(tmp_path, {"X1": {"owner": "Moliya", "items": items}}, criterion(QUARTERS))
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
    for typed in ("Bosh, boʻlim", "bosh, bo'lim", "BOSH,  BOʻLIM"):
        report = json.loads(tool("calendar", folder, "--owner", typed, "--format", "json").out)
        assert {own["criterion"] for own in report["deadlines"]} == {"X2", None}
    for typed in ("Bosh", "", "Moliya, Matbuot"):
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


# what is listed


def test_done_and_lost_are_listed_only_when_asked_for(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, {"X1": {"items": [item("2024-04-20", period="2024-Q1")]}}, criterion(QUARTERS))
    brief = tool("calendar", folder, "--as-of", "2024-08-01").out
    assert "Q1" not in brief
    assert "Q2" not in brief
    assert "1 more is done: --all" in brief
    assert "1 more is lost: --all" in brief
    whole = tool("calendar", folder, "--as-of", "2024-08-01", "--all").out
    assert "X1 2024-Q1" in whole
    assert "X1 2024-Q2" in whole


def test_assumed_dates_are_marked_and_sourced_ones_are_not(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, {}, criterion(QUARTERS), criterion(QUARTERS, "X2", due_basis="sourced"))
    lines = tool("calendar", folder).out.splitlines()
    assert any("~" in text and "X1 2024-Q3" in text for text in lines)
    assert not any("~" in text and "X2 " in text for text in lines)
    markdown = tool("calendar", folder, "--format", "markdown").out.splitlines()
    told = "not the decree's word"
    assert all((told in text) == ("**X1" in text) for text in markdown if "**X" in text)


def test_lost_without_any_evidence_may_only_be_unentered(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, {}, criterion(QUARTERS))
    assert "1 of them unless done and not entered" in tool("calendar", folder).out
    assert "lost, unless it was done and is not entered" in tool("calendar", folder, "--all").out


def test_what_is_overdue_and_can_still_be_won_is_listed_first_without_a_reminder(tool: Call, tmp_path: Path) -> None:
    claim = {"items": [item(None, period="2024-Q1")]}
    criteria = (criterion(LATE), criterion(LATE, "X2"), criterion(SHARE, "X3"))
    folder = body(tmp_path, {"X2": claim, "X3": {"count": 1, "of": 10}}, *criteria)
    where = ("calendar", folder, "--as-of", "2024-05-01")
    rows = [text for text in tool(*where).out.splitlines() if text.startswith("  20")]
    assert rows[0].split() == ["2024-04-25~", "overdue", "0.12", "X1", "2024-Q1", "text"]
    assert rows[-2].split() == ["2025-03-01", "no", "proof", "0.25", "X2", "2024-Q1", "text"]
    assert "published now it still wins a part" in " ".join(tool(*where).out.split())
    assert "1 of 10; next step 50%, highest 100%" in tool(*where, "--format", "markdown").out
    found = events(tool(*where, "--format", "ics").data)
    late = found["small-2024-body-X1-period-2024-Q1@openness"]
    assert (late["SUMMARY"], late["STATUS"], late.walk("VALARM")) == ("overdue: X1 2024-Q1: text", "CONFIRMED", [])
    unproved = found["small-2024-body-X2-period-2024-Q1@openness"]
    assert str(unproved["SUMMARY"]) == "no proof: X2 2024-Q1: text"
    assert "the proof counts until the evaluation" in str(unproved["DESCRIPTION"])


def test_where_nothing_is_to_come_the_evaluation_is_told(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, {}, criterion(LEVELS))
    for form in ("terminal", "markdown"):
        text = tool("calendar", folder, "--format", form, "--as-of", "2025-03-01").out
        assert "Nothing is due but the evaluation itself." in text
        assert "today" in text


def test_owners_are_named_where_nobody_is_one(tool: Call, tmp_path: Path) -> None:
    ending = tool("calendar", body(tmp_path, {}, criterion(QUARTERS)), "--owner", "Moliya")
    assert (ending.code, "no owner is named" in ending.err) == (2, True)


def test_a_damaged_log_is_told(tool: Call, sample: Callable[[str], Path]) -> None:
    folder = sample("model-body")
    (folder / "availability" / "other.jsonl").write_text("no check\n", encoding="utf-8")
    assert "availability/other.jsonl" in tool("calendar", folder).err


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(name: str, width: int, tool: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for language in ("uz", "ru", "en"):
        text = tool("calendar", SAMPLES / name, "--all", "--lang", language, "--no-color", terminal=True).out
        plain = text.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "")
        assert max(map(len, plain.splitlines())) <= width, max(plain.splitlines(), key=len)


# files


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("day", ["2023-12-01", "2024-08-01", "2025-02-28", "2025-03-02"])
def test_json_is_of_its_schema_and_csv_says_the_same(name: str, day: str, tool: Call) -> None:
    where = ("calendar", SAMPLES / name, "--as-of", day, "--format")
    report = json.loads(tool(*where, "json").out)
    jsonschema.Draft202012Validator(
        json_schema(SchemaName.CALENDAR), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(report)
    rows = list(csv.DictReader(io.StringIO(tool(*where, "csv").out, newline="")))
    for row, own in zip(rows, report["deadlines"], strict=True):
        assert rearm(row["owner"]) == ", ".join(own["owners"])
        for key in ("due", "kind", "fact", "remedy", "title"):
            assert rearm(row[key]) == own[key]
        for key in ("criterion", "indicator", "label", "item", "basis", "points_basis", "due_basis"):
            assert rearm(row[key]) == (own[key] or "")
        assert row["status"] == own["status"]
        assert row["points"] == f"{own['points']:.2f}"
        assert (row["overdue"] == "yes") == own["overdue"] == (own["days"] < 0)
    assert [own["due"] for own in report["deadlines"]] == sorted(own["due"] for own in report["deadlines"])


def test_csv_for_excel_has_semicolons_and_decimal_commas(tool: Call) -> None:
    data = tool("calendar", SAMPLES / "ministry-2024", "--format", "csv-excel").data
    assert data.startswith(b"\xef\xbb\xbfdue;status;overdue;owner;")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {row["points"] for row in rows} >= {"0,09", "1,00"}


@pytest.mark.parametrize("form", [form.value for form in CalendarFormat])
def test_the_same_input_gives_the_same_bytes_whenever_it_is_read(form: str, tool: Call) -> None:
    first, second = (tool("calendar", SAMPLES / "ministry-2024", "--format", form).data for _time in range(2))
    assert first == second
    assert first


def test_a_file_is_written_and_nothing_of_the_workspace_overwritten(
    tool: Call, sample: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = sample("model-body")
    target = tmp_path / "calendar.ics"
    ending = tool("calendar", folder, "--format", "ics", "--output", target)
    assert (ending.code, ending.out) == (0, "")
    assert events(target.read_bytes())
    assert tool("calendar", folder, "--output", folder / "openness.yaml").code == 2
    assert tool("calendar", folder, "--output", tmp_path / "calendar.txt").code == 0
    assert (tmp_path / "calendar.txt").read_text(encoding="utf-8") == tool("calendar", folder).out


# the .ics


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_the_calendar_can_be_imported(name: str, language: str, tool: Call) -> None:
    data = tool(
        "calendar", SAMPLES / name, "--as-of", "2024-08-01", "--format", "ics", "--all", "--lang", language
    ).data
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    for raw in data.split(b"\r\n"):
        raw.decode()
    calendar = Calendar.from_ical(data)
    head = {key: str(calendar[key]) for key in ("VERSION", "METHOD", "PRODID", "X-WR-CALNAME")}
    assert (head["VERSION"], head["METHOD"]) == ("2.0", "PUBLISH")
    assert head["PRODID"]
    assert "PF-154 2024" in head["X-WR-CALNAME"]
    report = json.loads(tool("calendar", SAMPLES / name, "--as-of", "2024-08-01", "--format", "json").out)
    found = events(data)
    assert len(found) == len(report["deadlines"])
    for event, own in zip(found.values(), report["deadlines"], strict=True):
        assert str(event["DTSTART"].params["VALUE"]) == "DATE"
        assert event.decoded("DTSTART").isoformat() == own["due"]
        assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
        assert event["TRANSP"] == "TRANSPARENT"
        is_to_do = own["status"] in ("coming", "overdue", "unproved")
        assert (event["STATUS"] == "CONFIRMED") == is_to_do
        alarms = event.walk("VALARM")
        assert len(alarms) == (is_to_do and not own["overdue"])
        for alarm in alarms:
            assert alarm.decoded("TRIGGER") == timedelta(days=-7)
            assert alarm["ACTION"] == "DISPLAY"
        if language == "en":
            assert ("not the decree's word" in str(event["DESCRIPTION"])) == (own["due_basis"] == "assumed")
            assert (f"Points: {own['points']:.2f}" in str(event["DESCRIPTION"])) == (own["criterion"] is not None)


def test_a_duty_keeps_its_name_from_day_to_day_and_a_later_day_counts_more(tool: Call) -> None:
    def on(day: str) -> dict[str, Event]:
        where = ("calendar", SAMPLES / "model-body", "--format", "ics", "--all", "--as-of", day)
        return events(tool(*where).data)

    def duties(found: dict[str, Event]) -> set[str]:
        # which pages are to be refreshed depends on what was published by then
        return {uid for uid in found if "-refresh-" not in uid}

    before, after = on("2024-07-01"), on("2024-11-02")
    assert duties(before) == duties(after)
    for uid in duties(before):
        assert sequence(before[uid]) < sequence(after[uid])
        assert before[uid].decoded("DTSTAMP") < after[uid].decoded("DTSTAMP")
        assert before[uid].decoded("LAST-MODIFIED") == before[uid].decoded("DTSTAMP")
    statuses = {(str(before[uid]["STATUS"]), str(after[uid]["STATUS"])) for uid in duties(before)}
    assert ("CONFIRMED", "CANCELLED") in statuses


def test_a_page_keeps_its_name_when_it_is_refreshed(tool: Call, tmp_path: Path) -> None:
    def uid(updated: str) -> tuple[str, date]:
        claim = {"level": "full", "items": [item("2024-05-01", updated=updated)]}
        folder = body(tmp_path / updated, {"X1": claim}, criterion(LEVELS, **FRESH))
        found = events(tool("calendar", folder, "--format", "ics").data)
        ((name, event),) = [(name, event) for name, event in found.items() if "refresh" in name]
        return name, event.decoded("DTSTART")

    (first, early), (second, late) = uid("2024-06-10"), uid("2024-06-20")
    assert first == second
    assert late - early == timedelta(days=10)


def test_an_edit_of_the_same_day_counts_more(tool: Call, tmp_path: Path) -> None:
    """In a workspace whose day is fixed as well."""
    folder = body(tmp_path, {}, criterion(LATE), as_of="2024-04-20")

    def now(claim: dict[str, Any], *more: object) -> Event:
        dump(folder / "evidence" / "all.yaml", {"evidence": {"X1": claim}})
        data = tool("calendar", folder, "--format", "ics", "--all", *more).data
        assert data == tool("calendar", folder, "--format", "ics", "--all", *more).data
        return events(data)["small-2024-body-X1-period-2024-Q1@openness"]

    proof = item("2024-04-19", period="2024-Q1")
    stages: list[dict[str, Any]] = [
        {"items": []},
        {"items": [item(None, period="2024-Q1")]},
        {"items": [proof]},
        {"not_applicable": "none", "items": [item("2023-01-10")]},
    ]
    for more in ((), ("--as-of", "2024-04-26")):
        found = [now(stage, *more) for stage in stages]
        assert [sequence(event) for event in found] == sorted(sequence(event) for event in found)
        stamps = [event.decoded("DTSTAMP") for event in found]
        assert stamps == sorted(stamps)
        for live in found:
            for gone in found:
                if (live["STATUS"], gone["STATUS"]) == ("CONFIRMED", "CANCELLED"):
                    assert sequence(live) < sequence(gone)
                    assert live.decoded("DTSTAMP") < gone.decoded("DTSTAMP")
    assert sequence(now(stages[0], "--as-of", "2023-11-30")) < sequence(now(stages[0], "--as-of", "2023-12-01"))


def test_any_day_counts_less_than_any_later_one(tool: Call) -> None:
    ranks = [sequence(event) % 10 for event in _events_of(tool, "2024-08-01").values()]
    assert set(ranks) >= {0, 4}
    latest = max(map(sequence, _events_of(tool, "2024-08-01").values()))
    assert latest < min(map(sequence, _events_of(tool, "2024-08-02").values()))
    assert max(map(sequence, _events_of(tool, "2025-03-01").values())) < 2**31


def _events_of(tool: Call, day: str) -> dict[str, Event]:
    return events(tool("calendar", SAMPLES / "model-body", "--format", "ics", "--all", "--as-of", day).data)


def refreshes(tool: Call, folder: Path, *more: object, day: str = "2024-07-01") -> dict[str, Event]:
    data = tool("calendar", folder, "--as-of", day, "--format", "ics", *more).data
    return {uid: event for uid, event in events(data).items() if "-refresh" in uid}


def test_a_refresh_that_was_done_is_taken_away(tool: Call, tmp_path: Path) -> None:
    def on(name: str, updated: str, *more: object) -> dict[str, Event]:
        claim = {"level": "full", "items": [item("2024-05-01", updated=updated)]}
        folder = body(tmp_path / name, {"X1": claim}, criterion(LEVELS, **FRESH))
        return refreshes(tool, folder, *more, day="2025-02-15")

    before, after = on("a", "2025-01-20"), on("b", "2025-02-10", "--all")
    assert before.keys() == after.keys() == {"small-2024-body-X1-refresh@openness"}
    (event,) = after.values()
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "done: X1: text")
    assert on("c", "2025-02-10") == {}


PAGES = [item("2024-06-10", url=url, part="a") for url in ("https://example.org/m", "https://x.example")]
NAMELESS = [{key: value for key, value in page.items() if key != "part"} for page in PAGES]


@pytest.mark.parametrize(
    ("rule", "claim", "pages"),
    [
        (LEVELS, {"level": "full"}, NAMELESS),
        (CHECKLIST, {}, PAGES),
        (COUNT, {"count": 12}, [page | {"shows": 6, "title": "Sahifa"} for page in NAMELESS]),
        (COUNT, {"count": 12}, [page | {"shows": 6} for page in NAMELESS]),
        (
            COUNT,
            {"count": 12},
            [item("2024-06-10", shows=6 + more, title=f"{more}") for more in range(3)],
        ),
    ],
)
def test_the_order_of_items_changes_nothing(
    rule: dict[str, Any], claim: dict[str, Any], pages: list[dict[str, Any]], tool: Call, tmp_path: Path
) -> None:
    def on(name: str, items: list[dict[str, Any]]) -> bytes:
        folder = body(tmp_path / name, {"X1": {**claim, "items": items}}, criterion(rule, **FRESH))
        found = refreshes(tool, folder)
        assert found
        return b"".join(event.to_ical() for event in found.values())

    assert on("a", pages) == on("b", pages[::-1])


@pytest.mark.parametrize(
    ("rule", "claim", "page"),
    [
        (LEVELS, {"level": "full"}, {}),
        (CHECKLIST, {}, {"part": "a"}),
        (QUARTERS, {}, {"period": "2024-Q1", "published": "2024-04-20", "updated": "2024-06-10"}),
        (COUNT, {"count": 6}, {"shows": 6, "title": "Sahifa"}),
        (COUNT, {"count": 6}, {"shows": 6, "url": "https://m.example"}),
    ],
)
def test_a_page_that_moved_keeps_its_name(
    rule: dict[str, Any], claim: dict[str, Any], page: dict[str, Any], tool: Call, tmp_path: Path
) -> None:
    def on(name: str, *urls: str) -> set[str]:
        pages = [item(**{"published": "2024-06-10", **page, "url": list(urls)})]
        folder = body(tmp_path / name, {"X1": {**claim, "items": pages}}, criterion(rule, **FRESH))
        return set(refreshes(tool, folder))

    assert on("a", "https://m.example") == on("b", "https://n.example", "https://m.example") != set()


def test_names_that_are_shared_are_told_apart_over_all_whatever_is_listed(tool: Call, tmp_path: Path) -> None:
    pages = [
        item("2024-06-20", shows=6, title="Sahifa", owner="A"),
        item("2024-06-10", shows=6, title="Sahifa", owner="B", url="https://example.org/b"),
    ]
    folder = body(tmp_path, {"X1": {"count": 12, "items": pages}}, criterion(COUNT, **FRESH))
    both = set(refreshes(tool, folder))
    first = "small-2024-body-X1-refresh-sahifa@openness"
    (second,) = both - {first}
    for owner, uid in (("A", first), ("B", second)):
        for whole in ((), ("--all",)):
            assert set(refreshes(tool, folder, "--owner", owner, *whole)) == {uid}
    assert set(refreshes(tool, folder, day="2024-06-15")) == {second}
    # a refresh of one makes nothing of the other
    pages[0]["updated"] = "2025-02-20"
    dump(folder / "evidence" / "all.yaml", {"evidence": {"X1": {"count": 12, "items": pages}}})
    found = refreshes(tool, folder, "--all", day="2025-02-21")
    assert {uid: str(event["STATUS"]) for uid, event in found.items()} == {first: "CANCELLED", second: "CONFIRMED"}


def test_a_late_page_and_one_in_time_are_two(tool: Call, tmp_path: Path) -> None:
    pages = [item("2024-04-20", period="2024-Q1", updated="2024-06-10"), item("2024-06-20", period="2024-Q1")]
    folder = body(tmp_path, {"X1": {"items": pages}}, criterion(LATE, **FRESH))
    stem = "small-2024-body-X1-refresh-2024-Q1"
    assert set(refreshes(tool, folder)) == {f"{stem}@openness", f"{stem}-late@openness"}


def test_done_is_left_out_unless_it_is_to_be_taken_away(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, {"X1": {"items": [item("2024-04-20", period="2024-Q1")]}}, criterion(QUARTERS))
    where = ("calendar", folder, "--format", "ics", "--as-of", "2024-04-22")
    done = "small-2024-body-X1-period-2024-Q1@openness"
    assert done not in events(tool(*where).data)
    event = events(tool(*where, "--all").data)[done]
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "done: X1 2024-Q1: text")


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\\")
TEXTS = st.text(LETTERS, min_size=1, max_size=120)


@settings(max_examples=25, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_whatever_is_in_a_text_stands_in_the_event(title: str, owner: str, organisation: str) -> None:
    _comes_back(title, owner, organisation)


def test_hostile_texts_stand_in_the_event_as_they_are() -> None:
    _comes_back(HOSTILE, 'Boʻlim "A"; B, C: BEGIN:VEVENT', "vazirlik/№ 1; BEGIN:VEVENT")


def test_a_backslash_is_no_line_break(tool: Call, tmp_path: Path) -> None:
    claim = {"owner": r"C:\new", "items": []}
    data = tool("calendar", body(tmp_path, {"X1": claim}, criterion(QUARTERS)), "--format", "ics").data
    assert rb"Owner: C:\\new" in data.replace(b"\r\n ", b"")


def _comes_back(title: str, owner: str, organisation: str) -> None:
    from openness_cli.outlook.calendar_ import CalendarReport  # noqa: PLC0415
    from openness_cli.reports.calendar.ics import render  # noqa: PLC0415

    claim = {"level": "full", "owner": "A", "items": [item("2024-06-10", title="B")]}
    with TemporaryDirectory() as folder:
        assessment = assess_folder(body(Path(folder), {"X1": claim}, criterion(LEVELS, **FRESH)), "2024-07-01")
    workspace = assessment.workspace
    named = workspace.organisation._replace(id=organisation, names={"en": organisation})
    object.__setattr__(assessment, "workspace", workspace._replace(organisation=named))
    found = [
        own._replace(owners=(owner,), item=own.item._replace(title=title, urls=()), name=(title,)) if own.item else own
        for own in find_deadlines(assessment, find(assessment))
    ]
    data = render(CalendarReport("1", "en", assessment, tuple(found), whole=True))
    assert max(map(len, data.split(b"\r\n"))) <= 75
    read = events(data)
    assert len(read) == len(found)
    assert all(uid.isascii() and uid.isprintable() and " " not in uid for uid in read)
    description = str(next(iter(read.values()))["DESCRIPTION"])
    assert f"“{title}” must not be older than 30 days" in description.replace("\r", "")
    assert f"Owner: {owner}" in description
    assert str(Calendar.from_ical(data)["X-WR-CALNAME"]) == f"{organisation}: SMALL 2024"


def test_owners_of_all_are_named_once() -> None:
    assessment = assess_folder(SAMPLES / "model-body", "2024-07-01")
    owners = owners_of(find_deadlines(assessment, find(assessment)))
    assert len(set(map(fold, owners))) == len(owners) > 3
