"""``openness brief``: one page whose figures are those of the other commands, and who may read what."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from openness_cli.formats.choices import Format, write
from openness_cli.messages import use
from openness_cli.outlook.brief import Audience
from tests.builders.briefs import briefs
from tests.builders.logs import write_log
from tests.builders.tool import BODIES, SAMPLES, Call, Sample

DAYS = ("2025-02-28", "2025-03-02", "2024-11-20", "2024-02-10")


def said(tool: Call, command: str, body: Path, day: str, *options: str) -> Any:
    ending = tool(command, body, "--as-of", day, *options, "--format", "json")
    return json.loads(ending.out)


@pytest.mark.slow(few=2, many=4)
@pytest.mark.parametrize("body", BODIES)
def test_every_figure_is_that_of_another_command(body: str, tool: Call, repeats: int) -> None:
    folder = SAMPLES / body
    for day in DAYS[:repeats]:
        brief, score = said(tool, "brief", folder, day), said(tool, "score", folder, day)
        headline = score["headline"]
        assert brief["headline"] == {name: headline[name] for name in ("total", "band", "failed")}
        assert brief["lost"]["total"] == score["scores"]["evidenced"].get("lost", brief["lost"]["total"])
        assert brief["over"] == score["over"]
        assert round(sum(own["on_course"] for own in brief["indicators"]) - headline["total"], 2) in {
            -0.07, -0.06, -0.05, -0.04, -0.03, -0.02, -0.01, 0.0,
        }  # fmt: skip
        if score["over"]:
            assert brief["decisions"] == []
            assert "if_nobody_acts" not in brief
            continue
        last = said(tool, "forecast", folder, day)["days"][-1]
        assert brief["if_nobody_acts"]["total"] == last["on_course"]
        assert brief["if_nobody_acts"]["band"] == last["band"]
        plan = said(tool, "plan", folder, day)
        assert ("plan" in brief) == (headline["band"] != "green")
        if "plan" in brief and plan["outcome"] == "reachable":
            assert (brief["plan"]["total"], brief["plan"]["effort_days"]) == (plan["total"], plan["effort_days"])
            assert brief["plan"]["actions"] == len(plan["actions"])


def test_what_does_not_open_is_decided_first_then_what_is_worth_most(tool: Call) -> None:
    first, *others = said(tool, "brief", SAMPLES / "dead-links", "2025-02-28")["decisions"]
    assert (first["dead_links"], first["points"], first["by"]) == (24, 6.0, None)
    assert first["owners"] == ["Moliya boʻlimi"]
    assert [own["points"] for own in others] == [1.17, 1.0]


def test_pages_that_failed_once_are_to_be_looked_at_where_the_colour_hangs_on_them(sample: Sample, tool: Call) -> None:
    folder, day = sample("dead-links"), "2025-02-28"
    dead = said(tool, "score", folder, day)
    urls = {own["url"] for row in dead["criteria"] for own in row["reasons"] if own["code"] == "link-dead"}
    for path in (folder / "availability").iterdir():
        path.unlink()
    lines = [{"time": "2025-02-27T03:00:00Z", "url": url, "result": "failed", "cause": "404"} for url in sorted(urls)]
    write_log(folder, *lines)
    first, *_others = said(tool, "brief", folder, day)["decisions"]
    assert (first["failing_links"], first["dead_links"], first["points"], first["by"]) == (24, 0, 6.0, None)
    assert first["owners"] == ["Moliya boʻlimi"]
    assert first["what"] == "See to it that 24 pages open which failed when they were last checked"
    write_log(folder, *lines[:1])
    assert "failing_links" not in said(tool, "brief", folder, day)["decisions"][0]


def test_the_next_day_and_the_largest_one_are_decided_whole(tool: Call) -> None:
    folder = SAMPLES / "dead-links"
    _gap, following, largest = said(tool, "brief", folder, "2024-11-20")["decisions"]
    coming: dict[str, float] = {}
    for own in said(tool, "calendar", folder, "2024-11-20")["deadlines"]:
        if own["status"] == "coming" and own["kind"] != "evaluation" and own["points"]:
            coming[own["due"]] = coming.get(own["due"], 0) + own["points"]
    assert following["by"] == min(coming)
    assert largest["by"] == max((day for day in coming if day != min(coming)), key=lambda day: coming[day])
    assert abs(following["points"] - coming[following["by"]]) < 0.2
    assert abs(largest["points"] - coming[largest["by"]]) < 0.2


def test_there_are_fewer_decisions_where_there_is_less_to_decide(tool: Call) -> None:
    assert len(said(tool, "brief", SAMPLES / "model-body", "2025-02-25")["decisions"]) == 2


def test_a_decision_without_anybody_in_charge_asks_for_somebody(tool: Call) -> None:
    out = tool("brief", SAMPLES / "ministry-2024", "--lang", "ru").out
    assert "назначить ответственного" in out
    assert "назначить ответственного" not in tool("brief", SAMPLES / "model-body", "--lang", "ru").out


def test_what_keeps_the_best_colour_is_all_that_falls_until_it_turns(tool: Call) -> None:
    folder = SAMPLES / "dead-links"
    forecast = said(tool, "forecast", folder, "2024-11-20")
    turn = forecast["turns"][0]["day"]
    falls = [fall for day in forecast["days"] if day["day"] <= turn for fall in day["falls"]]
    out = tool("brief", folder, "--as-of", "2024-11-20", "--format", "markdown").out
    count = len({fall["criterion"] for fall in falls})
    (points,) = re.findall(rf"{count} criteria that fall due by 10 January: ([0-9.]+) points", out)
    assert 0 <= float(points) - sum(fall["points"] for fall in falls) < 0.01 * len(falls)


def test_a_colour_that_turns_twice_is_told_with_the_one_that_is_left() -> None:
    name_and_brief = dict(briefs(SAMPLES / "dead-links", ("2024-11-20",)))
    report = next(own for name, own in name_and_brief.items() if name.endswith("en-minister"))
    forecast = report.brief.forecast
    assert forecast is not None
    red = forecast.assessment.index.bands[-1]
    days = (*forecast.days[:-1], forecast.days[-1]._replace(band=red))
    told = report._replace(brief=report.brief._replace(forecast=forecast._replace(days=days)))
    use("en")
    assert (
        "If nobody acts: from 11 January yellow; on 1 March 67.41 points, red" in write(told, Format.MARKDOWN).decode()
    )


def test_what_was_published_last_stands_there(tool: Call, sample: Sample) -> None:
    body = sample("dead-links")
    with (body / "openness.yaml").open("a", encoding="utf-8") as file:
        file.write("results: [{year: 2023, total: 47.1, band: red}]\n")
    assert "47,10 ball, qizil toifa (2023-yil)" in tool("brief", body, "--lang", "uz").out
    assert said(tool, "brief", body, "2025-02-28")["published"] == {"year": 2023, "total": 47.1, "band": "red"}


OWNER = re.compile(r"owner: ([^,}\n]+)")
INTERNAL = re.compile(r"\bC\d+\.\d|https?://|\.yaml|\.xlsx|\.example|kiriting|kiritilmay|внес")


@pytest.mark.parametrize("body", BODIES)
def test_a_council_reads_no_ids_files_addresses_or_persons(body: str, sample: Sample) -> None:
    folder = sample(body)
    with (folder / "openness.yaml").open("a", encoding="utf-8") as file:
        file.write("owners: {Moliya boʻlimi: }\n")
    named = {own for path in (folder / "evidence").glob("*.yaml") for own in OWNER.findall(path.read_text("utf-8"))}
    told = set()
    for _name, brief in briefs(folder, DAYS[:3:2]):
        for form in (Format.MARKDOWN, Format.HTML, Format.JSON):
            if brief.audience is Audience.COUNCIL:
                out = write(brief, form).decode()
                assert not INTERNAL.search(out)
                told |= {own for own in named if own in out}
    assert told <= {"Moliya boʻlimi"}
    assert told or body != "dead-links"


def test_an_action_that_names_what_is_internal_is_not_named_before_a_council(tool: Call, sample: Sample) -> None:
    body = sample("dead-links")
    path = next(path for path in (body / "evidence").glob("*.yaml") if "actions:" in path.read_text("utf-8"))
    text = path.read_text(encoding="utf-8")
    (title,) = re.findall(r"title: (Budjet boʻlimini[^\n,}]*)", text)
    path.write_text(text.replace(title, "havola.example ni tiklash"), encoding="utf-8")
    words = ("brief", body, "--as-of", "2025-02-28")
    assert "havola.example" in tool(*words).out
    council = tool(*words, "--for", "council").out
    assert "havola.example" not in council
    assert "Put back 24 pages that do not open" in council


def test_whom_it_is_for_may_be_said_in_any_language(tool: Call) -> None:
    for word in ("kengash", "совет"):
        assert "public council" in tool("brief", SAMPLES / "model-body", "--for", word, "--lang", "en").out
    assert tool("brief", SAMPLES / "model-body", "--for", "press").code == 2


def test_the_word_page_has_the_figures_and_the_same_bytes(tool: Call, tmp_path: Path) -> None:
    target = tmp_path / "brief.docx"
    words = ("brief", SAMPLES / "dead-links", "--as-of", "2025-02-28", "--lang", "ru", "--format", "docx")
    assert tool(*words, "--output", target).code == 0
    first = target.read_bytes()
    tool(*words, "--output", target)
    assert target.read_bytes() == first
    document = Document(str(target))
    verdict, facts, asked, parts = document.tables
    assert verdict.cell(0, 0).text == "65,78\n▲\N{NO-BREAK SPACE}жёлтая категория"
    assert "72,96" in facts.cell(1, 0).text
    assert [row.cells[-1].text for row in asked.rows] == ["баллы", "6,00", "1,17", "1,00"]
    assert [row.cells[2].text for row in parts.rows][:2] == ["у нас", "7,00 / 10"]
    for table in document.tables:
        grid = [column.width for column in table.columns]
        assert all([cell.width for cell in row.cells] == grid for row in table.rows)


def test_the_html_page_asks_for_nothing_and_shows_what_the_text_says(tool: Call) -> None:
    out = tool("brief", SAMPLES / "dead-links", "--as-of", "2025-02-28", "--lang", "uz", "--format", "html").out
    assert not re.search(r"(?:src|href)=(?!\"data:,\")|url\(|@import|<script|https?:", out)
    assert '<html lang="uz">' in out
    for text in ("65,78", "▲ sariq toifa", "24 ta havola ochilmaydi", "Moliya boʻlimi", "72,96"):
        assert text in out
