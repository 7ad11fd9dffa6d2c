"""The number that stands for the body, and what it would fall by if what failed the last time stayed shut."""

from pathlib import Path

from openness_cli.model.definitions import BandName
from openness_cli.scoring.headline import headline_of
from openness_cli.scoring.verdicts import Basis, Outcome
from tests.builders.bodies import LEVELS, QUARTERS, URL, assess_one, check, item, score_one
from tests.builders.verdicts import failures, quarters

FULL = {"level": "full", "items": [item()]}
DEAD = failures("2024-06-28T01:00", "2024-06-29T01:00", "2024-06-30T01:00")
OPENED_ONCE = [check(URL, "ok", "2024-06-29T01:00"), *failures("2024-06-30T01:00")]


def test_the_headline_is_on_course_as_evidenced_less_what_hangs_on_broken_addresses(tmp_path: Path) -> None:
    assessment = assess_one(tmp_path, LEVELS, FULL, "2024-07-01", DEAD)
    headline = headline_of(assessment)
    assert assessment.total(Basis.EVIDENCED).on_course == 1
    assert (headline.total, headline.failed, headline.failing, headline.failing_urls) == (0, 100, 0, ())
    assert assessment.verdicts[0].outcome(Basis.EVIDENCED) is Outcome.NOT_MET


def test_what_failed_the_last_time_is_unknown_and_told_with_its_points(tmp_path: Path) -> None:
    assessment = assess_one(tmp_path, LEVELS, FULL, "2024-07-01", OPENED_ONCE)
    headline = headline_of(assessment)
    assert assessment.total(Basis.VERIFIED).unknown == 1
    assert (headline.total, headline.failed, headline.failing, headline.failing_urls) == (100, 0, 100, (URL,))
    assert headline.failing_band is BandName.RED


def test_a_page_with_a_second_address_that_opens_loses_nothing(tmp_path: Path) -> None:
    both = {"level": "full", "items": [item(url=[URL, "https://example.org/b"])]}
    checks = [*OPENED_ONCE, check("https://example.org/b", "ok", "2024-06-30T01:00")]
    assert headline_of(assess_one(tmp_path, LEVELS, both, "2024-07-01", checks)).failing == 0


def test_the_headline_is_the_same_on_the_day_of_the_evaluation_and_after_it(tmp_path: Path) -> None:
    days = ("2025-03-01", "2025-03-02", "2025-06-01")
    dead = failures("2025-02-20T01:00", "2025-02-21T01:00", "2025-02-22T01:00")
    claim = quarters("2024-04-10", url=URL)
    headlines = [headline_of(assess_one(tmp_path, QUARTERS, claim, day, dead)) for day in days]
    assert {(own.total, own.failed) for own in headlines} == {(0, 25)}


def test_a_step_that_hangs_on_a_broken_address_is_open_however_many_others_are_unchecked(tmp_path: Path) -> None:
    steps = {"kind": "count", "steps": [{"min": 11, "points": 1}, {"min": 12, "points": 2}]}
    others = [item("2024-02-01", title=f"{n}", url=f"https://example.org/{n}") for n in range(11)]
    claim = {"items": [item("2024-02-01", title="dead"), *others]}
    verdict = score_one(tmp_path, steps, claim, "2024-07-20", DEAD)
    assert [verdict.verified.unknown, verdict.verified.open, verdict.failed] == [1, 1, 1]
