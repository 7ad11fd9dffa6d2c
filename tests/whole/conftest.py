"""A body that has all of its one criterion."""

from pathlib import Path

import pytest

from tests.builders.bodies import LEVELS, criterion, full, write_body


@pytest.fixture
def body(tmp_path: Path) -> Path:
    return write_body(tmp_path, full(), criterion(LEVELS))
