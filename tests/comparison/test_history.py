"""Saved scores over time, read for as much as can be read of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from openness_cli.comparison import history as reading
from openness_cli.comparison.history import load_history
from openness_cli.reports.history import HistoryReport
from tests.builders.documents import table
from tests.builders.formats import names_of
from tests.builders.histories import body, chart, entry
from tests.builders.tool import Call

FORMS = names_of(HistoryReport)


def test_evidence_that_cannot_be_read_is_in_nobodys_way(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, entry("2024-05-01"))
    (folder / "evidence" / "all.yaml").write_text("evidence: [", encoding="utf-8")
    ending = tool("history", folder)
    assert (ending.code, ending.err) == (0, "")
    assert len(chart(ending.out)) == 1


@pytest.mark.parametrize("text", [None, "x: [1", "organisation: {name: 5}\nindex: [1]\n", "index: nowhere\n"])
def test_a_configuration_that_cannot_be_read_takes_names_and_colours_only(
    text: str | None, tool: Call, tmp_path: Path
) -> None:
    folder = body(tmp_path, entry("2024-05-01"))
    if text is None:
        (folder / "openness.yaml").unlink()
    else:
        (folder / "openness.yaml").write_text(text, encoding="utf-8")
    ending = tool("history", folder)
    assert ending.code == 0
    assert "openness.yaml" in ending.err
    assert len(chart(ending.out)) == 1
    assert "2024, of body" in ending.out


def test_definitions_that_cannot_be_read_take_the_colours_only(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, entry("2024-05-01"))
    (tmp_path / "index" / "1.yaml").write_text("indicator: 1", encoding="utf-8")
    ending = tool("history", folder)
    assert ending.code == 0
    assert "1.yaml" in ending.err
    assert len(chart(ending.out)) == 1


FOREIGN: list[dict[str, Any] | str | bytes] = [
    "no JSON",
    "[]",
    "null",
    "7",
    '"text"',
    "{}",
    "[" * 100_000,
    b"\x00\x00\x00\x00",
    b'{"name": "\xff\xfe"}',
    '{"format_version": 1, ' + json.dumps(entry("2024-05-01"))[1:],
    json.dumps(entry("2024-05-01")).replace('"reachable": 90', '"reachable": NaN'),
    json.dumps(entry("2024-05-01")).replace('"reachable": 90', '"reachable": 1e999'),
    json.dumps(entry("2024-05-01")).replace('"reachable": 90', '"reachable": ' + "9" * 5000),
    entry("2024-05-01", reachable=-1),
    entry("2024-05-01", reachable=True),
    entry("2024-05-01", reachable="90"),
    entry("2024-05-01", format_version=2),
    entry("2024-05-01", format_version=True),
    entry("2024-05-01", year="2024"),
    entry("2024-05-01", year=99999),
    entry("2024-05-01", index=None),
    entry("2024-05-01", as_of="01.05.2024"),
    entry("2024-05-01", as_of=None),
    entry("2024-05-01", saved_at="0001-01-01T00:00:00+14:00"),
    entry("2024-05-01", saved_at=5),
    entry("2024-05-01", basis="believed"),
    entry("2024-05-01", scores={}),
    entry("2024-05-01", scores=[]),
    entry("2024-05-01", earned=30),
    entry("2024-05-01", tool_version=["x"]),
    "x" * (reading.MAX_LINE_BYTES + 1),
]


@pytest.mark.parametrize("line", FOREIGN, ids=range(len(FOREIGN)))
def test_a_line_that_is_no_saved_score_is_left_out_and_told(
    line: dict[str, Any] | str | bytes, tool: Call, tmp_path: Path
) -> None:
    folder = body(tmp_path, entry("2024-04-01"), line, entry("2024-06-01"))
    ending = tool("history", folder)
    assert ending.code == 0
    assert "history.jsonl:2: no saved score" in ending.err
    assert len(chart(ending.out)) == 2


def test_a_torn_last_line_is_told_as_such_and_many_foreign_ones_together(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, *["x"] * 9, entry("2024-04-01"))
    with (folder / "history.jsonl").open("ab") as file:
        file.write(b'{"format_ver')
    ending = tool("history", folder, "--quiet")
    assert ending.err.splitlines() == [
        "history.jsonl:1, 2, 3, 4, 5, …: no saved score; it is left out",
        "history.jsonl:11: the last line is torn; it is left out",
    ]
    assert len(chart(ending.out)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_file_that_another_program_saved_is_read(encoding: str, ending: str, tmp_path: Path) -> None:
    folder = body(tmp_path)
    text = ending.join(json.dumps(entry(day)) for day in ("2024-04-01", "2024-05-01")) + ending
    (folder / "history.jsonl").write_bytes(text.encode(encoding))
    read = load_history(folder)
    assert ([score.line for score in read.scores], read.warnings) == ([1, 2], ())


def test_what_is_written_in_a_line_is_no_command(tool: Call, tmp_path: Path) -> None:
    hostile = "=HYPERLINK(1)|<b>\x1b[31m\n::error::no"
    folder = body(tmp_path, entry("2024-04-01", organisation=hostile, tool_version=hostile, index=hostile))
    for form in FORMS:
        ending = tool("history", folder, "--format", form)
        assert ending.code == 0
        assert "\x1b" not in ending.out
        assert "\n::error" not in ending.out
    told = table(tool("history", folder, "--format", "csv").out)
    assert told[0]["organisation"].startswith("'=")
    assert "<b>" not in tool("history", folder, "--format", "markdown").out


@pytest.mark.parametrize("kind", ["link", "folder", "large"])
def test_a_file_that_must_not_be_read_is_refused(
    kind: str, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = body(tmp_path, entry("2024-04-01"))
    path = folder / "history.jsonl"
    if kind == "large":
        monkeypatch.setattr(reading, "MAX_HISTORY_BYTES", 100)
    else:
        path.unlink()
    if kind == "link":
        outside = tmp_path / "outside.jsonl"
        outside.write_text(json.dumps(entry("2024-04-01")) + "\n", encoding="utf-8")
        path.symlink_to(outside)
    elif kind == "folder":
        path.mkdir()
    ending = tool("history", folder)
    assert (ending.code, ending.out) == (3, "")
    assert "history.jsonl" in ending.err
