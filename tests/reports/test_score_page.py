"""The page of a score: the numbers of the report, in every language, on every sort of day."""

import json
from datetime import UTC, date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from openness_cli.errors import ExitCode
from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.formats import html
from openness_cli.model.definitions import BandName
from openness_cli.model.evidence import Place, PublishedResult
from openness_cli.outlook.outlook import make_outlook
from openness_cli.reports.around import Around
from openness_cli.reports.score import ScoreReport
from openness_cli.scoring.assessment import assess
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import make_report
from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import LEVELS, criterion, full, write_body
from tests.builders.pages import first, hundredths, parsed, section, tables, text_of
from tests.builders.tool import SAMPLES, Call, Sample, call_tool
from tests.whole.test_own_words import check

DEAD = SAMPLES / "dead-links"
TITLES = {
    "en": ("Gaps: ", "All criteria", "Links", "Indicators"),
    "ru": ("Недостатки: ", "Все критерии", "Ссылки", "Индикаторы"),
    "uz": ("Kamchiliklar: ", "Barcha mezonlar", "Ochilmaydigan", "Indikatorlar"),
    "uz-Cyrl": ("Камчиликлар: ", "Барча мезонлар", "Очилмайдиган", "Индикаторлар"),
}


def page_of(tool: Call, *words: str | Path) -> LexborHTMLParser:
    ending = tool("score", *words, "--format", "html")
    assert ending.code == ExitCode.DONE, ending.err
    return parsed(ending.data)


def shown(number: float) -> int:
    return round(number * 100)


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(call_tool("score", DEAD, "--format", "json").out)
    return found


@pytest.mark.parametrize("language", TITLES)
def test_the_numbers_of_a_page_are_those_of_the_report_in_its_language(
    language: str, report: dict[str, Any], tool: Call
) -> None:
    page = page_of(tool, DEAD, "--lang", language)
    gaps, criteria, links, indicators = TITLES[language]
    total, whole = text_of(first(page, ".score")).split(" / ")
    assert (hundredths(total), whole) == (shown(report["headline"]["total"]), "100")
    rows = page.css(f"{section(page, gaps)} tbody tr")
    per_point = int(first(page, ".sifted").attributes["data-whole"] or 0)
    at_stake = [shown(row["at_stake"]) for row in report["criteria"] if row["at_stake"]]
    parts = sum(int(row.attributes["data-w"] or 0) for row in rows)
    assert 0 <= parts * 100 // per_point - sum(at_stake) < len(at_stake)
    told = [row for table in tables(page, section(page, criteria)) for row in table.rows]
    assert [row[0].split()[0] for row in told] == [row["id"] for row in report["criteria"]]
    for row, own in zip(told, report["criteria"], strict=True):
        assert [hundredths(cell.replace("–", "0")) for cell in (row[2], row[5])] == [
            shown(own[name]) for name in ("possible", "at_stake")
        ]
    (table,) = tables(page, section(page, indicators))
    assert [row[0][0] for row in table.rows] == [row["id"] for row in report["indicators"]]
    assert sum(hundredths(row[2]) for row in table.rows) in range(shown(report["headline"]["total"]) - 8, 10_000)
    dead = {own["url"] for row in report["criteria"] for own in row["reasons"] if own["code"] == "link-dead"}
    assert {row[1] for own in tables(page, section(page, links)) for row in own.rows} == dead
    if language != "en":
        for own in page.css("script, style"):
            own.decompose()
        check(text_of(first(page, "body")), language)


def test_a_page_is_the_same_every_time_and_not_large(tool: Call) -> None:
    one, other = (tool("score", SAMPLES / "model-body", "--format", "html").data for _time in range(2))
    assert one == other
    assert len(one) <= 300_000


def test_every_bar_of_the_first_look_has_its_words(tool: Call) -> None:
    page = page_of(tool, DEAD, "--lang", "en")
    assert [text_of(own) for own in page.css(".bars .lab")] == ["evidenced", "verified"]
    assert [text_of(own)[-6:] for own in page.css(".bars .val")] == [" green", "yellow"]
    assert text_of(first(page, ".colour")) == "yellow band"
    assert [text_of(own) for own in page.css(".legend .item")] == ["earned", "does not open", "open or lost"]
    assert len(page.css("dl.facts > div")) == 4
    assert "24 links do not open" in text_of(first(page, ".say"))


def test_before_the_evaluation_the_curve_leads_to_it(tool: Call, sample: Sample) -> None:
    body = sample("dead-links")
    tool("score", body, "--as-of", "2024-08-01", "--save")
    page = page_of(tool, body, "--as-of", "2024-11-20", "--lang", "en")
    curve = first(page, section(page, "If nobody acts"))
    assert len(curve.css("svg.wide circle.e")) == 2
    assert len(curve.css("svg.wide path.next")) == len(curve.css("svg.narrow path.next")) == 1
    (falls,) = tables(page, section(page, "If nobody acts"))
    forecast = json.loads(tool("forecast", body, "--as-of", "2024-11-20", "--format", "json").out)
    points = [shown(fall["points"]) for day in forecast["days"] for fall in day["falls"]]
    assert sorted(map(hundredths, falls.column("Points"))) == sorted(points)
    assert text_of(first(curve, "h2")).startswith(f"If nobody acts, {forecast['days'][-1]['on_course']:.2f} on")


