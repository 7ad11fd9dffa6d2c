"""The log of runs that are killed at any moment, two at once on one file."""

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from openness_cli.links.hash_chain import follow
from openness_cli.links.kept.verification import check_kept
from openness_cli.links.log_writer import LogWriter
from openness_cli.links.tokens import read_token
from tests.builders.authorities import Tsa, needs_openssl
from tests.builders.bodies import COUNT, item, write_one
from tests.builders.logs import lines_of
from tests.builders.sites import PAGE, closes, hangs, response, serving
from tests.builders.tool import COMMAND, ROOT


@pytest.mark.slow(few=3, many=15)
def test_kills_amid_many_lines_at_once_tear_nothing(tmp_path: Path, repeats: int) -> None:
    path = tmp_path / "w.jsonl"
    script = (
        "import sys; from pathlib import Path; from openness_cli.links.log_writer import LogWriter\n"
        "book = LogWriter(Path(sys.argv[1]))\n"
        "while True:\n"
        "    book.append([{'time': 'x', 'url': 'y' * 500}] * 2000)\n"
        "    print('written', flush=True)\n"
    )
    chance = random.Random(154)  # noqa: S311  (moments to kill at)
    for _kill in range(repeats):
        run = subprocess.Popen([sys.executable, "-c", script, path], stdout=subprocess.PIPE, cwd=ROOT)
        assert run.stdout is not None
        assert run.stdout.readline() == b"written\n"
        time.sleep(chance.uniform(0, 0.05))
        run.kill()
        run.wait()
        run.stdout.close()
    LogWriter(path)
    data = path.read_bytes()
    assert data.endswith(b"\n")
    chain = follow(data.splitlines())
    assert (chain.fault, chain.torn, chain.forks, chain.beginnings, chain.lines % 2000) == (None, (), (), 1, 0)


@pytest.mark.slow(few=6, many=100)
def test_a_hundred_kills_lose_and_tear_nothing(tmp_path: Path, repeats: int) -> None:
    pages = {f"/{number}": (response("404 Gone", b"x") if number % 5 == 0 else PAGE) for number in range(40)}
    with serving(pages) as site:
        claim = {"items": [item(url=site.url(f"/{number}")) for number in range(40)]}
        body = write_one(tmp_path, COUNT, claim)
        command = [
            *COMMAND,
            "links",
            str(body),
            "--log",
            "w",
            "--allow-private",
            "--lang",
            "en",
        ]
        command += ["--pause", "0.01", "--retry-pause", "0", "--per-host", "8"]
        finished = 0
        chance = random.Random(154)  # noqa: S311  (moments to kill at)
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        for _pair in range(repeats // 2):
            runs = [
                subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT, env=environment)
                for _run in range(2)
            ]
            told = [_killed(run, chance.uniform(0, 0.5)) for run in runs]
            finished += sum(told)
        lines = lines_of(body / "availability" / "w.jsonl")
    chain = follow(lines)
    assert (chain.fault, chain.torn, chain.forks, chain.beginnings) == (None, (), (), 1)
    assert finished > repeats
    assert len(lines) >= finished
    assert all(json.loads(line)["result"] in {"ok", "failed"} for line in lines)


def _killed(run: subprocess.Popen[bytes], seconds: float) -> int:
    """Let a run tell of its first address, kill it a random while later, and count what it said was finished."""
    assert run.stderr is not None
    told = run.stderr.readline()
    time.sleep(seconds)
    run.send_signal(signal.SIGKILL)
    told += run.stderr.read()
    run.wait()
    run.stderr.close()
    return len(re.findall(rb"^\d+/40 (?:ok|failed) http", told, flags=re.MULTILINE))


def test_what_was_found_before_a_request_to_end_is_written_down(tmp_path: Path) -> None:
    with serving({"/silent": closes, "/slow": hangs}) as site:
        claim = {"items": [item(url=site.url("/silent")), item(url=site.url("/slow"))]}
        body = write_one(tmp_path, COUNT, claim)
        command = [*COMMAND, "links", str(body), "--log", "w", "--allow-private", "--quiet"]
        run = subprocess.Popen([*command, "--pause", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
        for _wait in range(200):
            # a connection that broke off is tried once more before it counts as a failure, and so by the second look
            if {request.path for request in site.asked} == {"/silent", "/slow"} and len(site.asked) > 4:
                break
            time.sleep(0.05)
        time.sleep(0.3)
        run.terminate()
        run.communicate(timeout=20)
    assert run.returncode == 130
    first, second = map(json.loads, lines_of(body / "availability" / "w.jsonl"))
    assert (first["try"], second["try"]) == (1, 2)
    assert (first["result"], first["cause"]) == ("failed", "reset")
    assert (second["url"], second["result"], second["cause"]) == (site.url("/silent"), "blocked", "no line")


@needs_openssl
@pytest.mark.slow(few=2, many=60)
def test_kills_amid_time_stamps_leave_none_torn_and_none_named_that_is_not_there(tmp_path: Path, repeats: int) -> None:
    tsa = Tsa(tmp_path / "tsa")
    with serving({"/tsr": tsa}) as site:
        body = write_one(tmp_path / "body", COUNT, {"items": [item(url=site.url("/one"))]})
        command = [*COMMAND, "links", str(body), "--log", "w", "--allow-private", "--pause", "0", "--lang", "en"]
        command += ["--timestamp", site.url("/tsr")]
        chance = random.Random(3161)  # noqa: S311  (moments to kill at)
        for _pair in range(repeats // 2):
            runs = [
                subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)
                for _run in range(2)
            ]
            for run in runs:
                _killed(run, chance.uniform(0, 0.15))
        subprocess.run(command, capture_output=True, cwd=ROOT, check=True)
    kept = {path: path.read_bytes() for path in (body / "availability").glob("*.tsr")}
    assert kept
    assert {f"w.{read_token(data).stamp.line}.tsr" for data in kept.values()} == {path.name for path in kept}
    entries = map(json.loads, lines_of(body / "availability" / "w.jsonl"))
    named = {entry["stamp"] for entry in entries if "stamp" in entry}
    assert named <= {sha256(data).hexdigest() for data in kept.values()}
    checking = [*COMMAND, "links", str(body), "--verify-log", "--tsa-ca", str(tsa.ca)]
    ended = subprocess.run(checking, capture_output=True, cwd=ROOT, check=False)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.slow(few=4, many=100)
def test_kills_leave_no_line_without_its_record(tmp_path: Path, repeats: int) -> None:
    pytest.importorskip("warcio", reason="what is received is kept by warcio, an extra")
    pages = {f"/{number}": response("404 Gone" if number % 5 == 0 else "200 OK", b"x" * 9999) for number in range(40)}
    with serving(pages) as site:
        body = write_one(tmp_path, COUNT, {"items": [item(url=site.url(f"/{number}")) for number in range(40)]})
        command = [*COMMAND, "links", str(body), "--log", "w", "--allow-private", "--lang", "en", "--keep"]
        command += ["--pause", "0.01", "--retry-pause", "0", "--per-host", "8"]
        finished = 0
        chance = random.Random(155)  # noqa: S311  (moments to kill at)
        for _pair in range(repeats // 2):
            runs = [
                subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT)
                for _run in range(2)
            ]
            finished += sum([_killed(run, chance.uniform(0, 0.5)) for run in runs])
    name = "availability/w.jsonl"
    lines = lines_of(body / name)
    assert len(lines) >= finished > repeats
    assert all(json.loads(line)["kept"] for line in lines)
    found = check_kept(body, [(name, lines)])
    assert (found.named, found.faults) == (len(lines), ())
