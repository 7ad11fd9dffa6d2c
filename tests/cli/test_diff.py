"""``openness diff``: the gate, the command line, formats."""

import json
import re
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from openness_cli.reports.diff import DiffReport
from openness_cli.schemas.registry import SchemaName
from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import LEVELS, criterion, full, item, write_workspace
from tests.builders.documents import shape, table
from tests.builders.formats import names_of
from tests.builders.reports import Body
from tests.builders.tool import CYRILLIC, SAMPLES, Call

# the gate


@pytest.mark.parametrize("basis", ["declared", "evidenced", "verified"])
def test_the_gate_is_that_of_score_with_a_baseline(basis: str, levels: Body, tool: Call) -> None:
    for strip in (False, True):
        levels.score(full(), strip=strip)
        levels.score(full(level="partial"))
        before, after = levels.reports[-2:]
        for old, new in ((before, after), (after, before), (before, before)):
            ending = tool("diff", old, new, "--basis", basis, "--fail-on", "regression")
            write_workspace(levels.folder / "body", full(level="full" if new is before else "partial"), levels.index)
            scored = ("score", levels.folder / "body", "--as-of", "2024-07-01", "--basis", basis)
            gated = tool(*scored, "--baseline", old, "--fail-on", "regression")
            assert ending.code == gated.code
            told = [line for line in ending.err.splitlines() if "gate failed" in line]
            assert told == [line for line in gated.err.splitlines() if "gate failed" in line]
            assert ending.out


@pytest.mark.parametrize("form", names_of(DiffReport))
def test_the_gate_is_the_same_in_every_format_and_silent_without_being_asked(
    form: str, levels: Body, tool: Call
) -> None:
    levels.score(full())
    levels.score(full(level="partial"))
    ending = tool("diff", *levels.reports, "--format", form, "--fail-on", "regression")
    assert ending.code == ExitCode.FAILED
    assert "gate failed: 2 figures lower than in the baseline: on course 1.00 → 0.50, X1 1.00 → 0.50" in ending.err
    assert tool("diff", *levels.reports, "--format", form).code == ExitCode.DONE
    assert not tool("diff", *levels.reports, "--format", form, "--fail-on", "regression", "--quiet").err


# the command line


def test_every_wrong_call_has_its_code_and_reason(levels: Body, tool: Call, tmp_path: Path) -> None:
    levels.score(full())
    (saved,) = levels.reports
    other = tmp_path / "other.json"
    for change, words in (
        ({"organisation": {"id": "else", "name": "E", "kinds": []}}, "different bodies"),
        ({"year": 2023}, "different years"),
    ):
        other.write_text(json.dumps({**json.loads(saved.read_text()), **change}))
        ending = tool("diff", saved, other)
        assert (ending.code, words in ending.err, ending.out) == (ExitCode.USAGE, True, "")
    for arguments, words in (
        # whatever stands for NEW: it was named in the language in which the command was imported
        ((saved,), " is missing"),
        ((saved, tmp_path / "none.json"), "cannot be read"),
        ((saved, tmp_path), "this is no file"),
        ((saved, "-"), "standard input"),
        ((saved, saved, "--fail-on", "gap"), "--fail-on"),
        ((saved, saved, "--format", "junit"), "--format"),
        ((saved, saved, "--basis", "believed"), "--basis"),
        ((saved, saved, "--only", "C9.*"), "no criterion matches"),
    ):
        ending = tool("diff", *arguments)
        assert (ending.code, words in ending.err, ending.out) == (ExitCode.USAGE, True, ""), ending.err


def test_neither_report_is_overwritten_by_whatever_name(levels: Body, tool: Call, tmp_path: Path) -> None:
    levels.score(full())
    levels.score(full(level="partial"))
    link = tmp_path / "link.json"
    link.symlink_to(levels.reports[1])
    before = [path.read_bytes() for path in levels.reports]
    for target in (*levels.reports, link):
        ending = tool("diff", *levels.reports, "--format", "json", "--output", target)
        assert ending.code == ExitCode.USAGE
        assert "will not be overwritten" in ending.err
    assert [path.read_bytes() for path in levels.reports] == before
    ending = tool("diff", *levels.reports, "--output", tmp_path / "diff.txt")
    assert (ending.code, ending.out) == (ExitCode.DONE, "")
    assert "Lost: 1 criterion" in (tmp_path / "diff.txt").read_text(encoding="utf-8")


def test_the_wrong_order_is_told_even_when_quiet(quarters: Body, tool: Call) -> None:
    quarters.score({}, "2024-08-01")
    quarters.score({}, "2024-07-01")
    ending = tool("diff", *quarters.reports, "--quiet")
    assert ending.code == ExitCode.DONE
    assert "the first report is the later one: 1 August 2024, after 1 July 2024" in ending.err
    assert quarters.causes() == ["other"]


