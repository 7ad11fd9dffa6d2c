"""Saved reports are files that are not trusted."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from openness_cli.comparison.saved_reader import load_report
from openness_cli.errors import ExitCode
from openness_cli.reports.diff import DiffReport
from tests.builders.bodies import full
from tests.builders.documents import table
from tests.builders.formats import names_of
from tests.builders.reports import Body
from tests.builders.tool import Call


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no JSON"),
        (b'{"a": 1,\n  b}', "bad.json:2:3: the file is no JSON"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"\xd0\xa8\xff", "bad.json:1:2: not UTF-8 text"),
        (b"[1]", "this is no report"),
        (b"null", "this is no report"),
        (b"[" * 200_000, "nested too deeply"),
        (b"1" * 10_000, "does not fit"),
        (b'{"format_version": 2}', "format version 2; this program reads version 1"),
        (b'{"format_version": 1, "kind": "links"}', "written by openness links, "),
        (b'{"format_version": 1, "kind": "record"}', "written by openness links --report"),
        (b'{"format_version": 1, "kind": "diff"}', "written by openness diff"),
        (b'{"kind": "\\u001b[31mx"}', "a document of the kind"),
        (b'{"format_version": 1, "format_version": 1}', "the key “format_version” is written twice"),
        (b'{"format_version": true}', "format_version: has a value that does not fit"),
        (b'{"format_version": 1}', "tool: is missing"),
        (b'{"a": "\\ud800"}', "bad.json"),
    ],
)
def test_what_is_no_report_is_told_with_its_place_and_what_to_do(
    content: bytes, words: str, levels: Body, tool: Call, tmp_path: Path
) -> None:
    levels.score(full())
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    for call in (("diff", levels.reports[0], bad), ("diff", bad, levels.reports[0])):
        ending = tool(*call)
        assert (ending.code, ending.out) == (ExitCode.INVALID, ""), ending.err
        assert words in ending.err
        assert "\x1b" not in ending.err
        assert len(ending.err) < 3000
    assert words in tool("score", levels.folder / "body", "--baseline", bad).err


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"scale": "1/0"}, "scale: has a value that does not fit"),
        ({"scale": "1e999999999"}, "scale: has a value that does not fit"),
        ({"scale": "0"}, "scale: has a value that does not fit"),
        ({"evidenced": -1}, "evidenced: has a value that does not fit"),
        ({"outcome": "won"}, "outcome: has a value that does not fit"),
        ({"extra": 1}, "extra: is not known here"),
        ({"rule": {"kind": "levels", "points": "1e99999999", "source": "url"}}, "rule.points"),
        ({"items": [{"opening": "opened", "faults": ["bad"]}]}, "items.0.faults.0"),
        ({"claim": {"count": -1}}, "claim.count"),
    ],
)
def test_values_that_no_report_has_are_refused(
    change: dict[str, Any], words: str, levels: Body, tool: Call, tmp_path: Path
) -> None:
    levels.score(full())
    report = json.loads(levels.reports[0].read_text())
    report["criteria"][0].update(change)
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(report))
    ending = tool("diff", levels.reports[0], bad)
    assert ending.code == ExitCode.INVALID
    assert words in ending.err


@pytest.mark.parametrize(
    ("place", "change", "words"),
    [
        (("criteria",), [], "criteria: 0 are there, although the index has 1"),
        (("index", "criteria"), 84, "criteria: 1 are there, although the index has 84"),
        (("criteria", 0, "declared"), 2, "criteria.0.declared: more than possible"),
        (("criteria", 0, "evidenced"), 1.5, "criteria.0.evidenced: more than declared"),
        (("criteria", 0, "verified"), 1.5, "criteria.0.verified: more than evidenced"),
        (("criteria", 0, "on_course", "verified"), 2, "criteria.0.on_course.verified: more than possible"),
        (("criteria", 0, "on_course", "evidenced"), 0, "criteria.0.evidenced: more than on_course.evidenced"),
        (("indicators", 0, "verified"), 1.5, "indicators.0.verified: more than evidenced"),
        (("scores", "evidenced", "earned"), 1.5, "scores.evidenced: more than declared"),
        (("scores", "declared", "on_course"), 0.5, "scores.declared.earned: more than on_course"),
    ],
)
def test_figures_that_contradict_each_other_are_no_report(
    place: tuple[str | int, ...], change: Any, words: str, levels: Body, tool: Call
) -> None:
    levels.score(full())
    report = json.loads(levels.reports[0].read_text())
    inner = report
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = change
    bad = levels.folder / "bad.json"
    bad.write_text(json.dumps(report))
    for ending in (
        tool("diff", levels.reports[0], bad),
        tool("score", levels.folder / "body", "--baseline", bad),
    ):
        assert (ending.code, ending.out) == (ExitCode.INVALID, "")
        assert f"bad.json: {words}" in ending.err


def test_a_criterion_that_is_there_twice_is_refused(levels: Body, tool: Call, tmp_path: Path) -> None:
    levels.score(full())
    report = json.loads(levels.reports[0].read_text())
    report["criteria"].append({**report["criteria"][0], "id": "X1\n"})
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps(report))
    ending = tool("diff", levels.reports[0], bad)
    assert ending.code == ExitCode.INVALID
    assert "criteria.1.id: “X1” is there twice" in ending.err


def test_problems_of_both_files_are_told_at_once(tool: Call, tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("no")
    ending = tool("diff", tmp_path / "a.json", tmp_path / "b.json")
    assert "a.json:1:1" in ending.err
    assert "b.json:1:1" in ending.err


def test_pipes_and_floods_are_never_read(levels: Body, tool: Call, tmp_path: Path) -> None:
    levels.score(full())
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "flood").open("wb") as file:
        file.truncate(5 * 1024**3)
    for name, words in (("pipe", "this is no file"), ("flood", "larger than 16 MB")):
        ending = tool("diff", levels.reports[0], tmp_path / name)
        assert (ending.code, words in ending.err) == (ExitCode.USAGE, True)


def test_a_report_with_a_mark_or_in_utf_16_is_read(levels: Body, tmp_path: Path) -> None:
    levels.score(full())
    text = levels.reports[0].read_text(encoding="utf-8")
    for encoding in ("utf-8-sig", "utf-16"):
        other = tmp_path / f"{encoding}.json"
        other.write_text(text, encoding=encoding)
        assert load_report(other) == load_report(levels.reports[0])


def test_texts_of_a_report_can_do_nothing_but_be_read(levels: Body, tool: Call) -> None:
    levels.score({})
    levels.score(full())
    hostile = '\x1b[31m=HYPERLINK("x")|<b>\n::error::pwned'
    for path in levels.reports:
        report = json.loads(path.read_text())
        report["organisation"]["name"] = report["criteria"][0]["title"] = report["indicators"][0]["title"] = hostile
        for own in report["criteria"][0].get("items", []):
            own["title"] = hostile
        path.write_text(json.dumps(report))
    for form in names_of(DiffReport):
        text = tool("diff", *levels.reports, "--format", form).out
        assert "pwned" in text
        assert "\x1b" not in text
        assert not [line for line in text.splitlines() if line.strip().startswith("::")]
    rows = table(tool("diff", *levels.reports, "--format", "csv").out)
    assert not rows[0]["title"].startswith("=")
