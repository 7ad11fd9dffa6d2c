"""``openness calendar``: what is listed, and the files that other programs import."""

import json
from pathlib import Path
from typing import Any

import pytest

from openness_cli.formats.csv_ import rearm
from openness_cli.reports.calendar_ import CalendarReport
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import LEVELS, QUARTERS, SHARE, criterion, dump, item, write_body
from tests.builders.calendars import LATE, events
from tests.builders.documents import shape, table
from tests.builders.formats import names_of
from tests.builders.tool import BODIES, SAMPLES, Call, Sample


def test_a_full_count_lacks_its_proof_alone(tool: Call) -> None:
    report = json.loads(tool("calendar", SAMPLES / "ministry-2024", "--lang", "en", "--format", "json").out)
    (own,) = [own for own in report["deadlines"] if own["criterion"] == "C1.1"]
    assert (own["status"], own["due"], own["due_basis"]) == ("unproved", "2025-03-01", None)
    assert own["fact"] == "20 claimed, 0 proved: the rest can be proved until the evaluation"


NOT_OPEN = "done, but its address does not open: it can be mended until the evaluation"


def test_the_pages_that_do_not_open_are_listed(tool: Call) -> None:
    report = json.loads(tool("calendar", SAMPLES / "dead-links", "--lang", "en", "--format", "json").out)
    mended = [own for own in report["deadlines"] if own["fact"] == NOT_OPEN]
    assert {own["criterion"] for own in mended} == {f"C4.{number}" for number in range(1, 7)}
    assert {(own["status"], own["due"]) for own in mended} == {("unproved", "2025-03-01")}
    text = tool("calendar", SAMPLES / "dead-links", "--lang", "en").out
    assert all(f"C4.{number} quarter IV" in text for number in range(1, 7))


def test_once_the_assessment_is_over_nothing_falls_due(tool: Call) -> None:
    for form in names_of(CalendarReport):
        ending = tool("calendar", SAMPLES / "model-body", "--as-of", "2025-03-02", "--format", form)
        assert ending.code == 0
        told = ending.out if form in ("terminal", "markdown") else ending.err
        assert "nothing falls due any more" in " ".join(told.split())
    assert json.loads(tool("calendar", SAMPLES / "model-body", "--as-of", "2025-03-02", "--format", "json").out)[
        "deadlines"
    ] == []  # fmt: skip
    assert events(tool("calendar", SAMPLES / "model-body", "--as-of", "2025-03-02", "--format", "ics").data) == {}


# what is listed


def test_done_and_lost_are_listed_only_when_asked_for(tool: Call, tmp_path: Path) -> None:
    items = [item("2024-04-20", period="2024-Q1"), item("2024-08-01", period="2024-Q2")]
    folder = write_body(tmp_path, {"X1": {"items": items}}, criterion(QUARTERS))
    brief = tool("calendar", folder, "--as-of", "2024-08-01").out
    assert "Q1" not in brief
    assert "Q2" not in brief
    assert "1 more is done: --all" in brief
    assert "1 more is lost: --all" in brief
    whole = tool("calendar", folder, "--as-of", "2024-08-01", "--all").out
    assert "X1 quarter I " in whole
    assert "X1 quarter II " in whole


def test_assumed_dates_are_marked_and_sourced_ones_are_not(tool: Call, tmp_path: Path) -> None:
    folder = write_body(tmp_path, {}, criterion(QUARTERS), criterion(QUARTERS, "X2", due_basis="sourced"))
    lines = tool("calendar", folder).out.splitlines()
    assert any("~" in text and "X1 quarter III" in text for text in lines)
    assert not any("~" in text and "X2 " in text for text in lines)
    markdown = tool("calendar", folder, "--format", "markdown").out.splitlines()
    told = "not the decree's word"
    assert all(("\\~ |" in text) == ("**X1" in text) for text in markdown if "**X" in text)
    assert len([text for text in markdown if told in text]) == 1


