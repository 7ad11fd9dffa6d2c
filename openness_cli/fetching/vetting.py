"""What may be connected to: addresses as they are written, names as they are resolved, proxies."""

import socket
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from openness_cli.causes import Cause
from openness_cli.errors import UsageError
from openness_cli.messages import _
from openness_cli.public_ips import literal_address


class Refused(Exception):  # noqa: N818  (a decision, no error)
    """An address that our own rules leave alone."""

    def __init__(self, cause: Cause, detail: str) -> None:
        """Keep the reason."""
        super().__init__(detail)
        self.cause = cause


class NotPublicError(OSError):
    """A name all of whose addresses may not be connected to."""


class Vetter:
    """Looks at addresses as they are written."""

    def __init__(self, may_connect: Callable[[str], bool]) -> None:
        """Take the rule for IP addresses."""
        self._may_connect = may_connect
        self._allowed: dict[str, bool] = {}

    def vetted(self, url: str, base: URL | None = None) -> URL:
        """Return an address that may be fetched as far as it is written, seen from ``base``. Raises Refused."""
        try:
            parsed = URL(url) if base is None else base.join(URL(_quoted(url)))
            host, _port = parsed.host, parsed.port
        except (ValueError, TypeError) as error:
            raise Refused(Cause.BAD_ADDRESS, str(error)) from error
        if parsed.scheme not in {"http", "https"}:
            raise Refused(Cause.SCHEME, parsed.scheme)
        if not host:
            raise Refused(Cause.BAD_ADDRESS, "no host")
        if parsed.user is not None or parsed.password is not None:
            raise Refused(Cause.USER_INFO, host)
        if host not in self._allowed:
            literal = literal_address(host)
            self._allowed[host] = literal is None or self._may_connect(literal)
        if not self._allowed[host]:
            raise Refused(Cause.PRIVATE_ADDRESS, host)
        return parsed.with_fragment(None) if parsed.raw_fragment else parsed


def _quoted(target: str) -> str:
    """Return where a redirect leads with the bytes that are not UTF-8 quoted, as browsers do."""
    try:
        target.encode()
    except UnicodeEncodeError:
        return quote(target.encode("utf-8", "surrogateescape"), safe="%/:?#[]@!$&'()*+,;=~")
    return target


class Proxies:
    """The proxies by the scheme of what is fetched."""

    def __init__(self, by_scheme: Mapping[str, str]) -> None:
        """Take the addresses of the proxies."""
        self._by_scheme = by_scheme
        parsed = [URL(proxy) for proxy in by_scheme.values()]
        self.places = frozenset((proxy.host, proxy.port) for proxy in parsed)

    def of(self, url: URL) -> str | None:
        """Return the proxy through which an address is fetched; None where it is fetched directly."""
        if not self._by_scheme:
            return None
        from urllib.request import proxy_bypass  # noqa: PLC0415  (heavy, and few have proxies)

        return None if proxy_bypass(url.host or "") else self._by_scheme.get(url.scheme)


def environment_proxies() -> Proxies:
    """Return the proxies of the environment. Credentials for sites (netrc) are not read. Raises UsageError."""
    from urllib.request import getproxies  # noqa: PLC0415  (likewise)

    found = {}
    for scheme, written in getproxies().items():
        if scheme in {"http", "https"}:
            proxy = written if "://" in written else f"http://{written}"
            if not _is_address(proxy):
                text = _("{where}: “{value}” is not a web address")
                raise UsageError(text.format(where=f"{scheme}_proxy", value=written))
            found[scheme] = proxy
    return Proxies(found)


def _is_address(proxy: str) -> bool:
    try:
        parts = urlsplit(proxy)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in proxy and parts.port != 0
    except ValueError:
        return False


class VettingResolver(AbstractResolver):
    """Resolves names to addresses that are allowed, and no others; the connection is then made to just these."""

    def __init__(self, resolver: AbstractResolver, may_connect: Callable[[str], bool], proxies: Proxies) -> None:
        """Look at what another resolver finds; the proxies themselves may be anywhere."""
        self._resolver = resolver
        self._may_connect = may_connect
        self._proxies = proxies

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a name that may be connected to. Raises NotPublicError where it has others alone."""
        found = await self._resolver.resolve(host, port, family)
        if (host, port) in self._proxies.places:
            return found
        allowed = [result for result in found if self._may_connect(result["host"])]
        if found and not allowed:
            raise NotPublicError(0, f"{host} is {found[0]['host']}")
        return allowed

    async def close(self) -> None:
        """Close the other resolver."""
        await self._resolver.close()
