"""Words that a page has to show, and what it calls itself: from the evidence to the log, and back into the score."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from openness_cli.reports.links import LinksReport
from tests.builders.bodies import item, write_workspace
from tests.builders.documents import table
from tests.builders.formats import names_of
from tests.builders.link_runs import DAY, entries, links
from tests.builders.sites import Answer, Site, response
from tests.builders.tool import Call

WORDS = "Oʻzgartirishlar loyihasi"
PAGE = "<title>Loyihalar boʻlimi</title><h1>Muhokama</h1><p>Oʼzgartirishlar <b>loyihasi</b>".encode()
OTHER = b"<title>Bosh sahifa</title><p>Yangiliklar"


def write(body: Path, *items: dict[str, Any]) -> None:
    claims = {f"X{n}": {"level": "full", "items": [own]} for n, own in enumerate(items, start=1)}
    write_workspace(body, claims, body.parent / "index")


@pytest.fixture
def asking(body: Path, site: Site) -> Path:
    """A body of which two criteria name one page, and one of them asks for words on it."""
    write(body, item(url=site.url("/one"), title="Loyiha", contains=WORDS), item(url=site.url("/one"), title="Boʻlim"))
    return body


def told(tool: Call, body: Path, **more: Any) -> list[dict[str, Any]]:
    document = json.loads(links(tool, body, "--format", "json", **more).out)
    found: list[dict[str, Any]] = document["addresses"]
    return found


def verified(tool: Call, body: Path) -> dict[str, list[float]]:
    document = json.loads(tool("score", body, "--format", "json", "--as-of", "2025-02-28", now=DAY).out)
    keys = ("verified", "unknown", "at_stake")
    return {own["id"]: [own[key] for key in keys] for own in document["criteria"]}


def test_the_line_holds_what_was_asked_and_what_the_page_calls_itself(
    tool: Call, asking: Path, pages: dict[str, Answer | bytes], site: Site
) -> None:
    pages["/one"] = response(body=PAGE)
    asked, plain = told(tool, asking)
    assert len(site.asked) == 1
    (line,) = entries(asking)
    assert line["title"] == "Loyihalar boʻlimi"
    assert line["contains"] == {WORDS: True}
    assert (asked["state"], asked["contains"], plain["state"], plain["contains"]) == ("ok", WORDS, "ok", None)
    assert asked["page_title"] == "Loyihalar boʻlimi"
    assert verified(tool, asking)["X1"] == verified(tool, asking)["X2"] == [1, 0, 0]


def test_words_that_are_missing_fail_the_item_that_asks_them_alone(
    tool: Call, asking: Path, pages: dict[str, Answer | bytes]
) -> None:
    pages["/one"] = response(body=OTHER)
    asked, plain = told(tool, asking, day=DAY - timedelta(hours=8))
    assert (asked["state"], asked["cause"], asked["result"]) == ("unstable", "words-missing", "failed")
    assert (plain["state"], plain["cause"], plain["result"]) == ("ok", None, "ok")
    # once is never broken: it was tried again, and is unknown
    assert [line["contains"] for line in entries(asking)] == [{WORDS: False}] * 2
    assert verified(tool, asking) == {"X1": [0, 1, 0], "X2": [1, 0, 0], "X3": [0, 0, 1]}
    asked, plain = told(tool, asking)
    assert (asked["state"], plain["state"], asked["fixer"]) == ("broken", "ok", "editor")
    assert verified(tool, asking) == {"X1": [0, 0, 1], "X2": [1, 0, 0], "X3": [0, 0, 1]}
    ending = links(tool, asking, "--lang", "en")
    assert ending.code == 1
    assert "The words asked for are not on the page" in ending.out
    assert "the page calls itself “Bosh sahifa”" in " ".join(ending.out.split())


def test_other_words_are_unknown_until_they_were_looked_for(
    tool: Call, asking: Path, pages: dict[str, Answer | bytes], site: Site
) -> None:
    pages["/one"] = response(body=PAGE)
    links(tool, asking)
    write(asking, item(url=site.url("/one"), contains="Muhokama"))
    assert verified(tool, asking)["X1"] == [0, 1, 0]
    assert told(tool, asking, day=DAY + timedelta(hours=1))[0]["state"] == "ok"
    assert verified(tool, asking)["X1"] == [1, 0, 0]


def test_spelling_of_the_words_and_who_asks_first_make_no_difference(
    tool: Call, asking: Path, pages: dict[str, Answer | bytes], site: Site
) -> None:
    pages["/one"] = response(body=PAGE)
    links(tool, asking)
    write(asking, item(url=site.url("/one"), contains="OʻZGARTIRISHLAR  LOYIHASI".replace("ʻ", "`")))
    assert verified(tool, asking)["X1"] == [1, 0, 0]


def test_only_a_part_of_the_criteria_is_fetched_and_all_words_are_looked_for(
    tool: Call, asking: Path, pages: dict[str, Answer | bytes]
) -> None:
    pages["/one"] = response(body=PAGE)
    links(tool, asking, "--only", "X2")
    assert entries(asking)[0]["contains"] == {WORDS: True}


def test_a_plain_text_is_read_as_it_is_and_a_file_holds_no_words(
    tool: Call, body: Path, pages: dict[str, Answer | bytes], site: Site
) -> None:
    pages["/a.csv"] = response(body=b"nom;qiymat\nByudjet ijrosi;1\n", Content_Type="text/csv")
    pages["/a.pdf"] = response(body=b"%PDF-1.7 Byudjet ijrosi", Content_Type="application/pdf")
    write(
        body, item(url=site.url("/a.csv"), contains="byudjet ijrosi"), item(url=site.url("/a.pdf"), contains="Byudjet")
    )
    csv, pdf = told(tool, body)
    assert (csv["state"], pdf["state"], pdf["result"]) == ("ok", "unchecked", "blocked")
    assert "contains" not in entries(body)[1]
    assert verified(tool, body)["X2"] == [0, 1, 0]


def test_what_was_not_read_to_its_end_may_show_the_words_further_on(
    tool: Call, asking: Path, pages: dict[str, Answer | bytes]
) -> None:
    pages["/one"] = response(body=OTHER + b"<p>x</p>" * 40_000 + PAGE)
    asked, plain = told(tool, asking)
    assert (asked["state"], plain["state"]) == ("unchecked", "ok")


def test_titles_stand_side_by_side_in_tables(tool: Call, asking: Path, pages: dict[str, Answer | bytes]) -> None:
    pages["/one"] = response(body=OTHER)
    page = links(tool, asking, "--format", "markdown", "--lang", "en").out
    assert "| Loyiha | Bosh sahifa |" in page
    assert "| Boʻlim | Bosh sahifa |" in page
    rows = table(links(tool, asking, "--format", "csv").out)
    assert [(row["items"], row["page_title"], row["contains"]) for row in rows] == [
        ("Loyiha", "Bosh sahifa", WORDS), ("Boʻlim", "Bosh sahifa", ""),
    ]  # fmt: skip


def test_a_hostile_title_stays_text(tool: Call, asking: Path, pages: dict[str, Answer | bytes]) -> None:
    title = "=HYPERLINK(1) | <script>alert(1)</script> \x1b[31m&#xD800;\n::error::\u202e[x](javascript:1) `"
    pages["/one"] = response(body=f"<title>{title.replace('<', '&lt;')}</title><p>x".encode())
    for form in names_of(LinksReport):
        out = links(tool, asking, "--format", form).out
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "\n::error::" not in out
    markdown = links(tool, asking, "--format", "markdown").out
    assert "<script>" not in markdown
    assert "\\[x\\](javascript" in markdown
    rows = table(links(tool, asking, "--format", "csv").out)
    assert rows[0]["page_title"].startswith("'=HYPERLINK(1)")


def test_the_record_counts_a_page_without_its_words_as_one_that_did_not_open(
    tool: Call, asking: Path, pages: dict[str, Answer | bytes]
) -> None:
    pages["/one"] = response(body=PAGE)
    links(tool, asking, day=DAY - timedelta(days=2))
    pages["/one"] = response(body=OTHER)
    links(tool, asking, day=DAY - timedelta(days=1))
    document = json.loads(tool("links", asking, "--report", "--format", "json", now=DAY).out)
    asked, plain = document["addresses"]
    assert (asked["opened"], asked["checks"], asked["contains"]) == (1, 3, WORDS)
    assert (plain["opened"], plain["checks"], plain["contains"]) == (3, 3, None)
    criteria = {own["id"]: own for own in document["criteria"]}
    assert criteria["X1"]["none_opened"] == ["2025-02-09"]
    assert criteria["X2"]["none_opened"] == []


def test_explain_and_diff_know_the_words(
    tool: Call, asking: Path, pages: dict[str, Answer | bytes], site: Site, tmp_path: Path
) -> None:
    pages["/one"] = response(body=PAGE)
    links(tool, asking)
    assert f"Loyiha: “{WORDS}”" in tool("explain", "X1", asking, "--lang", "en", now=DAY).out
    saved = [tmp_path / "a.json", tmp_path / "b.json"]
    for days, (path, words) in enumerate(zip(saved, (WORDS, "Muhokama qilinmagan"), strict=True)):
        write(asking, item(url=site.url("/one"), title="Loyiha", contains=words))
        links(tool, asking, day=DAY + timedelta(days=days, hours=1))
        links(tool, asking, day=DAY + timedelta(days=days, hours=9))
        tool("score", asking, "--format", "json", "--output", path, now=DAY + timedelta(days=days + 1))
    kept = json.loads(saved[1].read_text())["criteria"][0]["items"][0]
    assert kept["contains"] == "Muhokama qilinmagan"
    ending = tool("diff", *saved, "--basis", "verified", "--lang", "en")
    assert "does not open: Loyiha" in ending.out


def test_words_without_a_letter_and_very_long_ones_are_none(tool: Call, asking: Path, site: Site) -> None:
    write(asking, item(url=site.url("/one"), contains="—"))
    assert "has neither a letter nor a figure" in tool("validate", asking, "--lang", "en").err
    write(asking, item(url=site.url("/one"), contains="soʻz " * 80))
    assert "longer than 200 characters" in tool("validate", asking, "--lang", "en").err
