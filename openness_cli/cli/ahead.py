"""``openness plan`` and ``openness forecast``: the least effort that reaches a colour, and what falls without any."""

from fractions import Fraction
from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.options import All, AsOf, Directory, IndexName, Output, basis_option, format_option, option
from openness_cli.cli.parsing import format_of, one_of, parse_as_of, read_points, read_threshold
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, UsageError
from openness_cli.messages import _, language
from openness_cli.model.definitions import Index
from openness_cli.model.points import plain_number
from openness_cli.outlook.forecast import make_forecast
from openness_cli.outlook.plan import make_plan
from openness_cli.reports.forecast import ForecastReport
from openness_cli.reports.plan import PlanReport
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import find
from openness_cli.scoring.gates import Threshold
from openness_cli.scoring.verdicts import Basis


@command
def plan(
    session: Session,
    *,
    directory: Directory = Path(),
    target: Annotated[str, option("BAND|N", _("What to reach: green, yellow, or points."))] = "green",
    margin: Annotated[str, option("N", _("Points to be reached beyond that."))] = "0",
    form: Annotated[str, format_option(PlanReport)] = "terminal",
    output: Output = None,
    whole: All = False,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print the plan; the target out of its reach is a failed check."""
    chosen = format_of(PlanReport, form)
    loaded = load_and_assess(session, directory, index, parse_as_of(as_of))
    assessment = loaded.assessment
    _check_not_over(assessment)
    threshold = read_threshold(assessment.index, target, "--target")
    beyond = _margin(threshold, assessment.index, margin)
    loaded.make_way(session, [output])
    result = make_plan(assessment, find(assessment), threshold, beyond, loaded.zone)
    deliver(session, PlanReport(__version__, language(), result), chosen, output, whole=whole)
    return ExitCode.DONE if result.is_reachable else ExitCode.FAILED


@command
def forecast(
    session: Session,
    *,
    directory: Directory = Path(),
    form: Annotated[str, format_option(ForecastReport)] = "terminal",
    output: Output = None,
    basis: Annotated[str, basis_option(_("On which basis points are counted."))] = "evidenced",
    whole: All = False,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print what is on course on each day on which it falls."""
    chosen, counted = format_of(ForecastReport, form), one_of(Basis, basis, "--basis")
    loaded = load_and_assess(session, directory, index, parse_as_of(as_of))
    assessment = loaded.assessment
    _check_not_over(assessment)
    loaded.make_way(session, [output])
    result = make_forecast(assessment, find(assessment), counted, loaded.zone)
    deliver(session, ForecastReport(__version__, language(), result), chosen, output, whole=whole)
    return ExitCode.DONE


def _check_not_over(assessment: Assessment) -> None:
    """Refuse to look ahead from a day after the evaluation date."""
    if assessment.over:
        text = _(
            "{day} is after the evaluation date, {evaluation}: nothing lies ahead; name an earlier day with --as-of, "
            "or correct evaluation_date: in openness.yaml"
        )
        evaluation = assessment.workspace.evaluation_date
        raise UsageError(text.format(day=assessment.day.isoformat(), evaluation=evaluation.isoformat()))


def _margin(target: Threshold, index: Index, value: str) -> Fraction:
    """Read points to be reached beyond a target. Raises UsageError where there are not as many."""
    margin, most = read_points(value), index.points - target.points
    if margin is None or margin > most:
        text = _("{where}: “{value}” is not a number of points from 0 to {most}, all that there are beyond the target")
        raise UsageError(text.format(where="--margin", value=value, most=plain_number(most)))
    return margin
