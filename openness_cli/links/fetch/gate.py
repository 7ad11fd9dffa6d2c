"""What may be connected to, for those who connect by themselves: a browser, through its proxy."""

import asyncio
from base64 import b64encode
from typing import NamedTuple
from urllib.parse import unquote

from yarl import URL

from openness_cli.links.checker import Fetched
from openness_cli.links.fetch._failures import Unusable, failure_of
from openness_cli.links.fetch._shields import shield_of
from openness_cli.links.fetch._vetting import (
    LookUp,
    Resolver,
    environment_proxies,
    literal_address,
    look_up,
    proxy_of,
    vetted,
)
from openness_cli.links.fetch.client import Manners


class ShutError(Exception):
    """Nobody may or can go there; ``meaning`` is what a fetch would have found."""

    def __init__(self, meaning: Fetched) -> None:
        """Keep what it means."""
        super().__init__(meaning.detail)
        self.meaning = meaning


class Place(NamedTuple):
    """What to connect to: any of the addresses, each of them looked at.

    Where they are those of a proxy, ``is_proxy`` says so; ``tls_name`` is its name where it speaks TLS, and
    ``authorization`` what it is to be told, if anything.
    """

    addresses: tuple[str, ...]
    port: int
    is_proxy: bool = False
    tls_name: str | None = None
    authorization: bytes = b""


class Gate:
    """Finds out where a connection may go, by the same rules as a fetch."""

    def __init__(self, manners: Manners, find: LookUp = look_up) -> None:
        """Take over the rules of ``manners``. Raises UsageError for a proxy of the environment that is no address."""
        self._may_connect = manners.may_connect
        self._seconds = manners.bounds.seconds
        self._proxies = environment_proxies() if manners.use_proxies else {}
        self._resolver = Resolver(find, manners.may_connect)

    async def place(self, url: str) -> Place:
        """Return what to connect to for an address of the web. Raises ShutError."""
        try:
            target = vetted(url, self._may_connect).url
            proxy = proxy_of(target, self._proxies)
            near = proxy or target
            host, port = near.raw_host or "", near.port or 0
            if (literal := literal_address(host)) is not None:
                found = [literal]
            else:
                find = self._resolver.found if proxy else self._resolver.allowed
                async with asyncio.timeout(self._seconds):
                    found = await find(host, port)
        except (OSError, Unusable) as error:
            raise ShutError(failure_of(error)) from error
        if proxy is None:
            return Place(tuple(found), port)
        return Place(tuple(found), port, True, host if proxy.scheme == "https" else None, _authorization(proxy))

    def close(self) -> None:
        """Stop looking names up."""
        self._resolver.close()


def meaning_of(error: OSError) -> Fetched:
    """Return what an error of a connection means."""
    return failure_of(error)


def guard_of(page: bytes) -> str:
    """Return the name of what stands before a site and shows this in place of its page; empty where nothing does."""
    return shield_of({}, page, len(page))


def _authorization(proxy: URL) -> bytes:
    if proxy.raw_user is None:
        return b""
    pair = f"{unquote(proxy.raw_user)}:{unquote(proxy.raw_password or '')}"
    return b"Basic " + b64encode(pair.encode())
