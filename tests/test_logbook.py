"""The log: chained lines that nothing tears or loses, and a verification that names what does not fit."""

import asyncio
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from openness_cli.errors import OutputError
from openness_cli.links.checker import Fetched, Try
from openness_cli.links.hash_chain import Break, Chain, ChainFault, follow, missing_anchors
from openness_cli.links.log import load_log
from openness_cli.links.log_writer import Keeper, LogWriter, entry_of
from openness_cli.model.availability import CheckResult, LinkCause
from openness_cli.schemas.input import SchemaName, json_schema
from tests.conftest import ROOT, Call
from tests.site import PAGE, closes, hangs, response, serving
from tests.small import COUNT, criterion, dump, item, write_index, write_workspace

WHEN = datetime(2025, 2, 27, 5, tzinfo=UTC)


def entry(number: int) -> dict[str, Any]:
    return {"time": "2025-02-27T05:00:00Z", "url": f"https://body.example/{number}", "result": "ok"}


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def written(path: Path, count: int) -> list[bytes]:
    LogWriter(path).append([entry(number) for number in range(count)])
    return lines_of(path)


def test_each_line_holds_the_digest_of_the_one_before(tmp_path: Path) -> None:
    book = LogWriter(tmp_path / "availability" / "w.jsonl")
    book.append([entry(1), entry(2)])
    book.append([])
    book.append([entry(3)])
    LogWriter(book.path).append([entry(4)])
    lines = lines_of(book.path)
    before = None
    for line in lines:
        assert json.loads(line)["prev"] == before
        before = sha256(line).hexdigest()
    digests = frozenset(sha256(line).hexdigest() for line in lines)
    assert follow(lines) == Chain(4, str(before), None, (), 1, (), (), digests)


def test_two_writers_of_one_file_see_each_others_lines(tmp_path: Path) -> None:
    one, other = LogWriter(tmp_path / "w.jsonl"), LogWriter(tmp_path / "w.jsonl")
    for number in range(5):
        one.append([entry(number)])
        other.append([entry(number + 100)])
    chain = follow(lines_of(one.path))
    assert (chain.lines, chain.fault, chain.beginnings, chain.forks) == (10, None, 1, ())


