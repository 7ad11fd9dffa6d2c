"""A saved report, as far as a score is compared with it."""

from pathlib import Path

from openness_cli.comparison.baseline import Baseline, baseline_of
from openness_cli.comparison.saved_reader import load_report


def load_baseline(path: Path) -> Baseline:
    """Read a report saved as JSON. Raises UsageError where there is none, InvalidInput where it is no report."""
    return baseline_of(load_report(path))
