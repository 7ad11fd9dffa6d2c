"""The least effort with which the low end of the likely range is enough, against every choice there is."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import NamedTuple

import pytest

from openness_cli.model.definitions import AssumedPoints
from openness_cli.outlook.prizes import Choice, Prize
from openness_cli.outlook.sure_effort import choose_sure
from openness_cli.scoring.score_range import low_end
from openness_cli.scoring.uncertainty import Group, Uncertainty, Weight
from tests.outlook.test_least_effort import demand_of

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


@pytest.mark.slow(few=40, many=1000)
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
