"""What is not believed at first: asked for again as a browser would, by https, with the cookies that were set."""

import asyncio
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from yarl import URL

from openness_cli.links.checker import Fetched, Try
from openness_cli.links.fetch._cookies import Jar
from openness_cli.links.fetch.client import Manners, open_fetch
from openness_cli.links.log_writer import entries_of
from openness_cli.links.pages.page import Trait
from openness_cli.model.availability import CheckResult, LinkCause
from tests.builders.fetches import BOUNDS, Names, answered, fetch_one, fetching, on_loopback, server_context
from tests.builders.sites import PAGE, Answer, Request, closes, in_turn, redirects, response, says, serving

GONE = response("404 Not Found", b"gone")


def for_browsers(refusal: Answer) -> Answer:
    """Answer what sends a browser's headers with a page, all else with something else."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        is_browser = "accept-language" in request.headers and "sec-fetch-mode" in request.headers
        await (says(PAGE) if is_browser else refusal)(request, writer)

    return answer


@pytest.mark.parametrize(
    ("refusal", "cause"),
    [
        (says(GONE), LinkCause.NOT_FOUND),
        (says(response("500 Error", b"x")), LinkCause.SERVER_ERROR),
        (says(response("406 Not Acceptable", b"x")), LinkCause.CLIENT_ERROR),
        (closes, LinkCause.RESET),
    ],
)
def test_what_only_programs_are_told_is_not_believed(refusal: Answer, cause: LinkCause) -> None:
    with serving({"/page": for_browsers(refusal)}) as site:
        found = fetch_one(site.url("/page"))
    assert (found.result, found.cause) == (CheckResult.OK, None)
    assert found.first is not None
    assert (found.first.cause, found.first.first) == (cause, None)
    last = site.asked[-1].headers
    assert last["user-agent"] == "openness-test"
    assert last["upgrade-insecure-requests"] == "1"
    assert not [name for name in last if name.startswith("sec-ch-ua")]


def test_what_two_looks_find_is_two_lines_and_the_first_has_a_number_of_its_own() -> None:
    found = answered(GONE)
    first, second = entries_of(Try("http://x/", datetime(2025, 1, 1, tzinfo=UTC), found))
    assert (first["result"], first["status"], first["try"]) == ("failed", 404, 1)
    assert (second["result"], second["status"], second["try"]) == ("failed", 404, 2)
    (only,) = entries_of(Try("http://x/", datetime(2025, 1, 1, tzinfo=UTC), answered(PAGE)))
    assert "try" not in only


def test_a_page_is_looked_at_twice_once_in_a_run() -> None:
    async def run(url: str) -> list[Fetched]:
        async with fetching() as fetch:
            return [await fetch(url) for _round in range(2)]

    with serving({"/gone": GONE}) as site:
        first, again = asyncio.run(run(site.url("/gone")))
    assert first.first is not None
    assert (again.cause, again.first) == (LinkCause.NOT_FOUND, None)
    assert len(site.asked) == 3


def test_a_second_look_waits_for_its_turn_at_the_site() -> None:
    turns = []

    async def go_to(host: str) -> None:
        turns.append(host)

    async def run(url: str) -> None:
        async with fetching() as fetch:
            await fetch(url, go_to)

    with serving({"/gone": GONE}) as site:
        asyncio.run(run(site.url("/gone")))
    assert turns == [f"127.0.0.1:{site.port}"]


def test_a_second_look_may_be_led_nowhere_private() -> None:
    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        is_browser = "sec-fetch-mode" in request.headers
        writer.write(response("302 Found", Location="http://10.0.0.1/") if is_browser else GONE)

    found = answered(answer)
    assert (found.result, found.cause) == (CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS)


def test_http_2_is_spoken_at_the_second_look(authority: trustme.CA, trusting: Path) -> None:
    context = server_context(authority.issue_cert("127.0.0.1"))
    context.set_alpn_protocols(["h2", "http/1.1"])
    spoken: list[str | None] = []

    async def answer(_request: Request, writer: asyncio.StreamWriter) -> None:
        spoken.append(writer.get_extra_info("ssl_object").selected_alpn_protocol())
        writer.write(GONE)

    with serving({}, tls=context, default=answer) as site:
        found = fetch_one(site.url("/page"), trusting=trusting)
    # the server says that it knows HTTP/2 and does not: it is asked as it was before
    assert spoken == ["http/1.1", "h2", "http/1.1"]
    assert (found.result, found.cause) == (CheckResult.FAILED, LinkCause.NOT_FOUND)


def test_http_that_is_closed_where_https_opens_is_told(authority: trustme.CA, trusting: Path) -> None:
    context = server_context(authority.issue_cert("127.0.0.1"))
    with serving({"/gone": GONE}, tls=context) as site:
        opens, gone = (f"http://127.0.0.1:{site.port}{path}" for path in ("/page", "/gone"))
        found = fetch_one(opens, trusting=trusting)
        assert (found.result, found.cause) == (CheckResult.BLOCKED, LinkCause.HTTP_CLOSED)
        assert found.final_url == site.url("/page")
        assert fetch_one(gone, trusting=trusting).cause is LinkCause.RESET
        assert fetch_one(opens).cause is LinkCause.RESET  # nothing is believed of who is not trusted


def test_cookies_are_kept_for_the_length_of_a_fetch() -> None:
    async def asks_for_a_cookie(request: Request, writer: asyncio.StreamWriter) -> None:
        has_it = request.headers.get("cookie") == "seen=1"
        page = response(body=b"<title>Budget</title><p>The budget of the year, by quarters and by programmes")
        writer.write(page if has_it else response("302 Found", Location="/page", Set_Cookie="seen=1; Path=/"))

    async def run(url: str) -> list[Fetched]:
        async with fetching() as fetch:
            return [await fetch(url) for _turn in range(2)]

    with serving({"/page": asks_for_a_cookie}) as site:
        found = asyncio.run(run(site.url("/page")))
    assert [one.result for one in found] == [CheckResult.OK] * 2
    assert [request.headers.get("cookie") for request in site.asked] == [None, "seen=1"] * 2


def test_what_a_site_shows_behind_a_test_of_cookies_may_be_another_page_for_a_browser() -> None:
    async def asks_for_a_cookie(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(
            PAGE if "cookie" in request.headers else response("302 Found", Location=request.path, Set_Cookie="a=1")
        )

    for answer, may_change in ((asks_for_a_cookie, True), (says(PAGE), False)):
        found = answered(answer)
        assert found.page is not None
        assert bool(found.page.traits & Trait.SCRIPTS) is may_change


def test_a_loop_that_sets_cookies_tests_programs_and_one_that_does_not_is_broken() -> None:
    found = answered(response("302 Found", Location="/page", Set_Cookie="seen=1"))
    assert (found.result, found.cause) == (CheckResult.BLOCKED, LinkCause.CHALLENGE)
    assert answered(redirects("/page")).cause is LinkCause.REDIRECT


def test_cookies_are_as_many_and_as_long_as_in_browsers() -> None:
    jar, url = Jar(), URL("http://127.0.0.1:1/a")
    jar.take(url, ["long=" + "x" * 5000, "odd=\udcff\x01", *(f"n{number}=1" for number in range(500))])
    jar.take(url, [f"m{number}=1" for number in range(500)])
    sent = jar.header_for(url)
    assert b"long" not in sent
    assert sent.count(b"=") == 50


def test_cookies_go_to_no_other_site() -> None:
    with serving({}) as other:
        leads_away = response(
            "302 Found", Location=other.url("/there", "localhost"), Set_Cookie="own=1; Domain=127.0.0.1"
        )
        names = Names(localhost=["127.0.0.1"])
        with serving({"/page": leads_away}) as site:
            assert fetch_one(site.url("/page"), names=names).result is CheckResult.OK
    assert [request.headers.get("cookie") for request in other.asked] == [None]


@pytest.mark.parametrize(
    "place", ["/login?next=/page", "/uz/auth/", "/Account/Login.aspx", "//sso.site.example:{port}/x"]
)
def test_what_leads_to_signing_in_is_not_open_to_everybody(place: str) -> None:
    async def answer(_request: Request, writer: asyncio.StreamWriter) -> None:
        port = writer.get_extra_info("sockname")[1]
        writer.write(response("302 Found", Location=place.format(port=port)))

    names = Names()
    names.names = {"sso.site.example": ["127.0.0.1"]}
    with serving({"/page": answer}) as site:
        found = fetch_one(site.url("/page"), names=names)
    assert (found.result, found.cause) == (CheckResult.BLOCKED, LinkCause.SIGN_IN)
    assert answered(PAGE, "/login").result is CheckResult.OK


def test_a_redirect_to_a_route_of_an_application_leads_to_no_home_page() -> None:
    for place, cause in (
        ("/#/a/5", None),
        ("/#!/a", None),
        ("/#!a", None),
        ("/#top", "home page"),
        ("/#/", "home page"),
    ):
        with serving({"/page": redirects(place)}) as site:
            found = fetch_one(site.url("/page"))
        assert (found.cause.value if found.cause else None) == cause, place
    with serving({"/page": redirects("/")}) as site:  # as browsers do, it keeps its fragment on the way
        assert fetch_one(site.url("/page#/a/5")).final_url == site.url("/#/a/5")


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("/a%40b?sig=a%2Fb%3D&x=%27%2C", None),
        ("/s/%7Eorg/%28a%29;v=1/*!'()", None),
        ("/small%2fdigits?q=%d0%b1", None),
        ("/a//b/../c/./d", None),
        ("/list?a[]=1&b=x|y&c='z'&d=1+2", None),
        ("/100%", None),
        ('/a b/қ?q=ў "', "/a%20b/%D2%9B?q=%D1%9E%20%22"),
        ("\\docs\\a", "/docs/a"),
        ("/<a>`{b}`", "/%3Ca%3E%60%7Bb%7D%60"),
        ("?x=1#part", "/?x=1"),
    ],
)
def test_an_address_is_asked_for_as_it_is_written(written: str, asked: str | None) -> None:
    with serving({}) as site:
        assert fetch_one(site.url("") + written).result is CheckResult.OK
        with serving({"/from": redirects(site.url("") + written)}) as other:
            assert fetch_one(other.url("/from")).result is not CheckResult.REFUSED
    expected = (asked or written).split("#")[0]
    assert site.asked[0].path == expected
    if written.isascii():  # a header holds nothing else
        assert site.asked[1].path == expected


def test_languages_are_asked_for_where_they_are_named() -> None:
    async def run(url: str) -> None:
        manners = Manners("Own name/1.0", on_loopback, bounds=BOUNDS, language="ru")
        async with open_fetch(manners, find=Names()) as fetch:
            await fetch(url)

    with serving({"/page": in_turn(says(GONE), says(PAGE))}) as site:
        asyncio.run(run(site.url("/page")))
    assert [request.headers["accept-language"] for request in site.asked] == ["ru", "ru"]
    assert {request.headers["user-agent"] for request in site.asked} == {"Own name/1.0"}


def test_a_closed_port_is_not_looked_at_for_ever() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        found = fetch_one(f"http://127.0.0.1:{held.getsockname()[1]}/")
    assert (found.cause, found.first) == (LinkCause.REFUSED_CONNECTION, None)


def test_a_site_that_tells_programs_and_browsers_the_same_is_believed_after_many_pages() -> None:
    async def run(url: str) -> list[Fetched]:
        async with fetching() as fetch:
            return [await fetch(f"{url}/{number}") for number in range(25)]

    with serving({}, default=GONE) as site:
        found = asyncio.run(run(site.url("")))
    assert {one.cause for one in found} == {LinkCause.NOT_FOUND}
    assert [one.first is not None for one in found] == [True] * 20 + [False] * 5
