"""The manifest of a bundle: the SHA-256 of each file, as ``sha256sum -c`` reads it, and that of the covering letter.

The letter names the digest of the manifest, so that it is listed without it: with zeros in its place.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import NamedTuple

MANIFEST = "manifest.sha256"
LETTER = "letter.txt"
NO_DIGEST = "0" * 64
MOST_BYTES = 16 * 1024 * 1024

_HEAD = "# openness bundle 1"
_LETTER_LINE = re.compile(rf"# ([0-9a-f]{{64}})  {re.escape(LETTER)}")
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


class Manifest(NamedTuple):
    """The digest of each file by its name, and that of the letter without the digest of the manifest itself."""

    files: Mapping[str, str]
    letter: str

    @property
    def data(self) -> bytes:
        """The manifest as it is written."""
        lines = [_HEAD, f"# {self.letter}  {LETTER}", *(f"{own}  {name}" for name, own in sorted(self.files.items()))]
        return ("\n".join(lines) + "\n").encode()


def digest_of(data: bytes) -> str:
    """Return a SHA-256 as it is written."""
    return sha256(data).hexdigest()


def read_manifest(data: bytes) -> Manifest | None:
    """Return a manifest; None where it is not written to the letter as one is."""
    try:
        head, second, *lines = data.decode().removesuffix("\n").split("\n")
    except ValueError:  # no UTF-8, or too few lines
        return None
    letter, files = _LETTER_LINE.fullmatch(second), [_LINE.fullmatch(line) for line in lines]
    if head != _HEAD or letter is None or not all(files):
        return None
    manifest = Manifest({match[2]: match[1] for match in files if match}, letter[1])
    return manifest if manifest.data == data else None
