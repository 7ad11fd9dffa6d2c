"""The history: saved scores over time, read for as much as can be read of them."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.comparison import history_file as reading
from openness_cli.comparison.history import SavedScore, series_of
from openness_cli.comparison.history_file import load_history
from openness_cli.formats.csv_ import rearm
from openness_cli.formats.table_formats import TableFormat
from openness_cli.schemas.input import SchemaName, json_schema
from openness_cli.scoring.assessment import Basis
from tests.conftest import Call
from tests.small import LEVELS, criterion, item, write_index, write_workspace

Sample = Callable[[str], Path]
FORMS = [form.value for form in TableFormat]


def entry(day: str, earned: float = 10, on_course: float = 20, **more: Any) -> dict[str, Any]:
    total = {"earned": earned, "on_course": on_course, "unknown": 0, "band": "red"}
    return {
        "format_version": 1,
        "saved_at": f"{day}T06:00:00+00:00",
        "tool_version": "0.1.0",
        "organisation": "body",
        "index": "small",
        "edition": "2024-01-01",
        "year": 2024,
        "as_of": day,
        "basis": "evidenced",
        "scores": {basis.value: total for basis in Basis},
        "reachable": 90,
        "at_stake": 5,
        "criteria": {},
        "log": [],
        **more,
    }


def body(folder: Path, *lines: dict[str, Any] | str | bytes) -> Path:
    index = write_index(folder / "index", [[criterion(LEVELS)]])
    own = write_workspace(folder / "body", {"X1": {"level": "full", "items": [item()]}}, index)
    data = b"".join(
        (line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()) + b"\n"
        for line in lines
    )
    (own / "history.jsonl").write_bytes(data)
    return own


def chart(text: str) -> list[str]:
    """Return the lines that begin with a day."""
    return [line for line in text.splitlines() if line[:2] == "20" and line[4:5] == "-"]


# what score --save writes


def test_what_was_saved_is_shown(tool: Call, sample: Sample) -> None:
    folder = sample("model-body")
    for day in ("2024-09-01", "2024-02-01", "2025-02-28"):
        assert tool("score", folder, "--save", "--as-of", day, "--quiet").code == 0
    ending = tool("history", folder)
    assert (ending.code, ending.err) == (0, "")
    rows = chart(ending.out)
    assert [row.split()[0] for row in rows] == ["2024-02-01", "2024-09-01", "2025-02-28"]
    assert [row.split()[2:] for row in rows] == [
        ["69.45", "->", "99.40", "green"],
        ["89.67", "->", "99.10", "green", "-0.30"],
        ["99.10", "->", "99.10", "green"],
    ]
    assert "55    71" in ending.out
    assert "Rules: of 84 criteria" in ending.out
    report = json.loads(tool("history", folder, "--format", "json").out)
    assert [score["organisation"] for score in report["scores"]] == ["namuna"] * 3
    assert [score["line"] for score in report["scores"]] == [2, 1, 3]


def test_the_basis_chooses_what_is_charted(tool: Call, sample: Sample) -> None:
    folder = sample("model-body")
    assert tool("score", folder, "--save", "--as-of", "2024-12-15", "--quiet").code == 0
    (row,) = chart(tool("history", folder, "--basis", "verified").out)
    assert row.split()[2:] == ["3.00", "->", "6.61…99.10", "colour", "open"]
    tables = {tool("history", folder, "--basis", basis.value, "--format", "csv").out for basis in Basis}
    assert len(tables) == 1
    assert tool("history", folder, "--basis", "believed").code == 2


def test_a_fresh_workspace_is_told_how_a_history_is_made(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path)
    for empty in (True, False):
        (folder / "history.jsonl").write_bytes(b"\n \n")
        if not empty:
            (folder / "history.jsonl").unlink()
        for form in FORMS:
            ending = tool("history", folder, "--format", form)
            assert ending.code == 0
            told = ending.out if form in {"terminal", "markdown"} else ending.err
            assert "openness score --save" in " ".join(told.split())
        assert json.loads(tool("history", folder, "--format", "json").out)["scores"] == []


def test_a_folder_that_is_no_workspace_is_refused(tool: Call, tmp_path: Path) -> None:
    assert tool("history", tmp_path).code == 3
    assert tool("history", tmp_path / "nowhere").code == 2


# several of them


def test_the_last_of_a_day_is_charted_and_all_are_in_the_tables(tool: Call, tmp_path: Path) -> None:
    noon = entry("2024-05-01", on_course=30, saved_at="2024-06-01T12:00:00+05:00")
    evening = entry("2024-05-01", on_course=40, saved_at="2024-06-01T08:00:00+00:00")
    folder = body(tmp_path, evening, noon, entry("2024-04-01", on_course=25))
    rows = chart(tool("history", folder).out)
    assert [row.split()[-2:] for row in rows] == [["25.00", "red"], ["red", "+15.00"]]
    table = list(csv.DictReader(io.StringIO(tool("history", folder, "--format", "csv").out, newline="")))
    assert [row["evidenced_on_course"] for row in table] == ["25.00", "30.00", "40.00"]
    assert [row["line"] for row in table] == ["3", "2", "1"]


def test_other_rules_are_told(tool: Call, tmp_path: Path) -> None:
    later = entry("2024-06-01", edition="2024-05-20")
    folder = body(tmp_path, entry("2024-05-01"), later, entry("2024-07-01", edition="2024-05-20"))
    text = " ".join(tool("history", folder).out.split())
    assert text.count("other rules from here on") == 1
    assert text.index("2024-05-01 ") < text.index("SMALL, edition 2024-05-20") < text.index("2024-06-01 ")
    assert "edition 2024-05-20" in tool("history", folder, "--format", "markdown").out


def test_other_bodies_and_years_stand_apart_and_the_folders_own_first(tool: Call, tmp_path: Path) -> None:
    other = entry("2024-03-01", on_course=70, organisation="another")
    old = {key: value for key, value in entry("2024-04-01", on_course=25).items() if key != "organisation"}
    folder = body(tmp_path, other, entry("2025-05-01", year=2025), entry("2024-05-01"), old)
    text = tool("history", folder).out
    titles = [text.index(title) for title in ("\n2024\n", "\n2025\n", "\n2024, of another body: another\n")]
    assert titles == sorted(titles)
    rows = chart(text)
    assert [row.split()[0] for row in rows] == ["2024-04-01", "2024-05-01", "2025-05-01", "2024-03-01"]
    assert [row.split()[-1] for row in rows] == ["red", "-5.00", "red", "red"]


def test_where_the_rules_are_not_known_colours_are_words_alone(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, entry("2024-05-01", index="gone"), entry("2024-06-01", index="../index"))
    text = tool("history", folder).out
    assert "0.55" not in text
    assert "Rules:" not in text
    assert len(chart(text)) == 2


# what is not as it should be


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
    table = list(csv.DictReader(io.StringIO(tool("history", folder, "--format", "csv").out, newline="")))
    assert table[0]["organisation"].startswith("'=")
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


def test_the_history_itself_is_not_overwritten(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, entry("2024-04-01"))
    for name in ("history.jsonl", "openness.yaml", "evidence/all.yaml", "../index/1.yaml"):
        assert tool("history", folder, "--format", "csv", "--output", folder / name).code == 2
    target = tmp_path / "out.csv"
    assert tool("history", folder, "--format", "csv", "--output", target).code == 0
    assert target.read_bytes().startswith(b"organisation,year,")
    assert tool("history", folder, "--output", tmp_path / "out.txt").code == 0
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == tool("history", folder).out


# formats


def test_json_is_of_its_schema_and_csv_says_the_same(tool: Call, tmp_path: Path) -> None:
    folder = body(tmp_path, entry("2024-05-01", 1.05, 20.3), entry("2024-04-01", organisation="another"))
    report = json.loads(tool("history", folder, "--format", "json").out)
    jsonschema.Draft202012Validator(
        json_schema(SchemaName.HISTORY), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(report)
    table = list(csv.DictReader(io.StringIO(tool("history", folder, "--format", "csv").out, newline="")))
    for row, score in zip(table, report["scores"], strict=True):
        for key in ("organisation", "as_of", "saved_at", "index", "edition", "tool_version"):
            assert rearm(row[key]) == score[key]
        for basis in Basis:
            assert row[f"{basis.value}_earned"] == f"{score['scores'][basis.value]['earned']:.2f}"
            assert row[f"{basis.value}_band"] == score["scores"][basis.value]["band"]
        assert row["gate_basis"] == score["basis"]
    assert table[0]["evidenced_earned"] == "1.05"
    excel = tool("history", folder, "--format", "csv-excel").data.decode("utf-8-sig")
    assert "1,05" in excel.splitlines()[1].split(";")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(
    width: int, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    unknown = {"earned": 1, "on_course": 10.5, "unknown": 88.25, "band": None}
    scores = entry("2024-05-01")["scores"] | {"verified": unknown}
    folder = body(tmp_path, entry("2024-04-01"), entry("2024-05-01", scores=scores, edition="2024-04-20"))
    for language in ("uz", "ru", "en"):
        where = ("history", folder, "--basis", "verified", "--no-color", "--lang", language)
        text = tool(*where, terminal=True).out
        plain = text.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "")
        assert max(map(len, plain.splitlines())) <= width


SCORES = st.builds(
    lambda day, hour, body, year, points: (day, hour, body, year, points),
    st.integers(1, 28),
    st.integers(0, 23),
    st.sampled_from(["", "body", "other"]),
    st.sampled_from([2023, 2024]),
    st.integers(0, 80),
)


@given(st.lists(SCORES, max_size=12, unique_by=lambda score: score[:2]), st.randoms())
def test_nothing_depends_on_the_order_of_the_lines(drawn: list[tuple[int, int, str, int, int]], chance: Random) -> None:
    scores = [_saved(*one) for one in drawn]
    shuffled = list(scores)
    chance.shuffle(shuffled)
    series = series_of(scores, "body")
    assert series_of(shuffled, "body") == series
    assert sum(len(own.scores) for own in series) == len(scores)
    for own in series:
        days = own.days(Basis.EVIDENCED)
        assert [day.score.as_of for day in days] == sorted({score.as_of for score in own.scores})
        for day in days:
            of_day = [score for score in own.scores if score.as_of == day.score.as_of]
            assert day.score.saved_at == max(score.saved_at for score in of_day)
        first, last = days[0].score.totals, days[-1].score.totals
        changed = sum(day.change or 0 for day in days)
        assert first[Basis.EVIDENCED].on_course + changed == last[Basis.EVIDENCED].on_course


def _saved(day: int, hour: int, organisation: str, year: int, points: int) -> SavedScore:
    made = reading._read(entry(f"2024-05-{day:02d}", 0, points, year=year, organisation=organisation), 1)  # noqa: SLF001
    return made._replace(saved_at=datetime(2024, 6, day, hour, tzinfo=UTC))
