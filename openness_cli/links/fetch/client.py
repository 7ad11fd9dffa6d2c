"""The client: connections, redirects, bounds, and what an answer means."""

import asyncio
import math
import ssl
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

import pycurl
from yarl import URL

from openness_cli.links.asked import look_at
from openness_cli.links.checker import Fetch, Fetched, GoTo, LeftAlone, stay
from openness_cli.links.content_check import Content, fault_of, is_page
from openness_cli.links.fetch._answers import OK, Answer, Bounds
from openness_cli.links.fetch._failures import TransferError, Unusable, failure_of, one_line
from openness_cli.links.fetch._old_tls import old_context, open_bridge
from openness_cli.links.fetch._shields import UNKNOWN, asks_to_sign_in, shield_of
from openness_cli.links.fetch._statuses import judged_by_status
from openness_cli.links.fetch._trail import Trail
from openness_cli.links.fetch._transfers import Names, Transfers, Way
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
from openness_cli.links.fetch._written import Target
from openness_cli.links.pages.judging import judge
from openness_cli.links.pages.page import Page, Trait, read_page
from openness_cli.links.received import Receiver
from openness_cli.model.availability import CheckResult, LinkCause
from openness_cli.scoring.addresses import host_of

__all__ = ["Bounds", "Manners", "is_public", "open_fetch"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NO_CONTENT = frozenset({204, 205})
# what may be the fault of a connection that served before
_OF_A_CONNECTION = frozenset({LinkCause.RESET, LinkCause.BAD_ANSWER})
# what is not believed before a second look
_LOOKED_AT_AGAIN = frozenset({LinkCause.NOT_FOUND, LinkCause.CLIENT_ERROR, LinkCause.SERVER_ERROR, LinkCause.RESET})
_CLOSED = frozenset({LinkCause.REFUSED_CONNECTION, LinkCause.NO_ROUTE, LinkCause.TIMEOUT, LinkCause.RESET})
_SECONDS_FOR_MORE = 10
_OFTEN = 20


class Manners(NamedTuple):
    """How to fetch: the name given to sites, which IP addresses may be connected to, whether through proxies."""

    agent: str
    may_connect: Callable[[str], bool] = is_public
    use_proxies: bool = False  # those that the environment names; a name behind one is resolved by the proxy
    bounds: Bounds = Bounds()
    language: str = ""  # Accept-Language of every fetch; without it only second looks have one
    asks: Mapping[str, tuple[str, ...]] = {}  # words that pages have to show


@asynccontextmanager
async def open_fetch(
    manners: Manners,
    *,
    authorities: Path | None = None,
    find: LookUp = look_up,
    receiver: Receiver | None = None,
) -> AsyncIterator[Fetch]:
    """Return a function that fetches, with connections that live as long as the context.

    What it returns it returns for anything that a site or a network does; it raises nothing, unless it is cancelled or
    the context is left meanwhile. ``authorities`` is a file of those whose certificates are trusted (else the system's
    are); ``find`` finds the addresses of a name (else the system does): what it finds is looked at either way. What
    every request and every redirect of a fetch is answered is kept by ``receiver``, whose errors are raised. Raises
    UsageError for a proxy of the environment that is no address. The event loop has to be one that watches sockets:
    that of Windows does not, unless it is asked for.
    """
    async with connected(manners, authorities, find) as (transfers, resolver, proxies):
        yield _Fetcher(manners, transfers, resolver, proxies, authorities, set(), Counter(), receiver).fetch


@asynccontextmanager
async def connected(
    manners: Manners, authorities: Path | None, find: LookUp
) -> AsyncIterator[tuple[Transfers, Resolver, Mapping[str, URL]]]:
    """Return what makes connections and finds the ways to them, as long as the context. Raises as ``open_fetch``."""
    proxies = environment_proxies() if manners.use_proxies else {}
    resolver = Resolver(find, manners.may_connect)
    async with pycurl.AsyncCurlMulti() as multi:
        try:
            names = Names(manners.agent, manners.language)
            yield Transfers(multi, names, manners.may_connect, authorities), resolver, proxies
        finally:
            resolver.close()


class _Fetcher(NamedTuple):
    manners: Manners
    transfers: Transfers
    resolver: Resolver
    proxies: Mapping[str, URL]
    authorities: Path | None
    seen_twice: set[str]
    honest: Counter[str]  # how often a site told programs and browsers the same of what is gone
    receiver: Receiver | None = None

    async def fetch(self, url: str, go_to: GoTo = stay) -> Fetched:
        """Fetch one address, with every redirect. The time spent waiting for a turn elsewhere does not count.

        What a browser may be told otherwise is asked for again as one would, once in the life of a client; what comes
        of that is what is found, and the first look goes with it. A site that has often told both the same is believed.
        """
        is_known = url in self.seen_twice
        found = await self._look(url, go_to, is_as_browser=is_known)
        host = host_of(url)
        is_believed = found.cause is LinkCause.NOT_FOUND and self.honest[host] >= _OFTEN
        if found.cause in _LOOKED_AT_AGAIN and not (is_known or is_believed):
            self.seen_twice.add(url)
            await go_to(host)
            first, found = found, await self._look(url, go_to, is_as_browser=True)
            found = found._replace(first=first)
            self.honest[host] += 1 if found.cause is first.cause else -_OFTEN
        return await self._by_https(url, found, go_to) if found.cause in _CLOSED and found.status is None else found

    async def _look(self, url: str, go_to: GoTo, *, is_as_browser: bool, seconds: float = math.inf) -> Fetched:
        begin = time.monotonic()
        ends = begin + min(self.manners.bounds.seconds, seconds)
        trail = Trail(url, begin, ends, is_as_browser=is_as_browser)
        try:
            found = await self._follow(url, trail, go_to)
        except LeftAlone:
            trail.let_go()
            raise
        except Exception as error:  # noqa: BLE001  (whatever a site sends, it is a result)
            found = failure_of(error)
        except BaseException:
            trail.let_go()
            raise
        found = found._replace(
            detail=found.detail or trail.note,
            final_url=trail.final_url,
            status=trail.status if found.cause is not LinkCause.PROXY else None,
            milliseconds=round((time.monotonic() - trail.begin) * 1000),
            tls_expires=trail.tls_expires,
            is_redirected=trail.is_redirected,
        )
        if self.receiver is None:
            return found
        return found._replace(kept=await self.receiver.keep(url, trail.received, found.digest))

    async def _by_https(self, url: str, found: Fetched, go_to: GoTo) -> Fetched:
        """Look whether a site that is closed at ``http://`` opens at ``https://``."""
        scheme, colon, rest = url.partition(":")
        if scheme.lower() != "http" or found.is_redirected or self.proxies:
            return found
        await go_to(host_of(url))
        secured = await self._look(f"https{colon}{rest}", go_to, is_as_browser=False, seconds=_SECONDS_FOR_MORE)
        if secured.result is not CheckResult.OK:
            return found
        said = ": ".join(filter(None, (found.cause and found.cause.value, found.detail)))
        return secured._replace(result=CheckResult.BLOCKED, cause=LinkCause.HTTP_CLOSED, detail=said, first=found.first)

    async def _follow(self, url: str, trail: Trail, go_to: GoTo) -> Fetched:
        current = vetted(url, self.manners.may_connect)
        for _redirect in range(self.manners.bounds.redirects + 1):
            trail.tls_expires = ""
            proxy = proxy_of(current.url, self.proxies)
            answer = await self._ask(current.url, proxy, trail)
            if answer.status not in _REDIRECTS:
                page = _page_of(url, trail.final_url, answer)
                sent_on = self._sent_on(page, current)
                if sent_on is None:
                    is_relayed = proxy is not None and current.url.scheme == "http"
                    page = page._replace(traits=page.traits | Trait.SCRIPTS) if page and trail.is_tested else page
                    return self._judge(url, trail.final_url, answer, page, is_relayed=is_relayed)
                following = sent_on
            elif target := answer.headers.get("location"):
                following = vetted(target, self.manners.may_connect, current)
            else:
                return Fetched(CheckResult.FAILED, LinkCause.REDIRECT, "without a place to go")
            trail.keep(current.url, answer.cookies)
            trail.is_tested |= bool(answer.cookies) and following.url == current.url
            if (host := host_of(str(following.url))) != host_of(str(current.url)):
                begin = time.monotonic()
                await go_to(host)
                trail.wait(time.monotonic() - begin)
            current = following
            trail.is_redirected, trail.final_url = True, current.shown
        said = f"more than {self.manners.bounds.redirects} redirects"
        if trail.jar is not None:  # a test of programs that this one did not pass
            return Fetched(CheckResult.BLOCKED, LinkCause.CHALLENGE, said)
        return Fetched(CheckResult.FAILED, LinkCause.REDIRECT, said)

    def _sent_on(self, page: Page | None, current: Target) -> Target | None:
        """Return where a page sends its visitors on by itself, as far as browsers follow. Raises Unusable."""
        if page is None or not page.refresh:
            return None
        try:
            following = vetted(page.refresh, self.manners.may_connect, current)
        except Unusable as error:
            if error.cause is LinkCause.PRIVATE_ADDRESS:
                raise
            return None
        return following if following.url != current.url else None

    async def _ask(self, url: URL, proxy: URL | None, trail: Trail) -> Answer:
        """Ask for an address; once more on a new connection: an old one may be closed, or hold another's rest."""
        way = await self._way_to(url, proxy, trail)
        try:
            return await self._try(way, trail, is_fresh=False)
        except (TransferError, Unusable) as error:
            cause = failure_of(error).cause
            if cause is LinkCause.OLD_HANDSHAKE and proxy is None:
                return await self._try_as_old(way, trail, error)
            if cause not in _OF_A_CONNECTION:
                raise
            return await self._try(way, trail, is_fresh=True)

    async def _try_as_old(self, way: Way, trail: Trail, error: Exception) -> Answer:
        """Ask once more by a handshake that old servers understand. Raises ``error`` where that comes to nothing."""
        host, port = way.url.raw_host or "", way.url.port or 0
        try:
            async with asyncio.timeout(min(trail.seconds_left, _SECONDS_FOR_MORE)):
                bridge = await open_bridge(way.places or (host,), port, host, old_context(self.authorities))
        except ssl.SSLCertVerificationError as refused:
            said = f"SSL certificate problem: {refused.verify_message}"
            raise TransferError(pycurl.E_PEER_FAILED_VERIFICATION, said, 0) from refused
        except OSError:
            raise error from None
        trail.note = f"old handshake: {error}"
        try:
            return await self._try(way._replace(bridge=bridge), trail, is_fresh=True)
        finally:
            await bridge.close()

    async def _way_to(self, url: URL, proxy: URL | None, trail: Trail) -> Way:
        """Find the addresses to connect to: those of the site, or of the proxy, which may be anywhere."""
        near = proxy or url
        host, port = near.raw_host or "", near.port or 0
        way = Way(url, proxy, cookies=trail.cookies_for(url), is_as_browser=trail.is_as_browser)
        if literal_address(host):
            return way._replace(exempt=frozenset({host.strip("[]")} if proxy else ()))
        find = self.resolver.found if proxy else self.resolver.allowed
        try:
            async with asyncio.timeout(trail.seconds_left):
                addresses = await find(host, port)
        except (OSError, Unusable) as error:
            if proxy:
                raise TransferError(pycurl.E_COULDNT_RESOLVE_PROXY, str(error), 0) from error
            raise
        places = ",".join(f"[{address}]" if ":" in address else address for address in addresses)
        known = f"+{host}:{port}:{places}"
        return way._replace(resolved=known, exempt=frozenset(addresses if proxy else ()), places=tuple(addresses))

    async def _try(self, way: Way, trail: Trail, *, is_fresh: bool) -> Answer:
        received = self.receiver.begin(str(way.url)) if self.receiver else None
        answer = Answer(self.manners.bounds, received)
        try:
            await self.transfers.make(way, answer, trail.seconds_left, is_fresh=is_fresh)
            answer.check_end()
        except Exception as error:
            answer.break_off("time" if failure_of(error).cause is LinkCause.TIMEOUT else "disconnect")
            raise
        finally:
            trail.status = answer.status
            trail.tls_expires = self.transfers.expiry(way)
            trail.take(received)
        return answer

    def _judge(self, url: str, final_url: str, answer: Answer, page: Page | None, *, is_relayed: bool) -> Fetched:
        status, headers = answer.status or 0, answer.headers
        content_type = one_line(headers.get("content-type", ""))
        may_be_page = status not in OK or not content_type or "html" in content_type.lower()
        shield = shield_of(headers, answer.body.head if may_be_page else b"", answer.body.size)
        if shield:
            return Fetched(CheckResult.BLOCKED, LinkCause.CHALLENGE, shield.strip(UNKNOWN), content_type=content_type)
        if status not in OK:
            return judged_by_status(status, headers, content_type, is_relayed=is_relayed)
        if asks_to_sign_in(url, final_url):
            return Fetched(CheckResult.BLOCKED, LinkCause.SIGN_IN, content_type=content_type)
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
