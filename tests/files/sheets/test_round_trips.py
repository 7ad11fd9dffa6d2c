"""Workspaces of all sorts, handed out and taken back: the same without an edit; with one, that edit alone."""

from pathlib import Path

import pytest

from tests.builders.filled import start_in
from tests.fuzz_sheets import round_trip, typed_into


@pytest.fixture
def start(tmp_path: Path) -> Path:
    return start_in(tmp_path).parent


@pytest.mark.slow(few=6, many=200)
def test_what_is_handed_out_comes_back_and_an_edit_is_that_edit(start: Path, repeats: int) -> None:
    for number in range(repeats):
        round_trip(number, start)


@pytest.mark.slow(few=4, many=200)
def test_whatever_is_typed_is_told_and_nothing_is_written_by_halves(start: Path, repeats: int) -> None:
    for number in range(repeats):
        typed_into(number, start)
