"""The sheets of a workbook of evidence and their columns: one table for whoever writes one and whoever reads it."""

from openness_cli.files.tables.handouts import MARK, Column
from openness_cli.model.languages import Worded, mark

VERSION = "1"
_OWNER = Column("owner", mark("Unit in charge"))
_WORK = Column("action", mark("Work"))
_DAYS = Column("effort_days", mark("Days of work"))
_NOTE = Column("note", mark("Note"))
_DELETE = Column("delete", mark("Delete"))
_STATE = Column("state", mark("State"), is_read=False)


class SheetKind(Worded):
    """A sheet of a workbook of evidence."""

    CRITERIA = "criteria", mark("Criteria")
    ITEMS = "items", mark("Materials")
    UNITS = "units", mark("Units")
    WORKS = "works", mark("Works")

    @property
    def head(self) -> str:
        """What stands in the first cell of the sheet, hidden."""
        return f"{MARK} {self.value} {VERSION}"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns behind the hidden one of the keys."""
        return _COLUMNS[self]

    @property
    def known_by(self) -> frozenset[str]:
        """The columns by which it is known where its first cell is gone."""
        return _KNOWN_BY[self]


_COLUMNS = {
    SheetKind.CRITERIA: (
        Column("criterion", mark("Criterion")),
        Column("title", mark("What it is"), is_read=False),
        Column("asks", mark("What is asked"), is_read=False),
        Column("points", mark("Points"), is_read=False),
        _OWNER,
        Column("level", mark("Level")),
        Column("count", mark("Done")),
        Column("of", mark("Out of")),
        Column("not_applicable", mark("Why it does not apply")),
        _WORK,
        _DAYS,
        _STATE,
        Column("due", mark("By when"), is_read=False),
        _NOTE,
    ),
    SheetKind.ITEMS: (
        Column("criterion", mark("Criterion")),
        Column("of_criterion", mark("What it is"), is_read=False),
        Column("label", mark("Period or part")),
        Column("title", mark("What it is called")),
        Column("url", mark("Web address")),
        Column("file", mark("Attached file")),
        Column("published", mark("Published on")),
        Column("held", mark("Took place on")),
        Column("updated", mark("Updated on")),
        Column("shows", mark("How many it shows")),
        Column("contains", mark("Words on the page")),
        _OWNER,
        _WORK,
        _STATE,
        _NOTE,
        _DELETE,
    ),
    SheetKind.UNITS: (Column("name", mark("Name of the unit")), Column("email", mark("E-mail")), _DELETE),
    SheetKind.WORKS: (
        Column("id", mark("Short name")),
        Column("title", mark("What has to be done")),
        _OWNER,
        _DAYS,
        _DELETE,
    ),
}
_KNOWN_BY = {
    SheetKind.CRITERIA: frozenset({"criterion", "level", "count"}),
    SheetKind.ITEMS: frozenset({"criterion", "url", "published"}),
    SheetKind.UNITS: frozenset({"name", "email"}),
    SheetKind.WORKS: frozenset({"id", "title", "effort_days"}),
}
DAYS = frozenset({"published", "held", "updated"})
NUMBERS = frozenset({"count", "of", "shows", "effort_days"})
