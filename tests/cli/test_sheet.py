"""``openness sheet``: what is handed out comes back; what is typed is written, and nothing else; or nothing at all."""

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from openness_cli.errors import OutputError
from openness_cli.files.editing.tree import plain_of, tree_of
from openness_cli.files.holding import held
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.tables.handouts import BASE_SHEET
from openness_cli.model.languages import LANGUAGES
from tests.builders.bodies import CHECKLIST, COUNT, LEVELS, QUARTERS, SHARE
from tests.builders.handouts import Opened, body_of_text
from tests.builders.tool import BODIES, Call, Sample

CRITERIA, ITEMS, UNITS, WORKS = SheetKind
TEXT = """# of the unit
evidence:
  X1: # a level
    level: partial
    owner: Moliya boshqarmasi
    action: build
    items:
      # the page
      - {title: 'Sahifa: 1', url: https://a.example/1, published: 2024-05-14}
      - title: "Ikkinchi"
        url: [https://a.example/2, https://b.example/2]
        owner: Yuridik boshqarma
  X3:
    items:
      - {period: 2024-Q1, url: https://a.example/q1, published: 2024-04-10}
actions:
  build: {title: Boʻlimni tiklash, owner: Moliya boshqarmasi, effort_days: 0.50}
"""
FILE = "evidence/a.yaml"


@pytest.fixture
def body(tmp_path: Path) -> Path:
    return body_of_text(tmp_path, TEXT, LEVELS, COUNT, QUARTERS, CHECKLIST, SHARE)


@pytest.fixture
def handed(body: Path, tool: Call, tmp_path: Path) -> Path:
    path = tmp_path / "x.xlsx"
    assert tool("sheet", "export", path, body).code == 0
    return path


def text_of(body: Path) -> str:
    return (body / FILE).read_text(encoding="utf-8")


def state(body: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(body.rglob("*")) if path.is_file()}


def evidence(body: Path) -> Any:
    plain: Any = plain_of(tree_of(text_of(body)))
    return plain["evidence"]


@pytest.mark.grid(one_in=12)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", BODIES)
def test_what_is_handed_out_comes_back_without_a_change(
    name: str, language: str, sample: Sample, tool: Call, tmp_path: Path
) -> None:
    folder, path = sample(name), tmp_path / "x.xlsx"
    before = state(folder)
    assert tool("sheet", "export", path, folder, "--lang", language).code == 0
    ending = tool("sheet", "import", path, folder, "--lang", "en")
    assert (ending.code, ending.err) == (0, "nothing to write: the files say it all already\n")
    assert state(folder) == before


def test_the_same_workspace_gives_the_same_bytes(body: Path, handed: Path, tool: Call, tmp_path: Path) -> None:
    tool("sheet", "export", tmp_path / "again.xlsx", body)
    assert (tmp_path / "again.xlsx").read_bytes() == handed.read_bytes()


def test_what_is_typed_is_written_where_it_stands_and_a_second_time_nothing_is(
    body: Path, handed: Path, tool: Call
) -> None:
    book = Opened(handed)
    book.type(ITEMS, book.row(ITEMS, title="Sahifa: 1"), published=dt.date(2024, 5, 15), note="'=SUM")
    book.type(CRITERIA, book.row(CRITERIA, criterion="X1"), level="fully")
    book.type(CRITERIA, book.row(CRITERIA, criterion="X2"), count=7, owner="Yuridik boshqarma")
    book.add(criterion="x3", label="quarter II of 2024", url="www.a.example/q2", published="9.07.2024")
    book.add(criterion="X2", title="Reyestr", file="attachments/r.xlsx", shows=7)
    book.type(WORKS, 2, effort_days=3)
    book.type(WORKS, 3, title="Yangi ish")
    book.save()
    dry = tool("sheet", "import", handed, body, "--dry-run", "--lang", "en", "--debug")
    assert (dry.code, text_of(body)) == (0, TEXT)
    ending = tool("sheet", "import", handed, body, "--lang", "en")
    assert ending.code == 0, ending.err
    expected = TEXT.replace("05-14}", "05-15, note: =SUM}").replace("partial", "full").replace("0.50", "3")
    expected = expected.replace(
        "published: 2024-04-10}\n",
        "published: 2024-04-10}\n      - {period: 2024-Q2, url: https://www.a.example/q2, published: 2024-07-09}\n",
    ).replace(
        "  X3:\n",
        "  X2:\n    owner: Yuridik boshqarma\n    count: 7\n"
        "    items:\n      - title: Reyestr\n        file: attachments/r.xlsx\n        shows: 7\n  X3:\n",
    )
    assert text_of(body) == expected + "  yangi-ish:\n    title: Yangi ish\n"
    assert "X1 Sahifa: 1: Published on: “2024-05-14” → “2024-05-15”" in ending.err
    assert ending.err.endswith("1 file written: changed: 4, added: 4, deleted: 0\n")
    before = state(body)
    again = tool("sheet", "import", handed, body, "--lang", "en")
    assert (again.code, state(body)) == (0, before)
    assert "nothing to write" in again.err


