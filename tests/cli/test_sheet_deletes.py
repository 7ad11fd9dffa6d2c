"""Works and units that are deleted in a workbook: gone, or refused with what still names them."""

from pathlib import Path

import pytest

from openness_cli.files.sheets.columns import SheetKind
from tests.builders.bodies import COUNT, LEVELS, QUARTERS
from tests.builders.handouts import Opened, body_of_text
from tests.builders.tool import Call

CRITERIA, ITEMS, UNITS, WORKS = SheetKind
TEXT = """evidence:
  X1: {level: partial, owner: Moliya, action: build}
  X3:
    items:
      - {title: Hisobot, period: 2024-Q1, owner: Matbuot, action: paint}
      - {title: Hisobot 2, period: 2024-Q2}
actions:
  # the page
  build: {title: Tiklash, owner: Moliya}
  paint: {title: Boʻyash}
  spare: {title: Ortiqcha, owner: Kadrlar}
"""
OWNERS = "owners:\n  # ours\n  Moliya: {email: m@a.example}\n  Kadrlar: k@a.example\n"


@pytest.fixture
def body(tmp_path: Path) -> Path:
    folder = body_of_text(tmp_path, TEXT, LEVELS, COUNT, QUARTERS)
    with (folder / "openness.yaml").open("a", encoding="utf-8") as configuration:
        configuration.write(OWNERS)
    return folder


@pytest.fixture
def book(body: Path, tool: Call, tmp_path: Path) -> Opened:
    assert tool("sheet", "export", tmp_path / "x.xlsx", body).code == 0
    return Opened(tmp_path / "x.xlsx")


def evidence(body: Path) -> str:
    return (body / "evidence" / "a.yaml").read_text(encoding="utf-8")


def owners(body: Path) -> str:
    return "owners:" + (body / "openness.yaml").read_text(encoding="utf-8").partition("owners:")[2]


def test_a_work_that_nothing_names_is_deleted_with_its_line_alone_and_again_nothing_is(
    body: Path, book: Opened, tool: Call
) -> None:
    book.type(WORKS, book.row(WORKS, id="spare"), delete="yes").save()
    ending = tool("sheet", "import", book.path, body, "--lang", "en")
    assert ending.code == 0, ending.err
    assert "Works: deleted: Ortiqcha" in ending.err
    assert evidence(body) == TEXT.replace("  spare: {title: Ortiqcha, owner: Kadrlar}\n", "")
    again = tool("sheet", "import", book.path, body, "--lang", "en")
    assert (again.code, "so already: Ortiqcha" in again.err) == (0, True), again.err


def test_a_work_that_is_still_named_is_refused_with_the_places_and_goes_when_they_do(
    body: Path, book: Opened, tool: Call
) -> None:
    for name in ("build", "paint"):
        book.type(WORKS, book.row(WORKS, id=name), delete="yes")
    book.save()
    for words in ((), ("--keep", "theirs")):
        refused = tool("sheet", "import", book.path, body, *words, "--lang", "en")
        assert (refused.code, evidence(body)) == (1, TEXT)
        assert "Works!F2: Tiklash: it is to be deleted, and is still named\n  see X1\n" in refused.err
        assert "Works!F3: Boʻyash: it is to be deleted, and is still named\n  see X3 Hisobot\n" in refused.err
        assert "--keep" not in refused.err
    assert tool("sheet", "import", book.path, body, "--keep", "ours").code == 0
    assert evidence(body) == TEXT
    book.type(CRITERIA, book.row(CRITERIA, criterion="X1"), action=None)
    book.type(ITEMS, book.row(ITEMS, title="Hisobot"), delete="yes").save()
    ending = tool("sheet", "import", book.path, body, "--lang", "en")
    assert ending.code == 0, ending.err
    assert [name in evidence(body) for name in ("build", "paint", "spare", "# the page")] == [False, False, True, True]


def test_what_changed_since_is_not_deleted_and_a_row_that_is_gone_deletes_nothing(
    body: Path, book: Opened, tool: Call
) -> None:
    number = book.row(WORKS, id="spare")
    book.type(WORKS, number, delete="yes").save()
    changed = TEXT.replace("Ortiqcha", "Kerak")
    (body / "evidence" / "a.yaml").write_text(changed, encoding="utf-8")
    refused = tool("sheet", "import", book.path, body, "--lang", "en")
    assert (refused.code, "was changed in the files since" in refused.err, evidence(body)) == (1, True, changed)
    book.sheet(WORKS).delete_rows(number)
    book.save()
    ending = tool("sheet", "import", book.path, body, "--lang", "en")
    assert (ending.code, evidence(body)) == (0, changed)
    assert "the row is gone, and nothing was deleted: Ortiqcha" in ending.err
    refused = tool("sheet", "import", book.path, body, "--delete-missing", "--lang", "en")
    assert (refused.code, "was changed in the files since" in refused.err, evidence(body)) == (1, True, changed)


