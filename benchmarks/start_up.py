"""How long whole processes take, against the bare imports of the libraries they stand on.

Run ``python -m benchmarks.start_up`` in an environment in which the tool is installed.
"""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.timing import compare, report

ROOT = Path(__file__).parent.parent
FLOOR = [sys.executable, "-c", "import typer, rich.console, pydantic, yaml"]
ROUNDS = 25
# compiled modules are part of an installation: without them every start would compile the tool anew
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def process(*command: str, **more: str) -> None:
    """Run a command and throw its output away."""
    environment = {**ENVIRONMENT, **more}
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)


def main() -> int:
    """Print the ratios; return 1 where one is above its limit."""
    tool = (sys.executable, "-m", "openness_cli")
    completion = {"_OPENNESS_COMPLETE": "complete_bash", "COMP_WORDS": "openness sc", "COMP_CWORD": "1"}
    jobs = (
        ("openness score samples/model-body", 1.5, lambda: process(*tool, "score", "samples/model-body")),
        ("openness --version", 1.2, lambda: process(*tool, "--version")),
        ("shell completion", 1.2, lambda: process(*tool, **completion)),
    )
    results = [report(name, compare(job, lambda: process(*FLOOR), ROUNDS), limit) for name, limit, job in jobs]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
