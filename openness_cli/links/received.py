"""What came of one request, set apart to be kept: its head in memory, its body on disk, both within bounds."""

import re
import tempfile
from datetime import datetime
from hashlib import sha256
from typing import IO, Protocol

from openness_cli.model.kept import Kept

MOST_BYTES = 2 * 1024 * 1024
_OF_A_REDIRECT = 64 * 1024
_IN_MEMORY = 64 * 1024
_LARGEST_REQUEST = 64 * 1024
_REDIRECTS = range(300, 400)
# of a line, which has one end, and that is not kept
_BREAKS = re.compile(rb"[\r\n\0]")
_CHUNKED = re.compile(rb"(?i)transfer-encoding(?=[ \t]*:)")
_COOKIES = re.compile(rb"(?i)(?:set-)?cookie2?[ \t]*:")
_SECRETS = re.compile(rb"(?i)(?:proxy-|authorization[ \t]*:)")
NEWER = re.compile(rb"HTTP/[23](?:\.\d)?(?=[ \t]|$)")
_LEFT_OUT = b"(left out)"


class Received:
    """One request and what answered it, as it came over the line but for chunks, which are joined.

    The values of cookies, and whatever a proxy was told, are left out. What could not be stored on the way raises
    nothing: ``error`` holds it.
    """

    def __init__(self, url: str, time: datetime) -> None:
        """Begin with a request that is about to be made."""
        self.url = url
        self.time = time
        self.request: list[bytes] = []
        self.head: list[bytes] = []  # its first line is the status
        self.status: int | None = None  # once the whole head has come
        self.address = ""  # of IP, where it was not a proxy's
        self.is_newer = False  # than HTTP/1.1, whose way to write a head is taken
        self.truncated = ""  # the word of WARC for why the body is not whole
        self.size = 0
        self.error: OSError | None = None
        self._most = MOST_BYTES
        self._digest = sha256()
        self._body: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  (closed by whoever keeps it)

    @property
    def digest(self) -> bytes:
        """The SHA-256 of the body as it is stored."""
        return self._digest.digest()

    def take_request(self, data: bytes) -> None:
        """Take the head of the request, as it was sent."""
        lines = data[:_LARGEST_REQUEST].splitlines()
        if not lines or lines[0].startswith(b"CONNECT "):
            return  # what a proxy alone hears
        self.request = [_without_values(line) for line in map(_one_line, lines) if line and not _SECRETS.match(line)]

    def take_line(self, line: bytes) -> None:
        """Take one line of the head."""
        line = _one_line(line)
        self.is_newer |= not self.head and bool(NEWER.match(line))
        if line:
            self.head.append(_CHUNKED.sub(b"X-Archive-Orig-Transfer-Encoding", _without_values(line)))

    def drop_head(self) -> None:
        """Forget a head after which another one comes."""
        self.head = []

    def end_head(self, status: int) -> None:
        """Hear that the body begins."""
        self.status = status
        if status in _REDIRECTS:
            self._most = _OF_A_REDIRECT

    def take(self, piece: bytes) -> bool:
        """Take a piece of the body, and tell whether any more of it is wanted."""
        if self.truncated or self.error:
            return False
        stored = piece[: self._most - self.size]
        try:
            self._body.write(stored)
        except OSError as error:
            self.error = error
            return False
        self._digest.update(stored)
        self.size += len(stored)
        if len(stored) < len(piece):
            self.truncated = "length"
        return not self.truncated

    def break_off(self, why: str) -> None:
        """Hear that the body ended before its end; ``why`` is a word of WARC."""
        self.truncated = self.truncated or why

    def body(self) -> IO[bytes]:
        """Return what is stored of the body, to be read from its beginning."""
        self._body.seek(0)
        return self._body

    def close(self) -> None:
        """Let what was set apart go."""
        self._body.close()


class Receiver(Protocol):
    """Keeps what a fetch receives."""

    def begin(self, url: str) -> Received:
        """Return what the answer to a request is handed to."""

    async def keep(self, url: str, answers: list[Received], digest: str) -> Kept | None:
        """Store the answers of the fetch of an address, the last one last, and let them go; None where there is none.

        ``digest`` is what the log says of its content. Raises OutputError.
        """


def _one_line(line: bytes) -> bytes:
    return _BREAKS.sub(b" ", line.rstrip(b"\r\n"))


def _without_values(line: bytes) -> bytes:
    """Leave the values of cookies out of a line: their names say what was asked, and a value may be a key."""
    match = _COOKIES.match(line)
    if match is None:
        return line
    kept, *others = line[match.end() :].split(b";")
    if not match[0].lower().startswith(b"set-"):
        return match[0] + b";".join(map(_without_value, (kept, *others)))
    return match[0] + b";".join((_without_value(kept), *others))


def _without_value(cookie: bytes) -> bytes:
    name, equals, _value = cookie.partition(b"=")
    return (name + equals if equals else b" ") + _LEFT_OUT
