"""Workbooks read back by another reader than the one that wrote them."""

import io
import re
from zipfile import ZipFile

from python_calamine import CalamineWorkbook

Cell = object
Sheets = dict[str, list[list[Cell]]]


def sheets_of(data: bytes) -> Sheets:
    """Return the cells of each sheet, row by row, from its first cell on."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: Sheets = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        found[name] = [list(row) for row in rows]
    return found


def texts_of(data: bytes) -> list[str]:
    """Return every text of a workbook, its sheets' names as well."""
    sheets = sheets_of(data)
    cells = (cell for rows in sheets.values() for row in rows for cell in row)
    return [*sheets, *(cell for cell in cells if isinstance(cell, str) and cell)]


def table_in(rows: list[list[Cell]], head: str) -> list[dict[str, Cell]]:
    """Return the table whose first head is this one: its rows by their heads, down to the first empty row."""
    begin = next(place for place, row in enumerate(rows) if row[0] == head)
    heads = [str(cell) for cell in rows[begin] if cell != ""]
    found = []
    for row in rows[begin + 1 :]:
        if not any(cell != "" for cell in row):
            break
        found.append(dict(zip(heads, row, strict=False)))
    return found


def parts_of(data: bytes, pattern: str) -> dict[str, str]:
    """Return the parts of the file whose names match, as they are written."""
    with ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name).decode() for name in file.namelist() if re.search(pattern, name)}


def formulas_of(data: bytes) -> list[str]:
    """Return every formula of a workbook."""
    return [text for part in parts_of(data, "worksheets/").values() for text in re.findall(r"<f>(.*?)</f>", part)]


_TOTAL = re.compile(r'<c r="([A-Z]+)(\d+)"[^>]*><f>SUBTOTAL\(109,[A-Z]+(\d+):[A-Z]+(\d+)\)</f><v>([^<]*)</v>')


def totals_of(data: bytes) -> list[tuple[str, int, int]]:
    """Return each total of a workbook in hundredths: where it stands, what it says, and what its rows come to."""
    found = []
    sheets = sheets_of(data)
    for number, (name, rows) in enumerate(sheets.items(), start=1):
        (part,) = parts_of(data, rf"worksheets/sheet{number}\.xml").values()
        for column, row, first, last, told in _TOTAL.findall(part):
            place = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(column))) - 1
            cells = [own[place] for own in rows[int(first) - 1 : int(last)]]
            added = sum(round(cell * 100) for cell in cells if isinstance(cell, float | int))
            found.append((f"{name}!{column}{row}", round(float(told) * 100), added))
    return found
