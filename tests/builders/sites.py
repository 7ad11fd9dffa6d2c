"""A site on loopback that answers each path as a test wants it to: in bytes, slowly, for ever, or not at all."""

import asyncio
import re
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[["Request", asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Request:
    """``reader`` is what follows it on its connection."""

    path: str
    headers: dict[str, str]
    count: int
    reader: asyncio.StreamReader


@dataclass
class Site:
    """``asked`` are the requests in the order in which they came, but for those of ``on_trial``: names made up."""

    port: int
    scheme: str
    asked: list[Request] = field(default_factory=list)
    on_trial: list[Request] = field(default_factory=list)
    open_now: int = 0
    most_at_once: int = 0

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


def response(status: str = "200 OK", body: bytes = b"", **headers: str) -> bytes:
    lines = {"Content-Type": "text/html", "Content-Length": str(len(body))}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def says(data: bytes) -> Answer:
    async def answer(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    return answer


def redirects(target: str, status: str = "302 Found") -> Answer:
    return says(response(status, Location=target))


def in_turn(*answers: Answer) -> Answer:
    """Answer the first time with the first, then with the next; the last one stays."""

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        await answers[min(request.count, len(answers)) - 1](request, writer)

    return answer


def drips(data: bytes, seconds: float, piece: int = 1) -> Answer:
    async def answer(_request: Request, writer: asyncio.StreamWriter) -> None:
        for begin in range(0, len(data), piece):
            writer.write(data[begin : begin + piece])
            await writer.drain()
            await asyncio.sleep(seconds)

    return answer


async def hangs(_request: Request, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


async def resets(_request: Request, writer: asyncio.StreamWriter) -> None:
    transport = writer.transport
    assert isinstance(transport, asyncio.Transport)
    transport.abort()


async def closes(_request: Request, writer: asyncio.StreamWriter) -> None:
    writer.close()


def endless(head: bytes, piece: bytes = b"x" * 65536) -> Answer:
    async def answer(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()

    return answer


# what a run asks for to learn how a site answers for what it has not
_MADE_UP = re.compile(r"/[a-z0-9]{14}\Z")
MISSING = response("404 Not Found", b"none")
PAGE = response(body=b"<!doctype html><title>Budget</title><p>text</p>")


@contextmanager
def serving(
    pages: Mapping[str, Answer | bytes],
    *,
    tls: ssl.SSLContext | None = None,
    default: Answer | bytes = PAGE,
    port: int = 0,
    made_up: Answer | bytes = MISSING,
) -> Iterator[Site]:
    """Serve in a thread of its own until the test ends; what is made up is not found, all else is the default."""
    site = Site(0, "https" if tls else "http")
    ready, loop = threading.Event(), asyncio.new_event_loop()
    counts: dict[str, int] = {}
    ending = asyncio.Event()

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (request := await _request(reader, counts)) is not None:
                is_on_trial = _MADE_UP.search(request.path) is not None
                (site.on_trial if is_on_trial else site.asked).append(request)
                site.open_now += 1
                site.most_at_once = max(site.most_at_once, site.open_now)
                answer = pages.get(request.path.partition("?")[0], made_up if is_on_trial else default)
                try:
                    await (says(answer) if isinstance(answer, bytes) else answer)(request, writer)
                    await writer.drain()
                finally:
                    site.open_now -= 1
        except (OSError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def serve() -> None:
        server = await asyncio.start_server(one, "127.0.0.1", port, ssl=tls)
        site.port = server.sockets[0].getsockname()[1]
        ready.set()
        await ending.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        # those in the middle of a handshake, or of a goodbye, are in no other list
        for transport in list(loop._transports.values()):  # type: ignore[attr-defined] # noqa: SLF001
            transport.abort()
        await asyncio.sleep(0.01)

    def run() -> None:
        loop.set_exception_handler(lambda _loop, _context: None)
        loop.run_until_complete(serve())
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield site
    finally:
        loop.call_soon_threadsafe(ending.set)
        thread.join(10)


async def _request(reader: asyncio.StreamReader, counts: dict[str, int]) -> Request | None:
    first = await reader.read(1)
    if not first.isalpha():  # the end, or bytes that are no HTTP: of a handshake no line may ever end
        return None
    line = first + await reader.readline()
    path = line.split()[1].decode()
    headers = {}
    while (header := (await reader.readline()).decode().strip()) != "":
        name, _colon, value = header.partition(":")
        headers[name.lower()] = value.strip()
    counts[path] = counts.get(path, 0) + 1
    return Request(path, headers, counts[path], reader)
