"""Where addresses lie: alike sites, whole segments, the longest move, circles."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.model.sites import Move, Sites, circles, locate

ON = date(2024, 7, 29)


@pytest.mark.parametrize(
    ("site", "url", "is_own"),
    [
        ("https://gov.example/oz/idora", "https://gov.example/oz/idora", True),
        ("https://gov.example/oz/idora", "http://www.gov.example/oz/idora/yangilik?id=1#x", True),
        ("https://gov.example/oz/idora/", "https://gov.example/oz/idora", True),
        ("https://gov.example/oz/idora", "https://gov.example/oz/idora2/yangilik", False),
        ("https://gov.example/oz/idora", "https://gov.example/oz", False),
        ("https://gov.example/oz/idora", "https://gov.example/oz/idora/../boshqa", False),
        ("https://gov.example/oz/idora", "https://gov.example/oz/./boshqa/../idora/a", True),
        ("https://gov.example/oz/idora", "https://gov.example//oz//idora", True),
        ("https://gov.example/oz/idora", "https://gov.example/oz/%69dora/a", True),
        ("https://gov.example/oz/idora", "https://gov.example\\oz\\idora", True),
        ("https://gov.example/", "https://other.example/gov.example/", False),
        ("https://gov.example", "https://sub.gov.example/", False),
        ("https://gov.example", "https://gov.example.evil.example/", False),
        ("https://www.GOV.example", "HTTPS://gov.EXAMPLE./a", True),
        ("https://gov.example:443", "http://gov.example:80/a", True),
        ("https://gov.example", "https://gov.example:8443/a", False),
        ("https://gov.example:8443", "https://gov.example:8443/a", True),
        ("https://идора.example/a", "https://xn--80ahlzk.example/a/b", True),
        ("https://gov.example/hujjat", "https://gov.example/%D2%B3ujjat", False),
        ("https://gov.example/ҳужжат", "https://gov.example/%D2%B3%D1%83%D0%B6%D0%B6%D0%B0%D1%82/1", True),
        ("https://[2001:db8::1]/a", "http://[2001:DB8::1]:80/a/b", True),
    ],
)
def test_a_site_is_known_by_whole_segments_however_it_is_written(site: str, url: str, *, is_own: bool) -> None:
    assert Sites([site]).is_elsewhere(url) is not is_own


def test_without_a_site_nothing_is_elsewhere_and_a_site_that_moved_is_official_where_it_is_now() -> None:
    assert not Sites().is_elsewhere("https://anywhere.example/")
    sites = Sites(["https://old.example"], [Move("https://old.example/", "https://gov.example/oz/idora/", ON)])
    told = {url: sites.is_elsewhere(url) for url in ("https://gov.example/oz/idora/a", "https://gov.example/oz/a")}
    assert told == {"https://gov.example/oz/idora/a": False, "https://gov.example/oz/a": True}


MOVES = (
    Move("https://old.example/", "https://gov.example/oz/idora/", ON),
    Move("https://old.example/uz/yangilik", "https://gov.example/oz/idora/news", ON),
    Move("https://old.example/page.php?id=7", "https://gov.example/oz/idora/faq", ON),
    Move("https://old.example/app/#/budjet", "https://gov.example/oz/idora/budget", ON),
)


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("https://old.example/", "https://gov.example/oz/idora/"),
        ("https://old.example", "https://gov.example/oz/idora/"),
        ("http://www.old.example/a/b", "https://gov.example/oz/idora/a/b"),
        ("https://old.example/a/b/?x=1#y", "https://gov.example/oz/idora/a/b/?x=1#y"),
        ("https://old.example?x=1", "https://gov.example/oz/idora/?x=1"),
        ("https://old.example/uz/yangilik/5", "https://gov.example/oz/idora/news/5"),
        ("https://old.example/uz/yangilik", "https://gov.example/oz/idora/news"),
        ("https://old.example/uz/yangiliklar/5", "https://gov.example/oz/idora/uz/yangiliklar/5"),
        ("https://old.example/page.php?id=7", "https://gov.example/oz/idora/faq"),
        ("https://old.example/page.php?id=70", "https://gov.example/oz/idora/page.php?id=70"),
        ("https://old.example/app#/budjet", "https://gov.example/oz/idora/budget"),
        ("https://old.example/a%20b/C", "https://gov.example/oz/idora/a%20b/C"),
        ("https://other.example/a", "https://other.example/a"),
    ],
)
def test_an_address_means_what_the_longest_move_makes_of_it(url: str, meant: str) -> None:
    assert Sites(moves=MOVES).means(url) == meant
    assert Sites(moves=reversed(MOVES)).means(url) == meant


def test_a_page_moves_more_than_once() -> None:
    later = ON + timedelta(days=100)
    sites = Sites(
        moves=[
            Move("https://b.example/", "https://c.example/x/", later),
            Move("https://a.example/", "https://b.example/", ON),
        ]
    )
    url = "https://a.example/p"
    assert sites.means(url) == "https://c.example/x/p"
    assert [sites.at(url, day).rpartition("//")[2] for day in (ON, ON + timedelta(days=1), later, date.max)] == [
        "a.example/p",
        "b.example/p",
        "b.example/p",
        "c.example/x/p",
    ]
    assert (sites.last_day_at(url), sites.last_day_at("https://b.example/p")) == (ON, later)
    assert [stay.url for stay in sites.was_at("https://c.example/x/p")] == [url, "https://b.example/p"]


def test_from_http_to_https_is_a_move_too() -> None:
    sites = Sites(moves=[Move("http://a.example/", "https://a.example/", ON)])
    assert [sites.means(f"{scheme}://a.example/p") for scheme in ("http", "https")] == ["https://a.example/p"] * 2
    assert sites.last_day_at("https://a.example/p") is None
    assert not list(circles(sites.moves))


def test_an_address_that_the_evidence_spells_another_way_is_spelled_so() -> None:
    written = ["http://www.gov.example/oz/idora/a/", "https://www.gov.example/oz/idora/a", "https://old.example/a"]
    assert Sites(moves=MOVES, written=written).means("https://old.example/a") == written[1]
    assert Sites(moves=MOVES, written=written[:1]).means("https://old.example/a") == written[0]


@pytest.mark.parametrize(
    ("pairs", "round_"),
    [
        ([("a", "b"), ("b", "a")], {"a", "b"}),
        ([("a", "b"), ("b", "c"), ("c", "a")], {"a", "b", "c"}),
        ([("a", "a/new")], {"a"}),
        ([("a/x", "b/y"), ("b", "a/x/z")], {"a/x", "b"}),
        ([("a", "b/x"), ("b", "a/y")], {"a", "b"}),
        ([("a", "b"), ("b/x", "a/x")], {"b/x"}),
        ([("a", "b"), ("b", "c")], set()),
        ([("a/uz", "a")], set()),
        ([("a/x", "a/y")], set()),
    ],
)
def test_a_circle_is_found(pairs: list[tuple[str, str]], round_: set[str]) -> None:
    def address(name: str) -> str:
        return f"https://{name[0]}.example{name[1:]}"

    moves = [Move(address(old), address(new), ON) for old, new in pairs]
    assert {own.old for own in circles(moves)} == set(map(address, round_))


def test_what_moved_up_lies_where_nothing_moves_from() -> None:
    sites = Sites(moves=[Move("https://a.example/uz", "https://a.example/", ON)])
    assert sites.means("https://a.example/uz/uz/p") == "https://a.example/p"


def test_what_is_left_behind_lies_where_something_moved_away() -> None:
    sites = Sites(moves=[Move("https://old.example/uz/", "https://gov.example/oz/idora/", ON)])
    left = ("https://old.example/ru/a", "https://old.example/uz/a", "https://gov.example/ru", "https://other.example/")
    assert [sites.is_left_behind(url) for url in left] == [True, False, False, False]


NAMES = st.lists(st.sampled_from("abc"), max_size=3).map("/".join)
PLACES = st.tuples(st.sampled_from("wxyz"), NAMES).map(lambda own: f"https://{own[0]}.example/{own[1]}")
RANDOM_MOVES = st.lists(st.builds(Move, PLACES, PLACES, st.dates(date(2024, 1, 1), date(2024, 12, 31))), max_size=5)


@given(RANDOM_MOVES, PLACES)
def test_whatever_moves_every_trail_ends_and_nothing_moves_on_from_there(moves: list[Move], url: str) -> None:
    single = {locate(move.old): move for move in moves if move.old != move.new}
    sites = Sites(moves=single.values())
    stays, end = sites.trail(url)
    if not list(circles(single.values())):
        assert all(sites.means(stay.url) == end for stay in stays)
        assert sites.means(end) == end
        assert (not stays) == (end == url)
        assert all(sites.means(stay.url) == end for stay in sites.was_at(end))
    for step, stay in enumerate(stays):
        earlier = any(other.until >= stay.until for other in stays[:step])
        assert earlier or sites.at(url, stay.until) == stay.url
    assert sites.at(url, date.max) == end
