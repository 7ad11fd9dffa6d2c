"""The forecast: day by day what assess() says of what is there today; each cause; every format."""

import csv
import io
import json
from datetime import UTC, date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.errors import ExitCode
from openness_cli.formats.table_formats import TableFormat
from openness_cli.model.evidence import Evidence
from openness_cli.outlook.falls import Fall, FallCause
from openness_cli.outlook.forecast import Forecast, make_forecast
from openness_cli.schemas.input import SchemaName, json_schema
from openness_cli.scoring.assessment import Basis
from openness_cli.scoring.findings import find
from tests.conftest import SAMPLES, Call
from tests.small import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    assess_folder,
    check,
    criterion,
    item,
    write_index,
    write_workspace,
)
from tests.test_laws import EVALUATION, LIMITS, World, worlds

FORMS = [form.value for form in TableFormat]
TURNING = ("forecast", SAMPLES / "dead-links", "--as-of", "2024-11-01", "--lang", "en")


def without_later(evidence: Evidence, day: date) -> Evidence:
    """Return evidence as it is when nothing is published or refreshed after a day."""
    items = [own for own in evidence.items if own.published is None or own.published <= day]
    kept = [own if own.updated is None or own.updated <= day else own._replace(updated=None) for own in items]
    return evidence._replace(items=tuple(kept))


# laws


@LIMITS
@given(worlds(), st.dates(date(2023, 12, 1), EVALUATION), st.sampled_from(Basis))
def test_each_day_until_the_evaluation_is_what_the_score_of_that_day_would_be(
    world: World, today: date, basis: Basis
) -> None:
    forecast = make_forecast(assessed := world.assess(today), find(assessed), basis, UTC)
    evidence = {name: without_later(own, today) for name, own in world.evidence.items()}
    told = {day.day: day for day in (forecast.today, *forecast.days)}
    before = world.assess(today, evidence)
    assert forecast.today.points.on_course == before.total(basis).on_course
    day = today
    while day < EVALUATION:
        day += timedelta(days=1)
        after = world.assess(day, evidence)
        assert after.scales == before.scales
        fallen = {
            was.criterion.id: (was.on(basis).on_course - now.on(basis).on_course) * scale
            for was, now in zip(before.verdicts, after.verdicts, strict=True)
            if (scale := after.scales[now.indicator.id])
        }
        # only an unknown point that turns out to be pending can rise
        assert basis is Basis.VERIFIED or all(points >= 0 for points in fallen.values())
        stood, stands = before.total(basis), after.total(basis)
        is_lower = any(points > 0 for points in fallen.values())
        changes = (stood.on_course, stood.unknown) != (stands.on_course, stands.unknown)
        assert (day in told) == (is_lower or changes), day
        if day in told:
            falls = dict.fromkeys(fallen, Fraction(0))
            for fall in told[day].falls:
                falls[fall.verdict.criterion.id] += fall.points
            assert falls == {name: max(points, Fraction(0)) for name, points in fallen.items()}
            assert told[day].points == stands
            assert told[day].band == after.band(basis)
        assert day in told or before.band(basis) == after.band(basis)
        before = after
    assert forecast.last.points.on_course == before.total(basis).on_course
    assert forecast.last.band == before.band(basis)


@LIMITS
@given(worlds(), st.dates(date(2023, 12, 1), EVALUATION), st.sampled_from(Basis))
def test_what_is_shown_adds_up_and_every_fall_names_the_day_before(world: World, today: date, basis: Basis) -> None:
    forecast = make_forecast(assessed := world.assess(today), find(assessed), basis, UTC)
    totals = [day.shown.on_course for day in (forecast.today, *forecast.days)]
    for change, before, after, day in zip(forecast.changes, totals[:-1], totals[1:], forecast.days, strict=True):
        assert before + change == after
        assert -sum(day.falls_shown) == change or basis is Basis.VERIFIED
        assert all(points >= 0 for points in day.falls_shown)
        for fall in day.falls:
            assert today <= fall.due
            assert fall.due == day.day - timedelta(days=1) or fall.cause in (FallCause.EVALUATION, FallCause.DUE_MISSED)


# each cause, in figures


def forecast_of(
    folder: Path,
    rule: dict[str, Any],
    claim: dict[str, Any] | None,
    day: str,
    basis: Basis = Basis.EVIDENCED,
    **more: Any,
) -> Forecast:
    index = write_index(folder / "index", [[criterion(rule, **more)]])
    body = write_workspace(folder / "body", {"X1": claim} if claim is not None else {}, index)
    return make_forecast(assessed := assess_folder(body, day), find(assessed), basis, UTC)


def falls_of(forecast: Forecast) -> list[tuple[str, Fraction, FallCause, str]]:
    return [
        (day.day.isoformat(), fall.points, fall.cause, fall.due.isoformat())
        for day in forecast.days
        for fall in day.falls
    ]


