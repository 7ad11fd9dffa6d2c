"""Many bodies side by side: as each scores alone, none hidden by another."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from openness_cli.formats.csv_ import rearm
from openness_cli.reports.rank import RankReport
from openness_cli.schemas.registry import SchemaName
from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import LEVELS, TEXTS, criterion, write_index
from tests.builders.documents import shape, table
from tests.builders.formats import names_of
from tests.builders.rankings import body, break_evidence, rules
from tests.builders.tool import SAMPLES, Call

FORMS = names_of(RankReport)
BASES = [basis.value for basis in Basis]


def report(tool: Call, *arguments: str | Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(tool("rank", *arguments, "--format", "json").out)
    return made


def ranked(made: dict[str, Any]) -> list[tuple[int, str]]:
    return [(row["rank"], Path(row["folder"]).name) for row in made["bodies"]]


# who stands where


def test_the_best_stands_first_with_the_average_and_what_was_published(tool: Call, three: Path) -> None:
    made = report(tool, three)
    assert ranked(made) == [(1, "b"), (2, "c"), (3, "a")]
    assert made["average"] == {"earned": 1.5, "on_course": 1.5, "indicators": {"1": 0.5, "2": 1}}
    assert made["published"][0]["average"] == {"total": 1.5, "indicators": {"1": 0.7, "2": 0.8}}
    for form in ("terminal", "markdown"):
        text = " ".join(tool("rank", three, "--format", form).out.split())
        assert "3 bodies, evidenced: green 3, yellow 0, red 0, " not in text
        assert "On average they have earned 1.50 points and are on course for 1.50." in text
        assert "As published for 2023, 9 bodies" in text
        assert text.index(" B ") < text.index(" C ") < text.index(" A ") < text.index("best ")


def test_ties_share_a_rank_and_stand_by_id_then_by_folder_with_names_told_apart(tool: Call, tmp_path: Path) -> None:
    own = rules(tmp_path / "index")
    for name, identity in (("d", "x"), ("c", "x"), ("b", "y"), ("a", "z")):
        organisation = {"id": identity, "name": "Same" if identity == "x" else name, "kinds": ["ministry"]}
        body(tmp_path / "all" / name, own, "full" if name == "a" else "partial", organisation=organisation)
    body(tmp_path / "all" / "e", own, "none")
    assert ranked(report(tool, tmp_path / "all")) == [(1, "a"), (2, "c"), (2, "d"), (2, "b"), (5, "e")]
    text = tool("rank", tmp_path / "all", "--format", "markdown").out
    for name in "cd":
        assert f"Same ({tmp_path}/all/{name})" in text.replace("\\", "")


@pytest.mark.parametrize(
    ("basis", "as_of"),
    [("declared", "2024-12-31"), ("evidenced", "2024-03-31"), ("verified", "2024-12-31"), ("verified", "2025-03-09")],
)
def test_every_figure_is_that_of_the_bodys_own_score(basis: str, as_of: str, tool: Call) -> None:
    rows = report(tool, SAMPLES, "--basis", basis, "--as-of", as_of)["bodies"]
    assert len(rows) == 3
    for row in rows:
        alone = json.loads(
            tool("score", row["folder"], "--basis", basis, "--as-of", as_of, "--format", "json").out,
            parse_float=str,
        )
        scores = json.loads(json.dumps(row["scores"]), parse_float=str)
        stands = scores.pop("evidenced")
        assert scores == {name: alone["scores"][name] for name in BASES if name != "evidenced"}
        # as evidenced it is the headline: less what hangs on broken addresses
        assert (stands["on_course"], stands["band"]) == (alone["headline"]["total"], alone["headline"]["band"])
        assert row["over"] is alone["over"] is (as_of > "2025-03-01")
        for own, other in zip(row["indicators"], alone["indicators"], strict=True):
            assert own["earned"] == float(other[basis])
            assert own["on_course"] == pytest.approx(float(other[basis]) + float(other["pending"]))


def test_the_basis_decides_the_order(tool: Call, three: Path) -> None:
    text = "evidence: {X1: {level: full}, X2: {level: full}}"
    (three / "a" / "evidence" / "all.yaml").write_text(text, encoding="utf-8")
    assert ranked(report(tool, three, "--basis", "declared"))[0] == (1, "a")
    assert ranked(report(tool, three, "--basis", "evidenced"))[2] == (3, "a")
    verified = report(tool, three, "--basis", "verified")
    assert {row["scores"]["verified"]["band"] for row in verified["bodies"]} == {"red", None}
    assert "0.00…2.00" in tool("rank", three, "--basis", "verified").out
    assert tool("rank", three, "--basis", "believed").code == 2


def test_bodies_are_scored_on_their_own_days_or_on_the_one_asked_for(tool: Call, three: Path, index: Path) -> None:
    body(three / "d", index, as_of="2024-06-01", evaluation_date="2025-02-01")
    text = " ".join(tool("rank", three).out.split())
    assert "as of different days, from 1 June 2024 to 1 December 2024" in text
    assert "evaluated on different days, from 1 February 2025 to 1 March 2025" in text
    later = tool("rank", three, "--as-of", "2025-02-15")
    assert "The assessment of 1 body is over" in " ".join(later.out.split())
    assert {row["as_of"] for row in report(tool, three, "--as-of", "2024-07-01")["bodies"]} == {"2024-07-01"}
    assert tool("rank", three, "--as-of", "1.7.24").code == 2


# which bodies


def test_a_folder_stands_for_the_workspaces_in_it_and_each_is_taken_once(tool: Call, three: Path) -> None:
    (three / "README.md").write_text("about", encoding="utf-8")
    (three / ".hidden").mkdir()
    (three / "empty").mkdir()
    (three / "again").symlink_to(three / "b", target_is_directory=True)
    assert [name for _rank, name in ranked(report(tool, three, three / "c"))] == ["again", "c", "a"]


def test_an_argument_that_is_no_folder_is_told_by_name(tool: Call, three: Path, tmp_path: Path) -> None:
    for name in ("README.md", "notes.txt"):
        (three / name).write_text("about", encoding="utf-8")
    stray = tool("rank", *sorted(three.iterdir()))
    assert (stray.code, stray.out) == (2, "")
    assert f"no folder, but a file: {three}/README.md, {three}/notes.txt;" in stray.err
    assert f"there is no folder {tmp_path}/gone" in tool("rank", three, tmp_path / "gone").err
    (tmp_path / "empty").mkdir()
    assert f"there is no workspace in {tmp_path}/empty" in tool("rank", three, tmp_path / "empty").err
    for arguments in ((), (three, "--jobs", "0"), (three, "--format", "junit")):
        assert tool("rank", *arguments).code == 2


# bodies that cannot be scored


@pytest.mark.parametrize("form", FORMS)
def test_a_broken_body_is_reported_and_hides_no_other(form: str, tool: Call, three: Path) -> None:
    break_evidence(three / "c")
    ending = tool("rank", three, "--format", form)
    assert ending.code == 3
    assert f"{three}/c was not scored: 2 problems in 1 file." in ending.err
    assert "evidence/all.yaml:1:12: " in ending.err
    assert str(three / "c") in ending.out.replace("\n    ", "").replace("\\", "")
    assert ranked(report(tool, three)) == [(1, "b"), (2, "a")]
    assert report(tool, three)["not_scored"] == [{"folder": str(three / "c"), "problems": 2}]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_broken_body_sets_no_standard(jobs: str, tool: Call, three: Path, tmp_path: Path) -> None:
    one_point = write_index(tmp_path / "other", [[criterion(LEVELS, "X1")]])
    break_evidence(body(three / "0", one_point, year=2023))
    ending = tool("rank", three, "--fail-under", "1.5", "--format", "json", "--jobs", jobs)
    assert ending.code == 3
    assert f"{three}/0 was not scored" in ending.err
    made = json.loads(ending.out)
    assert (made["year"], len(made["bodies"]), made["gate"]["threshold"]) == (2024, 3, 1.5)
    assert made["gate"]["failed"] == [f"{three}/a"]


def test_an_index_that_cannot_be_read_is_told_for_each_body_that_names_it(tool: Call, three: Path) -> None:
    (three.parent / "index" / "2.yaml").write_text("indicator: 2", encoding="utf-8")
    ending = tool("rank", three)
    assert (ending.code, ending.out) == (3, "")
    assert [f"{three}/{name} was not scored" in ending.err for name in "abc"] == [True] * 3
    assert tool("rank", three, "--index", three.parent / "index").err.startswith("Nothing was scored")
    assert len(report(tool, SAMPLES, three, "--index", "pf-154")["not_scored"]) == 3


def test_where_no_body_can_be_read_nothing_is_ranked(tool: Call, three: Path) -> None:
    for name, text in (("a", ""), ("b", "x: ["), ("c", "year: 2024")):
        (three / name / "openness.yaml").write_text(text, encoding="utf-8")
    ending = tool("rank", three, "--fail-under", "violet")
    assert (ending.code, ending.out) == (3, "")
    assert ending.err.count(" was not scored: ") == 3


def test_as_much_is_told_as_anybody_will_read(tool: Call, three: Path) -> None:
    (three / "c" / "evidence" / "all.yaml").write_text(
        "evidence:\n" + "".join(f"  Y{number}: {{}}\n" for number in range(250)), encoding="utf-8"
    )
    told = tool("rank", three).err
    assert (told.count("all.yaml:"), told.splitlines()[-1]) == (200, "… and 50 more: openness validate --format json")
    for number in range(210):
        shutil.copytree(three / "a", three / f"n{number}")
    told = tool("rank", three, "--fail-under", "1.2").err
    assert (told.count("gate failed: "), told.splitlines()[-1]) == (200, "… and 11 more bodies: see “passed”")


def test_what_is_odd_in_a_log_is_told_with_its_body(tool: Call, three: Path) -> None:
    (three / "b" / "availability").mkdir()
    (three / "b" / "availability" / "a.jsonl").write_text("no line\n", encoding="utf-8")
    ending = tool("rank", three)
    assert ending.code == 0
    assert ending.err.startswith(f"{three}/b: ")


# bodies that cannot stand side by side


def test_bodies_of_several_years_are_refused_with_the_first_of_each(tool: Call, three: Path, index: Path) -> None:
    for number in range(3, 10):
        body(three / f"y{number}", index, year=2020 + number, evaluation_date="2031-01-01")
    ending = tool("rank", three)
    assert (ending.code, ending.out) == (2, "")
    shown = "; ".join(f"{three}/{name}: {year}" for name, year in (("a", 2024), ("y3", 2023), ("y5", 2025)))
    assert f"only bodies of one year can be ranked; there are some of each of these: {shown}; " in ending.err
    assert ending.err.count(str(three)) == 5
    assert ending.err.endswith("; …\n")


def test_bodies_with_other_definitions_are_refused_also_where_their_index_has_the_same_name(
    tool: Call, three: Path, tmp_path: Path
) -> None:
    other = write_index(tmp_path / "other", [[criterion(LEVELS, "X1")], [criterion(LEVELS, "X2", effort_days=7)]])
    body(three / "d", other)
    break_evidence(three / "b")
    ending = tool("rank", three)
    assert (ending.code, ending.out) == (2, "")
    told = ending.err.splitlines()[-1].split("these: ")[1].split("; ")
    assert [words.split(" 2024-01-01 ")[0] for words in told[:2]] == [
        f"{three}/a: 2024, small",
        f"{three}/d: 2024, small",
    ]
    assert told[0].split()[-1] != told[1].split()[-1]
    assert told[2] == "--index judges all of them by one index"
    assert f"{three}/b was not scored" in ending.err
    assert tool("rank", three, "--index", other).code == 3


def test_a_copy_of_the_same_definitions_is_the_same(tool: Call, three: Path, tmp_path: Path) -> None:
    body(three / "d", rules(tmp_path / "copy"))
    assert tool("rank", three).code == 0


# the gate


@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("threshold", ["green", "1", "1.01", "1.501", "0"])
def test_each_body_passes_as_its_own_score_does(threshold: str, basis: str, tool: Call, three: Path) -> None:
    gate = ("--fail-under", threshold, "--basis", basis)
    rows = report(tool, three, *gate)["bodies"]
    endings = {row["folder"]: tool("score", row["folder"], *gate).code for row in rows}
    assert {row["folder"]: row["passed"] for row in rows} == {
        folder: {0: True, 1: False, 4: None}[code] for folder, code in endings.items()
    }
    codes = set(endings.values())
    assert tool("rank", three, *gate).code == next(code for code in (1, 4, 0) if code in codes)


@pytest.mark.parametrize("form", FORMS)
def test_the_worst_ending_counts_the_same_in_every_format(form: str, tool: Call, three: Path) -> None:
    command = ("rank", three, "--format", form)
    assert tool(*command, "--fail-under", "1").code == 0
    failed = tool(*command, "--fail-under", "1.01")
    assert failed.code == 1
    assert f"A ({three}/a): 1.00 points on course, evidenced, are below 1.01" in failed.err
    undecided = tool(*command, "--fail-under", "1", "--basis", "verified")
    assert undecided.code == 4
    assert undecided.err.count("gate undecided: ") == 3
    both = tool(*command, "--fail-under", "1.01", "--basis", "verified")
    assert both.code == 1
    assert both.err.count("gate failed: ") == 1
    break_evidence(three / "b")
    assert tool(*command, "--fail-under", "1.01").code == 3
    assert tool(*command, "--fail-under", "3").code == 2
    assert tool(*command, "--fail-under", "violet").code == 2


# formats and places


def test_json_is_of_its_schema_and_csv_says_the_same(tool: Call, three: Path) -> None:
    break_evidence(three / "c")
    made = report(tool, three, "--fail-under", "1.5")
    shape(SchemaName.RANK).validate(made)
    rows = table(tool("rank", three, "--fail-under", "1.5", "--format", "csv").out)
    assert [row["kind"] for row in rows] == ["body", "body", "not-scored", "published-average", "published-best"]
    for row, own in zip(rows, made["bodies"], strict=False):
        assert (row["rank"], row["folder"], row["as_of"]) == (str(own["rank"]), own["folder"], own["as_of"])
        assert (row["organisation"], row["name"]) == (own["organisation"]["id"], own["organisation"]["name"])
        assert row["passed"] == ("yes" if own["passed"] else "no")
        assert row["band"] == own["scores"]["evidenced"]["band"]
        for basis in BASES:
            assert row[basis] == f"{own['scores'][basis]['earned']:.2f}"
            assert row[f"{basis}_on_course"] == f"{own['scores'][basis]['on_course']:.2f}"
        assert row["unknown"] == f"{own['scores']['verified']['unknown']:.2f}"
        assert [row["indicator_1"], row["indicator_2"]] == [f"{one['on_course']:.2f}" for one in own["indicators"]]
    assert (rows[2]["folder"], rows[2]["problems"]) == (f"{three}/c", "2")
    assert (rows[3]["total"], rows[3]["indicator_1"], rows[3]["published_bodies"]) == ("1.50", "0.70", "9")
    excel = tool("rank", three, "--format", "csv-excel").data.decode("utf-8-sig")
    assert "2,00" in excel.splitlines()[1].split(";")


def test_an_indicator_that_does_not_apply_is_nobodys_zero(tool: Call, tmp_path: Path) -> None:
    own = write_index(tmp_path / "index", [[criterion(LEVELS, "X1")], [criterion(LEVELS, "X2", applies_to=["bank"])]])
    for name, kind in (("a", "ministry"), ("b", "bank")):
        body(tmp_path / name, own, organisation={"id": name, "name": name, "kinds": [kind]})
        (tmp_path / name / "evidence" / "all.yaml").write_text("evidence: {}", encoding="utf-8")
    made = report(tool, tmp_path)
    assert [[one["id"] for one in row["indicators"]] for row in made["bodies"]] == [["1"], ["1", "2"]]
    assert [row["indicator_2"] for row in table(tool("rank", tmp_path, "--format", "csv").out)] == ["", "0.00"]


def test_what_a_body_is_called_is_no_formula_and_no_command(
    tool: Call, index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    hostile = "=HYPERLINK(1)|<b>::error::no"
    body(tmp_path / "=one", index, name=hostile)
    for form in FORMS:
        ending = tool("rank", "=one", "--format", form, "--fail-under", "2")
        assert (ending.code, "\n::error" in ending.out + ending.err) == (1, False)
    (row, *_published) = table(tool("rank", "=one", "--format", "csv").out)
    assert (row["name"][:3], row["folder"]) == ("'=H", "'=one")
    assert rearm(row["folder"]) == report(tool, "=one")["bodies"][0]["folder"]
    assert "<b>" not in tool("rank", "=one", "--format", "markdown").out


def test_nothing_that_is_read_is_written_to(tool: Call, three: Path, tmp_path: Path) -> None:
    copy = rules(tmp_path / "copy")
    body(three / "d", copy)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    for target in (three / "a" / "x.csv", three / "d" / "openness.yaml", tmp_path / "index" / "x.csv", copy / "1.yaml"):
        assert tool("rank", three, "--format", "csv", "--output", target).code == 2
    assert tool("rank", three, "--index", copy, "--output", copy / "1.yaml").code == 2
    assert tool("rank", three, "--output", tmp_path / "gone" / "x.csv").code == 2
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == before
    assert not list(tmp_path.rglob("x.csv"))
    for form in FORMS:
        assert tool("rank", three, "--format", form, "--output", three / "x.csv").out == ""
        assert (three / "x.csv").read_bytes() == tool("rank", three, "--format", form).data


def test_the_language_is_the_one_asked_for_else_that_of_the_first_body(tool: Call, three: Path, index: Path) -> None:
    body(three / "0", index, language="ru", name=TEXTS["en"])
    for name in ("0", "1"):
        break_evidence(body(three / name, index, language="ru"))
    assert "В среднем" in tool("rank", three).out
    assert "/0: оценка не проведена, 2 ошибки" in tool("rank", three).err
    assert "On average" in tool("rank", three, "--lang", "en").out
    names = {"uz": "Tashkilot", "ru": "Орган", "en": "Body"}
    body(three / "b", index, "full", organisation={"id": "b", "name": names, "kinds": ["ministry"]})
    for language, name in names.items():
        assert report(tool, three, "--lang", language)["bodies"][0]["organisation"]["name"] == name


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(
    width: int, tool: Call, three: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.chdir(three)
    body(three / "d", index, name="The Committee of " + "very " * 20 + "long names " + "x" * 130)
    break_evidence(three / "c")
    for language in ("uz", "ru", "en"):
        gate = ("--basis", "verified", "--fail-under", "yellow", "--lang", language, "--no-color")
        text = tool("rank", ".", *gate, terminal=True).out
        plain = text.replace("\x1b[0m", "").replace("\x1b[1m", "").replace("\x1b[2m", "")
        assert max(map(len, plain.splitlines())) <= width
