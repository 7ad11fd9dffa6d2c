"""``openness index``: which definitions a workbook is compared with, and which folder it may go to."""

from pathlib import Path

import pytest

from openness_cli.files.index import load_index
from openness_cli.files.index_book.columns import BookSheet
from tests.builders.bodies import CHECKLIST, LEVELS, criterion, write_index, write_workspace
from tests.builders.definition_books import OpenedBook
from tests.builders.tool import Call

CONFIRMED = {"decree_points": "1", "annex": "annex 4", "confirmed": "wording, points and due date"}


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return write_index(tmp_path / "index", [[criterion(LEVELS, "X1"), criterion(CHECKLIST, "X4")]])


def confirmed(index: Path, name: str, to: Path, tool: Call, *words: str) -> Path:
    """Confirm a criterion of definitions, and write them into another folder."""
    path = to.with_suffix(".xlsx")
    tool("index", "export", path, "--index", index)
    OpenedBook(path).criterion(name, **CONFIRMED).save()
    assert tool("index", "import", path, "--index", index, "--to", to, *words).code == 0
    return to


def test_whoever_hands_out_is_told_of_which_definitions_to_take_back(index: Path, tool: Call, tmp_path: Path) -> None:
    path = tmp_path / "our x.xlsx"
    named = tool("index", "export", path, "--index", index, "--lang", "en")
    assert f"openness index import '{path}' --index {index} --to DIR" in named.err
    assert f"openness index import '{path}' --to DIR" in tool("index", "export", path, "--lang", "en").err


@pytest.mark.parametrize("edition", [(), ("--edition", "2024-06-01")])
def test_a_workbook_of_later_definitions_than_those_it_is_compared_with_is_refused(
    edition: tuple[str, ...], index: Path, tool: Call, tmp_path: Path
) -> None:
    one = confirmed(index, "X1", tmp_path / "one", tool, *edition)
    two = confirmed(one, "X4", tmp_path / "two", tool, *edition)
    path = tmp_path / "x.xlsx"
    tool("index", "export", path, "--index", two)
    for other in (index, one):
        refused = tool("index", "import", path, "--index", other, "--to", tmp_path / "new", "--lang", "en")
        assert (refused.code, (tmp_path / "new").exists()) == (2, False)
        assert "x.xlsx was made of later definitions, 2024-0" in refused.err
        assert "name those with --index" in refused.err
    # an earlier one is merged
    merged = tool("index", "import", tmp_path / "one.xlsx", "--index", two, "--to", tmp_path / "new")
    assert merged.code == 0, merged.err
    assert load_index(tmp_path / "new") == load_index(two)


