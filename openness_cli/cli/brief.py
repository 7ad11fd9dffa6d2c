"""``openness brief``: one page for whoever decides, or for the public council."""

from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, told_to_programs
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.options import AsOf, Directory, Exports, IndexName, Output, format_option, option, words
from openness_cli.cli.parsing import exports_of, format_of, one_of, parse_as_of, paths_of
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode
from openness_cli.messages import _, language
from openness_cli.outlook.brief import Audience, make_brief
from openness_cli.reports.brief import BriefReport
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import make_report


@command
def brief(
    session: Session,
    *,
    directory: Directory = Path(),
    audience: Annotated[str, option(words(Audience), _("Whom it is for."), "--for")] = Audience.MINISTER.value,
    form: Annotated[str, format_option(BriefReport)] = "terminal",
    output: Output = None,
    export: Exports = None,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print the page."""
    chosen, reader = format_of(BriefReport, form), one_of(Audience, audience, "--for")
    exports = exports_of(BriefReport, export)
    with told_to_programs(session, directory, [(chosen, output), *exports]):
        loaded = load_and_assess(session, directory, index, parse_as_of(as_of))
    report = make_report(loaded.assessment, Demands(), loaded.log.files, language(), __version__)
    loaded.make_way(session, [output, *paths_of(exports)])
    deliver(session, BriefReport(report, make_brief(report, loaded.zone), reader), chosen, output, exports)
    return ExitCode.DONE
