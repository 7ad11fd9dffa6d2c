"""What a file holds anew as a whole stands below the commented lines of its last entry, which wait to be filled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.files._tree import Source
from openness_cli.files.editing.changes import Change, Put, changed
from openness_cli.files.editing.tree import plain_of, tree_of
from openness_cli.files.index import SHIPPED, load_index
from openness_cli.forms.scaffold import Start, scaffold

WORK = Put(("actions", "build"), {"title": "Build", "effort_days": "2"})
WRITTEN = "actions:\n  build:\n    title: Build\n    effort_days: 2\n"
INDEX = load_index(SHIPPED / "pf-154")
FILES = {
    name: text
    for name, text in scaffold(INDEX, Start("x", "X", ["ministry"], 2024, "pf-154"), "uz").items()
    if name.startswith("evidence/")
}


def made(text: str, *changes: Change) -> str:
    source = Source("a.yaml", text, [])
    source.parse()
    result = changed(source, changes)
    assert isinstance(result, str), result
    return result


def criteria(text: str) -> list[str]:
    plain = plain_of(tree_of(text))
    assert isinstance(plain, dict)
    assert isinstance(plain["evidence"], dict)
    return list(plain["evidence"])


@given(st.sampled_from(sorted(FILES)), st.data())
def test_a_new_key_of_the_whole_file_stands_below_all_of_a_scaffold(name: str, data: st.DataObject) -> None:
    text = FILES[name]
    asked = criteria(text)
    chosen = data.draw(st.lists(st.sampled_from([*asked, asked[-1]]), unique=True))
    claims = [Put(("evidence", own, "owner"), "Unit") for own in chosen]
    filled = made(text, *claims)
    assert made(filled, WORK) == made(text, *claims, WORK) == filled + WRITTEN


@pytest.mark.parametrize("end", ["", "\n", "\n# end\n", "\n\n# end\n"])
def test_lines_that_belong_to_nobody_stay_where_they_are(end: str) -> None:
    text = f"evidence:\n  X1:\n    owner: Unit\n    # count:\n    # items:\n    #   - title:{end}"
    head, tail = text.removesuffix(end), end.removeprefix("\n")
    assert made(text, WORK) == f"{head}\n{WRITTEN}{tail}".removesuffix("" if end else "\n")
