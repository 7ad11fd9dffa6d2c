"""What ``openness init`` makes to be filled in."""

import json
import re
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from tests.builders.tool import Call


def test_init_makes_a_workspace_that_is_valid_and_is_made_only_once(tool: Call, tmp_path: Path) -> None:
    for language in ("uz", "ru", "en"):
        body = tmp_path / language
        assert tool("init", body, "--lang", language, "--kind", "bank", "--name", 'A "B": c').code == ExitCode.DONE
        assert tool("validate", body).code == ExitCode.DONE
        report = json.loads(tool("score", body, "--format", "json").out)
        assert report["organisation"]["name"] == 'A "B": c'
        assert tool("init", body).code == ExitCode.USAGE
        text = "".join(path.read_text(encoding="utf-8") for path in (body / "evidence").iterdir())
        assert "C2.9:" not in text
        assert "C1.10:" in text
        uncommented = re.sub(r"^    # ", "    ", text, flags=re.MULTILINE)
        assert "items:" in uncommented
    assert (tmp_path / "uz" / ".gitattributes").read_text().splitlines() == [
        "availability/*.jsonl merge=union",
        "history.jsonl merge=union",
        "availability/*.tsr binary",
    ]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_scaffold_with_its_comments_taken_off_is_valid_and_claims_nothing(tool: Call, tmp_path: Path) -> None:
    body = tmp_path / "body"
    tool("init", body, "--year", "2024", "--lang", "en")
    for path in (body / "evidence").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^    # ", "    ", text, flags=re.MULTILINE), encoding="utf-8")
    ending = tool("validate", body)
    assert ending.code == ExitCode.DONE, ending.err
    assert "evidence for 81 criteria, 0 items" in ending.out
    report = json.loads(tool("score", body, "--format", "json", "--as-of", "2025-02-27").out)
    assert {row["outcome"] for row in report["criteria"]} == {"missing", "not-applicable"}


def test_an_example_stands_once_in_the_file_of_its_own_criterion(tool: Call, tmp_path: Path) -> None:
    body = tmp_path / "body"
    tool("init", body, "--year", "2024", "--lang", "en")
    first, *others = sorted((body / "evidence").iterdir())
    answer = first.read_text(encoding="utf-8").partition("  C1.1:\n")[2].partition("\n\n")[0]
    assert answer.splitlines()[0] == "    # count:  # 20"
    assert '    #   - title:  # "Register of events"' in answer
    for path in others:
        text = path.read_text(encoding="utf-8")
        assert "C1.1" not in text
        assert "Register of events" not in text
        # nothing before the key reads as a line to fill in
        assert not re.search(r"^# +[A-Za-z0-9.]+:$", text.partition("\nevidence:\n")[0], flags=re.MULTILINE)


@pytest.mark.parametrize("year", [2024, 2026])
def test_a_day_that_is_hinted_for_a_period_is_in_time(tool: Call, tmp_path: Path, year: int) -> None:
    body = tmp_path / "body"
    tool("init", body, "--year", str(year), "--lang", "en")
    path = next((body / "evidence").glob("7-*"))
    text = path.read_text(encoding="utf-8")
    published = re.compile(r"published:  # (\S+)")
    assert set(published.findall(text.partition("C7.2:")[2].partition("C7.3:")[0])) == {f"{year}-03-01"}
    quarters = text.partition("C7.6:")[2].partition("C7.7:")[0]
    assert published.findall(quarters) == [f"{year}-04-25", f"{year}-07-25", f"{year}-10-25", f"{year + 1}-01-25"]
    for own in (body / "evidence").iterdir():
        given = re.sub(r"^    # ", "    ", own.read_text(encoding="utf-8"), flags=re.MULTILINE)
        given = published.sub(r"published: \1", given)
        own.write_text(
            re.sub(r"url:(  #.*)?$", "url: https://a.example/x", given, flags=re.MULTILINE), encoding="utf-8"
        )
    report = json.loads(tool("score", body, "--format", "json", "--as-of", f"{year + 1}-02-27").out)
    codes = {(row["id"], reason["code"]) for row in report["criteria"] for reason in row["reasons"]}
    assert not [code for code in codes if code[1] in ("period-late", "out-of-period", "period-missing")], codes


def test_a_scaffold_says_how_certain_the_points_are_beside_them(tool: Call, tmp_path: Path) -> None:
    tool("init", tmp_path / "body", "--lang", "uz")
    text = next((tmp_path / "body" / "evidence").glob("1-*")).read_text(encoding="utf-8")
    head = text.partition("  C1.1:")[0].rpartition("\n\n")[2]
    assert "  # (matn: manbada keltirilgan; ball: faraz qilingan)\n" in head