def test_all_that_falls_due_is_listed_where_the_first_look_has_no_room(tool: Call) -> None:
    page = page_of(tool, DEAD, "--as-of", "2024-11-20", "--lang", "en")
    (first_dues,) = (own for own in tables(page) if own.name == "Next due")
    (dues,) = tables(page, section(page, "What falls due"))
    assert len(first_dues.rows) == 5 < len(dues.rows)
    assert [row[2] for row in first_dues.rows] == [row[4] for row in dues.rows[:5]]
    assert dues.rows[0][:2] == ["2024-12-06", "in 16 days"]


def test_what_only_a_page_can_show_is_drawn_for_other_reports(tool: Call) -> None:
    own = {
        name: parsed(tool(name, DEAD, "--as-of", "2024-11-20", "--format", "html").data)
        for name in ("plan", "forecast")
    }
    assert len(own["plan"].css("section:first-of-type svg.bar")) == 1
    assert len(own["forecast"].css("svg.wide path.next")) == 1
    assert own["forecast"].css("svg.wide path.was") == []
    titles = [text_of(first(page, "title")) for page in own.values()]
    assert [title.split(" — ")[1] for title in titles] == ["Plan", "Forecast"]


def test_what_was_published_stands_among_the_facts_and_on_the_curve() -> None:
    opened = open_workspace(read_configuration(DEAD))
    assessment = assess(opened.index, opened.workspace, {}, date(2024, 11, 20))
    report = make_report(assessment, Demands(Basis.EVIDENCED, None, frozenset(), None), (), "en", "1")
    outlook = make_outlook(assessment, (row.finding for row in report.criteria), UTC)
    place = Place("openness.yaml", 1)
    years = {2022: Fraction(30), 2023: Fraction("47.1")}
    published = tuple(PublishedResult(year, total, BandName.RED, {}, place) for year, total in years.items())
    page = parsed(html.write(ScoreReport(report, around=Around(outlook, published=published)).page()))
    assert "Published result, 2023 47.10 red; average 62.00" in text_of(first(page, "dl.facts"))
    curve = section(page, "If nobody acts")
    assert len(page.css(f"{curve} svg.wide path.d")) == 2
    assert "47.10: result for 2023" in (first(page, f"{curve} svg.wide").attributes["aria-label"] or "")


def test_after_the_evaluation_a_page_says_what_was_lost_and_looks_no_further(tool: Call) -> None:
    page = page_of(tool, DEAD, "--as-of", "2025-03-10", "--lang", "en")
    heads = [text_of(own) for own in page.css("main h2")]
    assert not any(head.startswith(("If nobody acts", "The least effort", "What comes first")) for head in heads)
    assert "Final as of 1 March 2025" in text_of(first(page, ".say"))
    assert "No gap can be closed any more" in text_of(first(page, section(page, "Gaps")))


def test_where_nothing_is_missing_the_page_says_so(tool: Call, tmp_path: Path) -> None:
    page = page_of(tool, write_body(tmp_path, full(), criterion(LEVELS)), "--lang", "en")
    assert "No gaps" in text_of(first(page, section(page, "Gaps")))
    assert page.css(".sifted, .filters") == []


def test_what_is_listed_can_be_chosen_and_totals_do_not_change(tool: Call) -> None:
    page = page_of(tool, DEAD, "--only", "C4.*", "--lang", "en")
    assert text_of(first(page, ".score")) == "65.78 / 100"
    assert [row[0].split()[0] for row in tables(page, section(page, "All criteria"))[0].rows] == [
        f"C4.{n}" for n in range(1, 7)
    ]


def test_what_one_unit_has_is_listed_alone(tool: Call) -> None:
    page = page_of(tool, DEAD, "--as-of", "2024-11-20", "--owner", "Moliya", "--lang", "en")
    assert text_of(first(page, ".score")) == "73.62 / 100"
    for own in tables(page, section(page, "All criteria")):
        assert [row[0].split()[0] for row in own.rows] == [f"C4.{n}" for n in range(1, 7)]


def test_gaps_alone_are_listed_where_they_are_asked_for(tool: Call) -> None:
    page = page_of(tool, DEAD, "--gaps-only", "--lang", "en")
    heads = [text_of(own).partition(":")[0] for own in page.css("main h2")]
    assert heads == ["Summary", "What comes first", "Gaps"]


def test_files_that_were_not_read_are_told_before_all_else(tool: Call, sample: Sample) -> None:
    body = sample("dead-links")
    (body / "evidence" / "1-matbuot.yaml").write_text("evidence: [")
    ending = tool("score", body, "--keep-going", "--format", "html", "--lang", "en")
    assert ending.code == ExitCode.INVALID
    assert text_of(first(parsed(ending.data), "main section p")).startswith("1 file could not be read")
