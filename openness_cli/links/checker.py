"""One run over many addresses, polite, fair to sites on a dead line; what fetches and keeps a result is handed in."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from openness_cli.links.pages.asking import ControlAnswers, Which, random_name
from openness_cli.links.pages.page import Page
from openness_cli.model.availability import CheckResult, LinkCause
from openness_cli.model.kept import Kept
from openness_cli.scoring.addresses import host_of

# nobody answered, though no site is to blame for that
NO_ANSWER = frozenset({LinkCause.PROXY, LinkCause.LOCAL})
# a site, or what lets nobody through to it from here
_SILENCE = frozenset({LinkCause.REFUSED_CONNECTION, LinkCause.NO_ROUTE, LinkCause.RESET, LinkCause.TIMEOUT})


class Fetched(NamedTuple):
    """What one fetch found."""

    result: CheckResult
    cause: LinkCause | None = None
    detail: str = ""  # says more, in English
    final_url: str = ""
    status: int | None = None  # None where nobody answered in HTTP
    size: int | None = None  # bytes of the content as read, decompressed
    digest: str = ""  # SHA-256 of the same
    content_type: str = ""
    milliseconds: int = 0  # the whole time
    is_partial: bool = False  # the content is longer than what was read
    tls_expires: str = ""  # the end of the certificate, as a date or a time in ISO form
    retry_after: float | None = None  # the seconds that the site asks to wait
    is_redirected: bool = False
    first: "Fetched | None" = None  # what a first look found that was not believed: it counts neither way
    page: Page | None = None  # what there is to judge it by beside other answers of its site, until that is done
    is_browser: bool = False  # a browser displayed it, and what counts is its visible text
    kept: Kept | None = None  # where what was received is stored
    title: str = ""  # what the page calls itself
    contains: tuple[tuple[str, bool], ...] = ()  # words that were looked for, and whether the page shows them

    @property
    def was_checked(self) -> bool:
        """Whether it counts: it opened or failed."""
        return self.result in (CheckResult.OK, CheckResult.FAILED)

    @property
    def somebody_answered(self) -> bool:
        """Whether it shows that the line works: an answer in HTTP, or a certificate that was good until it ended."""
        return self.status is not None or (self.cause is LinkCause.TLS and "expired" in self.detail)


class Pace(NamedTuple):
    """How fast to go. Times are seconds. A site that asks for too long a wait is left alone for the rest of the run."""

    concurrency: int = 32
    per_host: int = 4
    pause: float = 0.2  # between two starts at one site
    tries: int = 2  # how often an address is fetched that does not open
    retry_pause: float = 20  # before a new try
    longest_wait: float = 60  # how long a site that asks for it (Retry-After) is waited for, in all


class Try(NamedTuple):
    """One fetch, and when it began."""

    url: str
    time: datetime
    fetched: Fetched
    control: str = ""  # where the address is no evidence: which answer of its site it is


class Run(NamedTuple):
    """How a run ended. Where ``line_is_down`` nobody answered at all, and nothing was judged."""

    last: dict[str, Fetched]
    left_alone: tuple[str, ...]
    line_is_down: bool


Keep = Callable[[Try], None]
GoTo = Callable[[str], Awaitable[None]]


async def stay(_host: str) -> None:
    """Go nowhere: for a fetch that nobody else's have to wait for."""


class Fetch(Protocol):
    """Fetches one address. Before it follows a redirect to another host it goes there: it may have to wait."""

    async def __call__(self, url: str, go_to: GoTo = stay, /) -> Fetched:
        """Return what was found. Raises nothing but what ``go_to`` raises."""


class LeftAlone(Exception):  # noqa: N818  (its name is what happened)
    """A site has asked to be left alone for longer than a run lasts."""


class Controls(NamedTuple):
    """Addresses that are asked when nobody else answered, to tell dead sites from a dead line."""

    own: tuple[str, ...] = ()  # of the evidence, and opened before: what they answer is kept
    others: tuple[str, ...] = ()  # of these nothing is kept


NO_CONTROLS = Controls()


