"""One file of records: added to under a lock, whole records or none; what a run that was ended left is cut off."""

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple, cast
from uuid import uuid4

from filelock import FileLock, Timeout

from openness_cli.errors import OutputError
from openness_cli.links.kept._members import whole_until
from openness_cli.links.kept._stored import Original, original_at, same_as
from openness_cli.links.received import Received
from openness_cli.messages import _, refusal
from openness_cli.model.kept import Kept

if TYPE_CHECKING:  # its library is an extra
    from openness_cli.links.kept._records import Records

_LOCK_SECONDS = 60


class Fetch(NamedTuple):
    """What one fetch of an address received, and the digest of its content as the log has it."""

    url: str
    answers: list[Received]
    digest: str


class Known(NamedTuple):
    """The newest answer of an address in a file: the digest of its content, and where its record is."""

    digest: str
    offset: int


class KeptFile:
    """A file of records. ``cut`` is how many bytes of a torn record were cut off its end so far."""

    def __init__(self, path: Path, name: str, software: str, begun: datetime) -> None:
        """Make ready to write to a file that the log calls ``name``, and that is begun now where there is none."""
        self.path = path
        self.cut = 0
        self._name = name
        self._software = software
        self._begun = begun
        # beside those of the log, which git is told to leave out
        self._lock = FileLock(path.parent.with_name(f".{path.name}.lock"), timeout=_LOCK_SECONDS)
        self._end = 0  # of what is known to be whole
        self._known: dict[str, Known] = {}

    def know(self, url: str, digest: str, kept: Kept) -> None:
        """Hear of a record that the log names; later ones of an address are better."""
        self._end = max(self._end, kept.end)
        self._known[url] = Known(digest, kept.offset)

    def append(self, fetches: list[Fetch]) -> list[Kept]:
        """Add the records of fetches; when this returns they are on the disk.

        Raises OutputError where the system refuses; the file is then as long as before.
        """
        for part in (self.path, self.path.parent):
            if part.is_symlink():
                raise self._refused(_("it is a link"))
        try:
            with self._lock, self._opened() as file:
                return self._append(file, fetches)
        except Timeout as error:
            raise self._refused(_("another run holds it")) from error
        except (OSError, NotImplementedError) as error:  # the latter from a file system without locks
            raise self._refused(refusal(error)) from error

    @contextlib.contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(self.path, flags, 0o666), "ab", buffering=0) as file:
            yield cast("BinaryIO", file)

    def _append(self, file: BinaryIO, fetches: list[Fetch]) -> list[Kept]:
        size = self._mended(file)
        out = _Out(file, size)
        known = dict(self._known)
        from openness_cli.links.kept._records import Records  # noqa: PLC0415  (an extra)

        try:
            records = Records(cast("IO[bytes]", out))
            if not size:
                records.begin(self.path.name, self._software, self._begun)
            kept = [self._store(records, out, fetch) for fetch in fetches]
            os.fsync(file.fileno())
        except BaseException:
            self._known = known
            with contextlib.suppress(OSError):
                file.truncate(size)
            raise
        self._end = out.place
        return kept

    def _store(self, records: "Records", out: "_Out", fetch: Fetch) -> Kept:
        """Write what was asked and answered, hop by hop; the last answer is the one that the log names."""
        begin = out.begin_group()
        *hops, last = fetch.answers
        for hop in hops:
            record = f"<urn:uuid:{uuid4()}>"
            records.request(hop, record)
            records.response(hop, record)
        record = f"<urn:uuid:{uuid4()}>"
        records.request(last, record)
        offset = out.place
        original = self._original(fetch, last)
        if original is None:
            records.response(last, record)
        else:
            records.revisit(last, record, original)
        self._known[fetch.url] = Known(fetch.digest, offset)
        return Kept(self._name, offset, out.place - offset, record, begin, out.digest)

    def _original(self, fetch: Fetch, last: Received) -> Original | None:
        """Return the earlier answer in this file that has the same content; None where there is none."""
        known = self._known.get(fetch.url)
        # of what was not stored in full only the digest of the log tells whether it is the same
        if known is None or known.digest != fetch.digest or not last.size or (last.truncated and not fetch.digest):
            return None
        try:
            with self.path.open("rb") as file:
                original = original_at(file, known.offset)
        except OSError:
            return None
        return original if original is not None and same_as(last, original) else None

    def _mended(self, file: BinaryIO) -> int:
        """Cut off what is no whole record at the end, and return how long the file is then."""
        size = os.fstat(file.fileno()).st_size
        if size == self._end:
            return size
        with self.path.open("rb") as own:
            end = whole_until(own, self._end if self._end < size else 0)
        if end < size:
            self.cut += size - end
            file.truncate(end)
        self._end = end
        return end

    def _refused(self, why: str) -> OutputError:
        return OutputError(_("could not write {file}: {why}").format(file=self.path, why=why))


class _Out:
    """Writes to an unbuffered file, and knows where it is and what was written since a group of records began."""

    def __init__(self, file: BinaryIO, place: int) -> None:
        self.place = place
        self._file = file
        self._digest = sha256()

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()

    def begin_group(self) -> int:
        self._digest = sha256()
        return self.place

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._digest.update(data)
        self.place += len(data)

    def flush(self) -> None:
        """Let nothing wait: nothing does."""
