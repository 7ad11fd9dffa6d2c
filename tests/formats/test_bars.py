"""Bars of text."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from openness_cli.formats._bars import scale
from openness_cli.formats._lines import TYPED, Amount, bar
from openness_cli.formats.document import Ruler


@given(st.lists(st.floats(0, 1), max_size=4), st.integers(5, 80))
def test_a_bar_has_its_width_and_shows_what_is_not_nothing(shares: list[float], width: int) -> None:
    whole = sum(shares) or 1
    amounts = [Amount(share / max(whole, 1), shape, "") for share, shape in zip(shares, "abcd", strict=False)]
    text = "".join(span.text for span in bar(width, amounts, [Amount(0.55, "|", "")], TYPED.rest))
    assert len(text) == width
    if amounts and amounts[0].share > 0:
        assert text.startswith("a")
    if sum(amount.share for amount in amounts) < 0.999:
        assert text[-1] in (TYPED.rest, "|")


@given(st.integers(5, 80))
def test_what_would_touch_on_a_ruler_is_left_out(width: int) -> None:
    text = scale(Ruler(Fraction(100), (Fraction(71), Fraction(55), Fraction(0))), width)
    assert len(text) <= width
    assert text.endswith("100")
    assert set(text.split()) <= {"0", "55", "71", "100"}
    assert width < 30 or text.split() == ["0", "55", "71", "100"]
