"""``openness owners``: what each unit has to do with the score, and what is nobody's."""

from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, told_to_programs
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.options import AsOf, Directory, Exports, IndexName, Output, Owner, format_option
from openness_cli.cli.parsing import exports_of, format_of, parse_as_of, paths_of
from openness_cli.cli.session import Session
from openness_cli.cli.units import units_of
from openness_cli.errors import ExitCode
from openness_cli.messages import language
from openness_cli.reports.owners import OwnersReport


@command
def owners(
    session: Session,
    *,
    directory: Directory = Path(),
    form: Annotated[str, format_option(OwnersReport)] = "terminal",
    output: Output = None,
    export: Exports = None,
    owner: Owner = None,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print a line for each unit."""
    chosen, day = format_of(OwnersReport, form), parse_as_of(as_of)
    exports = exports_of(OwnersReport, export)
    with told_to_programs(session, directory, [(chosen, output), *exports]):
        loaded = load_and_assess(session, directory, index, day)
    assessment = loaded.assessment
    units, _deadlines = units_of(assessment, owner)
    loaded.make_way(session, [output, *paths_of(exports)])
    deliver(session, OwnersReport(__version__, language(), assessment, units), chosen, output, exports)
    return ExitCode.DONE
