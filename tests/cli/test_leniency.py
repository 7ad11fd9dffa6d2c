"""Options and paths that are understood without doubt; one broken file, and one file alone."""

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from openness_cli.errors import ExitCode
from tests.builders.bodies import (
    LEVELS,
    QUARTERS,
    SHARE,
    criterion,
    dump,
    full,
    item,
    write_body,
    write_index,
    write_workspace,
)
from tests.builders.tool import SAMPLES, Call

MODEL = SAMPLES / "model-body"


@pytest.mark.parametrize("day", ["01.12.2024", "1/12/2024", "2024–12–01", "2024-12-1", " 2024-12-01 "])
def test_a_day_on_the_command_line_is_read_as_in_a_file(day: str, tool: Call) -> None:
    assert json.loads(tool("score", MODEL, "--as-of", day, "--format", "json").out)["as_of"] == "2024-12-01"


@pytest.mark.parametrize(("value", "code"), [("0,5", 0), ("99,5", 1), ("yashil", 1), ("КРАСНАЯ", 0), ("RED", 0)])
def test_a_threshold_has_a_decimal_comma_or_is_a_colour_in_any_language(
    value: str, code: int, tool: Call, tmp_path: Path
) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]], points=1)
    body = write_workspace(tmp_path / "body", full(level="partial"), index)
    if value == "99,5":
        value = "0,99"
    assert tool("score", body, "--fail-under", value, "--as-of", "2024-12-01").code == code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("зелёный", "Зеленый", "зелёная", "зеленое", "зелёную", "яшил"), 1),
        (("жёлтый", "ЖЕЛТЫЙ", "жёлтую", "сариқ"), 1),
        (("красный", "Красное", "қизил"), 0),
    ],
)
def test_a_colour_is_known_in_every_gender_and_both_scripts(
    words: tuple[str, ...], code: int, tool: Call, tmp_path: Path
) -> None:
    body = write_workspace(
        tmp_path / "body", full(level="none"), write_index(tmp_path / "index", [[criterion(LEVELS)]], points=1)
    )
    for word in words:
        assert tool("score", body, "--fail-under", word, "--as-of", "2024-12-01").code == code, word
        assert tool("plan", body, "--target", word, "--as-of", "2024-12-01").code != ExitCode.USAGE, word


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "green, yellow, red"),
        ("uz", "green (yashil), yellow (sariq), red (qizil)"),
        ("ru", "green (зелёная), yellow (жёлтая), red (красная)"),
    ],
)
def test_what_is_no_colour_is_answered_with_the_colours_of_the_language(lang: str, words: str, tool: Call) -> None:
    for command in (("score", "--fail-under"), ("plan", "--target")):
        ending = tool("--lang", lang, command[0], MODEL, command[1], "зел")
        assert (ending.code, words in ending.err) == (ExitCode.USAGE, True), ending.err


def test_owners_are_named_by_their_beginning_and_a_dash_is_nobody(tool: Call, tmp_path: Path) -> None:
    criteria = [criterion(QUARTERS, f"X{n}") for n in range(1, 4)]
    claims = {"X1": {"owner": "Moliya boʻlimi"}, "X2": {"owner": "Yuridik boʻlim"}, "X3": {}}
    body = write_body(tmp_path, claims, *criteria)
    for typed, owners in (("MOLIYA bo'", {"Moliya boʻlimi"}), ("yur", {"Yuridik boʻlim"}), ("-", {""})):
        ending = tool("calendar", body, "--owner", typed, "--format", "json", "--as-of", "2024-07-01")
        assert ending.code == ExitCode.DONE, ending.err
        assert {own for row in json.loads(ending.out)["deadlines"] for own in row["owners"] or [""]} == {*owners, ""}
    assert tool("calendar", body, "--owner", "Kadr", "--as-of", "2024-07-01").code == ExitCode.USAGE


def test_a_kind_a_pattern_and_an_id_are_known_in_other_letters(tool: Call, tmp_path: Path) -> None:
    assert tool("init", tmp_path / "new", "--kind", "Vazirlik").code == ExitCode.DONE
    assert "kinds: [ministry]" in (tmp_path / "new" / "openness.yaml").read_text()
    assert "C4.1" in tool("list", "--only", "с4.1").out
    assert "C4.1" in tool("explain", "c4.1").out
    assert "did you mean “C4.1”?" in tool("list", "--only", "C4..1").err


@pytest.mark.parametrize("path", ["openness.yaml", "evidence", "attachments", "evidence/../evidence"])
def test_a_path_into_a_workspace_leads_to_it(path: str, tool: Call) -> None:
    whole = tool("score", MODEL, "--format", "json")
    assert whole.code == ExitCode.DONE
    assert tool("score", MODEL / path, "--format", "json").out == whole.out


