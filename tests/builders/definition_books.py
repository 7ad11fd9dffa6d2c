"""Workbooks of definitions: opened, typed into and saved as by another program; or made of a state, without one."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from openness_cli.files.index_book.columns import BookSheet
from openness_cli.files.index_book.reading import Base, Book, Row
from openness_cli.files.index_book.state import State


class OpenedBook:
    """A workbook in English: cells by the id of their row and the key of their column."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Any = openpyxl.load_workbook(path)

    def sheet(self, kind: BookSheet) -> Any:
        return next(own for own in self.book.worksheets if own.cell(1, 1).value == kind.head)

    def column(self, kind: BookSheet, key: str) -> int:
        head = next(own.head + own.suffix for own in kind.columns if own.key == key)
        return next(int(cell.column) for cell in self.sheet(kind)[1] if cell.value == head)

    def row(self, kind: BookSheet, key: str) -> int:
        """The number of the row with a hidden key; of "" the first empty one."""
        own = self.sheet(kind)
        return next(
            number for number in range(2, own.max_row + 2)
            if (own.cell(number, 1).value or "") == key and (key or own.cell(number, 2).value is None)
        )  # fmt: skip

    def type(self, kind: BookSheet, key: str, **typed: object) -> "OpenedBook":
        """Type into cells; a point in the key of a column is written as two underscores."""
        row = self.row(kind, key)
        for column, value in typed.items():
            self.sheet(kind).cell(row, self.column(kind, column.replace("__", "."))).value = value
        return self

    def criterion(self, key: str, **typed: object) -> "OpenedBook":
        return self.type(BookSheet.CRITERIA, key, **typed)

    def save(self, name: str = "") -> Path:
        path = self.path.with_name(name) if name else self.path
        self.book.save(path)
        return path


def book_of(state: State, typed: Mapping[tuple[BookSheet, str], Mapping[str, str]]) -> Book:
    """Return a workbook of a state, into which something was typed, as it is read."""
    rows: dict[BookSheet, tuple[Row, ...]] = {}
    for kind in BookSheet:
        read = [own.key for own in kind.columns if own.is_read]
        rows[kind] = tuple(
            Row(
                key,
                {own: {**values, **typed.get((kind, key), {})}.get(own, "") for own in read},
                dict.fromkeys(read, key),
            )
            for key, values in state[kind].items()
        )
    return Book("x.xlsx", Base("x", "2024-01-01", "en", state), rows, ())
