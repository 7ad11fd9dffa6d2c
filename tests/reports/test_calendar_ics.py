"""The ``.ics``: what a calendar that imports it again and again makes of it."""

import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from openness_cli.formats.choices import Format, write
from openness_cli.messages import unheard
from openness_cli.outlook.calendar_ import Calendar as Listed
from openness_cli.outlook.deadlines import find_deadlines
from openness_cli.reports.calendar_ import CalendarReport
from openness_cli.scoring.findings import find
from tests.builders.bodies import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    assess_folder,
    criterion,
    dump,
    item,
    write_body,
    write_one,
)
from tests.builders.calendars import FRESH, LATE, events, sequence
from tests.builders.tool import BODIES, CYRILLIC, SAMPLES, Call

HOSTILE = "Hisobot, 1-qism; yoki: «ёқ» " + "Ўзбекистон Республикаси вазирлиги " * 9


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
    folder = write_body(tmp_path, {"X1": {**claim, "owner": "Moliya"}}, criterion(rule, **FRESH))
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


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
@pytest.mark.grid(one_in=4)
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
    acts = {"ru": "УП-154 2024", "uz-Cyrl": "ПФ-154 2024"}
    assert acts.get(language, "PF-154 2024") in head["X-WR-CALNAME"]
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
        folder = write_one(tmp_path / updated, LEVELS, claim, **FRESH)
        found = events(tool("calendar", folder, "--format", "ics").data)
        ((name, event),) = [(name, event) for name, event in found.items() if "refresh" in name]
        return name, event.decoded("DTSTART")

    (first, early), (second, late) = uid("2024-06-10"), uid("2024-06-20")
    assert first == second
    assert late - early == timedelta(days=10)


def test_an_edit_of_the_same_day_counts_more(tool: Call, tmp_path: Path) -> None:
    """In a workspace whose day is fixed as well."""
    folder = write_body(tmp_path, {}, criterion(LATE), as_of="2024-04-20")

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
        folder = write_one(tmp_path / name, LEVELS, claim, **FRESH)
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
        folder = write_body(tmp_path / name, {"X1": {**claim, "items": items}}, criterion(rule, **FRESH))
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
        folder = write_body(tmp_path / name, {"X1": {**claim, "items": pages}}, criterion(rule, **FRESH))
        return set(refreshes(tool, folder))

    assert on("a", "https://m.example") == on("b", "https://n.example", "https://m.example") != set()


def test_names_that_are_shared_are_told_apart_over_all_whatever_is_listed(tool: Call, tmp_path: Path) -> None:
    pages = [
        item("2024-06-20", shows=6, title="Sahifa", owner="A"),
        item("2024-06-10", shows=6, title="Sahifa", owner="B", url="https://example.org/b"),
    ]
    folder = write_body(tmp_path, {"X1": {"count": 12, "items": pages}}, criterion(COUNT, **FRESH))
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
    folder = write_body(tmp_path, {"X1": {"items": pages}}, criterion(LATE, **FRESH))
    stem = "small-2024-body-X1-refresh-2024-Q1"
    assert set(refreshes(tool, folder)) == {f"{stem}@openness", f"{stem}-late@openness"}


def test_done_is_left_out_unless_it_is_to_be_taken_away(tool: Call, tmp_path: Path) -> None:
    folder = write_body(tmp_path, {"X1": {"items": [item("2024-04-20", period="2024-Q1")]}}, criterion(QUARTERS))
    where = ("calendar", folder, "--format", "ics", "--as-of", "2024-04-22")
    done = "small-2024-body-X1-period-2024-Q1@openness"
    assert done not in events(tool(*where).data)
    event = events(tool(*where, "--all").data)[done]
    assert (event["STATUS"], event["SUMMARY"]) == ("CANCELLED", "done: X1 quarter I of 2024: text")


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\\")
TEXTS = st.text(LETTERS, min_size=1, max_size=120)


@settings(max_examples=25)
@given(TEXTS, TEXTS, TEXTS)
def test_whatever_is_in_a_text_stands_in_the_event(title: str, owner: str, organisation: str) -> None:
    _comes_back(title, owner, organisation)


def test_hostile_texts_stand_in_the_event_as_they_are() -> None:
    _comes_back("::error::", "::", ":")
    _comes_back(HOSTILE, 'Boʻlim "A"; B, C: BEGIN:VEVENT', "vazirlik/№ 1; BEGIN:VEVENT")


def test_a_backslash_is_no_line_break(tool: Call, tmp_path: Path) -> None:
    claim = {"owner": r"C:\new", "items": []}
    data = tool("calendar", write_one(tmp_path, QUARTERS, claim), "--format", "ics").data
    assert rb"Owner: C:\\new" in data.replace(b"\r\n ", b"")


def _comes_back(title: str, owner: str, organisation: str) -> None:
    claim = {"level": "full", "owner": "A", "items": [item("2024-06-10", title="B")]}
    with TemporaryDirectory() as folder:
        assessment = assess_folder(write_body(Path(folder), {"X1": claim}, criterion(LEVELS, **FRESH)), "2024-07-01")
    workspace = assessment.workspace
    named = workspace.organisation._replace(id=organisation, names={"en": organisation})
    object.__setattr__(assessment, "workspace", workspace._replace(organisation=named))
    found = [
        own._replace(owners=(owner,), item=own.item._replace(title=title, urls=()), name=(title,)) if own.item else own
        for own in find_deadlines(assessment, find(assessment))
    ]
    data = write(CalendarReport("1", "en", Listed(assessment, tuple(found), whole=True)), Format.ICS)
    assert max(map(len, data.split(b"\r\n"))) <= 75
    read = events(data)
    assert len(read) == len(found)
    assert all(uid.isascii() and uid.isprintable() and " " not in uid for uid in read)
    description = str(next(iter(read.values()))["DESCRIPTION"])
    assert f"“{title}” must not be older than 30 days" in description.replace("\r", "")
    assert f"Owner: {owner}" in description
    assert str(Calendar.from_ical(data)["X-WR-CALNAME"]) == unheard(f"{organisation}: SMALL 2024")
