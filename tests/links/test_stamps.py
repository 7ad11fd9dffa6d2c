"""What time stamps prove: of which lines, by when, after what."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from openness_cli.links.log_writer import LogWriter
from openness_cli.links.stamps import NO_STAMPS, Place, Stamp, StampCheck, StampFault, StampFile, Stretch, check_stamps
from openness_cli.links.token_files import stamps_beside, token_path
from tests.builders.logs import entry, lines_of, written

MOMENT = datetime(2025, 2, 27, 10, tzinfo=UTC)


def stamp(line: bytes, hours: int = 0, **more: Any) -> StampFile:
    digest = sha256(line).hexdigest()
    said = Stamp(digest, MOMENT + timedelta(hours=hours), 1, 77, "A")
    return StampFile(f"{hours}.tsr", sha256(f"{digest}{hours}".encode()).hexdigest(), said, **more)


def checked(lines: list[bytes], *stamps: StampFile) -> StampCheck:
    return check_stamps([("w", lines)], stamps, is_checked=True)


def ranges(check: StampCheck) -> list[tuple[int, int, str, str]]:
    def named(own: StampFile | None) -> str:
        return own.file if own else ""

    return [(own.first, own.last, named(own.before), named(own.after)) for own in check.stretches]


def named_by(path: Path, own: StampFile, count: int = 1) -> list[bytes]:
    """Add lines of which the first names a stamp."""
    LogWriter(path).append(
        [{**entry(90 + number), **({"stamp": own.digest} if number == 0 else {})} for number in range(count)]
    )
    return lines_of(path)


def test_the_earliest_stamp_of_a_line_counts(tmp_path: Path) -> None:
    lines = written(tmp_path / "w.jsonl", 5)
    check = checked(lines, stamp(lines[3], 2), stamp(lines[1], 1), stamp(lines[3], 9))
    assert ranges(check) == [(1, 2, "1.tsr", ""), (3, 4, "2.tsr", ""), (5, 5, "", "")]
    assert (check.covered, check.lines, check.holds) == (4, 5, True)


def test_lines_behind_one_that_names_a_stamp_are_later(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    first = stamp(written(path, 2)[-1])
    lines = named_by(path, first, 3)
    second = stamp(lines[3], 3)
    lines = named_by(path, second)
    check = checked(lines, second, first)
    assert ranges(check) == [
        (1, 2, "0.tsr", ""),
        (3, 4, "3.tsr", "0.tsr"),
        (5, 5, "", "0.tsr"),
        (6, 6, "", "3.tsr"),
    ]


def test_a_line_put_in_is_covered_by_nothing(tmp_path: Path) -> None:
    lines = written(tmp_path / "w.jsonl", 4)
    forged = json.dumps({**entry(9), "prev": sha256(lines[0]).hexdigest()}).encode()
    check = checked([*lines[:2], b"", forged, *lines[2:]], stamp(lines[3]))
    assert ranges(check) == [(1, 2, "0.tsr", ""), (4, 4, "", ""), (5, 6, "0.tsr", "")]


def test_only_the_branch_that_was_stamped_is_covered(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    base = written(path, 2)
    LogWriter(path).append([entry(10)])
    ours = lines_of(path)[2:]
    path.write_bytes(b"\n".join(base) + b"\n")
    LogWriter(path).append([entry(20)])
    lines = [*base, *ours, *lines_of(path)[2:]]
    assert ranges(checked(lines, stamp(ours[0]))) == [(1, 3, "0.tsr", ""), (4, 4, "", "")]
    path.write_bytes(b"\n".join(lines) + b"\n")
    book = LogWriter(path)
    assert len(book.open_ends()) == 2
    book.append([entry(30)])
    assert len(book.open_ends()) == 1
    assert checked(lines_of(path), stamp(lines_of(path)[-1])).covered == 5


def test_a_stamp_that_is_no_good_covers_nothing(tmp_path: Path) -> None:
    lines = written(tmp_path / "w.jsonl", 2)
    check = checked(lines, stamp(lines[1], fault=StampFault.SIGNATURE), stamp(b"another"))
    assert ranges(check) == [(1, 2, "", "")]
    assert [own.fault for own in check.files] == [StampFault.SIGNATURE, StampFault.NO_LINE]
    assert not check.holds


def test_a_stamp_that_is_named_and_not_there(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    gone = stamp(written(path, 2)[-1])
    check = checked(named_by(path, gone))
    assert (check.missing, check.holds) == ((Place("w", 3),), False)


@pytest.mark.parametrize("odd", [7, ["x"], {"a": 1}, True])
def test_a_stamp_that_is_no_digest_is_missing(odd: object, tmp_path: Path) -> None:
    lines = written(tmp_path / "w.jsonl", 1)
    line = json.dumps({**entry(2), "prev": sha256(lines[0]).hexdigest(), "stamp": odd}).encode()
    assert checked([*lines, line]).missing == (Place("w", 2),)


def test_times_that_contradict_the_stamps(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    hours = {"before": -3, "just before": -0.5, "ahead": 5}
    times = [{**entry(1), "time": (MOMENT + timedelta(hours=own)).isoformat()} for own in hours.values()]
    odd = [{**entry(1), "time": own} for own in (5, "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00")]
    LogWriter(path).append([*times, *odd])
    first = stamp(lines_of(path)[-1])
    LogWriter(path).append([{**own, "stamp": first.digest} for own in times])
    assert checked(lines_of(path), first).misdated == (Place("w", 3), Place("w", 7))


def test_the_writer_names_a_stamp_once_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "w.jsonl"
    line = sha256(written(path, 3)[1]).hexdigest()
    good = bytes.fromhex(line) + b" and more"
    assert LogWriter(path).keep_stamp(line, good) == token_path(path, line)
    # what is there already stays
    LogWriter(path).keep_stamp(line, b"another")
    assert token_path(path, line).read_bytes() == good
    token_path(path, "0" * 64).write_bytes(b"junk")
    token_path(tmp_path / "other.jsonl", line).write_bytes(good + b"2")
    assert stamps_beside(path) == {line: sha256(good).hexdigest()}
    for _writer in range(2):
        LogWriter(path).append([entry(7), entry(8)])
    named = [json.loads(own).get("stamp") for own in lines_of(path)]
    assert named == [None] * 3 + [sha256(good).hexdigest()] + [None] * 3


def test_nothing_proves_nothing() -> None:
    assert (NO_STAMPS.holds, NO_STAMPS.covered, checked([]).stretches) == (True, 0, ())
    assert checked([b"junk"]).stretches == (Stretch("w", 1, 1, 1, None, None),)
