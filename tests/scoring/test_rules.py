"""Points on a day, by kind of rule. The figures are earned, pending, unknown, open, lost."""

from pathlib import Path
from typing import Any

import pytest

from openness_cli.scoring.verdicts import Basis, Outcome
from tests.builders.bodies import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    URL,
    YEARLY,
    assess_folder,
    check,
    criterion,
    item,
    score_one,
    write_index,
    write_workspace,
)
from tests.builders.verdicts import failures, figures, quarters, rows

# levels


def test_nothing_put_forward_is_missing_and_open(tmp_path: Path) -> None:
    verdict = score_one(tmp_path, LEVELS, None, "2024-07-01")
    assert verdict.outcome(Basis.EVIDENCED) is Outcome.MISSING
    assert rows(verdict) == ((0, 0, 0, 1, 0),) * 3


def test_a_claim_without_items_is_declared_and_not_evidenced(tmp_path: Path) -> None:
    verdict = score_one(tmp_path, LEVELS, {"level": "full"}, "2024-07-01")
    assert rows(verdict) == ((1, 0, 0, 0, 0), (0, 0, 0, 1, 0), (0, 0, 0, 1, 0))
    assert verdict.outcome(Basis.DECLARED) is Outcome.MET
    assert verdict.outcome(Basis.EVIDENCED) is Outcome.NOT_MET


def test_one_valid_item_carries_a_level_and_its_link_is_unknown_until_checked(tmp_path: Path) -> None:
    verdict = score_one(tmp_path, LEVELS, {"level": "partial", "items": [item(), item(None)]}, "2024-07-01")
    assert rows(verdict) == ((0.5, 0, 0, 0.5, 0), (0.5, 0, 0, 0.5, 0), (0, 0, 0.5, 0.5, 0))
    assert verdict.outcome(Basis.EVIDENCED) is Outcome.PARTIAL


# count


@pytest.mark.parametrize(
    ("day", "shows", "expected"),
    [
        ("2024-01-01", 0, (0, 1, 0, 0, 0)),
        ("2024-01-31", 0, (0, 1, 0, 0, 0)),  # 30 days gone: 12 × 30 ÷ 366 = 0.98
        ("2024-02-01", 0, (0, 0.5, 0, 0.5, 0)),  # 31 days gone: 1.02
        ("2024-02-01", 1, (0, 1, 0, 0, 0)),
        ("2024-07-02", 6, (0.5, 0.5, 0, 0, 0)),  # 183 of 366 days gone
        ("2024-07-02", 5, (0, 0.5, 0, 0.5, 0)),
        ("2024-12-31", 11, (0.5, 0.5, 0, 0, 0)),
        ("2025-01-01", 11, (0.5, 0, 0, 0, 0.5)),
        ("2025-01-01", 12, (1, 0, 0, 0, 0)),
    ],
)
def test_a_step_is_pending_while_the_count_keeps_pace(
    tmp_path: Path, day: str, shows: int, expected: tuple[float, ...]
) -> None:
    verdict = score_one(tmp_path, COUNT, {"items": [item("2024-01-01", shows=shows)]}, day)
    assert figures(verdict.evidenced) == expected


def test_evidenced_is_what_valid_items_show_at_most_the_claim(tmp_path: Path) -> None:
    claim = {"count": 7, "items": [item(shows=4), item(shows=9, published=None), item(title="a"), item(title="b")]}
    counted = score_one(tmp_path, COUNT, claim, "2025-01-01").counted
    assert (counted.declared, counted.evidenced) == (7, 6)
    capped = score_one(tmp_path, COUNT, {"count": 7, "items": [item(shows=20)]}, "2025-01-01").counted
    assert (capped.declared, capped.evidenced) == (7, 7)


def test_after_the_year_what_was_claimed_and_not_proved_is_still_open(tmp_path: Path) -> None:
    verdict = score_one(tmp_path, COUNT, {"count": 12}, "2025-01-15")
    assert rows(verdict)[:2] == ((1, 0, 0, 0, 0), (0, 0, 0, 1, 0))
    half = score_one(tmp_path, COUNT, {"count": 7}, "2025-01-15")
    assert rows(half)[:2] == ((0.5, 0, 0, 0, 0.5), (0, 0, 0, 0.5, 0.5))


def test_a_register_published_after_the_year_proves_the_count_of_the_year(tmp_path: Path) -> None:
    verdict = score_one(tmp_path, COUNT, {"count": 12, "items": [item("2025-02-01", shows=12)]}, "2025-02-01")
    assert figures(verdict.evidenced) == (1, 0, 0, 0, 0)


def test_the_same_thing_entered_twice_counts_once(tmp_path: Path) -> None:
    claim = {"items": [item(title="a"), item(title="a"), item(title="b")]}
    verdict = score_one(tmp_path, COUNT, claim, "2025-01-01")
    assert verdict.counted.evidenced == 2


def test_a_step_is_to_come_while_what_opens_or_may_open_keeps_pace(tmp_path: Path) -> None:
    one_step = {"kind": "count", "steps": [{"min": 12, "points": 1}]}
    claim = {"items": [item("2024-01-10", url=URL, shows=7)]}
    assert figures(score_one(tmp_path, one_step, claim, "2024-07-01").verified) == (0, 1, 0, 0, 0)
    opened = [check(URL, "ok", "2024-06-30T01:00")]
    assert figures(score_one(tmp_path, one_step, claim, "2024-07-01", opened).verified) == (0, 1, 0, 0, 0)
    dead = failures("2024-06-28T01:00", "2024-06-29T01:00", "2024-06-30T01:00")
    broken = score_one(tmp_path, one_step, claim, "2024-07-01", dead)
    assert figures(broken.verified) == (0, 0, 0, 1, 0)
    assert broken.failed == 1


