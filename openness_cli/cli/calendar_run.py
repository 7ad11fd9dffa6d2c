"""The steps of ``openness calendar``: load, score, choose, render, write."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from openness_cli import __version__
from openness_cli.cli.delivery import deliver, names_a_file
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.parsing import format_of, nothing_matches, parse_as_of
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, UsageError
from openness_cli.formats.choices import Format
from openness_cli.messages import _, language
from openness_cli.model.evidence import fold
from openness_cli.outlook.calendar_ import Calendar, of_owner, owners_of
from openness_cli.outlook.deadlines import Deadline, find_deadlines
from openness_cli.reports._calendar_words import over_sentence
from openness_cli.reports.calendar_ import CalendarReport
from openness_cli.reports.listing import Listing
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import find


class CalendarOptions(NamedTuple):
    """The command line of ``calendar``, as typed."""

    directory: Path
    form: str
    output: Path | None
    owner: str | None
    listing: Listing
    index_name: str | None
    as_of: str | None


def run_calendar(session: Session, options: CalendarOptions) -> ExitCode:
    """Print what falls due."""
    form = format_of(CalendarReport, options.form)
    as_of = parse_as_of(options.as_of)
    loaded = load_and_assess(session, options.directory, options.index_name, as_of)
    report = _report(loaded.assessment, options)
    loaded.check_targets([options.output])
    for warning in loaded.log.warnings:
        session.complain(warning)
    deliver(session, report, form, options.output)
    if loaded.assessment.over and (form is not Format.TERMINAL or names_a_file(options.output)):
        session.say(over_sentence(loaded.assessment))
    return ExitCode.DONE


def _report(assessment: Assessment, options: CalendarOptions) -> CalendarReport:
    listing = options.listing
    if not any(listing.matches(verdict) for verdict in assessment.verdicts):
        raise nothing_matches(listing.only)
    everything = find_deadlines(assessment, find(assessment))
    chosen = tuple(own for own in everything if own.verdict is None or listing.matches(own.verdict))
    if options.owner is not None and not assessment.over:
        _check_owner(options.owner, everything)
        chosen = of_owner(chosen, options.owner)
    return CalendarReport(__version__, language(), Calendar(assessment, chosen, whole=listing.all))


def _check_owner(owner: str, deadlines: Iterable[Deadline]) -> None:
    """Refuse an owner of nothing, and name those there are."""
    owners = owners_of(deadlines)
    if fold(owner) in map(fold, owners):
        return
    if not owners:
        raise UsageError(
            _("{where}: no owner is named in the evidence of anything that falls due").format(where="--owner")
        )
    text = _("{where}: nothing that falls due belongs to “{value}”; the owners are: {owners}")
    raise UsageError(text.format(where="--owner", value=owner, owners="; ".join(owners)))