def only_fall(forecast: Forecast) -> Fall:
    ((fall,),) = [day.falls for day in forecast.days]
    return fall


def test_a_due_date_is_missed_on_the_day_after_it(tmp_path: Path) -> None:
    claim = {"items": [item("2024-04-20", period="2024-Q1")]}
    forecast = forecast_of(tmp_path, QUARTERS, claim, "2024-07-25")
    quarter = Fraction(1, 4)
    assert falls_of(forecast) == [
        ("2024-07-26", quarter, FallCause.DUE_MISSED, "2024-07-25"),
        ("2024-10-26", quarter, FallCause.DUE_MISSED, "2024-10-25"),
        ("2025-01-26", quarter, FallCause.DUE_MISSED, "2025-01-25"),
    ]
    assert [day.falls[0].periods for day in forecast.days] == [("2024-Q2",), ("2024-Q3",), ("2024-Q4",)]
    assert forecast.last.points.on_course == quarter


def test_what_falls_due_on_the_day_of_the_evaluation_falls_on_that_day(tmp_path: Path) -> None:
    fall = only_fall(forecast_of(tmp_path, {**QUARTERS, "due": {"days_after": 60}}, None, "2025-02-01"))
    assert (fall.cause, fall.due, fall.periods) == (FallCause.EVALUATION, date(2025, 3, 1), ("2024-Q4",))


def test_a_late_publication_still_earns_its_share(tmp_path: Path) -> None:
    forecast = forecast_of(tmp_path, {**QUARTERS, "late": "0.5"}, None, "2025-01-01")
    assert falls_of(forecast) == [("2025-01-26", Fraction(1, 4), FallCause.DUE_MISSED, "2025-01-25")]


def test_a_count_falls_when_it_no_longer_keeps_pace(tmp_path: Path) -> None:
    claim = {"items": [item("2024-03-01", shows=6)]}
    forecast = forecast_of(tmp_path, COUNT, claim, "2024-07-01")
    # 12 a year: a seventh is needed once 7/12 of the 366 days, 213.5, are gone: they are on 2 August
    (day,) = forecast.days
    assert (day.day, day.falls[0].cause, day.falls[0].have, day.falls[0].need) == (
        date(2024, 8, 2),
        FallCause.PACE,
        6,
        7,
    )
    assert day.falls[0].points == Fraction(1, 2)
    assert forecast.last.points.on_course == Fraction(1, 2)


def test_what_keeps_pace_to_the_end_of_the_year_falls_with_it(tmp_path: Path) -> None:
    rule = {"kind": "count", "steps": [{"min": 1, "points": 1}]}
    forecast = forecast_of(tmp_path, rule, None, "2024-12-01")
    fall = only_fall(forecast)
    assert (forecast.days[0].day, fall.cause, fall.due) == (date(2025, 1, 1), FallCause.YEAR_ENDED, date(2024, 12, 31))
    assert (fall.have, fall.need) == (0, 1)


def test_a_page_that_grows_too_old_falls_once_and_a_refreshed_one_later(tmp_path: Path) -> None:
    needs = {"source": "either", "fresh_days": 30}
    claim = {"level": "full", "items": [item("2024-06-01", updated="2024-06-20")]}
    fall = only_fall(forecast_of(tmp_path, LEVELS, claim, "2024-07-01", needs=needs))
    assert (fall.cause, fall.due) == (FallCause.STALE, date(2024, 7, 20))


@pytest.mark.parametrize("rule", [LEVELS, CHECKLIST, SHARE])
def test_what_has_no_date_does_not_fall(rule: dict[str, Any], tmp_path: Path) -> None:
    claims: dict[str, dict[str, Any]] = {
        "levels": {"level": "full", "items": [item()]},
        "checklist": {"items": [item(part="a")]},
        "share": {"count": 3, "of": 4, "items": [item()]},
    }
    forecast = forecast_of(tmp_path, rule, claims[rule["kind"]], "2024-03-01")
    assert not forecast.days
    assert forecast.last is forecast.today


def test_what_grows_too_old_on_the_day_of_a_missed_duty_is_told_beside_it(tmp_path: Path) -> None:
    claim = {"items": [item("2024-10-18", period="2024-Q3")]}
    needs = {"source": "either", "fresh_days": 99}
    forecast = forecast_of(tmp_path, QUARTERS, claim, "2025-01-10", needs=needs)
    quarter = Fraction(1, 4)
    assert falls_of(forecast) == [
        ("2025-01-26", quarter, FallCause.STALE, "2025-01-25"),
        ("2025-01-26", quarter, FallCause.DUE_MISSED, "2025-01-25"),
    ]


