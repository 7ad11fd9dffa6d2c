"""The steps of ``openness history``: what was saved, and only as much of the folder as names and colours need."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from openness_cli import __version__
from openness_cli.cli.choices import one_of
from openness_cli.cli.session import Session, problem_lines, workspace_folder
from openness_cli.cli.writing import check_workspace_targets, hand_over
from openness_cli.comparison.history import HISTORY_FILE, HistoryReport, SavedScore, series_of
from openness_cli.comparison.history_file import load_history
from openness_cli.errors import ExitCode, InvalidInput
from openness_cli.files.index import find_index, load_index, shipped_indices
from openness_cli.files.workspace import Configuration, read_configuration
from openness_cli.formats.lines import Line, Marks
from openness_cli.formats.table_formats import TableFormat
from openness_cli.messages import _, language
from openness_cli.model.definitions import Index
from openness_cli.reports.history.formats import render_history
from openness_cli.reports.history.terminal import draw
from openness_cli.reports.history.words import empty_sentence
from openness_cli.scoring.assessment import Basis


class HistoryOptions(NamedTuple):
    """The command line of ``history``, as typed."""

    directory: Path
    form: str
    output: Path | None
    basis: str


class _Body(NamedTuple):
    """What ``openness.yaml`` says, as far as it can be read: whose folder it is, and the name of its index."""

    organisation: str = ""
    name: str = ""
    index_name: str = ""


def run_history(session: Session, options: HistoryOptions) -> ExitCode:
    """Print what was saved. Evidence is not read, so that what is wrong with it is in nobody's way."""
    form = one_of(TableFormat, options.form, "--format")
    basis = one_of(Basis, options.basis, "--basis")
    folder = workspace_folder(options.directory)
    body = _body(session, folder)
    check_workspace_targets([options.output], folder, None, None, _index_files(body, folder))
    saved = load_history(folder)
    for warning in saved.warnings:
        session.complain(warning)
    report = HistoryReport(
        tool_version=__version__,
        language=language(),
        organisation=body.organisation,
        name=body.name,
        basis=basis,
        series=series_of(saved.scores, body.organisation),
        indices=_indices(session, saved.scores, body, folder),
    )
    if not saved.scores and form not in (TableFormat.TERMINAL, TableFormat.MARKDOWN):
        session.say(empty_sentence())

    def lines(width: int, marks: Marks) -> Iterable[Line]:
        return draw(report, width, marks)

    is_read = form is TableFormat.TERMINAL
    hand_over(session, options.output, lines if is_read else None, lambda: render_history(report, form))
    return ExitCode.DONE


def _body(session: Session, folder: Path) -> _Body:
    """Return whose folder it is. Raises InvalidInput where it is no workspace at all."""
    try:
        configuration = read_configuration(folder)
    except InvalidInput as error:
        if not (folder / HISTORY_FILE).exists():
            raise
        _tell(session, error)
        return _Body()
    session.speak_as_configured(configuration.language)
    if configuration.source.problems:
        _tell(session, InvalidInput(tuple(configuration.source.problems)))
    return _read_body(configuration)


def _tell(session: Session, error: InvalidInput) -> None:
    session.complain(problem_lines(_("The name of the body or the minima of the colours are lacking:"), error))


def _read_body(configuration: Configuration) -> _Body:
    organisation = configuration.values.get("organisation") or {}
    names = organisation.get("name") or {}
    name = names.get(language()) or next(iter(names.values()), "")
    return _Body(organisation.get("id") or "", name, configuration.values.get("index") or "")


def _indices(session: Session, scores: Iterable[SavedScore], body: _Body, folder: Path) -> dict[str, Index]:
    """Return the definitions of the scores: the folder's own, or shipped ones; without them the colours stay words."""
    wanted = {score.index_id for score in scores}
    places = [find_index(body.index_name, folder) if body.index_name else None]
    # what a line of a file names is no path to be followed
    places += [find_index(name, folder) for name in sorted(wanted.intersection(shipped_indices()))]
    found: dict[str, Index] = {}
    for place in places:
        if place is None or wanted <= found.keys():
            continue
        try:
            index = load_index(place)
        except InvalidInput as error:
            _tell(session, error)
            continue
        if index.id in wanted:
            found.setdefault(index.id, index)
    return found


def _index_files(body: _Body, folder: Path) -> list[Path]:
    place = find_index(body.index_name, folder) if body.index_name else None
    return [] if place is None else list(place.glob("*"))
