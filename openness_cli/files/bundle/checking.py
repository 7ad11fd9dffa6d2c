"""A bundle checked without unpacking it: each file against the manifest, and every other byte against what we write.

What is read is stored, so that nothing can unfold; it is read once, from the beginning to the end, a piece at a time,
whatever sizes and places the archive claims.
"""

import os
import stat
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.bundle._archive import (
    CENTRAL,
    CENTRAL_MARK,
    END,
    END_MARK,
    LOCAL,
    LOCAL_MARK,
    MOST_DIRECTORY,
    MOST_FILES,
    PIECE,
    Entry,
    central_record,
    end_record,
    local_record,
)
from openness_cli.files.bundle.manifest import LETTER, MANIFEST, MOST_BYTES, NO_DIGEST, Manifest, read_manifest
from openness_cli.files.bundle.names import alike, is_safe
from openness_cli.files.sources import reason_of
from openness_cli.messages import _
from openness_cli.model.languages import Worded, mark

_LONGEST_COMMENT = 0xFFFF


class BundleFault(Worded):
    """What is wrong with a bundle, or with a file of it."""

    MISSING = "missing", mark("it is missing")
    CHANGED = "changed", mark("it was changed")
    ADDED = "added", mark("it was added")
    REPACKED = "repacked", mark("another program has packed it again, so that it cannot be compared")
    TWICE = "twice", mark("it is there twice, or to some systems it is one file with another")
    UNSAFE = "unsafe", mark("a file of this name must not be unpacked")
    ARCHIVE = "archive", mark("the archive around the files is not as it was written")
    MANIFEST = "manifest", mark("the manifest cannot be read: no file can be compared")
    ANCHOR = "anchor", mark("the manifest is not the one whose SHA-256 was given")


class Faulty(NamedTuple):
    """A fault, and the file that has it: none where it is of the whole."""

    fault: BundleFault
    file: str = ""


class BundleCheck(NamedTuple):
    """What was found: the digest of the manifest, how many files are there, how long they are, and what is wrong."""

    digest: str
    files: int
    size: int
    faults: tuple[Faulty, ...]

    @property
    def holds(self) -> bool:
        """Whether it is, to the last byte, what was written."""
        return not self.faults


class _Listed(NamedTuple):
    """What the directory says of a file."""

    entry: Entry
    packed: int
    is_stored: bool
    offset: int


class _Read(NamedTuple):
    """What a file is, as far as it can be read: its check sum, its SHA-256, and itself where it is one of our own."""

    crc: int
    digest: str
    is_framed: bool
    data: bytes = b""


class _Directory(NamedTuple):
    """The directory as it is: where it begins, its bytes, what it lists, and all that follows it."""

    begin: int
    data: bytes
    listed: tuple[_Listed, ...]
    rest: bytes


def check_bundle(path: Path, anchor: str = "") -> BundleCheck:
    """Check a bundle; given the digest of its manifest as ``anchor``, also whether it is the one that was meant.

    Raises InvalidInput where it cannot be read, or is no bundle.
    """
    try:
        with _opened(path) as stream:
            return _check(stream, os.fstat(stream.fileno()).st_size, anchor)
    except _NoBundleError as error:
        raise InvalidInput((Problem(path.name, 0, 0, str(error), _("ask for the file again")),)) from None
    except (OSError, ValueError) as error:
        what = _("cannot be read: {why}").format(why=reason_of(error))
        raise InvalidInput((Problem(str(path), 0, 0, what),)) from error


def _opened(path: Path) -> BinaryIO:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, _("this is no file"))
    return os.fdopen(descriptor, "rb")


class _NoBundleError(Exception):
    """A file is no bundle; says why."""


