"""A run over addresses in a browser: politely, few at once, each judged by what it shows beside what is not there.

Knows neither the browser nor the log: both are handed in.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from openness_cli.links.checker import Fetched, Keep, Try
from openness_cli.links.content_check import leads_home
from openness_cli.links.pages.judging import ControlPages, judge
from openness_cli.links.pages.page import Page, read_page
from openness_cli.model.availability import CheckResult, LinkCause
from openness_cli.scoring.addresses import host_of

# what a browser may be let in by, or can draw
_WORTH_IT = frozenset({"needs-browser", "403", "challenge"})
_OK = range(200, 300)
_GONE = frozenset({404, 410})
_TURNED_AWAY = {401: LinkCause.SIGN_IN, 403: LinkCause.FORBIDDEN, 429: LinkCause.TOO_MANY}
_LITTLE_TEXT = 300  # letters; such a page may be what the site shows for every path of its folder


class Sight(NamedTuple):
    """What was seen at an address: the page as displayed, where it ended, with which status; or why there is none.

    ``refusal`` is what our own rules, or the network, said of the address itself.
    """

    html: str = ""
    final_url: str = ""
    status: int | None = None
    trouble: str = ""
    refusal: Fetched | None = None
    milliseconds: int = 0


class Window(Protocol):
    """What addresses are looked at in, one after the other."""

    async def look(self, url: str, /) -> Sight:
        """Return what is seen at an address. Raises nothing."""


class Visit(Protocol):
    """All that is looked at of one site."""

    def window(self) -> AbstractAsyncContextManager[Window]:
        """Have one more window."""


class Browser(Protocol):
    """A browser that keeps visits apart."""

    @property
    def runs(self) -> bool:
        """Whether it is still there."""

    def visit(self) -> AbstractAsyncContextManager[Visit]:
        """Begin with a site as if nobody had ever been there."""


class Care(NamedTuple):
    """How to go about it: windows at once, in all and for one site; seconds between two starts at one site."""

    windows: int = 4
    per_host: int = 4
    pause: float = 0.2


def worth_a_browser(last: Mapping[str, Fetched]) -> tuple[str, ...]:
    """Return the addresses that could not be judged without a browser, in their order."""
    return tuple(
        url
        for url, fetched in last.items()
        if fetched.result is CheckResult.BLOCKED and fetched.cause and fetched.cause.value in _WORTH_IT
    )


async def look_at(
    urls: Iterable[str],
    browser: Browser,
    keep: Keep,
    *,
    care: Care,
    now: Callable[[], datetime],
    random_path: Callable[[], str],
) -> dict[str, Fetched]:
    """Look at every address once; ``keep`` takes over each finding. ``random_path`` makes a path that cannot exist.

    Where the browser ends meanwhile, what was not looked at yet is left out.
    """
    run = _Run(browser, keep, care, now, random_path)
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(host_of(url), []).append(url)
    async with asyncio.TaskGroup() as group:
        for own in by_host.values():
            group.create_task(run.site(own))
    return run.found


class _Run:
    def __init__(
        self,
        browser: Browser,
        keep: Keep,
        care: Care,
        now: Callable[[], datetime],
        random_path: Callable[[], str],
    ) -> None:
        self.found: dict[str, Fetched] = {}
        self._browser = browser
        self._keep = keep
        self._care = care
        self._now = now
        self._random_path = random_path
        self._slots = asyncio.Semaphore(care.windows)

    async def site(self, urls: list[str]) -> None:
        """Look at the addresses of one site, some at once."""
        site, waiting = _Site(self._random_path, self._care.pause), iter(urls)
        async with self._browser.visit() as visit, asyncio.TaskGroup() as group:
            for _window in range(min(self._care.per_host, self._care.windows, len(urls))):
                group.create_task(self._each(visit, site, waiting))

    async def _each(self, visit: Visit, site: "_Site", waiting: Iterator[str]) -> None:
        """Look at one address after the other, of those that no other window has taken."""
        async with self._slots, visit.window() as window:
            for url in waiting:
                await site.turn()
                time, sight = self._now(), await window.look(url)
                fetched = await _judged(url, sight, site, window)
                if not self._browser.runs:
                    break
                self.found[url] = fetched
                self._keep(Try(url, time, fetched))


@dataclass
class _Site:
    """What a site shows for paths that cannot exist: seen once, at its root and in folders where that is asked for."""

    random_path: Callable[[], str]
    pause: float
    next_start: float = 0.0
    seen: dict[str, Page | None] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def turn(self) -> None:
        """Wait until the site may be asked again."""
        loop = asyncio.get_running_loop()
        begin = max(self.next_start, loop.time())
        self.next_start = begin + self.pause
        await asyncio.sleep(begin - loop.time())

    async def control(self, folder: str, window: Window) -> Page | None:
        """Return what stands at a path of a folder that cannot exist; None where nothing does."""
        async with self.lock:
            if folder not in self.seen:
                await self.turn()
                url = f"{folder}/{self.random_path()}"
                sight = await window.look(url)
                is_page = not sight.trouble and (sight.status is None or sight.status in _OK)
                self.seen[folder] = _page(url, sight) if is_page else None
            return self.seen[folder]


async def _judged(url: str, sight: Sight, site: _Site, window: Window) -> Fetched:
    if sight.trouble:
        refusal = sight.refusal
        if refusal is None or refusal.result is not CheckResult.REFUSED:
            refusal = Fetched(CheckResult.BLOCKED, LinkCause.NOT_SHOWN, sight.trouble)
        return _told(refusal, sight)
    if sight.status is not None and sight.status not in _OK:
        if sight.status in _GONE:
            return _told(Fetched(CheckResult.FAILED, LinkCause.NOT_FOUND), sight)
        cause = _TURNED_AWAY.get(sight.status, LinkCause.NOT_SHOWN)
        return _told(Fetched(CheckResult.BLOCKED, cause), sight)
    # applications keep their routes behind the mark of a fragment
    if "#/" not in sight.final_url and leads_home(url, sight.final_url):
        return _told(Fetched(CheckResult.FAILED, LinkCause.HOME_PAGE), sight)
    page = _page(url, sight)
    root, folder = _folders(url)
    controls = ControlPages(await site.control(root, window))
    if folder != root and sum(map(len, page.main)) < _LITTLE_TEXT:
        controls = controls._replace(near=await site.control(folder, window))
    verdict = judge(page, controls)
    still_empty = verdict.cause is not None and verdict.cause.value == "needs-browser"
    why = LinkCause.NOT_SHOWN if still_empty else verdict.cause
    text = "\n".join(page.lines).encode()
    found = Fetched(verdict.result, why, size=len(text), digest=sha256(text).hexdigest(), content_type="text/html")
    return _told(found, sight)


def _page(url: str, sight: Sight) -> Page:
    return read_page(sight.html.encode(errors="replace"), "utf-8", url, is_rendered=True)


def _told(found: Fetched, sight: Sight) -> Fetched:
    return found._replace(
        final_url=sight.final_url, status=sight.status, milliseconds=sight.milliseconds, is_browser=True
    )


def _folders(url: str) -> tuple[str, str]:
    """Return where a site begins, and the folder of an address in it; without the slashes behind them."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}"
    return root, root + parts.path.rpartition("/")[0]
