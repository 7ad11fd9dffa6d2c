"""``openness score``: baselines, listings, what is told beside the report."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from openness_cli.errors import ExitCode
from tests.builders.tool import SAMPLES, Call, Sample

MODEL, MINISTRY, DEAD = (SAMPLES / name for name in ("model-body", "ministry-2024", "dead-links"))


# baseline


def test_a_regression_fails_and_names_what_is_lower(tool: Call, sample: Sample, tmp_path: Path) -> None:
    body, saved = sample("model-body"), tmp_path / "before.json"
    assert tool("score", body, "--export", f"json:{saved}").code == ExitCode.DONE
    again = ("score", body, "--baseline", saved, "--fail-on", "regression")
    assert tool(*again).code == ExitCode.DONE
    budget = body / "evidence" / "4-budjet.yaml"
    text = budget.read_text(encoding="utf-8")
    budget.write_text(text.replace("2024-q1.xlsx", "2024-q1.pdf", 1), encoding="utf-8")
    ending = tool(*again)
    assert ending.code == ExitCode.FAILED
    assert "on course 99.10 → 98.85, C4.1 1.00 → 0.75" in ending.err
    assert tool(*again, "--basis", "declared").code == ExitCode.DONE


def test_a_baseline_of_another_body_or_shape_is_refused(tool: Call, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    tool("score", DEAD, "--export", f"json:{saved}")
    assert tool("score", MODEL, "--baseline", saved).code == ExitCode.USAGE
    report = json.loads(saved.read_text(encoding="utf-8"))
    saved.write_text(json.dumps({**report, "format_version": 2}))
    ending = tool("score", DEAD, "--baseline", saved)
    assert ending.code == ExitCode.INVALID
    assert "format_version" in ending.err
    saved.write_text("not JSON")
    assert tool("score", DEAD, "--baseline", saved).code == ExitCode.INVALID


# listings


def test_listings_choose_rows_and_never_totals(tool: Call) -> None:
    whole = tool("score", DEAD, "--format", "csv").out.splitlines()
    assert len(whole) == 85
    budget = tool("score", DEAD, "--format", "csv", "--only", "C4.*").out.splitlines()
    assert [line.split(",")[1] for line in budget[1:]] == [f"C4.{n}" for n in range(1, 7)]
    assert tool("score", DEAD, "--format", "csv", "--only", "4").out.splitlines() == budget
    gaps = tool("score", DEAD, "--format", "csv", "--gaps-only").out.splitlines()
    assert len(gaps) == 1 + 31
    for options in ([], ["--only", "C4.*"], ["--gaps-only"], ["--all"]):
        assert "71.78" in tool("score", DEAD, *options).out
        assert tool("score", DEAD, "--format", "json", *options).out == tool("score", DEAD, "--format", "json").out


# logs


def test_a_torn_line_of_the_log_is_told_and_the_others_count(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    with (body / "availability" / "nazorat.jsonl").open("a") as log:
        log.write('{"time":"2025-02-2')
    ending = tool("score", body, "--basis", "verified", "--fail-under", "green")
    assert ending.code == ExitCode.DONE
    assert "availability/nazorat.jsonl:" in ending.err


def test_the_reason_of_a_dead_link_names_the_address_and_its_place(tool: Call) -> None:
    report = json.loads(tool("score", DEAD, "--format", "json").out)
    row = next(row for row in report["criteria"] if row["id"] == "C4.1")
    assert row["outcome"] == "not-met"
    assert row["at_stake"] == 1
    reason = row["reasons"][0]
    assert reason["code"] == "link-dead"
    assert reason["url"] == "https://havola.example/budjet/c4-1/2024-q1.xlsx"
    assert (reason["file"], reason["line"]) == ("evidence/4-budjet.yaml", 7)


def test_a_baseline_is_compared_with_even_where_nothing_is_to_fail(tool: Call, sample: Sample, tmp_path: Path) -> None:
    body, saved = sample("model-body"), tmp_path / "before.json"
    tool("score", body, "--export", f"json:{saved}")
    assert "nothing is lower" in tool("score", body, "--baseline", saved).err
    (body / "evidence" / "4-budjet.yaml").unlink()
    ending = tool("score", body, "--baseline", saved)
    assert ending.code == ExitCode.DONE
    assert "7 figures lower than in the baseline: on course 99.10 → 93.10, C4.1 1.00 → 0.00" in ending.err


def test_unknown_addresses_are_told_beside_the_gate_on_dead_ones(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    (body / "availability" / "nazorat.jsonl").unlink()
    ending = tool("score", body, "--fail-on", "dead-link", "--format", "github")
    assert ending.code == ExitCode.DONE
    assert "not known to open; they are not judged" in ending.err
    assert "::warning title=openness pf-154::" in ending.out


def test_conditions_may_be_joined_by_commas(tool: Call) -> None:
    assert tool("score", DEAD, "--fail-on", "missing-indicator,dead-link").code == ExitCode.FAILED


def test_where_nothing_could_be_scored_the_files_for_programs_say_so(
    tool: Call, sample: Sample, tmp_path: Path
) -> None:
    folder = sample("ministry-2024")
    (folder / "evidence" / "broken.yaml").write_text("evidence: {C2.8: {levle: full}}", encoding="utf-8")
    junit, report, table = (tmp_path / name for name in ("own.xml", "own.json", "own.csv"))
    exports = ("--export", f"junit:{junit}", "--export", f"json:{report}", "--export", f"csv:{table}")
    assert tool("score", folder, *exports, "--lang", "en").code == ExitCode.INVALID
    (failure,) = ET.fromstring(junit.read_bytes()).iter("failure")
    assert "levle" in str(failure.get("message"))
    assert json.loads(report.read_text(encoding="utf-8"))["valid"] is False
    assert not table.exists()
    own = folder / "evidence" / "own.xml"
    assert tool("score", folder, "--format", "junit", "--output", own).code == ExitCode.USAGE
    assert not own.exists()


def test_why_a_criterion_does_not_apply_stands_in_every_full_report(tool: Call, sample: Sample) -> None:
    folder = sample("ministry-2024")
    text = "evidence: {C2.21: {not_applicable: NO COMPETITION WAS HELD, items: [{file: a.txt, published: 2024-05-01}]}}"
    for path in (folder / "evidence").glob("*.yaml"):
        path.unlink()
    (folder / "evidence" / "one.yaml").write_text(text, encoding="utf-8")
    (folder / "a.txt").write_text("order", encoding="utf-8")
    for form in ("terminal", "csv", "csv-excel", "json", "markdown", "junit"):
        told = " ".join(tool("score", folder, "--all", "--format", form).out.split())
        assert "NO COMPETITION WAS HELD" in told, form


@pytest.mark.parametrize("asked", ["Moliya boʻlimi", "moliya", "MOLIYA BO'"])
def test_a_unit_sees_what_is_its_own_beside_the_totals_of_all(asked: str, tool: Call) -> None:
    body = SAMPLES / "dead-links"
    whole = tool("score", body, "--format", "json")
    assert tool("score", body, "--owner", asked, "--format", "json").out == whole.out
    rows = tool("score", body, "--owner", asked, "--format", "csv").out.splitlines()[1:]
    assert [row.split(",")[1] for row in rows] == [f"C4.{number}" for number in range(1, 7)]
    nobodys = tool("score", body, "--owner", "-", "--format", "csv").out.splitlines()[1:]
    assert nobodys
    assert not {row.split(",")[1] for row in nobodys} & {f"C4.{number}" for number in range(1, 7)}


def test_a_unit_that_owns_nothing_is_told_who_does(tool: Call) -> None:
    ending = tool("score", SAMPLES / "dead-links", "--owner", "Buxoro", "--lang", "en")
    assert ending.code == ExitCode.USAGE
    assert "Moliya boʻlimi" in ending.err
