"""A document of an office program, which is an archive itself, stored as bundles are: with no time of its making."""

import io
import zipfile

from openness_cli.files.bundle.packing import archive_of

_PACKED = b"PK\x03\x04"


def stored(data: bytes) -> bytes:
    """Return a document that we made with its parts stored, in their order; what is no archive is returned as it is."""
    if not data.startswith(_PACKED):
        return data
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive_of(((entry.filename, archive.read(entry)) for entry in archive.infolist()), made)
    return made.getvalue()
