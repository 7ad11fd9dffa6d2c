"""The least effort that wins enough points: exact, by a solver of integer programs."""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import NamedTuple

from openness_cli.model.definitions import ZERO
from openness_cli.model.points import exact_sum
from openness_cli.outlook.solver import Constraint, switched_on

# sums up to which the solver, whose numbers are good to a millionth or so, tells whole numbers apart
_LARGEST_IN_A_ROW = 1_000_000
_LARGEST_TO_MINIMISE = 1_000_000_000


class Demand(NamedTuple):
    """Things that any one of some jobs (their positions) brings, each with its weight: together at least ``least``.

    Both are above 0.
    """

    least: int
    things: tuple[tuple[int, tuple[int, ...]], ...]

    def is_met(self, done: Collection[int]) -> bool:
        """Tell whether so many jobs are enough."""
        return sum(weight for weight, jobs in self.things if any(job in done for job in jobs)) >= self.least

    @property
    def jobs(self) -> frozenset[int]:
        """Every job that brings anything."""
        return frozenset(job for _weight, jobs in self.things for job in jobs)

    @property
    def is_any(self) -> bool:
        """Whether any one of its jobs is enough."""
        return all(weight >= self.least for weight, _jobs in self.things)


class Prize(NamedTuple):
    """Points that are won as a whole, once all demands are met; there is at least one."""

    points: Fraction
    demands: tuple[Demand, ...]

    def is_won(self, done: Collection[int]) -> bool:
        """Tell whether so many jobs win it."""
        return all(demand.is_met(done) for demand in self.demands)


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
    Efforts and points are at least 0, and all jobs together win every prize. Raises ArithmeticError where the numbers
    are too odd for the solver.
    """
    if exact_sum(prize.points for prize in prizes) < wanted:
        return None
    if wanted <= 0:
        return Choice((), (), ZERO, ZERO)
    return _Search(efforts, prizes, wanted).run()


class _Search:
    """A column for each job, then one for each set of demands that win something, then one for each of their things.

    What needs one job alone is won by its column. A prize of which some things may be left out is won or not; the
    other columns follow from those.
    """

    def __init__(self, efforts: Sequence[Fraction], prizes: Sequence[Prize], wanted: Fraction) -> None:
        self._efforts, self._prizes, self._wanted = efforts, prizes, wanted
        alone = [ZERO] * len(efforts)
        together: dict[tuple[Demand, ...], Fraction] = {}
        for points, demands in prizes:
            jobs = frozenset(job for demand in demands for job in demand.jobs)
            if len(jobs) == 1:
                alone[min(jobs)] += points
            else:
                own = tuple(sorted(set(demands)))
                together[own] = together.get(own, ZERO) + points
        whole = {own: points for own, points in together.items() if not all(demand.is_any for demand in own)}
        together = whole | {own: points for own, points in together.items() if own not in whole}
        self._switches = len(efforts) + len(whole)
        self._gains = _Measured([*alone, *together.values()], _LARGEST_IN_A_ROW)
        self._costs = _Measured([*efforts, *[ZERO] * len(together)], _LARGEST_TO_MINIMISE)
        self._rows = [self._gains.at_least(wanted)]
        self._columns = len(efforts) + len(together)
        for column, own in enumerate(together, start=len(efforts)):
            for demand in own:
                self._rows += [self._demanded(demand, column)]

    def _demanded(self, demand: Demand, column: int) -> Constraint:
        """Return the row that holds a prize below a demand."""
        if demand.is_any:
            return Constraint({**dict.fromkeys(sorted(demand.jobs), 1), column: -1}, 0)
        weights: dict[int, float] = {}
        for weight, jobs in demand.things:
            brought = jobs[0]
            if len(jobs) > 1:
                brought, self._columns = self._columns, self._columns + 1
                self._rows.append(Constraint({**dict.fromkeys(jobs, 1), brought: -1}, 0))
            weights[brought] = weights.get(brought, 0) + min(weight, demand.least)
        # weights are whole: half of 1 is room for rounding
        return Constraint({**weights, column: 0.5 - demand.least}, 0)

    def run(self) -> Choice:
        """Look for the least effort; then, at that effort, for the most points, and for the fewest jobs with them."""
        least = self._enough(self._costs.numbers)
        if least is None:
            raise ArithmeticError("the solver found no answer")
        self._rows.append(self._costs.at_most(least.effort))
        fewest = 1 / (len(self._efforts) + 1) * self._gains.step
        better = self._enough(
            [fewest * (number < len(self._efforts)) - gain for number, gain in enumerate(self._gains.numbers)]
        )
        if better is None or better.effort > least.effort or better.points < least.points:
            return least
        return better

    def _enough(self, costs: Sequence[float]) -> Choice | None:
        """Minimise; where the solver's rounding took too little for enough, rule that out and look again."""
        costs = [*costs, *[0.0] * (self._columns - len(costs))]
        while (found := switched_on(costs, self._rows, self._switches)) is not None:
            jobs = frozenset(job for job in found if job < len(self._efforts))
            choice = self._choice(jobs)
            if choice.points >= self._wanted:
                return choice
            self._rows.append(Constraint({job: 1 for job in range(len(self._efforts)) if job not in jobs}, 1))
        return None

    def _choice(self, switched: frozenset[int]) -> Choice:
        won = tuple(number for number, prize in enumerate(self._prizes) if prize.is_won(switched))
        # what costs nothing may be switched on for nothing
        jobs = without_spare(switched, [self._prizes[number] for number in won])
        effort = exact_sum(self._efforts[job] for job in jobs)
        return Choice(jobs, won, effort, exact_sum(self._prizes[number].points for number in won))