def test_the_colour_turns_too_when_what_is_unknown_is_past_proving(tmp_path: Path) -> None:
    needs = {"source": "either", "fresh_days": 100}
    claim = {"level": "full", "items": [item("2024-09-01")]}
    forecast = forecast_of(tmp_path, LEVELS, claim, "2024-11-01", Basis.VERIFIED, needs=needs)
    (turn,) = forecast.turns
    assert (turn.day, turn.before, turn.after and turn.after.name.value) == (date(2024, 12, 11), None, "red")
    (day,) = forecast.days
    assert (day.falls[0].points, day.falls[0].unknown) == (Fraction(0), Fraction(1))
    assert not day.points.unknown


def test_what_is_dated_later_does_not_come(tmp_path: Path) -> None:
    claim = {"items": [item("2024-07-20", period="2024-Q2")]}
    forecast = forecast_of(tmp_path, QUARTERS, claim, "2024-07-01")
    assert ("2024-Q2",) in [fall.periods for day in forecast.days for fall in day.falls]


def test_pace_is_that_of_the_basis(tmp_path: Path) -> None:
    claim = {"count": 12, "items": [item("2024-02-01", shows=6)]}
    assert not forecast_of(tmp_path, COUNT, claim, "2024-07-01", Basis.DECLARED).days
    assert forecast_of(tmp_path, COUNT, claim, "2024-07-01").days


def test_what_opened_goes_on_opening_and_is_listed_to_be_fetched_again(tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    url, other = "https://example.org/a", "https://example.org/b"
    claim = {"level": "full", "items": [item(), item(url=other)]}
    body = write_workspace(tmp_path / "body", {"X1": claim}, index)
    checks = [check(url, "ok", "2024-12-20T08:00:00"), check(other, "ok", "2025-01-30T08:00:00")]
    forecast = make_forecast(assessed := assess_folder(body, "2025-01-10", checks), find(assessed), Basis.VERIFIED, UTC)
    assert not forecast.days
    # 30 days: the one of 30 January still counts on 1 March, but is not known on 10 January
    assert [(own.address.url, own.by) for own in forecast.repeats] == [(url, date(2025, 1, 19))]
    late = make_forecast(assessed := assess_folder(body, "2025-01-31", checks), find(assessed), Basis.VERIFIED, UTC)
    assert [own.address.url for own in late.repeats] == []


# the command


def test_the_forecast_names_the_day_on_which_the_colour_turns(tool: Call) -> None:
    ending = tool(*TURNING)
    assert ending.code == ExitCode.DONE
    text = " ".join(ending.out.split())
    assert "73.62 points are on course today, green." in text
    assert "67.31 of them are left on the evaluation date" in text
    assert "The colour turns from green to yellow on 1 January 2025." in text
    scored = json.loads(tool("score", *TURNING[1:4], "--format", "json").out)
    found = json.loads(tool(*TURNING, "--format", "json").out)
    assert found["days"][0]["on_course"] == scored["scores"]["evidenced"]["on_course"]
    assert found["turns"] == [{"day": "2025-01-01", "before": "green", "after": "yellow"}]


@pytest.mark.parametrize("basis", [basis.value for basis in Basis])
@pytest.mark.parametrize("name", ["dead-links", "ministry-2024", "model-body"])
def test_json_is_in_its_shape_and_the_csv_says_the_same(name: str, basis: str, tool: Call) -> None:
    call = ("forecast", SAMPLES / name, "--as-of", "2024-09-01", "--basis", basis)
    found = json.loads(tool(*call, "--format", "json").out)
    jsonschema.Draft202012Validator(json_schema(SchemaName.FORECAST)).validate(found)
    rows = list(csv.DictReader(io.StringIO(tool(*call, "--format", "csv").out, newline="")))
    falls = [(day["day"], fall["criterion"], fall["points"]) for day in found["days"] for fall in day["falls"]]
    told = [(row["day"], row["criterion"], float(row["points"])) for row in rows if row["criterion"]]
    assert told == falls
    for day in found["days"][1:]:
        assert round(sum(fall["points"] for fall in day["falls"]) + day["change"], 2) == 0


@pytest.mark.parametrize("form", FORMS)
def test_the_same_input_gives_the_same_bytes(form: str, tool: Call) -> None:
    one, other = (tool(*TURNING, "--format", form) for _time in range(2))
    assert one.data == other.data
    assert one.data


@pytest.mark.parametrize("command", ["forecast", "plan"])
def test_no_day_after_the_evaluation_is_looked_ahead_from(command: str, tool: Call) -> None:
    ending = tool(command, SAMPLES / "model-body", "--as-of", "2025-03-02", "--lang", "en")
    assert (ending.code, ending.out) == (ExitCode.USAGE, "")
    assert "2025-03-02 is after the evaluation date, 2025-03-01" in ending.err
    assert tool(command, SAMPLES / "model-body", "--as-of", "2025-03-01").code in (ExitCode.DONE, ExitCode.FAILED)


@pytest.mark.parametrize(
    ("option", "value"),
    [("--basis", "believed"), ("--format", "junit"), ("--as-of", "01.12.2024"), ("--index", "none")],
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
