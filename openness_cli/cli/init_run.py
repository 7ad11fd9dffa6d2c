"""The steps of ``openness init``: the whole folder is made beside its place and then put there."""

import os
import shlex
import shutil
import tempfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from openness_cli.cli.opening import DEFAULT_INDEX, index_alone
from openness_cli.cli.parsing import unknown_word
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, OutputError, UsageError
from openness_cli.files.index import shipped_indices
from openness_cli.forms.scaffold import Start, scaffold
from openness_cli.messages import _, language, printable


def run_init(
    session: Session,
    directory: Path,
    index_name: str | None,
    identifier: str | None,
    name: str | None,
    kinds: list[str],
    year: int | None,
) -> int:
    """Make a workspace. Raises UsageError where the folder holds anything."""
    index = index_alone(index_name)
    known = [kind.label for kind in index.kinds]
    for kind in kinds:
        if kind not in known:
            raise UsageError(unknown_word(kind, known, "--kind"))
    today = session.now().astimezone(ZoneInfo(index.time_zone)).date()
    last_year = today <= date(today.year, 3, 1)
    assessed = (today.year - 1 if last_year else today.year) if year is None else year
    if not 2000 <= assessed <= 2998:  # noqa: PLR2004
        raise UsageError(_("the year {year} is no year to assess").format(year=assessed))
    target = Path(os.path.realpath(directory))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(_("{folder} is not empty; nothing was written").format(folder=directory))
    if not target.parent.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=target.parent))
    shown_index = index_name
    if index_name and Path(index_name).is_dir() and index_name not in shipped_indices():
        shown_index = Path(os.path.relpath(Path(index_name).resolve(), target)).as_posix()
    for text in (identifier or target.name, name or ""):
        if printable(text) != text or "\n" in text:
            raise UsageError(_("“{value}” is no name").format(value=printable(text)))
    start = Start(
        identifier or target.name, name or identifier or target.name, kinds, assessed, shown_index or DEFAULT_INDEX
    )
    _place(target, scaffold(index, start, language()))
    session.say(
        _("made: {folder}; fill in the files in evidence/, then: openness score {folder}").format(
            folder=shlex.quote(str(directory))
        )
    )
    return ExitCode.DONE


def _place(target: Path, files: dict[str, str]) -> None:
    """Make the folder whole beside its place and put it there; one that exists already, empty, is filled."""
    try:
        if target.exists():
            _fill(target, files)
            return
        staging = Path(tempfile.mkdtemp(dir=target.parent, prefix=".openness-"))
        try:
            _fill(staging, files)
            mask = os.umask(0)
            os.umask(mask)
            staging.chmod(0o777 & ~mask)
            staging.rename(target)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
    except OSError as error:
        raise OutputError(_("could not write {file}: {why}").format(file=target, why=error.strerror)) from error


def _fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
