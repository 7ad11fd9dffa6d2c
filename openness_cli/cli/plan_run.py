"""The steps of ``openness plan``: load, score, plan, render, write."""

from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from openness_cli import __version__
from openness_cli.cli.delivery import deliver
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.parsing import check_not_over, format_of, parse_as_of, read_margin, read_threshold
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode
from openness_cli.messages import language
from openness_cli.outlook.plan import make_plan
from openness_cli.reports.plan import PlanReport
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
    form = format_of(PlanReport, options.form)
    loaded = load_and_assess(session, options.directory, options.index_name, parse_as_of(options.as_of))
    assessment = loaded.assessment
    check_not_over(assessment)
    target = read_threshold(assessment.index, options.target, "--target")
    margin = read_margin(target, assessment.index, options.margin)
    loaded.check_targets([options.output])
    for warning in loaded.log.warnings:
        session.complain(warning)
    plan = make_plan(assessment, find(assessment), target, margin, ZoneInfo(assessment.index.time_zone))
    report = PlanReport(__version__, language(), plan)

    deliver(session, report, form, options.output, whole=options.all)
    return ExitCode.DONE if plan.is_reachable else ExitCode.FAILED
