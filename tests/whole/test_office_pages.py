"""What an office makes of documents for Word: reports open, heads repeat, the first page of a score is whole."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from openness_cli.model.languages import LANGUAGES
from tests.builders.commands import REPORTS, words_of
from tests.builders.formats import names_of
from tests.builders.office import Office, pages_of
from tests.builders.papers import opened
from tests.builders.tool import BODIES, Call, Sample

pytestmark = pytest.mark.office

DAY = "2024-11-20"
# an office takes these letters from another font, and puts them into the text of a PDF beside their words
LOOSE = re.compile(r"[ʻʼқғҳўҚҒҲЎ\s]+")
Made = Callable[[str], dict[str, Path]]


def squeezed(text: str) -> str:
    return LOOSE.sub("", text)


@pytest.fixture
def made(sample: Sample, tool: Call, tmp_path: Path) -> Made:
    """Return what writes every report of one sample as docx, by its command."""

    def write(language: str) -> dict[str, Path]:
        files = {}
        for command in (name for name, kind in REPORTS.items() if "docx" in names_of(kind) and "--tries" not in name):
            body = sample("dead-links")
            words = words_of(command, body, tool, "C4.1", DAY)
            files[command] = tmp_path / f"{re.sub(r'[^a-z]+', '-', command)}.docx"
            ending = tool(*words, "--format", "docx", "--lang", language, "--output", files[command])
            assert ending.code < 2, ending.err
            shutil.rmtree(body)
        return files

    return write


def heads_of(path: Path) -> list[str]:
    return [squeezed("".join(cell.text for cell in table.rows[0].cells)) for table in opened(path.read_bytes()).tables]


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_every_report_opens_in_an_office_and_its_heads_repeat(
    language: str, made: Made, office: Office, tmp_path: Path
) -> None:
    files = made(language)
    counts = {}
    for command, pdf in zip(files, office.converted(files.values(), "pdf", tmp_path), strict=True):
        pages = pages_of(pdf)
        counts[command] = len(pages)
        heads = heads_of(files[command])
        for number, page in enumerate(pages, start=1):
            # one sheet alone has no number
            assert command == "brief" or f"{number} / {len(pages)}" in page
            # the notes may have the last page to themselves
            is_last = number == len(pages)
            assert not heads or is_last or any(head in squeezed(page) for head in heads), (command, number)
    assert counts["score"] > 5
    assert counts["owners"] == counts["history"] == 1
    assert max(counts.values()) < 30


@pytest.mark.parametrize("body", BODIES)
def test_the_first_page_of_a_score_is_whole(
    body: str, sample: Sample, tool: Call, office: Office, tmp_path: Path
) -> None:
    folder, files = sample(body), []
    for language in LANGUAGES:
        for day in ("2024-03-01", DAY, "2025-02-25"):
            files.append(tmp_path / f"{language}-{day}.docx")
            words = ("--as-of", day, "--lang", language, "--format", "docx", "--output", files[-1])
            assert tool("score", folder, *words).code == 0
    for path, pdf in zip(files, office.converted(files, "pdf", tmp_path), strict=True):
        first, second, *_others = pages_of(pdf)
        indicators = next(table for table in opened(path.read_bytes()).tables if len(table.columns) == 7)
        missing = [row.cells[0].text for row in indicators.rows if squeezed(row.cells[0].text) not in squeezed(first)]
        assert not missing, path.stem
        assert squeezed("".join(cell.text for cell in indicators.rows[0].cells)) not in squeezed(second), path.stem
