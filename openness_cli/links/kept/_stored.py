"""Records as they are read back, piece by piece, without any library."""

import re
from base64 import b32encode
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import BinaryIO, NamedTuple

from openness_cli.links.kept._members import Stretch, stretches
from openness_cli.links.received import Received

_END = b"\r\n\r\n"
# more than any head of ours: those of answers are bounded by the fetch
_LARGEST_HEAD = 4 * 1024 * 1024
_NOT_IN_A_HEADER = re.compile(r"[^\x21-\x7e]")
_STATUS = re.compile(rb"HTTP/\S+ (\d{3})")

Take = Callable[[bytes], object]


class Original(NamedTuple):
    """A stored answer, to which a later one may refer that is the same."""

    record: str
    url: str
    time: str
    payload: str
    status: int
    coding: bytes


class Stored:
    """One record, read as its pieces come: its fields, its head of HTTP, the digests of what stands in it."""

    def __init__(self, on_payload: Callable[[list[bytes]], Take] | None = None) -> None:
        """Begin a record; ``on_payload`` is asked, given the head of HTTP, what the body is handed to."""
        self.fields: dict[str, str] = {}
        self.head: list[bytes] = []
        self.size = 0  # of the body
        self._on_payload = on_payload
        # functions, not methods of its own: nothing goes in a circle, and each record is let go when it has passed
        self._take: Callable[[Stored, bytes], None] = Stored._take_fields
        self._hand_on: Take | None = None
        self._waiting = b""
        self._left = 0
        self._block, self._payload = sha256(), sha256()

    def take(self, piece: bytes) -> None:
        """Take what comes next."""
        self._take(self, piece)

    @property
    def kind(self) -> str:
        """What kind of record it is."""
        return self.fields.get("warc-type", "")

    @property
    def is_sound(self) -> bool:
        """Whether it is complete, and fits the digests that it names; the body of a revisit is elsewhere."""
        named, payload = self.fields.get("warc-block-digest"), self.fields.get("warc-payload-digest")
        return (
            (self._take, self._waiting) == (Stored._take_end, _END)
            and named == digest_words(self._block.digest())
            and (self.kind in ("revisit", "warcinfo") or payload == digest_words(self._payload.digest()))
        )

    @property
    def status(self) -> int:
        """The status of HTTP; 0 without one."""
        match = _STATUS.match(self.head[0]) if self.head else None
        return int(match[1]) if match else 0

    def _take_fields(self, piece: bytes) -> None:
        self._waiting += piece
        head, end, rest = self._waiting.partition(_END)
        if not end:
            self._check_head()
            return
        self._waiting = b""
        for line in head.decode("utf-8", "replace").split("\r\n")[1:]:
            name, _colon, value = line.partition(":")
            self.fields.setdefault(name.strip().lower(), value.strip())
        length = self.fields.get("content-length", "")
        self._left = int(length[:18]) if length.isascii() and length.isdigit() else 0
        is_http = self.fields.get("content-type", "").startswith("application/http")
        self._take = Stored._take_head if is_http else Stored._take_body
        self._take(self, rest)

    def _take_head(self, piece: bytes) -> None:
        self._waiting += piece
        head, end, _rest = self._waiting[: self._left].partition(_END)
        if not end:
            self._check_head()
            return
        whole, self._waiting = self._waiting, b""
        size = len(head) + len(end)
        self.head = head.split(b"\r\n")
        self._block.update(whole[:size])
        self._left -= size
        self._hand_on = self._on_payload(self.head) if self._on_payload and self.kind == "response" else None
        self._on_payload = None
        self._take = Stored._take_body
        self._take(self, whole[size:])

    def _take_body(self, piece: bytes) -> None:
        body, rest = piece[: self._left], piece[self._left :]
        self._block.update(body)
        self._payload.update(body)
        self.size += len(body)
        self._left -= len(body)
        if self._hand_on is not None and body:
            self._hand_on(body)
        if not self._left:
            self._take = Stored._take_end
            self._take(self, rest)

    def _take_end(self, piece: bytes) -> None:
        self._waiting = (self._waiting + piece)[: len(_END) + 1]

    def _check_head(self) -> None:
        if len(self._waiting) > _LARGEST_HEAD:
            self._take, self._waiting = Stored._take_end, b""


def original_at(file: BinaryIO, offset: int) -> Original | None:
    """Return the answer whose record begins at a place, or to which the one there refers; None where none does."""
    record = Stored()
    part: Stretch | None = next(stretches(file, offset, lambda _begin: record.take), None)
    if part is None or not part.is_whole or not record.is_sound:
        return None
    fields = record.fields
    names = ("warc-record-id", "warc-target-uri", "warc-date")
    if record.kind == "revisit":
        names = ("warc-refers-to", "warc-refers-to-target-uri", "warc-refers-to-date")
    elif record.kind != "response":
        return None
    name, url, time = (fields.get(own, "") for own in names)
    coding = coding_of(record.head)
    return Original(name, url, time, fields.get("warc-payload-digest", ""), record.status, coding)


def same_as(answer: Received, original: Original) -> bool:
    """Tell whether an answer is, but for its head, the same as an earlier one."""
    mine = (target_of(answer.url), digest_words(answer.digest), answer.status, coding_of(answer.head))
    return mine == (original.url, original.payload, original.status, original.coding)


def coding_of(head: list[bytes]) -> bytes:
    """Return what a head says of how its body is packed."""
    lines = (line.partition(b":") for line in head)
    return b",".join(value.strip().lower() for name, _colon, value in lines if name.lower() == b"content-encoding")


def digest_words(digest: bytes) -> str:
    """Return a SHA-256 as WARC writes it."""
    return f"sha256:{b32encode(digest).decode()}"


def date_words(time: datetime) -> str:
    """Return a time as WARC writes it."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def target_of(url: str) -> str:
    """Return an address of which nothing can be taken for another line of a record."""
    return _NOT_IN_A_HEADER.sub(lambda letter: "".join(f"%{byte:02X}" for byte in letter[0].encode()), url)
