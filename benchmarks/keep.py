"""Keeping what 2,000 addresses of loopback answer: in how much memory, in how much time, and how long to verify it.

Run ``python -m benchmarks.keep``; ``--bodies`` takes fewer. Bodies of 5 MB, of which the beginning is kept, and pages
of 64 KiB against the same run without ``--keep``.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.links import BODY_BYTES, CONCURRENCY, MEGABYTE, TOOL, Cost, measure, write_workspace
from benchmarks.pages import Site, serve
from benchmarks.timing import Ratio, report

BODIES = 2000
PAGE_BYTES = 64 * 1024
MEMORY_LIMIT = 100 * MEGABYTE
TIME_LIMIT = 3.0


class Kept(NamedTuple):
    """What a run took, what looking at all it kept took, and how many bytes that is."""

    run: Cost
    verify: Cost
    size: int


def kept(site: Site, folder: Path, *more: str) -> Kept:
    """Check every page of a site, then verify the log. Raises RuntimeError where either ends badly."""
    with serve(site) as pages:
        write_workspace(folder, pages)
        speed = ("--concurrency", str(CONCURRENCY), "--per-host", str(CONCURRENCY), "--pause", "0", "--tries", "1")
        run = measure(*TOOL, "links", str(folder), "--allow-private", *speed, "--quiet", *more)
    verify = measure(*TOOL, "links", str(folder), "--verify-log")
    return Kept(run, verify, sum(path.stat().st_size for path in folder.glob("availability/kept/*.gz")))


def against_memory(bodies: int, folder: Path) -> bool:
    """Print the most memory that keeping large bodies takes, and that looking at them takes."""
    found = kept(Site(bodies, size=BODY_BYTES), folder / "large", "--keep")
    peak = max(found.run.peak, found.verify.peak)
    verdict = "ok" if peak <= MEMORY_LIMIT else "TOO MUCH"
    name = f"{bodies} bodies of {BODY_BYTES // MEGABYTE} MB kept"
    figures = f"{found.run.peak / MEGABYTE:.1f} MB at the peak, at most {MEMORY_LIMIT // MEGABYTE}"
    more = (
        f"({found.run.seconds:.1f} s; verified in {found.verify.seconds:.1f} s, {found.verify.peak / MEGABYTE:.1f} MB)"
    )
    print(f"{name:<36} {figures}   {more}  {verdict}")
    return peak <= MEMORY_LIMIT


def against_time(bodies: int, folder: Path) -> bool:
    """Print how long keeping pages takes against the same run that keeps nothing."""
    site = Site(bodies, size=PAGE_BYTES)
    plain, found = kept(site, folder / "plain"), kept(site, folder / "kept", "--keep")
    ratio = Ratio(found.run.seconds / plain.run.seconds, found.run.seconds, plain.run.seconds)
    is_within = report(f"{bodies} pages of 64 KiB kept", ratio, TIME_LIMIT)
    print(f"verified in {found.verify.seconds:.1f} s; {found.size / bodies:.0f} bytes a page")
    return is_within


def main() -> int:
    """Print the memory and the ratio; return 1 where one is above its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.keep", description=__doc__.splitlines()[0])
    parser.add_argument("--bodies", type=int, metavar="N", default=BODIES, help=f"how many; else {BODIES}")
    bodies = parser.parse_args().bodies
    with tempfile.TemporaryDirectory() as name:
        results = [part(bodies, Path(name)) for part in (against_memory, against_time)]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
