"""How values are written: plain where that reads back the same, else in quotes."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.files._tree import is_odd
from openness_cli.files.editing.marks import Sort, read_marks
from openness_cli.files.editing.values import Placing, in_yaml

AROUND = {
    Placing.BLOCK: ("key: ", "\n"),
    Placing.FLOW: ("key: [", ", b]\n"),
    Placing.BLOCK_KEY: ("", ": value\n"),
    Placing.FLOW_KEY: ("{", ": value}\n"),
}


@given(st.text(max_size=40), st.sampled_from(["", '"', "'"]), st.sampled_from(Placing))
def test_any_value_reads_back_the_same(value: str, style: str, placing: Placing) -> None:
    value = "".join(own for own in value if not "\ud800" <= own <= "\udfff")
    before, after = AROUND[placing]
    written = in_yaml(value, style, placing)
    assert "\n" not in written
    assert "\r" not in written
    assert not any(map(is_odd, written))
    read = [mark.value for mark in read_marks(before + written + after) if mark.sort is Sort.SCALAR]
    assert value in read


@given(st.text("?:-,[]{}#&*!|>'\"%@`~ ab1", max_size=12), st.sampled_from([Placing.BLOCK, Placing.FLOW]))
def test_what_is_plain_is_read_alike_by_pythons_own_reader(value: str, placing: Placing) -> None:
    before, after = AROUND[placing]
    written = in_yaml(value, "", placing)
    found = yaml.load(before + written + after, Loader=yaml.BaseLoader)["key"]  # noqa: S506  (texts alone)
    assert (found if placing is Placing.BLOCK else found[0]) == value


@pytest.mark.parametrize(
    ("value", "placing", "written"),
    [
        ("2024-05-14", Placing.BLOCK, "2024-05-14"),
        ("https://a.example/x?y=1", Placing.FLOW, '"https://a.example/x?y=1"'),
        ("https://a.example/x?y=1", Placing.BLOCK, "https://a.example/x?y=1"),
        ("https://a.example/x", Placing.FLOW, "https://a.example/x"),
        ("a, b", Placing.FLOW, '"a, b"'),
        ("a, b", Placing.BLOCK, "a, b"),
        ("a: b", Placing.BLOCK, '"a: b"'),
        ("a #b", Placing.BLOCK, '"a #b"'),
        ("", Placing.BLOCK, '""'),
        ("a\u00a0b\u2028\ufeff\x85\x07", Placing.BLOCK, '"a\\xa0b\\u2028\\ufeff\\x85\\a"'),
    ],
)
def test_values_are_written_as_people_would(value: str, placing: Placing, written: str) -> None:
    assert in_yaml(value, "", placing) == written


def test_quotes_are_kept_where_they_can_hold_the_value() -> None:
    assert in_yaml("it's", "'") == "'it''s'"
    assert in_yaml('a "b"', '"') == '"a \\"b\\""'
    assert in_yaml("a\nb", "'") == '"a\\nb"'
