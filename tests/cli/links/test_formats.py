"""``openness links`` in every format."""

import io
import json
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from openness_cli.reports import uptime
from openness_cli.reports.links import COLUMNS as LINK_COLUMNS
from openness_cli.reports.links import LinksReport
from openness_cli.schemas.registry import SchemaName, json_schema
from tests.builders.documents import shape, table
from tests.builders.formats import names_of
from tests.builders.junit import junit_schema
from tests.builders.link_runs import DAY, GONE, links
from tests.builders.sites import Answer, response, says
from tests.builders.tool import Call


@pytest.fixture
def troubled(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> Path:
    """A body with an address of each state."""
    pages |= {"/one": GONE, "/new": response("403 Forbidden", b"x")}
    for days in (2, 1):
        links(tool, body, day=DAY - timedelta(days=days))
    pages["/two"] = response(body=b"")
    return body


@pytest.mark.parametrize("form", names_of(LinksReport))
def test_the_ending_is_the_same_in_every_format(form: str, tool: Call, troubled: Path, tmp_path: Path) -> None:
    assert links(tool, troubled, "--format", form).code == 1
    target = tmp_path / "out"
    ending = links(tool, troubled, "--format", form, "--output", str(target))
    assert (ending.code, ending.out) == (1, "")
    assert target.stat().st_size > 100


def test_json_is_of_its_schema(tool: Call, troubled: Path) -> None:
    document = json.loads(links(tool, troubled, "--format", "json").out)
    shape(SchemaName.LINKS).validate(document)
    assert document["counts"] == {"ok": 1, "broken": 1, "unstable": 1, "blocked": 1, "refused": 0, "unchecked": 0}
    assert (document["points_not_opening"], document["points_unchecked"]) == (2, 0)
    assert [(group["cause"], group["points"]) for group in document["groups"]] == [("404", 1), ("empty", 1), ("403", 0)]
    assert [len(site["addresses"]) for group in document["groups"] for site in group["sites"]] == [1, 1, 1]
    assert document["log"][0]["lines"] == len((troubled / "availability" / "w.jsonl").read_bytes().splitlines())
    assert document["index"]["criteria"] == 3


@pytest.mark.parametrize("form", ["csv", "csv-excel"])
def test_csv_has_a_row_for_each_address(form: str, tool: Call, troubled: Path) -> None:
    text = links(tool, troubled, "--format", form).data.decode("utf-8-sig")
    rows = table(text, ";" if form == "csv-excel" else ",")
    rows = [{name.replace(" ", "_"): cell for name, cell in row.items()} for row in rows]
    assert tuple(rows[0]) == LINK_COLUMNS
    states = {"csv": ["broken", "unstable", "blocked", "ok"]}
    states["csv-excel"] = ["broken", "unstable", "could not be checked", "opens"]
    assert [row["state"] for row in rows] == states[form]
    assert rows[0]["points"] == ("1,00" if form == "csv-excel" else "1.00")
    assert rows[0]["owner"] == "Press office"
    assert rows[0]["basis"] == rows[0]["points_basis"] == "assumed"


def test_junit_fails_what_is_broken_and_skips_what_is_not_known(tool: Call, troubled: Path) -> None:
    text = links(tool, troubled, "--format", "junit").out
    junit_schema().validate(io.StringIO(text))
    cases = {
        case.get("name", "").rpartition("/")[2]: [part.tag for part in case]
        for case in ET.fromstring(text).iter("testcase")
    }
    assert cases == {"one": ["failure"], "two": ["skipped"], "new": ["skipped"], "old": []}


def test_github_marks_the_line_of_evidence(tool: Call, troubled: Path) -> None:
    lines = links(tool, troubled, "--format", "github").out.splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "::notice"]
    assert "evidence/all.yaml,line=" in lines[0]


def test_what_a_site_says_cannot_do_anything(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> None:
    place = "/x\x1b[31m%0A::error::=HYPERLINK(1)"
    pages["/one"] = says(b"HTTP/1.1 302 Found\r\nLocation: " + place.encode() + b"\r\nContent-Length: 0\r\n\r\n")
    pages["/two"] = response(body=b"text", Content_Type="=1+1\x1b[0m")
    for form in names_of(LinksReport):
        out = links(tool, body, "--format", form).out
        assert "\x1b" not in out
        assert "\n::error::" not in out


@pytest.mark.parametrize(("columns", "kind"), [(LINK_COLUMNS, "links"), (uptime.COLUMNS, "record")])
def test_csv_and_json_hold_the_same(columns: tuple[str, ...], kind: str) -> None:
    """Every column has its key, under its own name or the one on this list."""
    elsewhere = {
        "criteria": "uses", "items": "uses", "places": "uses", "reason": "cause", "who": "fixer",
        "longest_outage_hours": "longest_outage", "longest_outage_begin": "longest_outage",
        "longest_outage_end": "longest_outage", "changes": "changed", "last_changed": "changed", "record": "kind",
        "days_all_opened": "all_opened", "days_some_opened": "some_opened", "days_none_opened": "none_opened",
        "not_all_opened_on": "none_opened", "longest_outage_observed_hours": "observed_seconds",
        "longest_outage_at_most_hours": "longest_possible_seconds", "kept_opened": "kept", "kept_failed": "kept",
    }  # fmt: skip
    schema = json.dumps(json_schema(SchemaName(kind)))
    for column in columns:
        assert f'"{column}"' in schema or f'"{elsewhere[column]}"' in schema, column


def test_junit_agrees_with_the_gate(tool: Call, body: Path, pages: dict[str, Answer | bytes]) -> None:
    def failures(*options: str) -> tuple[int, list[str | None]]:
        ending = links(tool, body, "--format", "junit", *options)
        junit_schema().validate(io.StringIO(ending.out))
        cases = ET.fromstring(ending.data).iter("testcase")
        return ending.code, [case.get("name") for case in cases if case.find("failure") is not None]

    assert failures("--strict") == (0, [])
    pages["/one"] = response("403 Forbidden", b"x")
    assert failures() == (0, [])
    assert failures("--strict") == (4, ["gate"])
