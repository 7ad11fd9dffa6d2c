"""The forecast: each cause, in figures."""

from datetime import UTC, date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openness_cli.outlook.forecast import Fall, FallCause, Forecast, make_forecast
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import find
from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    assess_folder,
    check,
    item,
    write_one,
)


def _forecast(assessment: Assessment, basis: Basis) -> Forecast:
    return make_forecast(assessment, find(assessment), basis, UTC)


def forecast_of(
    folder: Path,
    rule: dict[str, Any],
    claim: dict[str, Any] | None,
    day: str,
    basis: Basis = Basis.EVIDENCED,
    **more: Any,
) -> Forecast:
    return _forecast(assess_folder(write_one(folder, rule, claim, **more), day), basis)


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
    rule["steps"] = [{"min": 2, "points": 1}]
    forecast = forecast_of(tmp_path, rule, {"items": [item("2024-10-01")]}, "2024-12-01")
    fall = only_fall(forecast)
    assert (forecast.days[0].day, fall.cause, fall.due) == (date(2025, 1, 1), FallCause.YEAR_ENDED, date(2024, 12, 31))
    assert (fall.have, fall.need) == (1, 2)


def test_of_what_nothing_was_done_by_december_nothing_is_to_come(tmp_path: Path) -> None:
    rule = {"kind": "count", "steps": [{"min": 1, "points": 1}]}
    forecast = forecast_of(tmp_path, rule, None, "2024-11-01")
    fall = only_fall(forecast)
    assert (forecast.days[0].day, fall.cause, fall.due) == (date(2024, 12, 1), FallCause.PACE, date(2024, 11, 30))
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
    url, other = "https://example.org/a", "https://example.org/b"
    claim = {"level": "full", "items": [item(), item(url=other)]}
    body = write_one(tmp_path, LEVELS, claim)
    checks = [check(url, "ok", "2024-12-20T08:00:00"), check(other, "ok", "2025-01-30T08:00:00")]
    forecast = _forecast(assess_folder(body, "2025-01-10", checks), Basis.VERIFIED)
    assert not forecast.days
    # 30 days: the one of 30 January still counts on 1 March, but is not known on 10 January
    assert [(own.address.url, own.by) for own in forecast.repeats] == [(url, date(2025, 1, 19))]
    late = _forecast(assess_folder(body, "2025-01-31", checks), Basis.VERIFIED)
    assert [own.address.url for own in late.repeats] == []
