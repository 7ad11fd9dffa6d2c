"""What a page or a file with status 200 is taken for."""

import pytest

from openness_cli.links.content_check import Content, fault_of, is_page, leads_home
from openness_cli.model.availability import LinkCause

PAGE = "https://body.example/budget/2024"


def fault(body: bytes | str, url: str = PAGE, final_url: str = "", called: str = "") -> LinkCause | None:
    data = body.encode() if isinstance(body, str) else body
    return fault_of(url, final_url or url, Content(data, len(data), called))


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


@pytest.mark.parametrize(
    "final", ["/404", "/uz/404.html", "/error/404", "/page-not-found/", "/errors/404", "/NotFound"]
)
def test_a_redirect_to_a_page_for_what_is_not_found(final: str) -> None:
    assert fault("<html>", PAGE, "https://body.example" + final) is LinkCause.SOFT_404
    assert fault("<html>", "https://body.example" + final) is None


def test_a_redirect_to_a_page_of_the_hosting() -> None:
    for page, cause in (("suspended", LinkCause.SUSPENDED), ("defaultweb", LinkCause.DEFAULT_PAGE)):
        assert fault("<html>", PAGE, f"https://body.example/cgi-sys/{page}page.cgi") is cause


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


def test_a_page_that_is_offered_as_a_file() -> None:
    url, page = "https://body.example/download?id=5", b"<html><title>Xatolik</title>Seans tugadi"
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert fault(page, url, called=sheet) is LinkCause.WRONG_TYPE
    assert fault(page, url, called="application/pdf") is LinkCause.WRONG_TYPE
    assert fault(page, url, called="text/html") is None
    assert fault(b"PK\x03\x04", url, called=sheet) is None
    assert fault(b"<html><table><tr><td>1</table>", url, called="application/vnd.ms-excel") is None


def test_what_is_judged_as_a_page() -> None:
    for body, url, called, expected in (
        (b"<!doctype html><html>", PAGE, "", True),
        (b"<div>Hujjat</div>", PAGE, "text/html; charset=utf-8", True),
        (b"Hujjat", PAGE, "text/html", False),
        (b"<html>", "https://body.example/a.xlsx", "text/html", False),
        (b"%PDF-1.7", PAGE, "application/pdf", False),
    ):
        assert is_page(url, Content(body, len(body), called)) is expected


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