def test_lost_without_any_evidence_may_only_be_unentered(tool: Call, tmp_path: Path) -> None:
    folder = write_body(tmp_path, {}, criterion(QUARTERS))
    assert "1 of them unless done and not entered" in tool("calendar", folder).out
    assert "lost, unless it was done and is not entered" in tool("calendar", folder, "--all").out
    # as may a quarter of which another was entered, and a share of which a part was
    part = {"X1": {"items": [item("2024-07-20", period="2024-Q2")]}, "X2": {"count": 1, "of": 10, "items": [item()]}}
    folder = write_body(tmp_path / "part", part, criterion(QUARTERS), criterion(SHARE, "X2"))
    assert "1 of them unless done and not entered" in tool("calendar", folder, "--as-of", "2024-08-01").out
    assert "3 more are lost, 3 of them" in tool("calendar", folder, "--as-of", "2025-01-01").out


def test_what_is_overdue_and_can_still_be_won_is_listed_first_without_a_reminder(tool: Call, tmp_path: Path) -> None:
    claim = {"items": [item(None, period="2024-Q1")]}
    criteria = (criterion(LATE), criterion(LATE, "X2"), criterion(SHARE, "X3"))
    folder = write_body(tmp_path, {"X2": claim, "X3": {"count": 1, "of": 10}}, *criteria)
    where = ("calendar", folder, "--as-of", "2024-05-01")
    rows = [text for text in tool(*where).out.splitlines() if text.startswith("  20")]
    assert rows[0].split() == ["2024-04-25~", "overdue", "0.12", "X1", "quarter", "I", "text"]
    assert rows[-2].split() == ["2025-03-01", "no", "proof", "0.25", "X2", "quarter", "I", "text"]
    assert "published now it still wins a part" in " ".join(tool(*where).out.split())
    assert "1 of 10; next step 50%, highest 100%" in tool(*where, "--format", "markdown").out
    found = events(tool(*where, "--format", "ics").data)
    late = found["small-2024-body-X1-period-2024-Q1@openness"]
    assert (late["SUMMARY"], late["STATUS"], late.walk("VALARM")) == (
        "overdue: X1 quarter I of 2024: text",
        "CONFIRMED",
        [],
    )
    unproved = found["small-2024-body-X2-period-2024-Q1@openness"]
    assert str(unproved["SUMMARY"]) == "no proof: X2 quarter I of 2024: text"
    assert "the proof counts until the evaluation" in str(unproved["DESCRIPTION"])


def test_where_nothing_is_to_come_the_evaluation_is_told(tool: Call, tmp_path: Path) -> None:
    folder = write_body(tmp_path, {}, criterion(LEVELS))
    for form in ("terminal", "markdown"):
        text = tool("calendar", folder, "--format", form, "--as-of", "2025-03-01").out
        assert "Nothing is due but the evaluation itself." in text
        assert "today" in text


def test_owners_are_named_where_nobody_is_one(tool: Call, tmp_path: Path) -> None:
    ending = tool("calendar", write_body(tmp_path, {}, criterion(QUARTERS)), "--owner", "Moliya")
    assert (ending.code, "no owner is named" in ending.err) == (2, True)


def test_a_damaged_log_is_told(tool: Call, sample: Sample) -> None:
    folder = sample("model-body")
    (folder / "availability" / "other.jsonl").write_text("no check\n", encoding="utf-8")
    assert "availability/other.jsonl" in tool("calendar", folder).err


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.grid(one_in=3)
def test_no_line_is_wider_than_the_terminal(name: str, width: int, tool: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for language in ("uz", "ru", "en"):
        text = tool("calendar", SAMPLES / name, "--all", "--lang", language, "--no-color", terminal=True).out
        plain = text.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "")
        assert max(map(len, plain.splitlines())) <= width, max(plain.splitlines(), key=len)


