"""``openness history``: the score over time; of the folder no more is read than names and colours need."""

from datetime import UTC, tzinfo
from pathlib import Path
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from openness_cli import __version__
from openness_cli.cli.command import command
from openness_cli.cli.delivery import check_workspace_targets, deliver
from openness_cli.cli.opening import indices_of, workspace_folder
from openness_cli.cli.options import Directory, Exports, Output, basis_option, flag, format_option
from openness_cli.cli.parsing import exports_of, format_of, one_of, paths_of
from openness_cli.cli.problems import problem_lines
from openness_cli.cli.session import Session
from openness_cli.comparison.history import Series, load_history, series_of
from openness_cli.comparison.published import predictions_of
from openness_cli.errors import ExitCode, InvalidInput
from openness_cli.files.index import find_index, load_index
from openness_cli.files.sources import HISTORY_FILE
from openness_cli.files.workspace import Configuration, published_results, read_configuration
from openness_cli.formats.choices import Format
from openness_cli.messages import _, language
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import PublishedResult
from openness_cli.reports.history import HistoryReport, empty_sentence
from openness_cli.reports.published import PublishedReport
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
    export: Exports = None,
    basis: Annotated[str, basis_option(_("What the chart shows."))] = "evidenced",
    published: Annotated[
        bool, flag("--published", _("Set the last score before the evaluation against what was published."))
    ] = False,
) -> ExitCode:
    """Print what was saved. Evidence is not read, so that what is wrong with it is in nobody's way."""
    chosen, counted = format_of(HistoryReport, form), one_of(Basis, basis, "--basis")
    exports, folder = exports_of(HistoryReport, export), workspace_folder(directory)
    body = _body(session, folder)
    own_index = find_index(body.index_name, folder) if body.index_name else None
    # file by file: what else lies in the folder of the index is not read
    check_workspace_targets([output, *paths_of(exports)], folder, inputs=own_index.glob("*") if own_index else ())
    saved = load_history(folder)
    session.complain(*saved.warnings)
    # without definitions the colours stay words
    indices, errors = indices_of({score.index_id for score in saved.scores}, own_index)
    for error in errors:
        _tell(session, error)
    series = series_of(saved.scores, body.organisation)
    own = indices.get(body.index_name)
    if own is None and own_index is not None and (body.has_results or published):
        own = _own_index(own_index)
    results = published_results(body.configuration, own) if body.configuration else ()
    if published:
        deliver(session, _against(body, series, results, own), chosen, output, exports)
        return ExitCode.DONE
    report = HistoryReport(
        __version__, language(), body.organisation, body.name, counted, series, indices, results, own
    )
    if not (saved.scores or results) and chosen not in (Format.TERMINAL, Format.MARKDOWN):
        session.say(empty_sentence())
    deliver(session, report, chosen, output, exports)
    return ExitCode.DONE


def _own_index(folder: Path) -> Index | None:
    """Return the index of the folder's own choice, where it can be read."""
    try:
        return load_index(folder)
    except InvalidInput:
        return None


def _against(
    body: "_Body", series: tuple[Series, ...], results: tuple[PublishedResult, ...], index: Index | None
) -> PublishedReport:
    """Return what was predicted beside what was published."""
    zone: tzinfo = ZoneInfo(index.time_zone) if index else UTC
    ids = [indicator.id for indicator in index.indicators] if index else []
    values = body.configuration.values if body.configuration else {}
    year, day = values.get("year"), values.get("evaluation_date")
    evaluations = {year: day} if year is not None and day is not None else {}
    told = {own.year for own in results}
    left = sorted({own.year for own in series if own.organisation == body.organisation} - told)
    found = predictions_of(results, series, body.organisation, evaluations, zone, ids)
    return PublishedReport(__version__, language(), body.organisation, body.name, found, tuple(left), index)


class _Body(NamedTuple):
    """What ``openness.yaml`` says, as far as it can be read: whose folder it is, and the name of its index."""

    organisation: str = ""
    name: str = ""
    index_name: str = ""
    configuration: Configuration | None = None

    @property
    def has_results(self) -> bool:
        """Whether anything published stands there."""
        return self.configuration is not None and bool(self.configuration.values.get("results"))


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
    return _Body(organisation.get("id") or "", name, configuration.values.get("index") or "", configuration)


def _tell(session: Session, error: InvalidInput) -> None:
    session.complain(problem_lines(_("The name of the body or the minima of the colours are lacking:"), error))
