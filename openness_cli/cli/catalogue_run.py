"""The steps of ``openness list`` and ``openness explain``."""

from datetime import date
from pathlib import Path

from openness_cli import __version__
from openness_cli.cli.choices import nothing_matches, unknown_word
from openness_cli.cli.delivery import deliver, format_of, show
from openness_cli.cli.opening import load_and_assess
from openness_cli.cli.session import Session
from openness_cli.cli.validation_run import index_alone
from openness_cli.errors import ExitCode, UsageError
from openness_cli.files.workspace import CONFIG_FILE
from openness_cli.messages import language
from openness_cli.model.definitions import Index
from openness_cli.reports.criteria import CriteriaReport, ExplainReport, entries_of
from openness_cli.reports.listing import Listing
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import Report, make_report


def run_list(
    session: Session,
    directory: Path | None,
    index_name: str | None,
    as_of: date | None,
    word: str,
    listing: Listing,
    *,
    unconfirmed: bool,
) -> int:
    """Print the criteria that match."""
    form = format_of(CriteriaReport, word)
    index, report = _index_and_report(session, directory, index_name, as_of)
    entries = [entry for entry in entries_of(index, report) if listing.names(entry.indicator, entry.criterion)]
    if not entries:
        raise nothing_matches(listing.only)
    if unconfirmed:
        entries = [entry for entry in entries if not entry.criterion.is_confirmed]
    deliver(session, CriteriaReport(language(), index, tuple(entries), unconfirmed), form, None)
    return ExitCode.DONE


def run_explain(session: Session, name: str, directory: Path | None, index_name: str | None, as_of: date | None) -> int:
    """Print one criterion in full."""
    folder = directory or (Path() if Path(CONFIG_FILE).is_file() else None)
    index, report = _index_and_report(session, folder, index_name, as_of)
    entry = next((entry for entry in entries_of(index, report) if entry.criterion.id == name), None)
    if entry is None:
        raise UsageError(unknown_word(name, index.by_id, "CRITERION"))
    day = report.assessment.day if report else None

    show(session, ExplainReport(language(), index, entry, day))
    return ExitCode.DONE


def _index_and_report(
    session: Session, directory: Path | None, index_name: str | None, as_of: date | None
) -> tuple[Index, Report | None]:
    if directory is None:
        return index_alone(index_name), None
    assessment, log = load_and_assess(session, directory, index_name, as_of)
    return assessment.index, make_report(assessment, Demands(), log.files, language(), __version__)
