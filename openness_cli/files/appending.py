"""Adding to a file: all of it or nothing."""

import contextlib
import os
from typing import BinaryIO


def append_whole(file: BinaryIO, size: int, data: bytes) -> None:
    """Add data to an unbuffered file of ``size`` bytes; when this returns it is on the disk.

    Raises OSError where the system refuses; the file is then as long as before.
    """
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            file.truncate(size)
        raise
