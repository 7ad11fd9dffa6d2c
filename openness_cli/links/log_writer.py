"""Writing the availability log: append-only, chained, whole lines or none, whoever else writes at the same time."""

import asyncio
import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import chain
from pathlib import Path
from stat import S_ISREG
from typing import Any, BinaryIO, NoReturn

from filelock import FileLock, Timeout

from openness_cli.errors import OutputError
from openness_cli.files.writing import append_whole, replace_all
from openness_cli.links.checker import Try
from openness_cli.links.hash_chain import Ends, digest_of, is_of_other_encoding, parse_line, unmarked
from openness_cli.links.kept.entries import kept_entry
from openness_cli.links.token_files import stamps_beside, token_path
from openness_cli.messages import _, refusal
from openness_cli.model.availability import CheckResult

Entry = dict[str, Any]

_LOCK_SECONDS = 60
_GATHER_SECONDS = 0.03
_LONGEST_LINE = _PIECE = 1024 * 1024
_SHOWN = 60
_UNKNOWN = -1
_LARGEST_INTENT = 64 * 1024 * 1024
_LARGEST_LOG = 512 * 1024 * 1024


def entries_of(one: Try) -> list[Entry]:
    """Return a try as lines of the log have it: one, or where a second look was taken one for each.

    Of two the first counts neither way; ``try`` says which is which.
    """
    first = one.fetched.first
    if first is None:
        return [entry_of(one)]
    later = one.time + timedelta(milliseconds=first.milliseconds)
    looks = one._replace(fetched=first), one._replace(time=later)
    return [entry_of(look) | {"try": number} for number, look in enumerate(looks, start=1)]


def entry_of(one: Try) -> Entry:
    """Return a try as a line of the log has it, but for what chains it. The time is that of its beginning, in UTC."""
    fetched = one.fetched
    entry = {
        "time": one.time.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "url": one.url,
        "final_url": fetched.final_url or one.url,
        "result": fetched.result.value,
        "cause": fetched.cause.value if fetched.cause else None,
        "status": fetched.status,
        "bytes": fetched.size,
        "sha256": fetched.digest or None,
        "content_type": fetched.content_type or None,
        "ms": fetched.milliseconds,
    }
    is_open = fetched.result is CheckResult.OK
    rare = {
        "control": one.control,
        "partial": fetched.is_partial,
        "detail": fetched.detail,
        "tls_expires": fetched.tls_expires,
        "browser": fetched.is_browser,
        "kept": kept_entry(fetched.kept) if fetched.kept else None,
        "title": fetched.title,
        "contains": dict(fetched.contains) if is_open else {},
    }
    return entry | {name: value for name, value in rare.items() if value}


