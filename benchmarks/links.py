"""Checking 2,000 addresses on loopback: against linkinator, against the slowness of the sites, and in how much memory.

Run ``python -m benchmarks.links``; ``--quick`` takes fewer rounds and fewer of the large bodies. linkinator comes from
npm, or from a folder that ``--linkinator`` or LINKINATOR_FOLDER names; that part is skipped where it cannot be had.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from benchmarks.linkinator import Found, Linkinator, NotHadError, find_linkinator, summary_of
from benchmarks.pages import Pages, Site, serve
from benchmarks.start_up import ENVIRONMENT, ROOT
from benchmarks.timing import Ratio, compare, report

ADDRESSES = 2000
MISSING_EVERY = 10
CONCURRENCY = 50
DELAY = 0.2
MEGABYTE = 1_000_000
BODY_BYTES = 5 * MEGABYTE
TIME_LIMIT = 1.1
RIVAL_LIMIT = 0.4
MEMORY_LIMIT = 100 * MEGABYTE
TOOL = (sys.executable, "-m", "openness_cli")
# ru_maxrss is in kilobytes but on macOS
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


class Options(NamedTuple):
    """How much to measure, and where linkinator is, if not to be installed."""

    rounds: int
    slow_rounds: int
    bodies: int
    linkinator: Path | None


class Cost(NamedTuple):
    """What a process took: seconds by the clock, bytes of memory at its peak."""

    seconds: float
    peak: int


def write_workspace(folder: Path, pages: Pages) -> None:
    """Write a workspace whose one claim stands on every page of a site."""
    (folder / "evidence").mkdir(parents=True)
    (folder / "openness.yaml").write_text(
        "organisation: {id: body, name: Body, kinds: [agency]}\nindex: pf-154\nyear: 2024\n"
        "evaluation_date: 2025-03-01\nas_of: 2025-02-01\n",
        encoding="utf-8",
    )
    lines = ["evidence:", "  C1.1:", f"    count: {pages.site.pages}", "    owner: Masʼul boʻlinma", "    items:"]
    for number in range(1, pages.site.pages + 1):
        published = date(2024, 1, 1) + timedelta(days=number % 300)
        lines.append(f"      - {{title: Tadbir {number}, url: {pages.url(number)}, published: {published}}}")
    (folder / "evidence" / "all.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


class Links:
    """Runs of ``openness links`` over the pages of a site, each in a copy of the workspace without a log."""

    def __init__(self, pages: Pages, folder: Path, runs: int) -> None:
        """Make a workspace for each run, before anything is measured."""
        self._pages = pages
        self._workspaces = [folder / f"workspace-{number}" for number in range(runs)]
        write_workspace(self._workspaces[0], pages)
        for other in self._workspaces[1:]:
            shutil.copytree(self._workspaces[0], other)
        measure(*TOOL, "validate", str(self._workspaces[0]), "--quiet")
        self._waiting = iter(self._workspaces)
        self.asked = 0

    def run(self) -> Cost:
        """Check every address, with no log to begin with."""
        speed = ("--concurrency", str(CONCURRENCY), "--per-host", str(CONCURRENCY), "--pause", "0", "--tries", "1")
        return measure(*TOOL, "links", str(next(self._waiting)), "--allow-private", *speed, "--quiet")

    def verify(self) -> None:
        """Make sure that every run fetched every address once, and found what there is. Raises RuntimeError.

        ``asked`` is from then on how often the site was asked: once for each line of the logs.
        """
        site = self._pages.site
        there = Counter(
            (self._pages.url(number), "failed", 404, None)
            if site.is_missing(number)
            else (self._pages.url(number), "ok", 200, site.size)
            for number in range(1, site.pages + 1)
        )
        for workspace in self._workspaces:
            lines = [line for path in (workspace / "availability").glob("*.jsonl") for line in path.open("rb")]
            self.asked += len(lines)
            # what is missing is looked at twice, and the first look has a line of its own
            read = map(json.loads, lines)
            entries = [entry for entry in read if "control" not in entry and entry.get("try") != 1]
            found = Counter((entry["url"], entry["result"], entry["status"], entry["bytes"]) for entry in entries)
            if found != there:
                odd = next(iter((found - there) + (there - found)))
                raise RuntimeError(f"{len(lines)} lines of the log for {site.pages} addresses; not as it is: {odd}")


def measure(*command: str) -> Cost:
    """Run a command that must end well and return what it took. Raises RuntimeError."""
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=errors) as process:
            _pid, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            said = errors.read().decode(errors="replace")
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {said}")
    return Cost(seconds, usage.ru_maxrss * PEAK_UNIT)


def against_linkinator(options: Options, folder: Path) -> bool:
    """Print how long a check takes against linkinator's of the same pages; a tenth of them is missing."""
    try:
        rival = find_linkinator(options.linkinator, _made(folder / "npm"))
    except NotHadError as error:
        print(f"SKIPPED: the comparison with linkinator, which cannot be had: {error}")
        return True
    print(f"{rival.version}; {ADDRESSES} addresses, {CONCURRENCY} at once")
    as_shipped = _against(rival, options, folder / "shipped")
    is_within = report("openness links to linkinator", as_shipped, RIVAL_LIMIT)
    reading = _against(rival, options, folder / "recurse", "--recurse")
    millis = f"({reading.seconds * 1000:.1f} ms to {reading.floor_seconds * 1000:.1f} ms)"
    print(f"{'with --recurse, which GETs as ours':<36} {reading.ratio:5.2f} × the floor, for comparison   {millis}")
    return is_within


