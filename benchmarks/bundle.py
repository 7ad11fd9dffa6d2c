"""A bundle of 500 MB made and checked: in how much memory, and against reading the same files once.

Run ``python -m benchmarks.bundle``; ``--megabytes`` takes less.
"""

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.links import MEGABYTE, TOOL, Cost, measure
from benchmarks.timing import Ratio, report

SAMPLE = Path(__file__).parent.parent / "samples" / "dead-links"
FILES = 50
MEMORY_LIMIT = 100 * MEGABYTE
# found and measured, scored, read again and written, until it is on the disk
TIME_LIMIT = 12.0


def fill(folder: Path, megabytes: int) -> None:
    """Copy a body, and give it so much to attach."""
    shutil.copytree(SAMPLE, folder)
    piece = bytes(range(256)) * 4096
    for number in range(FILES):
        with (folder / "attachments" / f"{number}.pdf").open("wb") as file:
            for _turn in range(megabytes // FILES):
                file.write(piece)


def read_once(folder: Path) -> float:
    """Return how long it takes to read all files of a folder, and to compute what they are listed by."""
    begun = time.perf_counter()
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                hashlib.file_digest(file, "sha256")
    return time.perf_counter() - begun


def told(name: str, cost: Cost, floor: float) -> bool:
    """Print what making or checking took; return whether that is little enough."""
    is_fast = report(name, Ratio(cost.seconds / floor, cost.seconds, floor), TIME_LIMIT)
    print(f"{'':<36} {cost.peak / MEGABYTE:.1f} MB at the peak, at most {MEMORY_LIMIT // MEGABYTE}")
    return is_fast and cost.peak <= MEMORY_LIMIT


def main() -> int:
    """Print memory and ratios; return 1 where one is above its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bundle", description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, metavar="N", default=500, help="how many; else 500")
    megabytes = parser.parse_args().megabytes
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name, "body"), Path(name, "body.zip")
        fill(folder, megabytes)
        floor = read_once(folder)
        made = measure(*TOOL, "bundle", str(folder), "--output", str(file), "--quiet")
        checked = measure(*TOOL, "bundle", "--verify", str(file))
        results = [
            told(f"a bundle of {megabytes} MB made", made, floor),
            told(f"a bundle of {megabytes} MB checked", checked, floor),
        ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
