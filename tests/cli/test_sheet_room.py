"""More rows than a file of evidence may hold: read all the same, and told in the words of those who filled them in."""

from pathlib import Path

import pytest

from openness_cli.files.sheets.columns import SheetKind
from tests.builders.bodies import COUNT, criterion, write_body
from tests.builders.handouts import Opened
from tests.builders.tool import Call

ROWS = 60


@pytest.mark.parametrize(("most", "code"), [(200, 3), (300, 0)])
def test_rows_beyond_what_a_file_holds_are_told_as_rows(
    most: int, code: int, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = write_body(tmp_path, {}, criterion(COUNT, "X1"), criterion(COUNT, "X2"), language="en")
    assert tool("sheet", "export", tmp_path / "x.xlsx", body).code == 0
    book = Opened(tmp_path / "x.xlsx")
    first = book.row(SheetKind.ITEMS)
    for number in range(ROWS):
        book.type(SheetKind.ITEMS, first + number, criterion=f"X{1 + number % 2}", title=f"Event {number}")
    book.save()
    before = {path: path.read_bytes() for path in body.rglob("*.yaml")}
    monkeypatch.setattr("openness_cli.files._tree.MAX_EVENTS", most)
    monkeypatch.setattr("openness_cli.files.sheets.judging._AT_ONCE", 7)
    ending = tool("sheet", "import", book.path, body, "--lang", "en")
    assert ending.code == code, ending.err
    if code:
        assert "x.xlsx: no room for 60 more materials of X1, X2\n" in ending.err
        assert "delete rows, or enter one page that lists many of them, and how many it shows" in ending.err
        assert "YAML" not in ending.err
        assert {path: path.read_bytes() for path in body.rglob("*.yaml")} == before
    else:
        assert "added: 60" in ending.err
