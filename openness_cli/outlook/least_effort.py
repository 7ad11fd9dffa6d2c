"""The least effort that wins enough points: exact, by a solver of integer programs."""

from collections.abc import Sequence
from fractions import Fraction

from openness_cli.model.definitions import ZERO
from openness_cli.model.points import exact_sum
from openness_cli.outlook._program import Program
from openness_cli.outlook.prizes import Choice, Prize
from openness_cli.outlook.solver import Constraint


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
    program = Program(efforts, prizes)
    rows = [program.gains.at_least(wanted)]
    least = _enough(program, program.costs.numbers, rows, wanted)
    if least is None:
        raise ArithmeticError("the solver found no answer")
    # at that effort the most points, and the fewest jobs with them
    rows.append(program.costs.at_most(least.effort))
    better = _enough(program, program.most_points, rows, wanted)
    if better is None or better.effort > least.effort or better.points < least.points:
        return least
    return better


def _enough(program: Program, costs: Sequence[float], rows: list[Constraint], wanted: Fraction) -> Choice | None:
    """Minimise; where the solver's rounding took too little for enough, rule that out and look again."""
    while (jobs := program.solve(costs, rows)) is not None:
        choice = program.choice(jobs)
        if choice.points >= wanted:
            return choice
        rows.append(program.others_than(jobs))
    return None
