"""Annotations as workflow commands of GitHub Actions, escaped so that no text can begin another command."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path, PurePath

from openness_cli.formats.cases import Annotation, Severity
from openness_cli.messages import n_, unheard

# of each severity, in one step of a job
MOST_SHOWN = 10


def write(annotations: Iterable[Annotation]) -> bytes:
    """Return a command for each annotation, before them how many GitHub leaves out; files named from the repository."""
    own = list(annotations)
    return "".join(map(_command, (*_beyond(own), *own))).encode("utf-8", "replace")


def _beyond(annotations: Iterable[Annotation]) -> Iterator[Annotation]:
    """Say how many there are that GitHub does not show beside the files: they stand in the log alone."""
    counts = Counter(own.level for own in annotations)
    more = sum(max(count - MOST_SHOWN, 0) for count in counts.values())
    if more:
        text = n_(
            "GitHub shows {shown} of each sort: {count} more stands in the log of this step",
            "GitHub shows {shown} of each sort: {count} more stand in the log of this step",
            more,
        )
        yield Annotation(Severity.NOTICE, "openness", text.format(shown=MOST_SHOWN, count=more))


def _command(own: Annotation) -> str:
    file = _from_repository(os.fspath(own.file)) if own.file is not None else None
    place = {"file": file, "line": own.line, "col": own.column, "title": own.title}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value)
    return f"::{own.level.value} {properties}::{_data(own.message)}\n"


def _from_repository(file: str) -> str:
    """Return a file's name as GitHub knows it: from the folder of the repository that it lies in, where it does.

    A job may have the files alone, without the folder of git; then that of the job stands for it.
    """
    whole = Path(os.path.normpath(Path.cwd() / file))
    of_job = os.environ.get("GITHUB_WORKSPACE")
    root = _repository(whole.parent) or (Path(of_job) if of_job and whole.is_relative_to(of_job) else None)
    shown = PurePath(file) if root is None else whole.relative_to(root)
    return os.fsencode(shown.as_posix()).decode("utf-8", "replace")


@cache
def _repository(folder: Path) -> Path | None:
    """Return the nearest folder above that is under version control."""
    return next((own for own in (folder, *folder.parents) if (own / ".git").exists()), None)


def _data(text: str) -> str:
    return unheard(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
