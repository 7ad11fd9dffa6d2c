"""Pages on loopback, from a process of their own that does next to nothing for each: canned bytes, at once or late."""

import asyncio
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import NamedTuple

HOST = "127.0.0.1"
_PIECE = 256 * 1024
_WAITING_CONNECTIONS = 1024
_BEGIN = b"<!doctype html>\n<html><head><title>Sahifa</title></head><body><h1>Sahifa</h1>\n<p>"
_END = b"</p></body></html>\n"
_MISSING = b"<!doctype html>\n<html><head><title>404</title></head><body></body></html>\n"


class Site(NamedTuple):
    """What to serve: so many pages of HTML of ``size`` bytes, and one at ``/`` that links to them all.

    Each ``missing_every``-th page answers 404, none where that is 0. ``delay``: seconds before each answer but ``/``.
    """

    pages: int
    size: int = 500
    missing_every: int = 0
    delay: float = 0

    def is_missing(self, number: int) -> bool:
        """Tell whether a page answers 404. Pages count from 1."""
        return bool(self.missing_every) and number % self.missing_every == 0


class Served(NamedTuple):
    """What was answered since the server was asked last, and the processor time that it took, in seconds."""

    gets: int
    heads: int
    seconds: float


class Pages:
    """A server that runs."""

    def __init__(self, site: Site, port: int, pipe: Connection) -> None:
        """Talk to the server of a site at a port."""
        self.site = site
        self.index = f"http://{HOST}:{port}/"
        self._pipe = pipe

    def url(self, number: int) -> str:
        """Return the address of a page."""
        return f"{self.index}page/{number}"

    def served(self) -> Served:
        """Return what was answered since this was asked last."""
        self._pipe.send(None)
        served: Served = self._pipe.recv()
        return served


@contextmanager
def serve(site: Site) -> Iterator[Pages]:
    """Serve a site for as long as the context."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(site, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        yield Pages(site, ours.recv(), ours)
    finally:
        # the server ends where nobody can ask it any more
        ours.close()
        process.join()


def _serve(site: Site, pipe: Connection) -> None:
    asyncio.run(_answer_all(site, pipe))


async def _answer_all(site: Site, pipe: Connection) -> None:
    counter = _Counter()
    answers = _Answers(site)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Connection(answers, counter, site.delay), HOST, 0, backlog=_WAITING_CONNECTIONS
    )
    ended = asyncio.Event()

    def tell() -> None:
        try:
            pipe.recv()
        except EOFError:
            loop.remove_reader(pipe.fileno())
            ended.set()
        else:
            pipe.send(counter.take())

    loop.add_reader(pipe.fileno(), tell)
    pipe.send(server.sockets[0].getsockname()[1])
    await ended.wait()


class _Counter:
    def __init__(self) -> None:
        self.gets = self.heads = 0
        self._begin = time.process_time()

    def take(self) -> Served:
        now = time.process_time()
        served = Served(self.gets, self.heads, now - self._begin)
        self.gets, self.heads, self._begin = 0, 0, now
        return served


class _Answer(NamedTuple):
    """An answer as it goes over the line: all of it, and its head alone."""

    whole: bytes
    head: bytes
    is_late: bool = True


class _Answers:
    """Every answer of a site, made once."""

    def __init__(self, site: Site) -> None:
        links = "".join(f'<a href="/page/{number}">{number}</a>\n' for number in range(1, site.pages + 1))
        filler = b"x" * (site.size - len(_BEGIN) - len(_END))
        found = _answer("200 OK", _BEGIN + filler + _END)
        missing = _answer("404 Not Found", _MISSING)
        self._by_target = {
            b"/page/%d" % number: missing if site.is_missing(number) else found for number in range(1, site.pages + 1)
        }
        self._by_target[b"/"] = _answer("200 OK", _BEGIN + links.encode() + _END)._replace(is_late=False)
        self._other = missing

    def to(self, target: bytes) -> _Answer:
        """Return the answer to a request."""
        return self._by_target.get(target, self._other)


def _answer(status: str, body: bytes) -> _Answer:
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    )
    return _Answer(head + body, head)


class _Connection(asyncio.Protocol):
    """One connection, kept alive: requests without bodies, answered in their order."""

    _transport: asyncio.Transport

    def __init__(self, answers: _Answers, counter: _Counter, delay: float) -> None:
        self._answers = answers
        self._counter = counter
        self._delay = delay
        self._received = b""
        self._rest = memoryview(b"")
        self._is_answering = False
        self._is_paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101  (for the types)
        self._transport = transport
        transport.set_write_buffer_limits(high=_PIECE)

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._is_answering:
            self._take_next()

    def _take_next(self) -> None:
        request, end, rest = self._received.partition(b"\r\n\r\n")
        if not end:
            return
        self._received = rest
        method, target = request.split(b" ", 2)[:2]
        answer = self._answers.to(target)
        is_head = method == b"HEAD"
        self._counter.heads += is_head
        self._counter.gets += not is_head
        self._is_answering = True
        self._rest = memoryview(answer.head if is_head else answer.whole)
        if self._delay and answer.is_late:
            asyncio.get_running_loop().call_later(self._delay, self._go_on)
        else:
            self._go_on()

    def _go_on(self) -> None:
        """Write piece by piece for as long as the other side takes it."""
        while self._rest and not self._is_paused:
            piece, self._rest = self._rest[:_PIECE], self._rest[_PIECE:]
            self._transport.write(piece)
        if not self._rest and self._is_answering:
            self._is_answering = False
            self._take_next()

    def pause_writing(self) -> None:
        self._is_paused = True

    def resume_writing(self) -> None:
        self._is_paused = False
        self._go_on()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._rest = memoryview(b"")
        self._is_paused = True
