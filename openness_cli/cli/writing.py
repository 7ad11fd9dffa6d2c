"""Files are replaced whole or not touched at all."""

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from openness_cli.errors import OutputError, UsageError
from openness_cli.messages import _


def check_targets(targets: Iterable[Path], inputs: Iterable[Path]) -> None:
    """Refuse what cannot be meant: a folder, a missing folder, one file twice, a file that is read."""
    read = {os.path.realpath(path) for path in inputs}
    seen: set[str] = set()
    for target in targets:
        real = os.path.realpath(target)
        if target.is_dir():
            raise UsageError(_("{file} is a folder; name a file in it").format(file=target))
        if not Path(real).parent.is_dir():
            raise UsageError(_("there is no folder {folder}").format(folder=Path(real).parent))
        if real in read:
            raise UsageError(_("{file} is evidence that is read; it will not be overwritten").format(file=target))
        if real in seen:
            raise UsageError(_("{file} is named twice").format(file=target))
        seen.add(real)


def replace_all(contents: Iterable[tuple[Path, bytes]]) -> None:
    """Write every file beside its place first, and put them all in place only when all are written.

    Raises OutputError where the system refuses; the files that stood there before are then untouched.
    """
    staged: list[tuple[str, str]] = []
    try:
        for path, data in contents:
            target = os.path.realpath(path)
            if _is_special(target):
                Path(target).write_bytes(data)
            else:
                staged.append((_stage(target, data), target))
        for temporary, target in staged:
            os.replace(temporary, target)  # noqa: PTH105  (both are plain text here)
    except OSError as error:
        raise OutputError(
            _("could not write {file}: {why}; nothing was replaced").format(
                file=error.filename or "", why=error.strerror
            )
        ) from error
    finally:
        for temporary, _target in staged:
            with contextlib.suppress(OSError):
                Path(temporary).unlink(missing_ok=True)


def _is_special(target: str) -> bool:
    try:
        return not stat.S_ISREG(os.stat(target).st_mode)  # noqa: PTH116
    except FileNotFoundError:
        return False


def _stage(target: str, data: bytes) -> str:
    descriptor, temporary = tempfile.mkstemp(dir=Path(target).parent, prefix=".openness-", suffix=".tmp")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, _mode(target))  # noqa: PTH101
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    return temporary


def _mode(target: str) -> int:
    try:
        return stat.S_IMODE(os.stat(target).st_mode)  # noqa: PTH116
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def append_line(path: Path, line: str) -> None:
    """Add one line to a file; where the system refuses, the file is as long as before and OutputError is raised.

    A last line that an earlier crash left without its end is ended first.
    """
    before: int | None = None
    try:
        with path.open("ab+") as file:
            before = file.seek(0, os.SEEK_END)
            torn = before > 0 and (file.seek(before - 1), file.read(1))[1] != b"\n"
            file.write((b"\n" if torn else b"") + line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if before is not None:
            with contextlib.suppress(OSError):
                os.truncate(path, before)
        raise OutputError(_("could not write {file}: {why}").format(file=path, why=error.strerror)) from error
