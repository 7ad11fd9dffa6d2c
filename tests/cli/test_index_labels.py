"""What ``openness index import`` says is known from a source: no more than was confirmed, and what is no more is told."""

from pathlib import Path

from openness_cli.files.index import load_index
from openness_cli.files.index_book.columns import BookSheet
from tests.builders.bodies import CHECKLIST, COUNT, LEVELS, QUARTERS, criterion, write_index
from tests.builders.definition_books import OpenedBook
from tests.builders.tool import Call, Ending

YES, WORDING, POINTS = "wording, points and due date", "wording alone", "points alone"
ANNEX = "annex 4, item 1"
KNOWN = {"basis": "sourced", "points_basis": "published"}


def handed(tool: Call, index: Path) -> OpenedBook:
    path = index.with_name("x.xlsx")
    path.unlink(missing_ok=True)
    assert tool("index", "export", path, "--index", index).code == 0
    return OpenedBook(path)


def imported(tool: Call, book: OpenedBook, index: Path, name: str, *more: object) -> tuple[Path, Ending]:
    to = index.with_name(name)
    ending = tool("index", "import", book.save(), "--index", index, "--to", to, "--lang", "en", *more)
    assert ending.code == 0, ending.err
    return to, ending


def test_how_often_and_what_a_late_one_earns_are_part_of_what_was_published(tool: Call, tmp_path: Path) -> None:
    duties = [criterion(QUARTERS, name, due_basis="sourced", **KNOWN) for name in ("X1", "X2", "X3")]
    index = write_index(tmp_path / "index", [duties])
    book = handed(tool, index).criterion("X1", every="every month").criterion("X2", late="0.5")
    to, ending = imported(tool, book.criterion("X3", due="40"), index, "new")
    found = [(own.points_basis.value, own.due_basis and own.due_basis.value) for own in load_index(to).by_id.values()]
    assert found == [("assumed", "assumed"), ("assumed", "assumed"), ("published", "assumed")]
    assert ending.err.count("not confirmed, and assumed from now on: points; ") == 2
    assert "points: assumed; " in tool("explain", "X1", "--index", to, "--lang", "en").out


def test_a_wording_that_was_derived_and_is_typed_anew_is_assumed(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS, "X1", basis="derived"), criterion(CHECKLIST, "X2")]])
    to, ending = imported(tool, handed(tool, index).criterion("X1", asks__en="Something else"), index, "new")
    assert load_index(to).by_id["X1"].basis.value == "assumed"
    assert ending.err.count("not confirmed, and assumed from now on: wording") == 1