def test_many_threads_at_once(tmp_path: Path) -> None:
    def write(begin: int) -> None:
        book = LogWriter(tmp_path / "w.jsonl")
        for number in range(10):
            book.append([entry(begin + number), entry(begin + number)])

    threads = [threading.Thread(target=write, args=(begin,)) for begin in range(0, 80, 10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    chain = follow(lines_of(tmp_path / "w.jsonl"))
    assert (chain.lines, chain.fault, chain.beginnings, chain.forks) == (160, None, 1, ())


def test_a_line_torn_from_outside_is_told_kept_and_vouched_for(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    whole = written(path, 2)
    path.write_bytes(path.read_bytes() + b'{"time":"2025-02-2')
    assert follow(lines_of(path)).fault == ChainFault(3, Break.UNREADABLE)
    book = LogWriter(path)
    assert book.torn == '{"time":"2025-02-2'
    book.append([entry(9)])
    lines = lines_of(path)
    assert lines[:2] == whole
    chain = follow(lines)
    assert (chain.fault, chain.torn, chain.lines) == (None, (3,), 4)


def rewritten(lines: list[bytes]) -> list[bytes]:
    """Chain lines anew, as whoever changed one would."""
    before: str | None = None
    made = []
    for line in lines:
        made.append(
            json.dumps({**json.loads(line), "result": "failed", "prev": before}, separators=(",", ":")).encode()
        )
        before = sha256(made[-1]).hexdigest()
    return made


def test_the_last_digest_stands_for_what_is_before_a_torn_line_too(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    written(path, 4)
    path.write_bytes(path.read_bytes() + b'{"time":"2025-02-2')
    LogWriter(path).append([entry(9)])
    lines = lines_of(path)
    last = json.loads(lines[-1])
    assert (last["prev"], last["also"]) == (sha256(lines[3]).hexdigest(), [sha256(lines[4]).hexdigest()])
    chain = follow(lines)
    assert (chain.fault, chain.loose, chain.forks) == (None, (), ())
    assert follow([*rewritten(lines[:4]), *lines[4:]]).fault == ChainFault(6, Break.UNKNOWN_PREV)
    assert follow(lines[4:]).fault == ChainFault(2, Break.UNKNOWN_PREV)
    assert follow([*lines[:4], lines[5]]).fault == ChainFault(5, Break.UNKNOWN_PREV)


def test_the_line_after_a_merge_names_the_ends_of_both_sides(tmp_path: Path) -> None:
    written(tmp_path / "base.jsonl", 2)
    for name, number in (("ours", 10), ("theirs", 20)):
        shutil.copy(tmp_path / "base.jsonl", tmp_path / f"{name}.jsonl")
        LogWriter(tmp_path / f"{name}.jsonl").append([entry(number), entry(number + 1)])
    ours, theirs = lines_of(tmp_path / "ours.jsonl"), lines_of(tmp_path / "theirs.jsonl")
    merged = tmp_path / "merged.jsonl"
    merged.write_bytes(b"".join(line + b"\n" for line in (*ours, *theirs[2:])))
    book = LogWriter(merged)
    book.append([entry(30)])
    book.append([entry(31)])
    lines = lines_of(merged)
    assert json.loads(lines[6])["also"] == [sha256(lines[3]).hexdigest()]
    assert "also" not in json.loads(lines[7])
    chain = follow(lines)
    assert (chain.fault, chain.loose, chain.forks) == (None, (), (5,))
    assert follow([*lines[:2], *lines[4:]]).fault == ChainFault(5, Break.UNKNOWN_PREV)
    assert follow([*lines[:4], *lines[6:]]).fault == ChainFault(5, Break.UNKNOWN_PREV)


def test_more_ends_than_a_line_names_are_named_by_the_next(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    path.write_bytes(b"".join(b"torn %d\n" % number for number in range(40)))
    LogWriter(path).append([entry(number) for number in range(3)])
    chain = follow(lines_of(path))
    assert (chain.fault, len(chain.torn), chain.loose) == (None, 40, ())


@pytest.mark.parametrize("also", ["x", [7], ["0" * 64]])
def test_what_is_named_besides_has_to_be_there(tmp_path: Path, also: object) -> None:
    lines = written(tmp_path / "w.jsonl", 2)
    odd = {**entry(3), "prev": sha256(lines[-1]).hexdigest(), "also": also}
    fault = follow([*lines, json.dumps(odd).encode()]).fault
    assert fault is not None
    assert fault.line == 3


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_what_a_killed_run_had_begun_to_write_is_finished(tmp_path: Path, cut: int) -> None:
    path, whole = tmp_path / "w.jsonl", tmp_path / "whole.jsonl"
    for one in (path, whole):
        written(one, 2)
    before = path.read_bytes()
    LogWriter(whole).append([entry(number) for number in range(10, 13)])
    data = whole.read_bytes()[len(before) :]
    path.write_bytes(before + data[:cut])
    intent = path.with_name(".w.jsonl.part")
    intent.write_bytes(f"{len(before)} {sha256(data).hexdigest()}\n".encode() + data)
    book = LogWriter(path)
    assert not book.torn
    assert path.read_bytes() == whole.read_bytes()
    assert not intent.exists()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"junk",
        b"0 \nx",
        b"5 " + b"0" * 64 + b"\nabc",
        b"9999999 " + sha256(b"abc").hexdigest().encode() + b"\nabc",
    ],
)
def test_what_is_no_intent_is_thrown_away(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "w.jsonl"
    before = written(path, 2)
    intent = path.with_name(".w.jsonl.part")
    intent.write_bytes(text)
    LogWriter(path).append([entry(3)])
    assert lines_of(path)[:2] == before
    assert follow(lines_of(path)).fault is None
    assert not intent.exists()


def test_kills_amid_many_lines_at_once_tear_nothing(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    script = (
        "import sys; from pathlib import Path; from openness_cli.links.log_writer import LogWriter\n"
        "book = LogWriter(Path(sys.argv[1]))\n"
        "while True:\n"
        "    book.append([{'time': 'x', 'url': 'y' * 500}] * 2000)\n"
        "    print('written', flush=True)\n"
    )
    chance = random.Random(154)  # noqa: S311  (moments to kill at)
    for _kill in range(15):
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


def test_a_last_line_that_only_lacks_its_end_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    written(path, 2)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    book = LogWriter(path)
    assert not book.torn
    book.append([entry(3)])
    chain = follow(lines_of(path))
    assert (chain.lines, chain.fault, chain.torn, chain.beginnings, chain.forks) == (3, None, (), 1, ())


@pytest.mark.parametrize("blank", [b"   \n", b"\n\n", b"\x0c\n", b" \t"])
def test_blank_lines_change_nothing(tmp_path: Path, blank: bytes) -> None:
    path = tmp_path / "w.jsonl"
    written(path, 2)
    path.write_bytes(path.read_bytes() + blank)
    LogWriter(path).append([entry(3)])
    assert follow(lines_of(path)).fault is None


def test_a_log_whose_last_line_cannot_be_one_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    path.write_bytes(b"\0" * 5_000_000)
    with pytest.raises(OutputError, match="longer than a line"):
        LogWriter(path)


@pytest.mark.parametrize("end", [b"\r", b"\r\n"])
def test_a_log_with_line_ends_of_windows_is_the_same_log(tmp_path: Path, end: bytes) -> None:
    path = tmp_path / "w.jsonl"
    written(path, 3)
    path.write_bytes(path.read_bytes().replace(b"\n", end))
    LogWriter(path).append([entry(4)])
    assert follow(lines_of(path)).fault is None


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (lambda lines: [lines[0], lines[1].replace(b"/1", b"/7"), *lines[2:]], 3, Break.UNKNOWN_PREV),
        (lambda lines: lines[1:], 1, Break.UNKNOWN_PREV),
        (lambda lines: [*lines[:2], *lines[3:]], 3, Break.UNKNOWN_PREV),
        (lambda lines: [lines[1], lines[0], *lines[2:]], 1, Break.UNKNOWN_PREV),
        (lambda lines: [*lines[:2], b"hello", *lines[2:]], 3, Break.UNREADABLE),
        (lambda lines: [*lines[:2], b'{"a":1}', *lines[2:]], 3, Break.UNREADABLE),
        (lambda lines: [*lines[:4], lines[4][:30]], 5, Break.UNREADABLE),
        (lambda lines: [*lines, b'{"time":"2025-02-27T05:00:00Z","url":"x","result":"ok"}'], 6, Break.NO_PREV),
        (lambda lines: [*lines, b'{"time":"x","url":"x","prev":7}'], 6, Break.NO_PREV),
    ],
    ids=["changed", "first out", "middle out", "swapped", "junk", "no check", "torn", "no prev", "odd prev"],
)
def test_the_first_line_that_does_not_fit(
    tmp_path: Path, change: Callable[[list[bytes]], list[bytes]], line: int, reason: Break
) -> None:
    assert follow(change(written(tmp_path / "w.jsonl", 5))).fault == ChainFault(line, reason)


def test_a_merge_of_two_machines_fits(tmp_path: Path) -> None:
    base = written(tmp_path / "base.jsonl", 2)
    for name, number in (("ours", 10), ("theirs", 20)):
        shutil.copy(tmp_path / "base.jsonl", tmp_path / f"{name}.jsonl")
        LogWriter(tmp_path / f"{name}.jsonl").append([entry(number), entry(number + 1)])
    ours, theirs = lines_of(tmp_path / "ours.jsonl"), lines_of(tmp_path / "theirs.jsonl")
    merged = [*base, *ours[2:], *theirs[2:]]
    chain = follow(merged)
    assert (chain.fault, chain.beginnings, chain.forks, chain.loose) == (None, 1, (5,), (4,))
    apart = [
        *written(tmp_path / "a.jsonl", 2),
        *[line.replace(b"/0", b"/5") for line in written(tmp_path / "b.jsonl", 1)],
    ]
    assert (follow(apart).fault, follow(apart).beginnings) == (None, 2)


def test_an_anchor_shows_what_the_chain_alone_cannot(tmp_path: Path) -> None:
    lines = written(tmp_path / "w.jsonl", 5)
    anchor = follow(lines).last_digest
    assert not missing_anchors([follow(lines)], [anchor])
    assert missing_anchors([follow(lines[:4])], [anchor]) == (anchor,)
    rewritten = [line.replace(b"/0", b"/9") for line in lines[:1]]
    LogWriter(tmp_path / "x.jsonl")
    (tmp_path / "x.jsonl").write_bytes(rewritten[0] + b"\n")
    LogWriter(tmp_path / "x.jsonl").append([entry(number) for number in range(1, 5)])
    forged = follow(lines_of(tmp_path / "x.jsonl"))
    assert forged.fault is None
    assert missing_anchors([forged], [anchor]) == (anchor,)


def test_a_try_as_a_line() -> None:
    fetched = Fetched(
        CheckResult.FAILED, LinkCause.TLS, "certificate has expired", "https://a.example/x", None, None, "", "", 12
    )
    assert entry_of(Try("https://a.example/x", WHEN, fetched)) == {
        "time": "2025-02-27T05:00:00Z", "url": "https://a.example/x", "final_url": "https://a.example/x",
        "result": "failed", "cause": "tls", "status": None, "bytes": None, "sha256": None, "content_type": None,
        "ms": 12, "detail": "certificate has expired",
    }  # fmt: skip
    opened = Fetched(CheckResult.OK, final_url="https://a.example/y", status=200, size=5, digest="ab", is_partial=True)
    made = entry_of(Try("https://a.example/x", WHEN, opened))
    assert (made["partial"], made["bytes"], made["sha256"], made["cause"]) == (True, 5, "ab", None)


# --- what the system may do to it


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="this system has no limits on the size of a file")
    path = tmp_path / "w.jsonl"
    before = b"".join(line + b"\n" for line in written(path, 3))
    script = (
        "import resource, signal, sys; from pathlib import Path; from openness_cli.links.log_writer import LogWriter\n"
        "from openness_cli.errors import OutputError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 50}, {len(before) + 50}))\n"
        "book = LogWriter(Path(sys.argv[1]))\n"
        "try: book.append([{'time': 'x', 'url': 'y' * 500}])\n"
        "except OutputError as error: print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "could not write" in told.stdout
    assert path.read_bytes() == before


@pytest.mark.parametrize("where", ["file", "folder"])
def test_nothing_is_written_through_a_link(tmp_path: Path, where: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    folder = tmp_path / "availability"
    if where == "folder":
        folder.symlink_to(outside)
    else:
        folder.mkdir()
        (folder / "w.jsonl").symlink_to(outside / "w.jsonl")
    with pytest.raises(OutputError):
        LogWriter(folder / "w.jsonl")
    assert not list(outside.iterdir())


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "w.jsonl").mkdir()
    with pytest.raises(OutputError):
        LogWriter(tmp_path / "w.jsonl")


def tries(count: int) -> list[Try]:
    return [Try(f"https://a.example/{number}", WHEN, Fetched(CheckResult.OK)) for number in range(count)]


def keep_all(book: LogWriter, many: list[Try], kept: Callable[[Try], None] = lambda _one: None) -> None:
    async def run() -> None:
        async with asyncio.timeout(20):
            keeper = Keeper(book, kept)
            for one in many:
                keeper.keep(one)
                await asyncio.sleep(0.001)
            await keeper.finish()

    asyncio.run(run())


def test_a_try_is_told_kept_when_its_line_is_there(tmp_path: Path) -> None:
    book = LogWriter(tmp_path / "w.jsonl")
    told = []

    def kept(one: Try) -> None:
        told.append(one)
        assert f'"{one.url}"'.encode() in book.path.read_bytes()

    keep_all(book, tries(50), kept)
    assert told == tries(50)
    assert follow(lines_of(book.path)).lines == 50


def test_the_keeper_passes_an_error_on(tmp_path: Path) -> None:
    book = LogWriter(tmp_path / "w.jsonl")
    book.path.unlink()
    book.path.mkdir()
    told: list[Try] = []
    with pytest.raises(OutputError):
        keep_all(book, tries(1), told.append)
    assert not told

    async def run() -> None:
        keeper = Keeper(book, told.append)
        keeper.keep(tries(1)[0])
        async with asyncio.timeout(20):
            await keeper.watch()

    with pytest.raises(OutputError):
        asyncio.run(run())


def test_nobody_waits_for_ever_whatever_goes_wrong(tmp_path: Path) -> None:
    class Broken(LogWriter):
        def append(self, entries: Iterable[dict[str, Any]]) -> None:
            if list(entries):
                raise ValueError("not foreseen")

    with pytest.raises(ValueError, match="not foreseen"):
        keep_all(Broken(tmp_path / "w.jsonl"), tries(1))


# --- killed at any moment, two runs at once on one file

KILLS = 100


def test_a_hundred_kills_lose_and_tear_nothing(tmp_path: Path) -> None:
    pages = {f"/{number}": (response("404 Gone", b"x") if number % 5 == 0 else PAGE) for number in range(40)}
    with serving(pages) as site:
        index = write_index(tmp_path / "index", [[criterion(COUNT)]])
        claim = {"items": [item(url=site.url(f"/{number}")) for number in range(40)]}
        body = write_workspace(tmp_path / "body", {"X1": claim}, index)
        command = [
            sys.executable,
            "-m",
            "openness_cli",
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
        for _pair in range(KILLS // 2):
            runs = [
                subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=ROOT, env=environment)
                for _run in range(2)
            ]
            told = [_killed(run, chance.uniform(0, 0.5)) for run in runs]
            finished += sum(told)
        lines = lines_of(body / "availability" / "w.jsonl")
    chain = follow(lines)
    assert (chain.fault, chain.torn, chain.forks, chain.beginnings) == (None, (), (), 1)
    assert finished > KILLS
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
        index = write_index(tmp_path / "index", [[criterion(COUNT)]])
        claim = {"items": [item(url=site.url("/silent")), item(url=site.url("/slow"))]}
        body = write_workspace(tmp_path / "body", {"X1": claim}, index)
        command = [sys.executable, "-m", "openness_cli", "links", str(body), "--log", "w", "--allow-private", "--quiet"]
        run = subprocess.Popen([*command, "--pause", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
        for _wait in range(200):
            # a connection that broke off is tried once more before it counts as a failure
            if {request.path for request in site.asked} == {"/silent", "/slow"} and len(site.asked) > 2:
                break
            time.sleep(0.05)
        time.sleep(0.3)
        run.terminate()
        run.communicate(timeout=20)
    assert run.returncode == 130
    (line,) = lines_of(body / "availability" / "w.jsonl")
    entry_ = json.loads(line)
    assert (entry_["url"], entry_["result"], entry_["cause"]) == (site.url("/silent"), "blocked", "no line")


# --- reading


def test_files_of_several_machines_are_one_history(tmp_path: Path) -> None:
    LogWriter(tmp_path / "availability" / "a.jsonl").append([entry(1)])
    LogWriter(tmp_path / "availability" / "b.jsonl").append([entry(1), entry(2)])
    log = load_log(tmp_path)
    assert len(log.checks) == 2
    assert [(file.file, file.lines) for file in log.files] == [("availability/a.jsonl", 1), ("availability/b.jsonl", 2)]


def test_a_torn_line_is_told_and_the_rest_counts(tmp_path: Path) -> None:
    path = tmp_path / "availability" / "a.jsonl"
    lines = written(path, 2)
    path.write_bytes(path.read_bytes() + b'{"time":"20')
    log = load_log(tmp_path)
    assert len(log.checks) == 2
    assert log.warnings == ("availability/a.jsonl:3: the last line is torn; it is left out",)
    assert log.files[0].last_digest == sha256(lines[-1]).hexdigest()


# --- the command


@pytest.fixture
def logged(tmp_path: Path) -> Path:
    body = tmp_path / "body"
    dump(body / "openness.yaml", {})
    LogWriter(body / "availability" / "w.jsonl").append([entry(number) for number in range(3)])
    return body


def test_a_log_that_verifies(tool: Call, logged: Path) -> None:
    digest = follow(lines_of(logged / "availability" / "w.jsonl")).last_digest
    ending = tool("links", logged, "--verify-log", "--anchor", digest.upper())
    assert (ending.code, ending.err) == (0, "")
    assert ending.out == f"availability/w.jsonl: 3 lines fit, the last is {digest}\n"


def test_a_log_that_does_not(tool: Call, logged: Path) -> None:
    path = logged / "availability" / "w.jsonl"
    path.write_bytes(path.read_bytes().replace(b"/1", b"/8"))
    ending = tool("links", logged, "--verify-log")
    assert ending.code == 1
    assert ending.out == (
        "availability/w.jsonl: line 3 does not fit: the line that it follows was changed or taken out\n"
    )
    document = json.loads(tool("links", logged, "--verify-log", "--format", "json").out)
    assert document["holds"] is False
    jsonschema.validate(document, json_schema(SchemaName.LOG_CHECK), jsonschema.Draft202012Validator)
    assert (document["files"][0]["fault_line"], document["files"][0]["fault"]) == (3, "unknown-prev")


def test_a_line_put_in_is_told(tool: Call, logged: Path) -> None:
    path = logged / "availability" / "w.jsonl"
    lines = lines_of(path)
    forged = json.dumps({**entry(7), "prev": sha256(lines[0]).hexdigest()}).encode()
    path.write_bytes(b"\n".join([*lines[:2], forged, *lines[2:], b""]))
    ending = tool("links", logged, "--verify-log")
    assert ending.code == 0
    assert "not chained to the line before them" in ending.out
    assert "lines 3, 4" in ending.out


def test_an_anchor_that_is_gone(tool: Call, logged: Path) -> None:
    ending = tool("links", logged, "--verify-log", "--anchor", "0" * 64)
    assert ending.code == 1
    assert f"no line has the digest {'0' * 64}" in ending.out


def test_no_log_is_not_a_log_that_verifies(tool: Call, tmp_path: Path) -> None:
    ending = tool("links", tmp_path, "--verify-log")
    assert ending.code == 1
    assert "nothing was verified" in ending.out


def test_the_samples_verify(tool: Call) -> None:
    for name in ("model-body", "dead-links"):
        assert tool("links", ROOT / "samples" / name, "--verify-log").code == 0
