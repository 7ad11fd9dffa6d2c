"""Looking at addresses in the browser of this machine: the browser, the network, the log and whoever watches."""

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path

from openness_cli.cli.fetching import Progress, ended_by_request, fetch_all, first_of_group, manners_of
from openness_cli.cli.session import Session
from openness_cli.errors import OutputError
from openness_cli.links.browser.looking import Care, look_at, worth_a_browser
from openness_cli.links.checker import Controls, Fetched, Pace, Run
from openness_cli.links.fetch.client import Manners
from openness_cli.links.fetch.gate import Gate
from openness_cli.links.log_writer import Keeper, LogWriter
from openness_cli.messages import _, n_
from openness_cli.model.availability import Check, LinkCause
from openness_cli.scoring.addresses import LinkedAddress, addresses_to_fetch

__all__ = ["fetch_and_look", "manners_of"]


def fetch_and_look(
    session: Session,
    path: Path,
    wanted: Iterable[LinkedAddress],
    controls: Controls,
    pace: Pace,
    manners: Manners,
    executable: Path | None,
    *,
    kept: Iterable[Check] | None = None,
) -> Run:
    """Fetch addresses into a file of the log, and look in a browser, if there is one, at what that could not judge.

    Given the checks that the log holds, what fetches receive is kept, but not what a browser does.

    Raises OutputError where the log cannot be written, and UsageError where the browser does not start.
    """
    run = fetch_all(session, path, addresses_to_fetch(wanted), controls, pace, manners, kept)
    return _look_further(session, path, run, executable, pace, manners)


def _look_further(session: Session, path: Path, run: Run, executable: Path | None, pace: Pace, manners: Manners) -> Run:
    urls = worth_a_browser(run.last)
    if executable is None or not urls:
        return run
    from openness_cli.links.browser.chromium import runs_as_root  # noqa: PLC0415  (brings what drives the browser)

    if runs_as_root():
        session.complain(_("the browser runs without its sandbox, as it must for root: run it as an ordinary user"))
    found: dict[str, Fetched] = {}

    async def look() -> None:
        # a page that goes away fails whatever still waits for it
        asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)
        found.update(await _look(session, LogWriter(path), urls, executable, pace, manners))

    try:
        # the loop that starts processes, which on Windows is not the one that fetches
        with asyncio.Runner() as runner:
            runner.run(ended_by_request(look()))
    except* OutputError as errors:
        raise first_of_group(errors) from None
    if len(found) < len(urls):
        count = len(urls) - len(found)
        text = n_(
            "the browser ended before its time: {count} address was not looked at",
            "the browser ended before its time: {count} addresses were not looked at",
            count,
        )
        session.complain(text.format(count=count))
    return run._replace(last=run.last | found)


async def _look(
    session: Session, logbook: LogWriter, urls: Mapping[str, LinkCause], executable: Path, pace: Pace, manners: Manners
) -> dict[str, Fetched]:
    from openness_cli.links.browser.chromium import Names, open_chromium  # noqa: PLC0415  (likewise)

    with session.bar(_("looking in the browser"), len(urls)) as show:
        keeper = Keeper(logbook, Progress(session, frozenset(urls), show, _("looking in the browser")).kept)
        try:
            async with (
                open_chromium(executable, Gate(manners), Names(manners.agent, manners.language)) as browser,
                asyncio.TaskGroup() as group,
            ):
                watching = group.create_task(keeper.watch())
                care = Care(per_host=pace.per_host, pause=pace.pause, asks=manners.asks)
                found = await look_at(urls, browser, keeper.keep, care=care, now=session.now)
                watching.cancel()
            return found
        finally:
            await keeper.finish()
