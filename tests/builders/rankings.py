"""Bodies to be ranked: an index of two points, and how much of it each has."""

from pathlib import Path
from typing import Any

from tests.builders.bodies import LEVELS, criterion, item, write_index, write_workspace

PUBLISHED = {"total": "1.5", "indicators": {"1": "0.7", "2": "0.8"}}
BENCHMARKS = [{"year": 2023, "bodies": 9, "source": "https://example.org", "best": PUBLISHED, "average": PUBLISHED}]


def rules(folder: Path, **more: Any) -> Path:
    """Write an index of two points: one for X1, one for X2."""
    return write_index(folder, [[criterion(LEVELS, "X1")], [criterion(LEVELS, "X2")]], benchmarks=BENCHMARKS, **more)


def body(folder: Path, index: Path, level: str = "partial", name: str = "", **more: Any) -> Path:
    """Write a body that has a level in X1 and all of X2."""
    organisation = {"id": folder.name, "name": name or folder.name.upper(), "kinds": ["ministry"]}
    evidence = {"X1": {"level": level, "items": [item()]}, "X2": {"level": "full", "items": [item()]}}
    return write_workspace(folder, evidence, index, **{"organisation": organisation, "as_of": "2024-12-01", **more})


def break_evidence(folder: Path) -> Path:
    (folder / "evidence" / "all.yaml").write_text("evidence: {X9: {}, X8: {}}", encoding="utf-8")
    return folder
