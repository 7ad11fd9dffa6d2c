"""One answer as it comes over the line: its status, its headers within bounds, and what is wanted of its body."""

import contextlib
import re
import time
import zlib
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple

from openness_cli.links.content_check import HEAD_BYTES
from openness_cli.links.fetch._failures import Unusable
from openness_cli.model.availability import LinkCause

OK = range(200, 300)
_INFORMATION = range(100, 200)
_SWITCHING_PROTOCOLS = 101  # which nobody asked for, and no answer follows
_STATUS = re.compile(rb"HTTP/\S+[ \t]+(?P<status>\d{3})(?:\s.*)?", re.DOTALL)
_ERRORS = 400
_SHORT = 64 * 1024
_BEGINNING = 1024
_SECONDS_BETWEEN = 2
_DONE: None = None
_NO_MORE = 0
_PIECE = 256 * 1024
_GZIP = b"\x1f\x8b"
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})
_NOT_ASKED_FOR = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
_HEAD_OF_ZLIB, _CHECK_OF_ZLIB = 2, 31
_GZIP_BITS, _ANY_BITS = zlib.MAX_WBITS | 16, zlib.MAX_WBITS | 32


class Body:
    """What is kept of a body, read and unpacked to a bound in bytes. ``is_partial``: there was more than that."""

    def __init__(self, bound: int) -> None:
        self.head = b""
        self.size = 0
        self.is_partial = self._is_cut = False
        self._bound = bound
        self._received = 0
        self._digest = sha256()
        self._stream: Any = None
        self._coding = ""
        self._begin = b""

    def unpack(self, coding: str) -> None:
        """Take what comes for packed: as gzip, one member after the other, or deflate, with zlib's head or without."""
        self._coding = coding

    def take(self, piece: bytes) -> bool:
        """Take what comes over the line and tell whether there may be more. Raises zlib.error where it is spoilt."""
        self._received += len(piece)
        if not self._coding:
            self._keep(piece)
        elif self._stream is not None:
            self._keep_unpacked(piece)
        else:
            self._begin += piece
            if len(self._begin) >= _HEAD_OF_ZLIB:
                self._stream = zlib.decompressobj(_bits_of(self._coding, self._begin))
                self._keep_unpacked(self._begin)
        self.is_partial = self.size >= self._bound or self._received >= self._bound
        return not self.is_partial

    def cut(self) -> None:
        """Let what has come be all: there was more, and how much has come is chance."""
        self.is_partial = self._is_cut = True

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read; empty where that is chance."""
        return "" if self._is_cut else self._digest.hexdigest()

    @property
    def ends_too_early(self) -> bool:
        """Whether packed content goes on behind all that has come."""
        is_whole = self._stream is not None and self._stream.eof
        return bool(self._coding and self._received and not (is_whole or self.is_partial))

    def _keep(self, piece: bytes) -> None:
        piece = piece[: self._bound - self.size]
        if len(self.head) < HEAD_BYTES:
            self.head += piece[: HEAD_BYTES - len(self.head)]
        self.size += len(piece)
        self._digest.update(piece)

    def _keep_unpacked(self, piece: bytes) -> None:
        rest = piece
        while rest and self.size < self._bound:
            if self._stream.eof:
                if not rest.startswith(_GZIP):
                    return  # what follows the last member is nothing
                self._stream = zlib.decompressobj(_GZIP_BITS)
            self._keep(self._stream.decompress(rest, _PIECE))
            rest = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail


def _bits_of(coding: str, begin: bytes) -> int:
    """Return how zlib is to take what begins so: servers send deflate without the head that the standard asks for."""
    is_zlib = begin[0] & 0x0F == zlib.DEFLATED and int.from_bytes(begin[:2]) % _CHECK_OF_ZLIB == 0
    return -zlib.MAX_WBITS if coding == "deflate" and not (is_zlib or begin.startswith(_GZIP)) else _ANY_BITS


def _packing(content_encoding: str) -> str:
    """Return from the header how content is packed; words that are no packing are left aside, as browsers do.

    Raises Unusable where it is packed in a way that was not asked for.
    """
    words = (word.strip() for word in content_encoding.lower().split(","))
    codings = [word for word in words if word in _PACKED or word in _NOT_ASKED_FOR]
    if len(codings) > 1 or not _PACKED.issuperset(codings):
        raise Unusable(LinkCause.LOCAL, f"packed as {content_encoding}")
    return codings[0] if codings else ""


class Bounds(NamedTuple):
    """What one fetch may cost: seconds for all of it, bytes as they come and unpacked, redirects, bytes of headers."""

    seconds: float = 30
    bytes: int = 32 * 1024 * 1024
    redirects: int = 10
    header_bytes: int = 16 * 1024
    headers: int = 128


class Answer:
    """What comes back of one request. ``status`` is None until the whole head has come.

    ``fault`` is why it was broken off, where that was for what came. Of a redirect the body is of no interest: where it
    is short it is let by, so that the connection can be used again; else both are dropped. Of an error the beginning
    is kept: it may be a shield's. ``has_its_say``: what it says stands, whatever becomes of the rest; ``on_rest`` is
    called where the rest begins. ``cookies`` are those that it sets, as they came.
    """

    def __init__(self, bounds: Bounds) -> None:
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.cookies: list[str] = []
        self.body = Body(bounds.bytes)
        self.fault: Exception | None = None
        self.has_its_say = False
        self.on_rest: Callable[[], None] = lambda: None
        self._bounds = bounds
        self._count = 0
        self._begun: int | None = None
        self._last_piece = 0.0

    def take_header(self, line: bytes) -> int | None:
        """Take one line of the head: libcurl's own callback. It goes on where this returns None."""
        try:
            self._take_header(line)
        except Exception as error:  # noqa: BLE001  (libcurl would print it)
            self.fault = error
            return _NO_MORE
        return _NO_MORE if self.has_its_say and not (self._is_error or self._is_short) else _DONE

    def take_body(self, piece: bytes) -> int | None:
        """Take a piece of the body: libcurl's own callback. It goes on where this returns None."""
        if self.status not in OK and not self._is_error:
            return _DONE
        self._last_piece = time.monotonic()
        try:
            if self.body.take(piece):
                return _DONE
            self.has_its_say = True
        except zlib.error as error:
            self.fault = None if self._is_error else error
        return _NO_MORE

    def check_end(self) -> None:
        """Make sure that what came is whole. Raises Unusable."""
        if self.status is None:
            raise Unusable(LinkCause.RESET)
        if self.body.ends_too_early and not self._is_error:
            raise Unusable(LinkCause.TRUNCATED)

    @property
    def keeps_coming(self) -> bool:
        """Whether the beginning of something large has come, and more of it just now."""
        bearable = min(self._bounds.seconds / 4, _SECONDS_BETWEEN)
        is_moving = time.monotonic() - self._last_piece < bearable
        is_large = self.body.size >= _BEGINNING and max(self.body.size, self._length or 0) >= _SHORT
        return self.status in OK and is_large and is_moving

    @property
    def ends_with_the_connection(self) -> bool:
        """Whether nothing else tells the end of the body."""
        return self.status is not None and self.headers.keys().isdisjoint(("content-length", "transfer-encoding"))

    @property
    def _is_error(self) -> bool:
        return (self.status or 0) >= _ERRORS

    @property
    def _is_short(self) -> bool:
        return self._length is not None and self._length <= _SHORT

    @property
    def _length(self) -> int | None:
        """The length that it says its body has."""
        length = self.headers.get("content-length", "")
        return int(length[:18]) if length.isascii() and length.isdigit() else None

    def _take_header(self, line: bytes) -> None:
        if len(line) > self._bounds.header_bytes:
            raise Unusable(LinkCause.BAD_ANSWER, "a header is too long")
        if self.status is not None:
            return  # behind the body
        if self._begun is None:
            if (match := _STATUS.fullmatch(line)) is None:
                raise Unusable(LinkCause.BAD_ANSWER, "no status")
            self._begun = int(match["status"])
            return
        if not line.strip():
            self._end_head(self._begun)
            return
        self._count += 1
        if self._count > self._bounds.headers:
            raise Unusable(LinkCause.BAD_ANSWER, "too many headers")
        name, colon, value = line.partition(b":")
        if not colon:
            raise Unusable(LinkCause.BAD_ANSWER, "a header without a colon")
        text = value.strip().decode("utf-8", "surrogateescape")
        named = name.strip().decode("latin-1").lower()
        self.headers.setdefault(named, text)
        if named == "set-cookie":
            self.cookies.append(text)

    def _end_head(self, status: int) -> None:
        if status in _INFORMATION and status != _SWITCHING_PROTOCOLS:
            self._begun, self.headers, self.cookies = None, {}, []
            return
        self.status = status
        if status not in OK:
            self.has_its_say = True
            self.body = Body(_SHORT)
            self.on_rest()
        with contextlib.suppress(*((Unusable,) if self.has_its_say else ())):
            self.body.unpack(_packing(self.headers.get("content-encoding", "")))
