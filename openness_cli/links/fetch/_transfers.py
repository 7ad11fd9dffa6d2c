"""One request on its way: libcurl's handles, the sockets that they may open, and what became of it."""

import asyncio
import contextlib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pycurl
from yarl import URL

from openness_cli.links.fetch._answers import OK, Answer
from openness_cli.links.fetch._failures import BY_PROXY, TransferError, Unusable
from openness_cli.links.fetch._old_tls import Bridge
from openness_cli.model.availability import LinkCause
from openness_cli.scoring.addresses import host_of

# what browsers send with the first page that is asked for, but who they are
_OF_A_BROWSER = (
    "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding: gzip, deflate",
    "Upgrade-Insecure-Requests: 1",
    "Sec-Fetch-Dest: document",
    "Sec-Fetch-Mode: navigate",
    "Sec-Fetch-Site: none",
    "Sec-Fetch-User: ?1",
)
_HTTP_1, _HTTP_2 = pycurl.CURL_HTTP_VERSION_1_1, pycurl.CURL_HTTP_VERSION_2TLS
_LANGUAGES = "uz,ru;q=0.8,en;q=0.6"
_SECONDS_FOR_THE_REST = 1
_LAST_YEAR = 9998
_SUPPRESS_CONNECT_HEADERS = 265  # of libcurl; pycurl has no name for it


class Names(NamedTuple):
    """What sites are told: who asks, and in which languages; without the latter only where a browser would be."""

    agent: str
    language: str = ""


class Sent(NamedTuple):
    """What is sent along: its bytes, of which type they are, and of which type an answer is wanted."""

    body: bytes
    content_type: str
    wanted: str


class Way(NamedTuple):
    """Where a request goes: ``resolved`` is what libcurl is told of the name, ``exempt`` the addresses of the proxy.

    ``places`` are the addresses of a name, each of which was looked at. ``is_as_browser``: with the headers of one and
    HTTP/2, under our own name. ``bridge`` is a connection that others made.
    """

    url: URL
    proxy: URL | None = None
    resolved: str = ""
    exempt: frozenset[str] = frozenset()
    sent: Sent | None = None
    places: tuple[str, ...] = ()
    cookies: bytes = b""
    is_as_browser: bool = False
    bridge: Bridge | None = None

    @property
    def asked_for(self) -> str:
        """What is asked for, letter for letter: libcurl would write small digits of an encoded letter as large ones."""
        return str(self.url) if self.proxy and not self.is_secure else self.url.raw_path_qs

    @property
    def connects_to(self) -> str:
        """The address for libcurl: where others see to the encryption, it hears of none."""
        port = f":{self.url.port}"
        return f"http://{self.url.host_subcomponent}{port}/" if self.bridge else str(self.url)

    @property
    def is_apart(self) -> bool:
        """Whether its connection is of another kind than those that are kept."""
        return self.bridge is not None or (self.is_as_browser and self.is_secure)

    @property
    def is_secure(self) -> bool:
        """Whether the site speaks TLS: a proxy on the way opens a tunnel to it, and hears nothing of what is said."""
        return self.url.scheme == "https"


