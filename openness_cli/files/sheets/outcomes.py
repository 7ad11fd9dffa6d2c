"""What workbooks come to: rows as they come back, edits, what is told of them, and conflicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.state import CLAIM_KEYS, ITEM_KEYS, WORK_KEYS, Entry, Values
from openness_cli.model.languages import Worded, mark

KEYS = {
    SheetKind.CRITERIA: CLAIM_KEYS,
    SheetKind.ITEMS: ITEM_KEYS,
    SheetKind.UNITS: ("email",),
    SheetKind.WORKS: WORK_KEYS,
}


class Keep(Worded):
    """Whose word holds in a conflict between a workbook and the files."""

    THEIRS = "theirs", mark("the workbook's")
    OURS = "ours", mark("the files'")


class Row(NamedTuple):
    """A row in canonical spelling: of a workbook by its name, with the cells of its values as people find them."""

    key: str
    criterion: str
    values: Values
    book: str
    cells: Mapping[str, str]
    is_deleted: bool = False

    def cell(self, key: str) -> str:
        """Return the cell of a value; of one that has none the first of its row."""
        return self.cells.get(key) or next(iter(self.cells.values()), self.book)


class Handout(NamedTuple):
    """A workbook: its rows, and those that were handed out in it, by their hidden keys; without them None."""

    name: str
    rows: Mapping[SheetKind, Sequence[Row]]
    base: Mapping[SheetKind, Mapping[str, Row]] | None = None


class ConflictKind(Worded):
    """Why something cannot be written."""

    FILES = "files", mark("the files say something else by now")
    BOOKS = "books", mark("two workbooks say different things")
    GONE = "gone", mark("it is in no file any more")
    CHANGED = "changed", mark("it is to be deleted, and was changed in the files since")
    KNOWN = "known", mark("its address or file is there already, entered otherwise")
    AMBIGUOUS = "ambiguous", mark("several of what the files hold could be meant")
    NAMED = "named", mark("it is to be deleted, and is still named")
    UNKNOWN = "unknown", mark("it is to be deleted, and was not handed out in this workbook")


class Conflict(NamedTuple):
    """What cannot be written: the cell, what was handed out, what is typed, and what holds against it and where."""

    kind: ConflictKind
    row: Row
    key: str = ""
    was: str = ""
    typed: str = ""
    there: str = ""
    where: str = ""


class Edit(NamedTuple):
    """A value of something that is written and is to change; "" takes it away."""

    kind: SheetKind
    entry: Entry
    key: str
    value: str
    row: Row


class Told(NamedTuple):
    """Something to be told of a row, or of what was handed out and is not there any more."""

    row: Row
    entry: Entry | None = None
    kind: SheetKind = SheetKind.ITEMS


@dataclass
class Outcome:
    """What is to be written, and what is told besides; nothing is to be written where there are conflicts."""

    edits: list[Edit] = field(default_factory=list)
    added: dict[SheetKind, list[Row]] = field(default_factory=lambda: {kind: [] for kind in SheetKind})
    deleted: list[Told] = field(default_factory=list)
    already: list[Told] = field(default_factory=list)
    missing: list[Told] = field(default_factory=list)
    moved: list[Told] = field(default_factory=list)
    twice: list[Told] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
