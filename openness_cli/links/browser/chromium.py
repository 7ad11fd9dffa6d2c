"""The browser of this machine, on a lead: what it loads and from where, for how long, and in how much memory."""

import asyncio
import contextlib
import os
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playwright.async_api import (
    Browser,
    BrowserContext,
    CDPSession,
    Error,
    Page,
    Playwright,
    Request,
    Response,
    Route,
    async_playwright,
)

from openness_cli.errors import UsageError
from openness_cli.links.browser import _snapshot
from openness_cli.links.browser._memory import watch
from openness_cli.links.browser._proxy import Account, Proxy, open_proxy
from openness_cli.links.browser.looking import Sight
from openness_cli.links.fetch.gate import Gate
from openness_cli.messages import _
from openness_cli.scoring.addresses import host_of

SECONDS = 15.0  # for one page, all in all
_STILL = 0.4  # so long a text stands that is there
_STILL_WHILE_LOADING = 3.0  # likewise, though something is still being loaded
_STILL_EMPTY = 2.0  # so long nothing is there, and nothing is loaded, before that is all
_BETWEEN_LOOKS = 0.1
_SECONDS_TO_CLOSE = 5.0
_MILLISECONDS_TO_START = 30_000
_LONGEST_WHY = 300
_MOST_FRAMES = 10
_WORLD = "openness"
TURNED_AWAY = frozenset({401, 403, 429, 503})
_NOT_LOADED = frozenset({"image", "media", "font", "texttrack", "manifest"})
# what a page draws itself from
_DRAWN_FROM = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})
_SCHEMES = re.compile(r"https?://", re.IGNORECASE)
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


class Chromium:
    """A browser that runs. ``open_chromium`` starts one."""

    def __init__(self, browser: Browser, proxy: Proxy, agent: str) -> None:
        """Take over a browser, and the name that it gives to sites."""
        self._browser = browser
        self._proxy = proxy
        self._agent = agent

    @property
    def runs(self) -> bool:
        """Whether it is still there."""
        return self._browser.is_connected()

    @asynccontextmanager
    async def visit(self) -> AsyncIterator["Visit"]:
        """Keep what pages store, cookies among it, as long as the context, and apart from all other visits."""
        account = self._proxy.open_account()
        visit = Visit(self._browser, account, self._agent)
        try:
            yield visit
        finally:
            await visit.close()
            self._proxy.close_account(account)


class Visit:
    """What is opened of one site: its windows share cookies and all else that pages store."""

    def __init__(self, browser: Browser, account: Account, agent: str) -> None:
        """Open nothing yet."""
        self.account = account
        self._browser = browser
        self._agent = agent
        self._context: BrowserContext | None = None
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def window(self) -> AsyncIterator["Window"]:
        """Have a window as long as the context."""
        window = Window(self)
        try:
            yield window
        finally:
            await window.close()

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
                    user_agent=self._agent,
                    service_workers="block",
                    accept_downloads=False,
                )
                await self._context.route("**/*", _let_through)
        return await self._context.new_page()

    async def close(self) -> None:
        """Close all that is open, and forget what it stored."""
        if self._context is not None:
            await _closed(self._context)


class Window:
    """What one address after the other is looked at in. After one that went wrong the page behind it is a new one."""

    def __init__(self, visit: Visit) -> None:
        """Open nothing yet."""
        self._visit = visit
        self._tab: _Tab | None = None

    async def look(self, url: str) -> Sight:
        """Open an address, wait until its text stands still, and return what is seen. Raises nothing."""
        self._visit.account.refill()
        begin = time.monotonic()
        sight = await self._looked(url)
        return sight._replace(milliseconds=round((time.monotonic() - begin) * 1000))

    async def _looked(self, url: str) -> Sight:
        try:
            async with asyncio.timeout(SECONDS):
                if self._tab is None:
                    self._tab = await _Tab.opened(self._visit)
                return await self._tab.look(url)
        except TimeoutError:
            sight = Sight(final_url=url, trouble=f"not shown within {SECONDS:g} seconds")
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
            await _closed(tab.page)


