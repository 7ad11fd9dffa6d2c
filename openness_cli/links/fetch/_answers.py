"""One answer as it comes over the line: its status, its headers within bounds, and what is wanted of its body."""

import re
import zlib
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple

from openness_cli.links.content_check import HEAD_BYTES
from openness_cli.model.availability import LinkCause

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


OK = range(200, 300)
_INFORMATION = range(100, 200)
_SWITCHING_PROTOCOLS = 101  # which nobody asked for, and no answer follows
_STATUS = re.compile(rb"HTTP/\S+[ \t]+(?P<status>\d{3})(?:\s.*)?", re.DOTALL)
_SHORT = 64 * 1024
_DONE: None = None
_NO_MORE = 0


class Bounds(NamedTuple):
    """What one fetch may cost: seconds for all of it, bytes as they come and unpacked, redirects, bytes of headers."""

    seconds: float = 30
    bytes: int = 32 * MEGABYTE
    redirects: int = 10
    header_bytes: int = 16 * 1024
    headers: int = 128


class NotUnderstood(Exception):  # noqa: N818  (its name is what is wrong)
    """An answer, or a part of one, that cannot be meant, and why that is; ``cause`` says whose it is."""

    def __init__(self, cause: LinkCause, detail: str = "") -> None:
        """Keep the reason."""
        super().__init__(detail)
        self.cause = cause


class Answer:
    """What comes back of one request. ``status`` is None until the whole head has come.

    ``fault`` is why it was broken off, where that was for what came. Of an answer that is no success the body is of no
    interest: where it is short it is let by, so that the connection can be used again; else both are dropped.
    ``has_its_say``: what it says stands, whatever becomes of the rest; ``on_rest`` is called where the rest begins.
    """

    def __init__(self, bounds: Bounds) -> None:
        """Wait for an answer."""
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.body = Body(bounds.bytes)
        self.fault: Exception | None = None
        self.has_its_say = False
        self.on_rest: Callable[[], None] = lambda: None
        self._bounds = bounds
        self._count = 0
        self._begun: int | None = None
        self._reader: Reader | None = None

    def take_header(self, line: bytes) -> int | None:
        """Take one line of the head: libcurl's own callback. It goes on where this returns None."""
        try:
            self._take_header(line)
        except Exception as error:  # noqa: BLE001  (libcurl would print it)
            self.fault = error
            return _NO_MORE
        return _NO_MORE if self.has_its_say and not self._is_short else _DONE

    def take_body(self, piece: bytes) -> int | None:
        """Take a piece of the body: libcurl's own callback. It goes on where this returns None."""
        if self._reader is None:
            return _DONE
        try:
            if self._reader.take(piece):
                return _DONE
            self.has_its_say = True
        except zlib.error as error:
            self.fault = error
        return _NO_MORE

    def check_end(self) -> None:
        """Make sure that what came is whole. Raises NotUnderstood."""
        if self.status is None:
            raise NotUnderstood(LinkCause.RESET)
        if self._reader is not None and self._reader.ends_too_early:
            raise NotUnderstood(LinkCause.TRUNCATED)

    @property
    def ends_with_the_connection(self) -> bool:
        """Whether nothing else tells the end of the body."""
        return self.status is not None and self.headers.keys().isdisjoint(("content-length", "transfer-encoding"))

    @property
    def _is_short(self) -> bool:
        length = self.headers.get("content-length", "")
        return length.isascii() and length.isdigit() and int(length[:18]) <= _SHORT

    def _take_header(self, line: bytes) -> None:
        if len(line) > self._bounds.header_bytes:
            raise NotUnderstood(LinkCause.BAD_ANSWER, "a header is too long")
        if self.status is not None:
            return  # behind the body
        if self._begun is None:
            self._begun = _status_of(line)
            return
        if not line.strip():
            self._end_head(self._begun)
            return
        self._count += 1
        if self._count > self._bounds.headers:
            raise NotUnderstood(LinkCause.BAD_ANSWER, "too many headers")
        name, colon, value = line.partition(b":")
        if not colon:
            raise NotUnderstood(LinkCause.BAD_ANSWER, "a header without a colon")
        self.headers.setdefault(name.strip().decode("latin-1").lower(), _text(value))

    def _end_head(self, status: int) -> None:
        if status in _INFORMATION and status != _SWITCHING_PROTOCOLS:
            self._begun, self.headers = None, {}
            return
        self.status = status
        if status not in OK:
            self.has_its_say = True
            self.on_rest()
            return
        coding = self.headers.get("content-encoding", "")
        packed = is_packed(coding)
        if packed is None:
            raise NotUnderstood(LinkCause.LOCAL, f"packed as {coding}")
        self._reader = Reader(self.body, is_packed=packed)


def _status_of(line: bytes) -> int:
    if (match := _STATUS.fullmatch(line)) is None:
        raise NotUnderstood(LinkCause.BAD_ANSWER, "no status")
    return int(match["status"])


def _text(value: bytes) -> str:
    return value.strip().decode("utf-8", "surrogateescape")
