"""What failed at the last check, and why something does not apply, stand in every format."""

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from openness_cli.errors import ExitCode
from openness_cli.formats.choices import Format, formats_of
from openness_cli.reports.score import ScoreReport
from tests.builders.bodies import LEVELS, criterion, full, item, write_body
from tests.builders.documents import table
from tests.builders.logs import write_log
from tests.builders.tool import SAMPLES, Call

SENTENCE = "2 addresses did not open the last time they were checked; 0.75 points hang on them."
FAILING = ("https://namuna.example/aloqa/c6-1/facebook", "https://namuna.example/kengash/c8-7/1")


@pytest.fixture
def body(tmp_path: Path) -> Path:
    folder = tmp_path / "body"
    shutil.copytree(SAMPLES / "model-body", folder)
    lines = ({"time": "2025-02-25T03:00:00Z", "url": url, "result": "failed", "cause": "404"} for url in FAILING)
    write_log(folder, *lines, name="later.jsonl")
    return folder


@pytest.mark.parametrize("form", ["terminal", "markdown", "csv-excel", "junit", "github"])
def test_what_failed_at_the_last_check_is_told_with_points_before_all_else(form: str, body: Path, tool: Call) -> None:
    text = " ".join(tool("score", body, "--format", form, "--lang", "en").out.split())
    assert SENTENCE in text
    assert text.index(SENTENCE) < 800
    assert text.index(SENTENCE) < (text.index("C1.1") if "C1.1" in text else len(text))


def test_programs_are_told_by_the_reason_and_by_the_headline(body: Path, tool: Call) -> None:
    rows = table(tool("score", body, "--format", "csv").out)
    assert {row["criterion"] for row in rows if "link-unstable: " in row["reasons"]} == {"C6.1", "C8.7"}
    report = json.loads(tool("score", body, "--format", "json").out)
    assert report["headline"]["failing"] == 0.75
    junit = ET.fromstring(tool("score", body, "--format", "junit", "--lang", "en").data)
    skipped = junit.find(".//testcase[@classname='C8.7']/skipped")
    assert skipped is not None
    assert "did not open the last time" in str(skipped.get("message"))


def test_github_marks_the_line_of_what_failed(body: Path, tool: Call) -> None:
    lines = tool("score", body, "--format", "github", "--lang", "en").out.splitlines()
    own = [line for line in lines if "did not open the last time (" in line]
    assert [line.partition(",title=")[0].rpartition("/")[2] for line in own] == [
        "6-aloqa.yaml,line=8", "8-kengash.yaml,line=52",
    ]  # fmt: skip


@pytest.mark.parametrize("condition", ["dead-link", "failing-link"])
def test_a_gate_on_addresses_names_every_criterion_and_junit_fails_the_same(
    condition: str, body: Path, tool: Call
) -> None:
    folder = body if condition == "failing-link" else SAMPLES / "dead-links"
    ids = {"failing-link": "(C6.1, C8.7)", "dead-link": "(C4.1, C4.2, C4.3, C4.4, C4.5, C4.6)"}[condition]
    ending = tool("score", folder, "--fail-on", condition, "--format", "junit")
    assert ending.code == ExitCode.FAILED
    assert ids in ending.err
    cases = ET.fromstring(ending.data).iter("testcase")
    failed = [case.get("classname") for case in cases if case.find("failure") is not None]
    assert f"({', '.join(map(str, failed[1:]))})" == ids


REASON = "hech qanday tanlov oʻtkazilmagan"


@pytest.fixture
def spared(tmp_path: Path) -> Path:
    claims = {
        "X1": {"not_applicable": REASON, "items": [item()]},
        "X2": {"not_applicable": "isbotsiz " + REASON, "items": [item(None)]},
        "X3": full()["X1"],
    }
    return write_body(tmp_path, claims, *(criterion(LEVELS, name) for name in ("X1", "X2", "X3")))


@pytest.mark.parametrize("form", formats_of(ScoreReport))
def test_why_something_does_not_apply_stands_in_every_full_report(form: Format, spared: Path, tool: Call) -> None:
    whole = ["--all"] if form is Format.TERMINAL else []
    assert tool("score", spared, "--format", form.value, *whole).out.count(REASON) >= 2


def test_explain_and_validate_say_why_as_well(spared: Path, tool: Call) -> None:
    assert REASON in tool("explain", "X1", spared).out
    assert f"isbotsiz {REASON}" in tool("explain", "X2", spared).out
    for form in ("terminal", "github"):
        text = tool("validate", spared, "--format", form).out
        assert text.count(REASON) == 2


def test_without_a_folder_of_git_files_are_named_from_the_folder_of_the_job(
    spared: Path, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(spared.parent))
    monkeypatch.chdir(spared / "evidence")
    text = tool("score", spared, "--format", "github").out
    assert f"file={spared.name}/evidence/" in text
    assert str(spared) not in text