def test_what_is_shown_for_a_body_goes_out_from_the_definitions_of_that_body(
    index: Path, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, body = tmp_path / "x.xlsx", write_workspace(tmp_path / "body", {"X1": {"level": "full"}}, Path("../index"))
    tool("index", "export", path, "--index", index)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    ending = tool("index", "import", path, "--to", "new", "--preview", body)
    assert ending.code == 0, ending.err
    assert load_index(tmp_path / "elsewhere" / "new") == load_index(index)


@pytest.mark.parametrize("name", ["X1", "X4"])
def test_an_empty_kind_of_rule_is_told_at_its_cell(name: str, index: Path, tool: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    tool("index", "export", path, "--index", index)
    book = OpenedBook(path).criterion(name, rule=None)
    cell = book.sheet(BookSheet.CRITERIA).cell(
        book.row(BookSheet.CRITERIA, name), book.column(BookSheet.CRITERIA, "rule")
    )
    book.save()
    ending = tool("index", "import", path, "--index", index, "--dry-run", "--lang", "en")
    assert ending.code == 3
    assert ending.err.startswith("Nothing was written: 1 problem.")
    assert f"Criteria!{cell.coordinate}: the kind of rule is missing\n  → choose from the list" in ending.err


PARTS = BookSheet.PARTS
NEW_PART: dict[str, object] = {"titles__uz": "Yangi", "points": "0.5"}
WRONG: list[tuple[str, dict[str, object], str]] = [
    ("", {"criterion": "X1", **NEW_PART}, "B4: X1 earns its points otherwise than by parts\n  → choose “checklist” as"),
    ("", NEW_PART, "B4: the row does not say what it is of\n  → type the id here, or empty the row"),
    ("X4|a", {"titles__ru": None}, "titles.ru: a text is missing here\n  → it is needed in every language"),
]


@pytest.mark.parametrize(("key", "typed", "told"), WRONG)
def test_a_part_that_can_be_none_is_told_at_its_cell(
    key: str, typed: dict[str, object], told: str, index: Path, tool: Call, tmp_path: Path
) -> None:
    path = tmp_path / "x.xlsx"
    tool("index", "export", path, "--index", index, "--lang", "en")
    book = OpenedBook(path).type(PARTS, key, **typed)
    cell = book.sheet(PARTS).cell(book.row(PARTS, "X4|a"), book.column(PARTS, "titles.ru")).coordinate
    book.save()
    ending = tool("index", "import", path, "--index", index, "--to", tmp_path / "new", "--lang", "en")
    assert (ending.code, (tmp_path / "new").exists()) == (3, False)
    assert ending.err.startswith("Nothing was written: 1 problem.")
    assert f"x.xlsx, Parts!{told.replace('titles.ru', cell)}" in ending.err


def test_parts_that_go_with_their_kind_of_rule_are_told(index: Path, tool: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    tool("index", "export", path, "--index", index)
    OpenedBook(path).criterion("X4", rule="count", figures="6 = 1").save()
    ending = tool("index", "import", path, "--index", index, "--to", tmp_path / "new", "--lang", "en")
    assert (ending.code, ending.err.count("a part goes: ")) == (0, 2), ending.err


def test_sheets_and_columns_that_are_gone_are_told(index: Path, tool: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    tool("index", "export", path, "--index", index, "--lang", "en")
    book = OpenedBook(path)
    criteria = BookSheet.CRITERIA
    book.sheet(criteria).delete_cols(book.column(criteria, "decree_points"))
    book.book.remove(book.sheet(PARTS))
    book.save()
    ending = tool("index", "import", path, "--index", index, "--to", tmp_path / "new", "--lang", "en")
    assert ending.code == 0, ending.err
    told = "gone from the workbook, so nothing was taken from there: Criteria: Points there, the sheet Parts"
    assert told in ending.err


def test_a_workbook_of_another_kind_is_told_as_that_alone(
    index: Path, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules, evidence = tmp_path / "rules.xlsx", tmp_path / "evidence.xlsx"
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full"}}, index)
    tool("index", "export", rules, "--index", index)
    monkeypatch.chdir(body)
    assert tool("sheet", "export", evidence).code == 0
    for words in (("index", "import", evidence, "--dry-run"), ("sheet", "import", rules)):
        ending = tool(*words, "--lang", "en")
        assert ending.code == 3, ending.err
        assert ending.err.count("no sheet of it is one of a workbook of") == 1
        assert "damaged" not in ending.err


def test_what_is_typed_below_the_table_names_no_criterion(index: Path, tool: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    tool("index", "export", path, "--index", index, "--lang", "en")
    OpenedBook(path).criterion("", decree="ask Karimova").save()
    ending = tool("index", "import", path, "--index", index, "--dry-run", "--lang", "en")
    assert ending.code == 3
    assert "Criteria!B4: the row does not say what it is of\n  → type the id here, or empty the row" in ending.err


def test_what_is_wrong_under_sharing_out_is_not_told_to_share_out(index: Path, tool: Call, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    tool("index", "export", path, "--index", index, "--lang", "en")
    OpenedBook(path).type(BookSheet.INDICATORS, "1", points="3").save()
    words = ("index", "import", path, "--index", index, "--dry-run", "--lang", "en")
    for more in ((), ("--share-out",)):
        ending = tool(*words, *more)
        assert ending.code == 3
        assert ("or share out: --share-out" in ending.err) is (not more)
        assert "the indicators add up to 3 points, the index says 2\n  → correct the points of other" in ending.err


def test_a_folder_that_cannot_be_is_told_as_what_it_is(
    index: Path, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    tool("index", "export", path, "--index", index)
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full"}}, index)
    monkeypatch.chdir(tmp_path)
    words = ("index", "import", path, "--index", index, "--lang", "en", "--to")
    for to, told in (
        ("x.xlsx", "x.xlsx is a file; name a new folder"),
        (" ", "“ ” is no name of a folder"),
        (index / "new", "new belongs to the rules; it will not be overwritten"),
        (body / "evidence" / "new", "new belongs to the evidence; it will not be overwritten"),
    ):
        refused = tool(*words, to, *(("--preview", body) if to not in ("x.xlsx", " ") else ()))
        assert (refused.code, told in refused.err) == (2, True), refused.err
    refused = tool("index", "compare", index, body, "--output", index / "index.yaml", "--lang", "en")
    assert (refused.code, "index.yaml belongs to the rules" in refused.err) == (2, True), refused.err
    assert not (tmp_path / " ").exists()
