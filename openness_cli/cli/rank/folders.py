"""Which workspaces ``openness rank`` reads: those that are named, and those that lie in a folder that is."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from openness_cli.cli.delivery import names_a_file
from openness_cli.cli.opening import workspace_folder
from openness_cli.errors import UsageError
from openness_cli.files.sources import CONFIG_FILE
from openness_cli.files.writing import check_targets
from openness_cli.messages import _


def find_workspaces(directories: Iterable[Path]) -> dict[str, str]:
    """Return every workspace once: the folder as it is named, in alphabetical order, and where it really is.

    A folder without openness.yaml stands for the folders in it that have one; hidden ones are left out. Raises
    UsageError for what is neither.
    """
    directories = tuple(directories)
    _check_are_folders(directories)
    by_place: dict[str, str] = {}
    for directory in directories:
        found = False
        for folder, place in _workspaces(workspace_folder(directory)):
            found = True
            by_place[place] = min(by_place.get(place, folder), folder)
        if not found:
            text = _("there is no workspace in {folder}: no {file}, and no folder that has one")
            raise UsageError(text.format(folder=directory, file=CONFIG_FILE))
    return dict(sorted((folder, place) for place, folder in by_place.items()))


def _check_are_folders(directories: Iterable[Path]) -> None:
    """Refuse files, which a pattern of the shell names too: all of them at once."""
    files = [str(directory) for directory in directories if directory.exists() and not directory.is_dir()]
    if files:
        text = _("no folder, but a file: {files}; DIR is a workspace, or a folder that holds workspaces")
        raise UsageError(text.format(files=", ".join(files)))


def _workspaces(directory: Path) -> Iterator[tuple[str, str]]:
    real = os.path.realpath(directory)
    if _is_workspace(real):
        yield str(directory), real
        return
    with os.scandir(directory) as entries:
        for entry in entries:
            if not entry.name.startswith(".") and entry.is_dir() and _is_workspace(entry.path):
                place = os.path.realpath(entry.path) if entry.is_symlink() else os.path.join(real, entry.name)  # noqa: PTH118
                yield str(directory / entry.name), place


def _is_workspace(folder: str) -> bool:
    """Tell whether there is an openness.yaml; a folder that cannot be looked into is read, and told."""
    try:
        os.lstat(f"{folder}/{CONFIG_FILE}")
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def check_output(output: Path | None, places: frozenset[str]) -> None:
    """Refuse to write into a workspace, which is read, and to where nothing can be written. Raises UsageError."""
    if output is None or not names_a_file(output):
        return
    inside = next((str(parent) for parent in Path(os.path.realpath(output)).parents if str(parent) in places), None)
    if inside is not None:
        text = _("{file} lies in {folder}, which is read; name a file elsewhere")
        raise UsageError(text.format(file=output, folder=inside))
    check_targets([output], [], [])
