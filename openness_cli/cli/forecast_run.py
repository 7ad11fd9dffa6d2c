"""The steps of ``openness forecast``: load, score, look ahead, render, write."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from openness_cli import __version__
from openness_cli.cli.arguments import check_not_over
from openness_cli.cli.choices import one_of
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.session import Session, parse_as_of
from openness_cli.cli.writing import check_workspace_targets, hand_over
from openness_cli.errors import ExitCode
from openness_cli.formats.lines import Line, Marks
from openness_cli.formats.table_formats import TableFormat
from openness_cli.messages import language
from openness_cli.outlook.forecast import ForecastReport, make_forecast
from openness_cli.reports.forecast.formats import render_forecast
from openness_cli.reports.forecast.terminal import draw
from openness_cli.scoring.assessment import Basis
from openness_cli.scoring.findings import find


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
    form = one_of(TableFormat, options.form, "--format")
    basis = one_of(Basis, options.basis, "--basis")
    loaded = load_and_assess(session, options.directory, options.index_name, parse_as_of(options.as_of))
    assessment = loaded.assessment
    check_not_over(assessment)
    check_workspace_targets([options.output], options.directory, options.index_name, assessment.workspace)
    for warning in loaded.log.warnings:
        session.complain(warning)
    forecast = make_forecast(assessment, find(assessment), basis, ZoneInfo(assessment.index.time_zone))
    report = ForecastReport(__version__, language(), forecast)

    def lines(width: int, marks: Marks) -> Iterable[Line]:
        return draw(report, width, marks, whole=options.all)

    is_read = form is TableFormat.TERMINAL
    hand_over(session, options.output, lines if is_read else None, lambda: render_forecast(report, form))
    return ExitCode.DONE