def test_a_row_that_is_gone_deletes_nothing_unless_it_is_asked_for(body: Path, handed: Path, tool: Call) -> None:
    book = Opened(handed)
    book.sheet(ITEMS).delete_rows(book.row(ITEMS, title="Ikkinchi"))
    book.save()
    ending = tool("sheet", "import", handed, body, "--lang", "en")
    assert (ending.code, text_of(body)) == (0, TEXT)
    assert "the row is gone, and nothing was deleted: X1 Ikkinchi" in ending.err
    assert tool("sheet", "import", handed, body, "--delete-missing").code == 0
    assert [own["title"] for own in evidence(body)["X1"]["items"]] == ["Sahifa: 1"]


def test_a_chosen_yes_deletes_what_is_as_it_was_and_nothing_else(body: Path, handed: Path, tool: Call) -> None:
    book = Opened(handed)
    book.type(ITEMS, book.row(ITEMS, title="Sahifa: 1"), delete="ha").save()
    (body / FILE).write_text(TEXT.replace("05-14", "05-16"), encoding="utf-8")
    refused = tool("sheet", "import", handed, body, "--lang", "en")
    assert (refused.code, "05-16" in text_of(body)) == (1, True)
    assert "it is to be deleted, and was changed in the files since" in refused.err
    (body / FILE).write_text(TEXT, encoding="utf-8")
    assert tool("sheet", "import", handed, body).code == 0
    assert [own["title"] for own in evidence(body)["X1"]["items"]] == ["Ikkinchi"]
    assert tool("sheet", "import", handed, body).code == 0


def test_a_conflict_writes_nothing_until_it_is_said_whose_word_holds(body: Path, handed: Path, tool: Call) -> None:
    book = Opened(handed)
    number = book.row(ITEMS, title="Sahifa: 1")
    book.type(ITEMS, number, title="Mine").type(ITEMS, book.row(ITEMS, title="Ikkinchi"), note="n").save()
    changed = TEXT.replace("Sahifa: 1", "Theirs")
    (body / FILE).write_text(changed, encoding="utf-8")
    refused = tool("sheet", "import", handed, body, "--lang", "en")
    assert (refused.code, text_of(body)) == (1, changed)
    assert f"x.xlsx, Materials!E{number}: X1 Mine: the files say something else by now" in refused.err
    assert "What it is called: “Mine” here, “Theirs” in evidence/a.yaml; handed out: “Sahifa: 1”" in refused.err
    assert tool("sheet", "import", handed, body, "--keep", "ours").code == 0
    assert [own["title"] for own in evidence(body)["X1"]["items"]] == ["Theirs", "Ikkinchi"]
    assert evidence(body)["X1"]["items"][1]["note"] == "n"
    assert tool("sheet", "import", handed, body, "--keep", "theirs").code == 0
    assert [own["title"] for own in evidence(body)["X1"]["items"]] == ["Mine", "Ikkinchi"]


