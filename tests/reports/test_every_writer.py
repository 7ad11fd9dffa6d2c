"""Hostile text through every writer of every report: it stands there as text, and does nothing."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.builders.bodies import LEVELS, QUARTERS, criterion, item, write_body
from tests.builders.calendars import events
from tests.builders.commands import REPORTS, words_of
from tests.builders.documents import table
from tests.builders.formats import names_of
from tests.builders.logs import failed, write_log
from tests.builders.pages import asked_for, can_run, parsed
from tests.builders.papers import opened, unpacked
from tests.builders.sites import response, serving
from tests.builders.tool import Call
from tests.builders.workbooks import formulas_of, parts_of

HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> | [x](y) `*_ @all ::error::p ##[group] \x1b[31m]]>&amp; %0A"
COMMAND = re.compile(r"::(error|warning|notice) [^\n]*::[^\n]*")
KNOWN = 4
RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Path]:
    with serving({}, default=response("404 Gone", HOSTILE.encode())) as site:
        yield hostile_body(tmp_path, site.url("/<script>|=1"))


def hostile_body(folder: Path, url: str) -> Path:
    text = HOSTILE.replace("\x1b", "")
    texts = dict.fromkeys(("uz", "ru", "en"), text)
    claims = {
        "X1": {"level": "partial", "owner": text, "items": [item(None, title=text)]},
        "X2": {"owner": text, "action": "a", "items": [item("2024-09-30", title=text, period="2024-Q1", url=url)]},
        "X3": {"level": "full", "owner": text, "items": [item("2024-06-10", title=text, url=url)]},
    }
    criteria = (
        criterion(LEVELS, titles=texts, asks=texts, remedy=texts, reference=texts),
        criterion(QUARTERS, "X2", titles=texts),
        criterion(LEVELS, "X3", titles=texts, needs={"source": "url", "fresh_days": 30}),
    )
    organisation = {"id": "body", "name": texts, "kinds": ["ministry"]}
    body = write_body(folder, claims, *criteria, organisation=organisation)
    (body / "evidence" / "actions.yaml").write_text(json.dumps({"actions": {"a": {"title": text, "owner": text}}}))
    write_log(body, *(failed(hour, HOSTILE, url=url) for hour in (1, 10, 20)))
    return body


def check(form: str, out: str, data: bytes) -> None:
    """Hold what a writer wrote against what its format can be made to do."""
    assert form in {"github", "docx", "xlsx"} or "##[" not in out
    match form:
        case "csv" | "csv-excel":
            cells = [
                cell
                for row in table(out.lstrip("\ufeff"), ";" if form == "csv-excel" else ",")
                for cell in row.values()
            ]
            assert [cell for cell in cells if cell.startswith(RUNS) and not re.fullmatch(r"-?[\d.,]+", cell)] == []
        case "json":
            json.loads(out)
        case "markdown":
            assert "<script" not in out.replace("\\<", "")
            for rows in re.findall(r"(?:^\|.*\n)+", out, re.MULTILINE):
                assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows.splitlines()}) == 1
        case "junit":
            assert ET.fromstring(data).find(".//script") is None
        case "github":
            assert [line for line in out.splitlines() if not COMMAND.fullmatch(line)] == []
        case "html":
            page = parsed(data)
            assert (asked_for(page), can_run(page), page.css("img, iframe, main a")) == ([], [], [])
        case "ics":
            assert events(data)
        case "xlsx":
            assert [text for text in formulas_of(data) if not text.startswith("SUBTOTAL(109,")] == []
            assert not any("hyperlink" in part for part in parts_of(data, "worksheets/").values())
            assert out
        case "docx":
            assert opened(data).paragraphs
            assert b"<script" not in unpacked(data)
            # nothing in it leads anywhere, runs or is fetched
            assert not re.search(rb"hyperlink|oleObject|altChunk|TargetMode", unpacked(data))
        case _:
            assert "\x1b" not in out
            assert not re.search(r"^\s*::error|##\[", out, re.MULTILINE)


@pytest.mark.parametrize("command", REPORTS)
def test_hostile_text_is_text_in_every_format(command: str, hostile: Path, tool: Call) -> None:
    words = words_of(command, hostile, tool, "X1", "2024-10-01")
    forms = names_of(REPORTS[command]) if command != "explain" else ["terminal"]
    assert forms
    for form in forms:
        ending = tool(*words, *(["--format", form] if command != "explain" else []))
        assert ending.code <= KNOWN, ending.err
        assert ending.data, ending.err
        check(form, ending.out, ending.data)
