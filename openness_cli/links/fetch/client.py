"""The client: connections, redirects, bounds, and what an answer means."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pycurl
from yarl import URL

from openness_cli.links.asked import look_at
from openness_cli.links.checker import Fetch, Fetched, GoTo, LeftAlone, stay
from openness_cli.links.content_check import Content, fault_of, is_page
from openness_cli.links.fetch._answers import OK, Answer, Bounds
from openness_cli.links.fetch._failures import TransferError, Unusable, failure_of, one_line
from openness_cli.links.fetch._transfers import Transfers, Way
from openness_cli.links.fetch._vetting import (
    LookUp,
    Resolver,
    environment_proxies,
    is_public,
    literal_address,
    look_up,
    proxy_of,
    vetted,
)
from openness_cli.links.pages.judging import judge
from openness_cli.links.pages.page import Page, read_page
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
_GATEWAY = frozenset({502, 503, 504})
_NO_CONTENT = frozenset({204, 205})
_FAILED = {404: LinkCause.NOT_FOUND, 410: LinkCause.NOT_FOUND}
_FAILED_BY_HUNDREDS = {4: LinkCause.CLIENT_ERROR, 5: LinkCause.SERVER_ERROR}
# what may be the fault of a connection that served before
_OF_A_CONNECTION = frozenset({LinkCause.RESET, LinkCause.BAD_ANSWER})


class Manners(NamedTuple):
    """How to fetch: the name given to sites, which IP addresses may be connected to, whether through proxies."""

    agent: str
    may_connect: Callable[[str], bool] = is_public
    use_proxies: bool = False  # those that the environment names; a name behind one is resolved by the proxy
    bounds: Bounds = Bounds()
    asks: Mapping[str, tuple[str, ...]] = {}  # words that pages have to show


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
    proxies = environment_proxies() if manners.use_proxies else {}
    resolver = Resolver(find, manners.may_connect)
    async with pycurl.AsyncCurlMulti() as multi:
        try:
            transfers = Transfers(multi, manners.agent, manners.may_connect, authorities)
            yield _Fetcher(manners, transfers, resolver, proxies).fetch
        finally:
            resolver.close()


@dataclass
class _Trail:
    """How far a fetch got: what is told of it even when it ends in an error."""

    final_url: str
    begin: float
    ends: float
    status: int | None = None
    tls_expires: str = ""
    is_redirected: bool = False

    @property
    def seconds_left(self) -> float:
        """How long the fetch may still take. Raises TimeoutError where that is over."""
        if (seconds := self.ends - time.monotonic()) > 0:
            return seconds
        raise TimeoutError

    def wait(self, seconds: float) -> None:
        """Let the time of a wait for a turn count for nothing."""
        self.begin += seconds
        self.ends += seconds


class _Fetcher(NamedTuple):
    manners: Manners
    transfers: Transfers
    resolver: Resolver
    proxies: Mapping[str, URL]

    async def fetch(self, url: str, go_to: GoTo = stay) -> Fetched:
        """Fetch one address, with every redirect. The time spent waiting for a turn elsewhere does not count."""
        begin = time.monotonic()
        trail = _Trail(url, begin, begin + self.manners.bounds.seconds)
        try:
            found = await self._follow(url, trail, go_to)
        except LeftAlone:
            raise
        except Exception as error:  # noqa: BLE001  (whatever a site sends, it is a result)
            found = failure_of(error)
        return found._replace(
            final_url=trail.final_url,
            status=trail.status if found.cause is not LinkCause.PROXY else None,
            milliseconds=round((time.monotonic() - trail.begin) * 1000),
            tls_expires=trail.tls_expires,
            is_redirected=trail.is_redirected,
        )

    async def _follow(self, url: str, trail: _Trail, go_to: GoTo) -> Fetched:
        current = vetted(url, self.manners.may_connect)
        for _redirect in range(self.manners.bounds.redirects + 1):
            trail.tls_expires = ""
            proxy = proxy_of(current, self.proxies)
            answer = await self._ask(current, proxy, trail)
            if answer.status not in _REDIRECTS:
                page = _page_of(url, trail.final_url, answer)
                sent_on = self._sent_on(page, current)
                if sent_on is None:
                    is_relayed = proxy is not None and current.scheme == "http"
                    return self._judge(url, trail.final_url, answer, page, is_relayed=is_relayed)
                following = sent_on
            elif target := answer.headers.get("location"):
                following = vetted(target, self.manners.may_connect, current)
            else:
                return Fetched(CheckResult.FAILED, LinkCause.REDIRECT, "without a place to go")
            if (host := host_of(str(following))) != host_of(str(current)):
                begin = time.monotonic()
                await go_to(host)
                trail.wait(time.monotonic() - begin)
            current = following
            trail.is_redirected, trail.final_url = True, str(current)
        return Fetched(CheckResult.FAILED, LinkCause.REDIRECT, f"more than {self.manners.bounds.redirects} redirects")

    def _sent_on(self, page: Page | None, current: URL) -> URL | None:
        """Return where a page sends its visitors on by itself, as far as browsers follow. Raises Unusable."""
        if page is None or not page.refresh:
            return None
        try:
            following = vetted(page.refresh, self.manners.may_connect, current)
        except Unusable as error:
            if error.cause is LinkCause.PRIVATE_ADDRESS:
                raise
            return None
        return following if following != current else None

    async def _ask(self, url: URL, proxy: URL | None, trail: _Trail) -> Answer:
        """Ask for an address; once more on a new connection: an old one may be closed, or hold another's rest."""
        way = await self._way_to(url, proxy, trail)
        try:
            return await self._try(way, trail, is_fresh=False)
        except (TransferError, Unusable) as error:
            if failure_of(error).cause not in _OF_A_CONNECTION:
                raise
            return await self._try(way, trail, is_fresh=True)

    async def _way_to(self, url: URL, proxy: URL | None, trail: _Trail) -> Way:
        """Find the addresses to connect to: those of the site, or of the proxy, which may be anywhere."""
        near = proxy or url
        host, port = near.raw_host or "", near.port or 0
        if literal_address(host):
            return Way(url, proxy, "", frozenset({host.strip("[]")} if proxy else ()))
        find = self.resolver.found if proxy else self.resolver.allowed
        try:
            async with asyncio.timeout(trail.seconds_left):
                addresses = await find(host, port)
        except (OSError, Unusable) as error:
            if proxy:
                raise TransferError(pycurl.E_COULDNT_RESOLVE_PROXY, str(error), 0) from error
            raise
        places = ",".join(f"[{address}]" if ":" in address else address for address in addresses)
        return Way(url, proxy, f"+{host}:{port}:{places}", frozenset(addresses if proxy else ()))

    async def _try(self, way: Way, trail: _Trail, *, is_fresh: bool) -> Answer:
        answer = Answer(self.manners.bounds)
        try:
            await self.transfers.make(way, answer, trail.seconds_left, is_fresh=is_fresh)
            answer.check_end()
        finally:
            trail.status = answer.status
            trail.tls_expires = self.transfers.expiry(way)
        return answer

    def _judge(self, url: str, final_url: str, answer: Answer, page: Page | None, *, is_relayed: bool) -> Fetched:
        status, headers = answer.status or 0, answer.headers
        content_type = one_line(headers.get("content-type", ""))
        if status not in OK:
            # a gateway is the proxy itself, for all that can be known
            blocked = LinkCause.PROXY if is_relayed and status in _GATEWAY else _BLOCKED.get(status)
            failed = _FAILED.get(status) or _FAILED_BY_HUNDREDS.get(status // 100, LinkCause.BAD_ANSWER)
            return Fetched(
                CheckResult.BLOCKED if blocked else CheckResult.FAILED,
                blocked or failed,
                content_type=content_type,
                retry_after=_seconds_to_wait(headers.get("retry-after", "")),
            )
        body = answer.body
        fault = LinkCause.EMPTY if status in _NO_CONTENT else fault_of(url, final_url, _content_of(answer))
        result = CheckResult.FAILED if fault else CheckResult.OK
        if fault is not None:
            page = None
        elif page is not None:
            result, fault = judge(page)
        asked = self.manners.asks.get(url, ()) if result is CheckResult.OK else ()
        shown = look_at(asked, page, _content_of(answer), _charset_of(content_type))
        return Fetched(
            result,
            fault,
            size=body.size,
            digest=body.digest,
            content_type=content_type,
            is_partial=body.is_partial,
            page=page,
            title=shown.title,
            contains=shown.contains,
        )


def _content_of(answer: Answer) -> Content:
    return Content(answer.body.head, answer.body.size, one_line(answer.headers.get("content-type", "")))


def _page_of(url: str, final_url: str, answer: Answer) -> Page | None:
    """Return the page that came, as far as it was read; None where it is none, or an error."""
    content = _content_of(answer)
    if answer.status not in OK or not is_page(url, content):
        return None
    return read_page(content.head, _charset_of(content.type), final_url)._replace(asked=url)


def _charset_of(content_type: str) -> str:
    for parameter in content_type.split(";")[1:]:
        name, _equals, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""


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
