"""``openness links --verify-log``."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from openness_cli.links.hash_chain import follow
from openness_cli.links.log_writer import LogWriter
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import dump
from tests.builders.documents import shape
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


def test_a_mark_that_an_editor_puts_before_the_first_line_changes_nothing(tool: Call, logged: Path) -> None:
    path = logged / "availability" / "w.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert tool("links", logged, "--verify-log").code == 0
    LogWriter(path).append([entry(3)])
    assert "also" not in json.loads(path.read_bytes().splitlines()[-1])
    assert tool("links", logged, "--verify-log").code == 0
