"""A cell that says what was handed out in it is never judged, whatever became of the files since."""

from pathlib import Path

import pytest

from openness_cli.files.sheets.columns import SheetKind
from tests.builders.handouts import Opened, body_of_text
from tests.builders.tool import Call

CRITERIA, ITEMS, UNITS, WORKS = SheetKind
TEXT = """evidence:
  X1: {level: partial, action: old}
  X2:
    items:
      - {title: Hisobot, url: https://a.example/1, action: old}
      - {title: Hisobot 2, url: https://a.example/2}
actions:
  new: {title: Boʻyash}
  old: {title: Tiklash}
"""
WITHOUT = TEXT.replace(", action: old", "").replace("  old: {title: Tiklash}\n", "")


@pytest.fixture
def body(tmp_path: Path) -> Path:
    return body_of_text(tmp_path, TEXT)


@pytest.fixture
def book(body: Path, tool: Call, tmp_path: Path) -> Opened:
    assert tool("sheet", "export", tmp_path / "x.xlsx", body).code == 0
    (body / "evidence" / "a.yaml").write_text(WITHOUT, encoding="utf-8")
    return Opened(tmp_path / "x.xlsx")


def test_a_work_that_is_gone_since_keeps_nothing_else_of_its_rows_from_being_written(
    body: Path, book: Opened, tool: Call
) -> None:
    book.type(ITEMS, book.row(ITEMS, title="Hisobot"), title="Hisobot 1")
    book.type(CRITERIA, book.row(CRITERIA, criterion="X1"), level="fully").save()
    ending = tool("sheet", "import", book.path, body, "--lang", "en")
    assert ending.code == 0, ending.err
    expected = WITHOUT.replace("title: Hisobot,", "title: Hisobot 1,").replace("partial", "full")
    assert (body / "evidence" / "a.yaml").read_text(encoding="utf-8") == expected
    assert "nothing to write" in tool("sheet", "import", book.path, body, "--lang", "en").err


@pytest.mark.parametrize("title", ["Hisobot", "Hisobot 1"])
def test_what_is_typed_is_judged_beside_it(title: str, body: Path, book: Opened, tool: Call) -> None:
    number = book.row(ITEMS, title="Hisobot")
    book.type(ITEMS, number, title=title, published="31.02.2024")
    book.type(ITEMS, book.row(ITEMS, title="Hisobot 2"), action="older").save()
    ending = tool("sheet", "import", book.path, body, "--lang", "en")
    assert (ending.code, ending.err.count("Materials!")) == (3, 2), ending.err
    assert f"Materials!H{number}" in ending.err
    assert "there is no action “older”" in ending.err


def test_a_work_that_is_gone_since_cannot_be_chosen(body: Path, book: Opened, tool: Call) -> None:
    number = book.row(ITEMS, title="Hisobot 2")
    book.type(ITEMS, number, action="old").save()
    ending = tool("sheet", "import", book.path, body, "--lang", "en")
    assert (ending.code, f"Materials!N{number}" in ending.err) == (3, True), ending.err


@pytest.mark.parametrize(
    ("lang", "head", "words"), [("uz", "Ish", "degan ish yoʻq"), ("ru", "Работа", "работы «x» нет")]
)
def test_what_is_told_of_a_work_calls_it_as_its_column_is_called(
    lang: str, head: str, words: str, body: Path, tool: Call, tmp_path: Path
) -> None:
    assert tool("sheet", "export", tmp_path / "y.xlsx", body, "--lang", lang).code == 0
    book = Opened(tmp_path / "y.xlsx")
    assert book.sheet(ITEMS).cell(1, book.column(ITEMS, "action")).value == head
    book.type(ITEMS, 2, action="x").save()
    assert words in tool("sheet", "import", book.path, body, "--lang", lang).err