def test_two_workbooks_that_differ_are_never_decided(body: Path, handed: Path, tool: Call) -> None:
    for name, title in (("one.xlsx", "One"), ("two.xlsx", "Two")):
        book = Opened(handed)
        book.type(ITEMS, book.row(ITEMS, title="Sahifa: 1"), title=title).save(name)
    paths = [handed.with_name("two.xlsx"), handed.with_name("one.xlsx")]
    refused = tool("sheet", "import", *paths, body, "--keep", "theirs", "--lang", "en")
    assert (refused.code, text_of(body)) == (1, TEXT)
    assert "“One” here, “Two” in two.xlsx, Materials!E" in refused.err
    assert refused.err == tool("sheet", "import", *reversed(paths), body, "--keep", "theirs", "--lang", "en").err


BAD: list[tuple[dict[str, object], str, str]] = [
    ({"criterion": 4.1, "title": "t"}, "B", "a number or a day: 4.1 may have been 4.10"),
    ({"criterion": "X9", "title": "t"}, "B", "there is no criterion “X9”"),
    ({"criterion": "X1", "title": "t", "published": "14.05.24"}, "H", "“14.05.24” is not a date"),
    ({"criterion": "X1", "title": "t", "published": 45000}, "H", "“45000” is not a date"),
    ({"criterion": "X2", "title": "t", "shows": 19.5}, "K", "“19.5” is not a whole number"),
    ({"criterion": "X3", "title": "t", "label": "V chorak"}, "D", "there is no period “V chorak”"),
    ({"criterion": "X1", "title": "t", "url": "nowhere"}, "F", "“nowhere” is not a web address"),
    ({"criterion": "X1", "title": "t", "action": "no such"}, "N", "there is no action “no such”"),
    ({"criterion": "X1", "owner": "t"}, "E", "nothing says what it is"),
    ({"title": "t"}, "B", "the criterion is missing"),
]


def test_every_bad_cell_is_told_and_nothing_is_written(body: Path, handed: Path, tool: Call) -> None:
    book = Opened(handed).add(criterion="X1", title="good")
    for typed, _column, _told in BAD:
        book.add(**typed)
    book.save()
    ending = tool("sheet", "import", handed, body, "--lang", "en")
    assert (ending.code, text_of(body)) == (3, TEXT)
    assert ending.err.startswith(f"Nothing was written: {len(BAD)} problems.")
    assert "14.05.2024" in ending.err  # as it is typed, not as it is written in a file
    for number, (_typed, column, told) in enumerate(BAD, start=6):
        assert f"x.xlsx, Materials!{column}{number}: {told}" in ending.err


def test_of_a_row_whose_criterion_cannot_be_read_the_other_cells_are_told_too(
    body: Path, handed: Path, tool: Call
) -> None:
    book = Opened(handed)
    book.add(
        criterion="X9", title="t", published="14.05.24", url="nowhere", shows=1.5, label="whatever", owner="Kadrlar"
    )
    book.type(CRITERIA, 3, criterion="nothing", count=1.5, effort_days="many", level="whatever").save()
    told = tool("sheet", "import", handed, body, "--lang", "en").err
    assert told.startswith("Nothing was written: 7 problems."), told
    cells = [*(f"Materials!{column}5" for column in "BFHK"), *(f"Criteria!{column}3" for column in "BHL")]
    assert [own for own in cells if f"{own}: " not in told] == []


def test_a_unit_is_renamed_everywhere_and_rows_with_either_name_mean_the_same(
    body: Path, handed: Path, tool: Call
) -> None:
    book = Opened(handed)
    book.type(UNITS, book.row(UNITS, name="Moliya boshqarmasi"), name="Iqtisod boshqarmasi", email="i@a.example")
    book.add(criterion="X1", title="old", owner="Moliya boshqarmasi")
    book.add(criterion="X1", title="new", owner="Iqtisod boshqarmasi").save()
    ending = tool("sheet", "import", handed, body, "--lang", "en")
    assert ending.code == 0, ending.err
    assert "Moliya boshqarmasi is called Iqtisod boshqarmasi now, in 2 places" in ending.err
    assert "Moliya" not in text_of(body)
    assert [own.get("owner") for own in evidence(body)["X1"]["items"]] == [None, "Yuridik boshqarma", None, None]
    assert "Iqtisod boshqarmasi:\n    email: i@a.example" in (body / "openness.yaml").read_text(encoding="utf-8")
    again = tool("sheet", "import", handed, body, "--lang", "en")
    assert (again.code, "nothing to write" in again.err) == (0, True), again.err
    tool("sheet", "export", handed, body)
    two = Opened(handed)
    two.type(UNITS, 2, name="Same").type(UNITS, 3, name="same").save()
    refused = tool("sheet", "import", handed, body, "--lang", "en")
    assert (refused.code, "two units would be called" in refused.err) == (3, True)


