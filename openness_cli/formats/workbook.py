"""A workbook before anything knows of a format: sheets of sentences and tables, with a chart beside one."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from openness_cli.formats.document import Sentence, Tone
from openness_cli.formats.rows import Value


class Cell(NamedTuple):
    """A value with its weight; a red one does not open."""

    value: Value
    tone: Tone = Tone.PLAIN


class Chart(NamedTuple):
    """Bars, a group for each of the first ``groups`` rows of a table.

    ``names`` and ``series`` are places of its columns, the first of the series is ours. ``told`` says in a sentence
    what it shows, for whoever does not see it.
    """

    title: str
    names: int
    series: tuple[int, ...]
    groups: int
    told: str


class Table(NamedTuple):
    """Rows of values under heads; the first ``idents`` columns stay in sight.

    ``total`` stands below: the points in it are what the rows of their column add up to, and it follows the filters.
    Rows are read once, and as late as they can be. One that is only ``looked_at`` has no filters. Where so many columns
    are ``printed`` the others are for the screen alone, and make no row high.
    """

    heads: Sequence[str]
    rows: Iterable[Sequence[Cell | Value]]
    total: Sequence[Cell | Value] = ()
    title: str = ""
    idents: int = 1
    chart: Chart | None = None
    looked_at: bool = False
    printed: int = 0


class Sheet(NamedTuple):
    """A sheet: what it is about, what is said above its tables and below them; a wide one lies on its side."""

    name: str
    tables: tuple[Table, ...]
    title: str = ""
    subtitle: str = ""
    above: tuple[Sentence, ...] = ()
    below: tuple[Sentence, ...] = ()
    is_wide: bool = True


class Workbook(NamedTuple):
    """Sheets in their order; ``title`` stands at the foot of each page, and ``day`` is that of what is shown."""

    title: str
    sheets: tuple[Sheet, ...]
    day: date | None = None