def _against(rival: Linkinator, options: Options, folder: Path, *more: str) -> Ratio:
    with serve(Site(ADDRESSES, missing_every=MISSING_EVERY)) as pages:
        links = Links(pages, folder, options.rounds + 1)
        printed: list[str] = []
        begin = time.perf_counter()
        ratio = compare(
            links.run,
            lambda: printed.append(rival.check(pages.index, CONCURRENCY, *more)),
            options.rounds,
        )
        seconds = time.perf_counter() - begin
        served = pages.served()
    links.verify()
    verify_rival(rival, printed, served.gets + served.heads - links.asked)
    print(f"the server was busy for {served.seconds / seconds:.0%} of the time")
    return ratio


def verify_rival(rival: Linkinator, printed: list[str], asked: int) -> None:
    """Make sure that linkinator asked for every page and found those that are missing. Raises RuntimeError."""
    there = Found(ADDRESSES + 1, ADDRESSES // MISSING_EVERY)
    for text in printed:
        if summary_of(text) != there:
            raise RuntimeError(f"{rival.version} found {summary_of(text)}, there are {there}")
    if asked < len(printed) * there.scanned:
        raise RuntimeError(f"{rival.version} asked {asked} times in {len(printed)} runs")


def against_delay(options: Options, folder: Path) -> bool:
    """Print how long a check takes against what the sites' own slowness makes of it."""
    with serve(Site(ADDRESSES, missing_every=MISSING_EVERY, delay=DELAY)) as pages:
        links = Links(pages, folder / "delay", options.slow_rounds)
        costs = [links.run() for _round in range(options.slow_rounds)]
    links.verify()
    floor = DELAY * ADDRESSES / CONCURRENCY
    seconds = statistics.median(cost.seconds for cost in costs)
    return report(f"answers {DELAY * 1000:.0f} ms late", Ratio(seconds / floor, seconds, floor), TIME_LIMIT)


def peak_memory(options: Options, folder: Path) -> bool:
    """Print the most memory that a check takes where bodies are large, and where they are small."""
    small, large = (
        _cost_of(Site(options.bodies, size=size), folder / f"memory-{size}") for size in (Site(0).size, BODY_BYTES)
    )
    verdict = "ok" if large.peak <= MEMORY_LIMIT else "TOO MUCH"
    name = f"{options.bodies} bodies of {BODY_BYTES // MEGABYTE} MB"
    figures = f"{large.peak / MEGABYTE:.1f} MB at the peak, at most {MEMORY_LIMIT // MEGABYTE}"
    more = f"(small ones: {small.peak / MEGABYTE:.1f} MB; {large.seconds:.1f} s to {small.seconds:.1f} s)"
    print(f"{name:<36} {figures}   {more}  {verdict}")
    return large.peak <= MEMORY_LIMIT


def _cost_of(site: Site, folder: Path) -> Cost:
    with serve(site) as pages:
        links = Links(pages, folder, 1)
        cost = links.run()
    links.verify()
    return cost


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def read_options() -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.links", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and 200 large bodies")
    parser.add_argument("--bodies", type=int, metavar="N", help=f"how many large bodies; else {ADDRESSES}")
    parser.add_argument(
        "--linkinator",
        type=Path,
        metavar="FOLDER",
        default=os.environ.get("LINKINATOR_FOLDER") or None,
        help="where linkinator is installed, and node where the machine's is too old (env: LINKINATOR_FOLDER)",
    )
    given = parser.parse_args()
    bodies = given.bodies or (200 if given.quick else ADDRESSES)
    rounds, slow_rounds = (2, 1) if given.quick else (5, 3)
    return Options(rounds, slow_rounds, bodies, given.linkinator)


def main() -> int:
    """Print the ratios and the memory; return 1 where one is above its limit."""
    options = read_options()
    parts: tuple[Callable[[Options, Path], bool], ...] = (against_linkinator, against_delay, peak_memory)
    with tempfile.TemporaryDirectory() as name:
        results = [part(options, Path(name)) for part in parts]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
