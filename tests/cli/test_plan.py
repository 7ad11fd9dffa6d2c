"""``openness plan``: what it prints, in every format."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from openness_cli.reports.plan import PlanReport
from openness_cli.schemas.registry import SchemaName
from tests.builders.bodies import LEVELS, QUARTERS, criterion, item, write_body
from tests.builders.documents import shape, table
from tests.builders.formats import names_of
from tests.builders.tool import COMMAND, ROOT, SAMPLES, Call

FORMS = names_of(PlanReport)


BUDGET = ("plan", SAMPLES / "dead-links", "--lang", "en")


def test_the_plan_of_the_sample_repairs_the_budget_section(tool: Call) -> None:
    ending = tool(*BUDGET)
    assert ending.code == ExitCode.DONE
    text = " ".join(ending.out.split())
    assert "green with a margin of 1 (72.00 points): the least effort is 3 working days, 2 actions" in text
    bare = tool(*BUDGET, "--margin", "0")
    assert "green (71.00 points): the least effort is 2 working days, 1 action" in " ".join(bare.out.split())
    assert "6.00 points, 1 of them a margin" in tool(*BUDGET, "--target", "5").out
    found = json.loads(tool(*BUDGET, "--format", "json").out)
    scored = json.loads(tool("score", SAMPLES / "dead-links", "--format", "json").out)
    assert found["start"]["on_course"] == scored["scores"]["evidenced"]["on_course"]
    assert found["start"]["total"] == scored["headline"]["total"]
    assert "budget-section" in [action["name"] for action in found["actions"]]
    assert found["lost"]["total"] == 10.56


def test_a_target_out_of_reach_ends_with_1_and_the_best_there_is(tool: Call) -> None:
    ending = tool(*BUDGET, "--target", "95")
    assert ending.code == ExitCode.FAILED
    text = " ".join(ending.out.split())
    assert "this plan cannot reach it" in text
    assert "Lost: 10.56 points" in text
    found = json.loads(tool(*BUDGET, "--target", "95", "--format", "json").out)
    assert (found["outcome"], found["actions"], found["best"]["total"]) == ("unreachable", [], 89.44)


@pytest.mark.parametrize(
    "arguments",
    [
        (SAMPLES / "dead-links",),
        (SAMPLES / "dead-links", "--margin", "5.5"),
        (SAMPLES / "ministry-2024",),
        (SAMPLES / "ministry-2024", "--target", "yellow"),
        (SAMPLES / "model-body", "--target", "99.9"),
        (SAMPLES / "dead-links", "--as-of", "2024-05-01"),
    ],
)
def test_json_is_in_its_shape_and_the_csv_says_the_same(arguments: tuple[str, ...], tool: Call) -> None:
    found = json.loads(tool("plan", *arguments, "--format", "json").out)
    shape(SchemaName.PLAN).validate(found)
    rows = table(tool("plan", *arguments, "--format", "csv").out)
    gaps = [row for row in rows if row["row"] == "gap"]
    assert [(row["action"], row["criterion"]) for row in gaps] == [
        (action["name"], gap["criterion"]) for action in found["actions"] for gap in action["gaps"]
    ]
    efforts = [float(row["effort_days"]) for row in gaps if row["effort_days"]]
    assert efforts == [action["effort_days"] for action in found["actions"]]
    assert sum(efforts) == pytest.approx(found["effort_days"])
    duties = [(row["criterion"], row["by"]) for row in rows if row["row"] == "duty"]
    assert duties == [(duty["criterion"], duty["due"]) for duty in found["duties"]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.grid(one_in=3)
def test_the_same_input_gives_the_same_bytes(form: str, tool: Call) -> None:
    call = (*BUDGET, "--margin", "6", "--format", form)
    assert tool(*call).data == tool(*call).data


def test_nothing_but_the_plan_reaches_the_standard_output() -> None:
    command = [*COMMAND, "plan", str(SAMPLES / "ministry-2024"), "--format", "json"]
    ended = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    assert json.loads(ended.stdout)["kind"] == "plan"
    assert ended.stderr == b""


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--target", "blue"),
        ("--target", "101"),
        ("--target", "-1"),
        ("--target", "nan"),
        ("--margin", "30"),
        ("--margin", "-1"),
        ("--margin", "1e1"),
        ("--format", "junit"),
    ],
)
def test_what_is_typed_wrong_is_named(option: str, value: str, tool: Call) -> None:
    ending = tool(*BUDGET, f"{option}={value}")
    assert (ending.code, ending.out) == (ExitCode.USAGE, "")
    assert value in ending.err


def test_a_plan_has_no_basis_and_no_effort_below_zero(tool: Call, tmp_path: Path) -> None:
    assert tool(*BUDGET, "--basis", "declared").code == ExitCode.USAGE
    own = write_body(tmp_path, {"X1": {"level": "full", "effort_days": -1}}, criterion(LEVELS))
    ending = tool("plan", own, "--as-of", "2024-12-01", "--lang", "en")
    assert (ending.code, ending.out) == (ExitCode.INVALID, "")
    assert "“-1” is not a number from 0 on" in ending.err


def test_the_duties_are_what_is_pending_each_with_the_figure_of_the_calendar(tool: Call) -> None:
    for name, day in (("ministry-2024", "2024-12-01"), ("dead-links", "2024-11-01"), ("model-body", "2024-06-01")):
        found = json.loads(tool("plan", SAMPLES / name, "--as-of", day, "--format", "json").out)
        where = (SAMPLES / name, "--as-of", day)
        calendar = json.loads(tool("calendar", *where, "--format", "json").out)["deadlines"]
        points = {(line["criterion"], line["label"]): line["points"] for line in calendar}
        forecast = json.loads(tool("forecast", *where, "--format", "json").out)["days"]
        falls = {(fall["criterion"], *fall["periods"]): fall for later in forecast for fall in later["falls"]}
        for duty in found["duties"]:
            if len(duty["periods"]) == 1:
                named = (duty["criterion"], *duty["periods"])
                assert duty["points"] == points[named] == falls[named]["points"]
                assert duty["due"] == falls[named]["due"]
        # hundredths that are cut off make the whole a little more than the duties
        total = sum(duty["points"] for duty in found["duties"])
        text = " ".join(tool("plan", *where, "--lang", "en").out.split())
        told = float(re.findall("It counts on what falls due: ([0-9.]+) points", text)[0])
        assert 0 <= told - total < 0.01 * len(found["duties"])
        pending = json.loads(tool("score", *where, "--format", "json").out)["pending"]["total"]
        refreshed = sum(duty["points"] for duty in found["duties"] if not duty["periods"] and duty["need"] is None)
        assert abs(told - refreshed - pending) < 0.03


def test_what_it_counts_on_has_an_owner_in_every_format(tool: Call) -> None:
    where = ("plan", SAMPLES / "dead-links", "--as-of", "2024-11-01", "--lang", "en", "--format")
    for form in FORMS:
        assert "Ijro nazorati boʻlimi" in tool(*where, form).out, form


def test_each_action_says_what_of_its_criteria_is_assumed(tool: Call) -> None:
    text = " ".join(tool("plan", SAMPLES / "ministry-2024", "--lang", "en").out.split())
    assert "C5.5 New sets in the year wording and points assumed" in text
    assert "C4.5, C4.6 (points assumed)" in " ".join(tool(*BUDGET).out.split())
    assert "(points assumed)" in tool(*BUDGET, "--format", "markdown").out
    (gap, *_more) = json.loads(tool(*BUDGET, "--format", "json").out)["actions"][0]["gaps"]
    assert gap["points_basis"] == "assumed"
    rows = table(tool(*BUDGET, "--format", "csv").out)
    assert {row["points_basis"] for row in rows if row["row"] == "gap"} == {"assumed"}


def test_where_only_the_right_date_wins_the_plan_says_so(tool: Call, tmp_path: Path) -> None:
    early = {"items": [item("2024-02-01", period="2024-Q1")]}
    own = write_body(tmp_path, {"X1": early}, criterion(QUARTERS))
    where = ("plan", own, "--as-of", "2024-06-01", "--target", "1", "--lang", "en")
    for form in FORMS:
        assert "Only the right date wins it" in " ".join(tool(*where, "--format", form).out.split()), form
    # a date that is only not entered is another matter
    undated = write_body(tmp_path / "b", {"X1": {"items": [item(None, period="2024-Q1")]}}, criterion(QUARTERS))
    assert "Only the right date" not in tool("plan", undated, *where[2:]).out


def test_people_read_what_an_action_and_a_period_are_called_and_programs_their_names(tool: Call) -> None:
    where = ("plan", SAMPLES / "dead-links", "--as-of", "2024-12-20", "--margin", "3", "--lang", "uz", "--format")
    for form in ("terminal", "html"):
        text = " ".join(tool(*BUDGET[:-1], "uz", "--format", form).out.split())
        assert "budget-section" not in text
        assert "Budjet boʻlimini yangi saytda t" in text
        told = " ".join(tool(*where, form).out.split())
        assert "2024-yil IV choragi" in told
        assert "2024-Q4" not in told
    assert "2024-Q4" in tool(*where, "csv").out
    assert "2024-Q4" not in tool(*where, "csv-excel").out
    assert "budget-section" in tool(*BUDGET, "--format", "csv").out


# working days


def test_working_days_are_those_of_the_country_and_their_source_is_named(tool: Call) -> None:
    words = ("plan", SAMPLES / "dead-links", "--as-of", "2024-12-20", "--margin", "3", "--lang", "en")
    report = json.loads(tool(*words, "--format", "json").out)
    # of 51 days from Monday to Friday 30 and 31 December, 1 and 2 January are free; Saturday 4 January is worked
    assert report["working_days"] == 48
    assert report["working_calendar"]["source"].startswith("holidays ")
    assert report["working_calendar"]["years"] == [2024, 2025]
    assert {own["by"]: own["working_days"] for own in report["actions"]} == {"2025-03-01": 48}
    assert {own["due"]: own["working_days"] for own in report["duties"]} == {"2025-01-10": 13, "2025-01-25": 23}
    rows = table(tool(*words, "--format", "csv").out)
    assert list(rows[0])[-1] == "working_days"
    assert {(row["by"], row["working_days"]) for row in rows} == {
        ("2025-03-01", "48"), ("2025-01-10", "13"), ("2025-01-25", "23"),
    }  # fmt: skip
    text = " ".join(tool(*words).out.split())
    assert "without the days off of Uzbekistan, moved days included, by holidays " in text
    assert " for 2024–2025; a six-day week" in text
    assert "2025-03-01 (48)" in text
    assert "quarter IV of 2024 (due date assumed); 23 working days left" in text


def test_what_a_later_year_does_not_tell_is_said(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS), year=2097, evaluation_date="2098-12-30")
    told = " ".join(tool("plan", body, "--target", "1", "--as-of", "2098-01-01", "--lang", "en").out.split())
    assert "Which days are moved or added in 2098 is not known there" in told
    assert "Days off of which the date is an estimate: " in told


def test_a_plan_without_the_package_says_so(tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays.countries.uzbekistan", None)
    words = ("plan", write_body(tmp_path, {}, criterion(LEVELS)), "--as-of", "2024-12-20", "--lang", "en")
    assert "days off are not taken off" in " ".join(tool(*words).out.split())
    report = json.loads(tool(*words, "--format", "json").out)
    assert (report["working_days"], report["working_calendar"]["source"]) == (51, None)