def test_works_and_units_whose_rows_were_taken_out_are_deleted_where_that_is_asked_for(
    body: Path, book: Opened, tool: Call
) -> None:
    (body / "openness.yaml").write_text(
        (body / "openness.yaml").read_text(encoding="utf-8") + "  Arxiv: a@a.example\n", encoding="utf-8"
    )
    assert tool("sheet", "export", book.path, body).code == 0
    again = Opened(book.path)
    again.sheet(WORKS).delete_rows(again.row(WORKS, id="spare"))
    again.sheet(UNITS).delete_rows(again.row(UNITS, name="Arxiv"))
    again.sheet(UNITS).delete_rows(again.row(UNITS, name="Kadrlar"))
    again.save()
    ending = tool("sheet", "import", book.path, body, "--delete-missing", "--lang", "en")
    assert ending.code == 0, ending.err
    for line in ("Works: deleted: Ortiqcha", "Units: deleted: Arxiv", "Units: deleted: Kadrlar"):
        assert line in ending.err
    assert evidence(body) == TEXT.replace("  spare: {title: Ortiqcha, owner: Kadrlar}\n", "")
    assert owners(body) == "owners:\n  # ours\n  Moliya: {email: m@a.example}\n"
    assert tool("sheet", "import", book.path, body, "--delete-missing", "--lang", "en").code == 0


def test_those_that_are_named_are_refused_with_the_places_though_their_rows_are_gone(
    body: Path, book: Opened, tool: Call
) -> None:
    book.sheet(WORKS).delete_rows(book.row(WORKS, id="build"))
    book.sheet(UNITS).delete_rows(book.row(UNITS, name="Moliya"))
    book.save()
    before = owners(body)
    refused = tool("sheet", "import", book.path, body, "--delete-missing", "--lang", "en")
    assert (refused.code, evidence(body), owners(body)) == (1, TEXT, before)
    assert "x.xlsx: Tiklash: it is to be deleted, and is still named\n  see X1\n" in refused.err
    assert "x.xlsx: Moliya: it is to be deleted, and is still named\n  see X1" in refused.err


def test_a_unit_whose_row_is_gone_in_one_workbook_and_called_otherwise_in_another_is_a_conflict(
    body: Path, book: Opened, tool: Call
) -> None:
    number = book.row(UNITS, name="Kadrlar")
    book.type(UNITS, number, name="Xodimlar").save("one.xlsx")
    book.sheet(UNITS).delete_rows(number)
    book.save("two.xlsx")
    paths = [book.path.with_name(name) for name in ("two.xlsx", "one.xlsx")]
    refused = tool("sheet", "import", *paths, body, "--delete-missing", "--lang", "en")
    assert (refused.code, f"see one.xlsx, Units!B{number}" in refused.err) == (1, True), refused.err


def test_a_unit_is_deleted_once_nothing_names_it(body: Path, book: Opened, tool: Call) -> None:
    for name in ("Moliya", "Kadrlar", "Matbuot"):
        book.type(UNITS, book.row(UNITS, name=name), delete="ha")
    book.save()
    before = owners(body)
    refused = tool("sheet", "import", book.path, body, "--lang", "en")
    assert (refused.code, owners(body)) == (1, before)
    for line in ("Moliya: it is to be deleted, and is still named\n  see X1; Tiklash", "Kadrlar: it", "Matbuot: it"):
        assert line in refused.err
    book.type(WORKS, book.row(WORKS, id="spare"), owner=None)
    book.type(WORKS, book.row(WORKS, id="build"), owner="Matbuot")
    book.type(CRITERIA, book.row(CRITERIA, criterion="X1"), owner="Matbuot")
    book.type(UNITS, book.row(UNITS, name="Matbuot"), delete=None).save()
    ending = tool("sheet", "import", book.path, body, "--lang", "en")
    assert (ending.code, owners(body)) == (0, "owners:\n  # ours\n"), ending.err
    assert "Units: deleted: Moliya" in ending.err
    again = tool("sheet", "import", book.path, body, "--lang", "en")
    assert (again.code, owners(body)) == (0, "owners:\n  # ours\n"), again.err


def test_a_unit_whose_last_mention_goes_while_it_is_called_otherwise_is_a_unit_all_the_same(
    body: Path, book: Opened, tool: Call
) -> None:
    book.type(UNITS, book.row(UNITS, name="Matbuot"), name="Axborot xizmati")
    book.type(ITEMS, book.row(ITEMS, title="Hisobot"), delete="yes").save()
    assert tool("sheet", "import", book.path, body).code == 0
    assert "  Axborot xizmati: {}\n" in owners(body)
    after = owners(body)
    assert tool("sheet", "import", book.path, body).code == 0
    assert owners(body) == after


def test_units_that_change_names_with_each_other_are_refused(body: Path, book: Opened, tool: Call) -> None:
    first, second = book.row(UNITS, name="Moliya"), book.row(UNITS, name="Kadrlar")
    book.type(UNITS, first, name="Kadrlar").type(UNITS, second, name="Moliya").save()
    refused = tool("sheet", "import", book.path, body, "--lang", "en")
    assert (refused.code, "two units would be called “Kadrlar”" in refused.err) == (3, True)


def test_a_unit_that_one_calls_otherwise_and_another_deletes_is_told_with_both(
    body: Path, book: Opened, tool: Call
) -> None:
    number = book.row(UNITS, name="Matbuot")
    book.type(UNITS, number, name="Axborot xizmati").save("one.xlsx")
    book.type(UNITS, number, name="Matbuot", delete="yes").save("two.xlsx")
    paths = [book.path.with_name(name) for name in ("two.xlsx", "one.xlsx")]
    refused = tool("sheet", "import", *paths, body, "--keep", "theirs", "--lang", "en")
    assert refused.code == 3
    assert f"one.xlsx, Units!B{number}: the unit “Matbuot” is called otherwise here" in refused.err
    assert f"is to be deleted in two.xlsx, Units!D{number}" in refused.err
