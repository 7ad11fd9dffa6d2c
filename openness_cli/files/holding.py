"""A workspace held while it is changed: of two runs that write into it, one waits for the other."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from openness_cli.errors import OutputError
from openness_cli.messages import _

SECONDS = 60
_PAUSE = 0.05


@contextlib.contextmanager
def held(folder: Path, seconds: float = SECONDS) -> Iterator[None]:
    """Hold a folder against other runs of this tool that change it; where it cannot be held, nothing is.

    Raises OutputError where another run holds it for so many seconds.
    """
    descriptor = _opened(folder)
    if descriptor is None:
        yield
        return
    try:
        deadline = time.monotonic() + seconds
        while not _taken(descriptor):
            if time.monotonic() > deadline:
                text = _("another run is changing {folder}; nothing was written: try again when it has ended")
                raise OutputError(text.format(folder=folder))
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(descriptor)


def _opened(folder: Path) -> int | None:
    """Return what is locked: the folder itself; on Windows, which locks files alone, a file beside all of them."""
    try:
        if sys.platform == "win32":
            import tempfile  # noqa: PLC0415
            from hashlib import sha256  # noqa: PLC0415

            name = sha256(os.path.realpath(folder).lower().encode("utf-8", "surrogateescape")).hexdigest()[:20]
            return os.open(Path(tempfile.gettempdir()) / f"openness-{name}.lock", os.O_RDWR | os.O_CREAT)
        return os.open(folder, os.O_RDONLY)
    except OSError:
        return None


def _taken(descriptor: int) -> bool:
    """Tell whether the lock was taken, or there are no locks here."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True
