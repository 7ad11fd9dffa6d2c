"""``openness links --report``: the record of the log."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from openness_cli.reports.uptime import COLUMNS, UptimeReport
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import item, write_workspace
from tests.builders.documents import shape, table
from tests.builders.formats import names_of
from tests.builders.link_runs import DAY, GONE, entries, links
from tests.builders.sites import Answer, Site, response
from tests.builders.tool import CYRILLIC, GOLDENS, SAMPLES, Call


@pytest.fixture
def recorded(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> Path:
    links(tool, body, day=DAY - timedelta(days=3))
    pages["/one"] = GONE
    for days in (2, 1):
        links(tool, body, day=DAY - timedelta(days=days))
    pages["/one"] = response(body=b"<html>new")
    links(tool, body)
    return body


def test_the_record_says_how_often_how_long_and_on_which_days(tool: Call, recorded: Path, site: Site) -> None:
    fetched = len(site.asked)
    document = json.loads(tool("links", recorded, "--report", "--format", "json", now=DAY).out)
    shape(SchemaName.RECORD).validate(document)
    one = document["addresses"][0]
    assert (one["opened"], one["checks"], one["failed"]) == (2, 6, 4)
    assert one["first_failure"] == "2025-02-08T06:00:00Z"
    assert one["last_success"] == "2025-02-10T06:00:00Z"
    assert one["longest_outage"]["seconds"] == 2 * 24 * 3600
    assert one["longest_outage"]["observed_seconds"] == 24 * 3600
    assert one["longest_outage"]["at_most_seconds"] == one["longest_possible_seconds"] == 3 * 24 * 3600
    assert one["days"] == 4
    assert one["changed"] == ["2025-02-10T06:00:00Z"]
    criteria = {entry["id"]: entry for entry in document["criteria"]}
    assert criteria["X1"]["none_opened"] == ["2025-02-08", "2025-02-09"]
    assert criteria["X1"]["all_opened"] == ["2025-02-07", "2025-02-10"]
    assert criteria["X2"]["days"] == len(criteria["X2"]["all_opened"]) == 4
    assert document["chain_holds"] is True
    assert len(site.asked) == fetched


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
@pytest.mark.parametrize("form", names_of(UptimeReport))
def test_the_record_in_every_language_and_format(form: str, language: str, tool: Call, recorded: Path) -> None:
    ending = tool("links", recorded, "--report", "--format", form, "--lang", language, now=DAY)
    assert (ending.code, ending.err) == (0, "")
    assert "/one" in ending.out


@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_the_record_of_a_sample_is_as_accepted(
    form: str, language: str, tool: Call, accepted: Callable[[Path, str], None]
) -> None:
    text = tool("links", SAMPLES / "dead-links", "--report", "--format", form, "--lang", language).out
    ending = {"terminal": "txt", "markdown": "md"}[form]
    accepted(GOLDENS / f"dead-links.record.{language}.{ending}", text)


def test_a_record_of_the_whole_and_of_a_part_as_a_table(tool: Call, recorded: Path) -> None:
    text = tool("links", recorded, "--report", "--format", "csv", "--only", "X1", now=DAY).out
    rows = table(text)
    assert tuple(rows[0]) == COLUMNS
    assert [(row["record"], row["criteria"]) for row in rows] == [("address", "X1"), ("criterion", "X1")]
    assert rows[0]["longest_outage_hours"] == "48.0"
    assert (rows[0]["longest_outage_observed_hours"], rows[0]["longest_outage_at_most_hours"]) == ("24.0", "72.0")
    assert rows[1]["not_all_opened_on"] == "2025-02-08, 2025-02-09"


def test_a_record_for_people_names_owners_and_times_of_the_zone(tool: Call, recorded: Path, site: Site) -> None:
    claim = {"level": "full", "owner": "Matbuot xizmati", "items": [item(url=site.url("/one"))]}
    write_workspace(recorded, {"X1": claim}, recorded.parent / "index")
    told = tool("links", recorded, "--report", "--lang", "en", now=DAY).out
    assert "2/6/4" in told
    assert "Matbuot xizmati" in told
    flat = " ".join(told.split())
    assert "longest outage: 1 day from 8 February 2025, 11:00; at most, as far as checks tell: 3 days" in flat
    page = tool("links", recorded, "--report", "--lang", "en", "--format", "markdown", now=DAY).out
    assert "| 1 day from 8 February 2025, 11:00 | 3 days |" in page
    assert "| Matbuot xizmati | 2 | 6 | 4 |" in page
    rows = table(tool("links", recorded, "--report", "--format", "csv", now=DAY).out)
    assert (rows[0]["owner"], rows[0]["first_failure"]) == ("Matbuot xizmati", "2025-02-08T06:00:00Z")
    sheet = tool("links", recorded, "--report", "--format", "csv-excel", now=DAY).data.decode("utf-8-sig")
    assert "2025-02-08 11:00" in sheet


def test_a_record_says_when_its_chain_does_not_hold(tool: Call, recorded: Path) -> None:
    path = recorded / "availability" / "w.jsonl"
    before, _status, _after = path.read_bytes().partition(b'"status":404')
    path.write_bytes(path.read_bytes().replace(b'"status":404', b'"status":405', 1))
    # the line behind it names what it was
    number = before.count(b"\n") + 2
    assert f"availability/w.jsonl: line {number} does not fit" in tool("links", recorded, "--report", now=DAY).out
    assert json.loads(tool("links", recorded, "--report", "--format", "json", now=DAY).out)["chain_holds"] is False


def test_a_record_of_an_unreadable_log_does_not_claim_to_hold(tool: Call, recorded: Path) -> None:
    (recorded / "availability" / "x.jsonl").symlink_to("/etc/hostname")
    document = json.loads(tool("links", recorded, "--report", "--format", "json", now=DAY).out)
    assert document["chain_holds"] is False


def test_a_record_of_one_criterion_judges_its_days_by_all_its_addresses(tool: Call, body: Path, site: Site) -> None:
    shared = {"level": "full", "items": [item(url=site.url("/one"))]}
    both = {"level": "full", "items": [item(url=site.url("/one")), item(url=site.url("/gone"), title="x")]}
    write_workspace(body, {"X1": shared, "X2": both}, body.parent / "index")
    links(tool, body, "--only", "X1")
    text = tool("links", body, "--report", "--format", "json", "--only", "X1", now=DAY).out
    assert [entry["id"] for entry in json.loads(text)["criteria"]] == ["X1"]
    text = tool("links", body, "--report", "--format", "json", "--only", "X2", now=DAY).out
    assert json.loads(text)["criteria"][0]["some_opened"] == ["2025-02-10"]


def test_a_time_with_another_zone_is_the_same_time(tool: Call, recorded: Path) -> None:
    line = {"time": "2025-02-10T23:30:00+05:00", "url": entries(recorded)[0]["url"], "result": "ok", "prev": None}
    (recorded / "availability" / "other.jsonl").write_text(json.dumps(line) + "\n")
    text = tool("links", recorded, "--report", "--format", "csv", "--only", "X1", now=DAY + timedelta(days=1)).out
    assert table(text)[0]["last_success"] == "2025-02-10T18:30:00Z"


def test_a_record_up_to_a_day(tool: Call, recorded: Path) -> None:
    text = tool("links", recorded, "--report", "--as-of", "2025-02-08", "--format", "json", now=DAY).out
    one = json.loads(text)["addresses"][0]
    assert (one["checks"], one["state"]) == (3, "unstable")
