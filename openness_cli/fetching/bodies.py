"""Bodies as they stream by: their beginning, their length, their digest, and no more of them."""

import asyncio
import contextlib
import zlib
from hashlib import sha256
from typing import Any

import aiohttp

from openness_cli.contents import HEAD_BYTES

MEGABYTE = 1024 * 1024
_PIECE = 256 * 1024
_SHORT = 64 * 1024
_SECONDS_FOR_THE_REST = 1
_GZIP = b"\x1f\x8b"
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class Body:
    """What is kept of a body. ``is_partial``: there was more than the bound."""

    def __init__(self, bound: int) -> None:
        """Keep at most so many bytes."""
        self.head = b""
        self.size = 0
        self.is_partial = False
        self._bound = bound
        self._digest = sha256()

    @property
    def is_full(self) -> bool:
        """Whether the bound is reached."""
        return self.size >= self._bound

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read."""
        return self._digest.hexdigest()

    def take(self, piece: bytes) -> None:
        """Take the next piece, as far as the bound allows."""
        piece = piece[: self._bound - self.size]
        if len(self.head) < HEAD_BYTES:
            self.head += piece[: HEAD_BYTES - len(self.head)]
        self.size += len(piece)
        self._digest.update(piece)


async def read_body(response: aiohttp.ClientResponse, bound: int) -> Body | None:
    """Read a body to its end or to the bound; what is packed is unpacked piece by piece, to the bound as well.

    None where it is packed in a way that was not asked for. Raises ClientPayloadError where it ends too early, and
    zlib.error where it is spoilt.
    """
    named = response.headers.get("Content-Encoding", "").lower().split(",")
    codings = [coding for word in named if (coding := word.strip()) not in ("", "identity")]
    if len(codings) > 1 or not _PACKED.issuperset(codings):
        response.close()
        return None
    body = Body(bound)
    unpacker = _Unpacker(body) if codings else None
    received = 0
    while not response.content.at_eof():
        chunk = await response.content.readany()
        received += len(chunk)
        if unpacker is None:
            body.take(chunk)
        else:
            unpacker.feed(chunk)
        if body.is_full or received >= bound:
            body.is_partial = True
            response.close()
            return body
    if unpacker is not None and received and not unpacker.is_whole:
        raise aiohttp.ClientPayloadError("the packed content ends too early")
    return body


async def let_go(response: aiohttp.ClientResponse) -> None:
    """Read what is of no interest where it is short, so that the connection can be used again; else drop both.

    Whatever the rest does, the answer stands: a site that forbids, or that names another address, has said so.
    """
    length = response.content_length
    if length is not None and length <= _SHORT:
        with contextlib.suppress(TimeoutError, OSError, ValueError, aiohttp.ClientError):
            async with asyncio.timeout(_SECONDS_FOR_THE_REST):
                await response.read()
            return
    response.close()


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
