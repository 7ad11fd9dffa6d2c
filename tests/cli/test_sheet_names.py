"""Workbooks of one name from several folders are told apart by their folders; others are called by their names."""

from pathlib import Path

import pytest

from openness_cli.files.sheets.columns import SheetKind
from tests.builders.bodies import COUNT, LEVELS, criterion, write_body
from tests.builders.handouts import Opened
from tests.builders.tool import Call

CRITERIA = SheetKind.CRITERIA


@pytest.fixture
def body(tmp_path: Path) -> Path:
    return write_body(tmp_path, {}, criterion(LEVELS, "X1"), criterion(COUNT, "X2"), language="en")


def typed(body: Path, path: Path, tool: Call, **cells: object) -> Path:
    path.parent.mkdir(exist_ok=True)
    assert tool("sheet", "export", path, body).code == 0
    book = Opened(path)
    return book.type(CRITERIA, book.row(CRITERIA, criterion="X2"), **cells).save()


def test_the_folder_is_told_where_names_are_not_unique(body: Path, tool: Call, tmp_path: Path) -> None:
    one, two = (typed(body, tmp_path / name / "unit.xlsx", tool, count=count) for name, count in (("a", 1), ("b", 2)))
    other = typed(body, tmp_path / "other.xlsx", tool)
    conflict = tool("sheet", "import", one, two, other, body, "--lang", "en")
    assert conflict.code == 1
    assert f"{one}, Criteria!H3: " in conflict.err
    assert f"in {two}, Criteria!H3" in conflict.err
    for path, value in ((one, "many"), (two, "few"), (other, "none")):
        book = Opened(path)
        book.type(CRITERIA, 3, count=value).save()
    told = tool("sheet", "import", one, two, other, body, "--lang", "en").err
    assert [f"\n{name}, Criteria!H3: " in told for name in (one, two, "other.xlsx")] == [True] * 3


def test_what_cannot_be_read_at_all_is_told_with_its_folder(body: Path, tool: Call, tmp_path: Path) -> None:
    paths = [tmp_path / name / "unit.xlsx" for name in "ab"]
    for path in paths:
        path.parent.mkdir()
        path.write_text("a", encoding="utf-8")
    told = tool("sheet", "import", *paths, body, "--lang", "en").err
    assert [f"\n{path}: " in told for path in paths] == [True, True], told
