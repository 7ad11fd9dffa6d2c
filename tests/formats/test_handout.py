"""One page: what gives way first, what is cut, and that it is one sheet of paper in a browser and in an office."""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from openness_cli.formats import _fitting as fitting
from openness_cli.formats._widths import cut, lines_of, width_of
from openness_cli.formats.choices import Format, write
from openness_cli.formats.document import Bar, Tone
from openness_cli.formats.glance import Clause, Part
from openness_cli.formats.handout import Asked, AskedTable, Fact, Handout, PartsTable, Said
from tests.builders.briefs import DAYS, briefs
from tests.builders.hostile_bodies import long_names
from tests.builders.office import Office, pages_of
from tests.builders.tool import BODIES, SAMPLES

LEAST = 10
ARGUMENTS = ["--no-sandbox"] if os.geteuid() == 0 else []
# LibreOffice gives up on more
AT_ONCE = 50


def handout(texts: int = 1, *, whole: bool = True, asked: int = 3, what: str = "Budjet") -> Handout:
    part = Part("1", "Masʼul xodimlar", Bar(0.5, 0, 0.2, Tone.STRONG), "7,00", "10", "6,81")
    row = Asked("1", what, "C4.1", "Moliya boʻlimi", "darhol", "4,50")
    table = AskedTable("Qarorlar", ("№", "nima", "kim", "qachon", "ball"), (row,) * asked)
    parts = PartsTable("Indikatorlar", ("indikator", "bizda", "oʻrtacha"), (part,) * 8)
    below = Said("Indikatorlar", ("Oʻrtachadan past.",))
    told = Said("Yoʻqotilgan", ("Muddatida eʼlon qilinmagan. " * 12,) * texts)
    facts = tuple(Fact("Baholashgacha", "101 kun") for _n in range(4))
    blocks = (table, parts if whole else below, told)
    verdict = (Clause("Yetmaydi."), Clause("Ochilmaydi."))
    name, total = "Vazirlik", "69,12"
    return Handout("uz", "2024", name, "Maʼlumotnoma", total, "sariq", Tone.YELLOW, verdict, facts, blocks, "")


def test_the_first_version_that_fits_is_taken() -> None:
    assert lost(fitting.first_that_fits([handout(1), handout(0)])) == 1
    fuller, shorter = handout(9), handout(2)
    assert fitting.first_that_fits([fuller, shorter]).blocks == fitting.first_that_fits([shorter]).blocks
    # where none does the last is taken
    assert lost(fitting.first_that_fits([handout(9), handout(8)])) == 8


def lost(page: Handout) -> int:
    block = page.blocks[2]
    assert isinstance(block, Said)
    return len(block.texts)


def test_lost_items_give_way_first_then_indicators_then_a_decision(tmp_path: Path) -> None:
    body = long_names(tmp_path, "ministry-2024")
    for _name, brief in briefs(body, ("2025-02-28",)):
        versions = [_counts(page) for page in brief.handout()]
        assert versions == [(3, 8, 4), (3, 8, 3), (3, 8, 2), (3, 0, 2), (2, 0, 2)]


def _counts(page: Handout) -> tuple[int, int, int]:
    """Count decisions, indicators and lost criteria that are named."""
    asked, parts, lost = page.blocks[:3]
    assert isinstance(asked, AskedTable)
    assert isinstance(lost, Said)
    named = sum(len(re.findall(r"\(\d+[,.]\d\d\)", text)) for text in lost.texts)
    return len(asked.rows), len(parts.parts) if isinstance(parts, PartsTable) else 0, named


def test_nothing_is_set_below_ten_points() -> None:
    styles = [own for own in vars(fitting).values() if isinstance(own, fitting.Style)]
    assert len(styles) == 8
    assert min(style.size for style in styles) >= LEAST
    assert all(style.line > style.size for style in styles)
    (_name, brief), *_others = briefs(SAMPLES / "dead-links", ("2025-02-28",))
    sizes = re.findall(r"font-size:([\d.]+)rem", write(brief, Format.HTML).decode())
    assert sizes
    assert min(map(float, sizes)) * 10 >= LEAST


