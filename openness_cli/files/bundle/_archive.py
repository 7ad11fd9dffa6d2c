"""The one way in which the archive is written: files stored in the order of their names, without times or gaps.

Nothing of it depends on a machine or a library, so that whoever knows the contents knows every byte.
"""

import struct
from typing import NamedTuple

MOST_FILES = 20_000
MOST_BYTES = 2**32 - 2**26
MOST_DIRECTORY = 8 * 1024 * 1024
PIECE = 1 << 20

_FIRST_DAY = (1 << 5) | 1  # 1 January 1980, midnight
_UTF8 = 0x800
_STORED = 10  # the version of the format that stored files need
_MADE_BY = (3 << 8) | 20  # on Unix, where a mode belongs to a file
_MODE = 0o100644 << 16

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
LOCAL_MARK, CENTRAL_MARK, END_MARK = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


class Entry(NamedTuple):
    """A file of the archive: its name, the check sum of the format, its length."""

    name: str
    crc: int
    size: int

    @property
    def encoded(self) -> bytes:
        """The name as it is written."""
        return self.name.encode()

    @property
    def room(self) -> int:
        """How many bytes the file takes up, with what stands before it."""
        return LOCAL.size + len(self.encoded) + self.size


def _flags(name: bytes) -> int:
    return 0 if name.isascii() else _UTF8


def local_record(entry: Entry) -> bytes:
    """Return what stands before a file."""
    name = entry.encoded
    sizes = (entry.crc, entry.size, entry.size, len(name), 0)
    return LOCAL.pack(LOCAL_MARK, _STORED, _flags(name), 0, 0, _FIRST_DAY, *sizes) + name


def central_record(entry: Entry, offset: int) -> bytes:
    """Return what the directory says of a file that begins at ``offset``."""
    name = entry.encoded
    fixed = (CENTRAL_MARK, _MADE_BY, _STORED, _flags(name), 0, 0, _FIRST_DAY)
    return CENTRAL.pack(*fixed, entry.crc, entry.size, entry.size, len(name), 0, 0, 0, 0, _MODE, offset) + name


def end_record(count: int, size: int, offset: int) -> bytes:
    """Return what ends the archive: of how many files the directory is, how long it is and where it begins."""
    return END.pack(END_MARK, 0, 0, count, count, size, offset, 0)
