"""Cells that no spreadsheet takes for a formula."""

from hypothesis import example, given
from hypothesis import strategies as st

from openness_cli.formats.csv_ import disarm, rearm


@given(st.text())
@example("=1+1")
@example("+998 71 239")
@example("-1")
@example("@x")
@example("\t=1")
@example("'quoted")
@example("")
def test_what_is_disarmed_is_rearmed(text: str) -> None:
    assert rearm(disarm(text)) == text
    assert not disarm(text).startswith(("=", "+", "-", "@", "\t", "\r"))
