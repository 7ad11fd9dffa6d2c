"""Pages in a real browser: nothing is asked for, tables sort and are sifted, paper, screen readers."""

import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from openness_cli.model.languages import LANGUAGES
from tests.builders.commands import REPORTS, words_of
from tests.builders.formats import names_of
from tests.builders.pages import hundredths
from tests.builders.tool import SAMPLES, call_tool

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
# something is ahead; no address is known not to open yet
DAY = "2024-11-20"
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
PAGES = [name for name, report in REPORTS.items() if "html" in names_of(report) and "--tries" not in name]


@pytest.fixture(scope="module")
def browser(executable: Path) -> Iterator["Browser"]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (at a desk nothing needs it)

    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        own = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield own
        own.close()


@pytest.fixture(scope="module")
def score(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a score in Russian, of a day on which there is something ahead and something behind."""
    folder = tmp_path_factory.mktemp("score")
    body = Path(shutil.copytree(SAMPLES / "dead-links", folder / "body"))
    for day in ("2024-08-01", "2024-10-01"):
        call_tool("score", body, "--as-of", day, "--save")
    call_tool("score", body, "--as-of", DAY, "--lang", "ru", "--format", "html", "--output", folder / "page.html")
    return folder / "page.html"


class Visit:
    """A page that is looked at, with all that it asked for and complained of."""

    def __init__(
        self, browser: "Browser", file: Path, width: int = 1280, scheme: str = "light", **more: object
    ) -> None:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **more)  # type: ignore[arg-type]
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri())

    def column(self, place: int) -> list[str]:
        rows = self.page.locator(".sifted tbody tr:visible")
        return [str(text).strip() for text in rows.evaluate_all(f"rows => rows.map(r => r.cells[{place}].innerText)")]

    @property
    def output(self) -> str:
        return self.page.locator(".sifted output").inner_text()


def test_a_page_asks_for_nothing_and_complains_of_nothing(browser: "Browser", score: Path) -> None:
    visit = Visit(browser, score)
    assert {url for url in visit.asked if not url.startswith("data:")} == {score.as_uri()}
    assert visit.complaints == []


def test_a_press_on_a_heading_sorts(browser: "Browser", score: Path) -> None:
    visit = Visit(browser, score)
    heads = visit.page.locator(".sifted thead th")
    points = [hundredths(text) for text in visit.column(0)]
    heads.nth(0).get_by_role("button").click()
    assert heads.nth(0).get_attribute("aria-sort") == "descending"
    assert [hundredths(text) for text in visit.column(0)] == sorted(points, reverse=True)
    heads.nth(0).get_by_role("button").press("Enter")
    assert heads.nth(0).get_attribute("aria-sort") == "ascending"
    assert [hundredths(text) for text in visit.column(0)] == sorted(points)
    heads.nth(5).get_by_role("button").click()
    days = ["".join(reversed(text.split("."))) for text in visit.column(5)]
    assert days == sorted(days)
    assert heads.nth(0).get_attribute("aria-sort") == "none"


def test_rows_are_chosen_and_their_points_are_exact(browser: "Browser", score: Path) -> None:
    visit = Visit(browser, score)
    everything = visit.output
    owner = visit.page.locator(".sifted select").nth(1)
    owner.select_option(label="ответственный не указан")
    rows = [hundredths(text) for text in visit.column(0)]
    count, points = visit.output.removeprefix("Показано строк: ").split("; баллов: ")
    assert int(count.split(" из ")[0]) == len(rows) < int(count.split(" из ")[1])
    assert sum(rows) <= hundredths(points) < sum(rows) + len(rows)
    assert set(visit.column(3)) == {"ответственный не указан"}
    owner.select_option(index=0)
    assert visit.output == everything
    assert hundredths(everything.rpartition(" ")[2]) == hundredths(
        visit.page.locator("h2", has_text="Недостатки: ").inner_text().rpartition("набрать ")[2].split()[0]
    )
    search = visit.page.locator(".sifted input")
    for asked in ("boʻlimi", "bo'limi", "BO‘LIMI"):
        search.fill(asked)
        assert 0 < len(visit.column(0)) < 35
    search.fill("no such words")
    assert visit.column(0) == []
    assert visit.output.endswith(": 0,00")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_sheet_of_paper_is_complete(language: str, browser: "Browser", tmp_path: Path) -> None:
    from pypdf import PdfReader  # noqa: PLC0415

    file = tmp_path / "page.html"
    words = ("--as-of", DAY, "--lang", language, "--format", "html")
    call_tool("score", SAMPLES / "dead-links", *words, "--output", file)
    visit = Visit(browser, file)
    summary = visit.page.locator(".say").inner_text()
    indicators = visit.page.locator("main section").nth(2).locator("tfoot").inner_text().split()
    gaps = visit.page.locator(".sifted").locator("xpath=..").locator("h2").inner_text()
    closed = visit.page.locator("details").count()
    data = visit.page.pdf(prefer_css_page_size=True)
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(data)).pages]
    assert all(word in pages[0] for word in (*summary.split(), *indicators))
    assert [page.startswith(f"{n} / {len(pages)} ") for n, page in enumerate(pages, start=1)] == [True] * len(pages)
    assert pages[1].removeprefix(f"2 / {len(pages)} ").startswith(gaps)
    # what is folded is open on paper
    assert all(any(f"C{n}.1 " in text for text in pages[-8:]) for n in range(1, 9))
    assert closed >= 8


@pytest.mark.parametrize("command", PAGES)
def test_a_screen_reader_stumbles_over_nothing(command: str, browser: "Browser", tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    body = Path(shutil.copytree(SAMPLES / "dead-links", tmp_path / "body"))
    words = words_of(command, body, call_tool, "C4.1", "2025-02-26" if command == "score" else DAY)
    file = tmp_path / "page.html"
    ending = call_tool(*words, "--lang", "uz", "--format", "html", "--output", file)
    assert file.exists(), ending.err
    for width in WIDTHS:
        for scheme in SCHEMES:
            visit = Visit(browser, file, width, scheme, bypass_csp=True)
            found = Axe().run(visit.page).response["violations"]
            assert [(own["id"], own["nodes"][0]["html"]) for own in found if own["impact"] != "minor"] == []
            assert visit.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            visit.page.context.close()


def test_without_a_script_everything_is_there(browser: "Browser", score: Path) -> None:
    visit = Visit(browser, score, java_script_enabled=False)
    assert visit.page.locator(".filters").is_hidden()
    assert visit.page.locator("thead button").count() == 0
    assert visit.page.locator(".sifted tbody tr:visible").count() == 35


def test_what_matters_is_on_the_first_screen(browser: "Browser", score: Path) -> None:
    def ends(what: str, width: int, height: int) -> bool:
        visit = Visit(browser, score, width)
        box = visit.page.locator(what).last.bounding_box()
        visit.page.context.close()
        return box is not None and box["y"] + box["height"] <= height

    assert all(ends(what, 1280, 800) for what in (".say", ".bars .val", "dl.facts", ".two h3"))
    assert all(ends(what, 390, 844) for what in (".say", ".bars .val"))