def without_spare(jobs: Iterable[int], prizes: Iterable[Prize]) -> tuple[int, ...]:
    """Return those of some jobs, in order, that win the prizes and of which none can be spared."""
    kept = set(jobs)
    needing: dict[int, list[Prize]] = {}
    for prize in prizes:
        for job in {job for demand in prize.demands for job in demand.jobs}:
            needing.setdefault(job, []).append(prize)
    for job in sorted(kept, reverse=True):
        kept.remove(job)
        if not all(prize.is_won(kept) for prize in needing.get(job, [])):
            kept.add(job)
    return tuple(sorted(kept))


class _Measured:
    """Exact values as the solver's numbers: whole ones in the same proportions, as long as those are small.

    Then sums differ by 1 at least, and half of that is room enough for rounding. Else they stay what they are, and
    sums that differ by less than a millionth are told apart when the answer is looked at again.
    """

    _SLACK = 1e-6

    def __init__(self, values: Sequence[Fraction], largest_sum: int) -> None:
        common = lcm(*(value.denominator for value in values))
        whole = [int(value * common) for value in values]
        divisor = gcd(*whole) or 1
        self._unit = Fraction(divisor, common)
        self._is_whole = sum(whole) // divisor <= largest_sum
        # the least by which two sums that are told apart differ
        self.step = 1 if self._is_whole else self._SLACK
        self.numbers = [number // divisor for number in whole] if self._is_whole else list(map(float, values))

    def at_least(self, value: Fraction) -> Constraint:
        """Return the row that asks for a value, and for no less."""
        needed = ceil(value / self._unit)
        return self._row(1, needed - 0.5 if self._is_whole else float(needed * self._unit) - self._SLACK)

    def at_most(self, value: Fraction) -> Constraint:
        """Return the row that allows a value, and no more."""
        allowed = floor(value / self._unit)
        return self._row(-1, -allowed - 0.5 if self._is_whole else -float(allowed * self._unit) - self._SLACK)

    def _row(self, sign: int, least: float) -> Constraint:
        return Constraint({column: sign * number for column, number in enumerate(self.numbers) if number}, least)
