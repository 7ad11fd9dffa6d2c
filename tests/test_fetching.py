"""What one fetch finds, on a site of loopback that answers as badly as sites do."""

import asyncio
import contextlib
import errno
import gzip
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pycurl
import pytest
import trustme

from openness_cli.errors import UsageError
from openness_cli.links.checker import Fetch, Fetched
from openness_cli.links.fetch._answers import Bounds
from openness_cli.links.fetch._failures import TransferError, failure_of
from openness_cli.links.fetch._vetting import LookUp, look_up
from openness_cli.links.fetch.client import Manners, open_fetch
from openness_cli.model.availability import CheckResult, LinkCause
from tests.site import (
    PAGE,
    Answer,
    Request,
    Site,
    closes,
    drips,
    endless,
    hangs,
    redirects,
    resets,
    response,
    says,
    serving,
)

BOUNDS = Bounds(seconds=20, bytes=1_000_000)
SHORT = BOUNDS._replace(seconds=0.7)
XLSX = b"PK\x03\x04 and so on"


def on_loopback(address: str) -> bool:
    return address.startswith("127.")


class Names:
    """Names of the test: each leads to the addresses given, all others are not found."""

    def __init__(self, **names: list[str]) -> None:
        self.names = {name.replace("_", "."): addresses for name, addresses in names.items()}

    async def __call__(self, host: str, _port: int) -> list[str]:
        if host not in self.names:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return self.names[host]


@asynccontextmanager
async def fetching(
    may_connect: Callable[[str], bool] = on_loopback,
    *,
    bounds: Bounds = BOUNDS,
    trusting: Path | None = None,
    names: LookUp | None = None,
    use_proxies: bool = False,
) -> AsyncIterator[Fetch]:
    manners = Manners("openness-test", may_connect, use_proxies, bounds)
    async with open_fetch(manners, authorities=trusting, find=names or Names()) as fetch:
        yield fetch


def fetch_one(url: str, **more: object) -> Fetched:
    async def run() -> Fetched:
        async with fetching(**more) as fetch:  # type: ignore[arg-type]
            return await fetch(url)

    return asyncio.run(run())


def answered(answer: Answer | bytes, path: str = "/page", **more: object) -> Fetched:
    with serving({path: answer}) as site:
        return fetch_one(site.url(path), **more)


