"""Workbooks of reports say what the reports say, in every language."""

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from openness_cli.formats.choices import Format, formats_of
from openness_cli.formats.heads import head_of
from openness_cli.messages import _, use
from openness_cli.model.languages import LANGUAGES
from tests.builders.bodies import LEVELS, QUARTERS, criterion, item, write_body
from tests.builders.commands import REPORTS, words_of
from tests.builders.documents import table
from tests.builders.tool import SAMPLES, Call
from tests.builders.workbooks import Sheets, formulas_of, sheets_of, table_in, totals_of

SHEETS = ("Overview", "Gaps", "Due dates", "Lost points", "Criteria", "Addresses")
POINTS = ("possible", "declared", "evidenced", "verified", "unknown", "pending", "open", "lost", "at_stake")


def book(tool: Call, *words: str | Path, language: str = "en") -> Sheets:
    return sheets_of(tool(*words, "--format", "xlsx", "--lang", language).data)


def hundredths(cell: object) -> int:
    assert isinstance(cell, float | int), cell
    return round(cell * 100)


def added(rows: list[dict[str, object]], head: str) -> int:
    return sum(hundredths(row[head]) for row in rows if row.get(head, "") != "")


@pytest.mark.parametrize(
    ("language", "day"),
    [
        ("uz", "2024-11-01"),
        ("ru", "2025-02-28"),
        *(pytest.param(language, "2025-02-28", marks=pytest.mark.slow(few=0, many=1)) for language in LANGUAGES),
    ],
)
def test_the_workbook_of_a_score_says_what_the_report_says(language: str, day: str, tool: Call) -> None:
    words = ("score", SAMPLES / "dead-links", "--as-of", day)
    report = json.loads(tool(*words, "--format", "json", "--lang", language).out)
    found = book(tool, *words, language=language)
    use(language)
    overview, gaps, *_others = found.values()
    assert list(found) == [_(name) for name in SHEETS]
    band = {"green": "● ", "yellow": "▲ ", "red": "■ "}[report["headline"]["band"]]
    assert any(str(row[0]).startswith(band) for row in overview)
    bases = table_in(overview, _("basis"))
    for row, basis in zip(bases, ("declared", "evidenced", "verified"), strict=True):
        assert hundredths(row[_("earned")]) == hundredths(report["scores"][basis]["earned"])
        assert hundredths(row[_("on course")]) == hundredths(report["scores"][basis]["on_course"])
    *indicators, whole = table_in(overview, _("indicator"))
    assert whole[_("indicator")] == _("in all")
    assert hundredths(whole[_("on course")]) == hundredths(report["headline"]["total"])
    for name in ("earned", "on course", "of"):
        assert added(indicators, _(name)) == hundredths(whole[_(name)])
    *rows, total = table_in(gaps, head_of("criterion"))
    stake = head_of("at_stake")
    own = {entry["id"]: entry for entry in report["criteria"]}
    for gap in rows:
        if gap[head_of("criterion")]:
            one = own[str(gap[head_of("criterion")])]
            assert gap[head_of("title")] == one["title"]
            assert hundredths(gap[stake]) == hundredths(one["at_stake"])
    assert added(rows, stake) == hundredths(total[stake])
    assert {entry["id"] for entry in report["criteria"] if entry["at_stake"]} <= {
        str(gap[head_of("criterion")]) for gap in rows
    }


def test_the_criteria_of_a_workbook_are_those_of_csv_excel(tool: Call) -> None:
    words = ("score", SAMPLES / "ministry-2024")
    plain = table(tool(*words, "--format", "csv-excel", "--lang", "uz").data.decode("utf-8-sig"), ";")
    found = book(tool, *words, language="uz")
    use("uz")
    rows = table_in(found[_("Criteria")], head_of("indicator"))
    whole = [row for row in plain if row[head_of("possible")]]
    assert len(rows) == len(whole) == 86
    for own, other in zip(rows, whole, strict=True):
        assert own[head_of("criterion")] == other[head_of("criterion")]
        for name in POINTS:
            cell = other[head_of(name)].replace(",", ".")
            assert hundredths(own[head_of(name)]) == round(Fraction(cell or 0) * 100), name


def test_the_total_of_each_column_follows_its_filter(tool: Call) -> None:
    data = tool("score", SAMPLES / "dead-links", "--as-of", "2024-11-01", "--format", "xlsx").data
    sums = formulas_of(data)
    # overview: three columns and the lost points; gaps, due dates, lost points; nine columns of criteria
    assert len(sums) == 4 + 1 + 1 + 1 + len(POINTS)
    assert all(text.startswith("SUBTOTAL(109,") for text in sums)


