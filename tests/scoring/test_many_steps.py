"""A count of very many steps: cut into few portions, and the same as step by step."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from openness_cli.model.definitions import Count, Step
from openness_cli.model.evidence import Evidence, Place
from openness_cli.model.periods import days_gone, days_in
from openness_cli.outlook.forecast import _pace_days
from openness_cli.scoring.items import Moment
from openness_cli.scoring.portions import StepVerdict
from openness_cli.scoring.rules.count import cut, pace

YEAR = 2024
EVALUATION = date(2025, 3, 1)
MINIMA = st.lists(st.integers(1, 900), min_size=1, max_size=12, unique=True).map(sorted)


def rule(minima: list[int]) -> Count:
    return Count(tuple(Step(Fraction(own), Fraction(number + 1, 8)) for number, own in enumerate(minima)))


def claimed(count: int) -> Evidence:
    return Evidence("", count, None, "", (), "", None, (), Place("a.yaml", 1))


@settings(max_examples=200)
@given(MINIMA, st.integers(0, 900), st.integers(0, 430))
def test_steps_stand_as_each_does_by_itself(minima: list[int], count: int, days: int) -> None:
    moment = Moment(date(YEAR, 1, 1) + timedelta(days=days), YEAR, EVALUATION)
    found = cut(rule(minima), claimed(count), (), moment)
    gone, length = days_gone(moment.day, YEAR), days_in(YEAR)
    closed = moment.deeds_are_closed or moment.is_last
    is_late = moment.day >= date(YEAR, 12, 1)
    for basis, seen in (("declared", count), ("evidenced", 0)):
        for column in ("won", "pending"):
            below, naive = Fraction(0), Fraction(0)
            for number, minimum in enumerate(minima):
                points = Fraction(number + 1, 8) - below
                below += points
                in_time = not closed and seen >= minimum * gone // length and (bool(seen) or not is_late)
                naive += points if (seen >= minimum if column == "won" else in_time) else 0
            told = sum((own.points for own in found.portions if getattr(getattr(own, column), basis)), Fraction(0))
            assert told == naive, (basis, column)
    assert [own.minimum for own in found.steps] == minima


def test_ten_thousand_steps_are_a_few_portions() -> None:
    found = cut(rule(list(range(1, 10_001))), claimed(40), (), Moment(date(YEAR, 2, 1), YEAR, EVALUATION))
    assert len(found.portions) <= 9
    assert len(found.steps) == 10_000


@given(MINIMA)
def test_the_days_on_which_more_is_asked_are_those_on_which_the_pace_rises(minima: list[int]) -> None:
    length = days_in(YEAR)
    naive = {
        date(YEAR, 1, 1) + timedelta(days=gone)
        for minimum in minima
        for gone in range(1, length + 1)
        if pace(Fraction(minimum), gone, length) > pace(Fraction(minimum), gone - 1, length)
    }
    steps = [StepVerdict(Fraction(own), is_reached=False, is_pending=True) for own in minima]
    assert set(_pace_days(steps, YEAR)) == naive
