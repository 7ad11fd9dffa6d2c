"""The solver against every choice there is."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from openness_cli.outlook.least_effort import choose
from openness_cli.outlook.prizes import Choice, Demand, Prize

ZERO = Fraction(0)


def each_of(*jobs: int) -> tuple[Demand, ...]:
    """Return the demands of what needs all of some jobs."""
    return tuple(Demand(1, ((1, (job,)),)) for job in jobs)


def best_of_all(efforts: Sequence[Fraction], prizes: Sequence[Prize], wanted: Fraction) -> Choice | None:
    """Try every set of jobs: the least effort, then the most points, then the fewest jobs."""
    found: list[tuple[Fraction, Fraction, int]] = []
    for count in range(len(efforts) + 1):
        for jobs in combinations(range(len(efforts)), count):
            points = sum((prize.points for prize in prizes if prize.is_won(jobs)), ZERO)
            if points >= wanted:
                found.append((sum((efforts[job] for job in jobs), ZERO), -points, count))
    if not found:
        return None
    effort, points, count = min(found)
    return Choice((0,) * count, (), effort, -points)


def demand_of(chance: Random, jobs: int) -> Demand:
    """Make up what is needed: mostly one job, else any of several, else as many things as are enough together."""
    if chance.random() < 0.5:
        return Demand(1, ((1, (chance.randrange(jobs),)),))
    things = tuple(
        (chance.choice([1, 1, 2, 5, 12]), tuple(chance.sample(range(jobs), min(jobs, chance.choice([1, 1, 2])))))
        for _thing in range(chance.randint(1, 4))
    )
    most = sum(weight for weight, _jobs in things)
    return Demand(chance.choice([1, chance.randint(1, most), most]), things)


def questions(seed: int, count: int) -> Iterator[tuple[list[Fraction], list[Prize], Fraction]]:
    """Make up questions as they come: half days, quarter points, scales, shared jobs, totals that are just reached."""
    chance = Random(seed)  # noqa: S311
    scales = (Fraction(1), Fraction(20, 17), Fraction(25, 24), Fraction(10, 9), Fraction(100, 93), Fraction(15, 13))
    for _question in range(count):
        jobs, prizes = chance.randint(1, 7), chance.randint(1, 9)
        day = chance.choice([Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(1), Fraction(1, 3)])
        efforts = [day * chance.randint(0, 12) for _job in range(jobs)]
        unit = chance.choice([Fraction(1, 4), Fraction(1, 20), Fraction(1, 100), Fraction(1, 12)])
        made = [
            Prize(
                unit * chance.randint(1, 40) * chance.choice(scales),
                tuple(demand_of(chance, jobs) for _one in range(chance.choice([1, 1, 1, 2, 3]))),
            )
            for _prize in range(prizes)
        ]
        total = sum((prize.points for prize in made), ZERO)
        some = sum((prize.points for prize in made if chance.random() < 0.6), ZERO)
        wanted = chance.choice([some, some, total, some + Fraction(1, 100), some - Fraction(1, 100), total + 1, ZERO])
        yield efforts, made, wanted


@pytest.mark.slow(few=500, many=2000)
def test_no_other_choice_is_less_effort(repeats: int) -> None:
    for number, (efforts, prizes, wanted) in enumerate(questions(154, repeats)):
        found, best = choose(efforts, prizes, wanted), best_of_all(efforts, prizes, wanted)
        assert (found is None) == (best is None), number
        if found is None or best is None:
            continue
        expected = best if wanted > 0 else Choice((), (), ZERO, ZERO)
        assert (found.effort, found.points, len(found.jobs)) == (
            expected.effort,
            expected.points,
            len(expected.jobs),
        ), number
        assert found.effort == sum((efforts[job] for job in found.jobs), ZERO)
        won = {number for number, prize in enumerate(prizes) if prize.is_won(found.jobs)}
        assert set(found.prizes) == won or wanted <= 0
        # nothing of it can be spared
        for job in found.jobs:
            rest = set(found.jobs) - {job}
            assert not all(prizes[number].is_won(rest) for number in found.prizes)


@pytest.mark.parametrize("beyond", ["0.00001", "0.000000001"])
def test_a_hair_more_than_equal_gaps_make_is_one_gap_more(beyond: str) -> None:
    prizes = [Prize(Fraction(1), each_of(number)) for number in range(84)]
    found = choose([Fraction(1)] * 84, prizes, 71 + Fraction(beyond))
    assert found is not None
    assert (len(found.jobs), float(found.points)) == (72, 72)


def test_the_same_question_gets_the_same_answer() -> None:
    (question,) = questions(7, 1)
    assert len({choose(*question) for _time in range(5)}) == 1
