"""Every export parses back, agrees with every other, and cannot be made to do anything but be read."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
import xmlschema
from hypothesis import example, given
from hypothesis import strategies as st

from openness_cli.formats.csv_ import disarm, rearm
from openness_cli.formats.formats import Format
from openness_cli.formats.grid import COLUMNS
from openness_cli.formats.lines import TYPED, Amount, bar
from openness_cli.schemas import report as wire
from openness_cli.schemas.input import SchemaName, json_schema
from tests.conftest import SAMPLES, Call
from tests.small import LEVELS, QUARTERS, criterion, item, write_index, write_workspace

BODIES = ["ministry-2024", "model-body", "dead-links"]
HOSTILE = '=HYPERLINK("x") | <b>&amp;\n::error::no %0A ]]> *a* `b`'


def hostile_body(folder: Path) -> Path:
    index = write_index(folder / "index", [[criterion(LEVELS), criterion(QUARTERS, "X2")]])
    claim = {"level": "partial", "owner": HOSTILE, "items": [item(None, title=HOSTILE)]}
    return write_workspace(folder / "body", {"X1": claim}, index)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("language", ["uz", "ru", "en"])
@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_reports_for_reading_are_as_accepted(
    body: str, language: str, form: str, tool: Call, accepted: Callable[[Path, str], None]
) -> None:
    text = tool("score", SAMPLES / body, "--format", form, "--lang", language).out
    ending = {"terminal": "txt", "markdown": "md"}[form]
    accepted(Path(__file__).parent / "goldens" / f"{body}.{language}.{ending}", text)


@pytest.mark.parametrize("form", ["json", "csv", "csv-excel", "junit", "github"])
def test_reports_for_programs_are_as_accepted(form: str, tool: Call, accepted: Callable[[Path, str], None]) -> None:
    text = tool("score", SAMPLES / "dead-links", "--format", form).out.replace(SAMPLES.as_posix(), "samples")
    accepted(Path(__file__).parent / "goldens" / f"dead-links.{form}", text)


def test_the_whole_listing_is_as_accepted(tool: Call, accepted: Callable[[Path, str], None]) -> None:
    text = tool("score", SAMPLES / "ministry-2024", "--all", "--lang", "en").out
    accepted(Path(__file__).parent / "goldens" / "ministry-2024.all.txt", text)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("basis", ["declared", "evidenced", "verified"])
@pytest.mark.parametrize("day", ["2023-12-01", "2024-07-01", "2025-02-28", "2025-03-02"])
def test_json_validates_and_its_numbers_add_up(body: str, basis: str, day: str, tool: Call) -> None:
    text = tool("score", SAMPLES / body, "--format", "json", "--basis", basis, "--as-of", day).out
    report = json.loads(text)
    checker = jsonschema.Draft202012Validator(
        json_schema(SchemaName.REPORT), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    checker.validate(report)
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
    rows = list(csv.DictReader(io.StringIO(tool("score", SAMPLES / body, "--format", "csv").out, newline="")))
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
    assert data.startswith(b"\xef\xbb\xbfindicator;criterion;")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    first = rows[0]
    assert first["criterion"] == "C1.1"
    assert first["possible"] == "1,00"
    assert "oʻ" in "".join(row["title"] for row in rows)
    assert {row["scale"] for row in rows} == {"1", "'20/17"}
    plain = tool("score", SAMPLES / "ministry-2024", "--format", "csv").data
    assert plain.startswith(b"indicator,criterion,")
    assert plain.count(b"\r\n") == plain.count(b"\n") == 85


@given(st.text())
@example("=1+1")
@example("+998 71 239")
@example("-1")
@example("@x")
@example("\t=1")
@example("'quoted")
@example("")
def test_what_is_disarmed_is_rearmed(text: str) -> None:
    assert rearm(disarm(text)) == text
    assert not disarm(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_text_of_the_evidence_becomes_a_formula_a_command_or_markup(tool: Call, tmp_path: Path) -> None:
    body = hostile_body(tmp_path)
    outputs = {form: tool("score", body, "--format", form.value).out for form in Format}
    for row in csv.DictReader(io.StringIO(outputs[Format.CSV], newline="")):
        assert not any(value.startswith(("=", "+", "@")) for value in row.values())
    assert [
        line for line in outputs[Format.GITHUB].splitlines() if not line.startswith(("::warning ", "::notice "))
    ] == []
    assert len(outputs[Format.GITHUB].splitlines()) == 3
    failure = ET.fromstring(outputs[Format.JUNIT].encode()).find(".//failure")
    assert failure is not None
    assert "<b>&amp;" in str(failure.text)
    assert "<b>" not in outputs[Format.MARKDOWN]
    table = [line for line in outputs[Format.MARKDOWN].splitlines() if line.startswith("| **X1**")]
    assert len(re.findall(r"(?<!\\)\|", table[0])) == 7


@pytest.mark.parametrize("body", BODIES)
def test_junit_is_valid_and_counts_what_it_holds(body: str, tool: Call) -> None:
    text = tool("score", SAMPLES / body, "--format", "junit").out
    schema = xmlschema.XMLSchema(str(Path(__file__).parent / "junit.xsd"))
    schema.validate(io.StringIO(text))
    root = ET.fromstring(text.encode())
    assert root.get("tests") == str(len(root.findall(".//testcase"))) == "85"  # the gate is one of them
    assert root.get("failures") == str(len(root.findall(".//failure")))
    assert root.get("skipped") == str(len(root.findall(".//skipped")))


def test_junit_is_valid_when_everything_is_skipped(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS, applies_to=["bank"])]])
    text = tool("score", write_workspace(tmp_path / "body", {}, index), "--format", "junit").out
    xmlschema.XMLSchema(str(Path(__file__).parent / "junit.xsd")).validate(io.StringIO(text))
    assert 'skipped="1"' in text


@pytest.mark.parametrize("form", list(Format))
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


@given(st.lists(st.floats(0, 1), max_size=4), st.integers(5, 80))
def test_a_bar_has_its_width_and_shows_what_is_not_nothing(shares: list[float], width: int) -> None:
    whole = sum(shares) or 1
    amounts = [Amount(share / max(whole, 1), shape, "") for share, shape in zip(shares, "abcd", strict=False)]
    text = "".join(span.text for span in bar(width, amounts, [Amount(0.55, "|", "")], TYPED.rest))
    assert len(text) == width
    if amounts and amounts[0].share > 0:
        assert text.startswith("a")
    if sum(amount.share for amount in amounts) < 0.999:
        assert text[-1] in (TYPED.rest, "|")


def test_junit_fails_what_is_not_met_and_shows_why_the_gate_failed(tool: Call) -> None:
    body = SAMPLES / "dead-links"
    after = ET.fromstring(tool("score", body, "--format", "junit", "--as-of", "2025-03-05").data)
    failed = {case.get("classname") for case in after.iter("testcase") if case.find("failure") is not None}
    report = json.loads(tool("score", body, "--format", "json", "--as-of", "2025-03-05").out)
    unmet = {row["id"] for row in report["criteria"] if row["outcome"] in ("partial", "not-met", "missing")}
    assert failed == unmet
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


def test_scalars_stay_what_was_typed(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    body = write_workspace(tmp_path / "body", {}, index)
    for typed in ("12:30", "1.10", "010", "no", "on", "1_000", "0x1F", "2024-05-14", "+998 71 239"):
        text = f"evidence: {{X1: {{level: partial, owner: {typed}, items: [{{title: {typed}}}]}}}}"
        (body / "evidence" / "all.yaml").write_text(text, encoding="utf-8")
        row = json.loads(tool("score", body, "--format", "json").out)["criteria"][0]
        assert row["owner"] == typed
        assert typed in {reason["item"] for reason in row["reasons"]}
