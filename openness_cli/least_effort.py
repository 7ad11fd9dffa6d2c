"""The least effort that wins enough points: exact, by a solver of integer programs (HiGHS, as SciPy has it)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import Any, NamedTuple

from openness_cli.definitions import ZERO

# the solver reckons in floats: what it may miss by is added here and looked at again in exact numbers
_SLACK = 1e-6


class Prize(NamedTuple):
    """Points that are won as a whole, once every job in ``jobs`` (their positions) is done."""

    points: Fraction
    jobs: tuple[int, ...]


class Choice(NamedTuple):
    """Positions of the jobs to do and of the prizes that they win, with their exact sums."""

    jobs: tuple[int, ...]
    prizes: tuple[int, ...]
    effort: Fraction
    points: Fraction


def choose(efforts: Sequence[Fraction], prizes: Sequence[Prize], wanted: Fraction) -> Choice | None:
    """Return jobs of the least total effort whose prizes are worth at least ``wanted``; None where there are none.

    No other jobs of less effort are worth as much. Of choices of that effort one is taken that wins most, and of
    those one of the fewest jobs; the same question gets the same answer. Where nothing is wanted nothing is done.
    Efforts and points are at least 0, and every prize needs a job.
    """
    if sum((prize.points for prize in prizes), ZERO) < wanted:
        return None
    if wanted <= 0:
        return Choice((), (), ZERO, ZERO)
    return _Search(efforts, prizes, wanted).run()


class _Search:
    """A switch for each job, then one for each prize: a prize is won only where its jobs are done."""

    def __init__(self, efforts: Sequence[Fraction], prizes: Sequence[Prize], wanted: Fraction) -> None:
        import numpy as np  # noqa: PLC0415  (heavy, and only a plan needs it)

        self._efforts, self._prizes, self._wanted = efforts, prizes, wanted
        self._first = len(efforts)
        size = self._first + len(prizes)
        self._cost, self._gain, self._number = (np.zeros(size) for _row in range(3))
        self._cost[: self._first] = _whole(efforts)
        self._gain[self._first :] = [float(prize.points) for prize in prizes]
        self._number[: self._first] = 1
        self._rows: list[_Row] = [
            _Row({job: 1.0, self._first + position: -1.0}, 0.0)
            for position, prize in enumerate(prizes)
            for job in prize.jobs
        ]
        self._rows.append(_Row(_entries(self._gain), float(wanted) - _SLACK))

    def run(self) -> Choice:
        """Look for the least effort, then at that effort for the most points, then for the fewest jobs."""
        choice = self._enough(self._cost)
        spent = sum(self._cost[job] for job in choice.jobs)
        self._rows.append(_Row(_entries(-self._cost), -spent - 0.5))
        choice = self._enough(-self._gain)
        self._rows.append(_Row(_entries(self._gain), float(choice.points) - _SLACK))
        fewest = self._enough(self._number)
        return fewest if fewest.points >= choice.points else choice

    def _enough(self, objective: Any) -> Choice:  # noqa: ANN401  (an array of NumPy, which is not imported above)
        """Minimise; where floats took too little for enough, rule that out and look again."""
        while True:
            choice = self._solve(objective)
            if choice.points >= self._wanted:
                return choice
            lacking = {self._first + n: 1.0 for n in range(len(self._prizes)) if n not in choice.prizes}
            self._rows.append(_Row(lacking, 1.0))

    def _solve(self, objective: Any) -> Choice:  # noqa: ANN401  (likewise)
        import numpy as np  # noqa: PLC0415
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415
        from scipy.sparse import csr_array  # noqa: PLC0415

        rows = [number for number, row in enumerate(self._rows) for _entry in row.entries]
        columns = [column for row in self._rows for column in row.entries]
        values = [value for row in self._rows for value in row.entries.values()]
        matrix = csr_array((values, (rows, columns)), shape=(len(self._rows), len(objective)))
        found = milp(
            objective,
            integrality=np.ones(len(objective), dtype=np.int8),
            bounds=Bounds(0, 1),
            constraints=[LinearConstraint(matrix, [row.least for row in self._rows], np.inf)],
            options={"mip_rel_gap": 0.0},
        )
        if found.x is None:
            raise ArithmeticError(found.message)
        jobs = {number for number in range(self._first) if found.x[number] > 0.5}  # noqa: PLR2004  (0 or 1)
        won = tuple(number for number, prize in enumerate(self._prizes) if jobs.issuperset(prize.jobs))
        return Choice(
            tuple(sorted(jobs)),
            won,
            sum((self._efforts[job] for job in jobs), ZERO),
            sum((self._prizes[number].points for number in won), ZERO),
        )


class _Row(NamedTuple):
    """Weights by column, and the least that they have to add up to."""

    entries: dict[int, float]
    least: float


def _entries(weights: Iterable[float]) -> dict[int, float]:
    return {column: float(weight) for column, weight in enumerate(weights) if weight}


def _whole(values: Sequence[Fraction]) -> list[float]:
    """Return values as whole numbers in the same proportions: the solver proves differences of 1 without doubt."""
    common = lcm(*(value.denominator for value in values))
    numbers = [int(value * common) for value in values]
    divisor = gcd(*numbers) or 1
    return [float(number // divisor) for number in numbers]
