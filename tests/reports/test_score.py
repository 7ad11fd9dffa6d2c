"""Every export parses back, agrees with every other, and cannot be made to do anything but be read."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from openness_cli.formats.choices import Format, formats_of
from openness_cli.formats.csv_ import rearm
from openness_cli.reports.score import COLUMNS, ScoreReport
from openness_cli.schemas import report as wire
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import (
    CHECKLIST,
    LEVELS,
    QUARTERS,
    criterion,
    dump,
    full,
    item,
    write_body,
    write_index,
    write_workspace,
)
from tests.builders.documents import shape, table
from tests.builders.junit import junit_schema
from tests.builders.tool import BODIES, CYRILLIC, GOLDENS, SAMPLES, Call

HOSTILE = '=HYPERLINK("x") | <b>&amp;\n::error::no %0A ]]> *a* `b`'


def hostile_body(folder: Path) -> Path:
    claim = {"level": "partial", "owner": HOSTILE, "items": [item(None, title=HOSTILE)]}
    return write_body(folder, {"X1": claim}, criterion(LEVELS), criterion(QUARTERS, "X2"))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_reports_for_reading_are_as_accepted(
    body: str, language: str, form: str, tool: Call, accepted: Callable[[Path, str], None]
) -> None:
    text = tool("score", SAMPLES / body, "--format", form, "--lang", language).out
    ending = {"terminal": "txt", "markdown": "md"}[form]
    accepted(GOLDENS / f"{body}.{language}.{ending}", text)


@pytest.mark.parametrize("form", ["json", "csv", "csv-excel", "junit", "github"])
def test_reports_for_programs_are_as_accepted(form: str, tool: Call, accepted: Callable[[Path, str], None]) -> None:
    text = tool("score", SAMPLES / "dead-links", "--format", form).out.replace(SAMPLES.as_posix(), "samples")
    accepted(GOLDENS / f"dead-links.{form}", text)


def test_the_whole_listing_is_as_accepted(tool: Call, accepted: Callable[[Path, str], None]) -> None:
    text = tool("score", SAMPLES / "ministry-2024", "--all", "--lang", "en").out
    accepted(GOLDENS / "ministry-2024.all.txt", text)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("basis", ["declared", "evidenced", "verified"])
@pytest.mark.parametrize("day", ["2023-12-01", "2024-07-01", "2025-02-28", "2025-03-02"])
@pytest.mark.grid(one_in=3)
def test_json_validates_and_its_numbers_add_up(body: str, basis: str, day: str, tool: Call) -> None:
    text = tool("score", SAMPLES / body, "--format", "json", "--basis", basis, "--as-of", day).out
    report = json.loads(text)
    shape(SchemaName.REPORT).validate(report)
    assert len(report["criteria"]) == 84

    def cents(value: float) -> int:
        return round(value * 100)

    for row in (*report["indicators"], *report["criteria"]):
        parts = [
            row[basis],
            row["pending"],
            row["open"],
            row["lost"],
            *([row["unknown"]] if basis == "verified" else []),
        ]
        assert sum(map(cents, parts)) == cents(row["possible"]), row["id"]
        assert row["declared"] >= row["evidenced"] >= row["verified"]
    assert sum(cents(row["possible"]) for row in report["indicators"]) == 100_00
    if report["over"]:
        assert all(row["at_stake"] == 0 for row in report["criteria"])


@pytest.mark.parametrize("body", BODIES)
def test_csv_and_json_say_the_same(body: str, tool: Call) -> None:
    report = json.loads(tool("score", SAMPLES / body, "--format", "json").out)
    rows = table(tool("score", SAMPLES / body, "--format", "csv").out)
    assert tuple(rows[0]) == COLUMNS
    columns: dict[str, Callable[[dict[str, Any]], str]] = {
        "indicator": lambda row: row["indicator"],
        "criterion": lambda row: row["id"],
        "due": lambda row: row["due"] or "",
        "due_basis": lambda row: row["due_basis"] or "",
        "scale": lambda row: row["scale"] or "",
        "effort_days": lambda row: f"{row['effort_days']:g}",
    }
    for row, entry in zip(rows, report["criteria"], strict=True):
        for column in COLUMNS:
            if column == "reasons":
                for reason in entry["reasons"]:
                    assert reason["code"] in row["reasons"]
                    assert reason["message"] in row["reasons"]
                continue
            default = entry.get(column)
            shown = f"{default:.2f}" if isinstance(default, float | int) else str(default)
            expected = columns[column](entry) if column in columns else shown
            assert rearm(row[column]) == expected, (entry["id"], column)


def test_csv_for_excel_has_its_mark_semicolons_and_decimal_commas(tool: Call) -> None:
    data = tool("score", SAMPLES / "ministry-2024", "--format", "csv-excel").data
    assert data.startswith(b"\xef\xbb\xbfindikator;mezon;")
    rows = table(data.decode("utf-8-sig"), ";")
    first = next(row for row in rows if row["mezon"])
    assert first["mezon"] == "C1.1"
    assert first["eng koʻp ball"] == "1,00"
    assert "oʻ" in "".join(row["nomi"] for row in rows)
    assert {row["koeffitsient"] for row in rows if row["mezon"]} == {"1", "'20/17"}
    plain = tool("score", SAMPLES / "ministry-2024", "--format", "csv").data
    assert plain.startswith(b"indicator,criterion,")
    assert plain.count(b"\r\n") == plain.count(b"\n") == 85


def test_no_text_of_the_evidence_becomes_a_formula_a_command_or_markup(tool: Call, tmp_path: Path) -> None:
    body = hostile_body(tmp_path)
    outputs = {form: tool("score", body, "--format", form.value).out for form in formats_of(ScoreReport)}
    for row in table(outputs[Format.CSV]):
        assert not any(value.startswith(("=", "+", "@")) for value in row.values())
    assert [
        line for line in outputs[Format.GITHUB].splitlines() if not line.startswith(("::warning ", "::notice "))
    ] == []
    assert len(outputs[Format.GITHUB].splitlines()) == 3
    told = [str(own.get("message")) for own in ET.fromstring(outputs[Format.JUNIT].encode()).iter("skipped")]
    assert any("<b>&amp;" in text for text in told)
    assert "<b>" not in outputs[Format.MARKDOWN]
    lines = [line for line in outputs[Format.MARKDOWN].splitlines() if line.startswith("| **X1**")]
    assert len(re.findall(r"(?<!\\)\|", lines[0])) == 7


@pytest.mark.parametrize("body", BODIES)
def test_junit_is_valid_and_counts_what_it_holds(body: str, tool: Call) -> None:
    text = tool("score", SAMPLES / body, "--format", "junit").out
    schema = junit_schema()
    schema.validate(io.StringIO(text))
    root = ET.fromstring(text.encode())
    assert root.get("tests") == str(len(root.findall(".//testcase"))) == "85"  # the gate is one of them
    assert root.get("failures") == str(len(root.findall(".//failure")))
    assert root.get("skipped") == str(len(root.findall(".//skipped")))


def test_junit_is_valid_when_everything_is_skipped(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS, applies_to=["bank"])]])
    text = tool("score", write_workspace(tmp_path / "body", {}, index), "--format", "junit").out
    junit_schema().validate(io.StringIO(text))
    assert 'skipped="1"' in text


@pytest.mark.parametrize("form", formats_of(ScoreReport))
def test_every_format_says_how_much_is_assumed_or_labels_each_row(form: Format, tool: Call) -> None:
    text = tool("score", SAMPLES / "dead-links", "--format", form.value).out
    assert "assumed" in text
    assert "derived" in text


def test_the_plain_report_is_eighty_columns_without_drawn_shapes(tool: Call) -> None:
    for body in BODIES:
        for language in ("uz", "ru", "en"):
            text = tool("score", SAMPLES / body, "--lang", language, "--all").out
            assert max(map(len, text.splitlines())) <= 80
            assert not set("━┅░─┊┃→·") & set(text)


def test_junit_fails_what_the_gate_asks_for_and_nothing_else(tool: Call) -> None:
    body = SAMPLES / "dead-links"
    ungated = tool("score", body, "--format", "junit")
    assert (ungated.code, b"<failure" in ungated.data) == (0, False)
    missing = tool("score", body, "--format", "junit", "--fail-on", "missing")
    cases = ET.fromstring(missing.data).iter("testcase")
    failed = {case.get("classname") for case in cases if case.find("failure") is not None}
    report = json.loads(tool("score", body, "--format", "json").out)
    assert failed == {"gate"} | {row["id"] for row in report["criteria"] if row["outcome"] == "missing"}
    for name in failed - {"gate"}:  # the gate names every one
        assert f"{name}" in missing.data.decode().partition("</testsuite>")[0]
    gated = ET.fromstring(tool("score", body, "--format", "junit", "--fail-on", "dead-link").data)
    gate = gated.find("testsuite[@name='gate']/testcase/failure")
    assert gate is not None
    assert "24 addresses do not open" in str(gate.text)


def test_every_field_of_a_criterion_is_in_the_table_as_well() -> None:
    renamed = {"id": "criterion"}
    # what a later report is compared by: lists, and sums of other columns
    in_json_alone = {"on_course", "rule", "claim", "items", "periods"}
    fields = {renamed.get(name, name) for name in wire.Criterion.model_fields}
    assert fields - in_json_alone == set(COLUMNS)


def test_effort_is_the_same_in_every_report(tool: Call, tmp_path: Path) -> None:
    items = [item(None, part="a", action="x"), item(None, part="b", action="y")]
    body = write_body(tmp_path, {"X1": {"items": items}}, criterion(CHECKLIST))
    actions = {"actions": {"x": {"effort_days": 2}, "y": {"effort_days": 7}}}
    dump(body / "evidence" / "b.yaml", actions)
    assert json.loads(tool("score", body, "--format", "json").out)["criteria"][0]["effort_days"] == 9
    assert "(action x, y, 9 working days" in " ".join(tool("score", body).out.split())
    dump(body / "evidence" / "b.yaml", {**actions, "evidence": {"X1": {"effort_days": 1}}})
    assert "effort_days beside an action" in tool("score", body).err


def test_what_is_only_unknown_is_no_failure_in_junit(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, full(), criterion(LEVELS))
    text = tool("score", body, "--basis", "verified", "--format", "junit").out
    assert "<failure" not in text
    assert '<skipped message="not known to open" />' in text


def test_markdown_says_what_may_only_be_unentered(tool: Call) -> None:
    text = tool("score", SAMPLES / "ministry-2024", "--format", "markdown", "--as-of", "2025-02-28", "--lang", "en").out
    assert "more if what counts as lost was done and is not entered" in text
