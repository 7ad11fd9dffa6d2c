"""The browser of this machine, on a lead: what it loads and from where, for how long, and in how much memory."""

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    Route,
    async_playwright,
)

from openness_cli.errors import UsageError
from openness_cli.links.browser._memory import watch
from openness_cli.links.browser._proxy import Account, Proxy, open_proxy
from openness_cli.links.browser._tab import SCHEMES, SECONDS_TO_CLOSE, Tab, closed
from openness_cli.links.browser.looking import Sight
from openness_cli.links.fetch.gate import Gate
from openness_cli.messages import _
from openness_cli.scoring.addresses import host_of

_MILLISECONDS_TO_START = 30_000
_LONGEST_WHY = 300
_NOT_LOADED = frozenset({"image", "media", "font", "texttrack", "manifest"})
# the last list alone counts, so those of Playwright that matter are repeated
_FEATURES_OFF = (
    "WebTransport", "OptimizationHints", "MediaRouter", "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable",
    "PaintHolding", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch", "DestroyProfileOnBrowserClose",
    "AvoidCorsURLLoaderRestartOnRedirect", "IsolateOrigins", "site-per-process",
)  # fmt: skip
_ARGUMENTS = (
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-pings",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--disable-site-isolation-trials",  # a process for each site in a frame would take the memory of all
    f"--disable-features={','.join(_FEATURES_OFF)}",
)


class Limits(NamedTuple):
    """What may be spent: seconds on a page, bytes that it and all in it may load, bytes of memory for the browser."""

    seconds: float = 15
    bytes: int = 32 * 1024 * 1024
    memory: int = 1000 * 1000 * 1000


LIMITS = Limits()


class Names(NamedTuple):
    """What sites are told: who asks, and in which languages, as in Accept-Language; empty leaves it to the browser."""

    agent: str
    language: str = ""


class Chromium:
    """A browser that runs. ``open_chromium`` starts one."""

    def __init__(self, browser: Browser, proxy: Proxy, names: Names, limits: Limits) -> None:
        """Take over a browser, and what it says of itself."""
        self._browser = browser
        self._proxy = proxy
        self._names = names
        self._limits = limits

    @property
    def runs(self) -> bool:
        """Whether it is still there."""
        return self._browser.is_connected()

    @asynccontextmanager
    async def visit(self) -> AsyncIterator["Visit"]:
        """Keep what pages store, cookies among it, as long as the context, and apart from all other visits."""
        account = self._proxy.open_account()
        visit = Visit(self._browser, account, self._names, self._limits)
        try:
            yield visit
        finally:
            await visit.close()
            self._proxy.close_account(account)


class Visit:
    """What is opened of one site: its windows share cookies and all else that pages store."""

    def __init__(self, browser: Browser, account: Account, names: Names, limits: Limits) -> None:
        """Open nothing yet."""
        self.account = account
        self.limits = limits
        self._browser = browser
        self._names = names
        self._context: BrowserContext | None = None
        self._lock = asyncio.Lock()

    def window(self) -> "Window":
        """Have one more window, in which nothing is open yet."""
        return Window(self)

    async def new_page(self) -> Page:
        """Open a page. Raises Error."""
        async with self._lock:
            if self._context is None:
                self._context = await self._browser.new_context(
                    proxy={
                        "server": self.account.server,
                        "username": self.account.name,
                        "password": self.account.password,
                        "bypass": "<-loopback>",
                    },
                    user_agent=self._names.agent,
                    extra_http_headers={"Accept-Language": self._names.language} if self._names.language else None,
                    service_workers="block",
                    accept_downloads=False,
                )
                await self._context.route("**/*", _let_through)
        return await self._context.new_page()

    async def close(self) -> None:
        """Close all that is open, and forget what it stored."""
        if self._context is not None:
            await closed(self._context)


class Window:
    """What one address after the other is looked at in. After one that went wrong the page behind it is a new one."""

    def __init__(self, visit: Visit) -> None:
        """Open nothing yet."""
        self._visit = visit
        self._tab: Tab | None = None

    async def look(self, url: str) -> Sight:
        """Open an address, wait until its text stands still, and return what is seen. Raises nothing."""
        self._visit.account.refill(self._visit.limits.bytes)
        begin = time.monotonic()
        sight = await self._looked(url)
        return sight._replace(milliseconds=round((time.monotonic() - begin) * 1000))

    async def _looked(self, url: str) -> Sight:
        seconds = self._visit.limits.seconds
        try:
            async with asyncio.timeout(seconds):
                if self._tab is None:
                    self._tab = await Tab.opened(await self._visit.new_page(), seconds)
                return await self._tab.look(url)
        except TimeoutError:
            sight = Sight(final_url=url, trouble=f"not shown within {seconds:g} seconds")
        except Error as error:
            last = (self._tab.last_url if self._tab else "") or url
            words = error.message.partition("\n")[0].partition(" at ")[0].strip()[:_LONGEST_WHY]
            sight = Sight(final_url=last, trouble=words, refusal=self._visit.account.shut.get(host_of(last)))
        await self.close()
        return sight

    async def close(self) -> None:
        """Close the page behind it."""
        tab, self._tab = self._tab, None
        if tab is not None:
            await closed(tab.page)


@asynccontextmanager
async def open_chromium(executable: Path, gate: Gate, names: Names, limits: Limits = LIMITS) -> AsyncIterator[Chromium]:
    """Run a browser as long as the context; the name is added to its own. Raises UsageError where none starts."""
    async with open_proxy(gate) as proxy:
        playwright = await async_playwright().start()
        try:
            browser = await _launched(playwright, executable, proxy)
            watching = asyncio.create_task(watch(os.getpid(), limits.memory))
            try:
                session = await browser.new_browser_cdp_session()
                own = (await session.send("Browser.getVersion"))["userAgent"]
                yield Chromium(browser, proxy, names._replace(agent=f"{own} {names.agent}"), limits)
            finally:
                watching.cancel()
                await closed(browser)
        finally:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(SECONDS_TO_CLOSE):
                    await playwright.stop()


def runs_as_root() -> bool:
    """Whether this is root, as whom Chromium does not start with its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


async def _launched(playwright: Playwright, executable: Path, proxy: Proxy) -> Browser:
    try:
        return await playwright.chromium.launch(
            executable_path=executable,
            args=_ARGUMENTS,
            chromium_sandbox=not runs_as_root(),
            # without a password: what the browser would load for itself, it does not get
            proxy={"server": f"http://127.0.0.1:{proxy.port}", "bypass": "<-loopback>"},
            timeout=_MILLISECONDS_TO_START,
            # whoever interrupts us means us, and we close it
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
    except Error as error:
        why = " ".join(error.message.split())[:_LONGEST_WHY]
        raise UsageError(_("the browser {file} cannot be started: {why}").format(file=executable, why=why)) from error


async def _let_through(route: Route) -> None:
    """Let through what a page draws itself from."""
    request = route.request
    is_wanted = SCHEMES.match(request.url) and request.resource_type not in _NOT_LOADED
    with contextlib.suppress(Error):  # the page may have gone
        await (route.continue_() if is_wanted else route.abort())
