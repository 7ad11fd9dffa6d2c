"""A verification of the log that names what does not fit."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from openness_cli.links.hash_chain import Break, ChainFault, follow, missing_anchors
from openness_cli.links.log_writer import LogWriter
from tests.builders.logs import entry, lines_of, written


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
