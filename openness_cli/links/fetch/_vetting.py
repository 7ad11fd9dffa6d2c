"""What may be connected to: addresses as they are written, names as they are resolved, proxies."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from yarl import URL

from openness_cli.errors import UsageError
from openness_cli.links.fetch._failures import Unusable
from openness_cli.links.fetch._written import Target, as_written
from openness_cli.messages import _
from openness_cli.model.availability import LinkCause

LookUp = Callable[[str, int], Awaitable[list[str]]]

_KNOWN_SECONDS = 60
_TRANSLATED = IPv6Network("64:ff9b::/96")
# not all in the tables of every Python; by Teredo (2001::/32) a relay of somebody's decides where it leads
_NOT_PUBLIC = tuple(map(ip_network, ("192.0.0.0/24", "64:ff9b:1::/48", "3fff::/20", "fec0::/10", "2001::/32")))
_LAST_32_BITS = 0xFFFF_FFFF


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet.

    Private, loopback, link-local, multicast, reserved and unspecified ones do not, nor do those of IPv6 that stand
    for such a one of IPv4. Raises ValueError for what is no address.
    """
    ip = ip_address(address.partition("%")[0])
    inner = _inner(ip) if isinstance(ip, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    known = any(ip in network for network in _NOT_PUBLIC)
    return ip.is_global and not (known or ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _inner(ip: IPv6Address) -> IPv4Address | None:
    """Return the address of IPv4 that one of IPv6 leads to."""
    translated = IPv4Address(int(ip) & _LAST_32_BITS) if ip in _TRANSLATED else None
    return ip.ipv4_mapped or ip.sixtofour or translated


@lru_cache(maxsize=10_000)
def literal_address(host: str) -> str | None:
    """Return the IP address that a host name is; None where it is a name."""
    try:
        return str(ip_address(host.strip("[]").partition("%")[0]))
    except ValueError:
        return None


def vetted(text: str, may_connect: Callable[[str], bool], base: Target | None = None) -> Target:
    """Return an address that may be fetched as far as it is written, seen from ``base``. Raises Unusable."""
    try:
        target = as_written(text, base)
        url = target.url
        host, _port = url.host, url.port
    except (ValueError, TypeError) as error:
        raise Unusable(LinkCause.BAD_ADDRESS, str(error)) from error
    if url.scheme not in {"http", "https"}:
        raise Unusable(LinkCause.SCHEME, url.scheme)
    if not host:
        raise Unusable(LinkCause.BAD_ADDRESS, "no host")
    if url.user is not None or url.password is not None:
        raise Unusable(LinkCause.USER_INFO, host)
    literal = literal_address(host)
    if "%" in host and literal is None:
        raise Unusable(LinkCause.BAD_ADDRESS, host)
    if literal is not None and not may_connect(literal):
        raise Unusable(LinkCause.PRIVATE_ADDRESS, host)
    return target


def proxy_of(url: URL, proxies: Mapping[str, URL]) -> URL | None:
    """Return the proxy through which an address is fetched; None where it is fetched directly."""
    if not proxies:
        return None
    from urllib.request import proxy_bypass  # noqa: PLC0415  (heavy, and few have proxies)

    return None if proxy_bypass(url.host or "") else proxies.get(url.scheme)


def environment_proxies() -> dict[str, URL]:
    """Return those of the environment by scheme. Credentials for sites (netrc) are not read. Raises UsageError."""
    from urllib.request import getproxies  # noqa: PLC0415  (likewise)

    found = {}
    for scheme, written in getproxies().items():
        if scheme in {"http", "https"}:
            proxy = written if "://" in written else f"http://{written}"
            if not _is_address(proxy):
                # never what it is: it may hold a name and a password
                raise UsageError(_("{where} is not the address of a proxy").format(where=f"{scheme}_proxy"))
            found[scheme] = URL(proxy)
    return found


def _is_address(proxy: str) -> bool:
    try:
        parts = urlsplit(proxy)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in proxy and parts.port != 0
    except ValueError:
        return False


async def look_up(host: str, port: int) -> list[str]:
    """Return the addresses of a name as the system finds them, but for those of one link alone. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = (str(place[0]) for _family, _type, _protocol, _name, place in found)
    return list(dict.fromkeys(address for address in addresses if "%" not in address))


class Resolver:
    """Resolves names, each once in a while, to addresses that may be connected to, and no others."""

    def __init__(self, find: LookUp, may_connect: Callable[[str], bool]) -> None:
        self._find = find
        self._may_connect = may_connect
        self._known: dict[tuple[str, int], tuple[float, asyncio.Task[list[str]]]] = {}

    async def allowed(self, host: str, port: int) -> list[str]:
        """Return what of ``found`` may be connected to. Raises the same, and Unusable where there are others alone."""
        found = await self.found(host, port)
        allowed = [address for address in found if self._may_connect(address)]
        if found and not allowed:
            raise Unusable(LinkCause.PRIVATE_ADDRESS, f"{host} is {found[0]}")
        return allowed

    async def found(self, host: str, port: int) -> list[str]:
        """Return every address of a name. Raises OSError where there are none, Unusable for what can be no name."""
        loop = asyncio.get_running_loop()
        until, task = self._known.get((host, port), (0.0, None))
        if task is None or until < loop.time() or (task.done() and (task.cancelled() or task.exception())):
            task = loop.create_task(self._look_up(host, port))
            self._known[host, port] = loop.time() + _KNOWN_SECONDS, task
        # one that waits no longer must not take the name from the others
        return await asyncio.shield(task)

    async def _look_up(self, host: str, port: int) -> list[str]:
        try:
            found = await self._find(host, port)
        except UnicodeError as error:  # a part of it is empty, or too long
            raise Unusable(LinkCause.BAD_ADDRESS, f"{host}: {error}") from error
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        return found

    def close(self) -> None:
        """Stop looking."""
        for _until, task in self._known.values():
            if not task.done():
                task.cancel()
            elif not task.cancelled():
                task.exception()  # seen: nobody else may have waited for it
