"""The proxy through which a browser speaks: it connects to the address that it looked at, and to no other.

On loopback, with passwords of the run. It takes CONNECT and the absolute form of http alone; bytes and connections of
each account are bounded.
"""

import asyncio
import re
import secrets
from base64 import b64encode
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from openness_cli.links.checker import Fetched
from openness_cli.links.fetch.gate import Gate, Place, ShutError, meaning_of
from openness_cli.model.availability import CheckResult, LinkCause
from openness_cli.scoring.addresses import host_of

_MOST_CONNECTIONS = 64
_HEAD_BYTES = 64 * 1024
_PIECE = 64 * 1024
_SECONDS = 10  # for a head, and for a connection to be made
_LOOPBACK = "127.0.0.1"
_REQUEST = re.compile(rb"(?P<method>[A-Z]{1,20}) (?P<target>[!-~]{1,8192}) HTTP/1\.[01]")
_AUTHORITY = re.compile(r"[^\s/?#@\\]+:\d{1,5}")
_PLAIN = re.compile(r"http://[^/?#]+(?P<path>[^#]*)", re.IGNORECASE)
_OF_A_CONNECTION = frozenset(
    {b"connection", b"keep-alive", b"proxy-connection", b"proxy-authorization", b"upgrade", b"te", b"trailer"}
)
_STATUS = re.compile(rb"HTTP/1\.[01] (?P<status>\d{3})(?: .*)?", re.DOTALL)
_INFORMATION = range(100, 200)
_OK = range(200, 300)
_WHO_ARE_YOU = (
    b'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="openness"\r\n'
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)
_NO_WAY = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_OPEN = b"HTTP/1.1 200 Connection established\r\n\r\n"


class _NotMeant(Exception):  # noqa: N818  (its name is what it is)
    """What came is no request of a browser, or no answer to one, or more than may come."""


