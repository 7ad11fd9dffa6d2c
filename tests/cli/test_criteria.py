"""``openness list`` and ``explain``."""

import json

import pytest

from tests.builders.tool import SAMPLES, Call

MODEL, MINISTRY, DEAD = (SAMPLES / name for name in ("model-body", "ministry-2024", "dead-links"))


def test_explain_shows_the_own_verdict(tool: Call) -> None:
    text = tool("explain", "C4.1", DEAD).out
    assert "own verdict, 2025-02-28: not met" in text
    assert "link-dead" not in text
    assert "page not found, 404" in " ".join(text.split())
    assert "due 25 days after the period ends" in text
    assert "own verdict" not in tool("explain", "C4.1").out


def test_list_names_what_is_not_confirmed(tool: Call) -> None:
    ending = tool("list", "--unconfirmed", "--format", "json")
    rows = {row["criterion"]: row for row in json.loads(ending.out)["criteria"]}
    assert len(rows) == 84
    assert rows["C2.8"]["unconfirmed"] == "proof asked for"
    assert rows["C3.4"]["unconfirmed"] == "wording (derived), points, due date, proof asked for"
    assert tool("list", "--format", "csv").out.count("\r\n") == 85
    assert "met" in tool("list", MODEL, "--only", "4").out


@pytest.mark.parametrize(
    ("language", "heads"), [("uz", "ball  matn"), ("ru", "баллы  текст"), ("en", "points  wording")]
)
def test_list_says_over_the_labels_that_they_are_those_of_the_wording(tool: Call, language: str, heads: str) -> None:
    lines = tool("list", "--lang", language).out.splitlines()
    (head,) = [line for line in lines if line.endswith(heads)]
    below = lines[lines.index(head) + 1]
    # each head stands over what it is about
    assert below[: len(head.rpartition("  ")[0])].endswith(" 1")
    assert below[head.rindex(" ")] == " "
    assert below[head.rindex(" ") + 1] != " "


def test_list_of_a_workspace_says_that_it_shows_outcomes(tool: Call) -> None:
    head = tool("list", SAMPLES / "dead-links", "--lang", "en").out.splitlines()[1]
    assert head.endswith("points  outcome")
