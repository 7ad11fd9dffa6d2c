"""What ``openness links --keep`` needs before the first fetch, and tells after the last."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from openness_cli import __version__
from openness_cli.cli.session import Session
from openness_cli.errors import UsageError
from openness_cli.files.sources import LOG_FOLDER
from openness_cli.links.kept.checked import NOTHING_KEPT, KeptCheck
from openness_cli.links.kept.entries import KEPT_FOLDER, NAMES_ONE
from openness_cli.links.kept.keeping import Archive
from openness_cli.links.log import LogTexts
from openness_cli.messages import _
from openness_cli.model.availability import Check


@contextmanager
def open_archive(session: Session, log: Path, checks: Iterable[Check] | None) -> Iterator[Archive | None]:
    """Return the archive beside a file of the log, ready to be written to; None without the checks that the log holds.

    What is cut off it, because a run that was ended had not finished it, is told. Raises UsageError where the library
    is not installed, OutputError where the archive cannot be written.
    """
    if checks is None:
        yield None
        return
    if find_spec("warcio") is None:
        text = _("{option} needs what is not installed: {command}")
        raise UsageError(text.format(option="--keep", command='pip install "openness[keep]"'))
    archive = Archive(log.parent.parent, log.stem, f"openness {__version__}", checks)
    try:
        archive.begin(session.now())
        _tell(session, archive)
        yield archive
    finally:
        _tell(session, archive)


def kept_of_log(folder: Path, texts: LogTexts) -> KeptCheck:
    """Look for everything that the log of a workspace says was kept."""
    if not (folder / LOG_FOLDER / KEPT_FOLDER).exists() and not any(
        NAMES_ONE in line for text in texts.files for line in text.lines
    ):
        return NOTHING_KEPT
    from openness_cli.links.kept.verification import check_kept  # noqa: PLC0415  (brings libcurl)

    return check_kept(folder, ((text.name, text.lines) for text in texts.files))


def _tell(session: Session, archive: Archive) -> None:
    for path, size in archive.cut():
        text = _("{file}: its last record was not whole, as when a run is ended; its {size} bytes were cut off")
        session.complain(text.format(file=path, size=size))
