"""A site of loopback, and a body whose addresses are on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.bodies import LEVELS, criterion, item, write_index, write_workspace
from tests.builders.sites import Answer, Site, serving


@pytest.fixture
def pages() -> dict[str, Answer | bytes]:
    return {}


@pytest.fixture
def site(pages: dict[str, Answer | bytes]) -> Iterator[Site]:
    with serving(pages) as made:
        yield made


@pytest.fixture
def body(tmp_path: Path, site: Site) -> Path:
    """Two criteria of a point each, on a page of their own, and one with a page and its old address."""
    bands = [{"band": "green", "min": 3}, {"band": "yellow", "min": 2}, {"band": "red", "min": 0}]
    criteria = [[criterion(LEVELS, "X1"), criterion(LEVELS, "X2")], [criterion(LEVELS, "X3")]]
    index = write_index(tmp_path / "index", criteria, bands=bands)
    evidence = {
        "X1": {"level": "full", "owner": "Press office", "items": [item(url=site.url("/one"), title="One")]},
        "X2": {"level": "full", "items": [item(url=site.url("/two"), owner="Finance")]},
        "X3": {"level": "full", "items": [item(url=[site.url("/new"), site.url("/old")])]},
    }
    return write_workspace(tmp_path / "body", evidence, index)
