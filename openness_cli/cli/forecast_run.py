"""The steps of ``openness forecast``: load, score, look ahead, render, write."""

from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from openness_cli import __version__
from openness_cli.cli.delivery import deliver
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.parsing import check_not_over, format_of, one_of, parse_as_of
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode
from openness_cli.messages import language
from openness_cli.outlook.forecast import make_forecast
from openness_cli.reports.forecast import ForecastReport
from openness_cli.scoring.findings import find
from openness_cli.scoring.verdicts import Basis


class ForecastOptions(NamedTuple):
    """The command line of ``forecast``, as typed."""

    directory: Path
    form: str
    output: Path | None
    basis: str
    all: bool
    index_name: str | None
    as_of: str | None


def run_forecast(session: Session, options: ForecastOptions) -> ExitCode:
    """Print what is on course on each day on which it falls."""
    form = format_of(ForecastReport, options.form)
    basis = one_of(Basis, options.basis, "--basis")
    loaded = load_and_assess(session, options.directory, options.index_name, parse_as_of(options.as_of))
    assessment = loaded.assessment
    check_not_over(assessment)
    loaded.check_targets([options.output])
    for warning in loaded.log.warnings:
        session.complain(warning)
    forecast = make_forecast(assessment, find(assessment), basis, ZoneInfo(assessment.index.time_zone))
    report = ForecastReport(__version__, language(), forecast)

    deliver(session, report, form, options.output, whole=options.all)
    return ExitCode.DONE
