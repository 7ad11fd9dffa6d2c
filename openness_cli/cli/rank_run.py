"""The steps of ``openness rank``: find the workspaces, score them in as many processes as help, rank, print, end."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from openness_cli import __version__
from openness_cli.cli.delivery import deliver
from openness_cli.cli.parsing import format_of, one_of, parse_as_of
from openness_cli.cli.pool import Pool, jobs_for
from openness_cli.cli.rank_folders import check_output, find_workspaces
from openness_cli.cli.rank_gathering import Gathering
from openness_cli.cli.rank_scorer import Indices, Request, Scorer, read_configuration_of
from openness_cli.cli.rank_tell import bar_of, tell_ending
from openness_cli.cli.session import Session
from openness_cli.comparison.ranking import Ranking, average_of, places_of
from openness_cli.errors import ExitCode, InvalidInput, UsageError
from openness_cli.files.configuration import read_index
from openness_cli.messages import _, language
from openness_cli.reports.rank import RankReport
from openness_cli.scoring.verdicts import Basis


class RankOptions(NamedTuple):
    """The command line as given."""

    directories: tuple[Path, ...]
    form: str
    output: Path | None
    basis: str
    fail_under: str | None
    jobs: int | None
    index_name: str | None
    as_of: str | None


def run_rank(session: Session, options: RankOptions) -> ExitCode:
    """Rank bodies. Nothing is printed before all of them are read."""
    form = format_of(RankReport, options.form)
    basis = one_of(Basis, options.basis, "--basis")
    as_of = parse_as_of(options.as_of)
    if options.jobs is not None and options.jobs < 1:
        text = _("{where}: “{value}” is not a number from 1 on")
        raise UsageError(text.format(where="--jobs", value=options.jobs))
    workspaces = find_workspaces(options.directories)
    check_output(options.output, frozenset(workspaces.values()))
    indices = Indices()
    _prepare(session, workspaces, options.index_name, indices)
    folders = tuple(workspaces)
    request = Request(folders, options.index_name, as_of, session.now(), language(), basis, options.fail_under)
    gathering = Gathering(indices, options.fail_under, options.output)
    _score(session, request, indices, jobs_for(len(folders), options.jobs), gathering)
    ranking = _ranking(gathering, basis)
    if ranking is None:
        return ExitCode.INVALID
    deliver(session, RankReport(ranking), form, options.output)
    return tell_ending(session, ranking)


def _prepare(session: Session, folders: Iterable[str], index_name: str | None, indices: Indices) -> None:
    """Speak the language of the first body whose ``openness.yaml`` can be read, unless another was asked for.

    Its index is read too: the processes that are started later inherit it. Raises InvalidInput where it was asked for.
    """
    configuration = next(filter(None, map(read_configuration_of, folders)), None)
    if configuration is None:
        return
    session.speak_as_configured(configuration.language)
    try:
        read_index(configuration, index_name, indices.load)
    except InvalidInput:
        if index_name is not None:
            raise


def _score(session: Session, request: Request, indices: Indices, jobs: int, gathering: Gathering) -> None:
    """Gather the outcomes of all bodies, and tell what is wrong with those that cannot be scored."""
    count = len(request.folders)
    with Pool(Scorer(request, indices), count, jobs) as pool, bar_of(session, count) as advance:
        for outcomes in pool.results():
            for outcome in outcomes:
                gathering.add(outcome)
            advance(len(outcomes))
    for text in gathering.complaints.texts():
        session.complain(text)
    gathering.check_alike()


def _ranking(gathering: Gathering, basis: Basis) -> Ranking | None:
    standard = gathering.standard
    if standard is None:
        return None
    return Ranking(
        tool_version=__version__,
        language=language(),
        index=standard.index,
        year=standard.year,
        basis=basis,
        threshold=standard.threshold,
        places=places_of(gathering.bodies, basis),
        average=average_of(gathering.bodies, basis),
        not_scored=tuple(gathering.not_scored),
    )
