"""Where a criterion that is not written yet comes to stand: near its neighbours, in the order of the index."""

from pathlib import Path

import pytest

from openness_cli.files.editing.changes import Behind
from openness_cli.files.index import load_index
from openness_cli.files.standing import Standing
from openness_cli.model.definitions import Index
from tests.builders.bodies import LEVELS, criterion, write_index


@pytest.fixture
def index(tmp_path: Path) -> Index:
    names = (("A1", "A2", "A3", "A4"), ("B1", "B2"))
    return load_index(write_index(tmp_path, [[criterion(LEVELS, name) for name in own] for own in names]))


def test_the_file_with_most_criteria_of_the_indicator_is_near_and_of_as_many_the_first(index: Index) -> None:
    standing = Standing(index, {"b": {"A1": "A1", "B1": "B1"}, "a": {"A2": "A2"}, "c": {"B1": "B1", "B2": "B2"}})
    assert standing.file_near(index.by_id["A4"]) == "a"
    assert standing.file_near(index.by_id["A4"], without={"a"}) == "b"
    assert standing.file_near(index.by_id["B2"]) == "c"
    assert Standing(index, {"a": {"A1": "A1"}}).file_near(index.by_id["B2"]) == ""


def test_new_ones_stand_behind_the_nearest_that_comes_earlier_in_their_order(index: Index) -> None:
    standing = Standing(index, {"a": {"A4": "A4", "A1": "a1", "??": "??"}})
    assert standing.behind("a", {"B1", "A3", "A2", "A1"}) == [
        Behind(("evidence", "A2"), "a1"), Behind(("evidence", "A3"), "a1"), Behind(("evidence", "B1"), "A4"),
    ]  # fmt: skip
    assert Standing(index, {"a": {"A4": "A4"}}).behind("a", {"A1"}) == []
    assert standing.behind("new", {"A1"}) == []