async def check_links(  # noqa: PLR0913  (all that it knows of the world is handed in)
    urls: Sequence[str],
    fetch: Fetch,
    keep: Keep,
    pace: Pace,
    now: Callable[[], datetime],
    *,
    controls: Controls = NO_CONTROLS,
    has_opened: Callable[[str], bool] = lambda _host: True,
    waiting: Callable[[int, float], None] = lambda _count, _seconds: None,
    unlikely: Callable[[], str] = random_name,
) -> Run:
    """Fetch every address, and again after a pause what did not open.

    ``keep`` takes over each try that counts. While nobody has answered, failures are held back: they may be the fault
    of the line. If nobody answers in a whole round, not even ``controls``, its tries are kept as blocked, which counts
    neither way; so they are where the run is cancelled, and so is what failed at a site of which nothing answers while
    others do, unless it ``has_opened`` before: it may be closed to where the check runs. ``waiting`` is told before the
    pause how many are tried again, and in how many seconds. A page is judged beside what its site answers for a path
    that ``unlikely`` makes up; these tries are kept as well, and say that they are controls.
    """
    run = _Running(fetch, keep, pace, now, has_opened, unlikely)
    try:
        await run.round(urls, controls)
        for _attempt in range(1, pace.tries):
            again = [url for url in urls if run.is_worth_another_try(url)]
            if not again:
                break
            seconds = run.wait_before_next(again)
            waiting(len(again), seconds)
            await asyncio.sleep(seconds)
            await run.round(again, controls)
    except asyncio.CancelledError:
        run.release()
        raise
    return Run(run.last, tuple(run.left_alone), run.is_silent)


@dataclass
class _Host:
    """One site: how many fetches of it run, when the next may begin, whether it asked to be left alone."""

    slots: asyncio.Semaphore
    next_start: float = 0.0
    wait_until: float = 0.0
    waited: float = 0.0
    is_left_alone: bool = False


class _Running:
    def __init__(
        self,
        fetch: Fetch,
        keep: Keep,
        pace: Pace,
        now: Callable[[], datetime],
        has_opened: Callable[[str], bool],
        unlikely: Callable[[], str],
    ) -> None:
        self.last: dict[str, Fetched] = {}
        self.left_alone: dict[str, None] = {}
        self._fetch = fetch
        self._keep = keep
        self.pace = pace
        self.slots = asyncio.Semaphore(pace.concurrency)
        self.hosts: dict[str, _Host] = defaultdict(lambda: _Host(asyncio.Semaphore(pace.per_host)))
        self._now = now
        self._has_opened = has_opened
        self._answering: set[str] = set()
        self._answers = ControlAnswers(self._ask, unlikely)
        self._held: list[Try] = []
        self._somebody_answered = False
        self._nothing_came = False

    @property
    def is_silent(self) -> bool:
        """Whether something was asked for, and nobody has answered."""
        return self._nothing_came and not self._somebody_answered

    async def round(self, urls: Iterable[str], controls: Controls) -> None:
        """Fetch addresses, and ask ``controls`` where none of them answers. The first error of ``keep`` ends it."""
        await self._all(urls)
        if self.is_silent:
            await self._all(controls.own)
        for url in controls.others if self.is_silent else ():
            if (await self._fetch(url)).somebody_answered:
                self._somebody_answered = True
        self.release()

    async def _all(self, urls: Iterable[str]) -> None:
        """Fetch addresses, as many at once as may be; those of one site in their order."""
        by_host: dict[str, list[str]] = {}
        for url in urls:
            by_host.setdefault(host_of(url), []).append(url)
        async with asyncio.TaskGroup() as group:
            for own in by_host.values():
                waiting = iter(own)
                for _visitor in range(min(self.pace.per_host, len(own))):
                    group.create_task(self._each(waiting))

    async def _each(self, waiting: Iterator[str]) -> None:
        """Fetch one address after the other when it is its turn, of those that no other visitor has taken."""
        visit = _Visit(self)
        for url in waiting:
            try:
                await visit.go_to(host_of(url))
                time, fetched = self._now(), await self._fetch(url, visit.go_to)
                visit.heed(fetched)
            except LeftAlone:
                self.left_alone[url] = None
                continue
            finally:
                visit.leave()
            self._take(Try(url, time, await self._judged(fetched)))

    async def _judged(self, fetched: Fetched) -> Fetched:
        """Judge a page beside the answers of its site that are no page; what it was judged by is let go of."""
        if fetched.page is None:
            return fetched
        if fetched.result is CheckResult.OK or fetched.cause is LinkCause.SIGN_IN:
            verdict = await self._answers.verdict_on(fetched.page)
            fetched = fetched._replace(result=verdict.result, cause=verdict.cause)
        return fetched._replace(page=None)

    async def _ask(self, url: str, which: Which) -> Page | None:
        """Ask a site for what cannot exist, when it is its turn; None where that is not answered with a page."""
        visit = _Visit(self)
        try:
            await visit.go_to(host_of(url))
            time, fetched = self._now(), await self._fetch(url, visit.go_to)
            visit.heed(fetched)
        except LeftAlone:
            return None
        finally:
            visit.leave()
        self._keep(Try(url, time, fetched._replace(page=None), which))
        return fetched.page

    def is_worth_another_try(self, url: str) -> bool:
        """Tell whether another try makes sense: it failed, or the site asked for a wait that is bearable."""
        fetched = self.last.get(url)
        if fetched is None or self.hosts[host_of(url)].is_left_alone:
            return False
        if fetched.result is CheckResult.BLOCKED and fetched.cause not in (LinkCause.NO_LINE, LinkCause.NO_ANSWER_HERE):
            return fetched.retry_after is not None and fetched.retry_after <= self.pace.longest_wait
        has_failed = fetched.result in (CheckResult.FAILED, CheckResult.BLOCKED)
        return has_failed or not all(dict(fetched.contains).values())

    def wait_before_next(self, urls: Iterable[str]) -> float:
        """Return the seconds to pause before trying again."""
        waits = [min(self.last[url].retry_after or 0, self.pace.longest_wait) for url in urls]
        return max(self.pace.retry_pause, *waits)

    def release(self) -> None:
        """Keep what was held back; if nobody has answered, or nobody at its site, as what could not be checked."""
        held, self._held = self._held, []
        for one in held:
            fetched = one.fetched
            why = LinkCause.NO_LINE if self.is_silent else LinkCause.NO_ANSWER_HERE if self._is_mute(one) else None
            if why is not None:
                said = ": ".join(filter(None, (fetched.cause and fetched.cause.value, fetched.detail)))
                fetched = fetched._replace(result=CheckResult.BLOCKED, cause=why, detail=said)
                self.last[one.url] = fetched
            self._keep(one._replace(fetched=fetched))

    def _is_mute(self, one: Try) -> bool:
        """Tell whether nothing has answered at a site so far, and it was never open to this writer."""
        host = host_of(one.fetched.final_url or one.url)
        return one.fetched.cause in _SILENCE and host not in self._answering and not self._has_opened(host)

    def _take(self, one: Try) -> None:
        fetched = one.fetched
        self.last[one.url] = fetched
        self._nothing_came |= fetched.result is CheckResult.FAILED or fetched.cause in NO_ANSWER
        if fetched.is_redirected:
            self._answering.add(host_of(one.url))
        if fetched.somebody_answered:
            self._answering.add(host_of(fetched.final_url or one.url))
            is_first, self._somebody_answered = not self._somebody_answered, True
            for held in self._held if is_first else ():
                if not self._is_mute(held):
                    self._keep(held)
            self._held = [held for held in self._held if self._is_mute(held)]
        if fetched.result is CheckResult.FAILED and (not self._somebody_answered or self._is_mute(one)):
            self._held.append(one)
        else:
            self._keep(one)


