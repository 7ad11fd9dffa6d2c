"""A report at one look, before anything knows of a screen: a verdict, bars, what is worth most, what comes next.

It says in which order things give way where there is no room; a writer measures and places, and adds nothing.
"""

from typing import NamedTuple

from openness_cli.formats.document import Bar, Ruler, Tone


class Clause(NamedTuple):
    """A part of the verdict. Of two that do not fit the one of the higher ``rank`` gives way; rank 0 never does."""

    text: str
    tone: Tone = Tone.PLAIN
    rank: int = 0


class Gauge(NamedTuple):
    """A total on a bar: its name, its figures and the word of its colour; without a bar ``figures`` is what is said."""

    name: str
    figures: str
    bar: Bar | None = None
    band: str = ""
    tone: Tone = Tone.PLAIN


class Part(NamedTuple):
    """A part of the whole: its id and name, a bar, what it stands for, of how many, and the average of others."""

    ident: str
    name: str
    bar: Bar
    stands: str
    whole: str
    average: str = ""


class Entry(NamedTuple):
    """A line of a list: points, ids, what it is, whose.

    ``what`` is said where there is room for ``more`` as well, which stands behind it. ``ids`` are those that ``ident``
    stands for: what one list names another does not name again.
    """

    points: str
    ident: str
    what: str
    owner: str
    ids: frozenset[str] = frozenset()
    more: str = ""
    has_owner: bool = True
    is_alarming: bool = False


class Entries(NamedTuple):
    """A list of which the first are shown, at least so many; ``title`` takes how many of how many: ``{shown}``."""

    title: str
    entries: tuple[Entry, ...]
    least: int
    most: int
    owner_head: str = ""


class Glance(NamedTuple):
    """One look at a report: what stands above and below the lists never gives way."""

    name: str
    edition: str
    lines: tuple[str, ...]
    verdict: tuple[Clause, ...]
    ruler: Ruler
    gauges: tuple[Gauge, ...]
    parts: tuple[Part, ...]
    lists: tuple[Entries, ...]
    sure: tuple[Clause, ...]
    more: str
