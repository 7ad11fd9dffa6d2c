"""Points on a day, by kind of rule. The figures are earned, pending, unknown, open, lost."""

from datetime import date, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openness_cli.model.availability import address_states
from openness_cli.model.definitions import LinkPolicy
from openness_cli.model.points import Points
from openness_cli.scoring.assessment import Applicability, Basis, Outcome, Verdict
from tests.small import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    YEARLY,
    assess_folder,
    check,
    criterion,
    dump,
    item,
    score_one,
    write_index,
    write_workspace,
)

URL = "https://example.org/a"


def figures(points: Points) -> tuple[float, ...]:
    return tuple(float(part) for part in points)


def rows(verdict: Verdict) -> tuple[tuple[float, ...], ...]:
    return tuple(figures(verdict.on(basis)) for basis in Basis)


def quarters(*published: str | None, **more: Any) -> dict[str, Any]:
    labels = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4")
    return {
        "items": [
            item(day, period=label, **more) for label, day in zip(labels, published, strict=False) if day is not None
        ]
    }


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


def test_after_the_evaluation_all_that_is_not_earned_is_lost_and_on_its_day_it_is_open(tmp_path: Path) -> None:
    claim = {"level": "partial", "items": [item()]}
    assert figures(score_one(tmp_path, LEVELS, claim, "2025-03-01").evidenced) == (0.5, 0, 0, 0.5, 0)
    after = score_one(tmp_path, LEVELS, claim, "2025-03-02")
    assert figures(after.evidenced) == (0.5, 0, 0, 0, 0.5)
    assert figures(after.verified) == (0, 0, 0.5, 0, 0.5)


def test_a_day_after_the_evaluation_is_scored_as_the_evaluation(tmp_path: Path) -> None:
    claim = {"level": "full", "items": [item("2025-03-02")]}
    assert figures(score_one(tmp_path, LEVELS, claim, "2025-06-01").evidenced) == (0, 0, 0, 0, 1)
    parts = {"items": [item("2025-03-02", part="a")]}
    assert score_one(tmp_path, CHECKLIST, parts, "2025-06-01").outcome(Basis.DECLARED) is Outcome.MISSING


# days


def test_on_a_past_day_an_item_published_later_does_not_exist(tmp_path: Path) -> None:
    claim = {"level": "full", "items": [item("2024-05-01")]}
    before = score_one(tmp_path, LEVELS, claim, "2024-04-30")
    assert rows(before) == ((1, 0, 0, 0, 0), (0, 0, 0, 1, 0), (0, 0, 0, 1, 0))
    assert before.outcome(Basis.EVIDENCED) is Outcome.NOT_MET
    assert figures(score_one(tmp_path, LEVELS, claim, "2024-05-01").evidenced) == (1, 0, 0, 0, 0)


def test_a_claim_without_a_date_holds_on_every_day(tmp_path: Path) -> None:
    claim = {"level": "full", "items": [item(None), item("2024-05-01")]}
    assert figures(score_one(tmp_path, LEVELS, claim, "2024-01-01").declared) == (1, 0, 0, 0, 0)


def test_standing_pages_may_be_older_than_the_year(tmp_path: Path) -> None:
    claim = {"level": "full", "items": [item("2019-05-01")]}
    assert figures(score_one(tmp_path, LEVELS, claim, "2024-01-01").evidenced) == (1, 0, 0, 0, 0)


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
    verdict = score_one(tmp_path, COUNT, {"items": [item("2023-01-01", shows=shows)]}, day)
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


def test_a_step_whose_pace_hangs_on_unchecked_addresses_is_unknown(tmp_path: Path) -> None:
    one_step = {"kind": "count", "steps": [{"min": 12, "points": 1}]}
    claim = {"items": [item("2024-01-10", url=URL, shows=7)]}
    assert figures(score_one(tmp_path, one_step, claim, "2024-07-01").verified) == (0, 0, 1, 0, 0)
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
        ("2024-04-25", ("2024-01-01",), (0.25, 0.75, 0, 0, 0)),
        ("2024-04-25", ("2023-12-31",), (0, 1, 0, 0, 0)),  # out of its period, and still due
        ("2024-04-26", ("2023-12-31",), (0, 0.75, 0, 0.25, 0)),  # a date can be mended
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


# not applicable


def test_not_applicable_needs_a_valid_item(tmp_path: Path) -> None:
    claim = {"not_applicable": "nothing of the kind", "items": [item(None)]}
    unproved = score_one(tmp_path, QUARTERS, claim, "2024-07-01")
    assert unproved.outcome(Basis.EVIDENCED) is Outcome.NOT_MET
    assert rows(unproved) == ((0, 0, 0, 1, 0),) * 3
    proved = score_one(tmp_path, QUARTERS, {**claim, "items": [item()]}, "2024-07-01")
    assert proved.outcome(Basis.VERIFIED) is Outcome.NOT_APPLICABLE
    assert rows(proved) == ((0, 0, 0, 0, 0),) * 3