def test_the_workspace_around_the_current_folder_is_meant(tool: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(MODEL / "evidence")
    assert tool("score").code == ExitCode.DONE


def test_names_that_no_system_can_have_are_wrong_command_lines(tool: Call, tmp_path: Path) -> None:
    long, loop = tmp_path / ("x" * 300), tmp_path / "loop"
    loop.symlink_to(loop)
    for path in (long, loop):
        for command in ("score", "validate", "plan", "history", "links", "rank", "init"):
            assert tool(command, path).code == ExitCode.USAGE, (command, path)
        assert tool("score", MODEL, "--output", path).code == ExitCode.USAGE


@pytest.mark.skipif(os.name == "nt", reason="names there are letters")
def test_a_folder_whose_name_is_no_text_is_annotated(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item(None)), criterion(LEVELS)).rename(
        os.fsdecode(os.fsencode(tmp_path) + b"/\xff")
    )
    assert tool("score", body, "--format", "github").code == ExitCode.DONE


def test_one_broken_file_does_not_silence_the_others(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item(action="site")), criterion(LEVELS), criterion(LEVELS, "X2"))
    dump(body / "evidence" / "broken.yaml", {"evidence": {"X2": {"levl": "full"}}, "actions": {"site": {}}})
    assert tool("score", body, "--as-of", "2024-12-01").code == ExitCode.INVALID
    ending = tool("score", body, "--as-of", "2024-12-01", "--keep-going", "--format", "json")
    assert ending.code == ExitCode.INVALID
    assert "broken.yaml:3:5: unknown key “levl”" in ending.err
    assert "lower bound" in ending.err
    report = json.loads(ending.out)
    assert [row["evidenced"] for row in report["criteria"]] == [1, 0]
    assert [(own["file"], own["line"]) for own in report["left_out"]] == [("evidence/broken.yaml", 3)]
    assert tool("score", body, "--keep-going", "--save").code == ExitCode.USAGE
    (body / "openness.yaml").write_text("year: x")
    assert not tool("score", body, "--keep-going").out


@pytest.mark.parametrize("form", ["terminal", "markdown", "github", "junit"])
def test_a_result_says_itself_that_its_total_is_a_lower_bound(form: str, tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item()), criterion(LEVELS), criterion(LEVELS, "X2"))
    whole = tool("score", body, "--format", form, "--as-of", "2024-12-01", "--keep-going")
    assert whole.code == ExitCode.DONE
    for name in ("one", "two"):
        (body / "evidence" / f"{name}.yaml").write_text("evidence:\n  X2: {levl: full}\n")
    ending = tool("score", body, "--format", form, "--as-of", "2024-12-01", "--keep-going", "--quiet")
    assert ending.code == ExitCode.INVALID
    for words in ("evidence/one.yaml", "evidence/two.yaml"):
        assert words in ending.out.replace("\\", "")
        assert words not in whole.out.replace("\\", "")
    if form == "junit":
        failed = ET.fromstring(ending.out).findall(".//testcase[@classname='evidence/one.yaml']/failure")
        assert [failure.get("message") for failure in failed] == ["unknown key “levl”"]
    else:
        assert "2 files could not be read, so the total is a lower bound" in " ".join(ending.out.split())


def test_nothing_is_scored_where_the_folder_itself_cannot_be_read(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item()), criterion(LEVELS))
    (body / "evidence" / "broken.yaml").write_text("evidence: [")
    (body / "openness.yaml").write_text("year: x")
    for form in ("terminal", "json", "csv"):
        ending = tool("score", body, "--keep-going", "--format", form)
        assert ending.code == ExitCode.INVALID
        # whoever demanded JSON is told in JSON
        assert bool(ending.out) == (form == "json")
        assert "Nothing was scored" in ending.err


@pytest.mark.parametrize("command", ["score", "plan", "forecast", "calendar", "links"])
def test_a_file_in_place_of_the_folder_is_led_to_both(command: str, tool: Call, tmp_path: Path) -> None:
    file = write_body(tmp_path, full(item()), criterion(LEVELS)) / "evidence" / "all.yaml"
    ending = tool(command, file)
    assert ending.code == ExitCode.USAGE
    assert f"openness validate {file}" in " ".join(ending.err.split())
    assert f"one file of the workspace {tmp_path / 'body'}" in ending.err


