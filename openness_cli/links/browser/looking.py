"""A run over addresses in a browser: politely, few at once, each judged by what it shows beside what is not there.

Knows neither the browser nor the log: both are handed in.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple, Protocol

from openness_cli.links.asked import found_in, sound
from openness_cli.links.checker import Fetched, Keep, Try
from openness_cli.links.content_check import leads_home
from openness_cli.links.fetch.gate import guard_of
from openness_cli.links.pages.asking import ControlAnswers, Which, random_name
from openness_cli.links.pages.judging import THERE, judge
from openness_cli.links.pages.page import PAGE_BYTES, Page, read_page
from openness_cli.model.availability import CheckResult, LinkCause
from openness_cli.scoring.addresses import host_of

# what a browser may be let in by, or can draw
_WORTH_IT = frozenset({LinkCause.NEEDS_BROWSER, LinkCause.FORBIDDEN, LinkCause.CLIENT_ERROR, LinkCause.CHALLENGE})
_OK = range(200, 300)
_GONE = frozenset({404, 410})
_TURNED_AWAY = {401: LinkCause.SIGN_IN, 403: LinkCause.FORBIDDEN, 429: LinkCause.TOO_MANY}


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

    async def close(self) -> None:
        """Close what is open."""


class Visit(Protocol):
    """All that is looked at of one site."""

    def window(self) -> Window:
        """Have one more window."""


class Browser(Protocol):
    """A browser that keeps visits apart."""

    @property
    def runs(self) -> bool:
        """Whether it is still there."""

    def visit(self) -> AbstractAsyncContextManager[Visit]:
        """Begin with a site as if nobody had ever been there."""


class Care(NamedTuple):
    """How to go about it: windows at once, in all and for one site; seconds between two starts at one site.

    ``asks`` are words that the pages of some addresses have to show.
    """

    windows: int = 4
    per_host: int = 4
    pause: float = 0.2
    asks: Mapping[str, tuple[str, ...]] = {}


def worth_a_browser(last: Mapping[str, Fetched]) -> dict[str, LinkCause]:
    """Return the addresses that could not be judged without a browser, in their order, and why."""
    return {
        url: fetched.cause
        for url, fetched in last.items()
        if fetched.result is CheckResult.BLOCKED and fetched.cause and fetched.cause in _WORTH_IT
    }


async def look_at(
    urls: Mapping[str, LinkCause],
    browser: Browser,
    keep: Keep,
    *,
    care: Care,
    now: Callable[[], datetime],
    unlikely: Callable[[], str] = random_name,
) -> dict[str, Fetched]:
    """Look once at every address that could not be judged, each with why; ``keep`` takes over each finding.

    ``unlikely`` makes up names that no page has. Where the browser ends meanwhile, what was not looked at yet is left
    out.
    """
    run = _Run(browser, keep, care, now, unlikely)
    by_host: dict[str, dict[str, LinkCause]] = {}
    for url, cause in urls.items():
        by_host.setdefault(host_of(url), {})[url] = cause
    async with asyncio.TaskGroup() as group:
        for own in by_host.values():
            group.create_task(run.site(own))
    return run.found


class _Run:
    def __init__(
        self, browser: Browser, keep: Keep, care: Care, now: Callable[[], datetime], unlikely: Callable[[], str]
    ) -> None:
        self.found: dict[str, Fetched] = {}
        self.care = care
        self._browser = browser
        self._keep = keep
        self._now = now
        self._unlikely = unlikely
        self._slots = asyncio.Semaphore(care.windows)

    async def site(self, urls: Mapping[str, LinkCause]) -> None:
        """Look at the addresses of one site, some at once."""
        waiting = iter(urls.items())
        async with self._browser.visit() as visit, asyncio.TaskGroup() as group:
            site = _Site(self, visit)
            answers = ControlAnswers(site.ask, self._unlikely)
            for _window in range(min(self.care.per_host, self.care.windows, len(urls))):
                group.create_task(self._each(site, answers, waiting))

    async def _each(self, site: "_Site", answers: ControlAnswers, waiting: Iterator[tuple[str, LinkCause]]) -> None:
        """Look at one address after the other, of those that nobody else has taken."""
        async with self._slots, site.one_more_window():
            for url, cause in waiting:
                time, fetched = await site.look(url)
                fetched = await _judged(_shown(fetched, self.care.asks.get(url, ())), answers, cause)
                if not self.keep(Try(url, time, fetched)):
                    break
                self.found[url] = fetched

    async def look(self, url: str, window: Window) -> tuple[datetime, Fetched]:
        """Look at an address now."""
        return self._now(), _finding(url, await window.look(url))

    def keep(self, one: Try) -> bool:
        """Keep a finding, if it is one: not where the browser has ended. Tell whether it was."""
        if self._browser.runs:
            self._keep(one)
            return True
        return False


class _Site:
    """One site: its windows that nobody looks into at the moment, and when it may be asked again."""

    def __init__(self, run: _Run, visit: Visit) -> None:
        self._run = run
        self._visit = visit
        self._next_start = 0.0
        self._free: list[Window] = []

    @asynccontextmanager
    async def one_more_window(self) -> AsyncIterator[None]:
        """Let one more look be taken at the same time, as long as the context."""
        self._free.append(self._visit.window())
        yield
        # whoever leaves looks at nothing, so that one is free; it may be another's
        await self._free.pop().close()

    async def look(self, url: str) -> tuple[datetime, Fetched]:
        """Look at an address when the site may be asked again; never by more at once than there are windows."""
        loop = asyncio.get_running_loop()
        begin = max(self._next_start, loop.time())
        self._next_start = begin + self._run.care.pause
        await asyncio.sleep(begin - loop.time())
        window = self._free.pop()
        try:
            return await self._run.look(url, window)
        finally:
            self._free.append(window)

    async def ask(self, url: str, which: Which) -> Page | None:
        """Look at what cannot exist; None where that is no page."""
        time, fetched = await self.look(url)
        self._run.keep(Try(url, time, fetched._replace(page=None), which))
        return fetched.page


def _finding(url: str, sight: Sight) -> Fetched:
    """Return what a sight means, as far as it does not take other pages of the site to tell."""
    if sight.trouble:
        refusal = sight.refusal
        if refusal is None or refusal.result is not CheckResult.REFUSED:
            refusal = Fetched(CheckResult.BLOCKED, LinkCause.NOT_SHOWN, sight.trouble)
        return _told(refusal, sight)
    if sight.status is not None and sight.status not in _OK:
        if sight.status in _GONE:
            return _told(Fetched(CheckResult.FAILED, LinkCause.NOT_FOUND), sight)
        return _told(Fetched(CheckResult.BLOCKED, _TURNED_AWAY.get(sight.status, LinkCause.NOT_SHOWN)), sight)
    # applications keep their routes behind the mark of a fragment
    if "#/" not in sight.final_url and leads_home(url, sight.final_url):
        return _told(Fetched(CheckResult.FAILED, LinkCause.HOME_PAGE), sight)
    html = sight.html.encode(errors="replace")
    if guard := guard_of(html):
        return _told(Fetched(CheckResult.BLOCKED, LinkCause.CHALLENGE, guard), sight)
    page = read_page(html, "utf-8", sight.final_url, is_rendered=True)._replace(asked=url)
    text = "\n".join(page.lines).encode()
    digest = sha256(text).hexdigest()
    found = Fetched(CheckResult.OK, size=len(text), digest=digest, content_type="text/html", page=page)
    return _told(found, sight)


def _shown(fetched: Fetched, words: tuple[str, ...]) -> Fetched:
    """Tell what a page calls itself, and which words it shows of those that are asked of it."""
    page = fetched.page
    if page is None:
        return fetched
    # what a browser displays may be longer than what is read of it
    contains = found_in(page, words, is_whole=(fetched.size or 0) < PAGE_BYTES // 2)
    return fetched._replace(title=sound(page.title), contains=contains)


async def _judged(fetched: Fetched, answers: ControlAnswers, before: LinkCause) -> Fetched:
    """Judge a page beside those that cannot exist. ``before`` is why it could not be judged without a browser."""
    if fetched.page is None:
        return fetched
    result, cause = await answers.verdict_on(fetched.page)
    if cause is LinkCause.NEEDS_BROWSER:
        cause = LinkCause.NOT_SHOWN  # what still does not show itself is not to be seen at all
    elif before is not LinkCause.NEEDS_BROWSER and result is CheckResult.FAILED and judge(fetched.page) == THERE:
        # a site that turned the check away may show its guard for every path
        result, cause = CheckResult.BLOCKED, before
    return fetched._replace(result=result, cause=cause, page=None)


def _told(found: Fetched, sight: Sight) -> Fetched:
    return found._replace(
        final_url=sight.final_url, status=sight.status, milliseconds=sight.milliseconds, is_browser=True
    )