# files


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("day", ["2023-12-01", "2024-08-01", "2025-02-28", "2025-03-02"])
@pytest.mark.grid(one_in=3)
def test_json_is_of_its_schema_and_csv_says_the_same(name: str, day: str, tool: Call) -> None:
    where = ("calendar", SAMPLES / name, "--as-of", day, "--format")
    report = json.loads(tool(*where, "json").out)
    shape(SchemaName.CALENDAR).validate(report)
    rows = table(tool(*where, "csv").out)
    without = report.get("undated", [])
    for row, own in zip(rows[len(report["deadlines"]) :], without, strict=True):
        assert (row["due"], row["status"], row["points"]) == ("", "undated", f"{own['points']:.2f}")
        assert (rearm(row["owner"]), row["criterion"]) == (", ".join(own["owners"]), own["criterion"])
    for row, own in zip(rows, report["deadlines"], strict=len(rows) == len(report["deadlines"])):
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
    data = tool("calendar", SAMPLES / "ministry-2024", "--format", "csv-excel", "--lang", "en").data
    assert data.startswith(b"\xef\xbb\xbfdue;days left;status;owner;")
    rows = table(data.decode("utf-8-sig"), ";")
    assert {row["points"] for row in rows} >= {"0,09", "1,00"}


@pytest.mark.parametrize("form", names_of(CalendarReport))
def test_the_same_input_gives_the_same_bytes_whenever_it_is_read(form: str, tool: Call) -> None:
    first, second = (tool("calendar", SAMPLES / "ministry-2024", "--format", form).data for _time in range(2))
    assert first == second
    assert first


def test_a_file_is_written_and_nothing_of_the_workspace_overwritten(tool: Call, sample: Sample, tmp_path: Path) -> None:
    folder = sample("model-body")
    target = tmp_path / "calendar.ics"
    ending = tool("calendar", folder, "--format", "ics", "--output", target)
    assert (ending.code, ending.out) == (0, "")
    assert events(target.read_bytes())
    assert tool("calendar", folder, "--output", folder / "openness.yaml").code == 2
    assert tool("calendar", folder, "--output", tmp_path / "calendar.txt").code == 0
    assert (tmp_path / "calendar.txt").read_text(encoding="utf-8") == tool("calendar", folder).out


def test_a_share_that_lacks_a_number_is_told_so_with_what_it_can_still_win(tool: Call, tmp_path: Path) -> None:
    claim = {"X1": {"owner": "Buxoro", "count": 0, "of": 100, "items": [item()]}}
    body = write_body(tmp_path, claim, criterion(SHARE))
    dump(body / "evidence" / "navoiy.yaml", {"evidence": {"X1": {"owner": "Navoiy", "count": 100}}})
    on = ("--as-of", "2025-01-10", "--lang", "en")
    text = " ".join(tool("calendar", body, *on).out.split())
    assert "a number of the claim is missing: it can be entered until the evaluation" in text
    (due,) = [own for own in table(tool("calendar", body, *on, "--format", "csv").out) if own["criterion"] == "X1"]
    (scored,) = json.loads(tool("score", body, *on, "--format", "json").out)["criteria"]
    assert (float(due["points"]), scored["lost"]) == (scored["open"], 0.5)


# whose, which day, until when; and what has no day

OWNERS: dict[str, Any] = {
    "X1": {"owner": "Moliya", "items": [item("2024-04-20", period="2024-Q1")]},
    "X2": {"owner": "moliya", "level": "partial", "items": [item("2024-05-01")]},
    "X3": {"items": [item("2024-04-20", period="2024-Q1", url="https://a.example/3"), item(owner="Kadrlar")]},
}


def body_with_owners(folder: Path) -> Path:
    criteria = (criterion(QUARTERS), criterion(LEVELS, "X2"), criterion(QUARTERS, "X3"), criterion(LEVELS, "X4"))
    return write_body(folder, {name: OWNERS[name] for name in ("X1", "X2")}, *criteria)


def calendar_of(tool: Call, folder: Path, *more: object) -> dict[str, Any]:
    ending = tool("calendar", folder, "--as-of", "2024-07-01", "--format", "json", *more)
    assert ending.code == 0, ending.err
    report: dict[str, Any] = json.loads(ending.out)
    shape(SchemaName.CALENDAR).validate(report)
    return report


