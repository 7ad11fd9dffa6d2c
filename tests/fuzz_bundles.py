"""Bundles spoilt in every way: ``python -m tests.fuzz_bundles --count 100000``.

None of them holds, none takes long or much memory, and no check ends but as the table of endings says. A number makes
one again: ``--first 4711 --count 1 --keep FILE.zip``.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from openness_cli.errors import ExitCode
from tests.builders.archives import bundle_of, spoilt
from tests.builders.tool import call_tool

SECONDS = 0.5
MEGABYTES = 150


def main() -> int:
    """Spoil and check so many; return 1 where one ended as it must not."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz_bundles", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=5000, metavar="N")
    parser.add_argument("--first", type=int, default=0, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="FILE")
    chosen = parser.parse_args()
    whole, wrong, endings = bundle_of(), [], Counter[int]()
    with tempfile.TemporaryDirectory() as name:
        file = chosen.keep or Path(name, "a.zip")
        for number in range(chosen.first, chosen.first + chosen.count):
            file.write_bytes(spoilt(whole, number))
            begun = time.process_time()
            ending = call_tool("bundle", "--verify", file, "--format", "json")
            endings[ending.code] += 1
            is_foreseen = ending.code in {ExitCode.FAILED, ExitCode.INVALID} and "Traceback" not in ending.err
            if not is_foreseen or time.process_time() - begun > SECONDS:
                wrong.append(number)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = ", ".join(f"{count} with {code}" for code, count in sorted(endings.items()))
    sys.stdout.write(f"{chosen.count} archives: {told}; {megabytes:.0f} MB; wrong: {wrong or 'none'}\n")
    return 1 if wrong or megabytes > MEGABYTES else 0


if __name__ == "__main__":
    sys.exit(main())