def _check(stream: BinaryIO, size: int, anchor: str) -> BundleCheck:
    directory = _directory(stream, size)
    found = dict(_read_all(stream, directory))
    by_name = {own.entry.name: found.get(place) for place, own in enumerate(directory.listed)}
    if MANIFEST not in by_name:
        raise _NoBundleError(_("it holds no manifest, as every bundle does"))
    written = by_name[MANIFEST]
    manifest = read_manifest(written.data) if written else None
    faults = [*_odd_names(directory.listed)]
    faults += (Faulty(BundleFault.REPACKED, own.entry.name) for own in directory.listed if not own.is_stored)
    if written and manifest is None:
        faults.append(Faulty(BundleFault.MANIFEST, MANIFEST))
    elif written and manifest:
        faults += _compared(manifest, written.digest, directory.listed, by_name)
    faults += _around(directory, found)
    if anchor and (written is None or written.digest != anchor):
        faults.append(Faulty(BundleFault.ANCHOR))
    total = sum(own.entry.size for own in directory.listed)
    distinct = tuple(dict.fromkeys(faults))
    return BundleCheck(written.digest if written else "", len(directory.listed), total, distinct)


# -- the directory -----------------------------------------------------------------------------------------------------


def _directory(stream: BinaryIO, size: int) -> _Directory:
    length = min(size, END.size + _LONGEST_COMMENT)
    stream.seek(size - length)
    tail = stream.read(length)
    at = tail.rfind(END_MARK)
    if at < 0 or len(tail) - at < END.size:
        raise _NoBundleError(_("it is no ZIP archive, or its end is missing"))
    _mark, _disk, _first, _here, count, extent, offset, _comment = END.unpack_from(tail, at)
    if count > MOST_FILES or extent > MOST_DIRECTORY:
        raise _NoBundleError(_("it lists more files than any bundle holds"))
    end = size - length + at
    damaged = _("it is damaged: its directory cannot be read")
    for begin in (offset, end - extent):
        if 0 <= begin <= end - extent:
            stream.seek(begin)
            data = stream.read(extent)
            listed = _listed(data, count)
            if listed is not None:
                listed = _shifted(stream, listed, begin - offset)
                stream.seek(begin + extent)
                return _Directory(begin, data, listed, stream.read(END.size + 1))
    raise _NoBundleError(damaged)


def _shifted(stream: BinaryIO, listed: tuple[_Listed, ...], shift: int) -> tuple[_Listed, ...]:
    """Return files where they lie: of what was put before all of them, a directory does not know."""
    if not (shift and listed):
        return listed
    stream.seek(listed[0].offset)
    is_there = stream.read(len(LOCAL_MARK)) == LOCAL_MARK
    return listed if is_there else tuple(own._replace(offset=own.offset + shift) for own in listed)


def _listed(data: bytes, count: int) -> tuple[_Listed, ...] | None:
    """Return what a directory lists; None where it is none."""
    listed: list[_Listed] = []
    at = 0
    for _number in range(count):
        if len(data) - at < CENTRAL.size:
            return None
        (head, _by, _needs, flags, method, _time, _day, crc, packed, size, *lengths, _disk, _kind, _mode, offset) = (
            CENTRAL.unpack_from(data, at)
        )
        if head != CENTRAL_MARK:
            return None
        name = data[at + CENTRAL.size : at + CENTRAL.size + lengths[0]].decode("utf-8", "replace")
        at += CENTRAL.size + sum(lengths)
        is_stored = method == 0 and packed == size and not flags & 1
        listed.append(_Listed(Entry(name, crc, size), packed, is_stored, offset))
    return tuple(listed) if at <= len(data) else None


# -- the files ---------------------------------------------------------------------------------------------------------


