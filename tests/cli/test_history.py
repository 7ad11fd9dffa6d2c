"""``openness history``: what was saved, as it is shown."""

import json
from pathlib import Path

import pytest

from openness_cli.formats.csv_ import rearm
from openness_cli.reports.history import HistoryReport
from openness_cli.schemas.registry import SchemaName
from openness_cli.scoring.verdicts import Basis
from tests.builders.documents import shape, table
from tests.builders.formats import names_of
from tests.builders.histories import body, chart, entry
from tests.builders.tool import Call, Sample

FORMS = names_of(HistoryReport)


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
    assert "Taken from sources: wording 27/84" in ending.out
    report = json.loads(tool("history", folder, "--format", "json").out)
    assert [score["organisation"] for score in report["scores"]] == ["namuna"] * 3
    assert [score["line"] for score in report["scores"]] == [2, 1, 3]


@pytest.mark.parametrize(("language", "arrow"), [("uz", "toʻplangan ->"), ("ru", "набрано ->"), ("en", "earned ->")])
def test_what_the_shapes_and_the_arrow_mean_stands_on_lines_of_its_own(
    tool: Call, sample: Sample, language: str, arrow: str
) -> None:
    folder = sample("model-body")
    assert tool("score", folder, "--save", "--as-of", "2024-09-01", "--quiet").code == 0
    lines = tool("history", folder, "--lang", language).out.splitlines()
    assert [line for line in lines if line.startswith(arrow)]
    assert not [line for line in lines if arrow in line and not line.startswith(arrow)]


def test_the_basis_chooses_what_is_charted(tool: Call, sample: Sample) -> None:
    folder = sample("model-body")
    assert tool("score", folder, "--save", "--as-of", "2024-12-15", "--quiet").code == 0
    (row,) = chart(tool("history", folder, "--basis", "verified").out)
    assert row.split()[2:] == ["3.00", "->", "8.11…99.10", "colour", "open"]
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
    told = table(tool("history", folder, "--format", "csv").out)
    assert [row["evidenced_on_course"] for row in told] == ["25.00", "30.00", "40.00"]
    assert [row["line"] for row in told] == ["3", "2", "1"]


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
    shape(SchemaName.HISTORY).validate(report)
    told = table(tool("history", folder, "--format", "csv").out)
    for row, score in zip(told, report["scores"], strict=True):
        for key in ("organisation", "as_of", "saved_at", "index", "edition", "tool_version"):
            assert rearm(row[key]) == score[key]
        for basis in Basis:
            assert row[f"{basis.value}_earned"] == f"{score['scores'][basis.value]['earned']:.2f}"
            assert row[f"{basis.value}_band"] == score["scores"][basis.value]["band"]
        assert row["gate_basis"] == score["basis"]
    assert told[0]["evidenced_earned"] == "1.05"
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


def test_what_hangs_on_broken_addresses_is_not_earned_either(tool: Call, tmp_path: Path) -> None:
    figures = {"declared": (20, 30, 0), "evidenced": (20, 30, 0), "verified": (7, 17, 3)}
    scores = {
        basis: {"earned": earned, "on_course": on_course, "unknown": unknown, "band": "red"}
        for basis, (earned, on_course, unknown) in figures.items()
    }
    own = body(tmp_path, entry("2024-05-01", scores=scores, headline={"total": 20, "band": "red"}))
    (row,) = table(tool("history", own, "--format", "csv").out)
    assert (row["evidenced_earned"], row["evidenced_on_course"]) == ("10.00", "20.00")


def test_a_page_draws_each_year_of_which_more_than_one_day_was_saved(tool: Call, sample: Sample) -> None:
    body = sample("dead-links")
    for day, drawn in (("2024-03-01", 0), ("2024-09-01", 0)):
        assert tool("history", body, "--format", "html").out.count("over time") == drawn
        tool("score", body, "--as-of", day, "--save")
    page = tool("history", body, "--format", "html", "--lang", "en").out
    assert "The total over time: 73.87 on 1 September 2024." in page
