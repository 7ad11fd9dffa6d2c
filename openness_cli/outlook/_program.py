"""Jobs and prizes as an integer program: its columns and rows, and what an answer of the solver means."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor, gcd, lcm

from openness_cli.model.definitions import ZERO
from openness_cli.model.points import exact_sum
from openness_cli.outlook.prizes import Choice, Demand, Prize, without_spare
from openness_cli.outlook.solver import Constraint, switched_on

# sums up to which the solver, whose numbers are good to a millionth or so, tells whole numbers apart
_LARGEST_IN_A_ROW = 1_000_000
_LARGEST_TO_MINIMISE = 1_000_000_000


class Program:
    """A column for each job, then one for each set of demands that win something, then one for each of their things.

    What needs one job alone is won by its column. A prize of which some things may be left out is won or not; the
    other columns follow from those. ``costs`` are the efforts, ``gains`` the points, by column.
    """

    def __init__(self, efforts: Sequence[Fraction], prizes: Sequence[Prize]) -> None:
        """Hold jobs by their efforts, and what they win together."""
        self._efforts, self._prizes = efforts, prizes
        demanded = [_demanded(prize) for prize in prizes]
        together = dict.fromkeys(own for own in demanded if not isinstance(own, int))
        # those that are switches come first
        ordered = sorted(together, key=lambda own: all(demand.is_any for demand in own))
        place = {own: column for column, own in enumerate(ordered, start=len(efforts))}
        self._column_of = [own if isinstance(own, int) else place[own] for own in demanded]
        self._named = self._columns = len(efforts) + len(place)
        self._switches = len(efforts) + sum(not all(demand.is_any for demand in own) for own in ordered)
        self._rows: list[Constraint] = []
        for own, column in place.items():
            for demand in own:
                self._rows += [self._demanded(demand, column)]
        self.costs = Measured(efforts, _LARGEST_TO_MINIMISE)
        self.gains = Measured(self.by_column([prize.points for prize in prizes]), _LARGEST_IN_A_ROW)

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

    @property
    def most_points(self) -> list[float]:
        """Costs of which the least wins most points, and does so with the fewest jobs."""
        fewest = 1 / (len(self._efforts) + 1) * self.gains.step
        return [fewest * (number < len(self._efforts)) - gain for number, gain in enumerate(self.gains.numbers)]

    def by_column(self, values: Sequence[Fraction]) -> list[Fraction]:
        """Return what each column brings of something of which each prize brings so much."""
        brought = [ZERO] * self._named
        for column, value in zip(self._column_of, values, strict=True):
            brought[column] += value
        return brought

    @property
    def nothing_for_all(self) -> Choice:
        """Every prize for no effort: no choice is better."""
        return Choice((), (), ZERO, exact_sum(prize.points for prize in self._prizes))

    def at_least(self, least: float, start: float, each: Sequence[float]) -> Constraint:
        """Return the row that asks for so much, of a start and what each prize adds to it."""
        weights: dict[int, float] = {}
        for column, value in zip(self._column_of, each, strict=True):
            if value:
                weights[column] = weights.get(column, 0) + value
        return Constraint(weights, least - start)

    def solve(self, costs: Sequence[float], rows: Sequence[Constraint]) -> frozenset[int] | None:
        """Return jobs of the least cost that keep to some rows; None where the solver finds none."""
        costs = [*costs, *[0.0] * (self._columns - len(costs))]
        found = switched_on(costs, [*self._rows, *rows], self._switches)
        return None if found is None else frozenset(job for job in found if job < len(self._efforts))

    def choice(self, switched: frozenset[int]) -> Choice:
        """Return what some jobs win, without those of them that can be spared."""
        won = tuple(number for number, prize in enumerate(self._prizes) if prize.is_won(switched))
        # what costs nothing may be switched on for nothing
        jobs = without_spare(switched, [self._prizes[number] for number in won])
        effort = exact_sum(self._efforts[job] for job in jobs)
        return Choice(jobs, won, effort, exact_sum(self._prizes[number].points for number in won))

    def others_than(self, switched: frozenset[int]) -> Constraint:
        """Return the row that asks for a job that is not among some."""
        return Constraint({job: 1 for job in range(len(self._efforts)) if job not in switched}, 1)

    def not_just(self, switched: frozenset[int]) -> Constraint:
        """Return the row that rules out some jobs, and neither fewer nor more of them."""
        signs = {job: -1 if job in switched else 1 for job in range(len(self._efforts))}
        return Constraint(signs, 1 - len(switched))


def _demanded(prize: Prize) -> int | tuple[Demand, ...]:
    """Return the one job that wins a prize, or all that it demands."""
    jobs = frozenset(job for demand in prize.demands for job in demand.jobs)
    return min(jobs) if len(jobs) == 1 else tuple(sorted(set(prize.demands)))


class Measured:
    """Exact values as the solver's numbers: whole ones in the same proportions, as long as those are small.

    Then sums differ by 1 at least, and half of that is room enough for rounding. Else they stay what they are, and
    sums that differ by less than a millionth are told apart when the answer is looked at again.
    """

    _SLACK = 1e-6

    def __init__(self, values: Sequence[Fraction], largest_sum: int) -> None:
        """Measure values of which the sum, in whole numbers, is at most so large."""
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
