"""Writing into folders of others: files are replaced whole or not touched at all, lines added whole or not at all."""

import codecs
import contextlib
import errno
import os
import re
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from openness_cli.errors import OutputError, UsageError
from openness_cli.files.sources import reason_of
from openness_cli.messages import _, refusal


def check_targets(targets: Iterable[Path], inputs: Iterable[Path], guarded: Iterable[Path]) -> None:
    """Refuse what cannot be meant: a folder, a missing folder, one file twice, anything that is read.

    ``inputs`` are files that are read, ``guarded`` folders of which everything is; so is what any workspace or index
    reads that a target lies in.
    """
    from openness_cli.files._around import is_among_rules, is_read_around  # noqa: PLC0415  (most runs write no file)

    read = {os.path.realpath(path) for path in inputs}
    folders = [os.path.realpath(path) for path in guarded]
    seen: set[str] = set()
    for target in targets:
        if _descriptor(target) is not None:
            continue
        real = os.path.realpath(target)
        if why := _cannot_be(target):
            raise UsageError(_("could not write {file}: {why}").format(file=target, why=why))
        if target.is_dir():
            raise UsageError(_("{file} is a folder; name a file in it").format(file=target))
        if not Path(real).parent.is_dir():
            raise UsageError(_("there is no folder {folder}").format(folder=Path(real).parent))
        if (
            real in read
            or any(os.path.commonpath([folder, real]) == folder for folder in folders)
            or is_read_around(real)
        ):
            text = _("{file} belongs to the evidence; it will not be overwritten")
            if is_among_rules(real):
                text = _("{file} belongs to the rules; it will not be overwritten")
            raise UsageError(text.format(file=target))
        if Path(real).exists() and not os.access(real, os.W_OK):
            raise UsageError(_("{file} may not be overwritten").format(file=target))
        if real in seen:
            raise UsageError(_("{file} is named twice").format(file=target))
        seen.add(real)


def _cannot_be(target: Path) -> str:
    """Return why there can be no file of that name: it is too long, or a link that leads to itself; else ""."""
    try:
        os.stat(target)  # noqa: PTH116  (as the rest of this room)
    except OSError as error:
        return reason_of(error) if error.errno in {errno.ENAMETOOLONG, errno.ELOOP} else ""
    return ""


_MAY_NOT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def replace_all(contents: Iterable[tuple[Path, bytes]], left: list[tuple[Path, str]] | None = None) -> None:
    """Write every file beside its place first, and put them all in place only when all are written.

    Given ``left``, files beside which nothing may be written are left as they are, and noted there with the reason.
    Raises OutputError where the system refuses, and says which files were replaced by then: none, unless it refuses
    to put a file in place that it let be written.
    """
    staged: list[tuple[str, str]] = []
    done: list[str] = []
    current: Path | str = ""
    try:
        for path, data in contents:
            current = path
            descriptor = _descriptor(path)
            target = os.path.realpath(path)
            if descriptor is not None:
                with os.fdopen(os.dup(descriptor), "wb") as stream:
                    stream.write(data)
            elif (state := _state(target)) is not None and not stat.S_ISREG(state.st_mode):
                Path(target).write_bytes(data)
            elif (temporary := _stage_or_leave(path, target, data, left)) is not None:
                staged.append((temporary, target))
        for temporary, target in staged:
            current = target
            os.replace(temporary, target)  # noqa: PTH105  (both are plain text here)
            done.append(target)
    except OSError as error:
        text = _("could not write {file}: {why}; nothing was replaced")
        if done:
            text = _("could not write {file}: {why}; replaced by then: {replaced}")
        raise OutputError(text.format(file=current, why=refusal(error), replaced=", ".join(done))) from error
    finally:
        for temporary, _target in staged:
            with contextlib.suppress(OSError):
                Path(temporary).unlink(missing_ok=True)


_DESCRIPTOR = re.compile(r"/dev/(?:fd/(\d{1,4})|(stdin|stdout|stderr))|/proc/(self|\d{1,9})/fd/(\d{1,4})")


def _descriptor(path: Path) -> int | None:
    """Return the number of the stream that a path names, as /dev/stdout does."""
    match = _DESCRIPTOR.fullmatch(str(path))
    if match is None:
        return None
    number, name, process, process_number = match.groups()
    if process not in (None, "self", str(os.getpid())):
        return None  # a stream of another process
    return ("stdin", "stdout", "stderr").index(name) if name else int(number or process_number)


