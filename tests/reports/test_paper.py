"""A score on paper: the verdict first, the figures of the report, every criterion last; in every language."""

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from openness_cli.model.languages import LANGUAGES
from tests.builders.papers import opened, tables_of
from tests.builders.tool import SAMPLES, Call, Ending, call_tool

DEAD = SAMPLES / "dead-links"
DAY = "2024-11-20"


def on_paper(tool: Call, *words: str, body: Path = DEAD, language: str = "en", day: str = DAY) -> Ending:
    return tool("score", body, "--as-of", day, "--format", "docx", "--lang", language, *words)


@cache
def english() -> Ending:
    return on_paper(call_tool)


def report(tool: Call, body: Path = DEAD, language: str = "en", day: str = DAY) -> dict[str, Any]:
    json_ = tool("score", body, "--as-of", day, "--format", "json", "--lang", language)
    read: dict[str, Any] = json.loads(json_.out)
    return read


def shown(points: float, language: str) -> str:
    text = f"{points:.2f}"
    return text if language == "en" else text.replace(".", ",")


def headings(data: bytes) -> list[str]:
    return [own.text for own in opened(data).paragraphs if own.style and own.style.name == "Heading 1"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_has_the_figures_of_the_report_in_every_language(language: str, tool: Call) -> None:
    data, known = on_paper(tool, language=language).data, report(tool, language=language)
    totals, gaps_first, due_first, indicators, gaps, *others = tables_of(data)
    scores = known["scores"]
    assert [[line[3], line[4]] for line in totals[1:]] == [
        [shown(scores[basis][name], language) for name in ("earned", "on_course")]
        for basis in ("declared", "evidenced", "verified")
    ]
    assert totals[3][5] == shown(scores["verified"]["unknown"], language)
    assert [line[2:5] for line in indicators[1:]] == [
        [
            shown(own["evidenced"], language),
            shown(own["evidenced"] + own["pending"], language),
            shown(own["possible"], language),
        ]
        for own in known["indicators"]
    ]
    at_stake = {own["id"]: shown(own["at_stake"], language) for own in known["criteria"]}
    assert gaps[1:]
    assert [line[-1] for line in gaps[1:]] == [at_stake[line[0].split()[0]] for line in gaps[1:]]
    assert {line[0].split()[0]: line[4] for part in others[-8:] for line in part[1:]} == {
        own["id"]: shown(own["possible"], language) for own in known["criteria"]
    }
    assert (len(gaps_first), len(due_first)) == (6, 5)
    first = opened(data).paragraphs[2].text
    assert shown(known["headline"]["total"], language) in first


def test_paper_begins_with_the_verdict_and_ends_with_the_criteria() -> None:
    data = english().data
    document = opened(data)
    title, line, verdict, *_others = document.paragraphs
    assert title.text == "Committee of Links (fictional)"
    assert line.text == "PF-154 · 2024 · 20 November 2024 · evaluation on 1 March 2025, in 101 days"
    assert verdict.text.startswith("●\u00a0Green — 73.62 points. ")
    assert verdict.runs[0].style.name == "Band green"
    assert verdict.text.endswith(" First: openness links.")
    names = headings(data)
    assert names[:4] == [
        "Gaps worth most: 5 of 35 (24.15 points)",
        "Next due",
        "Indicators, evidenced",
        "Gaps: 24.15 points at stake",
    ]
    assert names[-9:-7] == ["All that falls due", "1 Effectiveness of the staff responsible for openness"]
    assert [name[0] for name in names[-8:]] == list("12345678")


def test_what_all_gaps_are_worth_is_one_figure(tool: Call) -> None:
    names = headings(tool("score", DEAD, "--format", "docx", "--lang", "en").data)
    first, all_ = (next(name for name in names if name.startswith(own)) for own in ("Gaps worth most", "Gaps: "))
    assert first.rpartition("(")[2].split()[0] == all_.split()[1]


def test_what_a_bar_draws_is_explained_beside_it() -> None:
    text = english().out
    assert "earned" in text
    assert "green 71, yellow 55" in text
    assert "103 bodies in 2023, as published" in text
    assert not any("\ue001" <= letter <= "\ue00a" for letter in text)


def test_paper_of_a_part_is_what_is_listed_without_a_verdict(tool: Call) -> None:
    for words in (("--gaps-only",), ("--owner", "Moliya")):
        ending = on_paper(tool, *words)
        assert "Gaps worth most" not in ending.out
        assert len(headings(ending.data)) < 5


def test_an_assessment_that_is_over_asks_for_nothing(tool: Call) -> None:
    data = on_paper(tool, day="2025-03-02").data
    assert "the assessment is over" in opened(data).paragraphs[1].text
    names = headings(data)
    assert not [name for name in names if name.startswith(("Next due", "Gaps worth most", "All that falls due"))]
    assert [name for name in names if name.startswith("Lost")]


def test_a_folder_with_a_file_that_cannot_be_read_is_a_lower_bound(tool: Call, tmp_path: Path) -> None:
    body = Path(shutil.copytree(DEAD, tmp_path / "body"))
    (body / "evidence" / "bad.yaml").write_text("evidence: [", encoding="utf-8")
    ending = on_paper(tool, "--keep-going", body=body)
    assert ending.code == 3
    assert "1 file was not read: a lower bound." in opened(ending.data).paragraphs[2].text


def test_an_export_leaves_the_screen_as_it_is(tool: Call, tmp_path: Path) -> None:
    words = ("score", DEAD, "--as-of", DAY, "--lang", "en")
    for whole in ((), ("--all",)):
        alone = tool(*words, *whole, terminal=True)
        beside = tool(*words, *whole, "--export", f"docx:{tmp_path / 'a.docx'}", terminal=True)
        assert beside.out == alone.out
        assert opened((tmp_path / "a.docx").read_bytes()).paragraphs[2].text.startswith("●\u00a0Green")


def test_the_same_score_is_the_same_file(tool: Call) -> None:
    assert on_paper(tool).data == english().data
