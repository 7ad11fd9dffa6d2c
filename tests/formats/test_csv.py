"""Cells that no spreadsheet takes for a formula."""

import csv
import io
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from openness_cli.formats._cells import MOST_IN_A_CELL
from openness_cli.formats.csv_ import disarm, rearm, write, write_excel
from openness_cli.formats.rows import Row, Rows
from openness_cli.model.points import Hundredths


@given(st.text())
@example("=1+1")
@example("+998 71 239")
@example("-1")
@example("@x")
@example("\t=1")
@example("'quoted")
@example("")
@example("a;'b")
@example("full-width: ,＝1")
def test_what_is_disarmed_is_rearmed(text: str) -> None:
    assert rearm(disarm(text)) == text
    assert not disarm(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize(
    "text",
    [
        "＝1+1",
        "＋1",
        " ＝1",
        "＠SUM(1)",
        "a;=1+1",
        "b,=1+1",
        "c\t=1+1",
        "a\n=1+1",
        'x;"=1+1',
        "x; =1+1",
        "a;＝1",
        "a,@SUM(1)",
    ],
)
def test_no_cell_is_a_formula_wherever_cells_are_parted(text: str, delimiter: str) -> None:
    rows = Rows(("first", "second"), ({"first": "x", "second": text},))
    for written in (write(rows), write_excel(rows)):
        cells = [
            cell for row in csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=delimiter) for cell in row
        ]
        assert not [cell for cell in cells if cell.lstrip(' "').startswith(("=", "@", "＝", "＋", "－", "＠"))]


@pytest.mark.parametrize(
    "text",
    ["2024-03", "2024-Q1-ish", "0301", "12E3", "12-05", "1.05", "1,05", "10:30", "5 may", "мар 24", "50 %", "TRUE"],
)
def test_excel_makes_nothing_else_of_a_text(text: str) -> None:
    line = write_excel(Rows(("own",), ({"own": text},))).decode("utf-8-sig").splitlines()[1]
    assert line == (text if text == "2024-Q1-ish" else f"'{text}")
    assert rearm(line) == text


def test_figures_dates_and_plain_numbers_stay_as_they_are() -> None:
    row: Row = {"figure": Fraction(5, 2), "day": date(2024, 3, 1), "indicator": "4", "label": "2024-Q1"}
    assert write_excel(Rows(tuple(row), (row,))).decode("utf-8-sig").splitlines()[1] == "2,5;2024-03-01;4;2024-Q1"


def test_a_cell_is_no_longer_than_excel_takes() -> None:
    entries = [f"{number}: no date is entered for this one" for number in range(2000)]
    (cell,) = list(csv.reader(io.StringIO(_cell("; ".join(entries))), delimiter=";"))[1]
    kept = cell.split("; ")
    assert len(cell) <= MOST_IN_A_CELL
    assert kept[:-1] == entries[: len(kept) - 1]
    assert kept[-1] == f"… and {2000 - len(kept) + 1} more"


def test_one_overlong_text_is_cut_with_a_count_of_letters() -> None:
    (cell,) = list(csv.reader(io.StringIO(_cell("\N{GRINNING FACE}" * 20_000)), delimiter=";"))[1]
    assert len(cell.encode("utf-16-le")) // 2 <= MOST_IN_A_CELL
    kept, _dots, told = cell.partition("…")
    assert told == f" and {20_000 - len(kept)} more letters"


def _cell(text: str) -> str:
    return write_excel(Rows(("own",), ({"own": text},))).decode("utf-8-sig")


def test_a_number_below_0_is_a_number() -> None:
    rows = Rows(("a", "b"), [{"a": Hundredths(-150), "b": "-1.50"}])
    assert write(rows).decode().splitlines()[1] == "-1.50,'-1.50"
