"""What is read of a page."""

from openness_cli.links.pages.page import read_page, shows

URL = "https://body.example/uz/hujjatlar"


def test_what_a_page_calls_itself() -> None:
    head, heading = "<html><title> Yillik \n hisobot </title>", "<h1>Sarlavha <b>bu</b></h1>"
    assert read_page(f"{head}{heading}".encode(), "", URL).title == "Yillik hisobot"
    assert read_page(heading.encode(), "", URL).title == "Sarlavha bu"
    described = "<meta property='og:title' content='Ulashish uchun'>" + heading
    assert read_page(described.encode(), "", URL).title == "Ulashish uchun"
    assert read_page(b"", "", URL).title == ""
    assert "\n" not in read_page(b"<title>" + b"a\n" * 5000 + b"</title>", "", URL).title
    assert len(read_page(b"<title>" + b"a" * 5000 + b"</title>", "", URL).title) <= 200


def test_words_that_a_page_shows() -> None:
    page = read_page("<p>Ochiq  byudjet: <b>toʻlov</b>lar\u00a0jadvali</p><script>sir</script>".encode(), "", URL)
    assert shows(page, "ochiq byudjet")
    assert shows(page, "To'lovlar jadvali")
    assert shows(page, "tolovlar") is False
    assert not shows(page, "sir")