# share


def test_a_share_can_be_won_until_the_end_of_the_year(tmp_path: Path) -> None:
    claim = {"count": 5, "of": 10, "items": [item()]}
    assert figures(score_one(tmp_path, SHARE, claim, "2024-12-31").evidenced) == (0.5, 0, 0, 0.5, 0)
    assert figures(score_one(tmp_path, SHARE, claim, "2025-01-01").evidenced) == (0.5, 0, 0, 0, 0.5)


@pytest.mark.parametrize("claim", [{"count": 5, "items": [item()]}, {"of": 5, "items": [item()]}])
def test_a_share_without_one_of_its_numbers_earns_nothing_and_can_be_completed(
    tmp_path: Path, claim: dict[str, Any]
) -> None:
    assert rows(score_one(tmp_path, SHARE, claim, "2025-01-15")) == ((0, 0, 0, 1, 0),) * 3


def test_the_threshold_of_a_share_is_exact(tmp_path: Path) -> None:
    third = {"kind": "share", "steps": [{"min": "0.333", "points": 1}]}
    assert score_one(tmp_path, third, {"count": 1, "of": 3}, "2024-07-01").declared.earned == 1
    assert score_one(tmp_path, third, {"count": 332, "of": 1000}, "2024-07-01").declared.earned == 0


# checklist


def test_each_part_is_carried_by_its_own_item(tmp_path: Path) -> None:
    claim = {"items": [item(part="a"), item(None, part="b")]}
    assert rows(score_one(tmp_path, CHECKLIST, claim, "2024-07-01"))[:2] == ((1, 0, 0, 0, 0), (0.5, 0, 0, 0.5, 0))


# periods


@pytest.mark.parametrize(
    ("day", "published", "expected"),
    [
        ("2024-04-25", (), (0, 1, 0, 0, 0)),
        ("2024-04-26", (), (0, 0.75, 0, 0, 0.25)),
        ("2024-04-26", ("2024-04-25",), (0.25, 0.75, 0, 0, 0)),
        ("2024-04-30", ("2024-04-26",), (0, 0.75, 0, 0, 0.25)),
        ("2024-04-25", ("2024-03-29",), (0.25, 0.75, 0, 0, 0)),  # its last working day: the 31st is a Sunday
        ("2024-04-25", ("2024-03-28",), (0, 1, 0, 0, 0)),  # out of its period, and still due
        ("2024-04-26", ("2024-03-28",), (0, 0.75, 0, 0.25, 0)),  # a date can be mended
        ("2025-01-25", (), (0, 0.25, 0, 0, 0.75)),
        ("2025-01-26", (), (0, 0, 0, 0, 1)),
    ],
)
def test_a_period_is_due_until_its_day_and_then_lost(
    tmp_path: Path, day: str, published: tuple[str, ...], expected: tuple[float, ...]
) -> None:
    assert figures(score_one(tmp_path, QUARTERS, quarters(*published), day).evidenced) == expected


def test_a_late_period_earns_the_share_that_the_rule_says(tmp_path: Path) -> None:
    lenient = {**QUARTERS, "late": "0.5"}
    late = score_one(tmp_path, lenient, quarters("2024-05-20"), "2024-06-01")
    assert figures(late.evidenced) == (0.125, 0.75, 0, 0, 0.125)
    missing = score_one(tmp_path, lenient, None, "2024-06-01")
    assert figures(missing.evidenced) == (0, 0.75, 0, 0.125, 0.125)


def test_a_yearly_duty_due_inside_its_year_may_be_published_a_year_earlier(tmp_path: Path) -> None:
    claim = {"items": [item("2023-12-20", period="2024")]}
    assert figures(score_one(tmp_path, YEARLY, claim, "2024-03-02").evidenced) == (1, 0, 0, 0, 0)
    too_early = {"items": [item("2022-12-31", period="2024")]}
    assert figures(score_one(tmp_path, YEARLY, too_early, "2024-03-02").evidenced) == (0, 0, 0, 1, 0)


def test_a_due_date_is_never_later_than_the_evaluation(tmp_path: Path) -> None:
    slow = {**QUARTERS, "due": {"days_after": 200}}
    assert figures(score_one(tmp_path, slow, None, "2025-02-28").evidenced) == (0, 0.5, 0, 0, 0.5)


def test_on_the_evaluation_day_nothing_is_pending_but_all_can_still_be_done(tmp_path: Path) -> None:
    slow = {**QUARTERS, "due": {"days_after": 200}}
    assert figures(score_one(tmp_path, slow, None, "2025-03-01").evidenced) == (0, 0, 0, 0.5, 0.5)


def test_a_period_of_another_year_earns_nothing(tmp_path: Path) -> None:
    claim = {"items": [item(period="2023-Q4")]}
    assert figures(score_one(tmp_path, QUARTERS, claim, "2025-01-26").declared) == (0, 0, 0, 0, 1)


def test_a_proof_that_can_be_mended_is_open_not_lost(tmp_path: Path) -> None:
    claim = {"items": [{"period": "2024-Q1", "published": "2024-04-10", "title": "no address"}]}
    verdict = score_one(tmp_path, QUARTERS, claim, "2024-05-01")
    assert rows(verdict)[:2] == ((0.25, 0.75, 0, 0, 0), (0, 0.75, 0, 0.25, 0))


def test_one_period_earlier_is_for_rules_that_are_due_inside_their_period(tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(QUARTERS)]])
    claim = {"X1": {"items": [item("2024-07-20", period="2024-Q4")]}}
    body = write_workspace(tmp_path / "body", claim, index, evaluation_date="2024-12-15")
    assert assess_folder(body, "2024-12-10").verdicts[0].evidenced.earned == 0
