"""Fetching for real: the event loop, the network, the log and whoever watches, put together."""

import asyncio
import signal
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from openness_cli import __version__
from openness_cli.cli.links_arguments import LinkOptions, writer_name
from openness_cli.cli.progress import progress_of
from openness_cli.cli.session import Session
from openness_cli.errors import OutputError
from openness_cli.files.folder import LOG_FOLDER
from openness_cli.links.checker import Controls, Pace, Run, check_links
from openness_cli.links.fetch._answers import Bounds
from openness_cli.links.fetch._vetting import is_public
from openness_cli.links.fetch.client import Manners, open_fetch
from openness_cli.links.log_writer import Keeper, LogWriter
from openness_cli.messages import _
from openness_cli.scoring.addresses import LinkedAddress
from openness_cli.signals import handled_by

AGENT = f"openness/{__version__} (self-assessment of openness; checks links)"
_MOST_THREADS = 256


def fetch_all(
    session: Session, options: LinkOptions, addresses: Iterable[LinkedAddress], controls: tuple[str, ...]
) -> Run:
    """Fetch addresses into the log. Raises OutputError where that cannot be written."""
    logbook = LogWriter(options.directory / LOG_FOLDER / f"{writer_name(options.log)}.jsonl")
    if logbook.torn:
        text = _("{file}: the last line was torn and is left as it is: {line}")
        session.complain(text.format(file=logbook.path, line=logbook.torn))
    urls = [address.url for address in addresses]
    ended: list[Run] = []

    async def run() -> None:
        # asyncio prints the whole result of its main task into an error message that nobody sees: it gets none
        ended.append(await _run(session, options, logbook, urls, Controls(controls, options.controls)))

    try:
        # a request to end is an interrupt, so that what is known by then is written down;
        # the loop watches sockets: that of Windows does not, unless it is asked for
        with (
            handled_by(signal.SIGTERM, _interrupted),
            asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,
        ):
            runner.run(run())
    except* OutputError as errors:
        raise _first(errors) from None
    return ended[0]


def _interrupted(_number: int, _frame: object) -> None:
    """Do what Ctrl-C does."""
    signal.raise_signal(signal.SIGINT)


async def _run(session: Session, options: LinkOptions, logbook: LogWriter, urls: list[str], controls: Controls) -> Run:
    speed = options.speed
    # names are looked up in threads; one that hangs must not keep others from being looked up in their time
    threads = ThreadPoolExecutor(min(4 * speed.concurrency, _MOST_THREADS))
    asyncio.get_running_loop().set_default_executor(threads)
    pace = Pace(
        concurrency=speed.concurrency,
        per_host=speed.per_host,
        pause=speed.pause,
        tries=speed.tries,
        retry_pause=speed.retry_pause,
    )
    may_connect = _anywhere if options.allow_private else is_public
    manners = Manners(AGENT, may_connect, options.use_proxy, Bounds(seconds=speed.timeout))
    with progress_of(session, frozenset(urls)) as progress:
        keeper = Keeper(logbook, progress.kept)
        try:
            async with open_fetch(manners) as fetch, asyncio.TaskGroup() as group:
                watching = group.create_task(keeper.watch())
                run = await check_links(
                    urls, fetch, keeper.keep, pace, session.now, controls=controls, waiting=progress.waiting
                )
                watching.cancel()
            return run
        finally:
            await keeper.finish()


def _anywhere(_address: str) -> bool:
    return True


def _first(group: BaseExceptionGroup[OutputError]) -> OutputError:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
