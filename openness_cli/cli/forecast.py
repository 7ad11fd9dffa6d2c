"""``openness forecast``: what is left on the day of the evaluation if nobody acts."""

from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, told_to_programs
from openness_cli.cli.opening import check_not_over, load_and_assess
from openness_cli.cli.options import (
    All,
    AsOf,
    Directory,
    Exports,
    IndexName,
    Output,
    Owner,
    basis_option,
    format_option,
)
from openness_cli.cli.parsing import exports_of, format_of, one_of, parse_as_of, paths_of
from openness_cli.cli.session import Session
from openness_cli.cli.units import owned_by
from openness_cli.errors import ExitCode
from openness_cli.messages import _, language
from openness_cli.outlook.forecast import make_forecast
from openness_cli.reports.forecast import ForecastReport
from openness_cli.scoring.findings import find
from openness_cli.scoring.verdicts import Basis


@command
def forecast(
    session: Session,
    *,
    directory: Directory = Path(),
    form: Annotated[str, format_option(ForecastReport)] = "terminal",
    output: Output = None,
    export: Exports = None,
    basis: Annotated[str, basis_option(_("On which basis points are counted."))] = "evidenced",
    owner: Owner = None,
    whole: All = False,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print what is on course on each day on which it falls."""
    chosen, counted = format_of(ForecastReport, form), one_of(Basis, basis, "--basis")
    exports = exports_of(ForecastReport, export)
    with told_to_programs(session, directory, [(chosen, output), *exports]):
        loaded = load_and_assess(session, directory, index, parse_as_of(as_of))
    assessment = loaded.assessment
    check_not_over(assessment)
    findings = find(assessment)
    owned = owned_by(findings, owner)
    loaded.make_way(session, [output, *paths_of(exports)])
    result = make_forecast(assessment, findings, counted, loaded.zone)
    deliver(session, ForecastReport(__version__, language(), result, owned), chosen, output, exports, whole=whole)
    return ExitCode.DONE
