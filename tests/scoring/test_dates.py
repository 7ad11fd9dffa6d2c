"""Of which year and period an item is, and the next day by which something must be done."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from openness_cli.scoring.dues import next_due
from openness_cli.scoring.items import Fault
from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import (
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    URL,
    assess_folder,
    assess_one,
    criterion,
    item,
    score_one,
    write_body,
)
from tests.builders.verdicts import failures, quarters

MONTHS: dict[str, Any] = {"kind": "periods", "every": "month", "due": {"days_after": 10}, "points": 12}
YEARLY: dict[str, Any] = {"kind": "periods", "every": "year", "due": {"date": "03-01"}, "points": 1}
RULES = {"count": COUNT, "share": SHARE, "levels": LEVELS}
CLAIMS: dict[str, dict[str, Any]] = {"count": {}, "share": {"count": 3, "of": 4}, "levels": {"level": "full"}}
OUT = (Fault.OUT_OF_PERIOD,)


@pytest.mark.parametrize(
    ("rule", "more", "faults"),
    [
        ("count", {"published": "2023-12-31"}, OUT),
        ("count", {"published": "2024-01-01"}, ()),
        ("count", {"published": "2025-01-20"}, OUT),
        ("count", {"published": "2025-01-20", "held": "2024-12-28"}, ()),
        ("count", {"published": "2024-01-20", "held": "2023-12-28"}, OUT),
        ("count", {"published": "2023-12-31", "shows": 6}, OUT),
        ("count", {"published": "2025-01-20", "shows": 6}, ()),
        ("count", {"published": "2023-05-01", "updated": "2024-02-01", "shows": 6}, ()),
        ("share", {"published": "2023-12-31"}, OUT),
        ("share", {"published": "2023-12-31", "updated": "2024-06-01"}, ()),
        ("share", {"published": "2025-01-20"}, ()),
        ("levels", {"published": "2019-12-31"}, ()),
    ],
)
def test_deeds_and_their_proofs_are_of_the_year_and_standing_pages_may_be_older(
    rule: str, more: dict[str, Any], faults: tuple[Fault, ...], tmp_path: Path
) -> None:
    claim = {**CLAIMS[rule], "items": [{"url": URL, **more}]}
    assert score_one(tmp_path, RULES[rule], claim, "2025-02-01").items[0].faults == faults


def test_what_is_held_later_is_not_there_yet(tmp_path: Path) -> None:
    claim = {"items": [item("2024-05-01", held="2024-06-01")]}
    assert score_one(tmp_path, COUNT, claim, "2024-05-31").counted.declared == 0
    assert score_one(tmp_path, COUNT, claim, "2024-06-01").counted.evidenced == 1


def test_a_count_left_out_is_what_the_items_of_the_year_show(tmp_path: Path) -> None:
    claim = {"items": [item("2023-05-01", title="a"), item("2024-05-01", title="b"), item(None, title="c")]}
    counted = score_one(tmp_path, COUNT, claim, "2024-07-01").counted
    assert (counted.declared, counted.evidenced) == (2, 1)


def test_what_is_kept_current_may_be_published_within_its_period(tmp_path: Path) -> None:
    claim = {"items": [item(f"2024-{n:02}-15", period=f"2024-{n:02}") for n in range(1, 13)]}
    assert score_one(tmp_path, {**MONTHS, "during": True}, claim, "2025-02-01").evidenced.earned == 12
    assert score_one(tmp_path / "after", MONTHS, claim, "2025-02-01").evidenced.earned == 0


@pytest.mark.parametrize(("published", "earned"), [("2023-03-01", 0), ("2023-03-02", 1), ("2024-03-01", 1)])
def test_a_yearly_duty_within_the_year_counts_from_the_day_after_the_one_before(
    published: str, earned: int, tmp_path: Path
) -> None:
    claim = {"items": [item(published, period="2024")]}
    assert score_one(tmp_path, YEARLY, claim, "2024-04-01").evidenced.earned == earned


def test_a_period_that_ends_after_the_evaluation_is_lost_and_not_to_come(tmp_path: Path) -> None:
    folder = write_body(tmp_path / "early", {}, criterion(QUARTERS), evaluation_date="2024-11-01")
    early = assess_folder(folder, "2024-08-01").verdicts[0]
    assert [own.is_pending for own in early.periods] == [False, False, True, False]
    assert early.evidenced.lost == 0.75


def due(folder: Path, rule: dict[str, Any], claim: dict[str, Any] | None, day: str, *checks: Any) -> date | None:
    assessment = assess_one(folder, rule, claim, day, checks)
    return next_due(assessment.verdicts[0], assessment, Basis.EVIDENCED)


EVALUATION, YEAR_END = date(2025, 3, 1), date(2024, 12, 31)
DEAD = failures("2024-04-18T01:00", "2024-04-19T01:00", "2024-04-20T01:00")


@pytest.mark.parametrize(
    ("rule", "claim", "day", "expected"),
    [
        (QUARTERS, None, "2024-04-25", date(2024, 4, 25)),
        (QUARTERS, None, "2024-04-26", date(2024, 7, 25)),
        (QUARTERS, {"items": [item(None, period="2024-Q1")]}, "2024-04-12", date(2024, 4, 25)),
        (QUARTERS, quarters("2024-04-10"), "2024-04-12", date(2024, 7, 25)),
        (QUARTERS, quarters("2024-04-10", "2024-07-10", "2024-10-10", "2025-01-10"), "2025-02-01", None),
        (COUNT, None, "2024-07-01", YEAR_END),
        (COUNT, None, "2025-01-01", None),
        (COUNT, {"count": 12}, "2024-07-01", EVALUATION),
        (SHARE, {"count": 1, "of": 4}, "2024-07-01", YEAR_END),
        (SHARE, {"count": 4, "of": 4}, "2024-07-01", EVALUATION),
        (SHARE, {"count": 4, "of": 4, "items": [item()]}, "2024-07-01", None),
        (LEVELS, None, "2024-07-01", None),
    ],
)
def test_the_next_day_is_one_that_can_still_be_met(
    rule: dict[str, Any], claim: dict[str, Any] | None, day: str, expected: date | None, tmp_path: Path
) -> None:
    assert due(tmp_path, rule, claim, day) == expected


def test_the_day_of_a_proof_that_does_not_open_is_the_evaluation(tmp_path: Path) -> None:
    all_dead = quarters("2024-04-10", "2024-07-10", "2024-10-10", "2025-01-10", url=URL)
    assert due(tmp_path, QUARTERS, all_dead, "2025-02-01", *DEAD) == EVALUATION
