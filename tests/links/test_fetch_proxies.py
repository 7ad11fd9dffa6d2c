"""Proxies of the environment, and what is whose fault behind one."""

import asyncio
import ssl
from datetime import UTC, datetime
from pathlib import Path

import pycurl
import pytest
import trustme

from openness_cli.errors import UsageError
from openness_cli.links.checker import Fetched
from openness_cli.links.fetch._failures import TransferError, failure_of
from openness_cli.model.availability import CheckResult, LinkCause
from tests.builders.bodies import LEVELS, criterion, full, item, write_body
from tests.builders.fetches import BOUNDS, SHORT, Names, fetch_one, fetching, server_context
from tests.builders.link_runs import QUICK
from tests.builders.sites import Answer, Request, Site, closes, hangs, resets, response, says, serving
from tests.builders.tool import Call


def set_proxy(monkeypatch: pytest.MonkeyPatch, url: str, scheme: str = "http") -> None:
    for name in (f"{scheme}_proxy", f"{scheme}_proxy".upper()):
        monkeypatch.setenv(name, url)


def test_a_proxy_of_the_environment_is_used_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}) as proxy:
        set_proxy(monkeypatch, proxy.url("/"))
        monkeypatch.setenv("no_proxy", "direct.example")
        names = Names(site_example=["127.0.0.1"], direct_example=["127.0.0.1"])
        assert fetch_one("http://site.example:1/page", names=names).cause is LinkCause.REFUSED_CONNECTION
        assert not proxy.asked
        assert fetch_one("http://site.example/page", names=names, use_proxies=True).result is CheckResult.OK
        assert [request.path for request in proxy.asked] == ["http://site.example/page"]
        assert (
            fetch_one("http://direct.example:1/", names=names, use_proxies=True).cause is LinkCause.REFUSED_CONNECTION
        )


def test_an_error_of_the_gateway_behind_a_proxy_is_nobodys_known_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}, default=response("502 Bad Gateway", b"x")) as proxy:
        set_proxy(monkeypatch, proxy.url("/"))
        found = fetch_one("http://site.example/page", use_proxies=True)
    assert (found.result, found.cause, found.status) == (CheckResult.BLOCKED, LinkCause.PROXY, None)