def cut_short(data: bytes) -> Answer:
    async def answer(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        writer.close()

    return answer


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
        ("400 Bad Request", LinkCause.CLIENT_ERROR),
        ("451 Unavailable", LinkCause.CLIENT_ERROR),
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
    [("401 Sign in", LinkCause.SIGN_IN), ("403 Forbidden", LinkCause.FORBIDDEN), ("429 Slow down", LinkCause.TOO_MANY)],
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
    page = b"<html><title>Budget</title></html>"
    members = gzip.compress(b"") + gzip.compress(page[:10]) + gzip.compress(page[10:])
    found = answered(response(body=members + b"trailing", Content_Encoding="gzip"))
    assert (found.result, found.size, found.digest) == (CheckResult.OK, len(page), sha256(page).hexdigest())


@pytest.mark.parametrize(
    ("coding", "result"), [("identity", "ok"), ("identity, ", "ok"), ("br", "blocked"), ("gzip, gzip", "blocked")]
)
def test_content_packed_in_a_way_that_was_not_asked_for(coding: str, result: str) -> None:
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


@pytest.mark.parametrize("answer", [resets, closes])
def test_a_connection_that_breaks_off(answer: Answer) -> None:
    assert answered(answer).cause is LinkCause.RESET


def test_nobody_listens() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        found = fetch_one(f"http://127.0.0.1:{held.getsockname()[1]}/")
    assert (found.result, found.cause) == (CheckResult.FAILED, LinkCause.REFUSED_CONNECTION)


def test_a_name_that_is_not_found() -> None:
    found = fetch_one("https://nowhere.example/page")
    assert (found.result, found.cause, found.status) == (CheckResult.FAILED, LinkCause.DNS, None)
    found = fetch_one("https://empty.example/page", names=Names(empty_example=[]))
    assert (found.result, found.cause, found.status) == (CheckResult.FAILED, LinkCause.DNS, None)


@pytest.mark.parametrize("name", ["two..dots.example", f"{'long' * 20}.example"])
def test_what_can_be_no_name_is_an_error_of_whoever_entered_it(name: str) -> None:
    found = fetch_one(f"https://{name}/page", names=look_up)
    assert (found.result, found.cause) == (CheckResult.REFUSED, LinkCause.BAD_ADDRESS)


def test_an_internationalised_name() -> None:
    names = Names(xn__e1afmkfd_example=["127.0.0.1"])
    names.names = {"xn--e1afmkfd.example": ["127.0.0.1"]}
    with serving({}) as site:
        found = fetch_one(f"http://пример.example:{site.port}/саҳифа", names=names)
    assert found.result is CheckResult.OK
    assert site.asked[0].headers["host"] == f"xn--e1afmkfd.example:{site.port}"
    assert site.asked[0].path == "/%D1%81%D0%B0%D2%B3%D0%B8%D1%84%D0%B0"


def test_what_a_site_says_of_its_content_can_be_stored() -> None:
    found = answered(b"HTTP/1.1 200 OK\r\nContent-Type: text/\xff\x01\r\nContent-Length: 2\r\n\r\nab")
    assert found.result is CheckResult.OK
    assert found.content_type.encode()
    assert found.content_type.isprintable()


def test_our_own_want_is_no_failure_of_the_site() -> None:
    # without a number the system was not even asked
    for number in (errno.EMFILE, errno.ENOBUFS, errno.ENETDOWN, errno.EADDRNOTAVAIL, 0):
        found = failure_of(TransferError(pycurl.E_COULDNT_CONNECT, "want", number))
        assert (found.result, found.cause) == (CheckResult.BLOCKED, LinkCause.LOCAL)
    found = failure_of(KeyError("a bug"))
    assert (found.result, found.cause, found.detail) == (CheckResult.BLOCKED, LinkCause.LOCAL, "KeyError: 'a bug'")


def test_a_redirect_in_another_encoding_is_followed_as_browsers_do() -> None:
    target = "/приказ.pdf".encode("cp1251")
    head = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + target + b"\r\n\r\n"
    with serving({"/old": head, "/%EF%F0%E8%EA%E0%E7.pdf": response(body=b"%PDF-1.7")}) as site:
        found = fetch_one(site.url("/old"))
    assert (found.result, found.final_url) == (CheckResult.OK, site.url("/%EF%F0%E8%EA%E0%E7.pdf"))


def test_an_answer_that_comes_unasked_is_nobodys() -> None:
    async def twice(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(PAGE)
        await writer.drain()
        await asyncio.sleep(0.1)
        writer.write(response(body=b"another page"))
        await writer.drain()

    async def run(site: Site) -> Fetched:
        async with fetching() as fetch:
            assert (await fetch(site.url("/twice"))).result is CheckResult.OK
            await asyncio.sleep(1.2)
            return await fetch(site.url("/gone"))

    with serving({"/twice": twice, "/gone": response("404 Gone", b"x")}) as site:
        assert asyncio.run(run(site)).status == 404


def test_the_rest_of_another_answer_is_no_fault_of_the_next() -> None:
    async def more_than_told(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(PAGE)
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(b"the rest of the page, which its length did not tell of\n")

    async def run(site: Site) -> list[Fetched]:
        async with fetching() as fetch:
            found = []
            for path in ("/more", "/next", "/more", "/next"):
                found.append(await fetch(site.url(path)))
                await asyncio.sleep(0.1)
            return found

    with serving({"/more": more_than_told}) as site:
        assert {found.result for found in asyncio.run(run(site))} == {CheckResult.OK}


def test_a_kept_connection_that_was_closed_meanwhile_is_no_failure() -> None:
    async def then_closes(request: Request, writer: asyncio.StreamWriter) -> None:
        # a redirect first, so that the second request of a fetch meets an old connection as well
        writer.write(PAGE if request.path.endswith("/") else response("302 Found", Location=f"{request.path}/"))
        await writer.drain()
        await asyncio.sleep(0.002)
        writer.transport.abort()

    async def run(site: Site) -> list[Fetched]:
        async with fetching() as fetch:

            async def several(number: int) -> list[Fetched]:
                return [await fetch(site.url(f"/{number}-{turn}")) for turn in range(25)]

            return [found for own in await asyncio.gather(*map(several, range(4))) for found in own]

    with serving({}, default=then_closes) as site:
        assert {found.result for found in asyncio.run(run(site))} == {CheckResult.OK}


# --- what may not be connected to


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://[::1]:1/",
        "http://[::ffff:127.0.0.1]:1/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.168.0.1/",
        "http://0.0.0.0/",
        "http://[fe80::1%25eth0]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fec0::1]/",
        "http://[64:ff9b:1:7f00:0:100:808:808]/",
        "http://[3fff::1]/",
        "http://192.0.0.8/",
    ],
)
def test_a_private_address_is_refused(url: str) -> None:
    async def run() -> Fetched:
        async with open_fetch(Manners("test", bounds=BOUNDS)) as fetch:
            return await fetch(url)

    found = asyncio.run(run())
    assert (found.result, found.cause, found.status) == (CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS, None)


@pytest.mark.parametrize("url", ["http://2130706433/", "http://127.1/", "http://0177.0.0.1/"])
def test_an_address_written_another_way_is_refused(url: str) -> None:
    async def run() -> Fetched:
        async with open_fetch(Manners("test", bounds=BOUNDS)) as fetch:
            return await fetch(url)

    assert asyncio.run(run()).result is CheckResult.REFUSED


def test_a_name_that_leads_to_a_private_address_is_refused() -> None:
    names = Names(inside_example=["127.0.0.9", "10.1.2.3"])
    with serving({}) as site:
        found = fetch_one(site.url("/", "inside.example"), may_connect=lambda _address: False, names=names)
    assert (found.result, found.cause) == (CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS)
    assert "127.0.0.9" in found.detail
    assert not site.asked


def test_of_several_addresses_only_the_allowed_ones_are_connected_to() -> None:
    names = Names(mixed_example=["127.0.0.9", "127.0.0.1"])
    with serving({}) as site:
        found = fetch_one(site.url("/", "mixed.example"), may_connect=lambda ip: ip == "127.0.0.1", names=names)
    assert found.result is CheckResult.OK


@pytest.mark.parametrize("place", ["http://[::1]:{port}/", "http://inside.example:{port}/", "//[::1]:{port}/"])
def test_a_redirect_to_a_private_address_is_refused(place: str) -> None:
    async def redirect(_request: Request, writer: asyncio.StreamWriter) -> None:
        port = writer.get_extra_info("sockname")[1]
        writer.write(response("302 Found", Location=place.format(port=port)))

    with serving({"/away": redirect}) as site:
        found = fetch_one(
            site.url("/away"), names=Names(inside_example=["127.9.9.9", "10.0.0.1"]), may_connect=_only_one
        )
    assert (found.result, found.cause) == (CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS)
    assert [request.path for request in site.asked] == ["/away"]


def _only_one(address: str) -> bool:
    return address == "127.0.0.1"


@pytest.mark.parametrize(
    ("place", "cause"),
    [
        ("file:///etc/passwd", LinkCause.SCHEME),
        ("ftp://127.0.0.1/x", LinkCause.SCHEME),
        ("javascript:alert(1)", LinkCause.SCHEME),
        ("http://user:word@127.0.0.1/", LinkCause.USER_INFO),
        ("http://127.0.0.1:99999/", LinkCause.BAD_ADDRESS),
    ],
)
def test_a_redirect_that_is_not_followed(place: str, cause: LinkCause) -> None:
    found = answered(redirects(place))
    assert (found.result, found.cause) == (CheckResult.REFUSED, cause)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "http://user@127.0.0.1/",
        "http://127.0.0.1:x/",
        "http://",
        # one that reads it would look up another name than one that does not
        "http://ex%61mple.org/",
    ],
)
def test_an_address_that_is_not_fetched(url: str) -> None:
    assert fetch_one(url).result is CheckResult.REFUSED


