"""The solver against every choice there is."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from openness_cli.outlook.least_effort import Choice, Prize, choose

ZERO = Fraction(0)


def best_of_all(efforts: Sequence[Fraction], prizes: Sequence[Prize], wanted: Fraction) -> Choice | None:
    """Try every set of jobs: the least effort, then the most points, then the fewest jobs."""
    found: list[tuple[Fraction, Fraction, int]] = []
    for count in range(len(efforts) + 1):
        for jobs in combinations(range(len(efforts)), count):
            points = sum((prize.points for prize in prizes if set(prize.jobs) <= set(jobs)), ZERO)
            if points >= wanted:
                found.append((sum((efforts[job] for job in jobs), ZERO), -points, count))
    if not found:
        return None
    effort, points, count = min(found)
    return Choice((0,) * count, (), effort, -points)


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
                tuple(chance.sample(range(jobs), min(jobs, chance.choice([1, 1, 1, 2, 3])))),
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
        won = {number for number, prize in enumerate(prizes) if set(prize.jobs) <= set(found.jobs)}
        assert set(found.prizes) == won or wanted <= 0


@pytest.mark.parametrize("beyond", ["0.00001", "0.000000001"])
def test_a_hair_more_than_equal_gaps_make_is_one_gap_more(beyond: str) -> None:
    prizes = [Prize(Fraction(1), (number,)) for number in range(84)]
    found = choose([Fraction(1)] * 84, prizes, 71 + Fraction(beyond))
    assert found is not None
    assert (len(found.jobs), float(found.points)) == (72, 72)


def test_the_same_question_gets_the_same_answer() -> None:
    (question,) = questions(7, 1)
    assert len({choose(*question) for _time in range(5)}) == 1
