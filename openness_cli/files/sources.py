"""Files of a folder that is not trusted: regular, of a bearable size, inside the folder, and told when they are not."""

import codecs
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from openness_cli.errors import Problem
from openness_cli.files._tree import Source
from openness_cli.messages import _, printable, refusal

# what lies where in the folder of a body
CONFIG_FILE = "openness.yaml"
HISTORY_FILE = "history.jsonl"
EVIDENCE_FOLDER = "evidence"
LOG_FOLDER = "availability"

OWN_FILES = (CONFIG_FILE, HISTORY_FILE, ".gitattributes", ".gitignore")
OWN_FOLDERS = (EVIDENCE_FOLDER, LOG_FOLDER, "attachments")

MAX_BYTES = 2 * 1024 * 1024
MAX_FILES = 10_000

_LINE_BREAK = re.compile(rb"\r\n|\r|\n")


def shown_name(path: Path, folder: Path) -> str:
    """Return a file's name from its folder as it is shown and stored: printable, with slashes."""
    try:
        name = path.relative_to(folder)
    except ValueError:
        name = path
    return printable(os.fsencode(name.as_posix()).decode("utf-8", "replace"))


def workspace_of(path: Path | None) -> Path | None:
    """Return the folder that a path means: that of ``openness.yaml``, and the one in which its own folders lie."""
    try:
        if path is None or (path / CONFIG_FILE).exists():
            return path
        is_file = path.is_file()
    except OSError:
        return path
    if is_file:
        return path.parent if path.name == CONFIG_FILE else path
    real = Path(os.path.realpath(path))
    for depth, parent in enumerate(real.parents, start=1):
        if (parent / CONFIG_FILE).is_file():
            own = real.relative_to(parent).parts[0] in OWN_FOLDERS
            above = (
                Path(*[".."] * depth)
                if path.name in {"", ".."}
                else path.parents[depth - 1]
                if depth <= len(path.parents)
                else parent
            )
            return above if own else path
    return path


def workspace_around(file: Path) -> Path | None:
    """Return the workspace in whose folder of evidence a file lies; None where it lies in none."""
    for parent in Path(os.path.realpath(file)).parents:
        if (parent / CONFIG_FILE).is_file():
            return parent
    return None


def read_bytes(path: Path, limit: int) -> bytes:
    """Read a regular file of at most ``limit`` bytes. Raises OSError, with a reason in words."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, _("this is no file"))
    with os.fdopen(descriptor, "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(0, _("larger than {size} MB").format(size=limit // (1024 * 1024)))
    return data


def read_inside(path: Path, folder: Path, limit: int) -> bytes:
    """Read a regular file that is, its links followed, in a folder. Raises OSError, with a reason in words."""
    if not _is_plainly_inside(path, folder):
        root = os.path.realpath(folder)
        if os.path.commonpath([root, os.path.realpath(path)]) != root:
            raise OSError(0, _("it lies outside the folder, by a link"))
    return read_bytes(path, limit)


def _is_plainly_inside(path: Path, folder: Path) -> bool:
    """Tell whether a path goes on from a folder without a link or a step back: then nothing has to be resolved."""
    own, below = str(folder), str(path)
    if not below.startswith(f"{own}{os.sep}"):
        return False
    # in texts: every file of every body comes by here
    for name in below[len(own) + 1 :].split(os.sep):  # noqa: PTH206
        own = f"{own}{os.sep}{name}"
        if name in {"", ".", ".."} or os.path.islink(own):  # noqa: PTH114
            return False
    return True


def open_source(
    path: Path, folder: Path, problems: list[Problem], *, root: Path | None = None, stay_inside: bool = True
) -> Source | None:
    """Open a text of a workspace or an index; what is wrong with the file itself becomes a problem.

    It is named from ``folder`` and lies, its links followed, in ``root``, else in that.
    """
    name = shown_name(path, folder)
    try:
        data = read_inside(path, root or folder, MAX_BYTES) if stay_inside else read_bytes(path, MAX_BYTES)
    except (OSError, ValueError) as error:
        problems.append(Problem(name, 0, 0, _("cannot be read: {why}").format(why=reason_of(error))))
        return None
    return decode(name, data, problems)


def reason_of(error: OSError | ValueError) -> str:
    """Return why the system refused."""
    return refusal(error)


def find_files(folder: Path, endings: tuple[str, ...], shown_from: Path, problems: list[Problem]) -> Iterator[Path]:
    """Return the files of a folder and its subfolders in a stable order; hidden ones are left out.

    A folder that cannot be listed, or that is a link, becomes a problem: its files would be lost without a word.
    """
    if not os.path.lexists(folder):
        return
    found: list[Path] = []

    def cannot(error: OSError) -> None:
        name = shown_name(Path(error.filename), shown_from)
        problems.append(Problem(name, 0, 0, _("cannot be read: {why}").format(why=refusal(error))))

    for here, folders, files in os.walk(folder, onerror=cannot):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in folders:
            if Path(here, name).is_symlink():
                shown = shown_name(Path(here, name), shown_from)
                problems.append(Problem(shown, 0, 0, _("a folder that is a link is not followed"), _("copy it")))
        wanted = (name for name in files if name.lower().endswith(endings) and not name.startswith("."))
        found += (Path(here, name) for name in wanted)
    if len(found) > MAX_FILES:
        problems.append(Problem(shown_name(folder, shown_from), 0, 0, _("more files than can be evidence")))
        return
    yield from sorted(found)


def decode(name: str, data: bytes, problems: list[Problem]) -> Source | None:
    """Return the text of a file: UTF-8, with or without a mark, or UTF-16 with one; None where it is neither."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return Source(name, data.decode(encoding), problems)
    except UnicodeDecodeError as error:
        line = column = 0
        if encoding == "utf-8-sig":
            breaks = list(_LINE_BREAK.finditer(data, 0, error.start))
            begin = breaks[-1].end() if breaks else 0
            line, column = len(breaks) + 1, len(data[begin : error.start].decode("utf-8", "replace")) + 1
        hint = _("save the file again with the encoding UTF-8")
        problems.append(Problem(name, line, column, _("not UTF-8 text"), hint))
        return None
