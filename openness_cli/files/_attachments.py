"""The files that evidence names: found by their names, also where the same name is stored in other letters."""

import os
import re
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from openness_cli.files._tree import Node, Scalar, Source
from openness_cli.files.fields import text
from openness_cli.files.sources import reason_of
from openness_cli.messages import _
from openness_cli.model.evidence import fold

_HINTED = 20
_MOST_NAMES = 2000
_NEAR = 0.75
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)


class Attachments:
    """Finds the files of one workspace. A name that looks like that of one file alone is that file's."""

    def __init__(self, folder: Path) -> None:
        """Attachments lie in ``folder``; the names in a folder are read when one is not found."""
        self._folder = folder
        self._root = os.path.realpath(folder)
        self._listed: dict[str, dict[str, list[str]]] = {}
        # the bytes of each file that was named; None where it is not there
        self.found: dict[str, int | None] = {}
        self._hinted = 0

    def read(self, source: Source, node: Node) -> str:
        """Return the name of a file from the workspace, as it is on the disk where it is there; notes what is wrong."""
        written = text(_Quiet(source), node) if _is_path_in_quotes(source, node) else text(source, node)
        named = _as_meant(source, node, written, self._is_there)
        if not named:
            return ""
        name = named.replace("\\", "/")
        if name not in self.found:
            name = self._settle(source, node, name, named)
        if type(node) is Scalar and name != node.value:
            source.understand(node, name)
        return name

    def _settle(self, source: Source, node: Node, name: str, named: str) -> str:
        path = PurePosixPath(os.path.normpath(name))
        outside = not path.parts or path.is_absolute() or path.parts[0] == ".." or ":" in path.parts[0]
        size: int | None = None
        try:
            full = Path(os.path.realpath(self._folder / path))
            outside = outside or os.path.commonpath([self._root, full]) != self._root
            size = None if outside else _size(full)
            if not (size is not None or outside) and (alike := self._alike(path)) is not None:
                name, size = alike, _size(self._folder / alike)
        except PermissionError as error:
            source.complain_at(node, _("cannot be read: {why}").format(why=reason_of(error)))
        except (OSError, ValueError):
            pass  # no file system knows a name like this, so no such file is there
        self.found[name] = size
        if outside:
            hint = _("copy it into attachments/ and name it from there")
            source.complain_at(node, _("“{value}” lies outside the workspace").format(value=named), hint)
        return name

    def near(self, name: str) -> str:
        """Return the file in the same folder whose name is nearest to one that is not there; "" where none is near.

        Whoever misses many has not mistyped them one by one: only the first few are looked for.
        """
        if self._hinted >= _HINTED:
            return ""
        self._hinted += 1
        from difflib import get_close_matches  # noqa: PLC0415  (only where something is wrong)

        path = PurePosixPath(os.path.normpath(name))
        try:
            names = self._names("" if path.parent == PurePosixPath() else path.parent.as_posix())
            near = get_close_matches(fold(path.name), list(names)[:_MOST_NAMES], n=1, cutoff=_NEAR)
            found = (path.parent / names[near[0]][0]).as_posix() if near else ""
            return found if found and (self._folder / found).is_file() else ""
        except (OSError, ValueError):
            return ""

    def _is_there(self, name: str) -> bool:
        path = PurePosixPath(os.path.normpath(name.replace("\\", "/")))
        try:
            inside = not path.is_absolute() and ".." not in path.parts
            return inside and ((self._folder / path).is_file() or self._alike(path) is not None)
        except (OSError, ValueError):
            return False

    def _alike(self, path: PurePosixPath) -> str | None:
        """Return the one file inside the workspace whose name looks the same; None where there is none, or more."""
        here = ""
        for part in path.parts:
            names = self._names(here).get(fold(part), [])
            chosen = part if part in names else names[0] if len(names) == 1 else None
            if chosen is None:
                return None
            here = f"{here}/{chosen}" if here else chosen
        full = os.path.realpath(self._folder / here)
        return here if os.path.commonpath([self._root, full]) == self._root and Path(full).is_file() else None

    def _names(self, folder: str) -> dict[str, list[str]]:
        if folder not in self._listed:
            found = self._listed[folder] = {}
            for name in sorted(os.listdir(self._folder / folder)):  # noqa: PTH208  (names alone are asked for)
                found.setdefault(fold(name), []).append(name)
        return self._listed[folder]


def _size(path: Path) -> int | None:
    """Return how many bytes a file holds; None where there is no file."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_size if S_ISREG(status.st_mode) else None


class _Quiet(Source):
    """A source of which a problem is not noted: it is asked in another way."""

    __slots__ = ()

    def __init__(self, source: Source) -> None:
        super().__init__(source.name, "", [])


def _is_path_in_quotes(source: Source, node: Node) -> bool:
    return type(node) is Scalar and node.style == '"' and "\\" in _raw(source, node)


def _raw(source: Source, node: Scalar) -> str:
    """Return what stands between the double quotes of a text."""
    match = _QUOTED.match(source.text, node.start_mark.index)  # type: ignore[union-attr]  # as in line_of
    return match[1] if match is not None else ""


def _as_meant(source: Source, node: Node, written: str | None, is_there: Callable[[str], bool]) -> str:
    """Return the name that is meant: backslashes of a path in double quotes are its own, unless YAML's way is there.

    Within double quotes a backslash and a letter are a sign of their own, which nobody who copied a path meant.
    """
    if type(node) is not Scalar or not _is_path_in_quotes(source, node):
        return written or ""
    as_path = _raw(source, node).replace("\\\\", "\\").strip()
    is_plain = written is not None and node.value.isprintable()
    return written if is_plain and written and (is_there(written) or not is_there(as_path)) else as_path
