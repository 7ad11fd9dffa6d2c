"""How long a score takes as a document for people, against the same score as Markdown: whole processes.

Run ``python -m benchmarks.documents`` in an environment in which the tool is installed.
"""

import sys
from functools import partial

from benchmarks.start_up import process
from benchmarks.timing import compare, report

SCORE = (sys.executable, "-m", "openness_cli", "score", "samples/model-body", "--format")
ROUNDS = 15
# each format, and how many times as long as Markdown it may take
LIMITS = {"html": 2.5}


def main() -> int:
    """Print the ratios; return 1 where one is above its limit."""
    results = [
        report(
            f"score samples/model-body --format {form}",
            compare(partial(process, *SCORE, form), partial(process, *SCORE, "markdown"), ROUNDS),
            limit,
        )
        for form, limit in LIMITS.items()
    ]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
