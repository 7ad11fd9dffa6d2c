"""What one fetch finds, on a site of loopback that answers as badly as sites do."""

import asyncio
import gzip
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from openness_cli.links.checker import Fetched
from openness_cli.model.availability import CheckResult, LinkCause
from tests.builders.fetches import BOUNDS, SHORT, answered, cut_short, fetch_one, fetching
from tests.builders.sites import PAGE, Answer, Request, Site, drips, endless, hangs, redirects, response, says, serving

XLSX = b"PK\x03\x04 and so on"


def test_a_page_that_opens() -> None:
    found = answered(PAGE)
    assert found.result is CheckResult.OK
    assert (found.cause, found.status, found.size, found.content_type) == (None, 200, 47, "text/html")
    assert len(found.digest) == 64
    assert not found.is_partial


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        ("404 Not Found", LinkCause.NOT_FOUND),
        ("410 Gone", LinkCause.NOT_FOUND),
        ("500 Error", LinkCause.SERVER_ERROR),
        ("503 Busy", LinkCause.SERVER_ERROR),
        ("302 Found", LinkCause.REDIRECT),
        ("304 Not Modified", LinkCause.BAD_ANSWER),
        ("600 Odd", LinkCause.BAD_ANSWER),
    ],
)
def test_a_status_that_fails(status: str, cause: LinkCause) -> None:
    found = answered(response(status))
    assert (found.result, found.cause) == (CheckResult.FAILED, cause)
    assert found.status == int(status[:3])


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        ("401 Sign in", LinkCause.SIGN_IN),
        ("403 Forbidden", LinkCause.FORBIDDEN),
        ("407 Sign in", LinkCause.PROXY),
        ("429 Slow down", LinkCause.TOO_MANY),
        ("451 Unavailable", LinkCause.ABROAD),
        ("999 Denied", LinkCause.CHALLENGE),
        ("400 Bad Request", LinkCause.CLIENT_ERROR),
        ("405 Not Allowed", LinkCause.CLIENT_ERROR),
        ("406 Not Acceptable", LinkCause.CLIENT_ERROR),
        ("412 Precondition", LinkCause.CLIENT_ERROR),
        ("418 Teapot", LinkCause.CLIENT_ERROR),
    ],
)
def test_what_only_the_check_may_not_see_is_blocked(status: str, cause: LinkCause) -> None:
    found = answered(response(status, b"text"))
    assert (found.result, found.cause) == (CheckResult.BLOCKED, cause)


@pytest.mark.parametrize("rest", [cut_short, says], ids=["closes", "hangs"])
@pytest.mark.parametrize(
    ("status", "cause"),
    [
        ("403 Forbidden", LinkCause.FORBIDDEN),
        ("429 Slow down", LinkCause.TOO_MANY),
        ("404 Not Found", LinkCause.NOT_FOUND),
    ],
)
@pytest.mark.grid(one_in=2)
def test_an_answer_stands_whatever_becomes_of_the_rest(
    status: str, cause: LinkCause, rest: Callable[[bytes], Answer]
) -> None:
    found = answered(rest(response(status, b"text", Content_Length="400", Retry_After="7")))
    assert (found.cause, found.retry_after) == (cause, 7)


@pytest.mark.parametrize("rest", [cut_short, says], ids=["closes", "hangs"])
def test_a_redirect_is_followed_whatever_becomes_of_the_rest(rest: Callable[[bytes], Answer]) -> None:
    pages: dict[str, Answer | bytes] = {
        "/begin": rest(response("302 Found", Location="/there", Content_Length="400")),
        "/there": PAGE,
    }
    with serving(pages) as site:
        found = fetch_one(site.url("/begin"))
    assert (found.result, found.final_url) == (CheckResult.OK, site.url("/there"))


def test_a_network_that_asks_to_sign_in_says_nothing_of_the_site() -> None:
    found = answered(response("511 Network Authentication Required", b"text"))
    assert (found.result, found.cause, found.somebody_answered) == (CheckResult.BLOCKED, LinkCause.PROXY, False)


def test_a_wait_for_a_turn_elsewhere_takes_nothing_from_the_time_of_a_fetch() -> None:
    hosts = []

    async def go_to(host: str) -> None:
        hosts.append(host)
        await asyncio.sleep(0.6)

    async def run(begin: str) -> Fetched:
        async with fetching(bounds=BOUNDS._replace(seconds=0.5)) as fetch:
            return await fetch(begin, go_to)

    with (
        serving({}) as other,
        serving({"/begin": redirects(other.url("/there")), "/within": redirects("/there")}) as site,
    ):
        found = asyncio.run(run(site.url("/begin")))
        assert found.result is CheckResult.OK
        assert found.milliseconds < 500
        assert hosts == [f"127.0.0.1:{other.port}"]
        assert asyncio.run(run(site.url("/within"))).result is CheckResult.OK
        assert len(hosts) == 1