def test_what_is_chosen_is_listed_and_the_totals_stay(tool: Call) -> None:
    words = ("score", SAMPLES / "dead-links")
    whole, gaps, chosen = (book(tool, *words, *more) for more in ((), ("--gaps-only",), ("--only", "C3.*")))
    for sheet, head in (("Gaps", "criterion"), ("Lost points", "criterion"), ("Criteria", "indicator")):
        *every, total = table_in(whole[sheet], head)
        for other in (gaps, chosen):
            *rows, same = table_in(other[sheet], head)
            assert total == {**total, **same}
            assert len(rows) < len(every) or (other is gaps and sheet != "Criteria")
    assert whole["Overview"] == gaps["Overview"] == chosen["Overview"]


def test_days_are_days_ids_are_texts_and_nobody_is_a_word(tool: Call) -> None:
    found = book(tool, "score", SAMPLES / "dead-links", "--as-of", "2024-11-01")
    rows = table_in(found["Due dates"], "due")
    *dues, _total = rows
    assert dues
    for due in dues:
        day = due["due"]
        assert isinstance(day, date)
        assert due["days left"] == (day - date(2024, 11, 1)).days
        assert isinstance(due["criterion"], str)
    assert "nobody in charge" in {due["owner"] for due in dues}
    assert {"2024-Q4", "2024-11"}.isdisjoint({due["label"] for due in dues})


@pytest.mark.parametrize("day", ["2024-01-10", "2024-11-20", "2025-03-01", "2025-06-01"])
@pytest.mark.parametrize("sample", ["model-body", "ministry-2024", "dead-links"])
@pytest.mark.grid(one_in=7)
def test_each_total_is_what_its_rows_come_to(sample: str, day: str, tool: Call) -> None:
    """So that a program which works it out anew says what the report does."""
    for words in (("score",), ("score", "--basis", "verified"), ("forecast",), ("plan",), ("calendar", "--all")):
        name, *more = words
        ending = tool(name, SAMPLES / sample, *more, "--as-of", day, "--format", "xlsx", "--lang", "en")
        if ending.code != ExitCode.USAGE:
            assert [own for own in totals_of(ending.data) if own[1] != own[2]] == []


@pytest.mark.parametrize("command", [own for own in REPORTS if "rows" in vars(REPORTS[own])])
@pytest.mark.grid(one_in=3)
def test_every_report_that_has_rows_is_a_workbook_and_the_same_every_time(
    command: str, tool: Call, tmp_path: Path
) -> None:
    assert Format.XLSX in formats_of(REPORTS[command])
    claims: dict[str, object] = {
        "X1": {"level": "full", "items": [item("2024-06-10")]},
        "X2": {"owner": "Press", "items": [item("2024-04-10", period="2024-Q1")]},
    }
    body = write_body(tmp_path, claims, criterion(LEVELS), criterion(QUARTERS, "X2"))
    words = words_of(command, body, tool, "X1", "2024-10-01")
    if "--tries" in command:
        return
    first, second = (tool(*words, "--format", "xlsx").data for _time in range(2))
    assert first == second
    assert all(rows for rows in sheets_of(first).values())


def test_rows_of_different_kinds_are_sheets_of_their_own(tool: Call) -> None:
    plan = book(tool, "plan", SAMPLES / "dead-links")
    report = json.loads(tool("plan", SAMPLES / "dead-links", "--format", "json").out)
    assert list(plan) == ["What to do"]
    *_rows, total = table_in(plan["What to do"], "action")
    assert total["effort days"] == sum(own["effort_days"] for own in report["actions"])
    record = book(tool, "links", "--report", SAMPLES / "dead-links")
    assert list(record) == ["Addresses", "Criteria"]


def test_what_falls_adds_up_to_the_fall_of_the_total(tool: Call) -> None:
    words = ("forecast", SAMPLES / "dead-links", "--as-of", "2024-11-01")
    report = json.loads(tool(*words, "--format", "json").out)
    *rows, total = table_in(book(tool, *words)["Forecast"], "day")
    fallen = hundredths(report["days"][0]["on_course"]) - hundredths(report["days"][-1]["on_course"])
    assert added(rows, "points") == hundredths(total["points"]) == fallen
    assert not any("{" in str(cell) for row in rows for cell in row.values())


def test_a_ranking_has_its_bodies_and_what_was_published(tool: Call) -> None:
    found = book(tool, "rank", SAMPLES, language="ru")
    use("ru")
    rows = table_in(found[_("Bodies")], head_of("rank"))
    report = json.loads(tool("rank", SAMPLES, "--format", "json", "--lang", "ru").out)
    assert [row[head_of("rank")] for row in rows] == [1, 2, 3]
    for row, own in zip(rows, report["bodies"], strict=True):
        assert hundredths(row[head_of("total")]) == hundredths(own["scores"]["evidenced"]["on_course"])
    assert len(table_in(found[_("Published")], head_of("kind"))) == 2
