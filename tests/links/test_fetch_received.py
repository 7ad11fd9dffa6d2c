"""What a fetch hands over to be kept: every answer, as it came, within bounds, and why it is not whole."""

import asyncio
import gzip
from typing import Any, NamedTuple

import pytest

from openness_cli.links.checker import Fetched
from openness_cli.links.fetch.client import Manners, open_fetch
from openness_cli.links.fetch.replay import Replay
from openness_cli.links.received import MOST_BYTES, Received
from openness_cli.model.kept import Kept
from tests.builders.fetches import BOUNDS, SHORT, Names, cut_short, on_loopback
from tests.builders.kept import NAME, WHEN
from tests.builders.sites import (
    Answer,
    Request,
    closes,
    endless,
    in_turn,
    redirects,
    resets,
    response,
    says,
    serving,
)

KEPT = Kept(NAME, 0, 1, "", 0)


class Seen(NamedTuple):
    """One answer as it was handed over."""

    request: list[bytes]
    head: list[bytes]
    body: bytes
    truncated: str
    address: str


class Collector:
    """Keeps nothing, but for what it was handed."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.digest = ""
        self.begun: list[Received] = []

    def begin(self, url: str) -> Received:
        self.begun.append(Received(url, WHEN))
        return self.begun[-1]

    async def keep(self, _url: str, answers: list[Received], digest: str) -> Kept | None:
        for one in answers:
            self.seen.append(Seen(one.request, one.head, one.body().read(), one.truncated, one.address))
            one.close()
        self.digest = digest
        return KEPT if answers else None


def handed(answer: Answer | bytes, pages: dict[str, Answer | bytes] | None = None, **more: Any) -> Any:
    """Fetch a page, and return what was found and what was handed over."""
    collector = Collector()

    async def run(url: str) -> Fetched:
        manners = Manners("openness-test", on_loopback, **{"bounds": BOUNDS, **more})
        async with open_fetch(manners, find=Names(site_example=["127.0.0.1"]), receiver=collector) as fetch:
            return await fetch(url)

    with serving({"/page": answer, **(pages or {})}) as site:
        found = asyncio.run(run(site.url("/page")))
    assert all(one._body.closed for one in collector.begun)  # noqa: SLF001  (nothing is left open)
    return found, collector


def test_an_answer_with_what_was_asked_and_whose_it_is() -> None:
    found, collector = handed(response(body=b"<p>x", X_A="b"))
    assert found.kept == KEPT
    (one,) = collector.seen
    assert one.request[0] == b"GET /page HTTP/1.1"
    assert b"User-Agent: openness-test" in one.request
    assert one.head == [b"HTTP/1.1 200 OK", b"Content-Type: text/html", b"Content-Length: 4", b"X-A: b"]
    assert (one.body, one.truncated, one.address) == (b"<p>x", "", "127.0.0.1")
    assert collector.digest == found.digest


def test_every_redirect_is_handed_over_and_not_much_of_its_body() -> None:
    hop = response("302 Found", b"x" * 70_000, Location="/end")
    _found, collector = handed(hop, {"/end": response(body=b"<p>x")})
    assert [(len(one.body), one.truncated) for one in collector.seen] == [(64 * 1024, "length"), (4, "")]


def informed(status: str) -> bytes:
    return b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + response(status, b"<p>x")


@pytest.mark.parametrize(
    ("answer", "body", "truncated"),
    [
        (response("404 Gone", b"x" * 100_000), b"x" * 100_000, ""),
        (cut_short(b"HTTP/1.1 404 Gone\r\nContent-Length: 9\r\n\r\nabc"), b"abc", "disconnect"),
        (cut_short(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"), b"abc", "disconnect"),
        (cut_short(b"HTTP/1.1 200 OK\r\n\r\nabc"), b"abc", ""),
        (endless(b"HTTP/1.1 404 Gone\r\n\r\n"), b"x" * MOST_BYTES, "length"),
        (informed("200 OK"), b"<p>x", ""),
        (informed("500 Oops"), b"<p>x", ""),
        (response("204 No Content"), b"", ""),
    ],
)
def test_a_body_and_why_it_is_not_whole(answer: Answer | bytes, body: bytes, truncated: str) -> None:
    _found, collector = handed(answer)
    assert {(one.body, one.truncated) for one in collector.seen} == {(body, truncated)}
    assert not any(b"103" in line or b"Link" in line for line in collector.seen[0].head)


@pytest.mark.parametrize("status", [b"200 OK", b"404 Gone"])
def test_what_comes_too_slowly_is_handed_over_as_far_as_it_came(status: bytes) -> None:
    async def slow(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 " + status + b"\r\nContent-Length: 9\r\n\r\nabc")
        await asyncio.sleep(60)

    _found, collector = handed(slow, bounds=SHORT._replace(seconds=0.3))
    assert {(one.body, one.truncated) for one in collector.seen} == {(b"abc", "time")}


def test_more_than_is_read_is_not_called_whole() -> None:
    _found, collector = handed(response(body=b"<p>" + b"x" * 5000), bounds=BOUNDS._replace(bytes=1000))
    assert collector.seen[0].truncated == "length"


@pytest.mark.parametrize("answer", [closes, resets, b"nothing of HTTP\r\n\r\n"])
def test_without_an_answer_there_is_nothing(answer: Answer | bytes) -> None:
    found, collector = handed(answer)
    assert (found.kept, collector.seen) == (None, [])


def test_of_a_second_try_the_answer_is_handed_over() -> None:
    found, collector = handed(in_turn(closes, says(response(body=b"<p>x"))))
    assert found.kept == KEPT
    assert [one.body for one in collector.seen] == [b"<p>x"]


def test_whoever_leaves_meanwhile_leaves_nothing_open() -> None:
    collector = Collector()
    there = asyncio.Event()

    async def run(url: str) -> None:
        async with open_fetch(Manners("t", on_loopback, bounds=BOUNDS), find=Names(), receiver=collector) as fetch:
            task = asyncio.create_task(fetch(url, at_another_host))
            await there.wait()
            task.cancel()
            await asyncio.wait([task])

    async def at_another_host(_host: str) -> None:
        there.set()
        await asyncio.sleep(60)

    with serving({"/page": redirects("http://127.0.0.2/")}) as site:
        asyncio.run(run(site.url("/page")))
    assert len(collector.begun) == 1
    assert all(one._body.closed for one in collector.begun)  # noqa: SLF001


def test_what_a_proxy_is_told_is_not_handed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    collector = Collector()

    async def run() -> Fetched:
        manners = Manners("t", on_loopback, use_proxies=True, bounds=BOUNDS)
        async with open_fetch(manners, find=Names(), receiver=collector) as fetch:
            return await fetch("http://site.example/page")

    with serving({}) as proxy:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, f"http://somebody:secret@127.0.0.1:{proxy.port}")
        asyncio.run(run())
    assert "proxy-authorization" in proxy.asked[0].headers
    (one,) = collector.seen
    assert not any(b"proxy" in line.lower() or b"secret" in line for line in one.request)
    assert one.address == ""


@pytest.mark.parametrize(
    ("body", "coding"),
    [
        (b"<p>x", ""),
        (gzip.compress(b"<p>x", mtime=0) + gzip.compress(b"y", mtime=0), "gzip"),
        (gzip.compress(b"\0" * 2_000_000, mtime=0), "gzip"),
    ],
)
def test_what_is_stored_unpacks_to_what_the_log_says(body: bytes, coding: str) -> None:
    found, collector = handed(response(body=body, Content_Encoding=coding), bounds=BOUNDS._replace(bytes=2**25))
    (one,) = collector.seen
    replay = Replay(one.head)
    for begin in range(0, len(one.body), 7):
        replay.take(one.body[begin : begin + 7])
    assert replay.digest == found.digest
