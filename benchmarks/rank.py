"""Ranking many bodies against libyaml's own load of the same files, shared out among the cores; and in how much memory.

Run ``python -m benchmarks.rank``; ``--quick`` takes fewer rounds and 2,000 bodies instead of 10,000.
"""

import argparse
import multiprocessing
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks.bodies import shipped_index, write_body
from benchmarks.start_up import ENVIRONMENT, ROOT
from benchmarks.timing import Ratio, compare, report
from openness_cli.cli.rank.pool import usable_cores

BODIES, MANY, QUICK = 1000, 10_000, 2000
LIMIT = 1.4
GROWTH_LIMIT = 1.1
MEGABYTE = 1_000_000
MEMORY_LIMIT = 300 * MEGABYTE
WORKBOOK_LIMIT = 200 * MEGABYTE
KILOBYTE = 1024
SAMPLED_EVERY = 0.02
TOOL = (sys.executable, "-m", "openness_cli", "rank")


class Options(NamedTuple):
    """How much to measure."""

    rounds: int
    many: int


def write_bodies(folder: Path, count: int) -> Path:
    """Write workspaces side by side in a folder."""
    index = shipped_index()
    for number in range(count):
        write_body(folder / f"body-{number:05}", index)
    return folder


def rank(folder: Path) -> None:
    """Rank all bodies of a folder, in as many processes as the tool sees fit. Raises CalledProcessError."""
    subprocess.run([*TOOL, str(folder)], cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=True)


def load(folder: Path, part: int = 0, parts: int = 1) -> None:
    """Load the same files with libyaml, in one process; or one of so many parts of them."""
    for body in sorted(folder.iterdir())[part::parts]:
        for path in (body / "openness.yaml", *sorted(body.glob("evidence/*.yaml"))):
            yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def load_at_once(folder: Path, processes: int) -> None:
    """Load the same files with libyaml, in so many processes at once."""
    parts = [multiprocessing.Process(target=load, args=(folder, part, processes)) for part in range(processes)]
    for process in parts:
        process.start()
    for process in parts:
        process.join()


def against_libyaml(folder: Path, options: Options) -> bool:
    """Print how long a ranking takes against libyaml's load, shared out among the cores.

    The cores of a machine that others use, too, are fewer than they seem: what the load itself takes in as many
    processes at once, against its even share, says by how much.
    """
    cores = usable_cores()
    ratio = compare(lambda: rank(folder), lambda: load(folder), options.rounds)
    shared = Ratio(ratio.ratio * cores, ratio.seconds, ratio.floor_seconds / cores)
    is_met = report(f"{BODIES} bodies on {cores} cores", shared, LIMIT)
    at_once = compare(lambda: load_at_once(folder, cores), lambda: load(folder), options.rounds)
    print(f"{'libyaml itself on as many':<36} {at_once.ratio * cores:.2f} × its even share (1: nobody else is there)")
    return is_met


def against_number(few: Path, many: Path, options: Options) -> bool:
    """Print how long each of many bodies takes against each of a few."""
    costs: dict[Path, list[float]] = {few: [], many: []}
    for _round in range(max(options.rounds // 2, 1)):
        for folder, seconds in costs.items():
            begin = time.perf_counter()
            rank(folder)
            seconds.append(time.perf_counter() - begin)
    one, other = statistics.median(costs[many]) / options.many, statistics.median(costs[few]) / BODIES
    return report(f"a body of {options.many} to one of {BODIES}", Ratio(one / other, one, other), GROWTH_LIMIT)


def peak_memory(folder: Path, name: str, limit: int, *more: str) -> bool:
    """Print the most memory that a ranking takes: the resident pages of all its processes, shared ones each time."""
    with subprocess.Popen([*TOOL, str(folder), *more], cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL) as process:
        peak = _watch(process)
    if process.returncode:
        raise RuntimeError(f"the ranking ended with {process.returncode}")
    verdict = "ok" if peak <= limit else "TOO MUCH"
    figures = f"{peak / MEGABYTE:.1f} MB at the peak, at most {limit // MEGABYTE}"
    print(f"{name:<36} {figures}  {verdict}")
    return peak <= limit


def _watch(process: "subprocess.Popen[bytes]") -> int:
    peak = 0
    pause = threading.Event()
    while process.poll() is None:
        peak = max(peak, sum(map(_resident, _family(process.pid))))
        pause.wait(SAMPLED_EVERY)
    return peak


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *map(int, children)]


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:  # it has ended
        return 0
    return next((int(line.split()[1]) * KILOBYTE for line in lines if line.startswith("VmRSS:")), 0)


def read_options() -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rank", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"fewer rounds, and {QUICK} bodies where there are many")
    quick = parser.parse_args().quick
    return Options(3, QUICK) if quick else Options(7, MANY)


def main() -> int:
    """Print the ratios and the memory; return 1 where one is above its limit."""
    options = read_options()
    with tempfile.TemporaryDirectory() as name:
        few = write_bodies(Path(name, "few"), BODIES)
        many = write_bodies(Path(name, "many"), options.many)
        results = [against_libyaml(few, options), against_number(few, many, options)]
        if sys.platform == "linux":
            results.append(peak_memory(many, f"{options.many} bodies, all processes", MEMORY_LIMIT))
            results.append(peak_memory(few, f"{BODIES} bodies as a workbook", WORKBOOK_LIMIT, "--format", "xlsx"))
        else:
            print("SKIPPED: memory, which is read from /proc")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