def test_a_file_of_no_workspace_is_no_folder(tool: Call, tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("a: 1")
    assert "there is no folder" in tool("score", tmp_path / "x.yaml").err


def test_one_file_can_be_checked_whatever_is_wrong_with_others(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item(None, title="page")), criterion(LEVELS), criterion(LEVELS, "X2"))
    dump(body / "evidence" / "broken.yaml", {"evidence": {"X2": {"levl": "full"}}})
    own = tool("validate", body / "evidence" / "all.yaml")
    assert own.code == ExitCode.DONE
    assert "page: the date of publication is not entered" in own.out
    other = tool("validate", body / "evidence" / "broken.yaml")
    assert other.code == ExitCode.INVALID
    assert "Invalid: 1 problem." in other.err
    assert tool("validate", body.parent / "index" / "index.yaml").code == ExitCode.USAGE


def test_a_text_that_is_a_comment_altogether_is_told_as_that(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS))
    (body / "evidence" / "all.yaml").write_text("evidence:\n  X1:\n    level: none\n    owner: #5 unit\n")
    for lang, said in (("en", "nothing is read here, “#5 unit”"), ("uz", "hech narsa"), ("ru", "ничего")):
        out = tool("validate", body, "--lang", lang).out
        assert (said in out, "“”" in out, "«»" in out) == (True, False, False), out


def test_owners_that_are_nearly_alike_and_texts_cut_short_are_told(tool: Call, tmp_path: Path) -> None:
    criteria = [criterion(LEVELS, f"X{n}") for n in range(1, 7)]
    owners = [
        "Moliya boshqarmasi",
        "Moliya boshqarmasi",
        "Moliya boshqarmsi",
        "1-boʻlim",
        "2-boʻlim",
        "MOLIYA boshqarmasi",
    ]
    claims = {f"X{n}": {"owner": owner} for n, owner in enumerate(owners, start=1)}
    body = write_body(tmp_path, claims, *criteria)
    (body / "evidence" / "b.yaml").write_text(
        "evidence:\n  X1:\n    level: full\n    items:\n      - title: Buyruq #5\n        url: https://a.example\n"
        '        published: 2024-01-01 # izoh\n      - title: "Buyruq #6"\n        file: buyruk.pdf\n'
    )
    (body / "buyruq.pdf").write_text("PK")
    out = tool("validate", body).out
    assert out.count("is nearly") == 1
    assert "the owner “Moliya boshqarmsi” is nearly" in out
    assert out.count("is a comment") == 1
    assert "evidence/b.yaml:5: only “Buyruq” is read, “#5” is a comment" in out
    assert "did you mean “buyruq.pdf”?" in out


@pytest.mark.parametrize("broken", [b"evidence: {X1: {count: 0, of: 10, levl: 1}}", b"evidence: [X1", b"\xff\xfe\xff"])
def test_a_share_of_which_a_file_is_left_out_is_no_higher_without_it(broken: bytes, tool: Call, tmp_path: Path) -> None:
    claim = {"owner": "Buxoro", "count": 4, "of": 4, "items": [item()]}
    body = write_body(tmp_path, {"X1": claim, "X2": claim}, criterion(SHARE), criterion(SHARE, "X2"))
    path = body / "evidence" / "navoiy.yaml"
    command = ("score", body, "--as-of", "2024-12-01", "--format", "json", "--keep-going")
    path.write_bytes(broken)
    rows = json.loads(tool(*command).out)["criteria"]
    # what cannot even be read may be of any share
    assert [row["evidenced"] for row in rows] == [0, 0 if broken.startswith(b"\xff") else 1]
    path.unlink()
    assert [row["evidenced"] for row in json.loads(tool(*command).out)["criteria"]] == [1, 1]


def test_a_report_out_of_which_a_file_was_left_is_told_where_it_is_compared(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path / "body", {"X1": {"level": "full", "items": [item()]}}, criterion(LEVELS))
    path = body / "evidence" / "navoiy.yaml"
    whole, partial = tmp_path / "whole.json", tmp_path / "partial.json"
    command = ("score", body, "--as-of", "2024-12-01", "--keep-going", "--format", "json")
    tool(*command, "--output", whole)
    path.write_bytes(b"evidence: [X1")
    tool(*command, "--output", partial)
    path.unlink()
    told = f"{partial} is a lower bound: 1 file could not be read when it was made: evidence/navoiy.yaml"
    for asked in (("diff", partial, whole), ("score", body, "--as-of", "2024-12-01", "--baseline", partial)):
        assert told in tool(*asked).err
    assert "lower bound" not in tool("diff", whole, whole).err
    path.write_bytes(b"evidence: [X1")
    sheet = tool("score", body, "--as-of", "2024-12-01", "--keep-going", "--format", "csv-excel").out
    assert "so the total is a lower bound: evidence/navoiy.yaml" in sheet