def test_nothing_personal_is_sent_on() -> None:
    pages = {"/in": response("302 Found", Location="/next", Set_Cookie="session=1")}
    with serving(pages) as site:

        async def run() -> None:
            async with fetching() as fetch:
                await fetch(site.url("/in"))
                await fetch(site.url("/again"))

        asyncio.run(run())
    for request in site.asked:
        assert {"cookie", "authorization", "referer"}.isdisjoint(request.headers)
        assert request.headers["user-agent"] == "openness-test"


# --- TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context


@pytest.fixture
def trusting(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "authorities.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def secure_site(authority: trustme.CA) -> Iterator[Site]:
    ends = datetime(2033, 5, 17, 12, tzinfo=UTC)
    with serving({}, tls=server_context(authority.issue_cert("127.0.0.1", not_after=ends))) as site:
        yield site


def test_a_certificate_is_verified_and_its_end_noted(secure_site: Site, trusting: Path) -> None:
    found = fetch_one(secure_site.url("/"), trusting=trusting)
    assert (found.result, found.tls_expires) == (CheckResult.OK, "2033-05-17T12:00:00Z")


def test_a_certificate_without_an_end_has_none(authority: trustme.CA, trusting: Path) -> None:
    for_ever = authority.issue_cert("127.0.0.1", not_after=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
    with serving({}, tls=server_context(for_ever)) as site:
        found = fetch_one(site.url("/"), trusting=trusting)
    assert (found.result, found.tls_expires) == (CheckResult.OK, "")


def test_a_certificate_of_nobody(secure_site: Site) -> None:
    found = fetch_one(secure_site.url("/"))
    assert (found.result, found.cause) == (CheckResult.FAILED, LinkCause.TLS)
    assert "certificate" in found.detail
    assert not secure_site.asked


def test_a_certificate_of_another_site(authority: trustme.CA, trusting: Path) -> None:
    with serving({}, tls=server_context(authority.issue_cert("other.example"))) as site:
        assert fetch_one(site.url("/"), trusting=trusting).cause is LinkCause.TLS


def test_a_certificate_that_has_ended(authority: trustme.CA, trusting: Path) -> None:
    ended = authority.issue_cert("127.0.0.1", not_after=datetime(2020, 1, 1, tzinfo=UTC))
    with serving({}, tls=server_context(ended)) as site:
        found = fetch_one(site.url("/"), trusting=trusting)
    assert (found.cause, found.detail) == (LinkCause.TLS, "certificate has expired")


def test_the_end_of_a_certificate_is_that_of_the_one_shown(authority: trustme.CA, trusting: Path) -> None:
    def certificate(ends: datetime) -> ssl.SSLContext:
        return server_context(authority.issue_cert("127.0.0.1", not_after=ends))

    async def run() -> list[str]:
        ends = []
        async with fetching(trusting=trusting) as fetch:
            with serving({}, default=cut_short(PAGE), tls=certificate(datetime(2033, 1, 1, tzinfo=UTC))) as site:
                ends += [(await fetch(site.url("/"))).tls_expires for _turn in range(2)]
            with serving({}, port=site.port, tls=certificate(datetime(2020, 1, 1, tzinfo=UTC))):
                ends.append((await fetch(site.url("/"))).tls_expires)
            with serving({}, port=site.port):
                ends.append((await fetch(site.url("/"))).tls_expires)
        return ends

    assert asyncio.run(run()) == ["2033-01-01T00:00:00Z"] * 2 + ["2020-01-01T00:00:00Z", ""]


def test_a_secure_connection_may_end_a_body_without_a_goodbye_as_in_browsers(
    authority: trustme.CA, trusting: Path
) -> None:
    context = server_context(authority.issue_cert("127.0.0.1"))

    def serve(server: socket.socket) -> None:
        for _connection in range(2):
            connection, _address = server.accept()
            with context.wrap_socket(connection, server_side=True) as secured:
                length = b"Content-Length: 100\r\n" if b"/short" in secured.recv(4096) else b""
                secured.sendall(b"HTTP/1.1 200 OK\r\n" + length + b"\r\n<p>text</p>")

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        site = f"https://127.0.0.1:{server.getsockname()[1]}"
        assert fetch_one(f"{site}/page", trusting=trusting).result is CheckResult.OK
        assert fetch_one(f"{site}/short", trusting=trusting).cause is LinkCause.TRUNCATED
        thread.join(10)


@pytest.mark.parametrize(
    "answer",
    [b"\x15\x03\x03\x00\x02\x02\x28", b"\x15\x03\x03\x00\x02\x02\x46", b"HTTP/1.1 400 Bad Request\r\n\r\n"],
    ids=["no cipher", "no version", "no TLS"],
)
def test_two_sides_that_cannot_agree_on_tls(answer: bytes) -> None:
    hellos = []

    def serve(server: socket.socket) -> None:
        connection, _address = server.accept()
        with connection:
            hellos.append(connection.recv(4096))
            connection.sendall(answer)
            with contextlib.suppress(ConnectionError):
                connection.recv(4096)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        found = fetch_one(f"https://127.0.0.1:{server.getsockname()[1]}/")
        thread.join(10)
    assert (found.result, found.cause, found.status) == (CheckResult.FAILED, LinkCause.TLS, None)
    assert "SSL routines" in found.detail
    assert len(hellos) == 1


def test_http_where_https_is_spoken(secure_site: Site) -> None:
    found = fetch_one(secure_site.url("/").replace("https", "http"))
    assert found.result is CheckResult.FAILED


def test_https_where_http_is_spoken() -> None:
    with serving({}) as site:
        assert fetch_one(site.url("/").replace("http", "https")).cause is LinkCause.RESET


# --- proxies


def test_a_proxy_of_the_environment_is_used_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        monkeypatch.setenv("no_proxy", "direct.example")
        names = Names(site_example=["127.0.0.1"], direct_example=["127.0.0.1"])
        assert fetch_one("http://site.example:1/page", names=names).cause is LinkCause.REFUSED_CONNECTION
        assert not proxy.asked
        assert fetch_one("http://site.example/page", names=names, use_proxies=True).result is CheckResult.OK
        assert [request.path for request in proxy.asked] == ["http://site.example/page"]
        assert (
            fetch_one("http://direct.example:1/", names=names, use_proxies=True).cause is LinkCause.REFUSED_CONNECTION
        )


def test_an_error_of_the_gateway_behind_a_proxy_is_nobodys_known_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}, default=response("502 Bad Gateway", b"x")) as proxy:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        found = fetch_one("http://site.example/page", use_proxies=True)
    assert (found.result, found.cause, found.status) == (CheckResult.BLOCKED, LinkCause.PROXY, None)


