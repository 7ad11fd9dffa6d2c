"""A bundle written: what is read again while it is copied has to be what it was when it was listed."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.bundle._archive import (
    MOST_BYTES,
    MOST_DIRECTORY,
    MOST_FILES,
    Entry,
    central_record,
    end_record,
    local_record,
)
from openness_cli.files.bundle.manifest import LETTER, MANIFEST, NO_DIGEST, Manifest, digest_of
from openness_cli.files.bundle.taking import Part, opened, part_of, pieces
from openness_cli.files.sources import reason_of, shown_name
from openness_cli.messages import _


class Bundle(NamedTuple):
    """The files of a bundle in their order, the manifest last, and the digest of that."""

    parts: tuple[Part, ...]
    digest: str


def bundled(parts: Sequence[Part], letter: Callable[[str], bytes]) -> Bundle:
    """Return parts with their manifest and a letter, which is made of the digest of the manifest.

    Raises InvalidInput where that is more than one archive holds.
    """
    unsigned = digest_of(letter(NO_DIGEST))
    manifest = Manifest({part.entry.name: part.digest for part in parts}, unsigned).data
    digest = digest_of(manifest)
    whole = sorted((*parts, part_of(LETTER, letter(digest))), key=lambda part: part.entry.name)
    bundle = Bundle((*whole, part_of(MANIFEST, manifest)), digest)
    directory = sum(len(central_record(part.entry, 0)) for part in bundle.parts)
    room = sum(part.entry.room for part in bundle.parts) + directory
    if len(bundle.parts) > MOST_FILES or room > MOST_BYTES or directory > MOST_DIRECTORY:
        text = _("more than one bundle holds: {files} files, {size} MB; at most {most_files} files, {most} MB")
        what = text.format(
            files=len(bundle.parts), size=room // 1024**2, most_files=MOST_FILES, most=MOST_BYTES // 1024**2
        )
        largest = max(bundle.parts, key=lambda part: part.entry.size).entry.name
        raise InvalidInput((Problem(largest, 0, 0, what, _("take out what proves nothing; this file is the largest")),))
    return bundle


def write_bundle(bundle: Bundle, stream: BinaryIO, roots: Sequence[Path]) -> None:
    """Write a bundle, a piece at a time; its files lie in one of the ``roots``.

    Raises InvalidInput where a file is not what it was when it was listed, or cannot be read any more; what has been
    written by then is none.
    """
    _write(((part.entry, _checked(part, roots)) for part in bundle.parts), stream)


def _write(entries: Iterable[tuple[Entry, Iterable[bytes]]], stream: BinaryIO) -> None:
    directory: list[bytes] = []
    offset = 0
    for entry, contents in entries:
        stream.write(local_record(entry))
        stream.writelines(contents)
        directory.append(central_record(entry, offset))
        offset += entry.room
    central = b"".join(directory)
    stream.write(central + end_record(len(directory), len(central), offset))


def archive_of(files: Iterable[tuple[str, bytes]], stream: BinaryIO) -> None:
    """Write an archive of files at hand in their order, in the way of a bundle."""
    _write(((Entry(name, zlib.crc32(data), len(data)), (data,)) for name, data in files), stream)


def _checked(part: Part, roots: Sequence[Path]) -> Iterator[bytes]:
    """Yield what a part holds. Raises InvalidInput where that is not what it was."""
    if part.path is None:
        yield part.data
        return
    root = next(own for own in roots if part.path.is_relative_to(own))
    shown = shown_name(part.path, root)
    digest, left = sha256(), part.entry.size
    try:
        with opened(part.path, root) as descriptor:
            for piece in pieces(descriptor):
                digest.update(piece)
                left -= len(piece)
                if left < 0:
                    break
                yield piece
    except (OSError, ValueError) as error:
        why = _("cannot be read: {why}").format(why=reason_of(error))
        raise InvalidInput((Problem(shown, 0, 0, why),)) from error
    if left or digest.hexdigest() != part.digest:
        what = _("it was changed while it was read")
        raise InvalidInput((Problem(shown, 0, 0, what, _("run it again when nobody is writing into the folder")),))
