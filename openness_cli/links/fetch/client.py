"""The client: connections, redirects, bounds, and what an answer means."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pycurl
from yarl import URL

from openness_cli.links.checker import Fetch, Fetched, GoTo, LeftAlone, stay
from openness_cli.links.content_check import Content, fault_of
from openness_cli.links.fetch._answers import OK, Answer, Bounds, NotUnderstood
from openness_cli.links.fetch._failures import TransferError, failure_of, one_line
from openness_cli.links.fetch._transfers import Transfers, Way
from openness_cli.links.fetch._vetting import (
    LookUp,
    Proxies,
    Refused,
    Resolver,
    Vetter,
    environment_proxies,
    is_public,
    look_up,
)
from openness_cli.model.availability import CheckResult, LinkCause
from openness_cli.scoring.addresses import host_of

__all__ = ["Bounds", "Manners", "is_public", "open_fetch"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# 511 is the word of the network on the way, as in a hotel, not of the site
_BLOCKED = {
    401: LinkCause.SIGN_IN,
    403: LinkCause.FORBIDDEN,
    407: LinkCause.PROXY,
    429: LinkCause.TOO_MANY,
    511: LinkCause.PROXY,
}
_GONE = frozenset({404, 410})
_GATEWAY = frozenset({502, 503, 504})
_NO_CONTENT = frozenset({204, 205})
_CLIENT_ERROR, _SERVER_ERROR = range(400, 500), range(500, 600)
# what may be the fault of a connection that served before
_OF_A_CONNECTION = frozenset({LinkCause.RESET, LinkCause.BAD_ANSWER})


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
    manners: Manners, *, authorities: Path | None = None, find: LookUp = look_up
) -> AsyncIterator[Fetch]:
    """Return a function that fetches, with connections that live as long as the context.

    What it returns it returns for anything that a site or a network does; it raises nothing, unless it is cancelled or
    the context is left meanwhile. ``authorities`` is a file of those whose certificates are trusted (else the system's
    are); ``find`` finds the addresses of a name (else the system does): what it finds is looked at either way. Raises
    UsageError for a proxy of the environment that is no address. The event loop has to be one that watches sockets:
    that of Windows does not, unless it is asked for.
    """
    proxies = environment_proxies() if manners.use_proxies else Proxies({})
    resolver = Resolver(find, manners.may_connect)
    async with pycurl.AsyncCurlMulti() as multi:
        try:
            transfers = Transfers(multi, manners.agent, manners.may_connect, authorities)
            yield _Fetcher(manners, transfers, resolver, proxies).fetch
        finally:
            resolver.close()


class _Trail:
    """How far a fetch got: what is told of it even when it ends in an error."""

    def __init__(self, url: str, seconds: float) -> None:
        self.final_url = url
        self.status: int | None = None
        self.redirects = 0
        self.tls_expires = ""
        self.begin = time.monotonic()
        self._ends = self.begin + seconds

    @property
    def seconds_left(self) -> float:
        """How long the fetch may still take. Raises TimeoutError where that is over."""
        if (seconds := self._ends - time.monotonic()) > 0:
            return seconds
        raise TimeoutError

    def wait(self, seconds: float) -> None:
        """Let the time of a wait for a turn count for nothing."""
        self.begin += seconds
        self._ends += seconds


class _Fetcher:
    def __init__(self, manners: Manners, transfers: Transfers, resolver: Resolver, proxies: Proxies) -> None:
        self._bounds = manners.bounds
        self._transfers = transfers
        self._resolver = resolver
        self._proxies = proxies
        self._vetter = Vetter(manners.may_connect)

    async def fetch(self, url: str, go_to: GoTo = stay) -> Fetched:
        """Fetch one address, with every redirect. The time spent waiting for a turn elsewhere does not count."""
        trail = _Trail(url, self._bounds.seconds)
        try:
            found = await self._follow(url, trail, go_to)
        except LeftAlone:
            raise
        except Exception as error:  # noqa: BLE001  (whatever a site sends, it is a result)
            found = failure_of(error)
        return Fetched(
            result=found.result,
            cause=found.cause,
            detail=found.detail,
            final_url=trail.final_url,
            status=trail.status if found.cause is not LinkCause.PROXY else None,
            size=found.size,
            digest=found.digest,
            content_type=found.content_type,
            milliseconds=round((time.monotonic() - trail.begin) * 1000),
            is_partial=found.is_partial,
            tls_expires=trail.tls_expires,
            retry_after=found.retry_after,
            is_redirected=trail.redirects > 0,
        )

    async def _follow(self, url: str, trail: _Trail, go_to: GoTo) -> Fetched:
        current = self._vetter.vetted(url)
        for _redirect in range(self._bounds.redirects + 1):
            trail.tls_expires = ""
            proxy = self._proxies.of(current)
            answer = await self._ask(current, proxy, trail)
            if answer.status not in _REDIRECTS:
                is_relayed = proxy is not None and current.scheme == "http"
                return self._judge(url, trail.final_url, answer, is_relayed=is_relayed)
            target = answer.headers.get("location")
            if not target:
                return Fetched(CheckResult.FAILED, LinkCause.REDIRECT, "without a place to go")
            following = self._vetter.vetted(target, current)
            if (host := host_of(str(following))) != host_of(str(current)):
                begin = time.monotonic()
                await go_to(host)
                trail.wait(time.monotonic() - begin)
            current = following
            trail.redirects += 1
            trail.final_url = str(current)
        return Fetched(CheckResult.FAILED, LinkCause.REDIRECT, f"more than {self._bounds.redirects} redirects")

    async def _ask(self, url: URL, proxy: URL | None, trail: _Trail) -> Answer:
        """Ask for an address; once more on a new connection where one broke off or sent what cannot be meant.

        It may have been an old one, closed meanwhile, or with the rest of another answer in it.
        """
        way = await self._way_to(url, proxy, trail)
        try:
            return await self._try(way, trail, is_fresh=False)
        except (TransferError, NotUnderstood) as error:
            if failure_of(error).cause not in _OF_A_CONNECTION:
                raise
            return await self._try(way, trail, is_fresh=True)

    async def _way_to(self, url: URL, proxy: URL | None, trail: _Trail) -> Way:
        """Find the addresses to connect to: those of the site, or of the proxy, which may be anywhere."""
        near = proxy or url
        host, port = near.raw_host or "", near.port or 0
        if self._vetter.is_literal(host):
            return Way(url, proxy, "", frozenset({host.strip("[]")} if proxy else ()))
        find = self._resolver.found if proxy else self._resolver.allowed
        try:
            async with asyncio.timeout(trail.seconds_left):
                addresses = await find(host, port)
        except (OSError, Refused) as error:
            if proxy:
                raise TransferError(pycurl.E_COULDNT_RESOLVE_PROXY, str(error), 0) from error
            raise
        places = ",".join(f"[{address}]" if ":" in address else address for address in addresses)
        return Way(url, proxy, f"+{host}:{port}:{places}", frozenset(addresses if proxy else ()))

    async def _try(self, way: Way, trail: _Trail, *, is_fresh: bool) -> Answer:
        answer = Answer(self._bounds)
        try:
            await self._transfers.make(way, answer, trail.seconds_left, is_fresh=is_fresh)
            answer.check_end()
        finally:
            trail.status = answer.status
            trail.tls_expires = self._transfers.expiry(way)
        return answer

    def _judge(self, url: str, final_url: str, answer: Answer, *, is_relayed: bool) -> Fetched:
        status, headers = answer.status or 0, answer.headers
        content_type = one_line(headers.get("content-type", ""))
        if status not in OK:
            waits = _seconds_to_wait(headers.get("retry-after", ""))
            if is_relayed and status in _GATEWAY:
                # the proxy's own word, for all that can be known
                return Fetched(CheckResult.BLOCKED, LinkCause.PROXY, content_type=content_type, retry_after=waits)
            cause = _BLOCKED.get(status)
            result = CheckResult.BLOCKED if cause else CheckResult.FAILED
            return Fetched(result, cause or _cause_of_status(status), content_type=content_type, retry_after=waits)
        body = answer.body
        content = Content(body.head, body.size, _charset_of(content_type), content_type)
        fault = LinkCause.EMPTY if status in _NO_CONTENT else fault_of(url, final_url, content)
        return Fetched(
            CheckResult.FAILED if fault else CheckResult.OK,
            fault,
            size=body.size,
            digest=body.digest,
            content_type=content_type,
            is_partial=body.is_partial,
        )


def _charset_of(content_type: str) -> str:
    for parameter in content_type.split(";")[1:]:
        name, _equals, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""


def _cause_of_status(status: int) -> LinkCause:
    if status in _GONE:
        return LinkCause.NOT_FOUND
    if status in _CLIENT_ERROR:
        return LinkCause.CLIENT_ERROR
    return LinkCause.SERVER_ERROR if status in _SERVER_ERROR else LinkCause.BAD_ANSWER


def _seconds_to_wait(value: str) -> float | None:
    """Return the seconds that a site asks to wait (Retry-After), given as such or as a date."""
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:9])
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  (heavy, and few sites name a date)

    try:
        until = parsedate_to_datetime(value)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max((until - datetime.now(UTC)).total_seconds(), 0.0)
    except (ValueError, OverflowError):
        return None
