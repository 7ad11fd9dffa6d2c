"""``openness calendar``: what falls due, when, and whose it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, names_a_file, told_to_programs
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.options import (
    AsOf,
    Directory,
    Exports,
    IndexName,
    Only,
    Output,
    Owner,
    flag,
    format_option,
    option,
    words,
)
from openness_cli.cli.parsing import exports_of, format_of, nothing_matches, one_of, owners_meant, parse_as_of, paths_of
from openness_cli.cli.session import Session
from openness_cli.cli.splitting import as_file, check_split, ending_of, write_each
from openness_cli.errors import ExitCode
from openness_cli.formats.choices import Format, write
from openness_cli.messages import _, language
from openness_cli.model.evidence import fold
from openness_cli.outlook.calendar_ import By, Calendar, Undated, owners_of, undated_of
from openness_cli.outlook.deadlines import Deadline, find_deadlines
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
    export: Exports = None,
    owner: Owner = None,
    only: Only = None,
    whole: Annotated[
        bool, flag("--all", _("List what is done, lost or not applicable too; csv and json always do."))
    ] = False,
    by: Annotated[str, option(words(By), _("Group what is listed by whose it is, or by its day."))] = "owner",
    until: Annotated[
        str | None, option("DATE", _("Only what falls due up to this day; nothing that has no day."))
    ] = None,
    split: Annotated[
        Path | None, option("DIR", _("Write a file for each unit into this folder, named as the unit."))
    ] = None,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print what falls due."""
    chosen, day, last = format_of(CalendarReport, form), parse_as_of(as_of), parse_as_of(until, "--until")
    grouped = one_of(By, by, "--by")
    exports = exports_of(CalendarReport, export)
    check_split(split, output, paths_of(exports))
    with told_to_programs(session, directory, [(chosen, output), *exports]):
        loaded = load_and_assess(session, directory, index, day)
    if not any(map(Listing(only).matches, loaded.assessment.verdicts)):
        raise nothing_matches(only, loaded.assessment.index.by_id)
    asked = _asked(_calendar(loaded.assessment, whole=whole, by=grouped), owner)
    listed = asked.where(Listing(only).matches)
    report = CalendarReport(__version__, language(), listed.until(last) if last else listed)
    if split is not None:
        texts = [(name, as_file(chosen, write(own, chosen))) for name, own in _each(report)]
        write_each(session, loaded, texts, split, ending_of(chosen))
        if not texts:
            session.say(_("nobody owes anything"))
    else:
        loaded.make_way(session, [output, *paths_of(exports)])
        deliver(session, report, chosen, output, exports, whole=whole)
    if report.over and (chosen is not Format.TERMINAL or names_a_file(output) or split):
        session.say(report.over)
    return ExitCode.DONE


def _each(report: CalendarReport) -> Iterator[tuple[str, CalendarReport]]:
    """Yield each owner who has something to do, with what is his; nobody's work is one's own, by an empty name."""
    for group in report.calendar.groups:
        own = report.calendar.of_owners({fold(group.owner)})
        yield group.owner, report._replace(calendar=own)


def _calendar(assessment: Assessment, *, whole: bool, by: By) -> Calendar:
    findings = find(assessment)
    deadlines = find_deadlines(assessment, findings)
    return Calendar(assessment, deadlines, whole, undated_of(findings, deadlines), by)


def _asked(calendar: Calendar, owner: str | None) -> Calendar:
    """Return what one owner has to do; all without one. Raises UsageError where nobody is called so."""
    if owner is None or calendar.assessment.over:
        return calendar
    if owner == "-":
        return calendar.of_owners({""})
    nothing = _("{where}: nothing that falls due belongs to “{value}”; the owners are: {owners}")
    everything: list[Deadline | Undated] = [*calendar.deadlines, *calendar.undated]
    return calendar.of_owners(owners_meant(owner, owners_of(everything), nothing))
