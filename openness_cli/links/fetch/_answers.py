"""One answer as it comes over the line: its status, its headers within bounds, and what is wanted of its body."""

import re
import zlib
from collections.abc import Callable
from hashlib import sha256
from typing import Any, NamedTuple

from openness_cli.links.content_check import HEAD_BYTES
from openness_cli.links.fetch._failures import Unusable
from openness_cli.links.received import Received
from openness_cli.model.availability import LinkCause

OK = range(200, 300)
_INFORMATION = range(100, 200)
_SWITCHING_PROTOCOLS = 101  # which nobody asked for, and no answer follows
_STATUS = re.compile(rb"HTTP/\S+[ \t]+(?P<status>\d{3})(?:\s.*)?", re.DOTALL)
_SHORT = 64 * 1024
_DONE: None = None
_NO_MORE = 0
_PIECE = 256 * 1024
_GZIP = b"\x1f\x8b"
_PACKED = frozenset({"gzip", "x-gzip", "deflate"})


class Body:
    """What is kept of a body, read and unpacked to a bound in bytes. ``is_partial``: there was more than that."""

    def __init__(self, bound: int) -> None:
        self.head = b""
        self.size = 0
        self.is_partial = False
        self._bound = bound
        self._received = 0
        self._digest = sha256()
        self._stream: Any = None

    def unpack(self) -> None:
        """Take what comes for packed: as gzip, one member after the other, or zlib."""
        self._stream = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def take(self, piece: bytes) -> bool:
        """Take what comes over the line and tell whether there may be more. Raises zlib.error where it is spoilt."""
        self._received += len(piece)
        if self._stream is None:
            self._keep(piece)
        else:
            self._keep_unpacked(piece)
        self.is_partial = self.size >= self._bound or self._received >= self._bound
        return not self.is_partial

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()

    @property
    def ends_too_early(self) -> bool:
        """Whether packed content goes on behind all that has come."""
        return bool(self._stream and self._received and not (self._stream.eof or self.is_partial))

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
                self.unpack()
            self._keep(self._stream.decompress(rest, _PIECE))
            rest = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail


def _is_packed(content_encoding: str) -> bool:
    """Tell from the header whether content is packed. Raises Unusable where that is in a way that was not asked for."""
    words = (word.strip() for word in content_encoding.lower().split(","))
    codings = [word for word in words if word not in ("", "identity")]
    if len(codings) > 1 or not _PACKED.issuperset(codings):
        raise Unusable(LinkCause.LOCAL, f"packed as {content_encoding}")
    return bool(codings)


class Bounds(NamedTuple):
    """What one fetch may cost: seconds for all of it, bytes as they come and unpacked, redirects, bytes of headers."""

    seconds: float = 30
    bytes: int = 32 * 1024 * 1024
    redirects: int = 10
    header_bytes: int = 16 * 1024
    headers: int = 128


class Answer:
    """What comes back of one request. ``status`` is None until the whole head has come.

    ``fault`` is why it was broken off, where that was for what came. Of an answer that is no success the body is of no
    interest: where it is short it is let by, so that the connection can be used again; else both are dropped.
    ``has_its_say``: what it says stands, whatever becomes of the rest; ``on_rest`` is called where the rest begins.
    ``received`` is handed all that comes, where it is to be kept: then the body of a failure is of interest.
    """

    def __init__(self, bounds: Bounds, received: Received | None = None) -> None:
        self.status: int | None = None
        self.headers: dict[str, str] = {}
        self.body = Body(bounds.bytes)
        self.fault: Exception | None = None
        self.has_its_say = False
        self.on_rest: Callable[[], None] = lambda: None
        self.received = received
        self._bounds = bounds
        self._count = 0
        self._begun: int | None = None

    def take_header(self, line: bytes) -> int | None:
        """Take one line of the head: libcurl's own callback. It goes on where this returns None."""
        try:
            self._take_header(line)
        except Exception as error:  # noqa: BLE001  (libcurl would print it)
            self.fault = error
            return _NO_MORE
        return _NO_MORE if self.has_its_say and not self._is_short and self.received is None else _DONE

    def take_body(self, piece: bytes) -> int | None:
        """Take a piece of the body: libcurl's own callback. It goes on where this returns None."""
        is_wanted = self.received is not None and self.received.take(piece)
        if self.status not in OK:
            return _DONE if is_wanted or self.received is None else _NO_MORE
        try:
            if self.body.take(piece):
                return _DONE
            self.has_its_say = True
        except zlib.error as error:
            self.fault = error
            self.break_off("unspecified")
        self.break_off("length")
        return _NO_MORE

    def break_off(self, why: str) -> None:
        """Hear that it ended before its end, in the word of WARC for why."""
        if self.received is not None:
            self.received.break_off(why)

    def check_end(self) -> None:
        """Make sure that what came is whole. Raises Unusable."""
        if self.status is None:
            raise Unusable(LinkCause.RESET)
        if self.body.ends_too_early:
            raise Unusable(LinkCause.TRUNCATED)

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
            raise Unusable(LinkCause.BAD_ANSWER, "a header is too long")
        if self.status is not None:
            return  # behind the body
        if self.received is not None:
            self.received.take_line(line)
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
        self.headers.setdefault(name.strip().decode("latin-1").lower(), text)

    def _end_head(self, status: int) -> None:
        if status in _INFORMATION and status != _SWITCHING_PROTOCOLS:
            self._begun, self.headers = None, {}
            if self.received is not None:
                self.received.drop_head()
            return
        self.status = status
        if self.received is not None:
            self.received.end_head(status)
        if status not in OK:
            self.has_its_say = True
            self.on_rest()
            return
        if _is_packed(self.headers.get("content-encoding", "")):
            self.body.unpack()
