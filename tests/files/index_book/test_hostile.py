"""Workbooks of definitions into which anything at all was typed: told, never a crash, a sound folder or none."""

import datetime as dt
import shutil
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from openness_cli.files.index import load_index
from openness_cli.files.index_book.columns import BookSheet
from openness_cli.files.tables.handouts import BASE_SHEET, LISTS_SHEET
from openness_cli.model.definitions import Index
from tests.builders.bodies import CHECKLIST, COUNT, LEVELS, QUARTERS, SHARE, YEARLY, criterion, write_index
from tests.builders.tool import call_tool

ODD: list[Any] = [
    None, "", " ", "\u00a0", "'", "=1/0", 0, -1, 0.5, 1, 1.5, 1e300, 0.1 + 0.2, True, dt.date(2024, 5, 14), dt.time(12),
    dt.datetime.combine(dt.date(2024, 5, 14), dt.time(3, 4)), "x" * 6000, "a\nb", "\u202e", "😀", "X1", "X4|a", "X9",
    "{}", "[]", ": ", "- a", "#", "!!int", "&a", "*a", "%", "https://a.example", "yes", "full", "toʻliq", "null", "~",
    "1.10", "1,10", "01.03", "25", "03-01", "30.02", "6 = 1", "6 = 0,5; 12 = 1", "50 % = 1", "full = 1; none = 0",
    "= ; = ;", "levels", "periods", "every month", "year", "wording alone", "points alone", "Hammasi", "\\", "{what}",
    "wording, points and due date", "_x000D_", "_x0041_", "9" * 400, "1e5", "٣", "½",
]  # fmt: skip


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Definitions of every kind of rule, and a workbook of them."""
    folder = tmp_path_factory.mktemp("start")
    rules = {"X1": LEVELS, "X2": COUNT, "X3": QUARTERS, "X4": CHECKLIST, "X5": SHARE, "X6": YEARLY}
    criteria = [criterion(rule, name) for name, rule in rules.items()]
    write_index(folder / "index", [criteria[:3], criteria[3:]])
    assert call_tool("index", "export", folder / "x.xlsx", "--index", folder / "index").code == 0
    return folder


def spoil(chance: Random, path: Path) -> None:
    """Type anything anywhere, take rows and columns out, spoil what is hidden."""
    book: Any = openpyxl.load_workbook(path)
    for _time in range(chance.randint(1, 5)):
        sheet = chance.choice(book.worksheets)
        match chance.randrange(12):
            case 0:
                sheet.delete_rows(chance.randint(1, 4))
            case 1:
                sheet.delete_cols(chance.randint(2, 6))
            case 2:
                sheet.cell(chance.randint(2, 9), 1).value = chance.choice(ODD)
            case 3:
                sheet.cell(1, chance.randint(1, 38)).value = chance.choice(ODD)
            case 4:
                name = chance.choice([BASE_SHEET, LISTS_SHEET])
                if name in book.sheetnames:
                    book[name].cell(chance.randint(1, 3), chance.randint(1, 3)).value = chance.choice(ODD)
            case _:
                row = chance.randint(2, 9)
                for _cell in range(chance.randint(1, 4)):
                    sheet.cell(row, chance.randint(2, 40)).value = chance.choice(ODD)
    book.save(path)


def flip(chance: Random, path: Path) -> None:
    """Change letters of what is packed, or the package itself."""
    if chance.random() < 0.5:
        data = bytearray(path.read_bytes())
        for _time in range(chance.randint(1, 5)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        return
    with ZipFile(path) as old:
        parts = {name: bytearray(old.read(name)) for name in old.namelist()}
    own = parts[chance.choice(list(parts))]
    for _time in range(chance.randint(1, 5)):
        own[chance.randrange(len(own))] = chance.randrange(256)
    with ZipFile(path, "w", ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, bytes(data))


def known(index: Index) -> set[tuple[str, str]]:
    """What of an index is said to stand in a source."""
    labels = ("basis", "points_basis", "due_basis", "needs_basis")
    found = {(own.id, label) for own in index.by_id.values() for label in labels
             if (is_ := getattr(own, label)) is not None and is_.value in {"sourced", "published"}}  # fmt: skip
    return found | {(own.id, "points") for own in index.indicators if own.points_basis.value == "published"}


def run_one(number: int, start: Path, folder: Path) -> int:
    """Spoil one workbook and take it back; return how that ended."""
    chance = Random(number)  # noqa: S311  (the same each time)
    path, to = folder / f"{number}.xlsx", folder / f"new-{number}"
    shutil.copy(start / "x.xlsx", path)
    (flip if chance.random() < 0.3 else spoil)(chance, path)
    ending = call_tool("index", "import", path, "--index", start / "index", "--to", to, "--lang", "en")
    assert ending.code in {0, 1, 2, 3}, (number, ending.err)
    assert to.exists() is (ending.code == 0), (number, ending.err)
    assert not list(folder.glob(".openness-*")), number
    if to.exists():
        # nothing is said to be known but where it was confirmed
        assert not known(load_index(to)) or "confirmed:" in ending.err, (number, ending.err)
        shutil.rmtree(to)
    path.unlink()
    return ending.code


@pytest.mark.slow(few=4, many=200)
def test_whatever_is_typed_is_told_and_a_folder_is_sound_or_is_not_there(
    start: Path, repeats: int, tmp_path: Path
) -> None:
    endings = [run_one(number, start, tmp_path) for number in range(repeats)]
    assert {0, 3} <= set(endings)


def test_errors_and_merged_cells_are_named_with_their_cells(start: Path, tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(start / "x.xlsx")
    sheet = next(own for own in book.worksheets if own.cell(1, 1).value == BookSheet.CRITERIA.head)
    sheet.cell(3, 8).value = "=1/0"
    sheet.merge_cells("G4:G5")
    path = tmp_path / "x.xlsx"
    book.save(path)
    ending = call_tool("index", "import", path, "--index", start / "index", "--to", tmp_path / "new", "--lang", "en")
    assert (ending.code, (tmp_path / "new").exists()) == (3, False)
    assert "x.xlsx, Criteria!H3: the cell holds an error, or a formula that was never computed" in ending.err
    assert "x.xlsx, Criteria!G4:G5: merged cells" in ending.err


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", b"a;b\n1;2\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_workbook_is_told(data: bytes, start: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    ending = call_tool("index", "import", path, "--index", start / "index", "--to", tmp_path / "new")
    assert (ending.code, (tmp_path / "new").exists()) == (3, False)


@pytest.mark.parametrize("other", ['"points":"x"', '"points":"1/0"', '"paints":"1"'])
def test_what_is_hidden_and_was_changed_is_damaged(other: str, start: Path, tmp_path: Path) -> None:
    book: Any = openpyxl.load_workbook(start / "x.xlsx")
    cell = book[BASE_SHEET].cell(2, 1)
    cell.value = cell.value.replace('"points":"1"', other, 1)
    path = tmp_path / "x.xlsx"
    book.save(path)
    ending = call_tool("index", "import", path, "--index", start / "index", "--to", tmp_path / "new", "--lang", "en")
    assert (ending.code, "is damaged" in ending.err) == (3, True), ending.err