def test_retry_after_is_read_as_seconds_and_as_a_date() -> None:
    assert answered(response("429 Slow down", Retry_After="7")).retry_after == 7
    soon = (datetime.now(UTC) + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    waits = answered(response("429 Slow down", Retry_After=soon)).retry_after
    assert waits is not None
    assert 60 < waits <= 90
    assert answered(response("429 Slow down", Retry_After="Fri, 01 Jan 1999 00:00:00 GMT")).retry_after == 0
    for odd in ("a while", "-5", "1e9", "Fri, 01 Jan 99999999999 00:00:00 GMT", "\xff"):
        found = answered(response("429 Slow down", Retry_After=odd))
        assert (found.result, found.retry_after) == (CheckResult.BLOCKED, None), odd


@pytest.mark.parametrize("body", [b"", b" \r\n\t "])
def test_nothing_is_empty(body: bytes) -> None:
    assert answered(response(body=body)).cause is LinkCause.EMPTY
    assert answered(response(body=body), "/a.xlsx").cause is LinkCause.EMPTY


def test_no_content_is_empty() -> None:
    assert answered(response("204 No Content", Content_Length="")).cause is LinkCause.EMPTY


def test_a_workbook_that_is_an_error_page() -> None:
    page = b"<!DOCTYPE html>\n<html><title>Error</title></html>"
    assert answered(response(body=page), "/form.xlsx").cause is LinkCause.WRONG_TYPE
    assert answered(response(body=XLSX, Content_Type="text/html"), "/form.xlsx").result is CheckResult.OK


def fetched_from(pages: dict[str, Answer | bytes]) -> Fetched:
    with serving(pages) as site:
        return fetch_one(site.url("/begin"))


def sends_on(place: str, seconds: int = 0) -> bytes:
    return response(body=f"<html><meta http-equiv=Refresh content='{seconds};URL={place}'></html>".encode())


def test_a_page_that_sends_its_visitors_on_is_followed() -> None:
    begin = sends_on("/now")
    assert fetched_from({"/begin": begin, "/now": PAGE}).result is CheckResult.OK
    assert fetched_from({"/begin": begin, "/now": response("404 Not Found")}).cause is LinkCause.NOT_FOUND
    assert fetched_from({"/begin": begin, "/now": sends_on("/begin")}).cause is LinkCause.REDIRECT


@pytest.mark.parametrize(("place", "seconds"), [("/begin", 0), ("javascript:a()", 0), ("/now", 600)])
def test_a_page_that_sends_nobody_on(place: str, seconds: int) -> None:
    assert fetched_from({"/begin": sends_on(place, seconds), "/now": PAGE}).cause is LinkCause.BLANK


def test_a_page_may_not_send_into_a_private_network() -> None:
    assert fetched_from({"/begin": sends_on("http://10.0.0.1/")}).cause is LinkCause.PRIVATE_ADDRESS


def test_a_page_is_read_far_into_it() -> None:
    style = b"<style>" + b".a{color:red}" * 15_000 + b"</style>"
    assert answered(response(body=b"<html>" + style + b"<h1>Page not found</h1></html>")).cause is LinkCause.SOFT_404
    assert answered(response(body=b"<html>" + style + b"<h1>Byudjet</h1></html>")).result is CheckResult.OK


def test_a_page_that_says_not_found_with_status_200() -> None:
    page = b"<html><head><title>Sahifa topilmadi</title></head></html>"
    assert answered(response(body=page)).cause is LinkCause.SOFT_404


def test_a_redirect_to_the_home_page() -> None:
    with serving({"/budget/2024": redirects("/")}) as site:
        found = fetch_one(site.url("/budget/2024"))
    assert (found.cause, found.final_url) == (LinkCause.HOME_PAGE, site.url("/"))


def test_a_redirect_to_where_it_is_now() -> None:
    with serving({"/old": redirects("/new?a=1#part", "301 Moved")}) as site:
        found = fetch_one(site.url("/old"))
    assert (found.result, found.final_url) == (CheckResult.OK, site.url("/new?a=1"))


def test_redirects_that_never_end() -> None:
    with serving({"/loop": redirects("/loop")}) as site:
        found = fetch_one(site.url("/loop"))
    assert found.cause is LinkCause.REDIRECT
    assert len(site.asked) == BOUNDS.redirects + 1


def test_slow_headers() -> None:
    found = answered(drips(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 200, 0.05), bounds=SHORT)
    assert (found.result, found.cause) == (CheckResult.FAILED, LinkCause.TIMEOUT)
    assert found.milliseconds < 4000


def test_no_answer_at_all() -> None:
    assert answered(hangs, bounds=SHORT).cause is LinkCause.TIMEOUT


def test_a_body_that_drips() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n"
    assert answered(drips(head + b"x" * 900, 0.1, 60), bounds=SHORT).cause is LinkCause.TIMEOUT


def test_an_endless_body_is_read_to_the_bound() -> None:
    found = answered(endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"))
    assert (found.result, found.size, found.is_partial) == (CheckResult.OK, BOUNDS.bytes, True)


def test_a_body_cut_short() -> None:
    found = answered(cut_short(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"))
    assert (found.result, found.cause, found.status) == (CheckResult.FAILED, LinkCause.TRUNCATED, 200)


def test_a_chunked_body_cut_short() -> None:
    found = answered(cut_short(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"))
    assert found.cause is LinkCause.TRUNCATED


def test_a_length_that_is_no_number() -> None:
    assert answered(cut_short(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc")).cause is LinkCause.BAD_ANSWER


def test_more_than_the_length_says_is_no_part_of_it_as_in_browsers() -> None:
    async def run(site: Site) -> list[Fetched]:
        async with fetching() as fetch:
            return [await fetch(site.url("/more")), await fetch(site.url("/next"))]

    with serving({"/more": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef"}) as site:
        found, following = asyncio.run(run(site))
    assert (found.result, found.size, found.digest) == (CheckResult.OK, 3, sha256(b"abc").hexdigest())
    assert following.size == 47


def test_packed_content_is_unpacked() -> None:
    page = b"<html><title>404</title></html>"
    found = answered(response(body=gzip.compress(page), Content_Encoding="gzip"))
    assert (found.cause, found.size) == (LinkCause.SOFT_404, len(page))


def test_a_bomb_is_unpacked_to_the_bound() -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, 9)
    found = answered(response(body=bomb, Content_Encoding="gzip", Content_Type="application/octet-stream"))
    assert (found.result, found.size, found.is_partial) == (CheckResult.OK, BOUNDS.bytes, True)


def test_every_member_of_packed_content_counts() -> None:
    page = b"<html><title>Budget</title>120 mln</html>"
    members = gzip.compress(b"") + gzip.compress(page[:10]) + gzip.compress(page[10:])
    found = answered(response(body=members + b"trailing", Content_Encoding="gzip"))
    assert (found.result, found.size, found.digest) == (CheckResult.OK, len(page), sha256(page).hexdigest())


@pytest.mark.parametrize(
    ("coding", "result"),
    [
        ("identity", "ok"), ("identity, ", "ok"), ("none", "ok"), ("UTF-8", "ok"), ("binary, 8bit", "ok"),
        ("br", "blocked"), ("zstd", "blocked"), ("gzip, gzip", "blocked"),
    ],
)  # fmt: skip
def test_content_packed_in_a_way_that_is_none_or_was_not_asked_for(coding: str, result: str) -> None:
    assert answered(response(body=b"text", Content_Encoding=coding)).result.value == result


def test_packed_content_cut_short_or_spoilt() -> None:
    packed = gzip.compress(b"text" * 1000)
    assert answered(response(body=packed[:-9], Content_Encoding="gzip")).cause is LinkCause.TRUNCATED
    assert answered(response(body=b"no gzip", Content_Encoding="gzip")).cause is LinkCause.BAD_ANSWER


@pytest.mark.parametrize(
    "head",
    [b"X-Long: " + b"a" * 100_000 + b"\r\n", b"X-Many: a\r\n" * 1000, b"no header\r\n"],
    ids=["long", "many", "malformed"],
)
def test_headers_that_cannot_be_meant(head: bytes) -> None:
    assert answered(cut_short(b"HTTP/1.1 200 OK\r\n" + head + b"\r\ntext")).cause is LinkCause.BAD_ANSWER


@pytest.mark.parametrize(
    "begin",
    [
        b"HTTP/1.1 2000 OK\r\nContent-Length: 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 404 Gone\r\nTransfer-Encoding: gzip\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n",
        b"HTTP/1.1 103 Early Hints\r\n\r\n" * 20_000,
    ],
    ids=["status", "packed on the way", "packed on the way, gone", "chunks", "no end of hints"],
)
def test_an_answer_that_cannot_be_meant(begin: bytes) -> None:
    found = answered(cut_short(begin))
    assert (found.result, found.cause) == (CheckResult.FAILED, LinkCause.BAD_ANSWER)


def test_an_answer_may_be_announced_but_not_in_another_protocol() -> None:
    assert answered(cut_short(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + PAGE)).result is CheckResult.OK
    other = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\n"
    found = answered(endless(other))
    assert (found.cause, found.status) == (LinkCause.BAD_ANSWER, 101)


def test_a_head_that_breaks_off() -> None:
    found = answered(cut_short(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"))
    assert (found.result, found.cause, found.status) == (CheckResult.FAILED, LinkCause.RESET, None)


def test_an_answer_that_is_no_http() -> None:
    assert answered(cut_short(b"220 mail.example ESMTP\r\n")).cause is LinkCause.BAD_ANSWER


def test_what_a_site_says_of_its_content_can_be_stored() -> None:
    found = answered(b"HTTP/1.1 200 OK\r\nContent-Type: text/\xff\x01\r\nContent-Length: 2\r\n\r\nab")
    assert found.result is CheckResult.OK
    assert found.content_type.encode()
    assert found.content_type.isprintable()


def test_a_redirect_in_another_encoding_is_followed_as_browsers_do() -> None:
    target = "/приказ.pdf".encode("cp1251")
    head = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target + b"\r\n\r\n"
    with serving({"/old": head, "/%EF%F0%E8%EA%E0%E7.pdf": response(body=b"%PDF-1.7")}) as site:
        found = fetch_one(site.url("/old"))
    assert (found.result, found.final_url) == (CheckResult.OK, site.url("/%EF%F0%E8%EA%E0%E7.pdf"))


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_every_kind_of_redirect_is_followed(status: str) -> None:
    with serving({"/begin": response(status, Location="/there"), "/there": PAGE}) as site:
        found = fetch_one(site.url("/begin"))
    assert (found.result, found.final_url) == (CheckResult.OK, site.url("/there"))
    assert [request.path for request in site.asked] == ["/begin", "/there"]


LARGE = b"%PDF-1.4\n" + b"x" * 400_000


def test_a_large_file_that_keeps_coming_is_open_and_partial() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"
    found = answered(drips(head + LARGE, 0.05, 20_000), "/a.pdf", bounds=SHORT)
    assert (found.result, found.is_partial, found.digest) == (CheckResult.OK, True, "")
    assert answered(drips(head + LARGE, 0.05, 400), "/a.pdf", bounds=SHORT).is_partial
    assert answered(drips(head + LARGE, 0.05, 20_000), "/a.xlsx", bounds=SHORT).cause is LinkCause.WRONG_TYPE


def test_a_large_file_that_stops_coming_is_late() -> None:
    async def stops(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + LARGE)
        await hangs(request, writer)

    found = answered(stops, "/a.pdf", bounds=SHORT)
    assert (found.result, found.cause) == (CheckResult.FAILED, LinkCause.TIMEOUT)


def test_deflate_is_unpacked_with_its_head_and_without() -> None:
    page = b"<html><title>Budget</title><p>text</p></html>" * 50
    for bits in (-15, 15):
        packer = zlib.compressobj(9, zlib.DEFLATED, bits)
        packed = packer.compress(page) + packer.flush()
        found = answered(response(body=packed, Content_Encoding="deflate"))
        assert (found.result, found.size) == (CheckResult.OK, len(page))
        piecemeal = drips(response(body=packed, Content_Encoding="deflate"), 0, 1)
        assert answered(piecemeal).digest == found.digest
    assert answered(response(body=b"\xff", Content_Encoding="deflate")).cause is LinkCause.TRUNCATED


def test_the_page_of_an_error_may_be_packed_badly_and_without_end() -> None:
    for body in (b"no gzip", gzip.compress(b"<p>x")[:-3], b""):
        assert answered(response("404 Gone", body, Content_Encoding="gzip")).cause is LinkCause.NOT_FOUND
    assert answered(response("404 Gone", b"x", Content_Encoding="br")).cause is LinkCause.NOT_FOUND
    assert answered(endless(b"HTTP/1.1 404 Gone\r\n\r\n")).cause is LinkCause.NOT_FOUND
