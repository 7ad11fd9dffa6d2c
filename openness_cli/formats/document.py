"""A report as it is read, before anything knows of a format: a title, sentences, tables, notes.

A document says everything. A writer may leave out what is not of its medium, and of a short listing what is extra; it
escapes all texts, measures and places them, and looks nothing up, groups nothing, adds nothing.
"""

from collections.abc import Iterable
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.messages import _, figures
from openness_cli.model.definitions import BandName

# stand in texts for shapes that each writer has its own of
ARROW, DOT = "\ue001", "\ue002"
EARNED, PENDING, UNKNOWN, REST, MINIMUM, AVERAGE, BEST, FAILED = map(chr, range(0xE003, 0xE00B))


class Medium(Enum):
    """Where something stands: on a screen, which is narrow and has tables of its own, on a page, or on both."""

    BOTH = "both"
    SCREEN = "screen"
    PAGE = "page"


class Tone(Enum):
    """The weight of a text; never the only bearer of a meaning."""

    PLAIN = "plain"
    STRONG = "strong"
    IDENT = "ident"
    FAINT = "faint"
    GOOD = "good"
    DOUBTFUL = "doubtful"
    OPEN = "open"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


_BANDS = {BandName.GREEN: Tone.GREEN, BandName.YELLOW: Tone.YELLOW, BandName.RED: Tone.RED}


def tone_of(band: BandName | None) -> Tone:
    """Return the tone of a colour; without one it is still open."""
    return _BANDS[band] if band else Tone.OPEN


class Ruler(NamedTuple):
    """What a total is measured by: all the points there are, and where each colour begins."""

    whole: Fraction
    minima: tuple[Fraction, ...]


class Mark(NamedTuple):
    """A place on a bar beside its stretches: the average of many bodies, or the best of them."""

    share: float
    is_best: bool


class Bar(NamedTuple):
    """Stretches of a bar as shares of its whole; ``tone`` is that of what is earned, a colour's or a plain one.

    ``failed`` is what does not open, behind all else.
    """

    earned: float
    unknown: float
    pending: float
    tone: Tone
    ruler: Ruler | None = None
    marks: tuple[Mark, ...] = ()
    failed: float = 0


class Cell(NamedTuple):
    """One cell: ``ident`` stands before its text and ``label`` behind it, the lines of ``notes`` under it on a page.

    What ``is_band`` is the word of a colour, and nothing else.
    """

    text: str
    tone: Tone = Tone.PLAIN
    ident: str = ""
    label: str = ""
    notes: tuple[str, ...] = ()
    bar: Bar | None = None
    is_code: bool = False
    is_band: bool = False


class Fit(Enum):
    """How a column of a screen finds its width, where it is wider than its least: by its texts, or by what is left."""

    CONTENT = "content"
    REST = "rest"
    WRAP = "wrap"
    BAR = "bar"


class Column(NamedTuple):
    """A column of a table: its head, where it stands, and for a screen its place.

    ``least`` letters are kept for it at ``gap`` from the one before; ``wide`` is its least on a wide screen. Of an
    ``optional`` one there is none on a screen that is not wide, or where that leaves another less than ``roomy``; nor
    of one on a screen of less than ``from_width`` letters.
    """

    head: str
    is_number: bool = False
    medium: Medium = Medium.BOTH
    fit: Fit = Fit.CONTENT
    least: int = 0
    gap: int = 2
    wide: int | None = None
    is_optional: bool = False
    roomy: int = 0
    from_width: int = 0


def column_text(column: Column, text: str) -> str:
    """Return what stands in a column: figures as the language in use writes them."""
    return figures(text) if column.is_number else text


def on_page(*heads: str, numbers: bool = False) -> tuple[Column, ...]:
    """Return columns that stand on a page alone."""
    return tuple(Column(head, numbers, Medium.PAGE) for head in heads)


