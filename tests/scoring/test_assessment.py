"""Points on a day, whatever the rule: days, what does not apply, what opened."""

from datetime import date, timedelta, timezone
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from openness_cli.model.availability import address_states
from openness_cli.model.definitions import LinkPolicy
from openness_cli.scoring.verdicts import Applicability, Basis, Outcome
from tests.builders.bodies import (
    CHECKLIST,
    LEVELS,
    QUARTERS,
    SHARE,
    URL,
    assess_folder,
    check,
    criterion,
    dump,
    full,
    item,
    score_one,
    write_body,
    write_index,
    write_workspace,
)
from tests.builders.verdicts import failures, figures, quarters, rows


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
    body = write_workspace(tmp_path / "body", full(), index)
    assessment = assess_folder(body, "2024-07-01")
    # 4 points: indicator 2 does not apply at all, its point goes to the 3 of the others in proportion
    assert assessment.scales == {"1": Fraction(8, 3), "2": None, "3": Fraction(4, 3)}
    assert assessment.total(Basis.EVIDENCED).earned == Fraction(8, 3)
    assert assessment.total(Basis.EVIDENCED).possible == 4


def test_a_reason_and_its_proof_may_stand_in_two_files(tmp_path: Path) -> None:
    body = write_body(tmp_path, {"X1": {"not_applicable": "none"}}, criterion(CHECKLIST), criterion(LEVELS, "X2"))
    dump(body / "evidence" / "proof.yaml", {"evidence": {"X1": {"items": [item(title="order")]}}})
    assert assess_folder(body, "2024-07-01").verdicts[0].applicability is Applicability.PROVED_NOT


# verified


def test_an_address_that_opened_lately_is_verified(tmp_path: Path) -> None:
    claim = {"level": "full", "items": [item()]}
    opened = score_one(tmp_path, LEVELS, claim, "2024-07-01", [check(URL, "ok", "2024-06-01T05:00")])
    assert figures(opened.verified) == (1, 0, 0, 0, 0)
    old = score_one(tmp_path, LEVELS, claim, "2024-07-02", [check(URL, "ok", "2024-06-01T05:00")])
    assert figures(old.verified) == (0, 0, 1, 0, 0)


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        (failures("2024-06-30T01:00", "2024-06-30T04:00", "2024-06-30T06:59"), (0, 0, 1, 0, 0)),
        (failures("2024-06-30T01:00", "2024-06-30T07:00"), (0, 0, 1, 0, 0)),
        (failures("2024-06-30T01:00", "2024-06-30T04:00", "2024-06-30T07:00"), (0, 0, 0, 1, 0)),
        (
            [
                *failures("2024-06-20T01:00", "2024-06-20T06:00", "2024-06-21T01:00"),
                check(URL, "ok", "2024-06-23T01:00"),
            ],
            (1, 0, 0, 0, 0),
        ),
        (
            [
                *failures("2024-06-20T01:00", "2024-06-21T01:00", "2024-06-22T01:00"),
                check(URL, "ok", "2024-06-23T01:00"),
            ],
            (0, 0, 1, 0, 0),
        ),
        ([check(URL, "blocked", "2024-06-30T01:00")] * 9, (0, 0, 1, 0, 0)),
        ([check(URL, "ok", "2024-06-29T01:00"), *failures("2024-06-30T01:00")], (0, 0, 1, 0, 0)),
    ],
    ids=["too close", "too few", "broken", "opened again", "opened at last", "blocked", "unstable"],
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


def test_what_was_put_up_and_does_not_open_is_open_whenever_it_falls_due(tmp_path: Path) -> None:
    dead = failures("2024-04-20T01:00", "2024-04-21T01:00", "2024-04-22T01:00")
    claim = quarters("2024-04-10", url=URL)
    assert figures(score_one(tmp_path, QUARTERS, claim, "2024-04-24", dead).verified) == (0, 0.75, 0, 0.25, 0)
    assert figures(score_one(tmp_path, QUARTERS, claim, "2024-04-26", dead).verified) == (0, 0.75, 0, 0.25, 0)


def test_a_line_of_the_log_belongs_to_the_day_of_its_time_in_the_zone_of_the_index() -> None:
    tashkent = timezone(timedelta(hours=5))
    late = [check(URL, "ok", "2024-06-30T19:30")]  # 00:30 on 1 July in Tashkent
    policy = LinkPolicy(3, 6, 30)
    assert address_states(late, policy, date(2024, 6, 30), tashkent) == {}
    assert address_states(late, policy, date(2024, 7, 1), tashkent)[URL].opens
