"""``openness history``: the score over time; of the folder no more is read than names and colours need."""

from pathlib import Path
from typing import Annotated, NamedTuple

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import check_workspace_targets, deliver
from openness_cli.cli.opening import indices_of, workspace_folder
from openness_cli.cli.options import Directory, Output, basis_option, format_option
from openness_cli.cli.parsing import format_of, one_of
from openness_cli.cli.problems import problem_lines
from openness_cli.cli.session import Session
from openness_cli.comparison.history import load_history, series_of
from openness_cli.errors import ExitCode, InvalidInput
from openness_cli.files.index import find_index
from openness_cli.files.sources import HISTORY_FILE
from openness_cli.files.workspace import read_configuration
from openness_cli.formats.choices import Format
from openness_cli.messages import _, language
from openness_cli.reports.history import HistoryReport, empty_sentence
from openness_cli.scoring.verdicts import Basis


@command
def history(
    session: Session,
    *,
    directory: Directory = Path(),
    form: Annotated[
        str, format_option(HistoryReport, _("What to print; csv and json hold every saved score."))
    ] = "terminal",
    output: Output = None,
    basis: Annotated[str, basis_option(_("What the chart shows."))] = "evidenced",
) -> ExitCode:
    """Print what was saved. Evidence is not read, so that what is wrong with it is in nobody's way."""
    chosen, counted = format_of(HistoryReport, form), one_of(Basis, basis, "--basis")
    folder = workspace_folder(directory)
    body = _body(session, folder)
    own_index = find_index(body.index_name, folder) if body.index_name else None
    # file by file: what else lies in the folder of the index is not read
    check_workspace_targets([output], folder, inputs=own_index.glob("*") if own_index else ())
    saved = load_history(folder)
    session.complain(*saved.warnings)
    # without definitions the colours stay words
    indices, errors = indices_of({score.index_id for score in saved.scores}, own_index)
    for error in errors:
        _tell(session, error)
    series = series_of(saved.scores, body.organisation)
    report = HistoryReport(__version__, language(), body.organisation, body.name, counted, series, indices)
    if not saved.scores and chosen not in (Format.TERMINAL, Format.MARKDOWN):
        session.say(empty_sentence())
    deliver(session, report, chosen, output)
    return ExitCode.DONE


class _Body(NamedTuple):
    """What ``openness.yaml`` says, as far as it can be read: whose folder it is, and the name of its index."""

    organisation: str = ""
    name: str = ""
    index_name: str = ""


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
    organisation = configuration.values.get("organisation") or {}
    names = organisation.get("name") or {}
    name = names.get(language()) or next(iter(names.values()), "")
    return _Body(organisation.get("id") or "", name, configuration.values.get("index") or "")


def _tell(session: Session, error: InvalidInput) -> None:
    session.complain(problem_lines(_("The name of the body or the minima of the colours are lacking:"), error))
