"""Workbooks into which anything at all was typed: told, never a crash, and all of it written or nothing."""

import datetime as dt
import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest

from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.tables.handouts import BASE_SHEET, LISTS_SHEET
from tests.builders.handouts import Opened
from tests.builders.tool import call_tool
from tests.files.sheets.test_round_trips import contents, start, write

__all__ = ["start"]  # the folder that those begin with as well
ODD: list[Any] = [
    "", " ", "\u00a0", "'", "=1/0", "=A1", 0, -1, 1.5, 1e300, 4.1, True, dt.date(2024, 5, 14), dt.date(1999, 1, 1),
    dt.time(12), "x" * 6000, "a\nb", "\u202e", "😀", "X1", "x 1", "Х1", "X9", "{}", "[]", ": ", "- a", "#", "!!int",
    "&a", "*a", "%", "https://a.example/1", "http://", "a@b.example", "@", "../../etc/passwd", "/etc/passwd", "ha",
    "yes", "attachments/a.pdf", "2024-Q1", "I chorak", "full", "toʻliq", "work", "null", "~", "14.05.24",
    "31.02.2024", "Moliya boshqarmasi", "{what}", "\\",
]  # fmt: skip


def spoil(chance: Random, path: Path) -> None:
    """Type anything anywhere, take rows and columns out, spoil what is hidden."""
    book = Opened(path)
    for _time in range(chance.randint(1, 6)):
        kind = chance.choice(list(SheetKind))
        sheet = book.sheet(kind) if any(own.cell(1, 1).value == kind.head for own in book.book.worksheets) else None
        if sheet is None:
            continue
        match chance.randrange(12):
            case 0:
                sheet.delete_rows(chance.randint(1, 4))
            case 1:
                sheet.delete_cols(chance.randint(2, 6))
            case 2:
                sheet.cell(chance.randint(2, 9), 1).value = chance.choice(ODD)
            case 3:
                sheet.cell(1, chance.randint(1, 8)).value = chance.choice(ODD)
            case 4:
                hidden = chance.choice([BASE_SHEET, LISTS_SHEET])
                if hidden in book.book.sheetnames:
                    book.book[hidden].cell(chance.randint(1, 3), 1).value = chance.choice(ODD)
            case _:
                own = chance.randint(2, 12)
                for _cell in range(chance.randint(1, 4)):
                    place = chance.randint(2, len(kind.columns) + 1)
                    sheet.cell(own, place).value = chance.choice(ODD)
    book.save()


@pytest.mark.slow(few=3, many=200)
def test_whatever_is_typed_is_told_and_nothing_is_written_by_halves(start: Path, repeats: int, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(start, tmp_path / "w")) / "body"
    path = tmp_path / "x.xlsx"
    for number in range(repeats):
        chance = Random(-number - 1)  # noqa: S311  (the same each time)
        write(chance, folder, is_typed_into=True)
        if call_tool("sheet", "export", path, folder, "--lang", "en").code != 0:
            continue
        spoil(chance, path)
        before = contents(folder)
        words = chance.choice([(), ("--keep", "theirs"), ("--keep", "ours"), ("--delete-missing",)])
        ending = call_tool("sheet", "import", path, folder, "--lang", "en", *words)
        assert ending.code in {0, 1, 3}, (number, ending.err)
        assert (contents(folder) == before) or ending.code == 0, number
        assert call_tool("validate", folder, "--lang", "en").code == 0, number
        if ending.code == 0:
            after = contents(folder)
            again = call_tool("sheet", "import", path, folder, "--lang", "en", *words)
            # a unit of which nothing is left cannot be renamed again
            assert again.code == 0 or "any more" in again.err, (number, again.err)
            assert contents(folder) == after, (number, again.err)
