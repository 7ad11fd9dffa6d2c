"""Workbooks: what stands in a cell is what was put there, and does nothing."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from zipfile import ZipFile

import pytest

from openness_cli.formats._cells import MOST_IN_A_CELL
from openness_cli.formats.document import Sentence, Tone
from openness_cli.formats.rows import Tenths, Value
from openness_cli.formats.sheet_sizes import height_of, lines_of
from openness_cli.formats.workbook import Cell, Chart, Sheet, Table, Workbook
from openness_cli.formats.xlsx import write
from openness_cli.messages import use
from openness_cli.model.availability import AddressState
from openness_cli.model.definitions import BandName
from openness_cli.model.points import Hundredths
from tests.builders.workbooks import formulas_of, parts_of, sheets_of

TASHKENT = timezone(timedelta(hours=5))


def book(*rows: Sequence[Cell | Value], total: Sequence[Cell | Value] = (), heads: Sequence[str] = ()) -> Workbook:
    heads = heads or [f"head {number}" for number in range(len(rows[0]))]
    return Workbook("a title", (Sheet("own", (Table(heads, rows, total),)),), date(2024, 12, 1))


def cells(*values: Cell | Value) -> list[object]:
    return sheets_of(write(book(values)))["own"][1]


def test_numbers_days_and_times_are_what_they_are() -> None:
    time = datetime(2025, 2, 27, 5, 0, tzinfo=UTC).astimezone(TASHKENT)
    own = cells(Hundredths(117), Tenths(4.25), 12, Fraction(5, 2), date(2024, 12, 31), time, None, "")
    assert own == [1.17, 4.25, 12, 2.5, date(2024, 12, 31), datetime(2025, 2, 27, 10), "", ""]  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    ["C4.10", "1.10", "2024-03", "=1+1", "+998 71 239", "-1", "@x", "{=1}", "https://a.example/?a=1&b", "internal:x!A1",
     "mailto:a@b.example", "01", "1e5", "TRUE", "'quoted", "<b>&amp;", "_x000D_", "line\nbreak", "  blanks  "],
)  # fmt: skip
def test_a_text_stays_a_text(text: str) -> None:
    data = write(book((text,)))
    assert sheets_of(data)["own"][1] == [text]
    assert formulas_of(data) == []
    assert not any("hyperlink" in part for part in parts_of(data, "worksheets/").values())


def test_what_no_file_can_carry_gets_a_substitute() -> None:
    assert cells("a\x00\x1b\ud800\uffffb\r\nc") == ["a����b\nc"]


def test_a_text_is_no_longer_than_a_cell_holds() -> None:
    (kept,) = cells("\N{GRINNING FACE}" * 20_000)
    assert isinstance(kept, str)
    assert len(kept.encode("utf-16-le")) // 2 <= MOST_IN_A_CELL
    assert kept.endswith(f"and {20_000 - kept.index('…')} more letters")


def test_a_number_that_is_none_for_excel_and_a_day_before_its_time_are_texts() -> None:
    assert cells(10**20, date(1899, 12, 31)) == ["1" + "0" * 20, "1899-12-31"]


def test_names_of_sheets_are_those_that_excel_takes() -> None:
    table = Table(("a",), (("x",),))
    names = ("History", "a/b:c*d?e[f]g\\h", "'quoted'", "x" * 40, "X" * 40, "", "own", "OWN")
    found = list(sheets_of(write(Workbook("", tuple(Sheet(name, (table,)) for name in names)))))
    assert len(found) == len({name.lower() for name in found}) == len(names)
    for name in found:
        assert 0 < len(name) <= 31
        assert name.lower() != "history"
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)


def test_a_total_follows_filters_and_holds_what_the_report_says() -> None:
    rows = (("a", Hundredths(117), "x"), ("b", Hundredths(233), "y"))
    data = write(book(*rows, total=("in all", Hundredths(350), None)))
    assert sheets_of(data)["own"][-1] == ["in all", 3.5, ""]
    assert formulas_of(data) == ["SUBTOTAL(109,B2:B3)"]
    (sheet,) = parts_of(data, "worksheets/").values()
    assert '<autoFilter ref="A1:C3"/>' in sheet


def test_a_table_without_rows_has_its_heads_and_total() -> None:
    data = write(Workbook("", (Sheet("own", (Table(("a", "b"), (), ("in all", Hundredths(0))),)),)))
    assert sheets_of(data)["own"] == [["a", "b"], ["in all", 0.0]]
    assert formulas_of(data) == []


def numbered(count: int) -> Iterator[Sequence[Value]]:
    return ((f"row {number}", Hundredths(number)) for number in range(count))


def test_many_rows_are_written_as_they_come_and_are_the_same() -> None:
    def data(count: int) -> bytes:
        table = Table(("name", "points"), numbered(count), ("in all", Hundredths(7)))
        return write(Workbook("", (Sheet("own", (table,), above=(Sentence("first"),), below=(Sentence("last"),)),)))

    few, many = sheets_of(data(1999))["own"], sheets_of(data(2500))["own"]
    assert many[:2002] == few[:2002] == [["first", ""], ["", ""], ["name", "points"], *(
        [f"row {number}", number / 100] for number in range(1999)
    )]  # fmt: skip
    assert many[-3:] == few[-3:] == [["in all", 0.07], ["", ""], ["last", ""]]
    assert data(2500) == data(2500)


def test_what_a_sheet_cannot_hold_is_left_out_with_a_count() -> None:
    table = Table(("name", "points"), numbered(300), ("in all", Hundredths(7)))
    rows = sheets_of(write(Workbook("", (Sheet("own", (table,)),)), most_rows=150))["own"]
    assert len(rows) <= 150
    kept = sum(str(row[0]).startswith("row ") for row in rows)
    assert rows[-2:] == [[f"… and {300 - kept} more rows", ""], ["in all", 0.07]]


def test_a_colour_has_its_word_and_shape_and_what_does_not_open_a_cross() -> None:
    use("ru")
    assert cells(BandName.GREEN, BandName.YELLOW, BandName.RED, AddressState.BROKEN, Cell("x", Tone.RED)) == [
        "● зелёная", "▲ жёлтая", "■ красная", "✕ не открывается", "✕ x",
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "pattern"), [("uz", "dd.mm.yyyy"), ("ru", "dd.mm.yyyy"), ("en", "yyyy-mm-dd")])
def test_days_are_written_as_the_language_does(language: str, pattern: str) -> None:
    use(language)
    (styles,) = parts_of(write(book((date(2024, 12, 31),))), "styles.xml").values()
    assert f'formatCode="{pattern}"' in styles


def test_the_same_workbook_is_the_same_bytes_and_names_no_other_time() -> None:
    first, second = (write(book(("a", Hundredths(1)))) for _time in range(2))
    assert first == second
    with ZipFile(io.BytesIO(first)) as file:
        assert {info.date_time[0] for info in file.infolist()} == {1980}
    (core,) = parts_of(first, "core.xml").values()
    assert re.findall(r">(\d{4}-[^<]*)<", core) == ["2024-12-01T00:00:00Z"] * 2


def test_a_chart_is_told_to_whoever_does_not_see_it() -> None:
    rows = (("a", Hundredths(100), Hundredths(200)), ("b", Hundredths(300), None))
    table = Table(("name", "ours", "average"), rows, chart=Chart("A title", 0, (1, 2), 2, "Bars & what they say"))
    data = write(Workbook("", (Sheet("own & one", (table,)),)))
    (drawing,) = parts_of(data, "drawings/drawing1.xml").values()
    assert 'descr="Bars &amp; what they say"' in drawing
    (chart,) = parts_of(data, "charts/chart1.xml").values()
    assert "'own &amp; one'!$B$2:$B$3" in chart
    assert "<c:v>3</c:v>" in chart


def test_a_foot_begins_with_no_figure_and_has_no_code_of_its_own() -> None:
    table = Table(("a",), (("x",),))
    (sheet,) = parts_of(write(Workbook("2024 & more &D", (Sheet("own", (table,)),))), "worksheets/").values()
    (foot,) = re.findall("<oddFooter>(.*?)</oddFooter>", sheet)
    assert foot.replace("&amp;", "&").startswith("&L&8 2024 && more &&D&C&8 ")


def test_heights_are_written_and_no_line_is_hidden() -> None:
    (sheet,) = parts_of(write(book(("word " * 100, "x"), ("short", "x"))), "worksheets/").values()
    # a row of one line is as high as rows of the sheet are
    assert 'defaultRowHeight="15"' in sheet
    (height,) = re.findall(r'<row r="2"[^>]* ht="([\d.]+)" customHeight="1"', sheet)
    assert float(height) > 10 * 13


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("short", 1), ("a\nb", 2), ("x" * 24, 3), ("one two three", 2), ("one two\n" + "y" * 24, 4)],
)
def test_lines_of_a_text_in_a_column_of_ten(text: str, lines: int) -> None:
    assert lines_of(text, 10 / 1.16 + 0.01) == lines


def test_no_row_is_higher_than_excel_takes() -> None:
    assert height_of(1000) == 409
