"""From a folder to an assessment: what every command that scores does first."""

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from openness_cli.cli.session import Session, workspace_folder
from openness_cli.files.preview import load_preview, load_strictly
from openness_cli.files.workspace import EVIDENCE_FOLDER, read_configuration, unread_files
from openness_cli.links.log import Log, load_log
from openness_cli.messages import _
from openness_cli.model.availability import address_states
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import Workspace
from openness_cli.scoring.assessment import Assessment, assess


class Loaded(NamedTuple):
    """An assessment with the log that it rests on."""

    assessment: Assessment
    log: Log


def load_and_assess(
    session: Session, directory: Path, index_name: str | None, as_of: date | None, *, strict: bool = False
) -> Loaded:
    """Read a workspace, speak its language unless another was asked for, and score it.

    The day is the one asked for, else the workspace's, else today in the index's time zone. What the index that was
    asked for does not know and the workspace's own does is left out and told, unless the reading is ``strict``.
    """
    configuration = read_configuration(workspace_folder(directory))
    session.speak_as_configured(configuration.language)
    read = load_strictly(configuration, index_name) if strict else load_preview(configuration, index_name)
    for name in unread_files(read.workspace.folder):
        text = _("{file} is not read: evidence is read from files in {folder} whose names end in .yaml")
        session.complain(text.format(file=name, folder=f"{EVIDENCE_FOLDER}/"))
    for warning in read.warnings:
        session.complain(warning)
    return assess_on(read.definitions, read.workspace, as_of, session.now())


def assess_on(index: Index, workspace: Workspace, as_of: date | None, now: datetime) -> Loaded:
    """Read the log of a workspace, and score it.

    The day is the one asked for, else the workspace's, else that of ``now`` in the index's time zone.
    """
    zone = ZoneInfo(index.time_zone)
    day = as_of or workspace.as_of or now.astimezone(zone).date()
    log = load_log(workspace.folder)
    states = address_states(log.checks, index.links, min(day, workspace.evaluation_date), zone)
    return Loaded(assess(index, workspace, states, day), log)
