"""A ranking in any number of processes, and what becomes of them when it is stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from openness_cli.reports.rank import RankReport
from tests.builders.formats import names_of
from tests.builders.rankings import body, break_evidence
from tests.builders.tool import COMMAND, ROOT, Call

FORMS = names_of(RankReport)
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@pytest.fixture
def many(three: Path, index: Path) -> Path:
    """Return a folder of fifteen bodies, one of them broken."""
    for number in range(12):
        body(three / f"n{number}", index, ("none", "partial", "full")[number % 3])
    break_evidence(three / "n7")
    return three


def test_the_number_of_processes_changes_no_byte(tool: Call, many: Path) -> None:
    for form in FORMS:
        alone = tool("rank", many, "--format", form, "--jobs", "1", "--fail-under", "yellow")
        assert alone.code == 3
        for jobs in ("2", "4"):
            assert tool("rank", many, "--format", form, "--jobs", jobs, "--fail-under", "yellow") == alone


@pytest.mark.usefixtures("another_thread")
def test_processes_that_start_afresh_say_the_same(tool: Call, many: Path) -> None:
    command = ("rank", many, "--format", "json", "--lang", "ru", "--jobs")
    assert tool(*command, "2") == tool(*command, "1")


@dataclass(frozen=True)
class UnderWay:
    """A ranking of slow bodies, with its workers stopped; ``output`` is what it would write."""

    run: "subprocess.Popen[bytes]"
    workers: list[int]
    output: Path

    def go_on(self) -> None:
        for worker in self.workers:
            os.kill(worker, signal.SIGCONT)

    def end(self) -> str:
        """Return what was said, once nobody holds the streams any more."""
        out, told = self.run.communicate(timeout=20)
        assert (out, self.output.exists()) == (b"", False)
        until(lambda: not any(map(is_there, self.workers)))
        return told.decode()


@pytest.fixture
def interrupted_by() -> object:
    """What the process is started with for Ctrl-C."""
    return signal.default_int_handler


@pytest.fixture
def under_way(three: Path, tmp_path: Path, interrupted_by: Any) -> Iterator[UnderWay]:
    items = ", ".join([f"{{url: 'https://example.org/{number}'}}" for number in range(3000)])
    for name in "abc":
        (three / name / "evidence" / "more.yaml").write_text(
            f"evidence: {{X1: {{items: [{items}]}}}}", encoding="utf-8"
        )
    output = tmp_path / "out.json"
    command = [*COMMAND, "rank", str(three), "--jobs", "2", "--lang", "en"]
    # a shell that runs the tests in the background has told them to ignore it, and they would hand that on
    before = signal.signal(signal.SIGINT, interrupted_by)
    run = subprocess.Popen(
        [*command, "--output", str(output)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    )
    signal.signal(signal.SIGINT, before)
    workers: list[int] = []
    with run:
        try:
            until(lambda: len(children(run.pid)) == 2)
            workers += children(run.pid)
            for worker in workers:
                os.kill(worker, signal.SIGSTOP)
            yield UnderWay(run, workers, output)
        finally:
            for own in filter(is_there, (run.pid, *(workers or children(run.pid)))):
                os.kill(own, signal.SIGKILL)


def until(happens: Callable[[], bool]) -> None:
    for _try in range(4000):
        if happens():
            return
        time.sleep(0.005)
    raise TimeoutError


def status(pid: int) -> dict[str, str]:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    return {key: value.strip() for key, value in (line.split(":", 1) for line in lines)}


def is_there(pid: int) -> bool:
    return status(pid).get("State", "Z")[0] not in "ZX"


def catches(pid: int, number: int) -> bool:
    return bool(int(status(pid).get("SigCgt", "0"), 16) >> (number - 1) & 1)


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


@ON_LINUX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_from_outside_it_leaves_nothing_behind(number: signal.Signals, under_way: UnderWay) -> None:
    assert len(under_way.workers) == 2
    under_way.run.send_signal(number)
    assert under_way.end() == "stopped\n"
    assert under_way.run.returncode == 130


@ON_LINUX
@pytest.mark.parametrize("interrupted_by", [signal.SIG_IGN])
def test_in_the_background_of_a_script_it_is_stopped_by_sigterm(under_way: UnderWay) -> None:
    """A shell starts what ends in & with Ctrl-C ignored."""
    under_way.run.send_signal(signal.SIGINT)
    under_way.run.send_signal(signal.SIGTERM)
    assert under_way.end() == "stopped\n"
    assert under_way.run.returncode == 130


@ON_LINUX
def test_killed_it_leaves_no_process_behind(under_way: UnderWay) -> None:
    under_way.run.kill()
    under_way.go_on()
    assert under_way.end() == ""


@ON_LINUX
def test_a_killed_worker_ends_the_run_with_a_word_on_it_and_nothing_is_written(under_way: UnderWay) -> None:
    os.kill(under_way.workers[0], signal.SIGKILL)
    assert "was ended from outside (code -9), perhaps for want of memory; nothing was written" in under_way.end()
    assert under_way.run.returncode == 5
