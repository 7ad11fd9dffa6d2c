"""The steps of ``openness init``: the whole folder is made beside its place and then put there."""

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from openness_cli.cli.requests import unknown_word
from openness_cli.cli.session import Session
from openness_cli.cli.validation_run import DEFAULT_INDEX, index_alone
from openness_cli.errors import ExitCode, OutputError, UsageError
from openness_cli.messages import _, language
from openness_cli.output.scaffold import Start, scaffold


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
    assessed = year or (today.year - 1 if today <= date(today.year, 3, 1) else today.year)
    if not 2000 <= assessed <= 2998:  # noqa: PLR2004
        raise UsageError(_("the year {year} is no year to assess").format(year=assessed))
    target = Path(os.path.realpath(directory))
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(_("{folder} is not empty; nothing was written").format(folder=directory))
    if not target.parent.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=target.parent))
    shown_index = str(Path(index_name).resolve()) if index_name and Path(index_name).is_dir() else index_name
    start = Start(
        identifier or target.name, name or identifier or target.name, kinds, assessed, shown_index or DEFAULT_INDEX
    )
    _place(target, scaffold(index, start, language()))
    session.say(
        _("made: {folder}; fill in the files in evidence/, then: openness score {folder}").format(folder=directory)
    )
    return ExitCode.DONE


def _place(target: Path, files: dict[str, str]) -> None:
    staging = Path(tempfile.mkdtemp(dir=target.parent, prefix=".openness-"))
    try:
        for name, text in files.items():
            path = staging / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        staging.chmod(0o755)
        if target.exists():
            target.rmdir()
        staging.rename(target)
    except OSError as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise OutputError(
            _("could not write {file}: {why}; nothing was replaced").format(file=target, why=error.strerror)
        ) from error
