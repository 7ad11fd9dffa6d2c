"""``--owner`` where things have owners: it chooses what is listed, never totals or JSON."""

import json
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from tests.builders.documents import table
from tests.builders.tool import SAMPLES, Call

BODY = SAMPLES / "dead-links"
DAY = ("--as-of", "2024-12-01", "--lang", "en")
FINANCE, CONTROL = "Moliya boʻlimi", "Ijro nazorati boʻlimi"


@pytest.mark.parametrize("command", ["plan", "forecast"])
def test_what_is_listed_is_one_units_and_the_whole_stays(command: str, tool: Call) -> None:
    words = (command, BODY, *DAY, *(("--margin", "20") if command == "plan" else ()))
    one = tool(*words, "--owner", "moliya", "--all")
    assert one.code == ExitCode.DONE
    assert FINANCE in one.out
    assert CONTROL not in one.out
    assert CONTROL in tool(*words, "--all").out
    assert tool(*words, "--owner", "moliya", "--format", "json").out == tool(*words, "--format", "json").out
    rows = table(tool(*words, "--owner", "moliya", "--format", "csv").out)
    every = table(tool(*words, "--format", "csv").out)
    assert rows == [row for row in every if row["owner"] in {"", FINANCE} and (row["owner"] or not row["criterion"])]
    nobodys = table(tool(*words, "--owner", "-", "--format", "csv").out)
    assert {row["owner"] for row in nobodys} == {""}
    assert [row for row in nobodys if row["criterion"]]
    # the sentences before the lists are of the whole
    assert one.out.splitlines()[3:5] == tool(*words).out.splitlines()[3:5]


@pytest.mark.parametrize("command", ["plan", "forecast", "links"])
def test_who_is_nobody_here_is_a_wrong_command_line(command: str, tool: Call, tmp_path: Path) -> None:
    ending = tool(command, BODY, *DAY, "--owner", "Nobody", *(("--report",) if command == "links" else ()))
    assert ending.code == ExitCode.USAGE
    assert FINANCE in ending.err
    assert list(tmp_path.iterdir()) == []


def test_the_record_of_one_unit_has_its_addresses_alone(tool: Call) -> None:
    words = ("links", BODY, "--report", "--format", "json", "--lang", "en")
    one, whole = (json.loads(tool(*words, *more).out)["addresses"] for more in (("--owner", "moliya"), ()))
    assert 0 < len(one) < len(whole)
    assert {name[:2] for own in one for name in own["criteria"]} == {"C4"}
    assert tool("links", BODY, "--verify-log", "--owner", "moliya").code == ExitCode.USAGE
