"""How long a score and a brief take as documents for people, against the score as Markdown: whole processes.

Run ``python -m benchmarks.documents`` in an environment in which the tool is installed.
"""

import sys
from functools import partial

from benchmarks.start_up import process
from benchmarks.timing import compare, report

TOOL = (sys.executable, "-m", "openness_cli")
BODY = "samples/model-body"
ROUNDS = 15
# of each command and format, how many times as long as a score as Markdown it may take
LIMITS = {
    ("score", "html"): 2.5,
    ("score", "xlsx"): 2.5,
    ("score", "docx"): 4.0,
    ("brief", "html"): 2.5,
    ("brief", "docx"): 4.0,
}


def main() -> int:
    """Print the ratios; return 1 where one is above its limit."""
    floor = partial(process, *TOOL, "score", BODY, "--format", "markdown")
    results = [
        report(
            f"{command} {BODY} --format {form}",
            compare(partial(process, *TOOL, command, BODY, "--format", form), floor, ROUNDS),
            limit,
        )
        for (command, form), limit in LIMITS.items()
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
