"""Fetching for real: the event loop, the network, the log and whoever watches, put together."""

import asyncio
import re
import signal
from collections.abc import Callable, Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from openness_cli import __version__
from openness_cli.cli.keeping import open_archive
from openness_cli.cli.session import Session, Show
from openness_cli.errors import OutputError, UsageError
from openness_cli.links.checker import Controls, Pace, Run, Try, check_links
from openness_cli.links.fetch.client import Manners, open_fetch
from openness_cli.links.kept.keeping import Archive, Keeping
from openness_cli.links.log import sites_opened
from openness_cli.links.log_writer import Keeper, LogWriter
from openness_cli.messages import _, n_
from openness_cli.model.availability import Check, LinkCause
from openness_cli.signals import handled_by
from openness_cli.words.links import cause_sentence

AGENT = f"openness/{__version__} (self-assessment of openness; checks links)"
_MOST_THREADS = 256
_LONGEST_HEADER = 200
_HEADER = re.compile(rf"[!-~](?:[ -~]{{0,{_LONGEST_HEADER - 2}}}[!-~])?")


def manners_of(
    seconds: float,
    agent: str | None,
    language: str | None,
    *,
    allow_private: bool,
    use_proxy: bool,
    asks: Mapping[str, tuple[str, ...]],
) -> Manners:
    """Return how to fetch: each address within so many seconds, public ones alone unless others are allowed.

    ``asks`` are the words that are looked for in the pages of some addresses. Raises UsageError where the name of who
    asks, or of languages, can stand in no header.
    """
    for name, value in (("--user-agent", agent), ("--accept-language", language)):
        if value is not None and not _HEADER.fullmatch(value):
            text = _("{where}: “{value}” can stand in no request: printable letters of ASCII, at most {most}")
            raise UsageError(text.format(where=name, value=value, most=_LONGEST_HEADER))
    manners = Manners(agent or AGENT, use_proxies=use_proxy, language=language or "", asks=asks)
    manners = manners._replace(bounds=manners.bounds._replace(seconds=seconds))
    return manners._replace(may_connect=lambda _address: True) if allow_private else manners


def fetch_all(
    session: Session,
    path: Path,
    urls: list[str],
    controls: Controls,
    pace: Pace,
    manners: Manners,
    kept: Iterable[Check] | None = None,
) -> Run:
    """Fetch addresses into a file of the log. Given the checks that the log holds, keep what is received as well.

    Raises OutputError where anything cannot be written.
    """
    opened = cache(lambda: sites_opened(path))
    logbook = LogWriter(path)
    if logbook.torn:
        text = _("{file}: the last line was torn and is left as it is: {line}")
        session.complain(text.format(file=logbook.path, line=logbook.torn))
    ended: list[Run] = []

    async def run() -> None:
        # asyncio prints the whole result of its main task into an error message that nobody sees: it gets none
        told = (session, logbook, urls, controls, pace, manners)
        ended.append(await _run(*told, lambda host: host in opened(), archive=archive))

    try:
        # the loop watches sockets: that of Windows does not, unless it is asked for
        loop = asyncio.Runner(loop_factory=asyncio.SelectorEventLoop)
        with open_archive(session, path, kept) as archive, loop as runner:
            runner.run(ended_by_request(run()))
    except* OutputError as errors:
        raise first_of_group(errors) from None
    return ended[0]


async def ended_by_request(work: Coroutine[Any, Any, None]) -> None:
    """Do work; a request to end (SIGTERM) is an interrupt, also where Ctrl-C is ignored: what is known is written down.

    Raises KeyboardInterrupt where there was one.
    """
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    asked: list[int] = []

    def end(number: int, _frame: object) -> None:
        if not asked and task is not None:
            loop.call_soon_threadsafe(task.cancel)
        asked.append(number)

    with handled_by(signal.SIGTERM, end):
        try:
            await work
        except asyncio.CancelledError:
            if asked:
                raise KeyboardInterrupt from None
            raise


async def _run(
    session: Session,
    logbook: LogWriter,
    urls: list[str],
    controls: Controls,
    pace: Pace,
    manners: Manners,
    has_opened: Callable[[str], bool],
    *,
    archive: Archive | None,
) -> Run:
    # names are looked up in threads; one that hangs must not keep others from being looked up in their time
    threads = ThreadPoolExecutor(min(4 * pace.concurrency, _MOST_THREADS))
    asyncio.get_running_loop().set_default_executor(threads)
    with session.bar(_("fetching"), len(set(urls))) as show:
        progress = Progress(session, frozenset(urls), show, _("fetching"))
        keeper = Keeper(logbook, progress.kept)
        keeping = Keeping(archive, session.now) if archive else None
        try:
            async with open_fetch(manners, receiver=keeping) as fetch, asyncio.TaskGroup() as group:
                watching = group.create_task(keeper.watch())
                run = await check_links(
                    urls, fetch, keeper.keep, pace, session.now,
                    controls=controls, has_opened=has_opened, waiting=progress.waiting,
                )  # fmt: skip
                watching.cancel()
            return run
        finally:
            if keeping:
                await keeping.finish()
            await keeper.finish()


class Progress:
    """Is told of every try; of each address it tells how that ended, on a line of its own where there is no bar."""

    def __init__(self, session: Session, urls: frozenset[str], show: Show | None, doing: str) -> None:
        """Tell of these addresses alone; ``doing`` stands beside the bar."""
        self._session = session
        self._doing = doing
        self._urls = urls
        self._show = show
        self._seen: set[str] = set()

    def kept(self, one: Try) -> None:
        """Hear of a try whose line is in the log."""
        if one.url not in self._urls:
            return
        self._seen.add(one.url)
        if self._show:
            self._show(len(self._seen), self._doing)
            return
        words = [f"{len(self._seen)}/{len(self._urls)}", one.fetched.result.value, one.url]
        if not all(shown for _words, shown in one.fetched.contains):
            words.append(f"({cause_sentence(LinkCause.WORDS_MISSING.value, None)})")
        if one.fetched.cause:
            words.append(f"({cause_sentence(one.fetched.cause.value, one.fetched.status)})")
        self._session.say(" ".join(words))

    def waiting(self, count: int, seconds: float) -> None:
        """Hear that so many addresses are tried again after a pause."""
        text = n_(
            "{count} address did not open; it is tried again in {seconds} seconds",
            "{count} addresses did not open; they are tried again in {seconds} seconds",
            count,
        ).format(count=count, seconds=f"{seconds:g}")
        if self._show:
            self._show(len(self._seen), text)
        else:
            self._session.say(text)


def first_of_group(group: BaseExceptionGroup[OutputError]) -> OutputError:
    """Return the first error of a group, however deep it lies."""
    error = group.exceptions[0]
    return first_of_group(error) if isinstance(error, BaseExceptionGroup) else error
