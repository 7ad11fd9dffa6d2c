"""Definitions put right in an office: what it saves comes back, its sums are ours, and the range narrows."""

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from openness_cli.files.index import SHIPPED, load_index
from openness_cli.files.index_book.columns import BookSheet, Confirmed
from openness_cli.messages import _, use
from openness_cli.model.points import plain_number
from tests.builders.bodies import contents
from tests.builders.office import Office
from tests.builders.tool import SAMPLES, Call

pytestmark = pytest.mark.office
OURS = SHIPPED / "pf-154"
BODY = SAMPLES / "dead-links"


def exported(tool: Call, folder: Path, language: str) -> Path:
    path = folder / "indeks.xlsx"
    assert tool("index", "export", path, "--lang", language).code == 0
    return path


def column(sheet: Any, key: str, kind: BookSheet) -> int:
    shown = next(own.shown for own in kind.columns if own.key == key)
    return next(int(cell.column) for cell in sheet[1] if cell.value == shown)


def confirm(path: Path, indicator: str) -> None:
    """Type the points of an indicator's criteria as they are assumed, where they stand, and that they are confirmed."""
    book: Any = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    places = {key: column(sheet, key, BookSheet.CRITERIA) for key in ("decree_points", "annex", "confirmed")}
    for number, own in enumerate(
        next(each for each in load_index(OURS).indicators if each.id == indicator).criteria, 1
    ):
        row = next(cell.row for cell in sheet["A"] if cell.value == own.id)
        typed = (
            plain_number(own.possible).replace(".", ","),
            f"{indicator}-ilova, {number}-band",
            _(Confirmed.ALL.words),
        )
        for place, value in zip(places.values(), typed, strict=True):
            sheet.cell(row, place).value = value
    book.save(path)


@pytest.mark.parametrize("form", ["xlsx", "ods"])
@pytest.mark.parametrize("language", ["uz", "ru"])
def test_what_an_office_saves_without_an_edit_comes_back_as_it_was(
    language: str, form: str, tool: Call, office: Office, tmp_path: Path
) -> None:
    path = exported(tool, tmp_path, language)
    (saved,) = office.converted([path], form, tmp_path / "out")
    assert tool("index", "import", saved, "--to", tmp_path / "new", "--lang", "en").code == 0
    assert contents_by_name(tmp_path / "new") == contents_by_name(OURS)


def contents_by_name(folder: Path) -> dict[str, bytes]:
    return {path.name: data for path, data in contents(folder).items()}


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_an_index_put_right_in_an_office_narrows_the_range(
    form: str, tool: Call, office: Office, tmp_path: Path
) -> None:
    use("uz")
    path = exported(tool, tmp_path, "uz")
    confirm(path, "2")
    (saved,) = office.converted([path], form, tmp_path / "out")
    body, new = Path(shutil.copytree(BODY, tmp_path / "body")), tmp_path / "new"
    ending = tool("index", "import", saved, "--to", new, "--preview", body, "--lang", "uz")
    assert ending.code == 0, ending.err
    before, after = (
        json.loads(tool("score", body, "--index", own, "--format", "json").out)["certainty"] for own in (OURS, new)
    )
    assert after["high"] - after["low"] < before["high"] - before["low"]
    assert after["limits"]["high"] - after["limits"]["low"] <= before["limits"]["high"] - before["limits"]["low"]
    indicator = next(own for own in load_index(new).indicators if own.id == "2")
    assert indicator.points_basis.value == "published"
    assert all(own.is_confirmed for own in indicator.criteria)
    assert tool("validate", "--index", new).code == 0
    counts = [
        len(tool("list", "--unconfirmed", "--index", own, "--format", "csv").out.splitlines()) for own in (OURS, new)
    ]
    assert counts[0] - counts[1] >= 20


def test_an_office_works_out_the_sums(tool: Call, office: Office, tmp_path: Path) -> None:
    use("ru")
    path = exported(tool, tmp_path, "ru")
    confirm(path, "1")  # another program saves formulas without their values
    book: Any = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(2, column(sheet, "decree_points", BookSheet.CRITERIA)).value = "1,75"
    book.save(path)
    (made,) = office.converted([path], "xlsx", tmp_path / "out")
    found: Any = openpyxl.load_workbook(made, data_only=True)
    indicators = found.worksheets[2]
    index = load_index(OURS)
    sums = [float(own.points) + (0.75 if own.id == "1" else 0) for own in index.indicators]
    for key, expected in (("sum", sums), ("all", [100] * len(sums))):
        place = column(indicators, key, BookSheet.INDICATORS)
        worked_out = [indicators.cell(row, place).value for row in range(2, len(sums) + 2)]
        assert worked_out == pytest.approx(expected)
    parts = found.worksheets[1]
    place = column(parts, "sum", BookSheet.PARTS)
    for row in parts.iter_rows(min_row=2):
        name, total = row[1].value, row[place - 1].value
        assert (total == pytest.approx(float(index.by_id[name].possible))) if name else not total
