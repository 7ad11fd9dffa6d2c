"""A file of a workspace with another text: in the encoding that it has, if it is still as it was read."""

import codecs
import os
from pathlib import Path

from openness_cli.errors import Problem
from openness_cli.files._tree import Source
from openness_cli.files.sources import MAX_BYTES, decode, read_inside, reason_of
from openness_cli.messages import _, refusal

_MARKS = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)


def encoded(path: Path, folder: Path, source: Source, made: str) -> bytes | Problem:
    """Return a text in the encoding of its file, which is still as it was read and may be written."""
    try:
        data = read_inside(path, folder, MAX_BYTES)
        again = decode(source.name, data, [])
        if not os.access(path, os.W_OK):
            raise PermissionError(13, "")
    except (OSError, ValueError) as error:
        why = refusal(error) if isinstance(error, PermissionError) else reason_of(error)
        return Problem(source.name, 0, 0, _("could not write {file}: {why}").format(file=source.name, why=why))
    if again is None or again.written != source.written:
        return Problem(source.name, 0, 0, _("left as it was: it was changed while it was read"))
    return encoded_as(data, made)


def encoded_as(data: bytes, text: str) -> bytes:
    """Return a text in the encoding of what was read."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return mark + text.encode(encoding)
    return text.encode()
