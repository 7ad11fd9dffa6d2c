"""What pages of many kinds of sites are judged to be."""

from collections import Counter

import pytest

from openness_cli.links.pages.judging import NO_CONTROL_PAGES, ControlPages, judge
from openness_cli.links.pages.page import read_page
from openness_cli.model.availability import CheckResult, LinkCause
from tests.links.labelled_pages import SITE, UNLIKELY, labelled

TAKEN_FOR = {CheckResult.OK: "there", CheckResult.FAILED: "gone", CheckResult.BLOCKED: "needs-browser"}
PAGES = tuple(labelled())


def test_pages_are_judged_as_a_person_would() -> None:
    taken = {own.name: TAKEN_FOR[judge(own.page, own.controls).result] for own in PAGES}
    wrong = [(own.name, own.label, taken[own.name]) for own in PAGES if taken[own.name] != own.label]
    assert not wrong
    counts = Counter(own.label for own in PAGES)
    assert len(taken) == len(PAGES) >= 122
    assert min(counts["there"], counts["gone"]) >= 50
    assert counts["needs-browser"] >= 10


def judged(html: str, path: str = "/uz/hujjatlar/7", controls: ControlPages = NO_CONTROL_PAGES) -> LinkCause | None:
    return judge(read_page(html.encode(), "", SITE + path), controls).cause


@pytest.mark.parametrize(
    "heading",
    [
        "404", "404 Not Found", "Error 404", "HTTP 404", "404 - Error", "404 | Page not found", "Not Found",
        "Page not found", "The page could not be found", "Page was not found — body.example",
        "Ошибка 404", "404 ошибка", "Страница не найдена", "Ошибка 404. Страница не найдена", "Документ не найден",
        "Запрашиваемая страница не существует", "Не найдена страница",
        "Sahifa topilmadi", "Xato 404", "Xatolik 404", "Siz qidirgan sahifa mavjud emas", "404 - sahifa topilmadi",
        "Bandlik vazirligi | 404", "404 | Vazirlik", "Vazirlik — 404 Not Found", "HTTP Status 404 – Not Found",
        "Error 404 (Not Found)!!1", "The page does not exist", "Страницы не существует", "Такой страницы нет",
        "Sorry, the page you are looking for could not be found", "Извините, запрашиваемая страница не найдена",
        "Kechirasiz, siz izlagan sahifa topilmadi", "Страница не найдена - Министерство занятости",
        "Soʻralgan sahifa topilmadi | Vazirlik", "404: Sahifa topilmadi",
        "Fayl topilmadi",
        "Запрошенная вами страница не существует или удалена", "Такого документа нет", "Статья не найдена",
        "Этот раздел временно недоступен", "Ushbu manzilda hech narsa yoʻq", "Maqola oʻchirilgan",
        "Uzr, bunday hujjat yoʻq",
        "This page isn’t available", "We can't find the page you're looking for", "404.0 Not Found",
        "Бундай саҳифа йўқ", "Кечирасиз, мақола ўчирилган", "Материал снят с публикации",
        "Саҳифа топилмади", "Хатолик 404", "Ҳужжат топилмади", "Сахифа мавжуд эмас",
    ],
)  # fmt: skip
def test_a_title_or_a_heading_that_says_not_found(heading: str) -> None:
    assert judged(f"<!DOCTYPE html><html><title>{heading}</title>") is LinkCause.SOFT_404
    for name in ("h1", "h2"):
        html = f"<html><title>Vazirlik</title><body><{name} class='x'>{heading}</{name}>"
        assert judged(html) is LinkCause.SOFT_404


