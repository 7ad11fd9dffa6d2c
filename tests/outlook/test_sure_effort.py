"""The least effort with which the low end of the likely range is enough, against every choice there is."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor, sqrt
from random import Random
from typing import NamedTuple

import pytest

from openness_cli.model.definitions import AssumedPoints
from openness_cli.outlook.prizes import Choice, Prize
from openness_cli.outlook.sure_effort import choose_sure
from openness_cli.scoring.score_range import low_end
from openness_cli.scoring.uncertainty import Group, Uncertainty, Weight
from tests.outlook.test_least_effort import demand_of, each_of

ZERO = Fraction(0)
USUAL = AssumedPoints(Fraction(1, 2), Fraction(2), Fraction(2, 5))
# limits that are narrower than the likely range; errors so large that more points may be less sure
POLICIES = (USUAL, USUAL, AssumedPoints(Fraction(9, 10), Fraction(11, 10), Fraction(2, 5)),
            AssumedPoints(Fraction(1, 2), Fraction(2), Fraction(9, 10)))  # fmt: skip


class Question(NamedTuple):
    """Jobs, what they win of which criteria, and what is wanted."""

    efforts: list[Fraction]
    prizes: list[Prize]
    places: list[int]
    uncertainty: Uncertainty
    wanted: Fraction

    def low(self, done: frozenset[int]) -> Fraction:
        """Return the low end with some jobs done, as it is shown."""
        pairs = zip(self.prizes, self.places, strict=True)
        won = {place: prize.points for prize, place in pairs if prize.is_won(done)}
        return Fraction(low_end(self.uncertainty.with_points(won)), 100)


def best_of_all(question: Question) -> tuple[Fraction, Fraction, int] | None:
    """Try every set of jobs: the least effort, then the most points, then the fewest jobs."""
    found: list[tuple[Fraction, Fraction, int]] = []
    for count in range(len(question.efforts) + 1):
        for jobs in map(frozenset, combinations(range(len(question.efforts)), count)):
            if question.low(jobs) >= question.wanted:
                points = sum((prize.points for prize in question.prizes if prize.is_won(jobs)), ZERO)
                found.append((sum((question.efforts[job] for job in jobs), ZERO), -points, count))
    return min(found, default=None)


def questions(seed: int, count: int) -> Iterator[Question]:
    """Make up questions: few criteria that count for much, some published, indicators with points and floors."""
    chance = Random(seed)  # noqa: S311
    while count:
        jobs, criteria = chance.randint(1, 7), chance.randint(2, 10)
        day = chance.choice([Fraction(1, 2), Fraction(1), Fraction(1, 3)])
        efforts = [day * chance.choice([1, 2, 2, 2, 3, 5, chance.randint(0, 12)]) for _job in range(jobs)]
        unit = Fraction(1, 20) * chance.choice([Fraction(1), Fraction(20, 17), Fraction(100, 93)])
        known = chance.choice([0.0, 0.1, 0.5, 1.0]) if chance.random() < 0.5 else 0.1
        weights = [
            Weight(
                f"C{place}",
                str(place % 3),
                unit * chance.choice([1, 20, 20, 30, 40, 80, chance.randint(1, 200)]),
                chance.choice([ZERO, ZERO, Fraction(1, 2), Fraction(1), Fraction(chance.randint(0, 12), 12)]),
                chance.random() < known,
            )
            for place in range(criteria)
        ]
        groups = []
        for name in sorted({own.indicator for own in weights}):
            points = sum((own.points for own in weights if own.indicator == name), ZERO)
            groups.append(
                Group(name, points, chance.random() < 0.3, points * Fraction(chance.choice([0, 1, 9, 10]), 10))
            )
        gaps = [place for place, own in enumerate(weights) if own.share < 1]
        prizes = [
            Prize(
                (1 - weights[place].share) * weights[place].points * Fraction(1, chance.choice([1, 1, 3])),
                tuple(demand_of(chance, jobs) for _one in range(chance.choice([1, 1, 2]))),
            )
            for place in gaps
        ]
        own = Question(efforts, prizes, gaps, Uncertainty(weights, groups, chance.choice(POLICIES)), ZERO)
        low = own.low(frozenset(job for job in range(jobs) if chance.random() < 0.6))
        wanted = low + Fraction(chance.choice([0, 0, 0, 10, -10, 1]), 1000)
        yield own._replace(wanted=max(wanted, ZERO))
        count -= 1


@pytest.mark.slow(few=25, many=1000)
def test_no_other_choice_is_less_effort(repeats: int) -> None:
    sorts = set()
    for number, question in enumerate(questions(154, repeats)):
        found, best = choose_sure(*question), best_of_all(question)
        assert (found is None) == (best is None), number
        if found is None or best is None:
            continue
        if question.low(frozenset()) >= question.wanted:
            assert found == Choice((), (), ZERO, ZERO)
            continue
        assert (found.effort, -found.points, len(found.jobs)) == best, number
        assert question.low(frozenset(found.jobs)) >= question.wanted
        sorts.add(question.uncertainty.total + found.points - question.wanted > question.uncertainty.times)
    assert sorts


class Sort(NamedTuple):
    """Gaps that are alike, each with work of its own: how many, points and the share earned in quarters, effort."""

    many: int
    quarters: int
    share: int
    effort: int


def least_of_sorts(sorts: list[Sort], wanted: int) -> tuple[int, int, int]:
    """Try how many of each sort are closed, by the formula itself: the least effort, most points, fewest jobs."""
    whole = sum(own.many * own.quarters**2 for own in sorts)
    found: list[tuple[int, int, int]] = []
    for counts in product(*(range(own.many + 1 if own.share < 4 else 1) for own in sorts)):
        total = mixed = spread = effort = won = 0
        for (many, quarters, share, days), closed in zip(sorts, counts, strict=True):
            total += quarters * (4 * closed + (many - closed) * share)
            mixed += quarters**2 * (4 * closed + (many - closed) * share)
            spread += quarters**2 * (16 * closed + (many - closed) * share**2)
            won += quarters * (4 - share) * closed
            effort += days * closed
        half = ceil(65.8 * sqrt((spread - mixed**2 / whole) / 256) - 1e-9)
        if total * 100 // 16 - half >= wanted * 100:
            found.append((effort, -won, sum(counts)))
    return min(found)


@pytest.mark.slow(few=3, many=60)
def test_of_many_gaps_that_are_alike_no_others_are_less_effort(repeats: int) -> None:
    # what is hardest: 84 criteria, nearly all choices of the same effort, and the total a little above the target
    for seed in range(repeats):
        chance = Random(seed)  # noqa: S311
        sorts = [
            Sort(chance.randint(7, 13), chance.randint(3, 7), chance.choice([0, 0, 1, 2]), chance.choice([1, 2, 2, 3]))
            for _sort in range(3)
        ]
        sorts.append(Sort(84 - sum(own.many for own in sorts), 5, 4, 0))
        alike = [own for own in sorts for _one in range(own.many)]
        weights = [
            Weight(f"C{number}", "1", Fraction(own.quarters, 4), Fraction(own.share, 4))
            for number, own in enumerate(alike)
        ]
        gaps = [own for own in alike if own.share < 4]
        prizes = [
            Prize(Fraction(own.quarters * (4 - own.share), 16), each_of(number)) for number, own in enumerate(gaps)
        ]
        uncertainty = Uncertainty(weights, [Group("1", sum((own.points for own in weights), ZERO))], USUAL)
        wanted = floor(uncertainty.total + sum((own.points for own in prizes), ZERO) * 3 / 4) - 3
        efforts = [Fraction(own.effort) for own in gaps]
        found = choose_sure(efforts, prizes, range(len(gaps)), uncertainty, Fraction(wanted))
        assert found is not None
        effort, points, jobs = least_of_sorts(sorts, wanted)
        assert found.effort == effort, seed
        assert (found.points, len(found.jobs)) == (Fraction(-points, 16), jobs), seed
