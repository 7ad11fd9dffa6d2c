"""The proxy of the browser, spoken to without one."""

import asyncio
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from openness_cli.errors import UsageError
from openness_cli.links.browser._memory import Family, size_of, watch
from openness_cli.links.browser._proxy import Account, open_proxy
from openness_cli.links.browser.finding import find_browser
from openness_cli.links.fetch.client import Manners
from openness_cli.links.fetch.gate import Gate
from openness_cli.model.availability import LinkCause
from tests.builders.fetches import Names, cut_short, on_loopback
from tests.builders.sites import Answer, Site, endless, response, serving

ENOUGH = 1_000_000


def said(
    request: Callable[[Site], str],
    *,
    budget: int = ENOUGH,
    may_connect: Callable[[str], bool] = on_loopback,
    use_proxies: bool = False,
) -> tuple[bytes, Account, Site]:
    """Send one request, with what an account needs for ``{auth}``, and return all that comes back."""

    async def run(site: Site) -> tuple[bytes, Account]:
        manners = Manners("test", may_connect, use_proxies=use_proxies)
        async with open_proxy(Gate(manners, Names(body_example=["127.0.0.1"]))) as proxy:
            account = proxy.open_account()
            account.refill(budget)
            reader, writer = await asyncio.open_connection("127.0.0.1", proxy.port)
            token = f"Proxy-Authorization: {account.token.decode()}\r\n"
            writer.write(request(site).replace("{auth}", token).encode())
            try:
                async with asyncio.timeout(5):
                    return await reader.read(), account
            finally:
                writer.close()

    pages: dict[str, Answer | bytes] = {
        "/page": cut_short(response(body=b"hello", Connection="keep-alive")),
        "/endless": endless(b"HTTP/1.1 200 OK\r\n\r\n"),
    }
    with serving(pages) as site:
        return *asyncio.run(run(site)), site


def get(
    path: str = "/page", host: str = "127.0.0.1", head: str = "{auth}", more: str = "", method: str = "GET"
) -> Callable[[Site], str]:
    return lambda site: f"{method} http://{host}:{site.port}{path} HTTP/1.1\r\nHost: x\r\n{head}\r\n{more}"


def test_a_request_goes_on_without_what_is_the_proxys() -> None:
    data, account, site = said(get(head="{auth}Proxy-Connection: keep-alive\r\nX-Own: 1\r\n"))
    assert data.endswith(b"\r\n\r\nhello")
    assert (data.lower().count(b"connection:"), b"Connection: close" in data) == (1, True)
    (asked,) = site.asked
    assert (asked.path, asked.headers["x-own"], asked.headers["connection"]) == ("/page", "1", "close")
    assert not {"proxy-authorization", "proxy-connection"} & set(asked.headers)
    assert 0 < account.bytes_left < ENOUGH


def test_what_follows_a_request_on_its_connection_is_not_sent_on() -> None:
    second = "GET http://127.0.0.2/ HTTP/1.1\r\nHost: y\r\n\r\n"
    _data, _account, site = said(get(more=second))
    assert [request.path for request in site.asked] == ["/page"]


def test_a_body_is_sent_on_by_its_length() -> None:
    data, _account, site = said(get(head="{auth}Content-Length: 4\r\n", more="a=1&GET /x", method="POST"))
    assert data.endswith(b"hello")
    assert [request.path for request in site.asked] == ["/page"]


@pytest.mark.parametrize("head", ["", "Proxy-Authorization: Basic eDp5\r\n"])
def test_nobody_else_is_let_in(head: str) -> None:
    data, _account, site = said(get(head=head))
    assert data.startswith(b"HTTP/1.1 407 ")
    assert not site.asked


@pytest.mark.parametrize(
    "text",
    [
        "GET /page HTTP/1.1\r\n{auth}\r\n",
        "GET ftp://127.0.0.1/page HTTP/1.1\r\n{auth}\r\n",
        "GET https://127.0.0.1/page HTTP/1.1\r\n{auth}\r\n",
        "CONNECT 127.0.0.1 HTTP/1.1\r\n{auth}\r\n",
        "CONNECT a@127.0.0.1:80 HTTP/1.1\r\n{auth}\r\n",
        "CONNECT 127.0.0.1:80/x HTTP/1.1\r\n{auth}\r\n",
        "GET http://127.0.0.1/ HTTP/2.0\r\n{auth}\r\n",
        "nonsense\r\n\r\n",
        "GET http://127.0.0.1/ HTTP/1.1\r\n{auth}Transfer-Encoding: chunked\r\n\r\n",
        "GET http://127.0.0.1/ HTTP/1.1\r\n{auth}Content-Length: -1\r\n\r\n",
        f"GET http://127.0.0.1/{'x' * 100_000} HTTP/1.1\r\n\r\n",
    ],
)
def test_what_no_browser_says_gets_no_answer(text: str) -> None:
    data, _account, site = said(lambda _site: text)
    assert data == b""
    assert not site.asked