class Sentence(NamedTuple):
    """Something that is said: behind ``indent`` blanks and a ``mark``, its other lines ``hang`` blanks further in.

    ``strong`` is said beside it with the weight of ``strong_tone``, ``aside`` at its end, or under it where there is
    no room. Without ``hang`` the other lines begin where the text does. What
    is ``for_optional`` columns is said where these stand; what does not ``breaks`` stays on its line.
    """

    text: str
    tone: Tone = Tone.PLAIN
    mark: str = ""
    indent: int = 0
    hang: int | None = None
    aside: str = ""
    strong: tuple[tuple[str, Tone], ...] = ()
    medium: Medium = Medium.BOTH
    for_optional: bool = False
    breaks: bool = True


class Row(NamedTuple):
    """Cells; on a screen ``leads`` stand before it, once for all rows in a row that share them, and ``details`` after.

    Of several rows in a row with equal details that are ``shared`` these are said once, after the last. An extra row is
    left out of a short listing. A row without cells is there for its leads and details alone.
    """

    cells: tuple[Cell, ...]
    leads: tuple[Sentence, ...] = ()
    details: tuple[Sentence, ...] = ()
    is_extra: bool = False
    shared: bool = False


def row(
    cells: Iterable[Cell | str],
    leads: tuple[Sentence, ...] = (),
    details: tuple[Sentence, ...] = (),
    *,
    is_extra: bool = False,
    shared: bool = False,
) -> Row:
    """Return a row of cells, of which one that has nothing but its text may be that text."""
    return Row(tuple(Cell(own) if isinstance(own, str) else own for own in cells), leads, details, is_extra, shared)


class Layout(Enum):
    """How a table is set on a screen: in columns; a line a row that keeps what it can; or a paragraph a row."""

    COLUMNS = "columns"
    LINES = "lines"
    PARAGRAPHS = "paragraphs"


class Head(Enum):
    """What stands over the columns on a screen: rulers, heads, heads after the title, those at the right, none."""

    RULER = "ruler"
    MUTE = "mute"
    HEADS = "heads"
    TITLED = "titled"
    RIGHT = "right"


class Screen(NamedTuple):
    """How a table stands on a screen.

    ``indent`` is before each row, ``ident`` the width kept for the name before a text, with ``gap`` behind it; a text
    keeps ``least`` letters, and ``spare`` ones stay free. What is wrapped hangs by ``hang``. How many rows are left
    out is said behind ``more`` blanks, for each first lead apart where ``more_each``; not at all where it is None.
    """

    layout: Layout = Layout.COLUMNS
    head: Head = Head.RULER
    indent: int = 0
    ident: int = 6
    gap: int = 2
    least: int = 0
    spare: int = 0
    hang: int = 0
    tone: Tone = Tone.PLAIN
    more: int | None = 2
    more_each: bool = False


class Table(NamedTuple):
    """Rows under heads, with a title and sentences before them and after; ``left_out`` is said of rows that are."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    screen_title: str | None = None
    sentences: tuple[Sentence, ...] = ()
    closing: tuple[Sentence, ...] = ()
    medium: Medium = Medium.BOTH
    screen: Screen = Screen()
    apart: bool = True
    left_out: Sentence | None = None


class Sentences(NamedTuple):
    """What is to be said, each on a line of its own; on a page a list where ``is_list``, larger if it ``is_lead``."""

    texts: tuple[Sentence, ...]
    title: str = ""
    medium: Medium = Medium.BOTH
    is_list: bool = True
    apart: bool = True
    is_lead: bool = False


Block = Sentences | Table


class Document(NamedTuple):
    """A whole report: whose it is, of what, what stands under that on a screen and on a page, blocks, notes."""

    name: str
    edition: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: tuple[Sentence, ...] = ()
    subtitle: str = ""
    screen_lines: tuple[str, ...] = ()
    page_line: tuple[str, ...] = ()
    page_notes: tuple[str, ...] | None = None
    is_tight: bool = False


def foot_text() -> str:
    """Return what stands at the foot of every page that is handed on."""
    return _("Self-assessment. Not an official result of the Agency.")


def said(*texts: str, tone: Tone = Tone.PLAIN) -> tuple[Sentence, ...]:
    """Return sentences of one tone; empty ones are left out."""
    return tuple(Sentence(text, tone) for text in texts if text)


def faint(texts: Iterable[str]) -> tuple[Sentence, ...]:
    """Return sentences that stand back; empty ones are left out."""
    return said(*texts, tone=Tone.FAINT)
