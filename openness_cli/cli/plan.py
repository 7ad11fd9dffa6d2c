"""``openness plan``: the least effort that reaches a colour."""

from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, told_to_programs
from openness_cli.cli.opening import Loaded, check_not_over, load_and_assess
from openness_cli.cli.options import (
    All,
    AsOf,
    Directory,
    Exports,
    IndexName,
    Output,
    Owner,
    flag,
    format_option,
    option,
)
from openness_cli.cli.parsing import exports_of, format_of, parse_as_of, paths_of, read_points, read_threshold
from openness_cli.cli.session import Session
from openness_cli.cli.units import names_asked
from openness_cli.errors import ExitCode, InvalidInput, UsageError
from openness_cli.files.index import INDEX_FILE
from openness_cli.files.oddities import contradictions
from openness_cli.messages import _, language
from openness_cli.model.definitions import Index
from openness_cli.outlook.plan import make_plan
from openness_cli.outlook.working_days import days_of_uzbekistan
from openness_cli.reports.plan import PlanReport
from openness_cli.scoring.findings import find
from openness_cli.scoring.gates import Threshold
from openness_cli.scoring.score_range import uncertainty_of
from openness_cli.scoring.uncertainty import Uncertainty
from openness_cli.words.terms import decimal

_MARGIN = Fraction(1)


@command
def plan(
    session: Session,
    *,
    directory: Directory = Path(),
    target: Annotated[str, option("BAND|N", _("What to reach: green, yellow, or points."))] = "green",
    margin: Annotated[str | None, option("N", _("Points to be reached beyond that; 1 where nothing is said."))] = None,
    sure: Annotated[
        bool, flag("--sure", _("Reach it with the low end of the likely range, not with the total alone."))
    ] = False,
    form: Annotated[str, format_option(PlanReport)] = "terminal",
    output: Output = None,
    export: Exports = None,
    owner: Owner = None,
    whole: All = False,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print the plan; the target out of its reach is a failed check."""
    chosen = format_of(PlanReport, form)
    exports = exports_of(PlanReport, export)
    with told_to_programs(session, directory, [(chosen, output), *exports]):
        loaded = load_and_assess(session, directory, index, parse_as_of(as_of))
    assessment = loaded.assessment
    check_not_over(assessment)
    threshold = read_threshold(assessment.index, target, "--target")
    beyond = _margin(threshold, assessment.index, margin)
    findings, actions = find(assessment), assessment.workspace.actions.values()
    owners = chain((own.owner for own in actions if own.owner), *(own.owners for own in findings))
    asked = names_asked(owner, owners)
    loaded.make_way(session, [output, *paths_of(exports)])
    worked = days_of_uzbekistan(assessment.day, assessment.workspace.evaluation_date)
    uncertainty = _uncertainty(loaded) if sure else None
    result = make_plan(assessment, findings, threshold, beyond, loaded.zone, worked, uncertainty)
    deliver(session, PlanReport(__version__, language(), result, asked), chosen, output, exports, whole=whole)
    return ExitCode.DONE if result.is_reachable else ExitCode.FAILED


def _uncertainty(loaded: Loaded) -> Uncertainty:
    """Return what may become of the total. Raises UsageError or InvalidInput where the index does not tell it."""
    index = loaded.assessment.index
    if index.assumed_points is None:
        text = _("--sure: the index {index} does not say how far its points may be wrong (assumed_points in {file})")
        raise UsageError(text.format(index=index.id, file=INDEX_FILE))
    if (uncertainty := uncertainty_of(loaded.assessment)) is None:
        raise InvalidInput(tuple(contradictions(index, loaded.index_folder)))
    return uncertainty


def _margin(target: Threshold, index: Index, value: str | None) -> Fraction:
    """Read points to be reached beyond a target. Raises UsageError where there are not as many."""
    most = index.points - target.points
    if value is None:
        return min(_MARGIN, most)
    margin = read_points(value)
    if margin is None or margin > most:
        text = _("{where}: “{value}” is not a number of points from 0 to {most}, all that there are beyond the target")
        raise UsageError(text.format(where="--margin", value=value, most=decimal(most)))
    return margin
