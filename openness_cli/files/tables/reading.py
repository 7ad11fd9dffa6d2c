"""Sheets of xlsx, ods and xls, and CSV in any of its dialects, as cells of plain values."""

import codecs
import csv
import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.tables.guard import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Guarded,
    Kind,
    Place,
    RefusedError,
    look_through,
)
from openness_cli.messages import _, refusal

Value = str | float | bool | date | None
_DELIMITERS = ";,\t"


class Sheet(NamedTuple):
    """Rows of cells from the first row and column on; ``odd`` are cells with an error or a formula without a value.

    ``merged`` are ranges of which only the first cell holds what is seen in all. CSV has one sheet without a name.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    odd: frozenset[Place] = frozenset()
    merged: tuple[tuple[Place, Place], ...] = ()


def read_table_file(path: Path, *, old: bool = False) -> tuple[Sheet, ...]:
    """Return all sheets of a file, hidden ones too.

    Raises InvalidInput where it cannot be read, is hostile or too large, and for xls unless ``old`` ones are taken.
    """
    name = path.name
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise InvalidInput((Problem(name, 0, 0, _("cannot be read: {why}").format(why=refusal(error))),)) from error
    try:
        guarded = look_through(data)
        if guarded.kind is Kind.TEXT:
            return (Sheet("", _rows_of_text(data)),)
        return _sheets(data, guarded, old=old)
    except RefusedError as refused:
        raise InvalidInput((Problem(name, 0, 0, refused.what, refused.hint),)) from None


def _sheets(data: bytes, guarded: Guarded, *, old: bool) -> tuple[Sheet, ...]:
    if guarded.kind is Kind.XLS and not old:
        raise RefusedError(_("a workbook of an old kind (.xls)"), _("save it as .xlsx"))
    import python_calamine as calamine  # noqa: PLC0415  (only where there is a workbook)

    found: list[Sheet] = []
    try:
        workbook = calamine.load_workbook(io.BytesIO(data))
        for number, metadata in enumerate(workbook.sheets_metadata):
            if metadata.typ is not calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(number)
            if sheet.total_height > MOST_ROWS or sheet.total_width > MOST_COLUMNS:
                raise RefusedError(_("it has too many rows or columns"), _("delete empty rows from it"))
            rows = tuple(tuple(map(_plain, row)) for row in sheet.to_python(skip_empty_area=False))
            odd = guarded.errors[len(found)] if len(found) < len(guarded.errors) else frozenset()
            merged = tuple((Place(*first), Place(*last)) for first, last in sheet.merged_cell_ranges or ())
            found.append(Sheet(metadata.name, rows, odd, merged))
    except calamine.PasswordError:
        raise RefusedError(_("protected with a password"), _("save it without a password")) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise RefusedError(_("damaged: it cannot be opened"), _("open it in Excel and save it again")) from None
    return tuple(found)


def _plain(value: object) -> Value:
    match value:
        case "":
            return None
        case str():
            return value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        case datetime():
            return value.date() if value.time() == time() else value
        case bool() | float() | date():
            return value
        case int():
            return float(value)
        case time() | timedelta():
            return str(value)
        case _:
            return None


def text_of_cell(value: Value) -> str:
    """Return what a cell says as a person would type it: a day in ISO form, a whole number without decimals."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case _:
            return value.strip()


def _rows_of_text(data: bytes) -> tuple[tuple[Value, ...], ...]:
    """Return the rows of a CSV, whatever separates its cells and whichever of the usual encodings it has."""
    text = _decoded(data)
    lines = text.splitlines()
    head = next((line for line in lines if line.strip()), "")
    if head.lower().startswith("sep=") and len(head) == len("sep=;"):
        delimiter = head[-1]
        text = text.partition("\n")[2]
    else:
        sample = "\n".join(lines[:15])
        delimiter = max(_DELIMITERS, key=sample.count)
    try:
        rows = [
            tuple(cell or None for cell in row)
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error:
        raise RefusedError(_("it is no table"), _("open it in Excel and save it as .xlsx")) from None
    if len(rows) > MOST_ROWS or max(map(len, rows), default=0) > MOST_COLUMNS:
        raise RefusedError(_("it has too many rows or columns"), _("delete empty rows from it"))
    return tuple(rows)


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise RefusedError(_("it is no table"), _("open it in Excel and save it as .xlsx"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1251", "replace")


def is_blank(row: Sequence[Value]) -> bool:
    """Tell whether a row holds nothing."""
    return not any(text_of_cell(value) for value in row)
