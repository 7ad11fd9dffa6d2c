"""What a page or a file with status 200 is taken for."""

import pytest

from openness_cli.links.content_check import Content, fault_of, leads_home, says_not_found
from openness_cli.model.availability import LinkCause

PAGE = "https://body.example/budget/2024"


def fault(
    body: bytes | str, url: str = PAGE, final_url: str = "", charset: str = "", called: str = ""
) -> LinkCause | None:
    data = body.encode() if isinstance(body, str) else body
    return fault_of(url, final_url or url, Content(data, len(data), charset, called))


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
        "Fayl topilmadi", "Саҳифа топилмади", "Хатолик 404", "Ҳужжат топилмади", "Сахифа мавжуд эмас",
    ],
)  # fmt: skip
def test_a_heading_that_says_not_found(heading: str) -> None:
    assert fault(f"<!DOCTYPE html><html><title>{heading}</title>") is LinkCause.SOFT_404
    for name in ("h1", "h2"):
        assert fault(f"<html><title>Vazirlik</title><body><{name} class='x'>{heading}</{name}>") is LinkCause.SOFT_404


@pytest.mark.parametrize(
    "heading",
    [
        "Budjet ijrosi", "404-sonli qaror", "404-сон қарор", "Qaror № 404", "Решение № 404", "Decision 404 of 2024",
        "Lost and found office", "Uy-joy 404 kv.m", "Boshqaruv topshirigʻi", "Страница министра", "Результаты поиска",
        "Tanlov: gʻolib topilmadi", "Error 404 handling guide", "Notes", "",
        "Xato 404-sonli qaror", "Not Found Books — kutubxona", "Qaror | 404 | Vazirlik", "Error", "HTTP",
        "Документ не найден в архиве: порядок выдачи дубликата", "Yo‘qolgan hujjat topilmadi deb e’lon qilindi",
        "Page 404 of the register",
    ],
)  # fmt: skip
def test_a_heading_that_does_not(heading: str) -> None:
    assert fault(f"<!doctype html><html><title>{heading}</title><h1>{heading}</h1><p>404 Not Found") is None


def test_headings_in_other_encodings() -> None:
    page = "<html><meta charset='{}'><title>Страница не найдена</title>"
    assert fault(page.format("windows-1251").encode("cp1251")) is LinkCause.SOFT_404
    assert fault(page.format("x").encode("cp1251")) is LinkCause.SOFT_404
    assert fault(page.format("x").encode("koi8-r"), charset="koi8-r") is LinkCause.SOFT_404
    assert fault(page.format("utf-8").encode()) is LinkCause.SOFT_404
    assert fault("<html><title>Page&nbsp;not&#32;found</title>") is LinkCause.SOFT_404
    assert fault("<html><h1><span>Page</span> <b>not found</b></h1>") is LinkCause.SOFT_404


def test_text_that_is_no_page_is_not_searched() -> None:
    assert fault("404 Not Found") is None


@pytest.mark.parametrize(
    ("ending", "good"),
    [
        ("xlsx", b"PK\x03\x04"), ("docx", b"PK\x03\x04"), ("ods", b"PK\x03\x04"), ("zip", b"PK\x03\x04"),
        ("xls", b"\xd0\xcf\x11\xe0"), ("doc", b"{\\rtf1"), ("xls", b"PK\x03\x04"), ("pdf", b"%PDF-1.7"),
        ("pdf", b"\r\n%PDF-1.4"), ("png", b"\x89PNG"), ("jpg", b"\xff\xd8\xff"), ("csv", b"a;b\n1;2"),
        ("json", b"[]"), ("xml", b"<?xml version='1.0'?><a/>"), ("txt", b"text"),
    ],
)  # fmt: skip
def test_a_file_is_of_the_type_that_it_is_named(ending: str, good: bytes) -> None:
    url = f"https://body.example/files/a.{ending.upper()}?v=1"
    assert fault(good, url) is None
    for page in (b"<!DOCTYPE html><html>", b"\xef\xbb\xbf\n<html lang=uz>", b"<?xml version='1.0'?><!-- x --><html>"):
        assert fault(page, url) is LinkCause.WRONG_TYPE


def test_a_file_of_another_type() -> None:
    assert fault(b"%PDF-1.7", "https://body.example/a.xlsx") is LinkCause.WRONG_TYPE
    assert fault(b"%PDF-1.7", "https://body.example/a.html") is None
    assert fault(b"%PDF-1.7", "https://body.example/a") is None


def test_what_office_writes_as_text_is_of_its_type() -> None:
    book = b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><Workbook/>"
    table = b"<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table></table></html>"
    letter = b"MIME-Version: 1.0\r\nContent-Type: multipart/related"
    for good, ending in ((book, "xls"), (table, "xls"), (letter, "doc")):
        assert fault(good, f"https://body.example/a.{ending}") is None
        assert fault(good, "https://body.example/a.xlsx") is LinkCause.WRONG_TYPE


