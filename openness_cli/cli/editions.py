"""``openness index compare``: what another edition of the rules would change for a body."""

from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver
from openness_cli.cli.opening import Loaded, assess_on, folder_of, index_folder_of, load_and_assess
from openness_cli.cli.options import AsOf, Exports, Only, Output, argument, format_option
from openness_cli.cli.parsing import exports_of, format_of, nothing_matches, parse_as_of, paths_of
from openness_cli.cli.session import Session
from openness_cli.comparison.diff import Diff
from openness_cli.comparison.diff import compare as compare_saved
from openness_cli.comparison.editions import Editions
from openness_cli.comparison.saved import SavedReport
from openness_cli.errors import ExitCode
from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.messages import _, language
from openness_cli.reports.editions import EditionsReport
from openness_cli.reports.listing import Listing
from openness_cli.reports.score import ScoreReport
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import Report, make_report
from openness_cli.scoring.verdicts import Basis


@command
def compare(
    session: Session,
    *,
    other: Annotated[
        str, argument("INDEX", _("The other edition: a folder of definitions, or the id of a shipped one."))
    ],
    directory: Annotated[Path | None, argument("[DIR]", _("The workspace; without one, the current folder."))] = None,
    form: Annotated[str, format_option(EditionsReport)] = "terminal",
    output: Output = None,
    export: Exports = None,
    only: Only = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Show what another edition of the rules would change for a body: both side by side."""
    chosen, exports, day = format_of(EditionsReport, form), exports_of(EditionsReport, export), parse_as_of(as_of)
    folder = folder_of([directory] if directory else [])
    loaded = load_and_assess(session, folder, None, day)
    opened = open_workspace(read_configuration(folder), str(index_folder_of(other).resolve()))
    # by the same day, whatever the time zone of the other edition says
    by_other = assess_on(opened, loaded.assessment.day, session.now())
    targets = [output, *paths_of(exports)]
    loaded.make_way(session, targets)
    by_other.check_targets(targets)
    editions = editions_of(loaded, by_other, opened.left_out)
    report = EditionsReport(__version__, language(), editions, Listing(only))
    if report.is_empty:
        raise nothing_matches(only, [pair.latest.criterion.id for pair in editions.pairs])
    deliver(session, report, chosen, output, exports)
    return ExitCode.DONE


def editions_of(before: Loaded, after: Loaded, left_out: tuple[str, ...]) -> Editions:
    """Return a body as it is scored by two editions; ``left_out`` is what the other one does not ask."""
    one, other = (
        make_report(own.assessment, Demands(), own.log.files, language(), __version__) for own in (before, after)
    )
    return Editions(one, other, changes_of(one, other), left_out)


def changes_of(before: Report, after: Report) -> Diff:
    """Return what changes from one result to another, as between reports that were saved of them."""
    return compare_saved(_saved(before), _saved(after), Basis.EVIDENCED)


def _saved(report: Report) -> SavedReport:
    """Return a report as it would be read back."""
    from openness_cli.comparison.saved_reader import saved_report  # noqa: PLC0415  (brings pydantic)
    from openness_cli.schemas.report import Report as Shape  # noqa: PLC0415  (likewise)

    return saved_report(Shape.model_validate(ScoreReport(report).json()))