def test_a_text_that_is_too_long_is_cut_with_dots_and_its_ids_stay() -> None:
    page = fitting.first_that_fits([handout(what="Budjet boʻlimini " * 90)])
    asked = page.blocks[0]
    assert isinstance(asked, AskedTable)
    assert asked.rows[0].what.endswith("…")
    assert asked.rows[0].ids == "C4.1"
    assert fitting.first_that_fits([handout()._replace(name="Vazirlik " * 300)]).name.endswith("…")


def test_what_no_line_shows_and_what_a_log_obeys_is_not_written() -> None:
    page = fitting.first_that_fits([handout(what="a\nb\x00c\u202ed ##[group]")])
    asked = page.blocks[0]
    assert isinstance(asked, AskedTable)
    assert asked.rows[0].what == "a b\ufffdc\ufffdd # #[group]"


def test_lines_are_filled_word_by_word_and_long_words_broken() -> None:
    assert lines_of("aa bb cc", width_of("aa bb", 10), 10) == ["aa bb", "cc"]
    assert lines_of("aaaa b", width_of("aaa", 10), 10) == ["aaa", "a b"]
    assert cut("aa bb cc", 1, width_of("aa bb", 10), 10) == "aa…"
    assert width_of("b", 10, bold=True) > width_of("b", 10) > width_of("i", 10) > width_of("\u0301", 10) == 0


def written(folder: Path, form: Format) -> Iterator[Path]:
    """Yield a file of every page: of each sample on each day, with long names on some of them, for whomever."""
    bodies: list[tuple[Path, tuple[str, ...]]] = [(SAMPLES / body, DAYS[::2]) for body in BODIES]
    bodies += [(long_names(folder, body), DAYS[1::4]) for body in BODIES]
    for body, days in bodies:
        for name, brief in briefs(body, days):
            path = folder / f"{name}.{form.value}"
            path.write_bytes(write(brief, form))
            yield path


@pytest.mark.browser
def test_a_browser_prints_every_page_on_one_sheet(tmp_path: Path, executable: Path) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (only here a browser is needed)

    found = {}
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=executable, args=ARGUMENTS)
        page = browser.new_page()
        for path in written(tmp_path, Format.HTML):
            page.goto(path.as_uri())
            found[path.name] = _sheets(page.pdf(prefer_css_page_size=True))
        browser.close()
    assert len(found) > 160
    assert {name: sheets for name, sheets in found.items() if sheets != 1} == {}


def _sheets(data: bytes) -> int:
    from pypdf import PdfReader  # noqa: PLC0415

    return len(PdfReader(io.BytesIO(data)).pages)


@pytest.mark.office
def test_an_office_opens_every_page_as_one_sheet(tmp_path: Path, office: Office) -> None:
    paths = list(written(tmp_path, Format.DOCX))
    assert len(paths) > 160
    found = {}
    for first in range(0, len(paths), AT_ONCE):
        for path in office.converted(paths[first : first + AT_ONCE], "pdf", tmp_path):
            found[path.name] = len(pages_of(path))
    assert {name: sheets for name, sheets in found.items() if sheets != 1} == {}


@pytest.mark.browser
def test_a_screen_reader_stumbles_over_nothing_and_a_telephone_shows_all(tmp_path: Path, executable: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=executable, args=ARGUMENTS)
        for name, brief in briefs(SAMPLES / "dead-links", ("2025-02-28",)):
            path = tmp_path / f"{name}.html"
            path.write_bytes(write(brief, Format.HTML))
            for width in (390, 1280):
                page = browser.new_page(viewport={"width": width, "height": 844})
                page.emulate_media(color_scheme="dark" if "council" in name else "light")
                page.goto(path.as_uri())
                assert page.evaluate("document.documentElement.scrollWidth") <= width
                # a word a line would be a column of letters
                assert page.evaluate("document.documentElement.scrollHeight") < 2400
                found = Axe().run(page)
                assert found.violations_count == 0, found.generate_report()
                page.close()
        browser.close()
