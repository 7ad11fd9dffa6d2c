"""Rows of typed values under names, and what each format writes for a value: a cell of text, or plain JSON."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from openness_cli.messages import _, day_in_figures
from openness_cli.model.languages import Worded
from openness_cli.model.points import Hundredths, plain_number


class Tenths(float):
    """A number that is shown with one decimal."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return the number with its decimal."""
        return f"{float(self):.1f}"


Value = str | int | Tenths | bool | Fraction | date | Enum | None | tuple[str, ...]
Row = dict[str, Value]


class Rows(NamedTuple):
    """Columns in their order, and rows; what a row does not have is empty.

    ``heads`` are the names of the columns for people, where those are not translations of their names. In each column
    that ``total`` has points of, the rows add up to it. ``kinds`` is the column by which rows are of different kinds.
    """

    columns: Sequence[str]
    rows: Iterable[Row]
    heads: Sequence[str] = ()
    total: Row | None = None
    kinds: str = ""


def rows_with_total(rows: Rows) -> Iterable[Row]:
    """Return the rows, and the total as one more where there is one."""
    return rows.rows if rows.total is None else chain(rows.rows, (rows.total,))


def text_of(value: Value) -> str:  # noqa: PLR0911  (one a type)
    """Return a value as a cell of text; empty for none."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case Fraction():
            return plain_number(value)
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)


def words_of(value: Value) -> str:
    """Return a value as a cell for people: words and days in the language in use, a time in the zone that it is in."""
    match value:
        case Worded():
            return _(value.words)
        case bool():
            return _("yes") if value else _("no")
        case datetime():
            return f"{day_in_figures(value.date())} {value:%H:%M}"
        case date():
            return day_in_figures(value)
        case _:
            return text_of(value)


def is_number(value: Value) -> bool:
    """Tell whether a value is a figure, which a spreadsheet adds up."""
    return isinstance(value, int | Fraction | Tenths) and not isinstance(value, bool)


def plain_of(value: Value) -> object:
    """Return a value in the types of JSON: points as numbers, dates and words as text."""
    match value:
        case Hundredths():
            return value.number
        case Fraction():
            return float(value)
        case tuple():
            return list(value)
        case datetime():
            return value.isoformat().replace("+00:00", "Z")
        case Enum() | date():
            return text_of(value)
        case _:
            return value


def plain_row(row: Row) -> dict[str, object]:
    """Return a row in the types of JSON."""
    return {name: plain_of(value) for name, value in row.items()}
