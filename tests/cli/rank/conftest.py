"""Bodies to be ranked."""

from pathlib import Path

import pytest

from tests.builders.rankings import body, rules


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return rules(tmp_path / "index")


@pytest.fixture
def three(tmp_path: Path, index: Path) -> Path:
    """Return a folder of bodies that have 2, 1.5 and 1 points, on course for no more."""
    for name, level in (("a", "none"), ("b", "full"), ("c", "partial")):
        body(tmp_path / "all" / name, index, level)
    return tmp_path / "all"
