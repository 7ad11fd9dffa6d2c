"""What new definitions change for a body: its score by both, what was won and lost by causes, and both ranges."""

from pathlib import Path

from openness_cli import __version__
from openness_cli.cli.editions import changes_of
from openness_cli.cli.opening import assess_on
from openness_cli.cli.session import Session
from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.messages import language
from openness_cli.reports.diff import DiffReport
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import Report, make_report
from openness_cli.scoring.verdicts import Basis


def preview_of(session: Session, body: Path, old: Path, new: Path) -> DiffReport:
    """Score a body by both definitions. Raises InvalidInput where its evidence cannot be read."""
    before, after = (_scored(session, body, folder) for folder in (old, new))
    return DiffReport(__version__, changes_of(before, after))


def _scored(session: Session, body: Path, folder: Path) -> Report:
    opened = open_workspace(read_configuration(body), str(folder.resolve()))
    loaded = assess_on(opened, None, session.now())
    return make_report(loaded.assessment, Demands(Basis.EVIDENCED), loaded.log.files, language(), __version__)