def test_what_the_site_calls_a_page_is_one_where_it_could_be() -> None:
    warning = "<br /><b>Fatal error</b>: cannot open"
    assert fault(warning, "https://body.example/a.csv", called="text/html; charset=utf-8") is LinkCause.WRONG_TYPE
    assert fault(warning, "https://body.example/a.csv", called="text/csv") is None
    assert fault("a;b\n1;2", "https://body.example/a.csv", called="text/html") is None
    assert fault("<a/>", "https://body.example/a.xml", called="text/html") is None
    assert fault("<script>x</script><title>404 Not Found</title>", called="text/html") is LinkCause.SOFT_404


@pytest.mark.parametrize(
    "final", ["/404", "/uz/404.html", "/error/404", "/page-not-found/", "/errors/404", "/NotFound"]
)
def test_a_redirect_to_a_page_for_what_is_not_found(final: str) -> None:
    assert fault("<html>", PAGE, "https://body.example" + final) is LinkCause.SOFT_404
    assert fault("<html>", "https://body.example" + final) is None


@pytest.mark.parametrize(
    ("url", "final", "is_home"),
    [
        ("https://mehnat.example/murojaat", "https://murojaat.mehnat.example/", False),
        ("https://a.example/ochiq-data", "https://data.egov.example/", False),
        ("https://old.example/budjet/q1", "https://www.new.example/uz", True),
        ("https://a.example/ochiq", "https://a.example/od", False),
        ("https://a.example/budjet", "https://a.example/it", False),
        ("https://a.example/budjet", "https://www.a.example/", True),
    ],
)
def test_the_home_page_of_another_site(url: str, final: str, is_home: bool) -> None:  # noqa: FBT001
    assert leads_home(url, final) is is_home


@pytest.mark.parametrize(
    "home", ["", "/", "/uz", "/ru/", "/oz", "/uz-latn/", "/index.html", "/uz/index.php", "/home", "/?lang=uz"]
)
def test_a_redirect_home(home: str) -> None:
    final = "https://body.example" + home
    assert leads_home(PAGE, final)
    assert fault("<html>", PAGE, final) is LinkCause.HOME_PAGE
    assert not leads_home("https://body.example/", final)
    assert not leads_home("https://body.example/ru", final)


@pytest.mark.parametrize("page", ["/budget", "/uz/budget", "/?page=5", "/?404", "/indeks", "/2024", "/uz/2024/"])
def test_a_redirect_elsewhere(page: str) -> None:
    assert not leads_home(PAGE, "https://body.example" + page)


def test_whitespace_is_nothing_unless_there_is_more_to_come() -> None:
    assert fault(b" \n\t ") is LinkCause.EMPTY
    assert fault_of(PAGE, PAGE, Content(b" " * 100, 100_000)) is None


@pytest.mark.parametrize(
    "page",
    [
        b"<html>" + b"<" * 65_000, b"<h1" * 21_000, b"<html><title>" + b"<a " * 21_000, b"<html><h1>" * 6_500,
        b"<!--" * 16_000, b"<?xml " + b"<!-- -->" * 8_000, b" " * 65_000, b"<html><h1>" + b"404 " * 16_000 + b"</h1>",
        ("<html><title>" + "xato" * 16_000).encode(),
        *(("<html><title>" + word * 99 + "</title>").encode() for word in ("xato", "error ", "http")),
        ("<html><title>" + "not " * 16_000 + "</title>").encode(),
    ],
)  # fmt: skip
def test_no_page_makes_it_slow(page: bytes) -> None:
    """A search that goes back for every letter of these would not end within minutes."""
    says_not_found(Content(page, len(page)))
    assert fault(page) in {None, LinkCause.EMPTY, LinkCause.SOFT_404}


@pytest.mark.parametrize(("before", "fits"), [(0, True), (1, True), (1000, True), (1024, False)])
def test_a_pdf_may_begin_within_its_first_thousand_bytes(before: int, *, fits: bool) -> None:
    """As readers of PDF take it: servers and scanners put lines of their own before it."""
    found = fault(b"x" * before + b"%PDF-1.7\n%\xe2\xe3", "https://body.example/a.pdf")
    assert found is (None if fits else LinkCause.WRONG_TYPE)


PICTURES = (
    b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 ", b"\0\0\0\x1cftypavif", b"BM\0\0",
    b"<?xml version='1.0'?>\n<!-- a -->\n<svg xmlns='x'>", b"II*\0",
)  # fmt: skip


@pytest.mark.parametrize("ending", ["png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "avif"])
def test_a_picture_is_one_whatever_kind_its_name_says(ending: str) -> None:
    url = f"https://body.example/files/a.{ending}"
    assert {fault(picture, url) for picture in PICTURES} == {None}
    for other in ("<!doctype html><title>Xato</title>", b"%PDF-1.7", b"{}"):
        assert fault(other, url) is LinkCause.WRONG_TYPE


def test_a_route_of_an_application_is_no_home_page() -> None:
    for route in ("#/hujjat/5", "#!/hujjat", "#!5"):
        assert not leads_home(PAGE, f"https://body.example/{route}")
    for home in ("", "#/", "#!", "#!/", "#top"):
        assert leads_home(PAGE, f"https://body.example/{home}")
