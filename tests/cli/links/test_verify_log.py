"""``openness links --verify-log``."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from openness_cli.errors import OutputError
from openness_cli.links.hash_chain import follow
from openness_cli.links.log import load_log
from openness_cli.links.log_writer import LogWriter
from openness_cli.reports.log_check import LOG_COLUMNS
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import dump
from tests.builders.documents import shape, table
from tests.builders.logs import entry, lines_of
from tests.builders.tool import ROOT, Call


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
    shape(SchemaName.LOG_CHECK).validate(document)
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


NOTEPAD = {
    "mark": lambda data: b"\xef\xbb\xbf" + data,
    "mark and ends": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
    "ends": lambda data: data.replace(b"\n", b"\r\n"),
    "no last end": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n").removesuffix(b"\r\n"),
    "unicode": lambda data: b"\xff\xfe" + data.decode().replace("\n", "\r\n").encode("utf-16-le"),
    "big endian": lambda data: b"\xfe\xff" + data.decode().encode("utf-16-be"),
    "mark in the middle": lambda data: data.replace(b'\n{"time', b'\n\xef\xbb\xbf{"time', 1),
}


@pytest.mark.parametrize("saved", NOTEPAD)
def test_what_an_editor_adds_is_no_change(saved: str, tool: Call, logged: Path) -> None:
    path = logged / "availability" / "w.jsonl"
    told = tool("links", logged, "--verify-log")
    path.write_bytes(NOTEPAD[saved](path.read_bytes()))
    digest = told.out.split()[-1]
    again = tool("links", logged, "--verify-log", "--anchor", digest)
    assert (again.code, again.out, again.err) == (0, told.out, "")
    assert len(load_log(logged).checks) == 3
    assert load_log(logged).warnings == ()


@pytest.mark.parametrize("saved", [name for name in NOTEPAD if name not in {"unicode", "big endian"}])
def test_the_next_line_follows_what_an_editor_saved(saved: str, tool: Call, logged: Path) -> None:
    path = logged / "availability" / "w.jsonl"
    path.write_bytes(NOTEPAD[saved](path.read_bytes()))
    LogWriter(path).append([entry(7)])
    ending = tool("links", logged, "--verify-log")
    assert (ending.code, ending.err) == (0, "")
    assert ending.out.startswith("availability/w.jsonl: 4 lines fit")
    assert ending.out.count("\n") == 1


def test_nothing_is_added_to_a_log_of_another_encoding(logged: Path) -> None:
    path = logged / "availability" / "w.jsonl"
    path.write_bytes(NOTEPAD["unicode"](path.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(OutputError, match="not UTF-8 text; save the file again"):
        LogWriter(path).append([entry(7)])
    assert path.read_bytes() == before


def test_a_change_shows_under_a_mark_too(tool: Call, logged: Path) -> None:
    path = logged / "availability" / "w.jsonl"
    path.write_bytes(NOTEPAD["mark"](path.read_bytes().replace(b"/1", b"/8")))
    ending = tool("links", logged, "--verify-log")
    assert ending.code == 1
    path.write_bytes(b"\xff\xfe" + path.read_bytes()[:-1])
    ending = tool("links", logged, "--verify-log")
    assert ending.code == 1
    assert "not UTF-8 text" in ending.err


def test_a_verification_as_a_table_and_as_a_page(tool: Call, logged: Path) -> None:
    rows = table(tool("links", logged, "--verify-log", "--anchor", "0" * 64, "--format", "csv").out)
    assert tuple(rows[0]) == LOG_COLUMNS
    assert [(own["record"], own["lines"], own["fault"]) for own in rows] == [
        ("file", "3", ""),
        ("anchor", "", "missing"),
    ]
    page = tool("links", logged, "--verify-log", "--format", "markdown").out
    assert page.startswith("# Verification of the log of availability\n\n- availability/w.jsonl: 3 lines fit")