def test_units_that_enter_their_own_numbers_of_one_criterion_have_an_entry_each(
    body: Path, handed: Path, tool: Call
) -> None:
    paths = []
    for number, unit in enumerate(("Moliya boshqarmasi", "Yuridik boshqarma", "Kadrlar"), start=1):
        book = Opened(handed)
        book.type(CRITERIA, book.row(CRITERIA, criterion="X5"), owner=unit, count=number, of=10)
        book.add(criterion="X5", title=f"Reyestr {number}", owner=unit)
        paths.append(book.save(f"{number}.xlsx"))
    assert tool("sheet", "import", *paths, body).code == 0
    assert "6" in tool("explain", "X5", body, "--lang", "en").out
    texts = [path.read_text(encoding="utf-8") for path in sorted((body / "evidence").iterdir())]
    assert sorted(text.count("X5:") for text in texts) == [1, 1, 1]
    for number, unit in enumerate(("Moliya boshqarmasi", "Yuridik boshqarma", "Kadrlar"), start=1):
        (own,) = (text.split("X5:")[1] for text in texts if f"owner: {unit}\n    count: {number}\n    of: 10" in text)
        assert f"Reyestr {number}" in own
    before = state(body)
    assert tool("sheet", "import", *paths, body).code == 0
    assert state(body) == before


def test_a_copy_for_a_unit_holds_its_rows_alone_and_new_rows_are_its_own(
    body: Path, tool: Call, tmp_path: Path
) -> None:
    assert tool("sheet", "export", "--split", tmp_path / "units", body).code == 0
    assert [own.name for own in sorted((tmp_path / "units").iterdir())] == [
        "Moliya boshqarmasi.xlsx", "Yuridik boshqarma.xlsx",
    ]  # fmt: skip
    book = Opened(tmp_path / "units" / "Yuridik boshqarma.xlsx")
    assert [own.value for own in book.sheet(ITEMS)["E"][:3]] == ["What it is called", "Ikkinchi", None]
    assert "Sahifa" not in "".join(str(own.value) for own in book.book[BASE_SHEET]["A"])
    path = book.add(criterion="X1", title="ours").save()
    assert tool("sheet", "import", path, body).code == 0
    assert evidence(body)["X1"]["items"][-1] == {"title": "ours", "owner": "Yuridik boshqarma"}
    blank = tmp_path / "blank.xlsx"
    assert tool("sheet", "export", blank, body, "--blank", "--owner", "moliya").code == 0
    assert Opened(blank).sheet(ITEMS)["E"][1].value is None
    wrong = tool("sheet", "export", blank, body, "--owner", "nobody", "--lang", "en")
    assert (wrong.code, "the owners are" in wrong.err) == (2, True)


def test_a_name_with_a_star_is_all_workbooks_but_not_what_excel_keeps_beside_an_open_one(
    body: Path, tool: Call, tmp_path: Path
) -> None:
    units = tmp_path / "units"
    assert tool("sheet", "export", "--split", units, body).code == 0
    (units / "~$Moliya boshqarmasi.xlsx").write_bytes(b"locked")
    Opened(units / "Yuridik boshqarma.xlsx").add(criterion="X1", title="ours").save()
    ending = tool("sheet", "import", units / "*.xlsx", body, "--lang", "en")
    assert (ending.code, "Materials: added: X1 ours" in ending.err) == (0, True), ending.err
    by_shell = tool("sheet", "import", *sorted(units.iterdir()), body, "--lang", "en")
    assert (by_shell.code, "nothing to write" in by_shell.err) == (0, True), by_shell.err
    nothing = tool("sheet", "import", units / "*.ods", body, "--lang", "en")
    assert (nothing.code, "there is no such file" in nothing.err) == (3, True), nothing.err


