"""The steps of ``openness rank``: find the workspaces, score them in as many processes as help, rank, print, end."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from openness_cli import __version__
from openness_cli.cli.arguments import one_of, read_threshold
from openness_cli.cli.pool import Pool, jobs_for
from openness_cli.cli.rank_folders import check_output, find_workspaces
from openness_cli.cli.rank_scorer import Broken, Indices, Request, Scorer, read_configuration_of
from openness_cli.cli.rank_tell import Complaints, bar_of, tell_ending
from openness_cli.cli.session import Session, parse_as_of
from openness_cli.cli.writing import deliver, names_a_file, show
from openness_cli.definitions import Index
from openness_cli.errors import ExitCode, InvalidInput, UsageError
from openness_cli.loading.index import find_index
from openness_cli.loading.workspace import load_configured
from openness_cli.messages import _, language
from openness_cli.output.layout import Line, Marks
from openness_cli.output.rank_formats import RankFormat, render_ranking
from openness_cli.output.rank_words import definitions_words
from openness_cli.ranking import Body, Definitions, NotScored, Ranking, average_of, places_of
from openness_cli.scoring import Basis


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


@dataclass(frozen=True)
class Standard:
    """The first body whose ``openness.yaml`` and index can be read: all others are held against it."""

    folder: str
    index: Index
    definitions: Definitions
    year: int


def run_rank(session: Session, options: RankOptions) -> ExitCode:
    """Rank bodies. Nothing is printed before all of them are read."""
    form = one_of(RankFormat, options.form, "--format")
    basis = one_of(Basis, options.basis, "--basis")
    as_of = parse_as_of(options.as_of)
    if options.jobs is not None and options.jobs < 1:
        text = _("{where}: “{value}” is not a number from 1 on")
        raise UsageError(text.format(where="--jobs", value=options.jobs))
    workspaces = find_workspaces(options.directories)
    indices = Indices()
    standard = _standard(session, workspaces, options.index_name, indices)
    check_output(options.output, workspaces.values(), _index_folder(options.index_name, standard))
    threshold = None
    if standard is not None and options.fail_under is not None:
        threshold = read_threshold(standard.index, options.fail_under)
    request = Request(tuple(workspaces), options.index_name, as_of, session.now(), language(), basis, threshold)
    jobs = jobs_for(len(workspaces), options.jobs)
    bodies, broken = _score(session, request, indices, jobs, standard)
    if standard is None or not bodies:
        return ExitCode.INVALID
    ranking = Ranking(
        tool_version=__version__,
        language=language(),
        index=standard.index,
        year=standard.year,
        basis=basis,
        threshold=threshold,
        places=places_of(bodies, basis),
        average=average_of(bodies, basis),
        not_scored=tuple(broken),
    )
    _deliver(session, ranking, form, options.output)
    return tell_ending(session, ranking)


def _standard(session: Session, workspaces: Iterable[str], index_name: str | None, indices: Indices) -> Standard | None:
    """Return what bodies are held against, and speak the language of that body unless another was asked for."""
    for folder in workspaces:
        configuration = read_configuration_of(folder)
        year = configuration.values.get("year") if configuration else None
        if configuration is None or year is None:
            continue
        session.speak_as_configured(configuration.language)
        try:
            index = load_configured(configuration, index_name, indices.load)
        except InvalidInput:
            if index_name is not None:
                raise
            continue
        return Standard(folder, index, indices.definitions(index), year)
    return None


def _index_folder(index_name: str | None, standard: Standard | None) -> Path | None:
    if index_name is not None:
        return find_index(index_name, Path())
    configuration = read_configuration_of(standard.folder) if standard else None
    return find_index(configuration.values["index"], configuration.folder) if configuration else None


def _score(
    session: Session, request: Request, indices: Indices, jobs: int, standard: Standard | None
) -> tuple[list[Body], list[NotScored]]:
    """Score every body, tell what is wrong with those that cannot be, and keep the rest."""
    bodies: list[Body] = []
    broken: list[NotScored] = []
    complaints = Complaints()
    count = len(request.folders)
    with Pool(Scorer(request, indices), count, jobs) as pool, bar_of(session, count) as advance:
        for outcomes in pool.results():
            for outcome in outcomes:
                if isinstance(outcome, Broken):
                    complaints.add(outcome)
                    broken.append(NotScored(outcome.folder, outcome.problem_count))
                elif standard is not None:
                    complaints.warn(outcome)
                    bodies.append(_same(standard, outcome.body))
            advance(len(outcomes))
    for text in complaints.texts():
        session.complain(text)
    return bodies, broken


def _same(standard: Standard, body: Body) -> Body:
    """Return a body that can stand beside the first one, with the same definitions. Raises UsageError for another."""
    if body.definitions != standard.definitions:
        text = _(
            "{folder} is judged by {index} and {other} by {other_index}: only bodies with the same definitions can be "
            "ranked; --index judges all of them by one index"
        )
    elif body.year != standard.year:
        text = _(
            "{folder} is of the year {year} ({index}) and {other} of {other_year} ({other_index}): only bodies of one "
            "year can be ranked"
        )
    else:
        return body._replace(definitions=standard.definitions)
    raise UsageError(
        text.format(
            folder=standard.folder,
            index=definitions_words(standard.definitions),
            year=standard.year,
            other=body.folder,
            other_index=definitions_words(body.definitions),
            other_year=body.year,
        )
    )


def _deliver(session: Session, ranking: Ranking, form: RankFormat, output: Path | None) -> None:
    if form is not RankFormat.TERMINAL or names_a_file(output):
        deliver(session, output, render_ranking(ranking, form))
        return
    from openness_cli.output.rank_terminal import draw  # noqa: PLC0415

    def lines(width: int, marks: Marks) -> Iterable[Line]:
        return draw(ranking, width, marks)

    show(session, lines)
