"""The steps of ``openness plan``: load, score, plan, render, write."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from openness_cli import __version__
from openness_cli.cli.arguments import check_not_over, read_margin, read_threshold
from openness_cli.cli.choices import one_of
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.session import Session, parse_as_of
from openness_cli.cli.writing import check_workspace_targets, hand_over
from openness_cli.errors import ExitCode
from openness_cli.formats.lines import Line, Marks
from openness_cli.formats.table_formats import TableFormat
from openness_cli.messages import language
from openness_cli.outlook.plan import PlanReport, make_plan
from openness_cli.reports.plan.formats import render_plan
from openness_cli.reports.plan.terminal import draw
from openness_cli.scoring.findings import find


class PlanOptions(NamedTuple):
    """The command line of ``plan``, as typed."""

    directory: Path
    target: str
    margin: str
    form: str
    output: Path | None
    all: bool
    index_name: str | None
    as_of: str | None


def run_plan(session: Session, options: PlanOptions) -> ExitCode:
    """Print the plan; the target out of its reach is a failed check."""
    form = one_of(TableFormat, options.form, "--format")
    loaded = load_and_assess(session, options.directory, options.index_name, parse_as_of(options.as_of))
    assessment = loaded.assessment
    check_not_over(assessment)
    target = read_threshold(assessment.index, options.target, "--target")
    margin = read_margin(target, assessment.index, options.margin)
    check_workspace_targets([options.output], options.directory, options.index_name, assessment.workspace)
    for warning in loaded.log.warnings:
        session.complain(warning)
    plan = make_plan(assessment, find(assessment), target, margin, ZoneInfo(assessment.index.time_zone))
    report = PlanReport(__version__, language(), plan)

    def lines(width: int, marks: Marks) -> Iterable[Line]:
        return draw(report, width, marks, whole=options.all)

    is_read = form is TableFormat.TERMINAL
    hand_over(session, options.output, lines if is_read else None, lambda: render_plan(report, form))
    return ExitCode.DONE if plan.is_reachable else ExitCode.FAILED