class LogWriter:
    """One file of the log. ``torn`` tells of a last line that somebody else left unfinished."""

    def __init__(self, path: Path) -> None:
        """Make ready to write to a file; its folder is made where it is missing. Raises OutputError."""
        self.path = path
        self.torn = ""
        self._lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=_LOCK_SECONDS)
        self._intent = path.with_name(f".{path.name}.part")
        self._ends = Ends()
        self._size = _UNKNOWN
        for part in (path, path.parent, self._intent):
            if part.is_symlink():
                raise self._refused(_("it is a link"))
        with contextlib.suppress(OSError):  # one look: another run may be taking it away
            if not S_ISREG(self._intent.lstat().st_mode):
                raise self._refused(_("this is no file"))
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise self._refused(refusal(error)) from error
        self.append(())

    def append(self, entries: Iterable[Entry]) -> None:
        """Add lines, each with the digest of the one before it; when this returns they are on the disk.

        Raises OutputError where the system refuses; the file is then as long as before. Where the process is ended
        half-way, whoever writes next finishes the line.
        """
        with self._held(), self.path.open("ab+", buffering=0) as file:
            self._append(file, entries)

    def open_ends(self) -> tuple[str, ...]:
        """Return the digests of the lines that no line names yet: together they stand for all. Raises OutputError."""
        self.append(())
        return self._ends.entries

    def keep_stamp(self, line: str, data: bytes) -> Path:
        """Put a time stamp of a line beside the log, whole or not at all, and return where it is.

        One that is there already stays. Raises OutputError.
        """
        path = token_path(self.path, line)
        with self._held():
            if not os.path.lexists(path):
                replace_all([(path, data)])
        return path

    @contextlib.contextmanager
    def _held(self) -> Iterator[None]:
        """Hold the log against other writers. Raises OutputError."""
        try:
            with self._lock:
                yield
        except Timeout as error:
            raise self._refused(_("another run holds it")) from error
        except (OSError, NotImplementedError) as error:  # the latter from a file system without locks
            raise self._refused(refusal(error)) from error

    def _append(self, file: BinaryIO, entries: Iterable[Entry]) -> None:
        self._finish(file)
        size = file.seek(0, os.SEEK_END)
        begin = self._catch_up(file, size)
        lines = [begin]
        for entry in entries:
            lines += [self._ends.next_line(entry), b"\n"]
        data = b"".join(lines)
        if data == begin:
            return
        self._size = _UNKNOWN
        try:
            # what the system was asked to write it may write in part, when this process is killed meanwhile
            self._note(size, data)
            append_whole(file, size, data)
            self._size = size + len(data)
        finally:
            self._intent.unlink(missing_ok=True)

    def _finish(self, file: BinaryIO) -> None:
        """Write the rest of what a run that was killed had begun to write."""
        if not self._intent.is_file():
            return
        is_bearable = self._intent.stat().st_size <= _LARGEST_INTENT
        head, _end, data = (self._intent.read_bytes() if is_bearable else b"").partition(b"\n")
        place, _space, digest = head.partition(b" ")
        # what was not noted in full had not begun to be written
        if place.isdigit() and digest == digest_of(data).encode():
            begin, size = int(place), file.seek(0, os.SEEK_END)
            file.seek(min(begin, size))
            written = _rest_of(file)
            if begin <= size < begin + len(data) and data.startswith(written):
                append_whole(file, size, data[len(written) :])
        self._intent.unlink()

    def _note(self, size: int, data: bytes) -> None:
        """Note in a file of our own what is about to be written and where; a digest tells whether it is whole."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(self._intent, flags, 0o666), "wb") as file:
            file.write(f"{size} {digest_of(data)}\n".encode() + data)

    def _catch_up(self, file: BinaryIO, size: int) -> bytes:
        """Take in what was added since the last time, and return what ends the last line where nothing does."""
        if not 0 <= self._size <= size:
            self._ends, self._size = Ends(stamps_beside(self.path)), 0
        if size - self._size > _LARGEST_LOG:
            raise OSError(0, _("larger than {size} MB").format(size=_LARGEST_LOG // (1024 * 1024)))
        file.seek(self._size)
        added = _rest_of(file)
        if not self._size and is_of_other_encoding(added):
            raise OSError(0, _("not UTF-8 text") + "; " + _("save the file again with the encoding UTF-8"))
        lines = unmarked(added).splitlines()
        self._size = size
        is_ended = not added or added.endswith((b"\n", b"\r"))
        if not is_ended and len(lines[-1]) > _LONGEST_LINE:
            raise OSError(0, _("its last line is longer than a line of the log can be"))
        self._ends.pass_by(lines)
        if is_ended:
            return b""
        is_whole = not lines[-1].strip() or isinstance(parse_line(lines[-1]), dict)
        self.torn = "" if is_whole else lines[-1][:_SHOWN].decode("utf-8", "replace")
        self._size = _UNKNOWN
        return b"\n"

    def _refused(self, why: str | None) -> OutputError:
        return OutputError(_("could not write {file}: {why}").format(file=self.path, why=why))


def _rest_of(file: BinaryIO) -> bytes:
    """Read an unbuffered file to its end."""
    return b"".join(iter(lambda: file.read(_PIECE), b""))


class Keeper:
    """Keeps the tries of one event loop, some at a time: a write takes as long for many lines as for one."""

    def __init__(self, logbook: LogWriter, kept: Callable[[Try], None]) -> None:
        """Keep in a logbook, from a thread of its own, and call ``kept`` for each try whose line is on the disk."""
        self._logbook = logbook
        self._kept = kept
        self._waiting: list[Try] = []
        self._writing: asyncio.Task[None] | None = None
        self._error: Exception | None = None
        self._failed = asyncio.Event()
        self._hurry = asyncio.Event()
        self._thread = ThreadPoolExecutor(1)

    def keep(self, one: Try) -> None:
        """Take a try over."""
        self._waiting.append(one)
        if self._error is None and (self._writing is None or self._writing.done()):
            self._writing = asyncio.create_task(self._write())

    async def watch(self) -> NoReturn:
        """Raise as soon as something could not be kept: OutputError, or whatever went wrong. Never returns."""
        while self._error is None:
            await self._failed.wait()
        raise self._error

    async def finish(self) -> None:
        """Wait until everything that was taken over is on the disk. Raises what ``watch`` raises."""
        self._hurry.set()
        if self._writing is not None:
            await self._writing
        self._thread.shutdown()
        if self._error is not None:
            raise self._error

    async def _write(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._hurry.wait(), _GATHER_SECONDS)
                batch, self._waiting = self._waiting, []
                await loop.run_in_executor(
                    self._thread, self._logbook.append, chain.from_iterable(map(entries_of, batch))
                )
                for one in batch:
                    self._kept(one)
        except Exception as error:  # noqa: BLE001  (whoever keeps is told, whatever it is)
            self._error = error
            self._failed.set()
