"""Something sent to one address: the manners are those of a fetch, redirects are not followed."""

import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pycurl

from openness_cli.links.checker import Fetched
from openness_cli.links.fetch._failures import failure_of
from openness_cli.links.fetch._transfers import Names, Sent, Transfers
from openness_cli.links.fetch._vetting import LookUp, Resolver, environment_proxies, look_up, proxy_of, vetted
from openness_cli.links.fetch.client import Manners, _Fetcher, _Trail

__all__ = ["Posted", "Sent", "post"]


class Posted(NamedTuple):
    """What came back: its status and the beginning of its body, as far as is read; or how it failed."""

    status: int | None = None
    body: bytes = b""
    failure: Fetched | None = None


async def post(
    url: str, sent: Sent, manners: Manners, *, authorities: Path | None = None, find: LookUp = look_up
) -> Posted:
    """Send something to an address and return what it answers, within bounds; the rest is as with ``open_fetch``."""
    proxies = environment_proxies() if manners.use_proxies else {}
    resolver = Resolver(find, manners.may_connect)
    async with pycurl.AsyncCurlMulti() as multi:
        try:
            names = Names(manners.agent, manners.language)
            transfers = Transfers(multi, names, manners.may_connect, authorities)
            return await _Poster(manners, transfers, resolver, proxies, authorities, set(), Counter()).post(url, sent)
        finally:
            resolver.close()


class _Poster(_Fetcher):
    async def post(self, url: str, sent: Sent) -> Posted:
        begin = time.monotonic()
        trail = _Trail(url, begin, begin + self.manners.bounds.seconds)
        try:
            current = vetted(url, self.manners.may_connect).url
            way = await self._way_to(current, proxy_of(current, self.proxies), trail)
            answer = await self._try(way._replace(sent=sent), trail, is_fresh=True)
        except Exception as error:  # noqa: BLE001  (whatever a site sends, it is a result)
            return Posted(trail.status, failure=failure_of(error))
        return Posted(answer.status, answer.body.head)
