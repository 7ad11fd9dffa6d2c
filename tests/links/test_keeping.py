"""Files of records: whole ones alone, by whoever writes, whatever ends it; and what is found in them."""

import gzip
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from openness_cli.errors import OutputError
from openness_cli.links.kept._file import Fetch, KeptFile
from openness_cli.links.kept.checked import Flaw, KeptCheck
from openness_cli.links.kept.entries import kept_entry, kept_of
from openness_cli.links.kept.keeping import Archive
from openness_cli.links.kept.verification import check_kept
from openness_cli.links.log_writer import LogWriter
from openness_cli.links.received import MOST_BYTES, Received
from openness_cli.model.kept import Kept
from tests.builders.kept import NAME, PAGE, WHEN, fetch, received, store, unpacked
from tests.builders.logs import lines_of
from tests.builders.tool import ROOT

pytest.importorskip("warcio", reason="what is received is kept by warcio, an extra")


def file_in(folder: Path) -> KeptFile:
    (folder / NAME).parent.mkdir(parents=True, exist_ok=True)
    return KeptFile(folder / NAME, NAME, "openness test", WHEN)


def logged(folder: Path, kept: list[Kept], digest: str | None = None) -> None:
    """Write lines that name records, and say of which content they are."""
    LogWriter(folder / "availability" / "w.jsonl").append(
        {"time": "x", "url": f"https://body.example/{number}", "sha256": digest, "kept": kept_entry(one)}
        for number, one in enumerate(kept)
    )


def checked(folder: Path) -> KeptCheck:
    return check_kept(folder, [("availability/w.jsonl", lines_of(folder / "availability" / "w.jsonl"))])


def flaws(folder: Path) -> list[tuple[Flaw, int]]:
    return [(own.flaw, own.line) for own in checked(folder).faults]


def test_a_place_in_the_log_is_that_of_the_record(tmp_path: Path) -> None:
    (kept,) = store(file_in(tmp_path), fetch())
    data = (tmp_path / NAME).read_bytes()
    record = gzip.decompress(data[kept.offset : kept.end])
    assert f"WARC-Record-ID: {kept.record}\r\n".encode() in record
    assert record.endswith(PAGE + b"\r\n\r\n")
    assert kept.digest == sha256(data[kept.begin : kept.end]).hexdigest()
    assert gzip.decompress(data[kept.begin : kept.offset]).count(b"WARC-Type: request") == 1


@pytest.mark.parametrize("cut", [1, 8, 9, 100, 300])
def test_a_torn_record_is_cut_off_before_the_next(tmp_path: Path, cut: int) -> None:
    whole = store(file_in(tmp_path), fetch(b"one"))
    path = tmp_path / NAME
    before = path.read_bytes()
    store(file_in(tmp_path), fetch(b"two"))
    path.write_bytes(path.read_bytes()[: len(before) + cut])
    file = file_in(tmp_path)
    kept = store(file, fetch(b"three"))
    assert file.cut == cut
    assert path.read_bytes().startswith(before)
    logged(tmp_path, [*whole, *kept])
    assert checked(tmp_path)[:4] == (2, 0, 0, ())
    assert flaws(tmp_path) == []


@pytest.mark.parametrize("tail", [b"\0" * 4096, b"\x1f\x8b\x08" * 50, gzip.compress(b"something else", mtime=0), b"x"])
def test_what_is_no_record_at_the_end_is_cut_off_as_well(tmp_path: Path, tail: bytes) -> None:
    store(file_in(tmp_path), fetch(b"one"))
    path = tmp_path / NAME
    before = path.read_bytes()
    path.write_bytes(before + tail)
    file = file_in(tmp_path)
    store(file)
    assert (file.cut, path.read_bytes()) == (len(tail), before)


def test_damage_before_a_whole_record_takes_nothing_away(tmp_path: Path) -> None:
    first, second = (store(file_in(tmp_path), fetch(body))[0] for body in (b"one", b"two"))
    path = tmp_path / NAME
    data = bytearray(path.read_bytes())
    data[first.offset + 100] ^= 1
    path.write_bytes(data)
    file = file_in(tmp_path)
    (third,) = store(file, fetch(b"three"))
    assert file.cut == 0
    assert path.read_bytes().startswith(bytes(data))
    logged(tmp_path, [first, second, third])
    assert flaws(tmp_path) == [(Flaw.NO_RECORD, 1), (Flaw.DAMAGED, 0)]


