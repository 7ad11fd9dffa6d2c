"""``openness add`` from somebody's own table: columns found by their heads, a second run adds only what is new."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from openness_cli.files.adding import Adding
from openness_cli.files.tables.heads import key_of
from openness_cli.model.definitions import Criterion
from tests.builders.tool import Call, Sample

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADS: list[Any] = ["T/r", "Tadbir nomi", "Internet manzili (havola)", "Eʼlon qilingan sana", "Izoh"]
ROWS: list[list[Any]] = [
    [1, "Davra suhbati", "https://a.uz/1", dt.date(2024, 5, 14), "=SUM(1)"],
    [2, "Ochiq eshiklar kuni", "https://a.uz/2\nhttps://b.uz/2", "15.05.2024", ""],
    [3, "Matbuot anjumani", "www.a.uz/3", dt.date(2024, 6, 3), ""],
]


@pytest.fixture
def body(sample: Sample) -> Path:
    return sample("dead-links")


def workbook(path: Path, rows: Sequence[Sequence[Any]], *, before: int = 2) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Tadbirlar")
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write_string(0, 0, "Vazirlik tadbirlari")
        for number, row in enumerate(rows, start=before):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    sheet.write_datetime(number, column, dt.datetime.combine(value, dt.time()), day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
    return path


def as_csv(rows: Sequence[Sequence[Any]], delimiter: str = ";") -> str:
    cells = ['"' + (f"{own:%d.%m.%Y}" if isinstance(own, dt.date) else str(own)) + '"' for row in rows for own in row]
    width = len(rows[0])
    return "".join(delimiter.join(cells[at : at + width]) + "\r\n" for at in range(0, len(cells), width))


def texts(body: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((body / "evidence").iterdir()))


@pytest.mark.parametrize("kind", ["xlsx", "utf-8", "utf-8-sig", "cp1251", "utf-16", "sep=", "tab", "comma"])
@pytest.mark.grid(one_in=3)
def test_every_row_becomes_an_item_and_a_second_run_adds_only_what_is_new(
    kind: str, body: Path, tool: Call, tmp_path: Path
) -> None:
    rows = [HEADS, *ROWS]
    if kind == "cp1251":
        rows = [["№", "Номи", "Ссылка", "Дата размещения", "Примечание"], *ROWS]
    table = tmp_path / ("t.xlsx" if kind == "xlsx" else "t.csv")
    if kind == "xlsx":
        workbook(table, rows)
    elif kind in {"utf-8", "utf-8-sig", "cp1251", "utf-16"}:
        table.write_bytes(as_csv(rows).encode(kind))
    else:
        text = as_csv(rows, {"sep=": ";", "tab": "\t", "comma": ","}[kind])
        table.write_text(("sep=;\r\n" if kind == "sep=" else "") + text, encoding="utf-8", newline="")
    ending = tool("add", "C1.1", table, body, "--lang", "en", "--owner", "Matbuot xizmati")
    assert (ending.code, ending.out) == (0, "")
    assert ending.err.startswith("C1.1: 3 items added to evidence/1")
    found = texts(body)
    for piece in (
        "Davra suhbati",
        "published: 2024-05-14",
        "published: 2024-05-15",
        "https://www.a.uz/3",
        "[https://a.uz/2",
    ):
        assert piece in found
    assert tool("validate", body).code == 0
    again = tool("add", "C1.1", table, body, "--lang", "en", "--owner", "Matbuot xizmati")
    assert (texts(body), again.err.count("is there already")) == (found, 3)
    if kind == "xlsx":
        workbook(table, [*rows, [4, "Yangi", "https://a.uz/4", dt.date(2024, 7, 1), ""]])
        assert "1 item added" in tool("add", "C1.1", table, body, "--lang", "en").err


def test_a_changed_title_or_day_is_told_with_its_place_and_left(body: Path, tool: Call, tmp_path: Path) -> None:
    table = workbook(tmp_path / "t.xlsx", [HEADS, ROWS[0]])
    tool("add", "C1.1", table, body)
    before = texts(body)
    workbook(table, [HEADS, [1, "Boshqa nom", "http://a.uz/1/", dt.date(2024, 5, 15), ""]])
    ending = tool("add", "C1.1", table, body, "--lang", "en")
    assert texts(body) == before
    assert "“Davra suhbati” is written at evidence/1" in ending.err
    assert "not “2024-05-15”" in ending.err


def test_what_is_wrong_is_told_with_its_cell_and_nothing_is_written(body: Path, tool: Call, tmp_path: Path) -> None:
    before = texts(body)
    rows = [
        HEADS, [1, "a", "https://a.uz/1", "14.05.24", ""], [2, "b", "htp:x", dt.date(2024, 5, 1), ""],
        [3, "c", "https://a.uz/3", 45000, ""],
    ]  # fmt: skip
    ending = tool("add", "C1.1", workbook(tmp_path / "t.xlsx", rows), body, "--lang", "en")
    assert (ending.code, texts(body)) == (3, before)
    for said in ("t.xlsx, Tadbirlar!D4: “14.05.24”", "t.xlsx, Tadbirlar!C5: “htp:x”", "t.xlsx, Tadbirlar!D6: “45000”"):
        assert said in ending.err


def test_errors_formulas_without_a_value_and_merged_cells_are_no_empty_cells(
    body: Path, tool: Call, tmp_path: Path
) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for column, head in enumerate(HEADS):
            sheet.write_string(0, column, head)
        sheet.write_row(1, 1, ["a", "https://a.uz/1"])
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")
        sheet.write_row(2, 1, ["b", "https://a.uz/2"])
        sheet.write_formula(2, 3, "=TODAY()", None, "")
        sheet.merge_range("B4:B5", "c")
        sheet.write_formula(5, 7, "=NA()", None, "#N/A")
    ending = tool("add", "C1.1", path, body, "--lang", "en")
    assert ending.code == 3
    for cell in ("Sheet1!D2: the cell holds an error", "Sheet1!B4:B5: merged cells"):
        assert cell in ending.err
    assert "H6" not in ending.err


def test_two_columns_of_one_meaning_are_asked_for_or_refused(body: Path, tool: Call, tmp_path: Path) -> None:
    heads = ["Название", "Ссылка", "Дата", "Дата размещения"]
    table = workbook(tmp_path / "t.xlsx", [heads, ["a", "https://a.uz/1", "01.02.2024", "03.04.2024"]])
    refused = tool("add", "C1.1", table, body, "--lang", "en")
    assert refused.code == 2
    assert "C3 “Дата” · D3 “Дата размещения”" in refused.err
    assert tool("add", "C1.1", table, body, typed=["2"]).code == 0
    assert "published: 2024-04-03" in texts(body)


def test_files_beside_the_table_come_with_it(body: Path, tool: Call, tmp_path: Path) -> None:
    (tmp_path / "buyruq.pdf").write_bytes(b"%PDF-1.7")
    table = tmp_path / "t.csv"
    table.write_text("Nomi;Fayl;Qism\nBuyruq;buyruq.pdf;policy\n", encoding="utf-8")
    ending = tool("add", "C7.1", table, body, "--lang", "en")
    assert ending.err.endswith("copied: attachments/buyruq.pdf\n")
    assert (body / "attachments" / "buyruq.pdf").is_file()
    assert "file: attachments/buyruq.pdf" in texts(body)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a;b\n1;2\n", "no row of heads was found"),
        (b"Nomi;Havola\n", "there is nothing under its heads"),
        (b"<html><table>", "a web page, whatever its name says"),
        (b"PK\x03\x04 no", "damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "with a password"),
        (OLE + b" no", "damaged"),
        (b"a\0b", "it is no table"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(
    data: bytes, said: str, body: Path, tool: Call, tmp_path: Path
) -> None:
    before = texts(body)
    (tmp_path / "t.xlsx").write_bytes(data)
    ending = tool("add", "C1.1", tmp_path / "t.xlsx", body, "--lang", "en")
    assert ending.code in {2, 3}
    assert said in ending.err
    assert texts(body) == before


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("Internet manzili (havola)", "url"), ("ҲАВОЛА", "url"), ("Ссылка на публикацию", "url"),
        ("Дата размещения", "published"), ("Sana", "published"),
        ("E'lon qilingan sanasi", "published"), ("Дата проведения мероприятия", "held"),
        ("Наименование документа", "title"), ("Hujjat nomi", "title"), ("T/r", ""), ("№", ""), ("п/п", ""),
        ("Masʼul boʻlinma", "owner"), ("Ответственное подразделение", "owner"), ("Chorak", "period"), ("Soni", "shows"),
        ("Summa", ""), ("", ""),
    ],
)  # fmt: skip
def test_heads_are_known_in_four_languages(head: str, key: str) -> None:
    assert key_of(head) == key


def test_a_row_without_anything_to_show_is_passed_over_and_one_twice_is_told(
    body: Path, tool: Call, tmp_path: Path
) -> None:
    table = tmp_path / "t.csv"
    rows = ["Nomi;Havola;Masʼul", ";;Matbuot xizmati", "A;https://a.uz/1;", "A;https://www.a.uz/1/;", ";;Arxiv"]
    table.write_text("\n".join(rows), encoding="utf-8")
    ending = tool("add", "C1.1", table, body, "--lang", "en")
    assert ending.code == 0
    assert "C1.1: 1 item added" in ending.err
    assert "t.csv, A4: it stands above already" in ending.err
    assert tool("validate", body).code == 0


def test_a_file_that_another_run_made_meanwhile_is_not_written_over(
    body: Path, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (body / "evidence").glob("8*"):
        path.unlink()
    real = Adding.add

    def late(own: Adding, criterion: Criterion, claim: Any, wishes: Any, new_file: str) -> Any:
        (body / new_file).write_text("# boshqa\n", encoding="utf-8")
        return real(own, criterion, claim, wishes, new_file)

    monkeypatch.setattr(Adding, "add", late)
    ending = tool("add", "C8.1", body, "--part", "public-chamber", "--url", "https://a.uz", "--lang", "en")
    assert ending.code == 5
    assert "was made meanwhile" in ending.err
    (made,) = (body / "evidence").glob("8*")
    assert made.read_text(encoding="utf-8") == "# boshqa\n"
