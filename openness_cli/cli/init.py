"""``openness init``: a workspace to fill in, made whole beside its place and then put there."""

import os
import shlex
import shutil
import tempfile
from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from openness_cli.cli.command import command
from openness_cli.cli.opening import DEFAULT_INDEX, index_alone
from openness_cli.cli.options import IndexName, argument, option
from openness_cli.cli.parsing import unknown_word
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, OutputError, UsageError
from openness_cli.files.index import shipped_indices
from openness_cli.files.workspace import kind_meant
from openness_cli.forms.scaffold import Start, scaffold
from openness_cli.messages import _, language, printable, refusal


@command
def init(
    session: Session,
    *,
    directory: Annotated[Path, argument("DIR", _("A folder that is not there yet, or empty."))],
    identifier: Annotated[
        str | None, option("ID", _("The short name of the body; else that of the folder."), "--id")
    ] = None,
    name: Annotated[str | None, option("NAME", _("The name of the body."))] = None,
    kind: Annotated[
        list[str] | None, option("KIND", _("What kind of body it is; ministry where nothing is said."))
    ] = None,
    year: Annotated[int | None, option("YEAR", _("The year assessed; until 1 March the year before."))] = None,
    index: IndexName = None,
) -> ExitCode:
    """Make a workspace. Raises UsageError where the folder holds anything."""
    definitions, kinds = index_alone(index), [*(kind or ["ministry"])]
    known = [own.label for own in definitions.kinds]
    for place, word in enumerate(kinds):
        meant = word if word in known else kind_meant(word, definitions.kinds)
        if meant is None:
            raise UsageError(unknown_word(word, known, "--kind"))
        kinds[place] = meant
    today = session.now().astimezone(ZoneInfo(definitions.time_zone)).date()
    assessed = today.year - (today <= date(today.year, 3, 1)) if year is None else year
    if not 2000 <= assessed <= 2998:  # noqa: PLR2004
        raise UsageError(_("the year {year} is no year to assess").format(year=assessed))
    target = _free(directory)
    short = identifier or target.name
    for text in (short, name or ""):
        if printable(text) != text or "\n" in text:
            raise UsageError(_("“{value}” is no name").format(value=printable(text)))
    if index and Path(index).is_dir() and index not in shipped_indices():
        index = Path(os.path.relpath(Path(index).resolve(), target)).as_posix()
    start = Start(short, name or short, kinds, assessed, index or DEFAULT_INDEX)
    _place(target, scaffold(definitions, start, language()))
    text = _("made: {folder}; fill in the files in evidence/, then: openness score {folder}")
    session.say(text.format(folder=shlex.quote(str(directory))))
    return ExitCode.DONE


def _free(directory: Path) -> Path:
    """Return the folder, wherever a link leads. Raises UsageError where it holds anything or cannot be made."""
    target = Path(os.path.realpath(directory))
    try:
        is_taken = target.exists() and (not target.is_dir() or any(target.iterdir()))
    except OSError as error:  # a name too long
        raise UsageError(_("could not write {file}: {why}").format(file=directory, why=refusal(error))) from error
    if is_taken:
        raise UsageError(_("{folder} is not empty; nothing was written").format(folder=directory))
    if target.is_symlink():  # it leads to itself
        raise UsageError(_("there is no folder {folder}").format(folder=directory))
    if not target.parent.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=target.parent))
    return target


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
        raise OutputError(_("could not write {file}: {why}").format(file=target, why=refusal(error))) from error


def _fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
