"""``openness rank``: find the workspaces, score them in as many processes as help, rank, print, end."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from openness_cli.cli.command import command
from openness_cli.cli.delivery import deliver, names_a_file
from openness_cli.cli.opening import workspace_folder
from openness_cli.cli.options import (
    AsOf,
    Exports,
    IndexName,
    Output,
    argument,
    basis_option,
    format_option,
    gate_option,
    option,
)
from openness_cli.cli.parsing import exports_of, format_of, one_of, parse_as_of, paths_of
from openness_cli.cli.rank.bodies import Gathering, Indices, Scorer, read_configuration_of
from openness_cli.cli.rank.pool import Pool, jobs_for
from openness_cli.cli.session import Session, code_of
from openness_cli.comparison.ranking import Ranking
from openness_cli.errors import ExitCode, InvalidInput, UsageError
from openness_cli.files.sources import CONFIG_FILE, workspace_of
from openness_cli.files.workspace import read_index
from openness_cli.files.writing import check_targets
from openness_cli.messages import _, language, n_
from openness_cli.reports.rank import RankReport
from openness_cli.reports.rank_words import below_sentence, undecided_sentence
from openness_cli.scoring.verdicts import Basis

_SHOWN_BODIES = 200


@command
def rank(
    session: Session,
    *,
    directories: Annotated[list[Path], argument("DIR...", _("Workspaces, or folders that hold workspaces."))],
    form: Annotated[str, format_option(RankReport)] = "terminal",
    output: Output = None,
    export: Exports = None,
    basis: Annotated[str, basis_option(_("What the ranking looks at."))] = "evidenced",
    fail_under: Annotated[
        str | None, gate_option(_("Fail where a body has less on course: points, or green, yellow."))
    ] = None,
    jobs: Annotated[
        int | None,
        option(
            "N",
            _("Processes at once; all usable cores where nothing is said, 1: none but this one."),
            envvar="OPENNESS_JOBS",
        ),
    ] = None,
    index: IndexName = None,
    as_of: AsOf = None,
) -> ExitCode:
    """Rank bodies. Nothing is printed before all of them are read."""
    chosen, counted, day = format_of(RankReport, form), one_of(Basis, basis, "--basis"), parse_as_of(as_of)
    if jobs is not None and jobs < 1:
        raise UsageError(_("{where}: “{value}” is not a number from 1 on").format(where="--jobs", value=jobs))
    workspaces = _find_workspaces([workspace_of(directory) or directory for directory in directories])
    exports = exports_of(RankReport, export)
    for target in (output, *paths_of(exports)):
        _check_output(target, frozenset(workspaces.values()))
    indices = Indices()
    _prepare(session, workspaces, index, indices)
    scorer = Scorer(tuple(workspaces), index, day, session.now(), language(), counted, fail_under, indices)
    gathering = Gathering(indices, fail_under, output)
    _score(session, scorer, jobs, gathering)
    ranking = gathering.ranking(counted)
    if ranking is None:
        return ExitCode.INVALID
    deliver(session, RankReport(ranking), chosen, output, exports)
    return _ending(session, ranking)


def _find_workspaces(directories: list[Path]) -> dict[str, str]:
    """Return every workspace once: the folder as it is named, in alphabetical order, and where it really is.

    A folder without openness.yaml stands for the folders in it that have one; hidden ones are left out. Raises
    UsageError for what is neither.
    """
    # a pattern of the shell names files too: all of them are told at once
    files = [str(directory) for directory in directories if os.path.exists(directory) and not directory.is_dir()]  # noqa: PTH110  (a name too long is none)
    if files:
        text = _("no folder, but a file: {files}; DIR is a workspace, or a folder that holds workspaces")
        raise UsageError(text.format(files=", ".join(files)))
    by_place: dict[str, str] = {}
    for directory in directories:
        found = list(_workspaces(workspace_folder(directory)))
        if not found:
            text = _("there is no workspace in {folder}: no {file}, and no folder that has one")
            raise UsageError(text.format(folder=directory, file=CONFIG_FILE))
        for folder, place in found:
            by_place[place] = min(by_place.get(place, folder), folder)
    return dict(sorted((folder, place) for place, folder in by_place.items()))


def _workspaces(directory: Path) -> Iterator[tuple[str, str]]:
    real = os.path.realpath(directory)
    if _is_workspace(real):
        yield str(directory), real
        return
    with os.scandir(directory) as entries:
        for entry in entries:
            if not entry.name.startswith(".") and entry.is_dir() and _is_workspace(entry.path):
                place = os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(real, entry.name)  # noqa: PTH118
                yield str(directory / entry.name), place


def _is_workspace(folder: str) -> bool:
    """Tell whether there is an openness.yaml; a folder that cannot be looked into is read, and told."""
    try:
        os.lstat(f"{folder}/{CONFIG_FILE}")
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _check_output(output: Path | None, places: frozenset[str]) -> None:
    """Refuse to write into a workspace, which is read, and to where nothing can be written. Raises UsageError."""
    if output is None or not names_a_file(output):
        return
    inside = next((str(parent) for parent in Path(os.path.realpath(output)).parents if str(parent) in places), None)
    if inside is not None:
        text = _("{file} lies in {folder}, which is read; name a file elsewhere")
        raise UsageError(text.format(file=output, folder=inside))
    check_targets([output], [], [])


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


def _score(session: Session, scorer: Scorer, jobs: int | None, gathering: Gathering) -> None:
    """Gather the outcomes of all bodies, and tell what is wrong with those that cannot be scored."""
    done, count = 0, len(scorer.folders)
    with Pool(scorer, count, jobs_for(count, jobs)) as pool, session.bar(_("scoring"), count) as show:
        for outcomes in pool.results():
            for outcome in outcomes:
                gathering.add(outcome)
            done += len(outcomes)
            if show:
                show(done, _("scoring"))
    session.complain(*gathering.complaints())


def _ending(session: Session, ranking: Ranking) -> ExitCode:
    """Name the bodies that do not pass, and return how the run ends."""
    for place in ranking.failed[:_SHOWN_BODIES]:
        session.say(_("gate failed: {what}").format(what=below_sentence(ranking, place)))
    for place in ranking.undecided[:_SHOWN_BODIES]:
        session.say(_("gate undecided: {what}").format(what=undecided_sentence(place)))
    more = max(len(ranking.failed) - _SHOWN_BODIES, 0) + max(len(ranking.undecided) - _SHOWN_BODIES, 0)
    if more:
        text = n_("… and {count} more body: see the column “passed”", "… and {count} more bodies: see “passed”", more)
        session.say(text.format(count=more))
    return ExitCode.INVALID if ranking.not_scored else code_of(ranking.passed)