def tunnel_to(site: Site) -> Answer:
    """Answer CONNECT as a proxy does, and let by whatever is said to a site from then on."""

    async def let_by(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()

    async def answer(request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 Connection established\r\nProxy-Agent: test\r\n\r\n")
        there, out = await asyncio.open_connection("127.0.0.1", site.port)
        try:
            await asyncio.wait(
                [asyncio.create_task(let_by(request.reader, out)), asyncio.create_task(let_by(there, writer))],
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            out.close()

    return answer


def test_behind_a_proxy_a_secure_site_is_spoken_to_through_a_tunnel(
    authority: trustme.CA, trusting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def run() -> list[Fetched]:
        async with fetching(trusting=trusting, use_proxies=True, bounds=BOUNDS._replace(seconds=5)) as fetch:
            return [await fetch(f"https://site.example/{path}") for path in ("page", "gone", "page")]

    certificate = server_context(authority.issue_cert("site.example"))
    with (
        serving({"/gone": response("404 Gone", b"x")}, tls=certificate) as site,
        serving({}, default=tunnel_to(site)) as proxy,
    ):
        set_proxy(monkeypatch, proxy.url("/"), "https")
        found = asyncio.run(run())
    assert [one.status for one in found] == [200, 404, 200]
    assert all(one.tls_expires for one in found)
    assert {request.path for request in proxy.asked} == {"site.example:443"}
    assert [request.path for request in site.asked] == ["/page", "/gone", "/gone", "/page"]


@pytest.mark.parametrize("status", ["407 Sign in", "502 Bad Gateway"])
def test_a_tunnel_that_a_proxy_does_not_open_is_no_fault_of_the_site(
    status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving({}, default=response(status, b"x")) as proxy:
        set_proxy(monkeypatch, proxy.url("/"), "https")
        found = fetch_one("https://site.example/page", use_proxies=True)
    assert (found.result, found.cause, found.status) == (CheckResult.BLOCKED, LinkCause.PROXY, None)


@pytest.mark.parametrize(
    "rest", [closes, resets, hangs, says(b"no HTTP\r\n\r\n")], ids=["end", "reset", "wait", "junk"]
)
def test_what_a_proxy_does_before_the_site_is_reached_is_no_fault_of_the_site(
    rest: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving({}, default=rest) as proxy:
        set_proxy(monkeypatch, proxy.url("/"), "https")
        found = fetch_one("https://site.example/page", use_proxies=True, bounds=SHORT)
    assert (found.result, found.cause, found.status) == (CheckResult.BLOCKED, LinkCause.PROXY, None)


def test_a_proxy_may_be_spoken_to_over_tls(
    authority: trustme.CA, trusting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def secured(name: str, year: int) -> ssl.SSLContext:
        return server_context(authority.issue_cert(name, not_after=datetime(year, 1, 1, tzinfo=UTC)))

    with (
        serving({}, tls=secured("site.example", 2033)) as site,
        serving({}, default=tunnel_to(site), tls=secured("127.0.0.1", 2031)) as proxy,
    ):
        set_proxy(monkeypatch, proxy.url("/"), "https")
        found = fetch_one("https://site.example/page", use_proxies=True, trusting=trusting)
        assert (found.result, found.tls_expires) == (CheckResult.OK, "2033-01-01T00:00:00Z")
        # of a proxy that is not trusted the site is not even asked
        found = fetch_one("https://site.example/page", use_proxies=True)
    assert (found.result, found.cause, found.tls_expires) == (CheckResult.BLOCKED, LinkCause.PROXY, "")
    assert len(site.asked) == 1


@pytest.mark.parametrize("value", ["http://[", "http://127.0.0.1:port", "http://a b/", "ftp://127.0.0.1/"])
def test_a_proxy_that_is_no_address_is_an_error_of_whoever_set_it(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    set_proxy(monkeypatch, value)
    with pytest.raises(UsageError, match="http_proxy"):
        fetch_one("http://site.example/page", use_proxies=True)


def test_a_proxy_may_be_written_without_a_scheme_and_is_exempt_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({}) as proxy, serving({}) as inside:
        set_proxy(monkeypatch, f"proxy.example:{proxy.port}")
        names = Names(proxy_example=["127.0.0.1"])
        found = fetch_one("http://site.example/page", use_proxies=True, names=names, may_connect=lambda _ip: False)
        assert found.result is CheckResult.OK
        monkeypatch.setenv("no_proxy", "proxy.example")
        found = fetch_one(
            inside.url("/", "proxy.example"), use_proxies=True, names=names, may_connect=lambda _ip: False
        )
    assert (found.result, found.cause) == (CheckResult.REFUSED, LinkCause.PRIVATE_ADDRESS)
    assert not inside.asked


def test_a_proxy_that_is_not_there_is_no_fault_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    set_proxy(monkeypatch, "http://127.0.0.1:1/")
    found = fetch_one("http://site.example/page", use_proxies=True)
    assert (found.result, found.cause) == (CheckResult.BLOCKED, LinkCause.PROXY)


def test_credentials_of_the_machine_are_not_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine site.example login officer password word\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with serving({}) as proxy:
        set_proxy(monkeypatch, proxy.url("/"))
        fetch_one("http://site.example/page", use_proxies=True)
    assert "authorization" not in proxy.asked[0].headers


SECRETS = ("gatekeeper", "pa55w0rd")
# a blank in the password, a host forgotten, a port that is none, letters that have to be encoded, nobody there
WITH_SECRETS = (
    "http://gatekeeper:pa55w0rd@127.0.0.1:port", "gatekeeper:pa55w0rd", "http://gatekeeper:pa55w0rd",
    "gatekeeper:pa55w0rd@",
    "http://gatekeeper:pa55w0rd @127.0.0.1:1", "ftp://gatekeeper:pa55w0rd@127.0.0.1",
    "http://gatekeeper:pa55w0rd%zz@127.0.0.1:1", "http://gatekeeper:pa55w0rd@127.0.0.1:1",
    "http://gatekeeper:pa55w0rd@nowhere.example:1", "http://gatekeeper:pa55w0rd%00@127.0.0.1:1",
    "https://gatekeeper:pa55w0rd@127.0.0.1:1",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("value", WITH_SECRETS)
def test_no_message_holds_the_name_and_password_of_a_proxy(
    value: str, scheme: str, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_proxy(monkeypatch, value, scheme)
    body = write_body(tmp_path, full(item(url=f"{scheme}://site.example/page")), criterion(LEVELS))
    for form in ("terminal", "json", "csv", "junit", "github"):
        ending = tool("links", body, "--use-proxy", *QUICK, "--tries", "1", "--format", form, "--lang", "en")
        assert not [secret for secret in SECRETS if secret in ending.out + ending.err]
    for path in body.rglob("*"):
        assert not path.is_file() or not any(secret in path.read_text(encoding="utf-8") for secret in SECRETS)


def test_what_libcurl_quotes_of_a_proxy_is_not_kept() -> None:
    said = "Unsupported proxy syntax in 'http://gatekeeper:pa55w0rd @127.0.0.1:1': Malformed input to a URL function"
    assert failure_of(TransferError(pycurl.E_COULDNT_RESOLVE_PROXY, said, 0)).detail == ""
