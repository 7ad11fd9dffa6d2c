"""What of a workspace goes into a bundle: found, and read once for the digest of each file."""

import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.bundle._archive import MOST_BYTES, PIECE, Entry
from openness_cli.files.bundle.names import alike, is_safe
from openness_cli.files.sources import (
    CONFIG_FILE,
    HISTORY_FILE,
    OWN_FOLDERS,
    find_files,
    reason_of,
    shown_name,
)
from openness_cli.messages import _

WORKSPACE, DEFINITIONS = "workspace", "index"
_OF_DESKTOPS = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db"})
_BEING_WRITTEN = ("~$", ".~", "~wrl")


class Part(NamedTuple):
    """A file of a bundle: what the archive says of it, its SHA-256, and where it is read, or what it holds."""

    entry: Entry
    digest: str
    path: Path | None = None
    data: bytes = b""


class Taken(NamedTuple):
    """What is taken of a folder; ``problems`` prevent that, and what is ``left`` out is told."""

    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]
    left: tuple[Problem, ...]

    def has(self, name: str) -> bool:
        """Tell whether a file of the workspace is taken."""
        return any(part.entry.name == f"{WORKSPACE}/{name}" for part in self.parts)


def part_of(name: str, data: bytes) -> Part:
    """Return a part that is made, and lies nowhere."""
    return Part(Entry(name, zlib.crc32(data), len(data)), sha256(data).hexdigest(), None, data)


def survey(folder: Path, index_folder: Path) -> Taken:
    """Find what belongs to a workspace and its definitions, and read all of it once.

    Hidden files, those of desktops and of programs that have one open are nobody's evidence. What a link leads to
    outside the folder, and what is no file, is left out.
    """
    problems: list[Problem] = []
    left: list[Problem] = []
    paths = [path for name in (CONFIG_FILE, HISTORY_FILE) if (path := folder / name).exists()]
    for name in OWN_FOLDERS:
        told: list[Problem] = []
        paths += find_files(folder / name, ("",), folder, told)
        for own in told:
            (left if (folder / own.file).is_symlink() else problems).append(own)
    definitions = find_files(index_folder, (".yaml",), index_folder, problems)
    parts = [
        *_parts(filter(_is_wanted, paths), folder, WORKSPACE, problems, left),
        *_parts(definitions, index_folder, DEFINITIONS, problems, left),
    ]
    return _without_twins(Taken(tuple(parts), tuple(problems), tuple(left)))


def with_attachments(taken: Taken, folder: Path, names: Iterable[str]) -> Taken:
    """Take also files of the workspace that the evidence names, wherever in it they lie."""
    problems, left = list(taken.problems), list(taken.left)
    wanted = sorted({os.path.normpath(name) for name in names})
    paths = [folder / name for name in wanted if not taken.has(Path(name).as_posix())]
    more = _parts((path for path in paths if path.exists()), folder, WORKSPACE, problems, left)
    parts = (*taken.parts, *more)
    return _without_twins(Taken(parts, tuple(problems), tuple(left)))


def _is_wanted(path: Path) -> bool:
    name = path.name.lower()
    return name not in _OF_DESKTOPS and not name.startswith(_BEING_WRITTEN)


def _parts(
    paths: Iterable[Path], folder: Path, top: str, problems: list[Problem], left: list[Problem]
) -> Iterator[Part]:
    for path in paths:
        shown = shown_name(path, folder)
        name = f"{top}/{os.fsencode(path.relative_to(folder).as_posix()).decode('utf-8', 'replace')}"
        if not is_safe(name):
            what = _("not every system takes a file of this name")
            problems.append(Problem(shown, 0, 0, what, _("give it another name")))
            continue
        try:
            with opened(path, folder) as descriptor:
                yield _measured(name, path, descriptor)
        except ElsewhereError as error:
            left.append(Problem(shown, 0, 0, reason_of(error), _("copy it")))
        except (OSError, ValueError) as error:
            problems.append(Problem(shown, 0, 0, _("cannot be read: {why}").format(why=reason_of(error))))


class ElsewhereError(OSError):
    """A file lies outside its folder, or is none."""


class opened:  # noqa: N801  (a context, as open is)
    """The descriptor of a regular file that lies, its links followed, in a folder. Raises OSError."""

    def __init__(self, path: Path, folder: Path) -> None:
        """Find out where the file is."""
        root, real = os.path.realpath(folder), os.path.realpath(path)
        if os.path.commonpath([root, real]) != root:
            raise ElsewhereError(0, _("it lies outside the folder, by a link"))
        self._path = real

    def __enter__(self) -> int:
        """Open it."""
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        self._descriptor = os.open(self._path, flags)
        if not stat.S_ISREG(os.fstat(self._descriptor).st_mode):
            os.close(self._descriptor)
            raise ElsewhereError(0, _("this is no file"))
        return self._descriptor

    def __exit__(self, *_error: object) -> None:
        """Close it."""
        os.close(self._descriptor)


def pieces(descriptor: int) -> Iterator[bytes]:
    """Yield what a file holds, a piece at a time, up to what an archive may hold."""
    length = 0
    while piece := os.read(descriptor, PIECE):
        length += len(piece)
        if length > MOST_BYTES:
            raise OSError(0, _("larger than {size} MB").format(size=MOST_BYTES // (1024 * 1024)))
        yield piece


def _measured(name: str, path: Path, descriptor: int) -> Part:
    crc = size = 0
    digest = sha256()
    for piece in pieces(descriptor):
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        digest.update(piece)
    return Part(Entry(name, crc, size), digest.hexdigest(), path)


def _without_twins(taken: Taken) -> Taken:
    """Note as a problem what would be one file on some system."""
    seen: dict[str, str] = {}
    problems = list(taken.problems)
    for part in taken.parts:
        name = part.entry.name
        first = seen.setdefault(alike(name), name)
        if first != name:
            text = _("to some systems it is one file with {file}")
            shown = name.partition("/")[2]
            what = text.format(file=first.partition("/")[2])
            problems.append(Problem(shown, 0, 0, what, _("give it another name")))
    return taken._replace(problems=tuple(dict.fromkeys(problems)))
