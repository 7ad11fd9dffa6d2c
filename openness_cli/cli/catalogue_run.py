"""The steps of ``openness list`` and ``openness explain``."""

from datetime import date
from pathlib import Path

from openness_cli import __version__
from openness_cli.cli.delivery import deliver, show
from openness_cli.cli.opening import index_alone, load_and_assess
from openness_cli.cli.parsing import format_of, nothing_matches, parse_as_of, unknown_word
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, UsageError
from openness_cli.files.folder import CONFIG_FILE
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
    as_of: str | None,
    word: str,
    listing: Listing,
    *,
    unconfirmed: bool,
) -> int:
    """Print the criteria that match."""
    day = parse_as_of(as_of)
    form = format_of(CriteriaReport, word)
    index, report = _index_and_report(session, directory, index_name, day)
    entries = [entry for entry in entries_of(index, report) if listing.names(entry.indicator, entry.criterion)]
    if not entries:
        raise nothing_matches(listing.only)
    if unconfirmed:
        entries = [entry for entry in entries if not entry.criterion.is_confirmed]
    deliver(session, CriteriaReport(language(), index, tuple(entries), unconfirmed), form, None)
    return ExitCode.DONE


def run_explain(session: Session, name: str, directory: Path | None, index_name: str | None, as_of: str | None) -> int:
    """Print one criterion in full."""
    day = parse_as_of(as_of)
    folder = directory or (Path() if Path(CONFIG_FILE).is_file() else None)
    index, report = _index_and_report(session, folder, index_name, day)
    entry = next((entry for entry in entries_of(index, report) if entry.criterion.id == name), None)
    if entry is None:
        raise UsageError(unknown_word(name, index.by_id, "CRITERION"))
    judged_on = report.assessment.day if report else None

    show(session, ExplainReport(language(), index, entry, judged_on))
    return ExitCode.DONE


def _index_and_report(
    session: Session, directory: Path | None, index_name: str | None, as_of: date | None
) -> tuple[Index, Report | None]:
    if directory is None:
        return index_alone(index_name), None
    loaded = load_and_assess(session, directory, index_name, as_of)
    return loaded.assessment.index, make_report(loaded.assessment, Demands(), loaded.log.files, language(), __version__)
