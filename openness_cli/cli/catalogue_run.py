"""The steps of ``openness list`` and ``openness explain``."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from openness_cli import __version__
from openness_cli.cli.delivery import show
from openness_cli.cli.opening import index_alone, load_and_assess
from openness_cli.cli.parsing import nothing_matches, parse_as_of, unknown_word
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, UsageError
from openness_cli.files.folder import CONFIG_FILE
from openness_cli.formats.csv_ import write_excel, write_rows
from openness_cli.formats.grid import Listing
from openness_cli.formats.lines import Line, Marks
from openness_cli.messages import language
from openness_cli.model.definitions import Index
from openness_cli.reports import criteria as catalogue
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import Report, make_report

_FORMATS = ("terminal", "csv", "csv-excel", "json")


def run_list(
    session: Session,
    directory: Path | None,
    index_name: str | None,
    as_of: str | None,
    form: str,
    listing: Listing,
    *,
    unconfirmed: bool,
) -> int:
    """Print the criteria that match."""
    day = parse_as_of(as_of)
    if form not in _FORMATS:
        raise UsageError(unknown_word(form, _FORMATS, "--format"))
    index, report = _index_and_report(session, directory, index_name, day)
    entries = [
        entry for entry in catalogue.entries_of(index, report) if listing.names(entry.indicator, entry.criterion)
    ]
    if not entries:
        raise nothing_matches(listing.only)
    if unconfirmed:
        entries = [entry for entry in entries if not entry.criterion.is_confirmed]
    match form:
        case "csv":
            session.write(write_rows(catalogue.COLUMNS, catalogue.grid(entries, language())))
        case "csv-excel":
            session.write(write_excel(catalogue.COLUMNS, catalogue.grid(entries, language()), ("points",)))
        case "json":
            session.write(catalogue.as_json(entries, language()).encode())
        case _:

            def lines(width: int, _marks: Marks) -> Iterable[Line]:
                return catalogue.list_lines(index, entries, language(), width, unconfirmed=unconfirmed)

            show(session, lines)
    return ExitCode.DONE


def run_explain(session: Session, name: str, directory: Path | None, index_name: str | None, as_of: str | None) -> int:
    """Print one criterion in full."""
    day = parse_as_of(as_of)
    folder = directory or (Path() if Path(CONFIG_FILE).is_file() else None)
    index, report = _index_and_report(session, folder, index_name, day)
    entry = next((entry for entry in catalogue.entries_of(index, report) if entry.criterion.id == name), None)
    if entry is None:
        raise UsageError(unknown_word(name, index.by_id, "CRITERION"))
    judged_on = report.assessment.day if report else None

    def lines(width: int, marks: Marks) -> Iterable[Line]:
        return catalogue.explain_lines(index, entry, language(), width, marks, judged_on)

    show(session, lines)
    return ExitCode.DONE


def _index_and_report(
    session: Session, directory: Path | None, index_name: str | None, as_of: date | None
) -> tuple[Index, Report | None]:
    if directory is None:
        return index_alone(index_name), None
    loaded = load_and_assess(session, directory, index_name, as_of)
    return loaded.assessment.index, make_report(loaded.assessment, Demands(), loaded.log.files, language(), __version__)
