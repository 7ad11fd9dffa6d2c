"""Figures as they are shown."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openness_cli.messages import _, use
from openness_cli.model.points import Hundredths, plain_number, rounded_down


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


@pytest.mark.parametrize(
    ("value", "text"),
    [("7/10", "0.7"), ("2/3", "0.6667"), ("29999/10000", "2.9999"), ("2.99999", "3"), ("0.00001", "0")],
)
def test_an_exact_number_is_shown_as_a_decimal(value: str, text: str) -> None:
    own = Fraction(value)
    assert plain_number(own) == text
    use("en")
    assert _("{points} points").format(points=own) == f"{text} points"
    use("ru")
    assert _("{points} points").format(points=own).startswith(text.replace(".", ","))
