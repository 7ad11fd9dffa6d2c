"""``openness links``: progress, endings, options."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders.link_runs import DAY, GONE, QUICK, entries, links
from tests.builders.sites import Answer, Site, hangs
from tests.builders.tool import COMMAND, ROOT, Call


def test_a_bar_on_a_terminal_and_nothing_when_quiet(tool: Call, body: Path) -> None:
    ending = tool("links", body, *QUICK, now=DAY, terminal=True)
    assert ending.code == 0
    assert "4/4" in ending.err
    assert "ok http" not in ending.err
    assert links(tool, body, "--quiet").err == ""


def test_second_tries_are_announced(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> None:
    pages["/one"] = GONE
    assert "1 address did not open; it is tried again in 0 seconds" in links(tool, body).err


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--report", "--verify-log"], "do not go together"),
        (["--report", "--strict"], "do not go together"),
        (["--report", "--control", "https://a.example/"], "do not go together"),
        (["--verify-log", "--only", "X1"], "do not go together"),
        (["--control", "a.example"], "--control"),
        (["--verify-log", "--recheck-failed"], "do not go together"),
        (["--anchor", "0" * 64], "--verify-log"),
        (["--verify-log", "--anchor", "abc"], "64 digits"),
        (["--report", "--format", "junit"], "junit"),
        (["--verify-log", "--format", "junit"], "junit"),
        (["--log", "../x"], "--log"),
        (["--log", ".hidden"], "--log"),
        (["--log", "a/b"], "--log"),
        (["--concurrency", "0"], "--concurrency"),
        (["--per-host", "1001"], "--per-host"),
        (["--tries", "0"], "--tries"),
        (["--pause", "-1"], "--pause"),
        (["--pause", "nan"], "--pause"),
        (["--timeout", "0"], "--timeout"),
        (["--retry-pause", "inf"], "--retry-pause"),
        (["--only", "Z*"], "--only"),
        (["--as-of", "1.2.25"], "--as-of"),
    ],
)
def test_a_command_line_that_is_wrong(options: list[str], word: str, tool: Call, body: Path, site: Site) -> None:
    ending = tool("links", body, *options, now=DAY)
    assert (ending.code, ending.out) == (2, "")
    assert word in ending.err
    assert not site.asked
    assert not (body / "availability").exists()


def test_results_do_not_go_into_the_evidence(tool: Call, body: Path, site: Site) -> None:
    for target in ("openness.yaml", "evidence/all.yaml", "availability/new.jsonl", "history.jsonl", "../index/1.yaml"):
        for mode in ((), ("--report",), ("--verify-log",)):
            if mode != ("--verify-log",) or "index" not in target:
                options = (*mode, "--output", str(body / target))
                assert tool("links", body, *options, now=DAY).code == 2, options
    assert not site.asked


def test_a_dash_is_the_standard_output(tool: Call, body: Path) -> None:
    links(tool, body)
    for mode in (QUICK, ("--report",), ("--verify-log",)):
        assert tool("links", body, *mode, "--output", "-", now=DAY).out == tool("links", body, *mode, now=DAY).out


def test_the_writer_is_the_machine_or_the_name_given(tool: Call, body: Path) -> None:
    tool("links", body, "--allow-private", "--pause", "0", "--only", "X1", now=DAY)
    tool("links", body, "--allow-private", "--pause", "0", "--only", "X1", "--log", "office.jsonl", now=DAY)
    names = {path.name for path in (body / "availability").glob("*.jsonl")}
    assert len(names) == 2
    assert "office.jsonl" in names


def test_a_log_that_cannot_be_written_ends_before_anything_is_fetched(tool: Call, body: Path, site: Site) -> None:
    (body / "availability" / "w.jsonl").mkdir(parents=True)
    ending = links(tool, body)
    assert (ending.code, "could not write" in ending.err) == (5, True)
    assert not site.asked


def test_a_disk_that_fills_up_ends_the_run_and_the_log_is_whole(body: Path, pages: dict[str, Answer | bytes]) -> None:
    """What was told finished is there, and whole; the rest is not."""
    pytest.importorskip("resource", reason="this system has no limits on the size of a file")
    pages["/old"] = hangs
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))\n"
        "from openness_cli.__main__ import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "links", str(body), *QUICK, "--per-host", "1", "--lang", "en"]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=30, check=False)
    assert told.returncode == 5
    assert "could not write" in told.stderr
    assert "Traceback" not in told.stderr
    assert len(entries(body)) == told.stderr.count(" ok http")


def test_a_folder_whose_score_is_of_a_past_day_says_so(tool: Call, body: Path) -> None:
    day = datetime(2025, 4, 1, tzinfo=UTC)
    assert "The score of this folder is that of 1 March 2025" in " ".join(links(tool, body, day=day).out.split())
    assert "The score of this folder" not in links(tool, body).out


def test_evidence_that_cannot_be_read_is_told_and_nothing_is_fetched(tool: Call, body: Path, site: Site) -> None:
    (body / "evidence" / "all.yaml").write_text("evidence: [")
    assert links(tool, body).code == 3
    assert not site.asked


def test_stopped_by_hand_what_was_finished_is_kept(body: Path, pages: dict[str, Answer | bytes]) -> None:
    pages["/two"] = hangs
    command = [*COMMAND, "links", str(body), *QUICK, "--per-host", "1", "--lang", "en"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    # a shell that runs the tests in the background has told them to ignore it, and they would hand that on
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment) as run:
        signal.signal(signal.SIGINT, before)
        assert run.stderr is not None
        assert run.stderr.readline().startswith(b"1/4 ok")
        run.send_signal(signal.SIGINT)
        try:
            _out, told = run.communicate(timeout=20)
        finally:
            run.kill()
    assert run.returncode == 130
    assert told.endswith(b"stopped\n"), told
    assert [entry["result"] for entry in entries(body)] == ["ok"]


def test_asked_to_end_it_ends_at_once_where_an_interrupt_is_ignored(
    body: Path, pages: dict[str, Answer | bytes]
) -> None:
    pages["/two"] = hangs
    command = [*COMMAND, "links", str(body), *QUICK, "--per-host", "1", "--lang", "en"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    # as a shell does for every job that a script starts with &
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment) as run:
        signal.signal(signal.SIGINT, before)
        assert run.stderr is not None
        assert run.stderr.readline().startswith(b"1/4 ok")
        run.send_signal(signal.SIGINT)
        time.sleep(0.2)
        assert run.poll() is None
        run.send_signal(signal.SIGTERM)
        try:
            _out, told = run.communicate(timeout=10)
        finally:
            run.kill()
    assert run.returncode == 130
    assert told.endswith(b"stopped\n"), told
    assert [entry["result"] for entry in entries(body)] == ["ok"]