def test_what_has_no_day_belongs_to_its_owners_list_and_to_nobodys(tool: Call, tmp_path: Path) -> None:
    folder = body_with_owners(tmp_path)
    told = calendar_of(tool, folder)["undated"]
    assert [(own["criterion"], own["owners"], own["points"]) for own in told] == [
        ("X4", [], 1),
        ("X2", ["moliya"], 0.5),
    ]
    text = tool("calendar", folder, "--as-of", "2024-07-01").out
    places = [
        text.index(word) for word in ("Moliya\n", " X1 quarter III", "no day", " X2 ", "no owner named\n", " X4 ")
    ]
    assert places == sorted(places)
    for owner, criteria in (("mol", ["X2"]), ("-", ["X4"])):
        report = calendar_of(tool, folder, "--owner", owner)
        assert [own["criterion"] for own in report["undated"]] == criteria
    assert "undated" not in calendar_of(tool, folder, "--only", "X1")
    assert ";no day;" in tool("calendar", folder, "--format", "csv-excel", "--lang", "en").out


def test_by_day_each_day_has_its_owners(tool: Call, tmp_path: Path) -> None:
    folder = body_with_owners(tmp_path)
    lines = tool("calendar", folder, "--as-of", "2024-07-01", "--by", "day").out.splitlines()
    days = [line for line in lines if line in {"25 July 2024", "25 October 2024", "25 January 2025", "1 March 2025"}]
    assert days == ["25 July 2024", "25 October 2024", "25 January 2025", "1 March 2025"]
    after = lines[lines.index("25 July 2024") :]
    assert [line.rsplit("  ", 1)[1] for line in after[1:3]] == ["Moliya", "no owner named"]
    assert "without a day" in lines
    assert tool("calendar", folder, "--by", "weeks").code == 2
    page = tool("calendar", folder, "--by", "day", "--format", "markdown", "--as-of", "2024-07-01").out
    assert "## 25 July 2024" in page


def test_until_ends_with_its_day(tool: Call, tmp_path: Path) -> None:
    folder = body_with_owners(tmp_path)
    report = calendar_of(tool, folder, "--until", "25.10.2024")
    assert max(own["due"] for own in report["deadlines"]) == "2024-10-25"
    assert "undated" not in report
    assert (
        len(events(tool("calendar", folder, "--as-of", "2024-07-01", "--until", "2024-07-25", "--format", "ics").data))
        == 2
    )
    assert tool("calendar", folder, "--until", "soon").code == 2


@pytest.mark.parametrize(
    ("form", "ending"), [("terminal", "txt"), ("csv-excel", "csv"), ("ics", "ics"), ("markdown", "md")]
)
def test_split_writes_a_file_for_each_owner_and_one_for_nobody(
    form: str, ending: str, tool: Call, tmp_path: Path
) -> None:
    folder = body_with_owners(tmp_path / "body")
    words = ("calendar", folder, "--as-of", "2024-07-01", "--format", form, "--split", tmp_path / "out", "--lang", "en")
    done = tool(*words)
    assert (done.code, done.out) == (0, "")
    own, nobodys = (tmp_path / "out" / f"{name}.{ending}" for name in ("Moliya", "Work that nobody is in charge of"))
    assert sorted((tmp_path / "out").iterdir()) == [own, nobodys]
    assert (b"X1" in own.read_bytes(), b"X3" in own.read_bytes()) == (True, False)
    assert (b"X1" in nobodys.read_bytes(), b"X3" in nobodys.read_bytes()) == (False, True)
    assert tool(*words, "--output", tmp_path / "x").code == 2


def test_where_nobody_owes_anything_no_file_is_written(tool: Call, tmp_path: Path) -> None:
    claim = {"level": "full", "items": [item()]}
    ending = tool("calendar", write_body(tmp_path / "b", {"X1": claim}, criterion(LEVELS)), "--split", tmp_path / "out")
    assert (ending.code, list((tmp_path / "out").iterdir())) == (0, [])
    assert ending.err.strip()


def test_a_file_of_one_owner_names_nobody_else(tool: Call, tmp_path: Path) -> None:
    folder = write_body(tmp_path / "body", {"X3": OWNERS["X3"] | {"owner": "Moliya"}}, criterion(QUARTERS, "X3"))
    text = tool("calendar", folder, "--as-of", "2024-03-01", "--owner", "Moliya").out
    assert "Kadrlar\n" not in text
