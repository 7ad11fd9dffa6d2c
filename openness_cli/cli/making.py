"""A new folder, made whole beside its place and then put there; or filled, where nobody's work is in it."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from openness_cli.errors import OutputError, UsageError
from openness_cli.messages import _, refusal

# of version control and of desktops, in small letters: what of it is there is kept
_NOBODYS_WORK = frozenset(
    {
        ".git", ".gitattributes", ".gitignore", ".gitkeep", ".gitmodules", ".github", ".gitlab", ".gitlab-ci.yml",
        ".hg", ".hgignore", ".hgtags", ".svn", ".bzr", ".jj", ".editorconfig", ".idea", ".vscode", ".vs", ".ds_store",
        ".localized", ".directory", ".spotlight-v100", ".trashes", ".fseventsd", "thumbs.db", "ehthumbs.db",
        "desktop.ini", "$recycle.bin", "system volume information", "lost+found",
    }
)  # fmt: skip
Contents = Mapping[str, str | bytes | Path]


def free_folder(directory: Path) -> Path:
    """Return the folder, wherever a link leads. Raises UsageError where it holds anything or cannot be made."""
    if directory.name and not directory.name.strip():
        raise UsageError(_("“{value}” is no name of a folder").format(value=directory))
    target = Path(os.path.realpath(directory))
    try:
        is_file = target.exists() and not target.is_dir()
        is_taken = target.is_dir() and any(map(_is_work, target.iterdir()))
    except OSError as error:  # a name too long
        raise UsageError(_("could not write {file}: {why}").format(file=directory, why=refusal(error))) from error
    if is_file:
        raise UsageError(_("{file} is a file; name a new folder").format(file=directory))
    if is_taken:
        raise UsageError(_("{folder} is not empty; nothing was written").format(folder=directory))
    if target.is_symlink():  # it leads to itself
        raise UsageError(_("there is no folder {folder}").format(folder=directory))
    if not target.parent.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=target.parent))
    return target


def _is_work(path: Path) -> bool:
    return path.name.lower() not in _NOBODYS_WORK


def place(
    target: Path,
    contents: Contents,
    check: Callable[[Path], object] = lambda _folder: None,
    *,
    replaces: bool = False,
) -> tuple[str, ...]:
    """Make a folder, or fill one that is free, and return the files that were there and were kept.

    What is made passes a ``check`` first; where that raises, or anything goes wrong, nothing was made. Where it
    ``replaces``, an empty folder gives way to the new one if it can, so that not even a kill leaves half of it.
    """
    try:
        is_there = target.exists()
        if is_there and not (replaces and _may_go(target)):
            kept = tuple(name for name in contents if os.path.lexists(target / name))
            _fill(target, {name: own for name, own in contents.items() if name not in kept}, check)
            return kept
        staging = Path(tempfile.mkdtemp(dir=target.parent, prefix=".openness-"))
        try:
            _fill(staging, contents, check)
            mask = os.umask(0)
            os.umask(mask)
            staging.chmod(target.stat().st_mode & 0o777 if is_there else 0o777 & ~mask)
            if is_there:  # and empty: not every system lets a folder take the place of another
                target.rmdir()
            staging.rename(target)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
    except OSError as error:
        raise OutputError(_("could not write {file}: {why}").format(file=target, why=refusal(error))) from error
    return ()


def _may_go(folder: Path) -> bool:
    """Tell whether another folder may take the place of one: it is empty, no link or disk, and not where we are."""
    is_plain = not folder.is_symlink() and not os.path.ismount(folder)
    is_used = Path(os.path.realpath(folder)) in (here := Path.cwd(), *here.parents)
    return is_plain and not is_used and not any(folder.iterdir())


def _fill(folder: Path, contents: Contents, check: Callable[[Path], object]) -> None:
    made: list[Path] = []
    try:
        for name, own in contents.items():
            path = folder / name
            for parent in reversed(path.relative_to(folder).parents[:-1]):
                if not (folder / parent).is_dir():
                    (folder / parent).mkdir()
                    made.append(folder / parent)
            with path.open("xb") as file:
                made.append(path)
                if isinstance(own, Path):
                    with own.open("rb") as source:
                        shutil.copyfileobj(source, file)
                else:
                    file.write(own.encode() if isinstance(own, str) else own)
        check(folder)
    except BaseException:
        _take_back(made)
        raise


def _take_back(made: Iterable[Path]) -> None:
    for path in reversed([*made]):
        with contextlib.suppress(OSError):
            if path.is_dir():
                path.rmdir()
            else:
                path.unlink()
