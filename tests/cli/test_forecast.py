"""``openness forecast``: what it prints, in every format."""

import json
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from openness_cli.reports.forecast import ForecastReport
from openness_cli.schemas.registry import SchemaName
from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import criterion, item, write_body
from tests.builders.documents import shape, table
from tests.builders.formats import names_of
from tests.builders.tool import SAMPLES, Call

FORMS = names_of(ForecastReport)
TURNING = ("forecast", SAMPLES / "dead-links", "--as-of", "2024-11-01", "--lang", "en")


def test_the_forecast_names_the_day_on_which_the_colour_turns(tool: Call) -> None:
    ending = tool(*TURNING)
    assert ending.code == ExitCode.DONE
    text = " ".join(ending.out.split())
    assert "73.62 points are on course today, green." in text
    assert "67.31 of them are left on the evaluation date" in text
    assert "The colour turns from green to yellow on 11 December 2024." in text
    scored = json.loads(tool("score", *TURNING[1:4], "--format", "json").out)
    found = json.loads(tool(*TURNING, "--format", "json").out)
    assert found["days"][0]["on_course"] == scored["scores"]["evidenced"]["on_course"]
    assert found["turns"] == [{"day": "2024-12-11", "before": "green", "after": "yellow"}]


@pytest.mark.parametrize("basis", [basis.value for basis in Basis])
@pytest.mark.parametrize("name", ["dead-links", "ministry-2024", "model-body"])
@pytest.mark.grid(one_in=3)
def test_json_is_in_its_shape_and_the_csv_says_the_same(name: str, basis: str, tool: Call) -> None:
    call = ("forecast", SAMPLES / name, "--as-of", "2024-09-01", "--basis", basis)
    found = json.loads(tool(*call, "--format", "json").out)
    shape(SchemaName.FORECAST).validate(found)
    rows = table(tool(*call, "--format", "csv").out)
    falls = [(day["day"], fall["criterion"], fall["points"]) for day in found["days"] for fall in day["falls"]]
    told = [(row["day"], row["criterion"], float(row["points"])) for row in rows if row["criterion"]]
    assert told == falls
    for day in found["days"][1:]:
        # each fall has the figure that it has everywhere: hundredths that are cut off are in the change alone
        cut_off = -day["change"] - sum(fall["points"] for fall in day["falls"])
        assert -0.015 < cut_off < 0.01 * len(day["falls"]) + 0.005


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.grid(one_in=3)
def test_the_same_input_gives_the_same_bytes(form: str, tool: Call) -> None:
    one, other = (tool(*TURNING, "--format", form) for _time in range(2))
    assert one.data == other.data
    assert one.data


@pytest.mark.parametrize("command", ["forecast", "plan"])
def test_no_day_after_the_evaluation_is_looked_ahead_from(command: str, tool: Call) -> None:
    ending = tool(command, SAMPLES / "model-body", "--as-of", "2025-03-02", "--lang", "en")
    assert (ending.code, ending.out) == (ExitCode.USAGE, "")
    assert "2 March 2025 is after the evaluation date, 1 March 2025" in ending.err
    assert tool(command, SAMPLES / "model-body", "--as-of", "2025-03-01").code in (ExitCode.DONE, ExitCode.FAILED)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--basis", "believed"), ("--format", "junit"), ("--as-of", "01.13.2024"), ("--index", "none")],
)
def test_what_is_typed_wrong_is_named(option: str, value: str, tool: Call) -> None:
    ending = tool("forecast", SAMPLES / "model-body", option, value)
    assert (ending.code, ending.out) == (ExitCode.INVALID if option == "--index" else ExitCode.USAGE, "")
    assert value in ending.err


def test_a_forecast_is_never_written_into_the_evidence(tool: Call, tmp_path: Path) -> None:
    target = tmp_path / "forecast.csv"
    assert tool(*TURNING, "--format", "csv", "--output", target).code == ExitCode.DONE
    assert target.read_bytes() == tool(*TURNING, "--format", "csv").data
    inside = SAMPLES / "dead-links" / "evidence" / "1-matbuot.yaml"
    before = inside.read_bytes()
    assert tool(*TURNING, "--format", "csv", "--output", inside).code == ExitCode.USAGE
    assert inside.read_bytes() == before


def test_a_total_that_is_not_known_is_a_range_and_its_colour_stays_open(tool: Call) -> None:
    where = ("forecast", SAMPLES / "dead-links", "--as-of", "2024-10-01", "--basis", "verified", "--lang", "en")
    today = json.loads(tool(*where, "--format", "json").out)["days"][0]
    text = " ".join(tool(*where).out.split())
    least, most = today["on_course"], today["on_course"] + today["unknown"]
    assert f"{least:.2f} to {most:.2f} points are on course today" in text
    assert "The colour stays open" in text


def test_what_the_evaluation_within_the_year_ends_can_be_done_on_that_day_in_every_command(
    tool: Call, tmp_path: Path
) -> None:
    two = criterion({"kind": "count", "steps": [{"min": 2, "points": 1}]})
    body = write_body(tmp_path, {"X1": {"count": 1, "items": [item()]}}, two, evaluation_date="2024-11-15")
    on = ("--as-of", "2024-06-01", "--format", "json")
    falls = [fall for day in json.loads(tool("forecast", body, *on).out)["days"] for fall in day["falls"]]
    ended = [fall["due"] for fall in falls if fall["cause"] == "evaluation"]
    (scored,) = json.loads(tool("score", body, *on).out)["criteria"]
    assert ended == [scored["due"]] == ["2024-11-15"]
