"""Rows as CSV: for scripts (RFC 4180), and for Excel as it is set up here."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from openness_cli.formats.heads import cell_of, head_of
from openness_cli.formats.rows import Rows, Value, is_number, text_of, words_of
from openness_cli.messages import n_, unheard

_RUNS = r"=+\-@\t\r'＝＋－＠"
# a program that parts cells elsewhere, or takes a line break in a cell for the end of a row, sees what follows as a
# cell of its own, bare of blanks and quotes before it
_ELSEWHERE = r"[;,\t\r\n|]"
_FORMULA = re.compile(rf"(^|{_ELSEWHERE})(?=[{_RUNS}]|[ \u00a0\"]+[={_RUNS[1:]}])")
_DISARMED = re.compile(rf"(^|{_ELSEWHERE})'")

MOST_IN_A_CELL = 32_767

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
    cells = ([disarm(unheard(text_of(row.get(name)))) for name in rows.columns] for row in rows.rows)
    return _write(rows.columns, cells, ",")


def write_excel(rows: Rows) -> bytes:
    """Return what Excel with Uzbek or Russian settings opens by a double click, disarmed; heads and words for people.

    UTF-8 with its mark, semicolons, and a decimal comma: 1.05 would be read as the first of May.
    """
    cells = ([_excel_cell(name, row.get(name)) for name in rows.columns] for row in rows.rows)
    heads = rows.heads or [head_of(name) for name in rows.columns]
    return "\N{ZERO WIDTH NO-BREAK SPACE}".encode() + _write(heads, cells, ";")


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
    return _that_fits(text)


def _units(text: str) -> int:
    """Return how long Excel takes a text to be."""
    return len(text.encode("utf-16-le", "replace")) // 2


def _that_fits(text: str) -> str:
    """Return a text that Excel holds in a cell: cut after a whole entry where there are several, and said how many."""
    if len(text) * 2 <= MOST_IN_A_CELL or _units(text) <= MOST_IN_A_CELL:
        return text
    entries = text.split("; ")
    left = MOST_IN_A_CELL - _units(_more_entries(len(entries)))
    for number, entry in enumerate(entries):
        left -= _units(entry) + 2
        if left < 0:
            if number:
                return "; ".join(entries[:number]) + _more_entries(len(entries) - number)
            break
    room = MOST_IN_A_CELL - _units(_more_letters(len(text)))
    kept = text.encode("utf-16-le", "replace")[: room * 2].decode("utf-16-le", "ignore")
    return kept + _more_letters(len(text) - len(kept))


def _more_entries(count: int) -> str:
    return "; " + n_("… and {count} more", "… and {count} more", count).format(count=count)


def _more_letters(count: int) -> str:
    return n_("… and {count} more letter", "… and {count} more letters", count).format(count=count)


def _write(columns: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue().encode()