def _read_all(stream: BinaryIO, directory: _Directory) -> Iterator[tuple[int, _Read]]:
    """Yield each file that is stored, by its number, in the order in which they lie; none that lies over another."""
    free = 0
    last = {own.entry.name: place for place, own in enumerate(directory.listed)}
    for place, own in sorted(enumerate(directory.listed), key=lambda pair: (pair[1].offset, pair[0])):
        if own.offset < free or not own.is_stored:
            continue
        stream.seek(own.offset)
        head = stream.read(LOCAL.size)
        if len(head) < LOCAL.size:
            continue
        *_fixed, name_length, more = LOCAL.unpack(head)
        name = stream.read(name_length)
        begin = own.offset + LOCAL.size + name_length + more
        if begin + own.entry.size > directory.begin:
            continue
        free = begin + own.entry.size
        keeps = last[own.entry.name] == place and own.entry.size <= _KEPT.get(own.entry.name, -1)
        yield place, _read(stream, begin, own.entry, head + name, keeps=keeps)


# what is looked into, and how long it may be
_KEPT = {MANIFEST: MOST_BYTES, LETTER: 1 << 20}


def _read(stream: BinaryIO, begin: int, entry: Entry, head: bytes, *, keeps: bool) -> _Read:
    stream.seek(begin)
    crc, left, digest = 0, entry.size, sha256()
    kept = bytearray()
    while left and (piece := stream.read(min(left, PIECE))):
        crc, left = zlib.crc32(piece, crc), left - len(piece)
        digest.update(piece)
        if keeps:
            kept += piece
    return _Read(crc, digest.hexdigest(), head == local_record(entry._replace(crc=crc)), bytes(kept))


# -- what is wrong -----------------------------------------------------------------------------------------------------


def _odd_names(listed: Iterable[_Listed]) -> Iterator[Faulty]:
    seen: set[str] = set()
    for own in listed:
        name = own.entry.name
        if not is_safe(name):
            yield Faulty(BundleFault.UNSAFE, name)
        if alike(name) in seen:
            yield Faulty(BundleFault.TWICE, name)
        seen.add(alike(name))


def _compared(
    manifest: Manifest, digest: str, listed: Iterable[_Listed], by_name: dict[str, _Read | None]
) -> Iterator[Faulty]:
    """Yield what differs from what the manifest lists, which has a digest itself."""
    for own in listed:
        name, read = own.entry.name, by_name[own.entry.name]
        if name not in manifest.files and name not in {MANIFEST, LETTER}:
            yield Faulty(BundleFault.ADDED, name)
        elif not own.is_stored:
            continue
        elif name == LETTER:
            if read is None or not _is_the_letter(read.data, digest, manifest.letter):
                yield Faulty(BundleFault.CHANGED, name)
        elif name != MANIFEST and (read is None or read.digest != manifest.files[name]):
            yield Faulty(BundleFault.CHANGED, name)
    for name in (*manifest.files, LETTER):
        if name not in by_name:
            yield Faulty(BundleFault.MISSING, name)


def _is_the_letter(data: bytes, digest: str, unsigned: str) -> bool:
    """Tell whether a letter names the manifest, and is otherwise the one that the manifest lists."""
    own, none = digest.encode(), NO_DIGEST.encode()
    return own in data and none not in data and sha256(data.replace(own, none)).hexdigest() == unsigned


def _around(directory: _Directory, found: dict[int, _Read]) -> Iterator[Faulty]:
    """Yield whether anything around the files is other than we write it around such files."""
    offset = 0
    records: list[bytes] = []
    for place, own in enumerate(directory.listed):
        read = found.get(place)
        if read is None or not read.is_framed or own.offset != offset:
            yield Faulty(BundleFault.ARCHIVE)
            return
        entry = own.entry._replace(crc=read.crc)
        records.append(central_record(entry, offset))
        offset += entry.room
    central = b"".join(records)
    is_ours = central == directory.data and directory.begin == offset
    ending = end_record(len(records), len(central), offset)
    if not (is_ours and directory.rest == ending and _is_in_order(directory.listed)):
        yield Faulty(BundleFault.ARCHIVE)


def _is_in_order(listed: Sequence[_Listed]) -> bool:
    *names, last = (own.entry.name for own in listed)
    return last == MANIFEST and names == sorted(names)
