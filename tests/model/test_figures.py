"""Figures as they are shown."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openness_cli.model.points import Hundredths, rounded_down


@given(st.fractions(min_value=0, max_value=200))
@example(Fraction(70996, 1000))
def test_nothing_is_ever_shown_higher_than_it_is(value: Fraction) -> None:
    figure = rounded_down(value)
    assert Fraction(figure, 100) <= value < Fraction(figure + 1, 100)
    assert float(str(figure)) == figure.number


def test_just_below_a_colour_is_never_shown_as_that_colour() -> None:
    assert str(rounded_down(Fraction(70996, 1000))) == "70.99"


@pytest.mark.parametrize(("value", "text"), [(0, "0.00"), (5, "0.05"), (100, "1.00"), (7100, "71.00"), (-5, "-0.05")])
def test_hundredths_print_two_decimals(value: int, text: str) -> None:
    assert str(Hundredths(value)) == text