@pytest.mark.parametrize(
    "heading",
    [
        "Budjet ijrosi", "404-sonli qaror", "404-сон қарор", "Qaror № 404", "Решение № 404", "Decision 404 of 2024",
        "Lost and found office", "Uy-joy 404 kv.m", "Boshqaruv topshirigʻi", "Страница министра", "Результаты поиска",
        "Tanlov: gʻolib topilmadi", "Error 404 handling guide", "Notes", "",
        "Xato 404-sonli qaror", "Not Found Books — kutubxona", "Qaror | 404 | Vazirlik", "Error", "HTTP",
        "Документ не найден в архиве: порядок выдачи дубликата", "Yo‘qolgan hujjat topilmadi deb e’lon qilindi",
        "Page 404 of the register", "Hujjatlar topilmadi", "Новостей нет", "Пропавший мальчик найден", "Нет очереди",
        "Vakansiyalar mavjud emas", "Sud qarori topilmagan deb hisoblanadi", "The record has been broken",
    ],
)  # fmt: skip
def test_a_title_and_a_heading_that_do_not(heading: str) -> None:
    assert judged(f"<!doctype html><html><title>{heading}</title><h1>{heading}</h1><p>Axborot xizmati, 71 200") is None


@pytest.mark.parametrize(
    "page",
    [
        b"<html>" + b"<" * 65_000, b"<h1" * 21_000, b"<html><title>" + b"<a " * 21_000, b"<html><h1>" * 6_500,
        b"<!--" * 16_000, b"<?xml " + b"<!-- -->" * 8_000, b" " * 65_000, b"<html><h1>" + b"404 " * 16_000 + b"</h1>",
        ("<html><title>" + "xato" * 16_000).encode(),
        *(("<html><title>" + word * 99 + "</title>").encode() for word in ("xato", "error ", "http")),
        ("<html><title>" + "not " * 16_000 + "</title>").encode(), b"<p>a</p>" * 30_000, b"<div>" * 50_000 + b"x",
        "".join(f"<p>{'ab'[n % 2] * (n % 7 + 1)}" for n in range(20_000)).encode(),
    ],
)  # fmt: skip
def test_no_page_makes_it_slow(page: bytes) -> None:
    """A search that goes back for every letter of these, or a comparison of all with all, would take minutes."""
    one = read_page(page, "", SITE + "/a")
    judge(one, ControlPages(one, one, one))
    judge(one, ControlPages(read_page(page[::-1], "", SITE + "/b"), one))


def test_a_home_page_is_never_compared() -> None:
    home = read_page(b"<html><title>Agentlik</title><h1>Agentlik sayti</h1><p>Yangiliklar", "", SITE + "/uz/")
    as_any = home._replace(url=f"{SITE}/{UNLIKELY}")
    assert judge(home, ControlPages(as_any, as_any)).cause is None
    assert judge(home._replace(url=SITE + "/uz/budjet"), ControlPages(as_any, as_any)).cause is LinkCause.SOFT_404


def test_a_redirect_that_leads_where_every_path_leads() -> None:
    listing = read_page("<h1>Yangiliklar</h1><p>Boʻlimning birinchi sahifasi".encode(), "", SITE + "/yangiliklar/")
    control = listing._replace(asked=f"{SITE}/{UNLIKELY}", lines=("boshqa",), main=("boshqa",))
    assert judge(listing._replace(asked=SITE + "/eski/5"), ControlPages(control)).cause is LinkCause.SOFT_404
    assert judge(listing, ControlPages(control)).cause is None


def test_what_a_browser_rendered_is_judged_without_its_scripts() -> None:
    html = "<title>Portal</title><div id=app><h1>Portal</h1><p>Xizmatlar bir joyda</div><script src=/app.js></script>"
    for is_rendered, cause in ((False, LinkCause.NEEDS_BROWSER), (True, LinkCause.SOFT_404)):
        page, control = (
            read_page(html.encode(), "", SITE + path, is_rendered=is_rendered) for path in ("/a/b", f"/{UNLIKELY}")
        )
        assert judge(page, ControlPages(control)).cause is cause


@pytest.mark.parametrize(
    "source", ["/js/jquery.min.js", "https://mc.yandex.ru/metrika/watch.js", "/bootstrap.bundle.js"]
)
def test_scripts_that_put_nothing_in_place(source: str) -> None:
    html = f"<title>Idora</title><h1>Idora sayti</h1><p>Menyudan foydalaning<script src={source}></script>"
    page, control = (read_page(html.encode(), "", SITE + path) for path in ("/a/b", f"/{UNLIKELY}"))
    assert judge(page, ControlPages(control)).cause is LinkCause.SOFT_404
