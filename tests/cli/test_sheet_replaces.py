"""An export never replaces a workbook in which something is typed that no file has."""

from collections.abc import Callable
from pathlib import Path

import pytest

from openness_cli.files.index_book.columns import BookSheet
from openness_cli.files.sheets.columns import SheetKind
from tests.builders.bodies import COUNT, LEVELS, criterion, write_index
from tests.builders.definition_books import OpenedBook
from tests.builders.handouts import Opened, body_of_text
from tests.builders.tool import Call

CRITERIA, ITEMS, UNITS, WORKS = SheetKind
TEXT = """evidence:
  X1: {level: partial, owner: Moliya}
  X2:
    owner: Matbuot
    items:
      - {title: Hisobot, url: https://a.example/1}
      - {title: Hisobot 2, url: https://a.example/2}
actions:
  build: {title: Tiklash, owner: Moliya}
"""


@pytest.fixture
def body(tmp_path: Path) -> Path:
    return body_of_text(tmp_path, TEXT)


@pytest.fixture
def book(body: Path, tool: Call, tmp_path: Path) -> Opened:
    assert tool("sheet", "export", tmp_path / "x.xlsx", body).code == 0
    return Opened(tmp_path / "x.xlsx")


TYPED: dict[str, Callable[[Opened], object]] = {
    "a cell of a criterion": lambda own: own.type(CRITERIA, own.row(CRITERIA, criterion="X1"), level="fully"),
    "a new material": lambda own: own.add(criterion="X2", title="Yangi", url="https://a.example/3"),
    "an emptied cell": lambda own: own.type(ITEMS, own.row(ITEMS, title="Hisobot"), url=None),
    "a deletion": lambda own: own.type(ITEMS, own.row(ITEMS, title="Hisobot"), delete="yes"),
    "a row that is gone": lambda own: own.sheet(ITEMS).delete_rows(2),
    "a unit called otherwise": lambda own: own.type(UNITS, own.row(UNITS, name="Matbuot"), name="Axborot"),
    "a new work": lambda own: own.type(WORKS, 3, title="Boʻyash"),
    "a cell that cannot be read": lambda own: own.type(CRITERIA, own.row(CRITERIA, criterion="X1"), level="???"),
    "no sheet any more": lambda own: own.book.remove(own.sheet(WORKS)),
    "nothing hidden any more": lambda own: own.book.remove(own.book["_base"]),
}


@pytest.mark.parametrize("typed", TYPED)
def test_a_workbook_that_holds_more_than_the_files_is_not_replaced(
    typed: str, body: Path, book: Opened, tool: Call
) -> None:
    TYPED[typed](book)
    before = book.save().read_bytes()
    refused = tool("sheet", "export", book.path, body, "--lang", "en")
    assert (refused.code, book.path.read_bytes()) == (2, before)
    assert f"{book.path} is there already" in refused.err
    assert "import it first, or name another file" in refused.err


def test_an_untouched_one_is_replaced_whatever_became_of_the_files_and_so_is_one_that_was_imported(
    body: Path, book: Opened, tool: Call
) -> None:
    book.save()
    path = body / "evidence" / "a.yaml"
    path.write_text(TEXT.replace("partial", "full").replace("Hisobot 2", "Hisobot 3"), encoding="utf-8")
    assert tool("sheet", "export", book.path, body).code == 0
    again = Opened(book.path)
    again.type(ITEMS, again.row(ITEMS, title="Hisobot"), note="yozuv").add(
        criterion="X2", title="Y", url="https://b.c/1"
    )
    again.type(UNITS, again.row(UNITS, name="Matbuot"), email="m@a.example").save()
    assert tool("sheet", "export", book.path, body).code == 2
    assert tool("sheet", "import", book.path, body).code == 0
    assert tool("sheet", "export", book.path, body).code == 0


def test_what_is_no_workbook_of_ours_is_not_replaced(body: Path, tool: Call, tmp_path: Path) -> None:
    path = tmp_path / "y.xlsx"
    path.write_text("a;b\n", encoding="utf-8")
    assert (tool("sheet", "export", path, body).code, path.read_text(encoding="utf-8")) == (2, "a;b\n")


def test_copies_of_units_that_came_back_are_all_named_and_none_is_written(
    body: Path, tool: Call, tmp_path: Path
) -> None:
    folder = tmp_path / "units"
    assert tool("sheet", "export", "--split", folder, body).code == 0
    assert tool("sheet", "export", "--split", folder, body).code == 0
    for unit in ("Matbuot", "Moliya"):
        opened = Opened(folder / f"{unit}.xlsx")
        opened.add(criterion="X2", title=f"Yangi {unit}", url=f"https://{unit}.example/").save()
    before = {path: path.read_bytes() for path in folder.iterdir()}
    refused = tool("sheet", "export", "--split", folder, body, "--lang", "en")
    assert (refused.code, {path: path.read_bytes() for path in folder.iterdir()}) == (2, before)
    assert f"{folder / 'Matbuot.xlsx'}, {folder / 'Moliya.xlsx'} are there already" in refused.err
    assert tool("sheet", "import", *before, body).code == 0
    assert tool("sheet", "export", "--split", folder, body).code == 0


@pytest.mark.parametrize("typed", [{"decree_points": 1}, {"asks__uz": "Boshqa"}, {"points": "???"}, {}])
def test_a_workbook_of_rules_is_not_replaced_once_anything_is_typed(
    typed: dict[str, object], tool: Call, tmp_path: Path
) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS, "X1"), criterion(COUNT, "X2")]])
    path = tmp_path / "rules.xlsx"
    for _time in range(2):
        assert tool("index", "export", path, "--index", index).code == 0
    book = OpenedBook(path)
    book.criterion("X1", **typed)
    if not typed:
        book.sheet(BookSheet.CRITERIA).delete_rows(book.row(BookSheet.CRITERIA, "X1"))
    before = book.save().read_bytes()
    refused = tool("index", "export", path, "--index", index, "--lang", "en")
    assert (refused.code, path.read_bytes()) == (2, before)
    assert f"{path} is there already" in refused.err