class _Tab:
    """One page of the browser."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page = page
        self.status: int | None = None
        self.last_url = ""
        self._session = session
        self._pending: set[Request] = set()
        page.on("request", self._begins)
        page.on("requestfinished", self._ends)
        page.on("requestfailed", self._ends)
        page.on("response", self._answers)
        page.on("popup", _close_soon)

    @classmethod
    async def opened(cls, visit: Visit) -> "_Tab":
        page = await visit.new_page()
        return cls(page, await page.context.new_cdp_session(page))

    async def look(self, url: str) -> Sight:
        """Open an address. Raises Error, and waits for ever where the page does."""
        if self.page.url != "about:blank" and "#" in url:
            await self.page.goto("about:blank")  # else nothing is loaded where the part before it is the same
        self._pending.clear()
        self.status, self.last_url = None, url
        await self.page.goto(url, wait_until="domcontentloaded", timeout=0)
        await self._stands_still()
        pieces = [await self._asked(frame, _snapshot.PAGE) for frame in await self._frames()]
        return Sight("\n".join(filter(None, pieces)), self.page.url, self.status)

    async def _stands_still(self) -> None:
        """Wait until the text no longer changes, longer while something is loaded that it may be drawn from."""
        before, since, ends = None, time.monotonic(), time.monotonic() + SECONDS * 2 / 3
        while time.monotonic() < ends:
            state = await self._asked(await self._main(), _snapshot.STATE)
            now = time.monotonic()
            if state is None or state != before:
                before, since = state, now
            else:
                is_drawn, letters, _hash = state
                wait = _STILL_WHILE_LOADING if self._pending else _STILL if letters else _STILL_EMPTY
                # a site that turns programs away may let a browser in after a while
                if is_drawn and now - since >= wait and self.status not in TURNED_AWAY:
                    return
            await asyncio.sleep(_BETWEEN_LOOKS)

    async def _main(self) -> str:
        tree = await self._session.send("Page.getFrameTree")
        return str(tree["frameTree"]["frame"]["id"])

    async def _frames(self) -> list[str]:
        """Return the frames of the page, itself first."""
        found: list[str] = []
        waiting = [(await self._session.send("Page.getFrameTree"))["frameTree"]]
        while waiting and len(found) < _MOST_FRAMES:
            tree = waiting.pop(0)
            found.append(str(tree["frame"]["id"]))
            waiting += tree.get("childFrames", ())
        return found

    async def _asked(self, frame: str, script: str) -> Any:  # noqa: ANN401  (what a script returns)
        """Ask a frame; None where it goes away meanwhile."""
        try:
            world = await self._session.send("Page.createIsolatedWorld", {"frameId": frame, "worldName": _WORLD})
            answer = await self._session.send(
                "Runtime.evaluate",
                {"expression": script, "contextId": world["executionContextId"], "returnByValue": True},
            )
        except Error:
            if self.page.is_closed():
                raise
            return None
        return answer["result"].get("value")

    def _begins(self, request: Request) -> None:
        if request.resource_type in _DRAWN_FROM:
            self._pending.add(request)
        with contextlib.suppress(Error):  # its frame may have gone
            if request.is_navigation_request() and request.frame == self.page.main_frame:
                self.last_url = request.url

    def _ends(self, request: Request) -> None:
        self._pending.discard(request)

    def _answers(self, response: Response) -> None:
        with contextlib.suppress(Error):  # likewise
            if response.request.is_navigation_request() and response.frame == self.page.main_frame:
                self.status = response.status


@asynccontextmanager
async def open_chromium(executable: Path, gate: Gate, agent: str) -> AsyncIterator[Chromium]:
    """Run a browser as long as the context; ``agent`` is added to its own name. Raises UsageError where none starts."""
    async with open_proxy(gate) as proxy:
        playwright = await async_playwright().start()
        try:
            browser = await _launched(playwright, executable, proxy)
            watching = asyncio.create_task(watch(os.getpid()))
            try:
                session = await browser.new_browser_cdp_session()
                own = (await session.send("Browser.getVersion"))["userAgent"]
                yield Chromium(browser, proxy, f"{own} {agent}")
            finally:
                watching.cancel()
                await _closed(browser)
        finally:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(_SECONDS_TO_CLOSE):
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
    is_wanted = _SCHEMES.match(request.url) and request.resource_type not in _NOT_LOADED
    with contextlib.suppress(Error):  # the page may have gone
        await (route.continue_() if is_wanted else route.abort())


async def _closed(thing: Browser | BrowserContext | Page) -> None:
    """Close something, as well as that can be done in a while."""
    with contextlib.suppress(Error, TimeoutError):
        async with asyncio.timeout(_SECONDS_TO_CLOSE):
            await thing.close()


async def _close_soon(page: Page) -> None:
    await _closed(page)
