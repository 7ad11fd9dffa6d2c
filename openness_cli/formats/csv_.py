"""Rows as CSV: for scripts (RFC 4180), and for Excel as it is set up here."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openness_cli.formats.rows import Rows, Value, is_number, text_of
from openness_cli.messages import unheard

_RUNS = ("=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠")
_DATE_LIKE = re.compile(r"\d{1,2}/\d{1,4}")


def write(rows: Rows) -> bytes:
    """Return RFC 4180 text in UTF-8, disarmed."""
    cells = ([disarm(unheard(text_of(row.get(name)))) for name in rows.columns] for row in rows.rows)
    return _write(rows.columns, cells, ",")


def write_excel(rows: Rows) -> bytes:
    """Return what Excel with Uzbek or Russian settings opens by a double click, disarmed.

    UTF-8 with its mark, semicolons, and a decimal comma: 1.05 would be read as the first of May.
    """
    cells = ([_excel_cell(row.get(name)) for name in rows.columns] for row in rows.rows)
    return "\N{ZERO WIDTH NO-BREAK SPACE}".encode() + _write(rows.columns, cells, ";")


def disarm(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula; ``rearm`` takes it off again."""
    return "'" + text if text.startswith(_RUNS) else text


def rearm(text: str) -> str:
    """Undo ``disarm``: what a program does that reads the table back."""
    return text.removeprefix("'")


def _excel_cell(value: Value) -> str:
    text = unheard(text_of(value))
    if is_number(value):
        return text.replace(".", ",")
    return "'" + text if _DATE_LIKE.fullmatch(text) else disarm(text)


def _write(columns: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()
