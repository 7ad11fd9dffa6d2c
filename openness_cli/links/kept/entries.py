"""What a line of the log says of where its answer is stored."""

import re
from typing import Any

from openness_cli.model.kept import Kept

# a name of a file in the folder of what is kept, and no way out of it
_FILE = re.compile(r"availability/kept/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.warc\.gz")
_RECORD = re.compile(r"<urn:uuid:[0-9a-f-]{36}>")
_DIGEST = re.compile(r"[0-9a-f]{64}")
KEPT_FOLDER = "kept"
NAMES_ONE = b'"kept"'  # stands in every line that says so
_FAR = 2**53


def kept_entry(kept: Kept) -> dict[str, Any]:
    """Return what a line says of it."""
    entry = {"file": kept.file, "offset": kept.offset, "length": kept.length, "record": kept.record}
    return entry | {"begin": kept.begin, "sha256": kept.digest}


def kept_of(entry: object) -> Kept | None:
    """Return what an entry says; None where that is nothing that can be meant."""
    if not isinstance(entry, dict):
        return None
    file, record, digest = (entry.get(name, "") for name in ("file", "record", "sha256"))
    if not (isinstance(file, str) and isinstance(record, str) and isinstance(digest, str)):
        return None
    if not (_FILE.fullmatch(file) and _RECORD.fullmatch(record)):
        return None
    offset, length = _place(entry.get("offset")), _place(entry.get("length"))
    begin = _place(entry.get("begin", offset))
    if offset is None or length is None or begin is None or begin > offset:
        return None
    return Kept(file, offset, length, record, begin, digest if _DIGEST.fullmatch(digest) else "")


def _place(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _FAR else None