def test_nothing_of_nothing_is_treated_as_not_applicable(tmp_path: Path) -> None:
    claim = {"count": 0, "of": 0}
    assert score_one(tmp_path, SHARE, claim, "2024-07-01").applicability is Applicability.UNPROVED
    proved = score_one(tmp_path, SHARE, {**claim, "items": [item()]}, "2024-07-01")
    assert proved.applicability is Applicability.PROVED_NOT


def test_the_proof_of_not_applicable_may_be_of_any_format_and_age(tmp_path: Path) -> None:
    claim = {"not_applicable": "none", "items": [item("2020-01-01", url="https://example.org/a.pdf")]}
    needs = {"source": "file", "formats": ["xlsx"], "fresh_days": 30}
    assert score_one(tmp_path, LEVELS, claim, "2024-07-01", needs=needs).applicability is Applicability.PROVED_NOT


def test_other_kinds_of_bodies_need_no_proof(tmp_path: Path) -> None:
    verdict = score_one(tmp_path, LEVELS, None, "2024-07-01", applies_to=["bank"])
    assert verdict.outcome(Basis.EVIDENCED) is Outcome.NOT_APPLICABLE


def test_what_does_not_apply_leaves_its_points_to_the_rest(tmp_path: Path) -> None:
    rest = criterion(LEVELS, "X1")
    other = criterion(LEVELS, "X2", applies_to=["bank"])
    alone = criterion(LEVELS, "Y1", applies_to=["bank"])
    last = criterion(LEVELS, "Z1")
    index = write_index(tmp_path / "index", [[rest, other], [alone], [last]])
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full", "items": [item()]}}, index)
    assessment = assess_folder(body, "2024-07-01")
    # 4 points: indicator 2 does not apply at all, its point goes to the 3 of the others in proportion
    assert assessment.scales == {"1": Fraction(8, 3), "2": None, "3": Fraction(4, 3)}
    assert assessment.total(Basis.EVIDENCED).earned == Fraction(8, 3)
    assert assessment.total(Basis.EVIDENCED).possible == 4


def test_a_reason_and_its_proof_may_stand_in_two_files(tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(CHECKLIST), criterion(LEVELS, "X2")]])
    body = write_workspace(tmp_path / "body", {"X1": {"not_applicable": "none"}}, index)
    dump(body / "evidence" / "proof.yaml", {"evidence": {"X1": {"items": [item(title="order")]}}})
    assert assess_folder(body, "2024-07-01").verdicts[0].applicability is Applicability.PROVED_NOT


# verified


def test_an_address_that_opened_lately_is_verified(tmp_path: Path) -> None:
    claim = {"level": "full", "items": [item()]}
    opened = score_one(tmp_path, LEVELS, claim, "2024-07-01", [check(URL, "ok", "2024-06-01T05:00")])
    assert figures(opened.verified) == (1, 0, 0, 0, 0)
    old = score_one(tmp_path, LEVELS, claim, "2024-07-02", [check(URL, "ok", "2024-06-01T05:00")])
    assert figures(old.verified) == (0, 0, 1, 0, 0)


def failures(*times: str) -> list[Any]:
    return [check(URL, "failed", time) for time in times]


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        (failures("2024-06-30T01:00", "2024-06-30T04:00", "2024-06-30T06:59"), (0, 0, 1, 0, 0)),
        (failures("2024-06-30T01:00", "2024-06-30T07:00"), (0, 0, 1, 0, 0)),
        (failures("2024-06-30T01:00", "2024-06-30T04:00", "2024-06-30T07:00"), (0, 0, 0, 1, 0)),
        (
            [
                *failures("2024-06-20T01:00", "2024-06-21T01:00", "2024-06-22T01:00"),
                check(URL, "ok", "2024-06-23T01:00"),
            ],
            (1, 0, 0, 0, 0),
        ),
        ([check(URL, "blocked", "2024-06-30T01:00")] * 9, (0, 0, 1, 0, 0)),
        ([check(URL, "ok", "2024-06-29T01:00"), *failures("2024-06-30T01:00")], (1, 0, 0, 0, 0)),
    ],
    ids=["too close", "too few", "broken", "opened again", "blocked", "unstable"],
)
def test_only_failures_apart_in_time_break_an_address(
    tmp_path: Path, checks: list[Any], expected: tuple[float, ...]
) -> None:
    verdict = score_one(tmp_path, LEVELS, {"level": "full", "items": [item()]}, "2024-07-01", checks)
    assert figures(verdict.verified) == expected