class Account:
    """The connections of one context of the browser, and what they may still carry.

    ``shut`` is why nothing could be fetched from a host; ``port`` and ``password`` are for the browser.
    """

    def __init__(self, port: int) -> None:
        """Open an account with a name and a password that nobody can guess."""
        self.port = port
        self.name = secrets.token_hex(8)
        self.password = secrets.token_urlsafe(24)
        self.shut: dict[str, Fetched] = {}
        self.bytes_left = 0
        self.tasks: set[asyncio.Task[None]] = set()

    @property
    def server(self) -> str:
        """The address of the proxy."""
        return f"http://{_LOOPBACK}:{self.port}"

    @property
    def token(self) -> bytes:
        """What stands in the header of a request."""
        return b"Basic " + b64encode(f"{self.name}:{self.password}".encode())

    def refill(self, count: int) -> None:
        """Let so many bytes more be loaded; what was left is forfeited."""
        self.bytes_left = count

    def spend(self, count: int) -> None:
        """Pay for bytes. Raises _NotMeant where there is nothing left to pay with."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise _NotMeant


class _Request(NamedTuple):
    method: bytes
    target: str
    fields: list[bytes]

    def field(self, name: bytes) -> bytes:
        return next((value.strip() for key, value in map(_pair, self.fields) if key == name), b"")


class Proxy:
    """``open_proxy`` makes one; accounts are opened and closed with the contexts of a browser."""

    def __init__(self, gate: Gate) -> None:
        """Ask the gate of every connection."""
        self._gate = gate
        self._accounts: dict[bytes, Account] = {}
        self._unknown: set[asyncio.Task[None]] = set()
        self.port = 0

    def open_account(self) -> Account:
        """Let one more context in."""
        account = Account(self.port)
        self._accounts[account.token] = account
        return account

    def close_account(self, account: Account) -> None:
        """Close all connections of a context, and let no more in."""
        self._accounts.pop(account.token, None)
        for task in account.tasks:
            task.cancel()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection of the browser, whatever comes over it."""
        task = asyncio.current_task()
        assert task is not None  # noqa: S101  (a server makes one for every connection)
        self._unknown.add(task)
        account = None
        try:
            async with asyncio.timeout(_SECONDS):
                request = await _read_request(reader)
            account = self._accounts.get(request.field(b"proxy-authorization"))
            if account is None or len(account.tasks) >= _MOST_CONNECTIONS:
                writer.write(_NO_WAY if account else _WHO_ARE_YOU)
                return
            self._unknown.discard(task)
            account.tasks.add(task)
            await self._answer(account, request, reader, writer)
        except (_NotMeant, OSError, EOFError, ValueError, asyncio.LimitOverrunError):
            pass
        except asyncio.CancelledError:
            pass  # its end: nobody waits for it
        finally:
            self._unknown.discard(task)
            if account:
                account.tasks.discard(task)
            writer.close()

    async def close(self) -> None:
        """Close all connections."""
        open_now = self._unknown.union(*(account.tasks for account in self._accounts.values()))
        for task in open_now:
            task.cancel()
        await asyncio.gather(*open_now, return_exceptions=True)

    async def _answer(
        self, account: Account, request: _Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        is_tunnel = request.method == b"CONNECT"
        if not (_AUTHORITY if is_tunnel else _PLAIN).fullmatch(request.target):
            raise _NotMeant
        # as a page names it: without the port that goes without saying
        url = f"https://{request.target.removesuffix(':443')}/" if is_tunnel else request.target
        try:
            place = await self._gate.place(url)
            there, out = await _connect(place)
        except ShutError as error:
            account.shut[host_of(url)] = error.meaning
            if is_tunnel:
                writer.write(_NO_WAY)
            return  # a page without TLS gets no answer at all: none that a site could give means the same
        account.shut.pop(host_of(url), None)
        try:
            if is_tunnel:
                await _open_tunnel(request, place, there, out)
                writer.write(_OPEN)
                await _both(account, (reader, out), (there, writer))
            else:
                await _pass_on(account, request, place, reader, out)
                await _first(_pass_back(account, there, writer), _gone(reader))
        finally:
            out.close()


@asynccontextmanager
async def open_proxy(gate: Gate) -> AsyncIterator[Proxy]:
    """Serve as long as the context."""
    proxy = Proxy(gate)
    server = await asyncio.start_server(proxy.serve, _LOOPBACK, 0, limit=_HEAD_BYTES)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        await proxy.close()
        gate.close()


async def _connect(place: Place) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect to the first address that can be connected to. Raises ShutError."""
    failure: OSError = TimeoutError()
    for address in place.addresses:
        try:
            async with asyncio.timeout(_SECONDS):
                return await asyncio.open_connection(
                    address,
                    place.port,
                    limit=_HEAD_BYTES,
                    ssl=True if place.tls_name else None,
                    server_hostname=place.tls_name,
                )
        except OSError as error:
            failure = error
    if place.is_proxy:
        raise ShutError(Fetched(CheckResult.BLOCKED, LinkCause.PROXY))
    raise ShutError(meaning_of(failure)) from failure


async def _open_tunnel(request: _Request, place: Place, there: asyncio.StreamReader, out: asyncio.StreamWriter) -> None:
    """Ask the proxy on the way, if any, for a tunnel. Raises _NotMeant where it opens none."""
    if not place.is_proxy:
        return
    target = request.target.encode()
    lines = [b"CONNECT " + target + b" HTTP/1.1", b"Host: " + target, *_authorization(place)]
    out.write(b"\r\n".join(lines) + b"\r\n\r\n")
    async with asyncio.timeout(_SECONDS):
        status, _fields = await _read_status(there)
    if status not in _OK:
        raise _NotMeant


async def _pass_on(
    account: Account, request: _Request, place: Place, reader: asyncio.StreamReader, out: asyncio.StreamWriter
) -> None:
    """Send one request on, and nothing of what follows it: that may be for another site."""
    match = _PLAIN.fullmatch(request.target)
    length = request.field(b"content-length") or b"0"
    if match is None or not length.isdigit() or request.field(b"transfer-encoding"):
        raise _NotMeant
    path = match["path"] if match["path"].startswith("/") else f"/{match['path']}"
    target = (request.target if place.is_proxy else path).encode()
    lines = [request.method + b" " + target + b" HTTP/1.1", *_kept(request.fields), *_authorization(place)]
    out.write(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n")
    left = int(length[:18])
    while left:
        piece = await reader.read(min(left, _PIECE))
        if not piece:
            raise EOFError
        account.spend(len(piece))
        left -= len(piece)
        out.write(piece)
        await out.drain()


async def _pass_back(account: Account, there: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass one answer back, and say that the connection ends with it."""
    while True:
        status, fields = await _read_status(there)
        if status not in _INFORMATION:
            break
    lines = [b"HTTP/1.1 %d ." % status, *_kept(fields), b"Connection: close"]
    writer.write(b"\r\n".join(lines) + b"\r\n\r\n")
    await _pour(account, there, writer)


async def _both(account: Account, *ways: tuple[asyncio.StreamReader, asyncio.StreamWriter]) -> None:
    """Let by what is said in both directions until one side has ended."""
    await _first(*(_pour(account, reader, writer) for reader, writer in ways))


async def _first(*works: Coroutine[Any, Any, None]) -> None:
    """Do all at once until the first has ended; the others are left."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _gone(reader: asyncio.StreamReader) -> None:
    """Wait until the browser has had enough: a site may keep its connection open for ever. More it may not say."""
    while await reader.read(_PIECE):
        pass


async def _pour(account: Account, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(_PIECE):
        account.spend(len(piece))
        writer.write(piece)
        await writer.drain()


async def _read_request(reader: asyncio.StreamReader) -> _Request:
    first, *fields = (await reader.readuntil(b"\r\n\r\n"))[:-4].split(b"\r\n")
    match = _REQUEST.fullmatch(first)
    if match is None:
        raise _NotMeant
    return _Request(match["method"], match["target"].decode("ascii"), fields)


async def _read_status(reader: asyncio.StreamReader) -> tuple[int, list[bytes]]:
    first, *fields = (await reader.readuntil(b"\r\n\r\n"))[:-4].split(b"\r\n")
    match = _STATUS.fullmatch(first)
    if match is None:
        raise _NotMeant
    return int(match["status"]), fields


def _kept(fields: list[bytes]) -> list[bytes]:
    """Return the lines of a head that are not about the connection."""
    return [field for field in fields if _pair(field)[0] not in _OF_A_CONNECTION]


def _pair(field: bytes) -> tuple[bytes, bytes]:
    name, _colon, value = field.partition(b":")
    return name.strip().lower(), value


def _authorization(place: Place) -> list[bytes]:
    return [b"Proxy-Authorization: " + place.authorization] if place.authorization else []
