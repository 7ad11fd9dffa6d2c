"""Cells of a workbook of definitions: numbers and shares as people type them; what is wrong by rows and columns."""

import datetime as dt

import pytest

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.index_book.cells import Reader
from openness_cli.files.index_book.columns import BookSheet
from openness_cli.files.index_book.figures import MisreadError
from openness_cli.files.tables.handouts import Lists

READER = Reader(Lists({}))


@pytest.mark.parametrize(
    ("typed", "share"), [("50 %", "0.5"), ("12,5%", "0.125"), (0.5, "0.5"), ("0,5", "0.5"), ("1", "1")]
)
def test_a_share_is_understood_as_people_type_it(typed: object, share: str) -> None:
    assert READER.read(BookSheet.CRITERIA, "late", typed, "periods") == share  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "typed", "told"),
    [
        ("late", "150 %", "late is a share of the points, at most 1"),
        ("points", "50 %", "“50 %” is not a number from 0 on"),
        ("points", True, "“TRUE” is not a number from 0 on"),
        ("points", dt.date(2024, 5, 1), "Excel made a day of what was typed: 2024-05-01"),
    ],
)
def test_what_is_no_number_is_told_as_what_it_is(column: str, typed: object, told: str) -> None:
    with pytest.raises(MisreadError, match=told):
        READER.read(BookSheet.CRITERIA, column, typed, "periods")  # type: ignore[arg-type]


def test_cells_are_told_by_rows_and_columns() -> None:
    cells = ["x, A!B2", "x, A!Z2", "x, A!AA2", "x, A!B10", "x, A!A100", "x, A!A100:B100", "x, B!A1", "y"]
    assert [
        own.file for own in InvalidInput(tuple(Problem(own, 0, 0, "") for own in reversed(cells))).problems
    ] == cells
