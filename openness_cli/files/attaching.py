"""A file taken into the attachments of a workspace."""

import os
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from openness_cli.errors import UsageError
from openness_cli.files.bundle.names import is_safe
from openness_cli.files.sources import shown_name
from openness_cli.messages import _, printable, refusal

_FOLDER = "attachments"
MOST_BYTES = 200 * 1024 * 1024


class Attached(NamedTuple):
    """The name of a file from its workspace, and what has to be written for it: nothing where it lies there already."""

    name: str
    contents: tuple[tuple[Path, bytes], ...] = ()


def attach(file: Path, folder: Path) -> Attached:
    """Return how a file comes to be an attachment; writes nothing.

    One that lies in the workspace stays where it is. Raises UsageError where it cannot be read, is empty or too large,
    where another file of its name is there, or where its name is none that evidence or every system can have.
    """
    try:
        real, root = Path(os.path.realpath(file)), Path(os.path.realpath(folder))
        size = real.stat().st_size
        if not real.is_file():
            raise UsageError(_("there is no file {file}").format(file=file))
        if size == 0:
            raise UsageError(_("{file} is empty: it proves nothing").format(file=file))
        if size > MOST_BYTES:
            text = _("{file} is larger than {most} MB")
            raise UsageError(text.format(file=file, most=MOST_BYTES // 1024**2))
        if real.is_relative_to(root):
            _check_name(file, is_fit=shown_name(real, root) == real.relative_to(root).as_posix())
            return Attached(shown_name(real, root))
        _check_name(file, is_fit=is_safe(real.name))
        name = PurePosixPath(_FOLDER, real.name)
        target = root / name
        data = real.read_bytes()
        if target.exists():
            if target.read_bytes() != data:
                text = _("{name} is there already and holds something else: give {file} another name first")
                raise UsageError(text.format(name=name, file=file))
            return Attached(str(name))
    except FileNotFoundError:
        raise UsageError(_("there is no file {file}").format(file=file)) from None
    except OSError as error:
        raise UsageError(_("{file} cannot be read: {why}").format(file=file, why=refusal(error))) from error
    return Attached(str(name), ((target, data),))


def _check_name(file: Path, *, is_fit: bool) -> None:
    if not is_fit:
        what, hint = _("not every system takes a file of this name"), _("give it another name")
        raise UsageError(f"{printable(str(file))}: {what}; {hint}")
