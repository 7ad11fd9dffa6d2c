"""Workbooks in an office: it works out the totals of the report, of a part as well, and its pages can be read."""

import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from openness_cli.formats.document import foot_text
from openness_cli.formats.heads import head_of
from openness_cli.messages import _, use
from tests.builders.commands import REPORTS
from tests.builders.office import Office, pages_of
from tests.builders.tool import SAMPLES, Call
from tests.builders.workbooks import formulas_of, sheets_of, table_in

pytestmark = pytest.mark.office
OTHERS = ("forecast", "plan", "calendar", "owners", "links --report", "links --verify-log", "links --moved")
WORDS = ("score", SAMPLES / "dead-links", "--as-of", "2024-11-20", "--format", "xlsx")


def without_values(data: bytes, hidden: dict[str, set[int]] | None = None) -> bytes:
    """Return a workbook of which no formula has a value any more, and some rows of some sheets are hidden."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if "worksheets/sheet" in name:
                part = re.sub(r"(</f>)<v>[^<]*</v>", r"\1", text.decode())
                for row in (hidden or {}).get(name, set()):
                    part = part.replace(f'<row r="{row}"', f'<row r="{row}" hidden="1"')
                text = part.encode()
            new.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_an_office_works_out_the_totals_of_the_report(
    language: str, tool: Call, office: Office, tmp_path: Path
) -> None:
    data = tool(*WORDS, "--lang", language).data
    bare = tmp_path / "bare.xlsx"
    bare.write_bytes(without_values(data))
    assert formulas_of(bare.read_bytes()) == formulas_of(data) != []
    (made,) = office.converted([bare], "xlsx", tmp_path / "out")
    told, found = sheets_of(data), sheets_of(made.read_bytes())
    assert list(told) == list(found)
    for name, rows in told.items():
        numbers, others = (
            [cell for row in sheet for cell in row if isinstance(cell, float)] for sheet in (rows, found[name])
        )
        assert others == pytest.approx(numbers), name


def test_a_filter_leaves_the_total_of_what_it_leaves(tool: Call, office: Office, tmp_path: Path) -> None:
    data = tool(*WORDS, "--lang", "uz").data
    use("uz")
    rows = sheets_of(data)[_("Gaps")]
    head = next(place for place, row in enumerate(rows) if row[0] == head_of("criterion"))
    owner, stake = rows[head].index(head_of("owner")), rows[head].index(head_of("at_stake"))
    kept = [row for row in rows[head + 1 : -1] if row[owner] == "Raqamlashtirish boʻlimi"]
    hidden = {place + 1 for place, row in enumerate(rows) if head < place < len(rows) - 1 and row not in kept}
    part = tmp_path / "part.xlsx"
    part.write_bytes(without_values(data, {"xl/worksheets/sheet2.xml": hidden}))
    (made,) = office.converted([part], "xlsx", tmp_path / "out")
    *_listed, total = table_in(sheets_of(made.read_bytes())[_("Gaps")], head_of("criterion"))
    expected = sum(float(str(row[stake])) for row in kept)
    assert 0 < expected < float(str(rows[-1][stake]))
    assert total[head_of("at_stake")] == pytest.approx(expected)


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_the_overview_is_one_page_and_each_page_has_its_heads(
    language: str, tool: Call, office: Office, tmp_path: Path
) -> None:
    book = tmp_path / "score.xlsx"
    book.write_bytes(tool(*WORDS, "--lang", language).data)
    (made,) = office.converted([book], "pdf", tmp_path)
    use(language)
    pages = [squeezed(page) for page in pages_of(made)]
    first, *others = pages
    for name in ("Overview", "Indicators", "Lost points"):
        assert squeezed(_(name)) in first
    gaps = [page for page in others if re.search(rf"{squeezed(_('Gaps'))}·\d+/{len(pages)}", page)]
    assert len(gaps) > 1
    for page in gaps:
        assert squeezed(head_of("criterion")) in page
        assert squeezed(head_of("effort_days")) in page
    assert all(re.search(rf"\d/{len(pages)}", page) and squeezed(foot_text()) in page for page in pages)


def squeezed(text: str) -> str:
    """Return a text without what the reader of a page puts elsewhere."""
    return re.sub(r"[\sʻʼ]", "", text)


def test_an_office_opens_the_workbook_of_every_report(tool: Call, office: Office, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    tool("score", SAMPLES / "dead-links", "--format", "json", "--output", saved)
    words: dict[str, tuple[str | Path, ...]] = {
        "diff": ("diff", saved, saved),
        "rank": ("rank", SAMPLES),
        "list": ("list",),
        **{name: (*name.split(), SAMPLES / "dead-links")
           for name in REPORTS if name in OTHERS},
    }  # fmt: skip
    assert len(words) == 3 + len(OTHERS)
    books = []
    for name, own in words.items():
        books.append(tmp_path / f"{name.replace(' ', '')}.xlsx")
        books[-1].write_bytes(tool(*own, "--format", "xlsx", "--lang", "ru").data)
    for pdf in office.converted(books, "pdf", tmp_path):
        assert pages_of(pdf)
