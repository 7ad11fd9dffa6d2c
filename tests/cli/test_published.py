"""What the Agency published of the body, beside scores: in ``score``, ``explain``, ``diff``, ``history`` and so on."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from openness_cli.reports.published import PublishedReport
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import LEVELS, criterion, item, write_index, write_workspace
from tests.builders.documents import shape, table
from tests.builders.formats import names_of
from tests.builders.histories import chart, entry
from tests.builders.tool import Call

LAST = {"year": 2023, "total": "0.6", "band": "yellow", "indicators": {"1": "0.6"}}
NOW = {"year": 2024, "total": "0.5", "indicators": {"1": "0.25", "2": "0.25"}}


def body_of(folder: Path, *results: dict[str, Any], saved: tuple[dict[str, Any], ...] = (), **more: Any) -> Path:
    """Write a body of two criteria in two indicators, of which the first is fulfilled."""
    half = {**LEVELS, "levels": {"full": "0.5", "none": 0}}
    index = write_index(folder / "index", [[criterion(half)], [criterion(half, "Y1")]])
    evidence = {"X1": {"level": "full", "owner": "Moliya boshqarmsi", "items": [item()]}}
    body = write_workspace(folder / "body", evidence, index, results=list(results), **more)
    if saved:
        (body / "history.jsonl").write_text("".join(json.dumps(line) + "\n" for line in saved), encoding="utf-8")
    return body


def said(text: str) -> str:
    return " ".join(text.split())


def test_a_score_stands_beside_what_was_published_last(tool: Call, tmp_path: Path) -> None:
    body = body_of(tmp_path, {**LAST, "year": 2022, "total": 1}, LAST)
    text = said(tool("score", body, "--as-of", "2024-07-01").out)
    assert "Published by the Agency for 2023: 0.60 points, yellow; this report stands 0.10 points below it." in text
    assert "2022" not in text
    for form in ("markdown", "terminal"):
        told = tool("score", body, "--as-of", "2024-07-01", "--format", form, "--lang", "uz").out
        assert "0,60 ball, sariq toifa" in said(told)
    report = json.loads(tool("score", body, "--as-of", "2024-07-01", "--format", "json").out)
    assert report["published"] == {"year": 2023, "total": 0.6, "band": "yellow", "indicators": {"1": 0.6}}


def test_the_one_screen_says_it_where_its_verdict_has_room(
    tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    body = body_of(tmp_path, LAST)
    for columns, is_said in ((80, True), (60, False)):
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("LINES", "24")
        lines = re.sub("\x1b\\[[0-9;]*m", "", tool("score", body, terminal=True).out).splitlines()
        assert len(lines) <= 22 or columns < 80
        assert ("2023, as published: 0.60 points, yellow." in said("\n".join(lines))) is is_said


def test_of_the_year_assessed_nothing_is_published_before_its_evaluation(tool: Call, tmp_path: Path) -> None:
    body = body_of(tmp_path, LAST, NOW)
    for day, year in (("2025-02-28", 2023), ("2025-03-01", 2024), ("2025-06-01", 2024)):
        report = json.loads(tool("score", body, "--as-of", day, "--format", "json").out)
        assert report["published"]["year"] == year
    assert "for 2024: 0.50 points; this report stands at the same." in said(
        tool("score", body, "--as-of", "2025-03-01").out
    )


def test_where_nothing_is_entered_nothing_is_said(tool: Call, tmp_path: Path) -> None:
    body = body_of(tmp_path)
    assert "published" not in json.loads(tool("score", body, "--format", "json").out)
    for words in (("score", body), ("history", body), ("explain", "X1", body)):
        assert "ublished by the Agency" not in tool(*words).out
    assert "published" not in json.loads(tool("history", body, "--format", "json").out)


def test_explain_tells_the_indicator(tool: Call, tmp_path: Path) -> None:
    text = said(tool("explain", "X1", body_of(tmp_path, LAST)).out)
    assert "for 2023 of the whole indicator: 0.60 of 0.5." in text
    assert "whole indicator" not in tool("explain", "Y1", tmp_path / "body").out


def test_diff_tells_what_the_later_report_does(tool: Call, tmp_path: Path) -> None:
    body = body_of(tmp_path, LAST, NOW)
    for day in ("2024-07-01", "2025-03-01"):
        tool("score", body, "--as-of", day, "--format", "json", "--output", tmp_path / f"{day}.json")
    words = ("diff", tmp_path / "2024-07-01.json", tmp_path / "2025-03-01.json")
    assert "Published by the Agency for 2024: 0.50 points." in tool(*words).out
    changes = json.loads(tool(*words, "--format", "json").out)
    shape(SchemaName.DIFF).validate(changes)
    assert changes["published"]["indicators"] == {"1": 0.25, "2": 0.25}


def test_what_does_not_fit_is_told_and_no_error(tool: Call, tmp_path: Path) -> None:
    body = body_of(tmp_path, {**LAST, "band": "green"}, {**NOW, "total": "0.9"}, owners={"Moliya boshqarmasi": {}})
    ending = tool("validate", body)
    assert ending.code == 0
    for text in (
        "published for 2023: indicator 1 has 0.6 points, of which the index gives 0.5",
        "published for 2023: 0.6 points are “yellow” by this index, and it says “green”",
        "published for 2024: the indicators add up to 0.5, and the total is 0.9",
        "the owner “Moliya boshqarmsi” is nearly the unit “Moliya boshqarmasi” of openness.yaml: write it alike",
    ):
        assert ending.out.count(text) == 1
    (body / "evidence" / "b.yaml").write_text(
        "actions:\n  site: {title: Sayt, owner: Moliya boshqarmasii}\n", encoding="utf-8"
    )
    assert "evidence/b.yaml:2: the owner “Moliya boshqarmasii” is nearly the unit" in tool("validate", body).out
    (body / "evidence" / "b.yaml").unlink()
    assert tool("validate", body_of(tmp_path, LAST, NOW, owners={"Moliya boshqarmsi": {}})).out.count("nearly") == 0


def test_history_shows_what_was_published_at_the_end_of_its_year(tool: Call, tmp_path: Path) -> None:
    body = body_of(tmp_path, LAST, NOW, saved=(entry("2024-05-01", 0.1, 0.2),))
    lines = tool("history", body).out.splitlines()
    at = {name: lines.index(name) for name in ("2023", "2024")}
    shown = [number for number, line in enumerate(lines) if line.startswith("published ")]
    assert at["2023"] < shown[0] < at["2024"] < shown[1]
    assert lines[shown[0]].split()[-2:] == ["0.60", "yellow"]
    assert lines[shown[1] - 1].startswith("2024-05-01")
    rows = table(tool("history", body, "--format", "csv").out)
    assert [(row["row"], row["year"], row["published"], row["published_band"], row["indicator_1"]) for row in rows] == [
        ("saved", "2024", "", "", ""),
        ("published", "2023", "0.60", "yellow", "0.60"),
        ("published", "2024", "0.50", "", "0.25"),
    ]
    report = json.loads(tool("history", body, "--format", "json").out)
    shape(SchemaName.HISTORY).validate(report)
    assert [own["year"] for own in report["published"]] == [2023, 2024]
    assert chart(tool("history", body_of(tmp_path / "new", LAST)).out) == []


def test_indicators_are_saved_and_read_back(tool: Call, tmp_path: Path) -> None:
    body = body_of(tmp_path, NOW, saved=(entry("2024-05-01"),))
    assert tool("score", body, "--save", "--as-of", "2024-07-01", "--quiet").code == 0
    line = json.loads((body / "history.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (line["indicators"], line["evaluation_date"]) == ({"1": 0.5, "2": 0}, "2025-03-01")
    old, new = json.loads(tool("history", body, "--format", "json").out)["scores"]
    assert ("indicators" in old, new["indicators"]) == (False, {"1": 0.5, "2": 0})
    broken = {**line, "indicators": {"1": "much"}}
    (body / "history.jsonl").write_text(json.dumps(broken) + "\n" + json.dumps(line) + "\n", encoding="utf-8")
    assert len(json.loads(tool("history", body, "--format", "json").out)["scores"]) == 1


# history --published

BEFORE = entry("2025-02-20", 0.4, 0.5, indicators={"1": 0.5, "2": 0}, saved_at="2025-02-20T06:00:00+05:00")


def years(tool: Call, body: Path) -> list[dict[str, Any]]:
    report = json.loads(tool("history", body, "--published", "--format", "json").out)
    shape(SchemaName.PUBLISHED).validate(report)
    found: list[dict[str, Any]] = report["years"]
    return found


def test_the_last_prediction_before_the_evaluation_is_set_against_what_was_published(
    tool: Call, tmp_path: Path
) -> None:
    first = entry("2025-01-20", 0, 0.1, indicators={"1": 0, "2": 0}, saved_at="2025-01-20T06:00:00+05:00")
    final = entry("2025-03-02", 1, 1, indicators={"1": 0.5, "2": 0.5}, saved_at="2025-03-02T06:00:00+05:00")
    mended = entry("2025-02-27", 1, 1, indicators={"1": 0.5, "2": 0.5}, saved_at="2025-03-01T23:00:00+00:00")
    body = body_of(tmp_path, NOW, saved=(first, final, BEFORE, mended))
    (year,) = years(tool, body)
    assert (year["predicted"]["as_of"], year["predicted"]["saved_in_time"], year["difference"]) == (
        "2025-02-20",
        True,
        0,
    )
    assert [(own["id"], own["difference"]) for own in year["indicators"]] == [("1", -0.25), ("2", 0.25)]
    text = said(tool("history", body, "--published").out)
    assert "Predicted: 0.50 points, red; published: 0.50 points: no difference." in text
    assert "Furthest off: indicator 1 (text), by -0.25 points." in text


def test_what_no_saved_score_or_no_entry_tells_is_said(tool: Call, tmp_path: Path) -> None:
    late = {**BEFORE, "saved_at": "2025-06-01T06:00:00+05:00"}
    body = body_of(tmp_path, LAST, {**NOW, "indicators": {"2": 0}}, saved=(late, entry("2021-05-01", year=2021)))
    text = said(tool("history", body, "--published").out)
    for told in (
        "as of 20 February 2025, was saved after it: no prediction",
        "Not entered of what was published: indicators 1.",
        "Published: 0.60 points, yellow. No score is saved of that year",
        "Scores were saved for 2021, of which nothing published is entered",
    ):
        assert told in text
    now, last = years(tool, body)
    assert (now["predicted"]["saved_in_time"], last["predicted"]) == (False, None)
    assert [own["published"] for own in now["indicators"]] == [None, 0]
    older = {key: value for key, value in BEFORE.items() if key != "indicators"}
    (body / "history.jsonl").write_text(json.dumps(older) + "\n", encoding="utf-8")
    text = said(tool("history", body, "--published").out)
    assert "That saved score does not tell its indicators" in text
    assert years(tool, body)[0]["difference"] == 0


def test_an_evaluation_that_a_line_tells_is_its_own(tool: Call, tmp_path: Path) -> None:
    early = entry("2024-02-01", 0.1, 0.3, year=2023, evaluation_date="2024-02-15", saved_at="2024-02-01T06:00:00+05:00")
    after = entry("2024-02-20", 0.1, 0.9, year=2023, evaluation_date="2024-02-15", saved_at="2024-02-20T06:00:00+05:00")
    (year,) = years(tool, body_of(tmp_path, LAST, saved=(early, after)))
    assert (year["predicted"]["total"], year["difference"]) == (0.3, 0.3)


@pytest.mark.parametrize("form", names_of(PublishedReport))
def test_without_results_or_an_index_it_says_what_is_lacking(tool: Call, tmp_path: Path, form: str) -> None:
    body = body_of(tmp_path, saved=(BEFORE,))
    ending = tool("history", body, "--published", "--format", form)
    assert ending.code == 0
    if form in {"terminal", "markdown"}:
        assert "Nothing that the Agency published is entered" in said(ending.out)
    again = body_of(tmp_path / "again", {**NOW, "indicators": {"budget": 0}}, saved=(BEFORE,))
    (tmp_path / "again" / "index" / "index.yaml").unlink()
    ending = tool("history", again, "--published", "--format", form)
    assert (ending.code, "budget" in ending.out) == (0, True)
