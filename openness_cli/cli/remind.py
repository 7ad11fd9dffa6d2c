"""``openness remind``: a plain text for each unit, to be pasted into a messenger or a mail."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, told_to_programs
from openness_cli.cli.opening import Loaded, load_and_assess
from openness_cli.cli.options import AsOf, Directory, IndexName, Output, Owner, format_option, option
from openness_cli.cli.parsing import format_of, parse_as_of
from openness_cli.cli.session import Session
from openness_cli.cli.units import units_of
from openness_cli.errors import ExitCode, OutputError, UsageError
from openness_cli.files.writing import replace_all
from openness_cli.formats.letters import Letter, file_of
from openness_cli.messages import _, language, n_, refusal
from openness_cli.model.evidence import fold
from openness_cli.outlook.reminders import make_reminders
from openness_cli.reports.remind import RemindReport

_MOST_DAYS = 3660
# what no system takes in the name of a file
_NEVER = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST = 80
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


@command
def remind(
    session: Session,
    *,
    directory: Directory = Path(),
    form: Annotated[str, format_option(RemindReport)] = "text",
    output: Output = None,
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
    if split is not None and output is not None:
        raise UsageError(_("{one} and {other} do not go together").format(one="--split", other="--output"))
    with told_to_programs(session, directory, [(chosen, output)]):
        loaded = load_and_assess(session, directory, index, day)
    assessment = loaded.assessment
    units, deadlines = units_of(assessment, owner)
    reminders = make_reminders(units, deadlines, assessment.day, days)
    report = RemindReport(__version__, language(), assessment, days, reminders)
    if split is not None:
        _write_each(session, loaded, report.letters(), split)
    else:
        loaded.make_way(session, [output])
        deliver(session, report, chosen, output)
    idle = len({fold(unit.owner) for unit in units if unit.owner} - {fold(own.owner) for own in reminders})
    if idle or not reminders:
        text = n_("{count} unit owes nothing.", "{count} units owe nothing.", idle)
        session.say(text.format(count=idle) if idle else _("nobody owes anything"))
    return ExitCode.DONE


def _write_each(session: Session, loaded: Loaded, letters: Iterable[Letter], folder: Path) -> None:
    """Write each letter into a file of its own, all or none."""
    named: dict[str, Letter] = {}
    for letter in letters:
        name = _file_name(letter.name or _("Work that nobody is in charge of"))
        number, tried = 2, name
        while tried.lower() in {known.lower() for known in named}:
            tried, number = f"{name} {number}", number + 1
        named[tried] = letter
    contents = [(folder / f"{name}.txt", file_of(letter)) for name, letter in named.items()]
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        text = _("could not write {file}: {why}")
        raise OutputError(text.format(file=folder, why=refusal(error))) from error
    loaded.make_way(session, [path for path, _data in contents])
    replace_all(contents)
    for path, _data in contents:
        session.say(_("written: {file}").format(file=path))


def _file_name(unit: str) -> str:
    """Return the name of a unit as any system takes it for a file's."""
    name = " ".join(_NEVER.sub(" ", unit).split())[:_LONGEST].strip(" .")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name