def tunnel_to(site: Site) -> Answer:
    """Answer CONNECT as a proxy does, and let by whatever is said to a site from then on."""

    async def let_by(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 Connection established\r\nProxy-Agent: test\r\n\r\n")
        there, out = await asyncio.open_connection("127.0.0.1", site.port)
        try:
            await asyncio.wait(
                [asyncio.create_task(let_by(request.reader, out)), asyncio.create_task(let_by(there, writer))],
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            out.close()

    return answer


def test_behind_a_proxy_a_secure_site_is_spoken_to_through_a_tunnel(
    authority: trustme.CA, trusting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> list[Fetched]:
        async with fetching(trusting=trusting, use_proxies=True, bounds=BOUNDS._replace(seconds=5)) as fetch:
            return [await fetch(f"https://site.example/{path}") for path in ("page", "gone", "page")]

    certificate = server_context(authority.issue_cert("site.example"))
    with (
        serving({"/gone": response("404 Gone", b"x")}, tls=certificate) as site,
        serving({}, default=tunnel_to(site)) as proxy,
    ):
        for name in ("https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        found = asyncio.run(run())
    assert [one.status for one in found] == [200, 404, 200]
    assert all(one.tls_expires for one in found)
    assert {request.path for request in proxy.asked} == {"site.example:443"}
    assert [request.path for request in site.asked] == ["/page", "/gone", "/page"]


@pytest.mark.parametrize("status", ["407 Sign in", "502 Bad Gateway"])
def test_a_tunnel_that_a_proxy_does_not_open_is_no_fault_of_the_site(
    status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving({}, default=response(status, b"x")) as proxy:
        for name in ("https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        found = fetch_one("https://site.example/page", use_proxies=True)
    assert (found.result, found.cause, found.status) == (CheckResult.BLOCKED, LinkCause.PROXY, None)


@pytest.mark.parametrize(
    "rest", [closes, resets, hangs, says(b"no HTTP\r\n\r\n")], ids=["end", "reset", "wait", "junk"]
)
def test_what_a_proxy_does_before_the_site_is_reached_is_no_fault_of_the_site(
    rest: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving({}, default=rest) as proxy:
        for name in ("https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        found = fetch_one("https://site.example/page", use_proxies=True, bounds=SHORT)
    assert (found.result, found.cause, found.status) == (CheckResult.BLOCKED, LinkCause.PROXY, None)


def test_a_proxy_may_be_spoken_to_over_tls(
    authority: trustme.CA, trusting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def secured(name: str, year: int) -> ssl.SSLContext:
        return server_context(authority.issue_cert(name, not_after=datetime(year, 1, 1, tzinfo=UTC)))

    with (
        serving({}, tls=secured("site.example", 2033)) as site,
        serving({}, default=tunnel_to(site), tls=secured("127.0.0.1", 2031)) as proxy,
    ):
        for name in ("https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        found = fetch_one("https://site.example/page", use_proxies=True, trusting=trusting)
        assert (found.result, found.tls_expires) == (CheckResult.OK, "2033-01-01T00:00:00Z")
        # of a proxy that is not trusted the site is not even asked
        found = fetch_one("https://site.example/page", use_proxies=True)
    assert (found.result, found.cause, found.tls_expires) == (CheckResult.BLOCKED, LinkCause.PROXY, "")
    assert len(site.asked) == 1


@pytest.mark.parametrize("value", ["http://[", "http://127.0.0.1:port", "http://a b/", "ftp://127.0.0.1/"])
def test_a_proxy_that_is_no_address_is_an_error_of_whoever_set_it(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match="http_proxy"):
        fetch_one("http://site.example/page", use_proxies=True)


def test_a_proxy_may_be_written_without_a_scheme_and_is_exempt_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}) as proxy, serving({}) as inside:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, f"proxy.example:{proxy.port}")
        names = Names(proxy_example=["127.0.0.1"])
        found = fetch_one("http://site.example/page", use_proxies=True, names=names, may_connect=lambda _ip: False)
        assert found.result is CheckResult.OK
        monkeypatch.setenv("no_proxy", "proxy.example")
        found = fetch_one(
            inside.url("/", "proxy.example"), use_proxies=True, names=names, may_connect=lambda _ip: False
        )
    assert (found.result, found.cause) == (CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS)
    assert not inside.asked


def test_a_proxy_that_is_not_there_is_no_fault_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    found = fetch_one("http://site.example/page", use_proxies=True)
    assert (found.result, found.cause) == (CheckResult.BLOCKED, LinkCause.PROXY)


def test_credentials_of_the_machine_are_not_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine site.example login officer password word\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with serving({}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy.url("/"))
        fetch_one("http://site.example/page", use_proxies=True)
    assert "authorization" not in proxy.asked[0].headers
