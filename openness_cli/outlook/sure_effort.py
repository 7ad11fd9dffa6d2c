"""The least effort with which the low end of the likely range reaches a total: exact, by a solver of integer programs.

Problems are solved that ask for a little less than has to hold, first those of which the answer may be best. The first
answer that is enough, looked at exactly, is the best there is; where one is not enough its problem is divided.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from heapq import heappop, heappush

from openness_cli.model.definitions import ZERO
from openness_cli.outlook._low_end import Aim, Box, Limits
from openness_cli.outlook._program import Program
from openness_cli.outlook.prizes import Choice, Prize
from openness_cli.outlook.solver import Constraint
from openness_cli.scoring.uncertainty import Uncertainty

# what rows of floats are let off: more than they err by, and less than is told apart
_SLACK = 1e-4
_Value = tuple[Fraction, int]


def choose_sure(
    efforts: Sequence[Fraction],
    prizes: Sequence[Prize],
    places: Sequence[int],
    uncertainty: Uncertainty,
    wanted: Fraction,
) -> Choice | None:
    """Return jobs of the least total effort with which the low end is at least ``wanted``; None where there are none.

    Each prize adds its points to what is earned of one criterion, of which ``places`` has the place in
    ``uncertainty``, and no two to the same. Of choices of that effort one is taken that wins most, and of those one
    of the fewest jobs; the same question gets the same answer. Where the low end is there already nothing is done.
    Raises ContradictionError where no points fit, ArithmeticError where the numbers are too odd for the solver.
    """
    aim = Aim(prizes, places, uncertainty, wanted)
    if aim.is_reached(()):
        return Choice((), (), ZERO, ZERO)
    if not aim.may_be_reached:
        return None
    search = _Search(Program(efforts, prizes), aim)
    if (least := search.least_effort()) is None:
        return None
    better = search.most_points(least.effort)
    return least if better is None or _points_of(better) > _points_of(least) else better


class _Search:
    """Problems, those first that may be best, and what is ruled out in all of them."""

    def __init__(self, program: Program, aim: Aim) -> None:
        self._program, self._aim = program, aim
        self._ruled_out: list[Constraint] = []

    def least_effort(self) -> Choice | None:
        """Return an answer of the least effort; None where there is none."""
        costs = self._program.costs
        return self._best(costs.numbers, _effort_of, lambda least: [costs.at_least(least[0])])

    def most_points(self, effort: Fraction) -> Choice | None:
        """Return an answer of most points for an effort, and of those one of the fewest jobs."""
        rows = [self._program.costs.at_most(effort)]
        return self._best(self._program.most_points, _points_of, lambda _least: rows)

    def _best(
        self,
        costs: Sequence[float],
        value_of: Callable[[Choice], _Value],
        rows_of: Callable[[_Value], list[Constraint]],
    ) -> Choice | None:
        """Return the choice of the least value; ``rows_of`` keeps out what is of less value than any answer."""
        least = value_of(self._program.nothing_for_all)
        problems: list[tuple[_Value, int, Box | Limits]] = [(least, 0, self._aim.box), (least, 1, self._aim.limits)]
        best: Choice | None = None
        number = len(problems)
        while problems and (best is None or problems[0][0] < value_of(best)):
            least, _number, problem = heappop(problems)
            own = [self._program.at_least(-_SLACK, *each) for each in problem.not_below_zero()]
            jobs = self._program.solve(costs, [*own, *rows_of(least), *self._ruled_out])
            if jobs is None:
                continue
            choice = self._program.choice(jobs)
            if self._aim.is_reached(choice.prizes):
                best = choice if best is None or value_of(choice) < value_of(best) else best
                continue
            parts = problem.divided(choice.prizes)
            if not parts:
                self._rule_out(jobs, choice)
            for part in parts or [problem]:
                heappush(problems, (value_of(choice), number := number + 1, part))
        return best

    def _rule_out(self, jobs: frozenset[int], choice: Choice) -> None:
        """Rule jobs out that are not enough."""
        is_less_too = self._aim.is_too_little_with_less(choice.prizes)
        self._ruled_out.append(self._program.others_than(jobs) if is_less_too else self._program.not_just(jobs))


def _effort_of(choice: Choice) -> _Value:
    return choice.effort, 0


def _points_of(choice: Choice) -> _Value:
    return -choice.points, len(choice.jobs)
