"""``openness remind``: a plain text for each unit, to be pasted into a messenger or a mail."""

from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, told_to_programs
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.options import AsOf, Directory, Exports, IndexName, Output, Owner, format_option, option
from openness_cli.cli.parsing import exports_of, format_of, parse_as_of, paths_of
from openness_cli.cli.session import Session
from openness_cli.cli.splitting import check_split, ending_of, write_each
from openness_cli.cli.units import units_of
from openness_cli.errors import ExitCode, UsageError
from openness_cli.formats.choices import Format
from openness_cli.formats.letters import file_of
from openness_cli.messages import _, language, n_
from openness_cli.model.evidence import fold
from openness_cli.outlook.reminders import make_reminders
from openness_cli.reports.remind import RemindReport

_MOST_DAYS = 3660


@command
def remind(
    session: Session,
    *,
    directory: Directory = Path(),
    form: Annotated[str, format_option(RemindReport)] = "text",
    output: Output = None,
    export: Exports = None,
    owner: Owner = None,
    days: Annotated[int, option("N", _("What falls due within so many days."))] = 14,
    split: Annotated[
        Path | None, option("DIR", _("Write a text file for each unit into this folder, named as the unit."))
    ] = None,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print a text for each unit."""
    chosen, day = format_of(RemindReport, form), parse_as_of(as_of)
    if not 0 <= days <= _MOST_DAYS:
        text = _("{where}: “{value}” is not a number from {low} to {most}")
        raise UsageError(text.format(where="--days", value=days, low=0, most=_MOST_DAYS))
    exports = exports_of(RemindReport, export)
    check_split(split, output, paths_of(exports))
    with told_to_programs(session, directory, [(chosen, output), *exports]):
        loaded = load_and_assess(session, directory, index, day)
    assessment = loaded.assessment
    units, deadlines = units_of(assessment, owner)
    reminders = make_reminders(units, deadlines, assessment.day, days)
    report = RemindReport(__version__, language(), assessment, days, reminders)
    if split is not None:
        texts = ((own.name, file_of(own)) for own in report.letters())
        write_each(session, loaded, texts, split, ending_of(Format.TEXT))
    else:
        loaded.make_way(session, [output, *paths_of(exports)])
        deliver(session, report, chosen, output, exports)
    idle = len({fold(unit.owner) for unit in units if unit.owner} - {fold(own.owner) for own in reminders})
    if idle or not reminders:
        text = n_("{count} unit owes nothing.", "{count} units owe nothing.", idle)
        session.say(text.format(count=idle) if idle else _("nobody owes anything"))
    return ExitCode.DONE
