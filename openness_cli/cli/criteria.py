"""``openness list`` and ``openness explain C4.1``: the criteria, and one of them in full."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import check_workspace_targets, deliver
from openness_cli.cli.opening import DEFAULT_INDEX, folder_here, index_alone, load_and_assess
from openness_cli.cli.options import (
    AsOf,
    Exports,
    IndexName,
    Only,
    Output,
    argument,
    flag,
    folder_argument,
    format_option,
    place,
)
from openness_cli.cli.parsing import exports_of, format_of, nothing_matches, parse_as_of, paths_of, unknown_word
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, UsageError
from openness_cli.files.index import find_index
from openness_cli.formats.choices import Format
from openness_cli.messages import _, language
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import the_one
from openness_cli.reports.criteria import CriteriaReport, ExplainReport, entries_of
from openness_cli.reports.listing import Listing
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import Report, make_report


@command
def list_criteria(
    session: Session,
    *,
    directory: Annotated[Path | None, folder_argument(_("A workspace: its index, with its own outcomes."))] = None,
    unconfirmed: Annotated[
        bool, flag("--unconfirmed", _("Only criteria of which something is assumed, and what."))
    ] = False,
    form: Annotated[str, format_option(CriteriaReport)] = "terminal",
    output: Output = None,
    export: Exports = None,
    index: IndexName = None,
    only: Only = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print the criteria that match."""
    exports = exports_of(CriteriaReport, export)
    day, chosen, listing = parse_as_of(as_of), format_of(CriteriaReport, form), Listing(only)
    definitions, report = _index_and_report(session, directory, index, day, [output, *paths_of(exports)])
    entries = [own for own in entries_of(definitions, report) if listing.names(own.indicator, own.criterion)]
    if not entries:
        raise nothing_matches(only, definitions.by_id)
    shown = tuple(own for own in entries if not (unconfirmed and own.criterion.is_confirmed))
    deliver(
        session, CriteriaReport(language(), definitions, shown, unconfirmed, _year_of(report)), chosen, output, exports
    )
    return ExitCode.DONE


@command
def explain(
    session: Session,
    *,
    criterion: Annotated[str, argument("CRITERION", _("Its id, as in C4.1."))],
    directory: Annotated[Path | None, folder_argument(_("A workspace: its own verdict as well."))] = None,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Print one criterion in full."""
    day = parse_as_of(as_of)
    definitions, report = _index_and_report(session, directory or folder_here(), index, day)
    entries = {own.criterion.id: own for own in entries_of(definitions, report)}
    meant = criterion if criterion in entries else the_one(criterion, zip(entries, entries, strict=True))
    if meant is None:
        raise UsageError(unknown_word(criterion, definitions.by_id, place("CRITERION")))
    judged_on = report.assessment.day if report else None
    last = report.assessment.last_published if report else None
    told = ExplainReport(language(), definitions, entries[meant], judged_on, _year_of(report), last)
    deliver(session, told, Format.TERMINAL)
    return ExitCode.DONE


def _year_of(report: Report | None) -> int | None:
    return report.assessment.workspace.year if report else None


def _index_and_report(
    session: Session,
    directory: Path | None,
    index_name: str | None,
    as_of: date | None,
    targets: Sequence[Path | None] = (),
) -> tuple[Index, Report | None]:
    if directory is None:
        definitions = index_alone(index_name)
        check_workspace_targets(targets, Path(), find_index(index_name or DEFAULT_INDEX, Path()))
        return definitions, None
    loaded = load_and_assess(session, directory, index_name, as_of)
    loaded.check_targets(targets)
    return loaded.assessment.index, make_report(loaded.assessment, Demands(), loaded.log.files, language(), __version__)
