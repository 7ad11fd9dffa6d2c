"""What passed, failed or could not be told, beside the line of a file that it is about: for CI servers."""

from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import NamedTuple


class Ending(Enum):
    """How a case ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


class Case(NamedTuple):
    """One thing that was looked at; ``kind`` tells failures apart, ``text`` says more in lines."""

    group: str
    name: str
    ending: Ending = Ending.PASSED
    message: str = ""
    kind: str = ""
    text: str = ""


class Suite(NamedTuple):
    """Cases that belong together, and what is known of all of them."""

    name: str
    cases: Sequence[Case]
    properties: Sequence[tuple[str, str]] = ()


class Cases(NamedTuple):
    """Suites under a name."""

    name: str
    suites: Sequence[Suite]


class Severity(Enum):
    """How much an annotation asks for."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


class Annotation(NamedTuple):
    """Something to be said beside a line of a file; of no file where ``file`` is None. Lines begin at 1; 0 is none."""

    level: Severity
    title: str
    message: str
    file: Path | str | None = None
    line: int = 0
    column: int = 0