class _Visit:
    """One fetch on its way. It is at one site at a time, and gives up its place there before it goes to another."""

    def __init__(self, running: _Running) -> None:
        self._running = running
        self._host: _Host | None = None

    async def go_to(self, name: str) -> None:
        """Wait for a turn at a site; one that has asked to wait since then is heeded first. Raises LeftAlone."""
        self.leave()
        host = self._running.hosts[name]
        loop = asyncio.get_running_loop()
        await host.slots.acquire()
        try:
            while True:
                if (seconds := host.next_start - loop.time()) > 0:
                    await asyncio.sleep(seconds)
                await self._running.slots.acquire()
                if host.is_left_alone or host.next_start <= loop.time():
                    break
                self._running.slots.release()
        except BaseException:
            host.slots.release()
            raise
        self._host = host
        if host.is_left_alone:
            raise LeftAlone
        host.next_start = loop.time() + self._running.pace.pause

    def leave(self) -> None:
        """Make room for others."""
        if self._host is not None:
            self._host.slots.release()
            self._running.slots.release()
            self._host = None

    def heed(self, fetched: Fetched) -> None:
        """Leave the site in peace for as long as it asks; for good when that is too long, in all."""
        if self._host is None or fetched.retry_after is None or fetched.result is CheckResult.OK:
            return
        host, now = self._host, asyncio.get_running_loop().time()
        until = now + fetched.retry_after
        host.waited += max(until - max(now, host.wait_until), 0)
        if host.waited > self._running.pace.longest_wait:
            host.is_left_alone = True
        else:
            host.wait_until = max(host.wait_until, until)
            host.next_start = max(host.next_start, until)
