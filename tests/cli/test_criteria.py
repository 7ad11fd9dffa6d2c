"""``openness list`` and ``explain``."""

import json

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
