"""Reading one body with positions and checks, and scoring it, against libyaml's own load of the same text.

Run ``python -m benchmarks.reading``.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

import yaml

from benchmarks.bodies import evidence_text, shipped_index, write_body
from benchmarks.timing import compare, report
from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import Workspace
from openness_cli.scoring.assessment import Assessment, assess

ROUNDS = 40
LIMIT = 1.35
DAY = date(2025, 2, 1)


def read(folder: Path, index: Index) -> Workspace:
    """Read a workspace against an index that is read already."""
    return open_workspace(read_configuration(folder), load=lambda _folder: index).workspace


def read_and_score(folder: Path, index: Index) -> Assessment:
    """Read a workspace and score it."""
    return assess(index, read(folder, index), {}, DAY)


def main() -> int:
    """Print the ratio; return 1 where it is above its limit."""
    index = shipped_index()
    text = evidence_text(index)
    with tempfile.TemporaryDirectory() as name:
        folder = write_body(Path(name), index)
        assessment = read_and_score(folder, index)
        items = sum(len(verdict.items) for verdict in assessment.verdicts)
        print(f"{len(assessment.verdicts)} criteria, {items} items, {len(text)} characters")
        ratio = compare(
            lambda: read_and_score(folder, index),
            lambda: yaml.load(text, Loader=yaml.CSafeLoader),
            ROUNDS,
        )
    return 0 if report("reading and scoring one body", ratio, LIMIT) else 1


if __name__ == "__main__":
    sys.exit(main())
