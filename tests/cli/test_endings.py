"""How a command ends: every exit code, and which of several wins."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from openness_cli.reports.score import ScoreReport
from tests.builders.bodies import LEVELS, criterion, full, item, write_body, write_index, write_workspace
from tests.builders.formats import names_of
from tests.builders.tool import ROOT, SAMPLES, Call, Sample

MODEL, MINISTRY, DEAD = (SAMPLES / name for name in ("model-body", "ministry-2024", "dead-links"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["score", MODEL], 0),
        (["score", MODEL, "--fail-under", "green"], 0),
        (["score", MODEL, "--fail-under", "99.1"], 0),
        (["score", MODEL, "--fail-under", "99.2"], 1),
        (["score", MODEL, "--fail-on", "missing", "--fail-on", "missing-indicator", "--fail-on", "dead-link"], 0),
        (["score", MODEL, "--fail-on", "gap"], 1),
        (["score", MINISTRY], 0),
        (["score", MINISTRY, "--fail-under", "green"], 1),
        (["score", MINISTRY, "--fail-on", "missing"], 1),
        (["score", MINISTRY, "--fail-on", "missing-indicator"], 1),
        (["score", MINISTRY, "--fail-on", "dead-link"], 0),
        (["score", DEAD, "--fail-under", "green"], 1),
        (["score", DEAD, "--fail-on", "dead-link"], 1),
        (["score", DEAD, "--fail-under", "green", "--basis", "verified"], 1),
        (["score", DEAD, "--fail-under", "yellow", "--basis", "verified"], 0),
        (["score", "no-such-folder"], 2),
        (["score", MODEL, "--fail-on", "regression"], 2),
        (["score", MODEL, "--fail-on", "gaps"], 2),
        (["score", MODEL, "--fail-under", "blue"], 2),
        (["score", MODEL, "--fail-under", "100.01"], 2),
        (["score", MODEL, "--fail-under", "1/2"], 2),
        (["score", MODEL, "--format", "pdf"], 2),
        (["score", MODEL, "--basis", "believed"], 2),
        (["score", MODEL, "--export", "report.csv"], 2),
        (["score", MODEL, "--as-of", "01.03.25"], 2),
        (["score", MODEL, "--only", "C99.*"], 2),
        (["score", MODEL, "--lang", "de"], 2),
        (["score", MODEL, "--no-such-option"], 2),
        (["score", MODEL, "--baseline", "no-such-file"], 2),
        (["score", MODEL, "--index", "no-such-index"], 3),
        (["score", "tests"], 3),
        (["no-such-command"], 2),
        (["explain", "C4.1"], 0),
        (["explain", "C4.99"], 2),
        (["explain"], 2),
        (["list", "--format", "pdf"], 2),
        (["list", "--only", "99"], 2),
        (["validate", MODEL], 0),
        (["validate", MODEL, "--format", "pdf"], 2),
        (["schema", "evidence"], 0),
        (["schema", "evidnce"], 2),
        (["--version"], 0),
        (["score", "--version"], 0),
        (["--help"], 0),
    ],
    ids=lambda value: (
        " ".join(str(part).replace(str(SAMPLES), "") for part in value) if isinstance(value, list) else ""
    ),
)
def test_every_ending_has_its_code(
    arguments: list[object], code: int, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    ending = tool(*[str(argument) for argument in arguments])
    assert ending.code == code, ending.err
    if code in (ExitCode.USAGE, ExitCode.INVALID):
        assert ending.err
        assert not ending.out


@pytest.mark.parametrize("form", names_of(ScoreReport))
def test_the_gate_is_the_same_in_every_format(form: str, tool: Call) -> None:
    assert tool("score", MODEL, "--format", form, "--fail-under", "green").code == ExitCode.DONE
    assert tool("score", DEAD, "--format", form, "--fail-on", "dead-link").code == ExitCode.FAILED


def test_a_score_equal_to_the_threshold_passes(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, full(), criterion(LEVELS | {"levels": {"full": "0.71", "top": 1}}))
    assert tool("score", body, "--fail-under", "green").code == ExitCode.DONE
    assert tool("score", body, "--fail-under", "0.71").code == ExitCode.DONE
    assert tool("score", body, "--fail-under", "0.7100001").code == ExitCode.FAILED
    yellow = write_index(tmp_path / "yellow", [[criterion(LEVELS | {"levels": {"full": "0.55", "top": 1}})]])
    assert tool("score", body, "--index", yellow, "--fail-under", "yellow").code == ExitCode.DONE


def test_a_threshold_that_depends_on_unknown_points_is_undecided(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    (body / "availability" / "nazorat.jsonl").unlink()
    verified = ("score", body, "--basis", "verified", "--fail-under", "green")
    ending = tool(*verified)
    assert ending.code == ExitCode.UNDECIDED
    assert "not known" in ending.err
    assert tool(*verified, "--fail-on", "gap").code == ExitCode.FAILED
    assert tool("score", body, "--basis", "verified", "--fail-under", "1").code == ExitCode.DONE
    report = json.loads(tool(*verified, "--format", "json").out)
    assert report["gate"]["passed"] is None
    assert report["scores"]["verified"]["band"] is None


def test_an_empty_workspace_is_red_and_says_that_there_is_no_evidence(tool: Call, tmp_path: Path) -> None:
    assert tool("init", tmp_path / "new", "--year", "2024").code == ExitCode.DONE
    ending = tool("score", tmp_path / "new", "--as-of", "2025-02-27", "--fail-on", "missing", "--format", "json")
    assert ending.code == ExitCode.FAILED
    report = json.loads(ending.out)
    assert {row["outcome"] for row in report["criteria"]} == {"missing", "not-applicable"}
    assert report["scores"]["declared"] == {"earned": 0, "on_course": 0, "band": "red"}
    text = tool("score", tmp_path / "new", "--as-of", "2025-02-27", "--all").out
    assert "no evidence has been entered" in text
    assert "out of reach" not in text


def test_an_internal_error_is_told_without_a_traceback(
    tool: Call, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = sample("model-body")
    monkeypatch.setattr(os.path, "realpath", lambda _path: 1 / 0)
    ending = tool("score", body)
    assert ending.code == ExitCode.INTERNAL
    assert ending.err == "internal error: ZeroDivisionError: division by zero; --debug shows where\n"
    with pytest.raises(ZeroDivisionError):
        tool("score", body, "--debug")


def test_out_of_reach_is_said_only_when_nothing_can_be_merely_unentered(tool: Call, tmp_path: Path) -> None:
    yearly = {"kind": "periods", "every": "year", "due": {"date": "03-01"}, "points": 1}
    index = write_index(tmp_path / "index", [[criterion(yearly)]])
    empty = write_workspace(tmp_path / "empty", {}, index)
    text = tool("score", empty, "--as-of", "2024-07-01").out
    assert "out of reach" not in text
    assert "Up to 1.00 more" in text
    late = write_workspace(tmp_path / "late", {"X1": {"items": [item("2024-03-20", period="2024")]}}, index)
    assert "The colour green is out of reach" in tool("score", late, "--as-of", "2024-07-01").out
    assert "this plan cannot reach it. With" in tool("plan", late, "--as-of", "2024-07-01", "--lang", "en").out
    text = " ".join(tool("plan", empty, "--as-of", "2024-07-01", "--lang", "en").out.split())
    assert "this plan cannot reach it with what is entered" in text
    assert "Up to 1.00 more if what counts as lost was done and is not entered" in text


def test_a_bad_baseline_and_bad_evidence_are_told_together_and_first(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {"X1": {"levl": "full"}}, criterion(LEVELS))
    (body / "availability").mkdir()
    (body / "availability" / "a.jsonl").write_text("no log\n")
    saved = tmp_path / "saved.json"
    saved.write_text("{}")
    ending = tool("score", body, "--baseline", saved, "--format", "github")
    assert ending.code == 3
    assert ending.err.startswith("Nothing was scored")
    assert "unknown key “levl”" in ending.err
    assert "format_version: is missing" in ending.err
    assert ending.out.count("::error ") >= 2


@pytest.mark.parametrize("arguments", [["score", "a", "b", "c"], ["init", "x", "--year", "abc"], ["score", "--all=1"]])
def test_a_wrong_command_line_is_told_in_the_language_in_use(arguments: list[str], tool: Call) -> None:
    told = tool(*arguments, "--lang", "ru")
    assert told.code == 2
    assert "Got" not in told.err
    assert "Invalid" not in told.err
    assert "does not" not in told.err


@pytest.mark.parametrize("name", ["ru", "RU", "ru_RU", "ru-RU.UTF-8", "russian"])
def test_a_language_may_be_named_as_a_locale_is(name: str, tool: Call) -> None:
    assert tool("list", "--lang", name).out == tool("list", "--lang", "ru").out


@pytest.mark.parametrize("name", ["", "kk", "uz-Cyrlx", "r"])
def test_a_language_that_is_none_of_ours_is_no_other(name: str, tool: Call) -> None:
    assert tool("list", "--lang", name).code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there, a process is ended otherwise")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("milliseconds", [0, 20, 60, 120, 200])
def test_stopped_at_any_moment_it_ends_without_a_traceback(number: int, milliseconds: int) -> None:
    script = (
        "import openness_cli.__main__ as own, sys; sys.argv[1:] = ['rank', 'samples']; print(flush=True); own.main()"
    )
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as run:
        signal.signal(signal.SIGINT, before)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(0.005 + milliseconds / 1000)  # the first statements of a process are nobody's
        run.send_signal(number)
        out, told = run.communicate(timeout=20)
    # when all is written, what is left of the process is Python's own
    assert run.returncode in {130, 0, *([-number] if out else [])}
    assert b"Traceback" not in told
