"""Laws of the forecast: day by day what ``assess`` says of what is there today."""

from datetime import UTC, date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.model.definitions import Count, Criterion
from openness_cli.model.evidence import Evidence
from openness_cli.outlook.forecast import FallCause, make_forecast
from openness_cli.scoring.findings import find
from openness_cli.scoring.verdicts import Basis
from tests.laws.worlds import EVALUATION, World, worlds


def evidence_of(world: World, day: date) -> dict[str, Evidence]:
    """Return evidence as it is when nothing is published, held or refreshed after a day."""
    criteria = {criterion.id: criterion for indicator in world.indicators for criterion in indicator.criteria}
    return {name: _without_later(criteria[name], own, day) for name, own in world.evidence.items()}


def _without_later(criterion: Criterion, evidence: Evidence, day: date) -> Evidence:
    # the day on which it was held is that of what is counted, and of nothing else
    is_counted = isinstance(criterion.rule, Count) and not evidence.not_applicable
    items = [
        own
        for own in evidence.items
        if (own.published is None or own.published <= day)
        and not (is_counted and own.shows is None and own.held is not None and own.held > day)
    ]
    kept = [own if own.updated is None or own.updated <= day else own._replace(updated=None) for own in items]
    return evidence._replace(items=tuple(kept))


@given(worlds(), st.dates(date(2023, 12, 1), EVALUATION), st.sampled_from(Basis))
def test_each_day_until_the_evaluation_is_what_the_score_of_that_day_would_be(
    world: World, today: date, basis: Basis
) -> None:
    assessment = world.assess(today)
    forecast = make_forecast(assessment, find(assessment), basis, UTC)
    evidence = evidence_of(world, today)
    told = {day.day: day for day in (forecast.today, *forecast.days)}
    before = world.assess(today, evidence)
    assert forecast.today.points.on_course == before.standing(basis).on_course
    day = today
    while day < EVALUATION:
        day += timedelta(days=1)
        after = world.assess(day, evidence)
        assert after.scales == before.scales
        fallen = {
            was.criterion.id: (was.standing(basis).on_course - now.standing(basis).on_course) * scale
            for was, now in zip(before.verdicts, after.verdicts, strict=True)
            if (scale := after.scales[now.indicator.id])
        }
        # only an unknown point that turns out to be pending can rise
        assert basis is Basis.VERIFIED or all(points >= 0 for points in fallen.values())
        stood, stands = before.standing(basis), after.standing(basis)
        is_lower = any(points > 0 for points in fallen.values())
        changes = (stood.on_course, stood.unknown) != (stands.on_course, stands.unknown)
        assert (day in told) == (is_lower or changes), day
        if day in told:
            falls = dict.fromkeys(fallen, Fraction(0))
            for fall in told[day].falls:
                falls[fall.verdict.criterion.id] += fall.points
            assert falls == {name: max(points, Fraction(0)) for name, points in fallen.items()}
            assert told[day].points == stands
            assert told[day].band == after.band_of(after.standing(basis))
        assert day in told or before.band_of(before.standing(basis)) == after.band_of(after.standing(basis))
        before = after
    assert forecast.last.points.on_course == before.standing(basis).on_course
    assert forecast.last.band == before.band_of(before.standing(basis))


@given(worlds(), st.dates(date(2023, 12, 1), EVALUATION), st.sampled_from(Basis))
def test_what_is_shown_adds_up_and_every_fall_names_the_day_before(world: World, today: date, basis: Basis) -> None:
    assessment = world.assess(today)
    forecast = make_forecast(assessment, find(assessment), basis, UTC)
    totals = [day.shown.on_course for day in (forecast.today, *forecast.days)]
    for change, before, after, day in zip(forecast.changes, totals[:-1], totals[1:], forecast.days, strict=True):
        assert before + change == after
        # each fall has its own figure, rounded down; together they are the change but for what is cut off
        assert basis is Basis.VERIFIED or -1 <= -change - sum(day.falls_shown) <= len(day.falls)
        assert all(points >= 0 for points in day.falls_shown)
        for fall in day.falls:
            assert today <= fall.due
            assert fall.due == day.day - timedelta(days=1) or fall.cause in (FallCause.EVALUATION, FallCause.DUE_MISSED)