def test_without_units_it_is_said_where_they_are_entered(body: Path, tool: Call, tmp_path: Path) -> None:
    (body / FILE).unlink()
    refused = tool("sheet", "export", "--split", tmp_path / "units", body, "--lang", "en")
    assert (refused.code, "enter them on the sheet “Units”" in refused.err) == (2, True)


def test_without_its_hidden_state_a_workbook_adds_and_changes_nothing(body: Path, handed: Path, tool: Call) -> None:
    book = Opened(handed)
    del book.book[BASE_SHEET]
    book.add(criterion="X1", title="new").save()
    assert tool("sheet", "import", handed, body).code == 0
    assert evidence(body)["X1"]["items"][-1] == {"title": "new"}
    book.type(ITEMS, book.row(ITEMS, title="Sahifa: 1"), title="Other").save()
    refused = tool("sheet", "import", handed, body, "--lang", "en")
    assert (refused.code, "its address or file is there already, entered otherwise" in refused.err) == (1, True)


def test_own_columns_and_another_order_are_fine_and_a_sheet_is_known_by_its_heads(
    body: Path, handed: Path, tool: Call
) -> None:
    book = Opened(handed)
    own = book.sheet(ITEMS)
    book.add(criterion="X1", title="new")
    own.insert_cols(5)
    own.cell(1, 5).value = "Telefon"
    own.delete_cols(1)
    own.title = "Varaq1"
    book.save()
    ending = tool("sheet", "import", handed, body, "--lang", "en")
    assert (ending.code, evidence(body)["X1"]["items"][-1]) == (0, {"title": "new"})
    assert "a column of your own, not read: Varaq1: Telefon" in ending.err
    assert len(evidence(body)["X1"]["items"]) == 3


def test_what_nobody_can_say_the_value_of_is_told_and_deletes_nothing(body: Path, handed: Path, tool: Call) -> None:
    book = Opened(handed)
    number = book.row(ITEMS, title="Sahifa: 1")
    book.type(ITEMS, number, published="=TODAY()", state="=1/0")
    book.sheet(ITEMS).merge_cells("L2:L3")
    book.save()
    refused = tool("sheet", "import", handed, body, "--lang", "en")
    assert (refused.code, text_of(body)) == (3, TEXT)
    cells = [f"Materials!H{number}: the cell holds an error", "Materials!L2:L3: merged cells"]
    assert [own in refused.err for own in (*cells, f"Materials!O{number}")] == [True, True, False]
    old = handed.with_suffix(".xls")
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "save it as .xlsx" in tool("sheet", "import", old, body, "--lang", "en").err
    other = handed.with_name("list.xlsx")
    openpyxl.Workbook().save(other)
    assert "no sheet of it is one of a workbook of evidence" in tool("sheet", "import", other, body, "--lang", "en").err


def test_a_workbook_of_another_body_is_refused(body: Path, handed: Path, tool: Call) -> None:
    configuration = body / "openness.yaml"
    configuration.write_text(configuration.read_text().replace("2024", "2023").replace("2025", "2024"))
    refused = tool("sheet", "import", handed, body, "--lang", "en")
    assert (refused.code, "it was handed out for another workspace" in refused.err) == (3, True)


def test_of_two_runs_that_change_a_folder_one_waits_or_is_refused(tmp_path: Path) -> None:
    with held(tmp_path), pytest.raises(OutputError), held(tmp_path, seconds=0):
        pass
    with held(tmp_path, seconds=0):
        pass


def test_both_commands_are_listed_and_a_wrong_word_is_told(tool: Call, capsys: pytest.CaptureFixture[str]) -> None:
    tool("sheet", "--help")
    listed = capsys.readouterr().out
    assert "export" in listed
    assert "import" in listed
    assert tool("sheet", "exprt").code == 2