def _state(target: str) -> os.stat_result | None:
    """Return what a file is, whose, and who may what with it; None where there is none."""
    try:
        return os.stat(target)  # noqa: PTH116
    except FileNotFoundError:
        return None


def _hand_over(temporary: str, state: os.stat_result) -> None:
    """Let a file belong to whom another belongs, or at least to that group, as far as the system permits it."""
    if sys.platform == "win32":
        return
    for owner in (state.st_uid, -1):
        with contextlib.suppress(OSError):
            os.chown(temporary, owner, state.st_gid)
            return


def _stage_or_leave(path: Path, target: str, data: bytes, left: list[tuple[Path, str]] | None) -> str | None:
    try:
        return _stage(target, data)
    except OSError as error:
        if left is None or error.errno not in _MAY_NOT:
            raise
        left.append((path, refusal(error)))
        return None


def _stage(target: str, data: bytes) -> str:
    with _staged(target) as file:
        file.write(data)
    return str(file.name)


@contextlib.contextmanager
def _staged(target: str) -> Iterator[BinaryIO]:
    """Yield a file beside another that is to stand in its place, with its rights; when the context ends badly, none."""
    import tempfile  # noqa: PLC0415  (heavy, and most runs write no file)

    descriptor, temporary = tempfile.mkstemp(dir=Path(target).parent, prefix=".openness-", suffix=".tmp")
    os.close(descriptor)
    try:
        with Path(temporary).open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        state = _state(target)
        if state is None:
            mask = os.umask(0)
            os.umask(mask)
            mode = 0o666 & ~mask
        else:
            _hand_over(temporary, state)
            mode = stat.S_IMODE(state.st_mode)
        os.chmod(temporary, mode)  # noqa: PTH101
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


@contextlib.contextmanager
def streamed(path: Path) -> Iterator[BinaryIO]:
    """Yield a stream for a file that may be large, which is put in place when the context ends well, else not at all.

    Raises OutputError where the system refuses to write it.
    """
    target = os.path.realpath(path)
    try:
        state = _state(target)
        if state is not None and not stat.S_ISREG(state.st_mode):
            raise OSError(0, _("this is no file"))  # noqa: TRY301
        with _staged(target) as file:
            yield file
        try:
            os.replace(file.name, target)  # noqa: PTH105  (both are plain text here)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise
    except OSError as error:
        text = _("could not write {file}: {why}; nothing was replaced")
        raise OutputError(text.format(file=path, why=refusal(error))) from error


def append_whole(file: BinaryIO, size: int, data: bytes) -> None:
    """Add data to an unbuffered file of ``size`` bytes; when this returns it is on the disk.

    Raises OSError where the system refuses; the file is then as long as before.
    """
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            file.truncate(size)
        raise


_LOCK_SECONDS = 60
_LOCK_PAUSE = 0.02
_FAR_AWAY = 2**62


@contextlib.contextmanager
def _held(file: BinaryIO) -> Iterator[None]:
    """Hold a file against other writers: whoever takes back what he could not write whole must be the last.

    Raises OSError where another run holds it for a minute. On a file system without locks nothing is held.
    """
    deadline = time.monotonic() + _LOCK_SECONDS
    while not (held := _lock(file)):
        if held is None:
            break
        if time.monotonic() > deadline:
            raise OSError(0, _("another run holds it"))
        time.sleep(_LOCK_PAUSE)
    try:
        yield
    finally:
        if held and sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            file.seek(_FAR_AWAY)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)


def _lock(file: BinaryIO) -> bool | None:
    """Lock a file until it is closed; False where another holds it, None where it cannot be locked."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415

            file.seek(_FAR_AWAY)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK) else None
    return True


def append_line(path: Path, line: str) -> None:
    """Add one line to a file; where the system refuses, the file is as long as before and OutputError is raised.

    A last line that an earlier crash left without its end is ended first.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise OutputError(_("could not write {file}: {why}").format(file=path, why=_("this is no file")))
    try:
        with path.open("ab+", buffering=0) as file, _held(file):
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):  # a line of another encoding would be lost
                raise OSError(0, _("not UTF-8 text") + "; " + _("save the file again with the encoding UTF-8"))  # noqa: TRY301
            torn = size > 0 and (file.seek(size - 1), file.read(1))[1] != b"\n"
            append_whole(file, size, (b"\n" if torn else b"") + line.encode() + b"\n")
    except OSError as error:
        raise OutputError(_("could not write {file}: {why}").format(file=path, why=refusal(error))) from error
