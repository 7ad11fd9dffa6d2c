"""``--owner`` where things have owners: it chooses what is listed, never totals or JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from openness_cli.errors import ExitCode
from tests.builders.bodies import LEVELS, QUARTERS, criterion, item, write_body
from tests.builders.documents import table
from tests.builders.tool import SAMPLES, Call

FINANCE, CONTROL = "Moliya boʻlimi", "Ijro nazorati boʻlimi"


@pytest.fixture
def body(tmp_path: Path) -> Path:
    claims: dict[str, Any] = {
        "X1": {"owner": FINANCE, "items": [item("2024-04-20", period="2024-Q1")]},
        "X2": {"owner": CONTROL, "items": [item("2024-04-20", period="2024-Q1", url="https://a.example/2")]},
        "X4": {"owner": FINANCE},
        "X5": {"owner": CONTROL},
    }
    rules = {"X1": QUARTERS, "X2": QUARTERS, "X3": QUARTERS, "X4": LEVELS, "X5": LEVELS, "X6": LEVELS}
    return write_body(tmp_path, claims, *(criterion(rule, name) for name, rule in rules.items()))


@pytest.mark.parametrize("command", ["plan", "forecast"])
def test_what_is_listed_is_one_units_and_the_whole_stays(command: str, body: Path, tool: Call) -> None:
    more = ("--target", "5", "--margin", "0") if command == "plan" else ()
    words = (command, body, "--as-of", "2024-07-01", "--lang", "en", *more)
    one, whole = tool(*words, "--owner", "moliya", "--all"), tool(*words, "--all")
    assert one.code == ExitCode.DONE
    assert (FINANCE in one.out, CONTROL in one.out, CONTROL in whole.out) == (True, False, True)
    assert tool(*words, "--owner", "moliya", "--format", "json").out == tool(*words, "--format", "json").out
    every = table(tool(*words, "--format", "csv").out)
    for asked, name in (("moliya", FINANCE), ("-", "")):
        rows = table(tool(*words, "--owner", asked, "--format", "csv").out)
        assert rows == [row for row in every if row["owner"] == name or not row["criterion"]]
        assert [row for row in rows if row["criterion"]]
    # the sentences before the lists are of the whole
    assert one.out.splitlines()[3:5] == whole.out.splitlines()[3:5]


@pytest.mark.parametrize("command", ["plan", "forecast", "links"])
def test_who_is_nobody_here_is_a_wrong_command_line(command: str, body: Path, tool: Call) -> None:
    more = ("--report",) if command == "links" else ("--as-of", "2024-07-01")
    ending = tool(command, body, "--owner", "Nobody", *more)
    assert ending.code == ExitCode.USAGE
    assert FINANCE in ending.err


def test_the_record_of_one_unit_has_its_addresses_alone(tool: Call) -> None:
    words = ("links", SAMPLES / "dead-links", "--report", "--format", "json", "--lang", "en")
    one, whole = (json.loads(tool(*words, *more).out)["addresses"] for more in (("--owner", "moliya"), ()))
    assert 0 < len(one) < len(whole)
    assert {name[:2] for own in one for name in own["criteria"]} == {"C4"}
    assert tool("links", SAMPLES / "dead-links", "--verify-log", "--owner", "moliya").code == ExitCode.USAGE


def test_a_comparison_lists_one_units_criteria_and_adds_up_all(body: Path, tool: Call, tmp_path: Path) -> None:
    for name in ("old", "new"):
        assert tool("score", body, "--as-of", "2024-07-01", "--format", "json", "--output", tmp_path / name).code == 0
        claims = (
            "evidence:\n  X4: {level: full, items: [{title: a, url: https://a.example/x, published: 2024-05-01}]}\n"
        )
        (body / "evidence" / "b.yaml").write_text(
            claims + claims.partition("\n")[2].replace("X4", "X5"), encoding="utf-8"
        )
    words = ("diff", tmp_path / "old", tmp_path / "new", "--lang", "en")
    rows = {name: table(tool(*words, "--format", "csv", *more).out) for name, more in (
        ("all", ()), ("one", ("--owner", "moliya")), ("nobody", ("--owner", "-")),
    )}  # fmt: skip
    assert [row["criterion"] for row in rows["all"]] == ["X4", "X5"]
    assert [row["criterion"] for row in rows["one"]] == ["X4"]
    assert rows["nobody"] == []
    whole, one = (json.loads(tool(*words, "--format", "json", *more).out) for more in ((), ("--owner", "moliya")))
    assert whole == one
    assert tool(*words, "--owner", "Nobody").code == ExitCode.USAGE
