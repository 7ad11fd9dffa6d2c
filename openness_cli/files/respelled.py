"""What writing canonically comes to: what changes, and what was left."""

from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import Problem


class Respelled(NamedTuple):
    """One thing that is written another way now; lines begin at 1, and what cannot be seen is shown by its number."""

    file: str
    line: int
    old: str
    new: str


class Canonical(NamedTuple):
    """What changes, the files with it as they are to be written, and what could not be changed."""

    changed: tuple[Respelled, ...] = ()
    contents: tuple[tuple[Path, bytes], ...] = ()
    left: tuple[Problem, ...] = ()