def test_nothing_changed_is_said(levels: Body, tool: Call) -> None:
    levels.score(full())
    for form in ("terminal", "markdown"):
        text = tool("diff", levels.reports[0], levels.reports[0], "--format", form).out
        assert "Nothing was won and nothing lost." in text
        assert "Taken from sources: wording" in text


def test_only_chooses_what_is_listed_and_never_sums_or_json(tool: Call, tmp_path: Path) -> None:
    body = Body(tmp_path, criterion(LEVELS), criterion(LEVELS, "X2"))
    body.score({})
    body.score({**full(), "X2": {"level": "full", "items": [item()]}})
    text = tool("diff", *body.reports, "--only", "X2").out
    assert "Won: 1 criterion" in text
    assert "+2.00" in text
    assert len(tool("diff", *body.reports, "--only", "X2", "--format", "csv").out.splitlines()) == 2
    assert body.diff("--only", "X2") == body.diff()


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
def test_the_plain_comparison_is_eighty_columns_without_drawn_shapes(language: str, tool: Call, tmp_path: Path) -> None:
    for name, day in (("a", "2024-08-01"), ("b", "2025-02-28")):
        saved = ("--format", "json", "--output", tmp_path / f"{name}.json", "--lang", language)
        tool("score", SAMPLES / "dead-links", "--as-of", day, *saved)
    for basis in Basis:
        ending = tool("diff", tmp_path / "a.json", tmp_path / "b.json", "--lang", language, "--basis", basis.value)
        assert max(map(len, ending.out.splitlines())) <= 80
        assert not set("━┅░─┊┃→·") & set(ending.out)
    for encoding in ("cp1251", "cp866", "ascii"):
        assert tool("diff", tmp_path / "a.json", tmp_path / "b.json", encoding=encoding).code == ExitCode.DONE


def test_json_is_in_its_shape_and_the_csv_says_the_same(tool: Call, tmp_path: Path) -> None:
    for name, day in (("a", "2024-08-01"), ("b", "2025-02-28")):
        tool("score", SAMPLES / "dead-links", "--as-of", day, "--format", "json", "--output", tmp_path / f"{name}.json")
    pair = ("diff", tmp_path / "a.json", tmp_path / "b.json")
    found = json.loads(tool(*pair, "--format", "json").out)
    shape(SchemaName.DIFF).validate(found)
    rows = table(tool(*pair, "--format", "csv").out)
    assert [row["criterion"] for row in rows] == [row["id"] for row in found["criteria"]]
    for row, entry in zip(rows, found["criteria"], strict=True):
        assert float(row["earned_change"].removeprefix("'")) == entry["earned"]["change"]
        assert row["causes"].split("; ") == [because["cause"] for because in entry["causes"]]
        assert row["basis"] == entry["basis"]
    excel = tool(*pair, "--format", "csv-excel").data.decode("utf-8-sig")
    assert excel.startswith("indicator;criterion;")
    for form in names_of(DiffReport):
        assert tool(*pair, "--format", form).data == tool(*pair, "--format", form).data


@pytest.fixture
def died(tool: Call, tmp_path: Path) -> tuple[Path, Path]:
    """Return two reports of one body: between them addresses died, and nothing else happened."""
    days = {"alive": "2025-02-11", "dead": "2025-02-28"}
    paths = {name: tmp_path / f"{name}.json" for name in days}
    for name, day in days.items():
        tool("score", SAMPLES / "dead-links", "--as-of", day, "--format", "json", "--output", paths[name])
    return paths["alive"], paths["dead"]


def test_links_that_died_are_a_fall_of_what_stands(died: tuple[Path, Path], tool: Call) -> None:
    ending = tool("diff", *died, "--fail-on", "regression", "--lang", "en")
    assert ending.code == ExitCode.FAILED
    assert "on course 71.78 → 65.78" in ending.err
    assert re.search("71.78 -> 65.78 +-6.00 +green -> yellow", ending.out)
    assert "Nothing was won" not in ending.out
    assert "Colour: green → yellow" in tool("diff", *died, "--format", "markdown", "--lang", "en").out
    sides = json.loads(tool("diff", *died, "--format", "json").out)
    assert [sides[side]["standing"] for side in ("before", "after")] == [71.78, 65.78]
    back = tool("diff", *reversed(died), "--fail-on", "regression")
    assert back.code == ExitCode.DONE


def test_a_baseline_is_compared_with_by_what_stands(died: tuple[Path, Path], tool: Call) -> None:
    for baseline, code in zip(died, (ExitCode.FAILED, ExitCode.DONE), strict=True):
        ending = tool("score", SAMPLES / "dead-links", "--baseline", baseline, "--fail-on", "regression")
        assert ending.code == code
