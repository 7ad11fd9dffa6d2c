"""What a look at what was kept found."""

from enum import Enum
from typing import NamedTuple


class Flaw(Enum):
    """What is wrong with what was stored."""

    NO_PLACE = "no-place"
    NO_FILE = "no-file"
    NO_RECORD = "no-record"
    NO_ORIGINAL = "no-original"
    CHANGED = "changed"
    OTHER_CONTENT = "other-content"
    DAMAGED = "damaged"


class KeptFault(NamedTuple):
    """A record that is not as the line of a log says; or, with line 0, a file of which a part is no record."""

    flaw: Flaw
    log: str
    line: int
    url: str
    file: str
    place: int


class KeptCheck(NamedTuple):
    """What was found. ``beginnings``: stored in part, so that only what is stored could be compared."""

    named: int  # records that lines of the log name
    beginnings: int
    unnamed: int  # answers that no line names: of redirects, or of runs that were ended before their line
    torn: tuple[tuple[str, int], ...]  # files that end with part of a record, and its bytes
    faults: tuple[KeptFault, ...]

    @property
    def holds(self) -> bool:
        """Whether all is there, as it was."""
        return not self.faults


NOTHING_KEPT = KeptCheck(0, 0, 0, (), ())
