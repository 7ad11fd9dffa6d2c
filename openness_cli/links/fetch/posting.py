"""Something sent to one address: the manners are those of a fetch, redirects are not followed."""

import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from openness_cli.links.checker import Fetched
from openness_cli.links.fetch._failures import failure_of
from openness_cli.links.fetch._trail import Trail
from openness_cli.links.fetch._transfers import Sent
from openness_cli.links.fetch._vetting import LookUp, look_up, proxy_of, vetted
from openness_cli.links.fetch.client import Manners, _Fetcher, connected

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
    async with connected(manners, authorities, find) as (transfers, resolver, proxies):
        return await _Poster(manners, transfers, resolver, proxies, authorities, set(), Counter()).post(url, sent)


class _Poster(_Fetcher):
    async def post(self, url: str, sent: Sent) -> Posted:
        begin = time.monotonic()
        trail = Trail(url, begin, begin + self.manners.bounds.seconds)
        try:
            current = vetted(url, self.manners.may_connect).url
            way = await self._way_to(current, proxy_of(current, self.proxies), trail)
            answer = await self._try(way._replace(sent=sent), trail, is_fresh=True)
        except Exception as error:  # noqa: BLE001  (whatever a site sends, it is a result)
            return Posted(trail.status, failure=failure_of(error))
        return Posted(answer.status, answer.body.head)