class Transfers:
    """Makes requests, with connections that are used again."""

    def __init__(
        self, multi: pycurl.AsyncCurlMulti, names: Names, may_connect: Callable[[str], bool], authorities: Path | None
    ) -> None:
        """Connect only to what ``may_connect`` allows; trust ``authorities``, else those of the system."""
        self._multi = multi
        self._names = names
        self._may_connect = may_connect
        self._trust = _trusted(authorities)
        self._idle: dict[bool, list[pycurl.Curl]] = {False: [], True: []}
        self._expiries: dict[str, str] = {}

    async def make(self, way: Way, answer: Answer, seconds: float, *, is_fresh: bool) -> None:
        """Make one request, where ``is_fresh`` on a new connection and by HTTP/1.1.

        Raises what ``run`` of an attempt does.
        """
        idle = self._idle[way.is_as_browser]
        handle = idle.pop() if idle and not way.bridge else self._new_handle(way)
        attempt = _Attempt(self._multi, handle, self._may_connect, way)
        answer.on_rest = attempt.hurry
        for option, value in (
            (pycurl.URL, way.connects_to),
            (pycurl.REQUEST_TARGET, way.asked_for),
            (pycurl.TIMEOUT_MS, max(round(seconds * 1000), 1)),
            (pycurl.HTTP_VERSION, _HTTP_2 if way.is_as_browser and not is_fresh else _HTTP_1),
            (pycurl.FRESH_CONNECT, int(is_fresh or way.is_apart)),
            (pycurl.FORBID_REUSE, int(way.is_apart)),
            (pycurl.HEADERFUNCTION, answer.take_header),
            (pycurl.WRITEFUNCTION, answer.take_body),
            (pycurl.OPENSOCKETFUNCTION, attempt.open_socket),
            # empty, it keeps libcurl from reading the environment itself
            (pycurl.PROXY, _written(way.proxy) if way.proxy else ""),
            *_sending(way.sent),
        ):
            handle.setopt(option, value)
        if way.resolved:
            handle.setopt(pycurl.RESOLVE, [way.resolved])
        if way.cookies:
            handle.setopt(pycurl.COOKIE, way.cookies)
        try:
            await attempt.run(answer)
        finally:
            if way.is_secure and (attempt.opened or way.bridge):
                self._expiries[host_of(str(way.url))] = attempt.end_of_certificate()
            if way.cookies:
                handle.unsetopt(pycurl.COOKIE)
            # one that was cancelled still belongs to its transfer
            if attempt.is_over and not way.bridge and way.sent is None:
                idle.append(handle)

    def expiry(self, way: Way) -> str:
        """Return when the certificate of a site ends; it is shown once for all that a connection is used for."""
        return self._expiries.get(host_of(str(way.url)), "") if way.is_secure else ""

    def _new_handle(self, way: Way) -> pycurl.Curl:
        handle = pycurl.Curl()
        names = self._names
        headers, language = ["Accept: */*", "Accept-Encoding: gzip"], names.language
        if way.is_as_browser:
            headers, language = [*_OF_A_BROWSER], language or _LANGUAGES
        if language:
            headers.append(f"Accept-Language: {language}")
        if way.bridge:
            headers.append(f"Host: {way.url.host_port_subcomponent}")
            handle.setopt(pycurl.SOCKOPTFUNCTION, lambda *_socket: pycurl.SOCKOPT_ALREADY_CONNECTED)
        for option, value in (
            (pycurl.NOSIGNAL, 1),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.PATH_AS_IS, 1),
            (pycurl.USERAGENT, names.agent),
            (pycurl.HTTPHEADER, headers),
            (pycurl.SSLVERSION, pycurl.SSLVERSION_TLSv1_2),
            (pycurl.OPT_CERTINFO, 1),
            # a session that is taken up again shows no certificate
            (pycurl.SSL_SESSIONID_CACHE, 0),
            (pycurl.NOPROXY, ""),
            (_SUPPRESS_CONNECT_HEADERS, 1),
            *self._trust,
        ):
            handle.setopt(option, value)
        return handle


