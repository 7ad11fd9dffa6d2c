"""``openness calendar``: what falls due, when, and whose it is."""

from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, names_a_file, told_to_programs
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.options import AsOf, Directory, IndexName, Only, Output, Owner, flag, format_option
from openness_cli.cli.parsing import format_of, nothing_matches, owners_meant, parse_as_of
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode
from openness_cli.formats.choices import Format
from openness_cli.messages import _, language
from openness_cli.model.evidence import fold
from openness_cli.outlook.calendar_ import Calendar, owners_of
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, find_deadlines
from openness_cli.reports.calendar_ import CalendarReport
from openness_cli.reports.listing import Listing
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import find


@command
def calendar(
    session: Session,
    *,
    directory: Directory = Path(),
    form: Annotated[
        str, format_option(CalendarReport, _("What to print; ics is for Outlook, Google and other calendars."))
    ] = "terminal",
    output: Output = None,
    owner: Owner = None,
    only: Only = None,
    whole: Annotated[
        bool, flag("--all", _("List what is done, lost or not applicable too; csv and json always do."))
    ] = False,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print what falls due."""
    chosen, day = format_of(CalendarReport, form), parse_as_of(as_of)
    with told_to_programs(session, directory, [(chosen, output)]):
        loaded = load_and_assess(session, directory, index, day)
    deadlines = _deadlines(loaded.assessment, Listing(only), owner)
    report = CalendarReport(__version__, language(), Calendar(loaded.assessment, deadlines, whole=whole))
    loaded.make_way(session, [output])
    deliver(session, report, chosen, output)
    if report.over and (chosen is not Format.TERMINAL or names_a_file(output)):
        session.say(report.over)
    return ExitCode.DONE


def _deadlines(assessment: Assessment, listing: Listing, owner: str | None) -> tuple[Deadline, ...]:
    if not any(map(listing.matches, assessment.verdicts)):
        raise nothing_matches(listing.only, assessment.index.by_id)
    everything = find_deadlines(assessment, find(assessment))
    chosen = tuple(own for own in everything if own.verdict is None or listing.matches(own.verdict))
    if owner is None or assessment.over:
        return chosen
    if owner == "-":
        return tuple(own for own in chosen if own.kind is DeadlineKind.EVALUATION or not own.owners)
    nothing = _("{where}: nothing that falls due belongs to “{value}”; the owners are: {owners}")
    meant = owners_meant(owner, owners_of(everything), nothing)
    return tuple(
        own for own in chosen if own.kind is DeadlineKind.EVALUATION or meant.intersection(map(fold, own.owners))
    )
