"""From a folder to an assessment: what every command that scores does first; and an index without a folder."""

import os
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from openness_cli.cli.delivery import check_workspace_targets
from openness_cli.cli.parsing import unknown_word
from openness_cli.cli.session import Session
from openness_cli.errors import InvalidInput, Problem, UsageError
from openness_cli.files.index import INDEX_FILE, SHIPPED, find_index, load_index, shipped_indices
from openness_cli.files.sources import CONFIG_FILE, EVIDENCE_FOLDER, workspace_around, workspace_of
from openness_cli.files.workspace import Opened, open_workspace, read_configuration, unread_files
from openness_cli.links.log import Log, load_log
from openness_cli.messages import _
from openness_cli.model.availability import address_states
from openness_cli.model.definitions import Index
from openness_cli.scoring.assessment import Assessment, assess
from openness_cli.words.terms import long_date

DEFAULT_INDEX = "pf-154"


class Loaded(NamedTuple):
    """An assessment, the log that it rests on, where its index is, and the problems of files that were left out."""

    assessment: Assessment
    log: Log
    index_folder: Path
    problems: tuple[Problem, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the index."""
        return ZoneInfo(self.assessment.index.time_zone)

    def check_targets(self, targets: Iterable[Path | None], inputs: Iterable[Path] = ()) -> None:
        """Refuse to write onto anything that was read for this, or is read besides. Raises UsageError."""
        workspace = self.assessment.workspace
        check_workspace_targets(targets, workspace.folder, self.index_folder, (*workspace.files, *inputs))

    def make_way(self, session: Session, targets: Iterable[Path | None], inputs: Iterable[Path] = ()) -> None:
        """Do what precedes a result: check where it goes, and tell what is odd about the log."""
        self.check_targets(targets, inputs)
        session.complain(*self.log.warnings)


def load_and_assess(
    session: Session,
    directory: Path,
    index_name: str | None,
    as_of: date | None,
    *,
    strict: bool = False,
    chained: bool = False,
    keep_going: bool = False,
) -> Loaded:
    """Read a workspace, speak its language unless another was asked for, and score it.

    What the index that was asked for does not know and the workspace's own does is left out and told, unless the
    reading is ``strict``. Where asked to (``chained``), the chains of the log are followed, or files of evidence with
    problems are left out (``keep_going``).
    """
    configuration = read_configuration(workspace_folder(directory))
    session.speak_as_configured(configuration.language)
    opened = open_workspace(configuration, index_name, strict=strict, keep_going=keep_going)
    for name in unread_files(opened.workspace.folder):
        text = _("{file} is not read: evidence is read from files in {folder} whose names end in .yaml")
        session.complain(text.format(file=name, folder=f"{EVIDENCE_FOLDER}/"))
    session.complain(*opened.warnings)
    return assess_on(opened, as_of, session.now(), chained=chained)


def assess_on(opened: Opened, as_of: date | None, now: datetime, *, chained: bool = False) -> Loaded:
    """Read the log of a workspace, and score it.

    The day is the one asked for, else the workspace's, else that of ``now`` in the index's time zone.
    """
    index, workspace = opened.index, opened.workspace
    zone = ZoneInfo(index.time_zone)
    today = now.astimezone(zone).date()
    day = as_of or workspace.as_of or today
    is_fixed = as_of is None and day != today
    log = load_log(workspace.folder, chained=chained)
    states = address_states(log.checks, index.links, min(day, workspace.evaluation_date), zone, workspace.sites)
    return Loaded(
        assess(index, workspace, states, day, today if is_fixed else None), log, opened.index_folder, opened.problems
    )


def workspace_folder(folder: Path) -> Path:
    """Return the folder. Raises UsageError where there is none."""
    try:
        is_there = folder.is_dir()
    except OSError:  # a name too long
        is_there = False
    if is_there:
        return folder
    around = workspace_around(folder) if os.path.isfile(folder) else None  # noqa: PTH113  (a name too long is none)
    if around is None:
        raise UsageError(_("there is no folder {folder}").format(folder=folder))
    text = _(
        "{file} is one file of the workspace {folder}: name the folder, or check the file: openness validate {file}"
    )
    raise UsageError(text.format(file=folder, folder=around))


def folder_of(folders: Sequence[Path]) -> Path:
    """Return the workspace that is named, at most once, else the one here. Raises UsageError."""
    if len(folders) > 1:
        raise UsageError(_("name at most one folder"))
    folder = workspace_of(folders[0]) if folders else folder_here()
    if folder is None:
        raise UsageError(_("there is no {file} here: name the folder of the workspace").format(file=CONFIG_FILE))
    return workspace_folder(folder)


def folder_here() -> Path | None:
    """Return the current folder where it is a workspace."""
    return Path() if Path(CONFIG_FILE).is_file() else None


def index_alone(name: str | None) -> Index:
    """Read an index without a workspace. Raises UsageError where there is none of that name."""
    return load_index(index_folder_of(name))


def index_folder_of(name: str | None) -> Path:
    """Return where an index is, by its name, else the default. Raises UsageError where there is none of that name."""
    folder = find_index(name or DEFAULT_INDEX, Path())
    if folder is None and name is not None and os.path.isdir(name):  # noqa: PTH112  (a name too long is none)
        raise UsageError(_("there is no {file} in {folder}").format(file=INDEX_FILE, folder=name))
    if folder is None and name is not None and ("/" in name or os.sep in name):
        raise UsageError(_("there is no index in the folder {folder}").format(folder=name))
    if folder is None:
        raise UsageError(unknown_word(name or "", shipped_indices(), "--index"))
    return folder


def indices_of(
    wanted: Collection[str], own_folder: Path | None = None
) -> tuple[dict[str, Index], tuple[InvalidInput, ...]]:
    """Return the definitions that saved scores name: a folder's own, or shipped ones; and what is wrong with others.

    What a saved score names is no path to be followed.
    """
    folders = [] if own_folder is None else [own_folder]
    folders += [SHIPPED / name for name in sorted(set(wanted).intersection(shipped_indices()))]
    found: dict[str, Index] = {}
    errors: list[InvalidInput] = []
    for folder in folders:
        if found.keys() >= set(wanted):
            break
        try:
            index = load_index(folder)
        except InvalidInput as error:
            errors.append(error)
        else:
            if index.id in wanted:
                found.setdefault(index.id, index)
    return found, tuple(errors)


def check_not_over(assessment: Assessment) -> None:
    """Refuse to look ahead from a day after the evaluation date."""
    if assessment.over:
        text = _(
            "{day} is after the evaluation date, {evaluation}: nothing lies ahead; name an earlier day with --as-of, "
            "or correct evaluation_date: in openness.yaml"
        )
        evaluation = assessment.workspace.evaluation_date
        raise UsageError(text.format(day=long_date(assessment.day), evaluation=long_date(evaluation)))
