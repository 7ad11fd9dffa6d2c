"""What is lost for sure, what may only not be entered, and what is still to come and hangs on nobody."""

import json
from pathlib import Path
from typing import Any

import pytest

from openness_cli.schemas.registry import SchemaName
from openness_cli.scoring.losses import find_losses
from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import COUNT, QUARTERS, SHARE, assess_folder, criterion, item, write_body
from tests.builders.documents import shape
from tests.builders.tool import Call

SECOND = {"items": [item("2024-07-20", period="2024-Q2")]}
LATE = {"items": [item("2024-05-20", period="2024-Q1")]}


@pytest.mark.parametrize(
    ("rule", "claim", "day"),
    [
        (QUARTERS, SECOND, "2024-08-01"),
        (QUARTERS, LATE, "2024-08-01"),
        (COUNT, {"items": [item(shows=6)]}, "2025-01-01"),
        (SHARE, {"count": 1, "of": 10, "items": [item()]}, "2025-01-01"),
    ],
)
def test_what_is_entered_in_part_may_be_done_and_not_entered(
    rule: dict[str, Any], claim: dict[str, Any], day: str, tool: Call, tmp_path: Path
) -> None:
    body = write_body(tmp_path, {"X1": claim}, criterion(rule))
    text = " ".join(tool("score", body, "--as-of", day, "--lang", "en").out.split())
    assert "out of reach" not in text
    assert "more if what counts as lost was done and is not entered" in text
    assert "unless done and not entered" in text
    page = tool("score", body, "--as-of", day, "--lang", "en", "--format", "markdown").out
    assert "lost unless it was done and is not entered" in page


def test_what_an_item_shows_or_no_date_could_win_or_is_over_is_proven(tmp_path: Path) -> None:
    own = write_body(tmp_path, {"X1": {"items": [*LATE["items"], *SECOND["items"]]}}, criterion(QUARTERS))
    assert [
        (loss.is_proven, loss.periods) for loss in find_losses(assess_folder(own, "2024-11-01"), Basis.EVIDENCED)
    ] == [
        (True, ("2024-Q1",)),
        (False, ("2024-Q3",)),
    ]
    over = find_losses(assess_folder(own, "2025-03-02"), Basis.EVIDENCED)
    assert all(loss.is_proven for loss in over)
    # the evaluation comes before the last two quarters can have been published
    settings = (own / "openness.yaml").read_text()
    (own / "openness.yaml").write_text(settings.replace("2025-03-01", "2024-09-15"))
    soon = find_losses(assess_folder(own, "2024-08-01"), Basis.EVIDENCED)
    assert [(loss.is_proven, loss.periods) for loss in soon] == [(True, ("2024-Q1", "2024-Q3", "2024-Q4"))]


def test_a_number_of_which_nothing_is_done_is_told_by_the_days_left(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, {}, criterion(COUNT))

    def told(day: str) -> str:
        return " ".join(tool("score", body, "--as-of", day, "--lang", "en").out.split())

    assert "nothing done yet, 30 days left" in told("2024-12-01")
    assert "nothing done yet, 1 day left" in told("2024-12-30")
    assert "nothing done yet, and today is the last day" in told("2024-12-31")
    assert all("nothing done yet" not in told(day) for day in ("2024-11-30", "2025-01-01"))
    assert "overdue" not in told("2024-12-01")
    claimed = write_body(tmp_path / "claimed", {"X1": {"items": [item(None)]}}, criterion(COUNT))
    assert "nothing done yet" not in tool("score", claimed, "--as-of", "2024-12-01", "--lang", "en").out


def test_one_line_says_how_much_of_what_is_pending_is_nobodys_or_of_what_missed_a_period(
    tool: Call, tmp_path: Path
) -> None:
    evidence = {"X1": {**LATE, "owner": "Moliya"}, "X2": {"items": [item("2024-04-20", period="2024-Q1")]}}
    body = write_body(tmp_path, evidence, criterion(QUARTERS), criterion(QUARTERS, "X2"))
    where = ("score", body, "--as-of", "2024-06-01", "--lang", "en")
    line = "Pending: 1.50 points; without an owner: 0.75; of criteria that missed an earlier period: 0.75."
    for form in ("terminal", "markdown"):
        assert line in " ".join(tool(*where, "--format", form).out.split())
    found = json.loads(tool(*where, "--format", "json").out)
    shape(SchemaName.REPORT).validate(found)
    assert found["pending"] == {"total": 1.5, "without_owner": 0.75, "missed_before": 0.75}
    assert "pending" not in json.loads(tool("score", body, "--as-of", "2025-03-01", "--format", "json").out)


def test_beside_addresses_that_do_not_open_stands_no_day_of_another_period(tool: Call, tmp_path: Path) -> None:
    evidence = {"X1": {"items": [item("2024-04-20", period="2024-Q1", url="https://dead.example/a")]}}
    body = write_body(tmp_path, evidence, criterion(QUARTERS))
    lines = [
        {"time": f"2024-05-0{day}T05:00:00Z", "url": "https://dead.example/a", "result": "failed", "cause": "404"}
        for day in (1, 2, 3)
    ]
    (body / "availability").mkdir()
    (body / "availability" / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    where = ("score", body, "--as-of", "2024-06-01", "--lang", "en", "--format")
    assert json.loads(tool(*where, "json").out)["criteria"][0]["due"] == "2024-07-25"
    (row,) = [text for text in tool(*where, "terminal").out.splitlines() if "0.25  X1" in text]
    assert "2025-03-01" in row
    (cells,) = [text for text in tool(*where, "markdown").out.splitlines() if "**X1**" in text]
    assert [cell.strip() for cell in cells.split("|")][-3:] == ["2025-03-01", "0.25", ""]