def test_only_what_the_log_does_not_know_is_looked_through(tmp_path: Path) -> None:
    (known,) = store(file_in(tmp_path), fetch(b"one"))
    path = tmp_path / NAME
    data = bytearray(path.read_bytes())
    data[known.offset + 100] ^= 1  # it would be found if it were looked at
    path.write_bytes(bytes(data) + b"\x1f\x8b\x08torn")
    file = file_in(tmp_path)
    file.know("https://body.example/", "d", known)
    store(file)
    assert path.read_bytes() == bytes(data)


def test_the_same_content_refers_to_the_first_record_of_it(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    first, again, changed, other = (
        store(file, own)[0] for own in (fetch(), fetch(), fetch(b"new", "e"), fetch(url="https://body.example/other"))
    )
    later = file_in(tmp_path)
    for own, digest in ((first, "d"), (again, "d")):
        later.know("https://body.example/", digest, own)
    (third,) = store(later, fetch())
    text = unpacked(tmp_path / NAME).decode()
    assert text.count("WARC-Type: revisit") == text.count(f"WARC-Refers-To: {first.record}") == 2
    assert text.count("WARC-Type: response") == 3
    logged(tmp_path, [first, again, third], sha256(PAGE).hexdigest())
    logged(tmp_path, [changed, other])
    assert checked(tmp_path)[:3] == (5, 0, 0)
    assert flaws(tmp_path) == []


@pytest.mark.parametrize("lines", [(b"Content-Encoding: gzip",), ()])
def test_another_head_is_another_answer(tmp_path: Path, lines: tuple[bytes, ...]) -> None:
    file = file_in(tmp_path)
    status = b"HTTP/1.1 200 OK" if lines else b"HTTP/1.1 404 Gone"
    for answer in (received(PAGE), received(PAGE, *lines, status=status)):
        store(file, Fetch("https://body.example/", [answer], ""))
    assert b"revisit" not in unpacked(tmp_path / NAME).replace(b"revisits", b"")


def test_of_what_is_too_long_the_beginning_is_kept_and_never_called_whole(tmp_path: Path) -> None:
    (kept,) = store(file_in(tmp_path), fetch(b"x" * (MOST_BYTES + 1), ""))
    (again,) = store(file_in(tmp_path), fetch(b"x" * (MOST_BYTES + 1), ""))
    text = unpacked(tmp_path / NAME)
    assert text.count(b"WARC-Truncated: length") == text.count(b"WARC-Type: response") == 2
    logged(tmp_path, [kept, again], "0" * 64)
    assert checked(tmp_path)[:2] == (2, 2)
    assert flaws(tmp_path) == []


def test_writers_of_one_file_see_each_others_records(tmp_path: Path) -> None:
    def write(number: int) -> list[Kept]:
        file = file_in(tmp_path)
        return [store(file, fetch(f"{number} {turn}".encode()))[0] for turn in range(5)]

    with ThreadPoolExecutor(3) as pool:
        kept = [one for own in pool.map(write, range(3)) for one in own]
    logged(tmp_path, kept)
    assert checked(tmp_path)[:4] == (15, 0, 0, ())
    assert flaws(tmp_path) == []
    assert unpacked(tmp_path / NAME).count(b"WARC-Type: warcinfo") == 1


def forged(folder: Path, kept: Kept, old: bytes, new: bytes) -> None:
    """Change a record and pack it again, padded to the same length."""
    path = folder / NAME
    data = path.read_bytes()
    made = gzip.compress(gzip.decompress(data[kept.offset : kept.end]).replace(old, new), 9, mtime=0)
    room = kept.length - len(made)
    assert room >= 0
    # a name of a file in the head of gzip takes the room that is left
    made = made[:3] + bytes([8]) + made[4:10] + b"x" * (room - 1) + b"\0" + made[10:] if room else made
    path.write_bytes(data[: kept.offset] + made + data[kept.end :])


def test_whatever_was_changed_or_taken_away_is_found(tmp_path: Path) -> None:
    kept = store(file_in(tmp_path), *(fetch(url=f"https://body.example/{number}") for number in range(3)))
    path = tmp_path / NAME
    whole = path.read_bytes()
    digest = sha256(PAGE).hexdigest()
    logged(tmp_path, kept, digest)
    assert checked(tmp_path) == KeptCheck(3, 0, 0, (), ())
    forged(tmp_path, kept[1], PAGE, PAGE[:5])
    assert flaws(tmp_path) == [(Flaw.CHANGED, 2)]
    path.write_bytes(whole.replace(b"\x1f\x8b\x08", b"\x1f\x8b\x09"))
    assert [own.line for own in checked(tmp_path).faults if own.line] == [1, 2, 3]
    path.write_bytes(whole[: kept[2].offset])
    assert flaws(tmp_path) == [(Flaw.NO_RECORD, 3)]
    path.write_bytes(whole[:-3])
    assert flaws(tmp_path) == [(Flaw.NO_RECORD, 3)]
    assert checked(tmp_path).torn == ((NAME, kept[2].length - 3),)
    path.unlink()
    assert flaws(tmp_path) == [(Flaw.NO_FILE, 1), (Flaw.NO_FILE, 2), (Flaw.NO_FILE, 3)]


def test_a_request_or_a_head_that_was_changed_is_found(tmp_path: Path) -> None:
    (kept,) = store(file_in(tmp_path), fetch())
    path = tmp_path / NAME
    request = Kept(NAME, kept.begin, kept.offset - kept.begin, "", 0)
    logged(tmp_path, [kept])
    forged(tmp_path, request, b"Host: body.example", b"")
    assert flaws(tmp_path) == [(Flaw.CHANGED, 1), (Flaw.CHANGED, 0)]
    assert path.stat().st_size == kept.end


def test_a_line_that_says_otherwise_is_found(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    kept, again = (store(file, fetch())[0] for _time in range(2))
    logged(tmp_path, [kept._replace(digest="0" * 64), kept._replace(length=kept.length - 1)])
    logged(tmp_path, [kept, again], "0" * 64)
    logged(tmp_path, [kept._replace(record=again.record)])
    logged(tmp_path, [again._replace(begin=kept.begin)])
    book = LogWriter(tmp_path / "availability" / "w.jsonl")
    book.append([{"time": "x", "url": "y", "kept": {"file": "../secret"}}])
    found = [(Flaw.NO_PLACE, 7), (Flaw.NO_RECORD, 2), (Flaw.OTHER_CONTENT, 3), (Flaw.OTHER_CONTENT, 4)]
    assert flaws(tmp_path) == [*found, (Flaw.NO_RECORD, 5), (Flaw.CHANGED, 1), (Flaw.CHANGED, 6)]


def test_a_record_that_refers_to_nothing_is_found(tmp_path: Path) -> None:
    file = file_in(tmp_path)
    kept, again = (store(file, fetch())[0] for _time in range(2))
    path = tmp_path / NAME
    data = path.read_bytes()
    path.write_bytes(data[: kept.begin] + data[again.begin :])
    moved = kept.begin - again.begin
    logged(tmp_path, [again._replace(offset=again.offset + moved, begin=again.begin + moved)])
    assert flaws(tmp_path) == [(Flaw.NO_ORIGINAL, 1)]


@pytest.mark.slow(few=1, many=1)
def test_a_record_made_to_unpack_for_ever_is_given_up(tmp_path: Path) -> None:
    (kept,) = store(file_in(tmp_path), fetch())
    (tmp_path / NAME).write_bytes(gzip.compress(b"WARC/1.1\r\n" + b"\0" * 70_000_000, 1))
    logged(tmp_path, [kept])
    assert flaws(tmp_path) == [(Flaw.NO_RECORD, 1)]


@pytest.mark.slow(few=1, many=1)
def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    pytest.importorskip("resource", reason="this system has no limits on the size of a file")
    store(file_in(tmp_path), fetch())
    path = tmp_path / NAME
    before = path.read_bytes()
    script = (
        "import os, resource, signal, sys; from pathlib import Path\n"
        "from tests.links.test_keeping import file_in, fetch, store; from openness_cli.errors import OutputError\n"
        "file, body = file_in(Path(sys.argv[1])), os.urandom(50_000)\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + 2000}, {len(before) + 2000}))\n"
        "try: file.append([fetch(body)])\n"
        "except OutputError as error: print(error)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert "could not write" in told.stdout
    assert path.read_bytes() == before
    assert len(store(file_in(tmp_path), fetch(b"next"))) == 1


def test_nothing_is_kept_through_a_link_or_in_place_of_a_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for number, made in enumerate(("link", "file", "link to a file")):
        folder = tmp_path / str(number)
        place = folder / "availability" / "kept"
        place.parent.mkdir(parents=True)
        if made == "link":
            place.symlink_to(outside)
        elif made == "file":
            place.write_text("")
        else:
            place.mkdir()
            (place / "2025-02.w.warc.gz").symlink_to(outside / "x")
        with pytest.raises(OutputError, match="could not write"):
            Archive(folder, "w", "openness test", ()).begin(WHEN)
    assert list(outside.iterdir()) == []


def test_what_could_not_be_set_apart_is_an_error(tmp_path: Path) -> None:
    answer = received()
    answer.error = OSError(28, "No space left on device")
    with pytest.raises(OutputError, match="the disk is full"):
        Archive(tmp_path, "w", "openness test", ()).store([Fetch("https://body.example/", [answer], "")])
    answer.close()


def test_values_of_cookies_and_what_a_proxy_hears_are_left_out() -> None:
    answer = Received("https://body.example/", WHEN)
    answer.take_request(b"CONNECT body.example:443 HTTP/1.1\r\nProxy-Authorization: Basic secret\r\n\r\n")
    assert answer.request == []
    answer.take_request(
        b"GET / HTTP/2\r\nUser-Agent: openness\r\nProxy-Authorization: Basic secret\r\nauthorization: secret\r\n"
        b"Cookie: a=secret; b=secret=; secret\r\n\r\n"
    )
    assert answer.request[1:] == [
        b"User-Agent: openness",
        b"Cookie: a=(left out); b=(left out); (left out)",
    ]
    for line in (b"HTTP/2 200 ", b"set-cookie: a=secret; Path=/; HttpOnly", b"Set-Cookie: secret", b"X: a\rY: b\0"):
        answer.take_line(line + b"\r\n")
    assert answer.head[1:] == [b"set-cookie: a=(left out); Path=/; HttpOnly", b"Set-Cookie: (left out)", b"X: a Y: b "]
    assert answer.is_newer
    answer.close()


def test_a_head_of_http_2_is_written_as_the_standard_has_it(tmp_path: Path) -> None:
    answer = received(status=b"HTTP/2 200 ", url="https://body.example/a b\r\nX: \u0430")
    store(file_in(tmp_path), Fetch("u", [answer], ""))
    text = unpacked(tmp_path / NAME)
    assert b"\r\n\r\nHTTP/1.1 200 \r\n\r\n" in text
    assert b"WARC-Protocol: h2\r\n" in text
    assert text.count(b"WARC-Target-URI: https://body.example/a%20b%0D%0AX:%20%D0%B0\r\n") == 2


GOOD: dict[str, Any] = {"file": NAME, "offset": 5, "length": 7, "record": "<urn:uuid:" + "0" * 36 + ">"}


@pytest.mark.parametrize(
    "entry",
    [
        None, [], "x", {}, GOOD | {"file": "availability/kept/../w.jsonl"}, GOOD | {"file": "/etc/x.warc.gz"},
        GOOD | {"offset": -1}, GOOD | {"offset": True}, GOOD | {"length": 1.5}, GOOD | {"length": 2**60},
        GOOD | {"begin": 6}, GOOD | {"record": "<urn:uuid:x>\n"}, GOOD | {"record": 5}, GOOD | {"sha256": 1},
    ],
)  # fmt: skip
def test_what_no_place_can_be_is_none(entry: object) -> None:
    assert kept_of(entry) is None


def test_a_place_that_another_writer_notes() -> None:
    assert kept_of(GOOD | {"sha256": "short", "more": 1}) == Kept(NAME, 5, 7, GOOD["record"], 5)
