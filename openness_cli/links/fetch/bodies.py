"""Bodies as they stream by: their beginning, their length, their digest, and no more of them."""

import zlib
from hashlib import sha256
from typing import Any

from openness_cli.links.content_check import HEAD_BYTES

MEGABYTE = 1024 * 1024
_PIECE = 256 * 1024
_GZIP = b"\x1f\x8b"
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class Body:
    """What is kept of a body. ``is_partial``: there was more than the bound."""

    def __init__(self, bound: int) -> None:
        """Keep at most so many bytes."""
        self.head = b""
        self.size = 0
        self.is_partial = False
        self.bound = bound
        self._digest = sha256()

    @property
    def is_full(self) -> bool:
        """Whether the bound is reached."""
        return self.size >= self.bound

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read."""
        return self._digest.hexdigest()

    def take(self, piece: bytes) -> None:
        """Take the next piece, as far as the bound allows."""
        piece = piece[: self.bound - self.size]
        if len(self.head) < HEAD_BYTES:
            self.head += piece[: HEAD_BYTES - len(self.head)]
        self.size += len(piece)
        self._digest.update(piece)


class Reader:
    """Takes in what comes over the line for a body; what is packed is unpacked piece by piece, to the bound as well."""

    def __init__(self, body: Body, *, is_packed: bool) -> None:
        """Read into a body."""
        self._body = body
        self._unpacker = _Unpacker(body) if is_packed else None
        self._received = 0

    def take(self, piece: bytes) -> bool:
        """Take the next piece and tell whether there may be more. Raises zlib.error where it is spoilt."""
        self._received += len(piece)
        if self._unpacker is None:
            self._body.take(piece)
        else:
            self._unpacker.feed(piece)
        self._body.is_partial = self._body.is_full or self._received >= self._body.bound
        return not self._body.is_partial

    @property
    def ends_too_early(self) -> bool:
        """Whether packed content goes on behind all that has come."""
        return bool(
            self._unpacker is not None and self._received and not (self._unpacker.is_whole or self._body.is_partial)
        )


def is_packed(content_encoding: str) -> bool | None:
    """Tell from the header whether content is packed; None where it is packed in a way that was not asked for."""
    words = (word.strip() for word in content_encoding.lower().split(","))
    codings = [word for word in words if word not in ("", "identity")]
    if not codings:
        return False
    return True if len(codings) == 1 and codings[0] in _PACKED else None


class _Unpacker:
    """Unpacks gzip, one member after the other, or zlib."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._stream: Any = zlib.decompressobj(zlib.MAX_WBITS | 32)

    @property
    def is_whole(self) -> bool:
        return bool(self._stream.eof)

    def feed(self, chunk: bytes) -> None:
        rest = chunk
        while rest and not self._body.is_full:
            if self._stream.eof:
                if not rest.startswith(_GZIP):
                    return  # what follows the last member is nothing
                self._stream = zlib.decompressobj(zlib.MAX_WBITS | 32)
            self._body.take(self._stream.decompress(rest, _PIECE))
            rest = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
