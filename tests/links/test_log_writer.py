"""The log: chained lines that nothing tears or loses."""

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from openness_cli.errors import OutputError
from openness_cli.links.checker import Fetched, Try
from openness_cli.links.hash_chain import Break, Chain, ChainFault, follow
from openness_cli.links.log_writer import Keeper, LogWriter, entry_of
from openness_cli.model.availability import CheckResult, LinkCause
from tests.builders.logs import entry, lines_of, written
from tests.builders.tool import ROOT

WHEN = datetime(2025, 2, 27, 5, tzinfo=UTC)


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


def test_writers_that_begin_while_others_write_never_meet_anything_odd(tmp_path: Path) -> None:
    """What one is about to write lies beside the log for a moment, and is gone the next."""
    errors: list[Exception] = []

    def write(begin: int) -> None:
        try:
            for number in range(25):
                LogWriter(tmp_path / "w.jsonl").append([entry(begin + number)])
        except Exception as error:  # noqa: BLE001  (whatever it is, it is odd)
            errors.append(error)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, (0, 100)))
    chain = follow(lines_of(tmp_path / "w.jsonl"))
    assert errors == []
    assert (chain.lines, chain.fault, chain.beginnings, chain.forks) == (50, None, 1, ())


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


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="this system has no limits on the size of a file")
    path = tmp_path / "w.jsonl"
    # long enough for what is noted beside it to have room: it is the log itself that runs against the limit
    before = b"".join(line + b"\n" for line in written(path, 50))
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
    assert [own.name for own in tmp_path.iterdir() if own.name.endswith(".part")] == []


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