@dataclass
class _Attempt:
    """One request, and the sockets that were opened for it."""

    multi: pycurl.AsyncCurlMulti
    handle: pycurl.Curl
    may_connect: Callable[[str], bool]
    way: Way
    opened: list[socket.socket] = field(default_factory=list)
    is_over: bool = False
    is_given_up: bool = False
    refused: str = ""
    error: OSError | None = None
    rest: asyncio.TimerHandle | None = None

    def end_of_certificate(self) -> str:
        """Return when the certificate ends that the site has shown; empty where it showed none, or one without end."""
        if self.way.bridge:
            return self.way.bridge.ends
        chain: Any = None if self._has_not_passed_proxy else self.handle.getinfo(pycurl.INFO_CERTINFO)
        ends = dict(chain[0]).get("Expire date") if chain else None
        if not ends:
            return ""
        moment = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)
        # the year 9999 means that there is no end
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year <= _LAST_YEAR else ""

    async def run(self, answer: Answer) -> None:
        """Wait for the answer. Raises TransferError, Unusable, or what is wrong with it."""
        task = asyncio.current_task()
        cancelled_before = task.cancelling() if task else 0
        try:
            await self.multi.perform(self.handle)
        except pycurl.error as error:
            self.is_over = True
            if answer.fault is not None:
                raise answer.fault from None
            told = self._told(error, answer)
            # a body may end with its connection, though TLS was not said goodbye to: browsers take it for whole
            is_the_end = isinstance(told, TransferError) and told.ends_abruptly and answer.ends_with_the_connection
            is_late = isinstance(told, TransferError) and told.code == pycurl.E_OPERATION_TIMEDOUT
            if is_late and answer.keeps_coming:
                answer.body.cut()
            elif not answer.has_its_say and not is_the_end:
                raise told from error
        except asyncio.CancelledError:
            if not self.is_given_up or (task and task.cancelling() > cancelled_before):
                raise
        finally:
            if self.rest is not None:
                self.rest.cancel()
            for opened in self.opened:
                opened.close()
        self.is_over = True

    def _told(self, error: pycurl.error, answer: Answer) -> Exception:
        if self.refused:
            return Unusable(LinkCause.PRIVATE_ADDRESS, self.refused)
        # libcurl's number and words, but where pycurl itself is at a loss
        code, said = error.args[0], str(error.args[-1])
        number = self.error.errno if self.error else self.handle.getinfo(pycurl.OS_ERRNO)
        if self._has_not_passed_proxy and self.error is None:
            code = BY_PROXY
        return TransferError(code if isinstance(code, int) else 0, said, number or 0, is_answered=bool(answer.status))

    @property
    def _has_not_passed_proxy(self) -> bool:
        """Whether there is a proxy, and its answer to our wish is all that was heard."""
        proxy = self.way.proxy
        if proxy is None or not self.opened:
            return False
        if not self.handle.getinfo(pycurl.CONNECT_TIME):
            return True
        if self.way.is_secure:
            return self.handle.getinfo(pycurl.HTTP_CONNECTCODE) not in OK
        return proxy.scheme == "https" and not self.handle.getinfo(pycurl.APPCONNECT_TIME)

    def hurry(self) -> None:
        """Give the rest, which is of no interest, a moment to come."""
        self.rest = asyncio.get_running_loop().call_later(_SECONDS_FOR_THE_REST, self._give_up)

    def _give_up(self) -> None:
        self.is_given_up = True
        with contextlib.suppress(RuntimeError):  # it has ended meanwhile
            self.multi.remove_handle(self.handle)

    def open_socket(self, _purpose: int, place: Any) -> Any:  # noqa: ANN401  (libcurl's own callback)
        """Return a socket for an address, if that may be connected to: the last look, just before the connection."""
        address = place.addr[0] if place.family in (socket.AF_INET, socket.AF_INET6) else ""
        address = address.decode() if isinstance(address, bytes) else address
        if self.way.bridge:
            return self.way.bridge.near  # likewise
        try:
            if not address or not (address in self.way.exempt or self.may_connect(address)):
                self.refused = f"{self.way.url.host} is {address}"
                return pycurl.SOCKET_BAD
            opened = socket.socket(place.family, place.socktype, place.protocol)
        except (OSError, ValueError) as error:
            self.error = error if isinstance(error, OSError) else OSError(0, str(error))
            return pycurl.SOCKET_BAD
        # pycurl makes a copy of it, and this one is closed in the end
        self.opened.append(opened)
        return opened


def _sending(sent: Sent | None) -> tuple[tuple[int, object], ...]:
    if sent is None:
        return ()
    headers = [f"Content-Type: {sent.content_type}", f"Accept: {sent.wanted}", "Expect:"]
    return ((pycurl.POST, 1), (pycurl.POSTFIELDS, sent.body), (pycurl.HTTPHEADER, headers))


def _written(proxy: URL) -> str:
    """Return the address of a proxy with its port, which libcurl would else take to be another than that of HTTP."""
    user, at, _host = proxy.raw_authority.rpartition("@")
    return f"{proxy.scheme}://{user}{at}{proxy.host_subcomponent}:{proxy.port}"


def _trusted(authorities: Path | None) -> tuple[tuple[int, object], ...]:
    """Return the options that say whose certificates are trusted: left alone, libcurl asks where it was packed."""
    paths = ssl.get_default_verify_paths()
    file, folder = (str(authorities), None) if authorities else (paths.cafile, paths.capath)
    if not file and not folder:  # Windows and macOS keep them elsewhere
        return ((pycurl.SSL_OPTIONS, pycurl.SSLOPT_NATIVE_CA), (pycurl.PROXY_SSL_OPTIONS, pycurl.SSLOPT_NATIVE_CA))
    options = {pycurl.CAINFO: file, pycurl.PROXY_CAINFO: file, pycurl.CAPATH: folder, pycurl.PROXY_CAPATH: folder}
    return tuple((option, path) for option, path in options.items() if path)
