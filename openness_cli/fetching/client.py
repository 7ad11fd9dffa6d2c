"""The client: sessions, redirects, bounds, and what an answer means."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from openness_cli.addresses import host_of
from openness_cli.availability import CheckResult, Fetched
from openness_cli.causes import Cause
from openness_cli.checking import Fetch, GoTo, LeftAlone, stay
from openness_cli.contents import Content, fault_of
from openness_cli.fetching.bodies import MEGABYTE, let_go, read_body
from openness_cli.fetching.failures import failure_of, one_line
from openness_cli.fetching.vetting import Proxies, Vetter, VettingResolver, environment_proxies
from openness_cli.public_ips import is_public

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# 511 is the word of the network on the way, as in a hotel, not of the site
_BLOCKED = {401: Cause.SIGN_IN, 403: Cause.FORBIDDEN, 407: Cause.PROXY, 429: Cause.TOO_MANY, 511: Cause.PROXY}
_GONE = frozenset({404, 410})
_GATEWAY = frozenset({502, 503, 504})
_NO_CONTENT = frozenset({204, 205})
_OK, _CLIENT_ERROR, _SERVER_ERROR = range(200, 300), range(400, 500), range(500, 600)


class Bounds(NamedTuple):
    """What one fetch may cost: seconds for all of it, bytes as they come and unpacked, redirects, bytes of headers."""

    seconds: float = 30
    bytes: int = 32 * MEGABYTE
    redirects: int = 10
    header_bytes: int = 16 * 1024
    headers: int = 128


class Manners(NamedTuple):
    """How to fetch: the name given to sites, which IP addresses may be connected to, whether through proxies.

    The proxies are those that the environment names; a name behind one is resolved by the proxy.
    """

    agent: str
    may_connect: Callable[[str], bool] = is_public
    use_proxies: bool = False
    bounds: Bounds = Bounds()


@asynccontextmanager
async def open_fetch(
    manners: Manners, *, tls: ssl.SSLContext | None = None, resolver: AbstractResolver | None = None
) -> AsyncIterator[Fetch]:
    """Return a function that fetches, with connections that live as long as the context.

    What it returns it returns for anything that a site or a network does: it never raises. ``tls`` says which
    certificates are trusted (else the system's); ``resolver`` finds the addresses of a name (else the system does):
    what it finds is looked at either way. Raises UsageError for a proxy of the environment that is no address.
    """
    proxies = environment_proxies() if manners.use_proxies else Proxies({})
    looked_at = VettingResolver(resolver or aiohttp.ThreadedResolver(), manners.may_connect, proxies)

    def session(*, keep_alive: bool) -> aiohttp.ClientSession:
        connector = _Connector(resolver=looked_at, limit=0, ttl_dns_cache=60, force_close=not keep_alive)
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": manners.agent, "Accept": "*/*", "Accept-Encoding": "gzip"},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=manners.bounds.seconds),
            auto_decompress=False,
            trust_env=False,
            max_line_size=manners.bounds.header_bytes,
            max_field_size=manners.bounds.header_bytes,
            max_headers=manners.bounds.headers,
        )

    async with session(keep_alive=True) as usual, session(keep_alive=False) as fresh:
        yield _Fetcher(usual, fresh, manners, proxies, tls).fetch


_expiry: ContextVar[str] = ContextVar("expiry", default="")
_LAST_YEAR = 9998


class _Connector(aiohttp.TCPConnector):
    """Connections that tell when the certificate of the site ends, and on which nothing is left from before."""

    async def connect(self, req: Any, traces: Any, timeout: Any) -> Any:  # noqa: ANN401, ASYNC109  (aiohttp's own signature)
        connection = await super().connect(req, traces, timeout)
        # what came unasked would be taken for the answer to this request
        while getattr(connection.protocol, "_buffer", None):
            connection.close()
            connection = await super().connect(req, traces, timeout)
        if req.is_ssl():
            _note_expiry(connection)
        return connection


def _note_expiry(connection: Any) -> None:  # noqa: ANN401  (likewise)
    transport = connection.transport
    certificate = transport.get_extra_info("peercert") if transport else None
    ends = certificate.get("notAfter") if certificate else None
    if ends:
        moment = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)
        # the year 9999 means that there is no end
        if moment.year <= _LAST_YEAR:
            _expiry.set(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


class _Trail:
    """How far a fetch got: what is told of it even when it ends in an error."""

    def __init__(self, url: str) -> None:
        self.final_url = url
        self.status: int | None = None
        self.redirects = 0
        self.waited = 0.0


class _Fetcher:
    def __init__(
        self,
        usual: aiohttp.ClientSession,
        fresh: aiohttp.ClientSession,
        manners: Manners,
        proxies: Proxies,
        tls: ssl.SSLContext | None,
    ) -> None:
        self._usual = usual
        self._fresh = fresh
        self._bounds = manners.bounds
        self._proxies = proxies
        self._tls = tls
        self._vetter = Vetter(manners.may_connect)

    async def fetch(self, url: str, go_to: GoTo = stay) -> Fetched:
        """Fetch one address, with every redirect. The time spent waiting for a turn elsewhere does not count."""
        begin = time.monotonic()
        trail = _Trail(url)
        try:
            async with asyncio.timeout(self._bounds.seconds) as limit:
                found = await self._follow(url, trail, _patient(go_to, limit, trail))
        except LeftAlone:
            raise
        except Exception as error:  # noqa: BLE001  (whatever a site sends, it is a result)
            found = failure_of(error)
        return Fetched(
            result=found.result,
            cause=found.cause,
            detail=found.detail,
            final_url=trail.final_url,
            status=trail.status if found.cause is not Cause.PROXY else None,
            size=found.size,
            digest=found.digest,
            content_type=found.content_type,
            milliseconds=round((time.monotonic() - begin - trail.waited) * 1000),
            is_partial=found.is_partial,
            tls_expires=_expiry.get(),
            retry_after=found.retry_after,
            is_redirected=trail.redirects > 0,
        )

    async def _follow(self, url: str, trail: _Trail, go_to: GoTo) -> Fetched:
        current = self._vetter.vetted(url)
        for _redirect in range(self._bounds.redirects + 1):
            if _expiry.get():
                _expiry.set("")
            proxy = self._proxies.of(current)
            async with await self._ask(current, proxy) as response:
                trail.status = response.status
                if response.status not in _REDIRECTS:
                    return await self._judge(url, trail.final_url, response, is_proxied=proxy is not None)
                target = response.headers.get("Location")
                if not target:
                    return Fetched(CheckResult.FAILED, Cause.REDIRECT, "without a place to go")
                following = self._vetter.vetted(target, current)
                await let_go(response)
            if (host := host_of(str(following))) != host_of(str(current)):
                await go_to(host)
            current = following
            trail.redirects += 1
            trail.final_url = str(current)
        return Fetched(CheckResult.FAILED, Cause.REDIRECT, f"more than {self._bounds.redirects} redirects")

    async def _ask(self, url: URL, proxy: str | None) -> aiohttp.ClientResponse:
        """Ask for an address; once more on a new connection where one broke off, which may have been an old one."""
        tls = self._context() if url.scheme == "https" else True
        try:
            return await self._usual.get(url, allow_redirects=False, proxy=proxy, ssl=tls)
        except (aiohttp.ClientConnectionError, OSError) as error:
            if failure_of(error).cause is not Cause.RESET:
                raise
            return await self._fresh.get(url, allow_redirects=False, proxy=proxy, ssl=tls)

    def _context(self) -> ssl.SSLContext:
        """Return what certificates are verified with; those of the system are read once, when they are needed."""
        if self._tls is None:
            self._tls = ssl.create_default_context()
        return self._tls

    async def _judge(self, url: str, final_url: str, response: aiohttp.ClientResponse, *, is_proxied: bool) -> Fetched:
        status, headers = response.status, response.headers
        content_type = one_line(headers.get("Content-Type", ""))
        if status not in _OK:
            waits = _seconds_to_wait(headers.get("Retry-After", "").strip())
            await let_go(response)
            if is_proxied and status in _GATEWAY and response.url.scheme == "http":
                # the proxy's own word, for all that can be known
                return Fetched(CheckResult.BLOCKED, Cause.PROXY, content_type=content_type, retry_after=waits)
            cause = _BLOCKED.get(status)
            result = CheckResult.BLOCKED if cause else CheckResult.FAILED
            return Fetched(result, cause or _cause_of_status(status), content_type=content_type, retry_after=waits)
        body = await read_body(response, self._bounds.bytes)
        if body is None:
            coding = one_line(headers.get("Content-Encoding", ""))
            return Fetched(CheckResult.BLOCKED, Cause.LOCAL, f"packed as {coding}", content_type=content_type)
        content = Content(body.head, body.size, response.charset or "", content_type)
        fault = Cause.EMPTY if status in _NO_CONTENT else fault_of(url, final_url, content)
        return Fetched(
            CheckResult.FAILED if fault else CheckResult.OK,
            fault,
            size=body.size,
            digest=body.digest,
            content_type=content_type,
            is_partial=body.is_partial,
        )


def _patient(go_to: GoTo, limit: asyncio.Timeout, trail: _Trail) -> GoTo:
    """Stop the clock of a fetch while it waits for its turn."""

    async def go(host: str) -> None:
        now = asyncio.get_running_loop().time
        begin, ends = now(), limit.when()
        limit.reschedule(None)
        await go_to(host)
        waited = now() - begin
        trail.waited += waited
        limit.reschedule(None if ends is None else ends + waited)

    return go


def _cause_of_status(status: int) -> Cause:
    if status in _GONE:
        return Cause.NOT_FOUND
    if status in _CLIENT_ERROR:
        return Cause.CLIENT_ERROR
    return Cause.SERVER_ERROR if status in _SERVER_ERROR else Cause.BAD_ANSWER


def _seconds_to_wait(value: str) -> float | None:
    """Return the seconds that a site asks to wait (Retry-After), given as such or as a date."""
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max((until - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, OverflowError):
        return None
