"""Files of records, each a member of gzip: where each ends, and which of them does not."""

import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

_BEGIN = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."
_READ = 16 * 1024
_PIECE = 64 * 1024
_SEARCHED = 1024 * 1024
# more than any record of ours: what unpacks to more was made for that
_LARGEST = 64 * 1024 * 1024

Take = Callable[[bytes], None]


class Stretch(NamedTuple):
    """A part of a file: a member that is whole, or bytes that belong to none."""

    begin: int
    end: int
    is_whole: bool


class _BrokenError(Exception):
    """What begins at a place is no whole record."""


def stretches(file: BinaryIO, begin: int = 0, take: Callable[[int], Take] | None = None) -> Iterator[Stretch]:
    """Return every part of a file from a place on, in order; nothing is held but a piece of each.

    ``take`` is asked, for where each member begins, what its unpacked pieces are handed to: also of one that proves to
    be broken.
    """
    place = begin
    while not _is_end(file, place):
        try:
            end = _read_member(file, place, take(place) if take else None)
        except _BrokenError:
            end = _next_member(file, place + 1)
            yield Stretch(place, end, is_whole=False)
        else:
            yield Stretch(place, end, is_whole=True)
        place = end


def whole_until(file: BinaryIO, begin: int) -> int:
    """Return where the last whole member of a file ends: looked for from a place on where one is said to end."""
    end = begin
    for part in stretches(file, begin):
        if begin and part.begin == begin and not part.is_whole:
            # either a torn one follows, or none ends there
            return max(begin, whole_until(file, 0))
        end = part.end if part.is_whole else end
    return end


def _is_end(file: BinaryIO, place: int) -> bool:
    file.seek(place)
    return not file.read(1)


def _read_member(file: BinaryIO, begin: int, take: Take | None) -> int:
    """Unpack the member that begins at a place, and return where it ends. Raises _BrokenError."""
    file.seek(begin)
    stream = zlib.decompressobj(zlib.MAX_WBITS | 16)
    unpacked, rest = 0, b""
    while not stream.eof:
        data = rest or file.read(_READ)
        if not data:
            raise _BrokenError
        try:
            piece = stream.decompress(data, _PIECE)
        except zlib.error:
            raise _BrokenError from None
        if (not unpacked and piece and not _RECORD.startswith(piece[: len(_RECORD)])) or unpacked > _LARGEST:
            raise _BrokenError
        unpacked += len(piece)
        if take is not None and piece:
            take(piece)
        rest = stream.unconsumed_tail
    if not unpacked:
        raise _BrokenError
    return file.tell() - len(stream.unused_data)


def _next_member(file: BinaryIO, begin: int) -> int:
    """Return where the next member begins that is whole, else where the file ends."""
    place, data = begin, b""
    file.seek(place)
    while data := file.read(_SEARCHED):
        found = data.find(_BEGIN)
        while found >= 0:
            try:
                _read_member(file, place + found, None)
            except _BrokenError:
                found = data.find(_BEGIN, found + 1)
            else:
                return place + found
        if len(data) < _SEARCHED:
            return place + len(data)
        place += len(data) - len(_BEGIN) + 1
        file.seek(place)
    return place