@pytest.mark.parametrize(
    ("host", "cause"),
    [
        ("127.0.0.2", LinkCause.PRIVATE_ADDRESS),
        ("[::ffff:127.0.0.2]", LinkCause.PRIVATE_ADDRESS),
        ("elsewhere.example", LinkCause.DNS),
    ],
)
@pytest.mark.parametrize("is_tunnel", [False, True])
def test_what_may_not_be_connected_to_is_refused_and_told(host: str, cause: LinkCause, *, is_tunnel: bool) -> None:
    tunnel = f"CONNECT {host}:80 HTTP/1.1\r\n{{auth}}\r\n"
    request = (lambda _site: tunnel) if is_tunnel else get(host=host)
    data, account, site = said(request, may_connect="127.0.0.1".__eq__)
    assert data.startswith(b"HTTP/1.1 502 ") if is_tunnel else data == b""
    assert [meaning.cause for meaning in account.shut.values()] == [cause]
    assert not site.asked


def test_a_tunnel_lets_by_what_is_said() -> None:
    data, _account, site = said(
        lambda site: (
            f"CONNECT body.example:{site.port} HTTP/1.1\r\n{{auth}}\r\nGET /page HTTP/1.1\r\nConnection: close\r\n\r\n"
        ),
        budget=1000,
    )
    assert data.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK")
    assert [request.path for request in site.asked] == ["/page"]


def test_more_than_is_allowed_is_cut_off() -> None:
    data, account, _site = said(get("/endless"), budget=300_000)
    assert 100_000 < len(data) < 400_000
    assert account.bytes_left < 0


def test_a_proxy_of_the_environment_comes_after_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    default = cut_short(response(body=b"by the other"))
    with serving({}, default=default) as other:
        for name in ("http_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, f"http://user:secret@127.0.0.1:{other.port}")
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        data, _account, site = said(get(host="far.example"), use_proxies=True)
        assert data.endswith(b"by the other")
        assert not site.asked
        assert re.fullmatch(r"http://far\.example:\d+/page", other.asked[0].path)
        assert other.asked[0].headers["proxy-authorization"] == "Basic dXNlcjpzZWNyZXQ="


def test_a_browser_is_the_one_named_or_the_first_found(tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    program = tmp_path / "google-chrome"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert find_browser(None, {"PATH": str(tmp_path)}) == program
    assert find_browser(program, {"PATH": ""}) == program
    with pytest.raises(UsageError, match="no browser that can be started"):
        find_browser(tmp_path / "none", {})
    windows = tmp_path / "Programs"
    edge = windows / r"Microsoft\Edge\Application\msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    assert find_browser(None, {"PATH": "", "PROGRAMFILES(X86)": str(windows)}) == edge


def test_without_a_browser_both_ways_to_one_are_named(tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    with pytest.raises(UsageError, match=r"install Chrome, Edge or Chromium.*--browser-path or OPENNESS_BROWSER"):
        find_browser(None, {"PATH": str(tmp_path)})


def test_of_what_takes_too_much_the_largest_page_is_ended() -> None:
    async def run() -> int:
        sleep = "import sys, time; time.sleep(30)"
        page = await asyncio.create_subprocess_exec(sys.executable, "-c", sleep, "--type=renderer")
        other = await asyncio.create_subprocess_exec(sys.executable, "-c", sleep)
        if sys.platform == "linux":
            assert size_of(Family(os.getpid()).processes()) > 1_000_000
        watching = asyncio.create_task(watch(os.getpid(), 1))
        async with asyncio.timeout(5):
            code = await page.wait()
        watching.cancel()
        assert other.returncode is None or code
        if other.returncode is None:
            other.kill()
        await other.wait()
        return code

    assert asyncio.run(run()) == -9
