"""A few of the inputs of ``python -m tests.fuzz``, whatever the time that they take."""

import math

import pytest

from tests.fuzz import fuzz


@pytest.mark.slow(few=300, many=3000)
def test_whatever_is_read_a_command_ends_as_foreseen(repeats: int) -> None:
    assert fuzz(1, repeats, seconds=math.inf) == []
