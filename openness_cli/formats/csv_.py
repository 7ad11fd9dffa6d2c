"""Rows as CSV: for scripts (RFC 4180), and for Excel as it is set up here."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openness_cli.formats._cells import that_fits
from openness_cli.formats.heads import cell_of, heads_of
from openness_cli.formats.rows import Rows, Value, is_number, rows_with_total, text_of, words_of
from openness_cli.messages import unheard

_RUNS = r"=+\-@\t\r'＝＋－＠"
# a program that parts cells elsewhere, or takes a line break in a cell for the end of a row, sees what follows as a
# cell of its own, bare of blanks and quotes before it
_ELSEWHERE = r"[;,\t\r\n|]"
_FORMULA = re.compile(rf"(^|{_ELSEWHERE})(?=[{_RUNS}]|[ \u00a0\"]+[={_RUNS[1:]}])")
_DISARMED = re.compile(rf"(^|{_ELSEWHERE})'")

_MONTHS = (
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|yan|fev|iyun|iyul|avg|sen|okt|noy|dek|"
    "янв|фев|мар|апр|май|мая|июн|июл|авг|сен|окт|ноя|дек"
)
# digits with what stands between the parts of a number, a date or a time, and names of months
_GUESSED = re.compile(
    rf"""
    [(\s]* [-+$€£₽]? [\s.,]* \d [\d\s.,:/'’()$€£₽%–—-]* (e[-+]?\d+)? [\s%)]* (am|pm|a|p)?
    | \d{{1,4}} [\s.,/-]* ({_MONTHS})\w* \.? [\s.,/-]* \d{{0,4}} ([\s,]+[\d:]+)?
    | ({_MONTHS})\w* \.? [\s.,/-]* \d{{1,4}} ([\s.,/-]+\d{{1,4}})?
    | true | false | истина | ложь | rost | yolgʻon
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AS_IT_IS = re.compile(r"(0|[1-9][0-9]{0,14})(?![0-9])")


def write(rows: Rows) -> bytes:
    """Return RFC 4180 text in UTF-8, disarmed."""
    cells = ([_plain_cell(row.get(name)) for name in rows.columns] for row in rows_with_total(rows))
    return _write(rows.columns, cells, ",")


def _plain_cell(value: Value) -> str:
    """Return a cell; a number below 0 is one, and no formula."""
    return text_of(value) if is_number(value) else disarm(unheard(text_of(value)))


def write_excel(rows: Rows) -> bytes:
    """Return what Excel with Uzbek or Russian settings opens by a double click, disarmed; heads and words for people.

    UTF-8 with its mark, semicolons, and a decimal comma: 1.05 would be read as the first of May.
    """
    cells = ([_excel_cell(name, row.get(name)) for name in rows.columns] for row in rows_with_total(rows))
    return "\N{ZERO WIDTH NO-BREAK SPACE}".encode() + _write(heads_of(rows), cells, ";")


def disarm(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run as a formula, by whichever mark it parts the cells.

    ``rearm`` takes it off again.
    """
    return _FORMULA.sub(r"\1'", text)


def rearm(text: str) -> str:
    """Undo ``disarm``: what a program does that reads the table back."""
    return _DISARMED.sub(r"\1", text)


def _excel_cell(name: str, value: Value) -> str:
    if is_number(value):
        return text_of(value).replace(".", ",")
    text = disarm(unheard(cell_of(name, value) if isinstance(value, str) else words_of(value)))
    if isinstance(value, str | tuple) and _GUESSED.fullmatch(text) and not _AS_IT_IS.fullmatch(text):
        text = "'" + text
    return that_fits(text)


def _write(columns: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()
