"""One page of the browser: opened, waited for, asked for what it shows."""

import asyncio
import contextlib
import re
import time
from typing import Any

from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Page, Request, Response

from openness_cli.links.browser import _snapshot
from openness_cli.links.browser.looking import Sight

SECONDS_TO_CLOSE = 5.0
SCHEMES = re.compile(r"https?://", re.IGNORECASE)
_STILL = 0.4  # so long a text stands that is there
_STILL_WHILE_LOADING = 3.0  # likewise, though something is still being loaded
_STILL_EMPTY = 2.0  # so long nothing is there, and nothing is loaded, before that is all
_BETWEEN_LOOKS = 0.1
_MOST_FRAMES = 10
_WORLD = "openness"
TURNED_AWAY = frozenset({401, 403, 429, 503})
# what a page draws itself from
_DRAWN_FROM = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})


class Tab:
    """One page of the browser."""

    def __init__(self, page: Page, session: CDPSession, seconds: float) -> None:
        """Listen to a page that is shown for so many seconds at most."""
        self.page = page
        self.status: int | None = None
        self.last_url = ""
        self._session = session
        self._seconds = seconds
        self._pending: set[Request] = set()
        page.on("request", self._begins)
        page.on("requestfinished", self._ends)
        page.on("requestfailed", self._ends)
        page.on("response", self._answers)
        page.on("popup", _close_soon)

    @classmethod
    async def opened(cls, page: Page, seconds: float) -> "Tab":
        """Take over a page. Raises Error."""
        return cls(page, await page.context.new_cdp_session(page), seconds)

    async def look(self, url: str) -> Sight:
        """Open an address. Raises Error, and waits for ever where the page does."""
        if self.page.url != "about:blank" and "#" in url:
            await self.page.goto("about:blank")  # else nothing is loaded where the part before it is the same
        self._pending.clear()
        self.status, self.last_url = None, url
        await self.page.goto(url, wait_until="domcontentloaded", timeout=0)
        await self._stands_still()
        if not SCHEMES.match(self.page.url):
            raise Error(f"leads to {self.page.url.partition(':')[0]}:")  # what the browser shows in place of a page too
        pieces = [await self._asked(frame, _snapshot.PAGE) for frame in await self._frames()]
        return Sight("\n".join(filter(None, pieces)), self.page.url, self.status)

    async def _stands_still(self) -> None:
        """Wait until the text no longer changes, longer while something is loaded that it may be drawn from."""
        before, since, ends = None, time.monotonic(), time.monotonic() + self._seconds * 2 / 3
        while time.monotonic() < ends:
            state = await self._asked(await self._main(), _snapshot.STATE)
            now = time.monotonic()
            if state is None or state != before:
                before, since = state, now
                if state is None:
                    await asyncio.sleep(_BETWEEN_LOOKS)
            else:
                is_drawn, letters, _hash = state
                wait = _STILL_WHILE_LOADING if self._pending else _STILL if letters else _STILL_EMPTY
                # a site that turns programs away may let a browser in after a while
                if is_drawn and now - since >= wait and self.status not in TURNED_AWAY:
                    return

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
                {
                    "expression": script,
                    "contextId": world["executionContextId"],
                    "returnByValue": True,
                    "awaitPromise": True,
                },
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


async def closed(thing: Browser | BrowserContext | Page) -> None:
    """Close something, as well as that can be done in a while."""
    with contextlib.suppress(Error, TimeoutError):
        async with asyncio.timeout(SECONDS_TO_CLOSE):
            await thing.close()


async def _close_soon(page: Page) -> None:
    await closed(page)
