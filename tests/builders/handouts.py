"""Workbooks of evidence, opened, typed into and saved as by another program."""

from pathlib import Path
from typing import Any

import openpyxl

from openness_cli.files.sheets.columns import SheetKind
from tests.builders.bodies import COUNT, LEVELS, criterion, write_body


def body_of_text(folder: Path, text: str, *rules: dict[str, Any]) -> Path:
    """Write a body whose evidence is one file of this text, of criteria X1, X2 and so on by their rules."""
    named = [criterion(rule, f"X{number}") for number, rule in enumerate(rules or (LEVELS, COUNT), start=1)]
    body = write_body(folder, {}, *named, language="en")
    (body / "evidence" / "all.yaml").unlink()
    (body / "evidence" / "a.yaml").write_text(text, encoding="utf-8")
    return body


class Opened:
    """A workbook of evidence: cells by the key of a row's cell and the key of its column."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Any = openpyxl.load_workbook(path)

    def sheet(self, kind: SheetKind) -> Any:
        return next(own for own in self.book.worksheets if own.cell(1, 1).value == kind.head)

    def column(self, kind: SheetKind, key: str) -> int:
        return [column.key for column in kind.columns].index(key) + 2

    def row(self, kind: SheetKind, **known: str) -> int:
        """The number of the first row whose cells hold what is known; without anything, of the first that is empty."""
        own = self.sheet(kind)
        for number in range(2, own.max_row + 2):
            held: dict[str, Any] = {
                key: own.cell(number, self.column(kind, key)).value for key in known or ["criterion"]
            }
            if held == (known or dict.fromkeys(held)):
                return number
        raise LookupError(known)

    def type(self, kind: SheetKind, row: int, **typed: object) -> "Opened":
        for key, value in typed.items():
            self.sheet(kind).cell(row, self.column(kind, key)).value = value
        return self

    def add(self, **typed: object) -> "Opened":
        return self.type(SheetKind.ITEMS, self.row(SheetKind.ITEMS), **typed)

    def save(self, name: str = "") -> Path:
        path = self.path.with_name(name) if name else self.path
        self.book.save(path)
        return path