def test_an_item_with_two_addresses_opens_when_one_does_and_fails_when_both_do(tmp_path: Path) -> None:
    new = "https://example.org/b"
    claim = {"level": "full", "items": [item(url=[URL, new])]}
    dead = failures("2024-06-28T01:00", "2024-06-29T01:00", "2024-06-30T01:00")
    one = score_one(tmp_path, LEVELS, claim, "2024-07-01", [*dead, check(new, "ok", "2024-06-30T01:00")])
    assert figures(one.verified) == (1, 0, 0, 0, 0)
    half = score_one(tmp_path, LEVELS, claim, "2024-07-01", dead)
    assert figures(half.verified) == (0, 0, 1, 0, 0)
    both = score_one(tmp_path, LEVELS, claim, "2024-07-01", [*dead, *(c._replace(url=new) for c in dead)])
    assert figures(both.verified) == (0, 0, 0, 1, 0)
    assert both.failed == 1


def test_a_file_that_is_there_is_opened(tmp_path: Path) -> None:
    claim = {"level": "full", "items": [item(file="attachments/order.pdf")]}
    attachment = tmp_path / "body" / "attachments" / "order.pdf"
    assert figures(score_one(tmp_path, LEVELS, claim, "2024-07-01").evidenced) == (0, 0, 0, 1, 0)
    attachment.parent.mkdir(parents=True)
    attachment.write_bytes(b"%PDF")
    assert figures(score_one(tmp_path, LEVELS, claim, "2024-07-01").verified) == (1, 0, 0, 0, 0)


def test_a_broken_address_before_the_due_day_is_pending_and_after_it_open(tmp_path: Path) -> None:
    dead = failures("2024-04-20T01:00", "2024-04-21T01:00", "2024-04-22T01:00")
    claim = quarters("2024-04-10", url=URL)
    assert figures(score_one(tmp_path, QUARTERS, claim, "2024-04-24", dead).verified) == (0, 1, 0, 0, 0)
    assert figures(score_one(tmp_path, QUARTERS, claim, "2024-04-26", dead).verified) == (0, 0.75, 0, 0.25, 0)


def test_a_line_of_the_log_belongs_to_the_day_of_its_time_in_the_zone_of_the_index() -> None:
    tashkent = timezone(timedelta(hours=5))
    late = [check(URL, "ok", "2024-06-30T19:30")]  # 00:30 on 1 July in Tashkent
    policy = LinkPolicy(3, 6, 30)
    assert address_states(late, policy, date(2024, 6, 30), tashkent) == {}
    assert address_states(late, policy, date(2024, 7, 1), tashkent)[URL].opens


# what an item has to be


@pytest.mark.parametrize(
    ("needs", "evidence", "valid"),
    [
        ({"source": "url"}, item(), True),
        ({"source": "url"}, item(file="attachments/a.pdf"), False),
        ({"source": "file"}, item(), False),
        ({"source": "url", "formats": ["xlsx"]}, item(url="https://example.org/a.XLSX?x=1#y"), True),
        ({"source": "url", "formats": ["xlsx"]}, item(url="https://example.org/a.pdf"), False),
        ({"source": "url", "formats": ["xlsx"]}, item(url="https://example.org/download/7"), True),
        ({"source": "url", "formats": ["xlsx"]}, item(url="https://example.org"), True),
        ({"source": "url", "fresh_days": 30}, item("2024-06-01"), True),
        ({"source": "url", "fresh_days": 30}, item("2024-05-31"), False),
        ({"source": "url", "fresh_days": 30}, item("2020-05-31", updated="2024-06-20"), True),
        ({"source": "url", "fresh_days": 30}, item("2020-05-31", updated="2024-07-20"), False),
        ({"source": "url"}, item(None), False),
        ({"source": "either", "formats": ["xlsx"]}, item(url="https://example.org/a.pdf", file="no.xlsx"), False),
        (
            {"source": "url", "formats": ["xlsx"]},
            item(url=["https://a.example/1.pdf", "https://a.example/1.xlsx"]),
            True,
        ),
    ],
)
def test_an_item_counts_when_it_is_what_is_needed(
    tmp_path: Path,
    needs: dict[str, Any],
    evidence: dict[str, Any],
    valid: bool,  # noqa: FBT001
) -> None:
    verdict = score_one(tmp_path, LEVELS, {"level": "full", "items": [evidence]}, "2024-07-01", needs=needs)
    assert verdict.items[0].is_valid is valid
    assert verdict.evidenced.earned == (1 if valid else 0)
