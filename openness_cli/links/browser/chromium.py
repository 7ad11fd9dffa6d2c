"""The browser of this machine, on a lead: what it loads and from where, for how long, and in how much memory."""

import asyncio
import contextlib
import os
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple

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
from openness_cli.links.checker import Fetched
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


class Sight(NamedTuple):
    """What was seen at an address: the page as displayed, where it ended, with which status; or why there is none.

    ``refusal`` is what our own rules, or the network, said of the address itself.
    """

    html: str = ""
    final_url: str = ""
    status: int | None = None
    trouble: str = ""
    refusal: Fetched | None = None


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
        try:
            async with asyncio.timeout(SECONDS):
                context = await self._browser.new_context(
                    proxy={
                        "server": account.server,
                        "username": account.name,
                        "password": account.password,
                        "bypass": "<-loopback>",
                    },
                    user_agent=self._agent,
                    service_workers="block",
                    accept_downloads=False,
                    ignore_https_errors=False,
                )
                await context.route("**/*", _let_through)
            try:
                yield Visit(context, account)
            finally:
                await _closed(context)
        finally:
            self._proxy.close_account(account)


class Visit:
    """What is opened of one site. Windows stay open, to be used again, until the visit ends."""

    def __init__(self, context: BrowserContext, account: Account) -> None:
        """Open nothing yet."""
        self._context = context
        self._account = account
        self._idle: list[_Window] = []

    async def look(self, url: str) -> Sight:
        """Open an address, wait until its text stands still, and return what is seen. Raises nothing."""
        self._account.refill()
        window: _Window | None = None
        sight = Sight(final_url=url, trouble=f"not shown within {SECONDS:g} seconds")
        is_good = False
        try:
            async with asyncio.timeout(SECONDS):
                window = self._idle.pop() if self._idle else await _Window.opened(self._context)
                sight = await window.look(url)
                is_good = True
        except TimeoutError:
            pass
        except Error as error:
            sight = self._what_went_wrong(url, window, error)
        finally:
            if window is not None and is_good:
                self._idle.append(window)
            elif window is not None:
                await _closed(window.page)
        return sight

    def _what_went_wrong(self, url: str, window: "_Window | None", error: Error) -> Sight:
        last = window.last_url if window and window.last_url else url
        words = error.message.partition("\n")[0].partition(" at ")[0]
        return Sight(final_url=last, trouble=words[:200], refusal=self._account.shut.get(host_of(last)))


class _Window:
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
    async def opened(cls, context: BrowserContext) -> "_Window":
        page = await context.new_page()
        return cls(page, await context.new_cdp_session(page))

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
                wait = _STILL if letters else _STILL_EMPTY
                if is_drawn and now - since >= (_STILL_WHILE_LOADING if self._pending else wait):
                    return
            await asyncio.sleep(_BETWEEN_LOOKS)

    async def _main(self) -> str:
        tree = await self._session.send("Page.getFrameTree")
        return str(tree["frameTree"]["frame"]["id"])

    async def _frames(self) -> list[str]:
        """Return the frames of the page, itself first."""
        found, waiting = [], [(await self._session.send("Page.getFrameTree"))["frameTree"]]
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
