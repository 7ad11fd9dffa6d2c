"""What new definitions change for a body: its score by both, what was won and lost by causes, and both ranges."""

from pathlib import Path

from openness_cli import __version__
from openness_cli.cli.opening import assess_on
from openness_cli.cli.session import Session
from openness_cli.comparison.diff import compare
from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.formats.choices import Format, write
from openness_cli.messages import language
from openness_cli.reports.diff import DiffReport
from openness_cli.reports.listing import Listing
from openness_cli.reports.score import ScoreReport
from openness_cli.scoring.gates import Demands
from openness_cli.scoring.report import Report, make_report
from openness_cli.scoring.verdicts import Basis


def preview_of(session: Session, body: Path, old: Path, new: Path) -> DiffReport:
    """Score a body by both definitions. Raises InvalidInput where its evidence cannot be read."""
    from openness_cli.comparison.saved_reader import report_of  # noqa: PLC0415  (brings pydantic)

    reports = [_scored(session, body, folder) for folder in (old, new)]
    documents = [write(ScoreReport(own, Listing()), Format.JSON).decode() for own in reports]
    before, after = (report_of(str(body), document) for document in documents)
    return DiffReport(__version__, compare(before, after, Basis.EVIDENCED))


def _scored(session: Session, body: Path, folder: Path) -> Report:
    opened = open_workspace(read_configuration(body), str(folder.resolve()))
    loaded = assess_on(opened, None, session.now())
    return make_report(loaded.assessment, Demands(Basis.EVIDENCED), loaded.log.files, language(), __version__)
