"""CSV: a row for each criterion. One for scripts (RFC 4180), one for Excel as it is set up here."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from openness_cli.formats.grid import COLUMNS, NUMBERS, Listing, grid
from openness_cli.scoring.report import Report

_RUNS = ("=", "+", "-", "@", "\t", "\r", "'", "＝", "＋", "－", "＠")
_DATE_LIKE = re.compile(r"\d{1,2}/\d{1,4}")


def render(report: Report, listing: Listing) -> bytes:
    """Return RFC 4180 text in UTF-8."""
    return write_rows(COLUMNS, grid(report, listing.rows(report)))


def render_excel(report: Report, listing: Listing) -> bytes:
    """Return what Excel with Uzbek or Russian settings opens by a double click.

    UTF-8 with its mark, semicolons, and a decimal comma: 1.05 would be read as the first of May.
    """
    return write_excel(COLUMNS, grid(report, listing.rows(report)), NUMBERS)


def write_rows(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return rows as RFC 4180 text in UTF-8, disarmed."""
    return _write(columns, ({key: disarm(value) for key, value in row.items()} for row in rows), ",")


def write_excel(columns: Sequence[str], rows: Iterable[Mapping[str, str]], numbers: Iterable[str]) -> bytes:
    """Return rows for Excel, disarmed; the columns ``numbers`` take a decimal comma."""
    numeric = frozenset(numbers)
    cells = (
        {key: value.replace(".", ",") if key in numeric else _keep_text(value) for key, value in row.items()}
        for row in rows
    )
    return "\N{ZERO WIDTH NO-BREAK SPACE}".encode() + _write(columns, cells, ";")


def disarm(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula; ``rearm`` takes it off again."""
    return "'" + text if text.startswith(_RUNS) else text


def rearm(text: str) -> str:
    """Undo ``disarm``: what a program does that reads the table back."""
    return text.removeprefix("'")


def _keep_text(text: str) -> str:
    return "'" + text if _DATE_LIKE.fullmatch(text) else disarm(text)


def _write(columns: Sequence[str], rows: Iterable[Mapping[str, str]], delimiter: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
