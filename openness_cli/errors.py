"""What can go wrong, and the one table of exit codes."""

import re
from enum import IntEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """How a command ended; the same for every command and format."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    INVALID = 3
    UNDECIDED = 4
    INTERNAL = 5


class Problem(NamedTuple):
    """One thing that cannot be read or understood, with its place and what to do.

    ``line`` and ``column`` count from 1; 0 says that the problem is of the whole file.
    ``excerpt`` is the line itself, or the stretch of a long one around the place, which is ``caret`` letters into it;
    ``hint`` may be empty.
    """

    file: str
    line: int
    column: int
    what: str
    hint: str = ""
    excerpt: str = ""
    caret: int = 0


class OpennessError(Exception):
    """An ending that the tool foresees; ``exit_code`` is what the process returns."""

    exit_code = ExitCode.INTERNAL


class UsageError(OpennessError):
    """The command line is wrong."""

    exit_code = ExitCode.USAGE


class OutputError(OpennessError):
    """The system refused to store a result; what stood there before is untouched."""


class InvalidInput(OpennessError):  # noqa: N818  (it is the input that is invalid)
    """Definitions, evidence or a saved report are invalid; carries every problem found."""

    exit_code = ExitCode.INVALID

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the problems in the order of their files and lines, those of tables by rows and columns."""
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(sorted(problems, key=lambda p: (*_place(p.file), p.line, p.column, p.what)))


_CELL = re.compile(r"(?P<sheet>.*!)(?P<column>[A-Z]{1,3})(?P<row>\d{1,7})(?::.*)?", re.DOTALL | re.ASCII)


def _place(file: str) -> tuple[str, int, int, str]:
    """Return where a file stands among others; of a cell its sheet, then its row and its column as they are read."""
    if match := _CELL.fullmatch(file):
        return match["sheet"], int(match["row"]), len(match["column"]), file
    return file, 0, 0, file
