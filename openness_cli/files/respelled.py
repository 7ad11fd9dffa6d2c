"""What writing canonically comes to: what changes, and what was left."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.messages import _


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

    def without(self, refused: Mapping[str, str]) -> "Canonical":
        """Return what it came to where files, by their names, could not be written for a reason: they are left."""
        if not refused:
            return self
        text = _("could not write {file}: {why}")
        left = (Problem(file, 0, 0, text.format(file=file, why=why)) for file, why in refused.items())
        return self._replace(
            changed=tuple(own for own in self.changed if own.file not in refused), left=(*self.left, *left)
        )
