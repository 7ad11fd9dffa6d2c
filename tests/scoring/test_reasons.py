"""Reasons and losses: about the right thing."""

from pathlib import Path
from typing import Any

import pytest

from openness_cli.scoring.findings import find_reasons
from openness_cli.scoring.losses import LossCause, find_losses
from openness_cli.scoring.reasons import ReasonCode
from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    assess_folder,
    check,
    criterion,
    item,
    score_one,
    write_index,
    write_one,
    write_workspace,
)

XLSX, HTML = "https://example.org/a.xlsx", "https://example.org/b.html"


def reasons(folder: Path, rule: dict[str, Any], claim: dict[str, Any], day: str, **more: Any) -> dict[ReasonCode, Any]:
    assessment = assess_folder(write_one(folder, rule, claim, **more), day)
    return {reason.code: reason.facts for reason in find_reasons(assessment.verdicts[0], assessment)}


def test_the_step_that_is_short_and_the_step_to_come_are_told_apart(tmp_path: Path) -> None:
    steps = {"kind": "count", "steps": [{"min": 10, "points": "0.5"}, {"min": 40, "points": 1}]}
    claim = {"items": [item("2024-01-10", shows=4)]}
    found = reasons(tmp_path, steps, claim, "2024-05-01")  # 121 of 366 days gone: paces of 3 and 13
    assert found[ReasonCode.PENDING]["need"] == 10
    assert found[ReasonCode.COUNT_LOW]["need"] == 40


def test_what_is_stale_is_told_where_another_item_does_not_stand_in_for_it(tmp_path: Path) -> None:
    fresh = {"source": "url", "fresh_days": 30}
    parts = {"items": [item("2024-01-10", part="a"), item("2024-06-01", part="b")]}
    assert ReasonCode.STALE in reasons(tmp_path / "parts", CHECKLIST, parts, "2024-06-10", needs=fresh)
    page = {"level": "full", "items": [item("2024-01-10"), item("2024-06-01")]}
    assert ReasonCode.STALE not in reasons(tmp_path / "page", LEVELS, page, "2024-06-10", needs=fresh)


def test_only_addresses_that_could_prove_something_are_called_dead(tmp_path: Path) -> None:
    dead = [check(XLSX, "failed", f"2024-06-{day}T01:00") for day in (27, 28, 29)]
    checks = [*dead, check(HTML, "ok", "2024-06-30T01:00")]
    needs = {"source": "url", "formats": ["xlsx"]}
    index = write_index(tmp_path / "index", [[criterion(LEVELS, needs=needs)]])
    claim = {"level": "full", "items": [item(url=[XLSX, HTML])]}
    assessment = assess_folder(write_workspace(tmp_path / "body", {"X1": claim}, index), "2024-07-01", checks)
    named = [r.url for r in find_reasons(assessment.verdicts[0], assessment) if r.code is ReasonCode.LINK_DEAD]
    assert named == [XLSX]


@pytest.mark.parametrize("order", [1, -1])
def test_of_equal_items_the_valid_one_counts_in_any_order(order: int, tmp_path: Path) -> None:
    one = {"kind": "count", "steps": [{"min": 1, "points": 1}]}
    copies = [item("2024-01-10"), item("2024-01-10", updated="2024-06-01")][::order]
    needs = {"source": "url", "fresh_days": 30}
    assert score_one(tmp_path, one, {"items": copies}, "2024-06-10", needs=needs).evidenced.earned == 1


def test_a_copy_counts_on_no_basis_and_is_lost_when_the_year_is(tmp_path: Path) -> None:
    verdict = score_one(tmp_path, COUNT, {"items": [item(shows=6), item(shows=6)]}, "2025-01-10")
    assert verdict.declared == verdict.evidenced
    assert float(verdict.declared.earned) == float(verdict.declared.lost) == 0.5


def test_losses_of_one_criterion_name_the_periods_of_their_own_cause(tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(QUARTERS)]])
    claim = {"X1": {"items": [item("2024-04-01", period="2024-Q1")]}}
    body = write_workspace(tmp_path / "body", claim, index, evaluation_date="2025-01-10")
    losses = {loss.cause: loss.periods for loss in find_losses(assess_folder(body, "2025-01-20"), Basis.EVIDENCED)}
    assert losses == {LossCause.DUE_ASSUMED: ("2024-Q2", "2024-Q3"), LossCause.ASSESSMENT_OVER: ("2024-Q4",)}
