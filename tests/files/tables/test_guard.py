"""Workbooks are looked through before a library reads them: what is hostile or too large never gets there."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from openness_cli.errors import InvalidInput
from openness_cli.files.tables.guard import MOST_BYTES, MOST_UNPACKED, Kind, Place, RefusedError, look_through
from openness_cli.files.tables.reading import read_table_file, text_of_cell

RELATIONS = '<Relationships xmlns="r"><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>'
WORKBOOK = '<workbook xmlns="m" xmlns:r="x"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'


def archive(sheet: str, more: Mapping[str, str | bytes] = {}, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        made.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        made.writestr("xl/workbook.xml", WORKBOOK)
        made.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, data in more.items():
            made.writestr(name, data)
    return stream.getvalue()


def sheet_of(cells: str) -> str:
    return f'<worksheet xmlns="m"><sheetData>{cells}</sheetData></worksheet>'


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="XFD1"><v>1</v></c></row>', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        '<row r="20001"><c><v>1</v></c></row>', "<row>" + "<c/>" * 101 + "</row>", "<row><c/></row>" * 20_001,
    ],
)  # fmt: skip
def test_a_cell_far_away_is_refused_with_its_place(cells: str) -> None:
    with pytest.raises(RefusedError, match=r"the cell [A-Z]+[0-9]+ is used"):
        look_through(archive(sheet_of(cells)))


def test_cells_with_an_error_or_a_formula_without_a_value_are_named() -> None:
    cells = (
        '<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c><f>A1</f></c><c><f>A1</f><v></v></c><c><f>A1</f><v>0</v></c>'
        '<c t="str"><f>A1</f><v></v></c><c t="inlineStr"><is><t>x</t></is></c></row>'
    )
    guarded = look_through(archive(sheet_of(cells)))
    assert (guarded.kind, [*map(str, sorted(guarded.errors[0]))]) == (Kind.XLSX, ["B2", "C2", "D2"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * (MOST_BYTES + 1), "larger than"),
        (archive(sheet_of(""), {"a": b"0" * (MOST_UNPACKED + 1)}), "unpacked it is larger"),
        (archive(sheet_of(""), {"xl/vbaProject.bin": "x"}), "macros"),
        (archive(sheet_of(""), {"xl/externalLinks/externalLink1.xml": "x"}), "links to other files"),
        (archive('<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'), "damaged"),
        (archive(sheet_of('<row r="x"><c/></row>')), "damaged"),
        (archive(sheet_of('<row><c r="1A"/></row>')), "damaged"),
        (archive("<worksheet>"), "damaged"),
        (archive('<?xml version="1.0" encoding="UXF-8"?><worksheet/>'), "damaged"),
        (archive(sheet_of(""), {f"n{number}": "" for number in range(2001)}), "damaged"),
        (archive(sheet_of(""))[:-30], "damaged"),
        (b"  \n<table>", "web page"),
    ],
)
def test_what_is_hostile_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(RefusedError, match=said):
        look_through(data)


def test_an_entry_that_lies_about_its_size_ends_at_the_bound() -> None:
    data = bytearray(archive(sheet_of("<row/>" + " " * (MOST_UNPACKED + 10))))
    # what the directory and the entry say of its size, unpacked
    real = len(sheet_of("<row/>")) + MOST_UNPACKED + 10
    data = bytearray(bytes(data).replace(real.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    with pytest.raises(RefusedError):
        look_through(bytes(data))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_doubled_names_are_refused() -> None:
    stream = io.BytesIO(archive(sheet_of("")))
    with zipfile.ZipFile(stream, "a") as made:
        made.writestr("xl/workbook.xml", WORKBOOK)
    with pytest.raises(RefusedError, match="damaged"):
        look_through(stream.getvalue())


def test_an_ods_is_looked_through_as_well() -> None:
    def ods(rows: str) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as made:
            made.writestr(
                "content.xml",
                '<d xmlns:table="t" xmlns:office="o" xmlns:calcext="c" xmlns:text="x"><table:table>'
                f"{rows}</table:table></d>",
            )
        return stream.getvalue()

    row = '<table:table-row table:number-rows-repeated="{rows}">{cells}</table:table-row>'
    empty = '<table:table-cell table:number-columns-repeated="16000"/>'
    text = '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>'
    error = '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"/>'
    without = '<table:table-cell table:formula="of:=TODAY()"/>'
    fine = row.format(rows=2, cells=text + error + without) + row.format(rows=1_000_000, cells=empty)
    guarded = look_through(ods(fine))
    assert (guarded.kind, [*map(str, sorted(guarded.errors[0]))]) == (Kind.ODS, ["B1", "C1"])
    for far in (row.format(rows=30_000, cells=text), row.format(rows=1, cells=empty + text)):
        with pytest.raises(RefusedError, match="the cell"):
            look_through(ods(far))


def test_places_are_named_as_spreadsheets_do() -> None:
    assert [str(Place(0, column)) for column in (0, 25, 26, 701, 702)] == ["A1", "Z1", "AA1", "ZZ1", "AAA1"]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as told:
        read_table_file(tmp_path / "none.xlsx")
    assert told.value.problems[0].file == "none.xlsx"


def test_cells_are_read_as_a_person_would_type_them() -> None:
    assert [text_of_cell(own) for own in (None, 20.0, 19.5, True, " a ")] == ["", "20", "19.5", "1", "a"]
