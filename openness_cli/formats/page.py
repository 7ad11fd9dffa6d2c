"""A report as a page to leaf through, before anything knows of HTML: a first look, sections, tables to be sifted.

Where a report has no page of its own a writer makes one of its document. A page says everything; a writer draws it.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.formats.document import EARNED, FAILED, Document, Medium, Row, Ruler, Sentence, Sentences, Table, Tone
from openness_cli.formats.glance import Clause, Gauge
from openness_cli.messages import _

_LONGEST_NAME = 32


class Zone(NamedTuple):
    """A colour on a ruler: its word and its tone, from its minimum on."""

    word: str
    tone: Tone
    minimum: Fraction


class Fact(NamedTuple):
    """A figure with its name above it and what it means below."""

    name: str
    figure: str
    about: str = ""


class FirstLook(NamedTuple):
    """What is seen first: a total of how many and the word of its colour, what is to be said of it, bars, facts."""

    total: str
    whole: str
    band: str
    tone: Tone
    clauses: tuple[Clause, ...]
    ruler: Ruler
    zones: tuple[Zone, ...]
    gauges: tuple[Gauge, ...]
    legend: Sentence
    facts: tuple[Fact, ...]
    sure: tuple[Clause, ...] = ()


class Sieve(NamedTuple):
    """What a table can be sifted by: of each row what holds for it, of all the ``words`` that it is chosen from."""

    name: str
    words: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Sifted(NamedTuple):
    """A table of which rows can be chosen; what those come to is said exactly.

    ``worth`` are the exact points of its rows. ``said`` takes how many of how many and the points: ``{count}``,
    ``{all}``, ``{points}``.
    """

    table: Table
    sieves: tuple[Sieve, ...]
    worth: tuple[Fraction, ...]
    said: str
    any_word: str
    text_word: str


class Summed(NamedTuple):
    """A table with what its rows come to, which stays below them in whatever order they are."""

    table: Table
    total: Row


class Beside(NamedTuple):
    """Short tables beside one another, where there is room."""

    tables: tuple[Table, ...]


class Folded(NamedTuple):
    """Something that is opened where it is asked for; on paper it is open."""

    title: str
    blocks: tuple["Sentences | Table", ...]


class Spot(NamedTuple):
    """A total on a day; ``text`` stands beside it where it is not empty."""

    day: date
    total: Fraction
    text: str = ""


class Curve(NamedTuple):
    """A total over time, between colours: how it was, how it will be if nobody acts, what was published.

    ``said`` is the picture in one sentence. ``ticks`` are days below it with their texts, ``today`` has its word.
    """

    said: str
    ruler: Ruler
    zones: tuple[Zone, ...]
    past: tuple[Spot, ...]
    ahead: tuple[Spot, ...]
    published: tuple[Spot, ...]
    ticks: tuple[tuple[date, str], ...]
    today: tuple[date, str] | None
    legend: tuple[str, str, str]


Block = FirstLook | Sifted | Summed | Beside | Folded | Curve | Sentences | Table


class Section(NamedTuple):
    """Blocks under a heading; ``short`` is its name in the list of sections, if it stands there.

    What is ``mute`` has a heading that is heard and not seen; a ``fresh`` one begins a new sheet of paper.
    """

    title: str
    blocks: tuple[Block, ...]
    short: str = ""
    mute: bool = False
    fresh: bool = False


class Page(NamedTuple):
    """A whole page: what a tab of a browser calls it, what stands over the name and under it, sections, the foot."""

    title: str
    edition: str
    name: str
    line: str
    sections: tuple[Section, ...]
    foot: tuple[str, ...] = ()


def page_of(document: Document) -> Page:
    """Return a document as a page: each title begins a section."""
    edition = " · ".join(document.edition)
    told = [text for text in document.page_line if text not in document.edition]
    names = [text for text in (document.name, document.subtitle) if text]
    sections = tuple(_sections(document))
    own = document.subtitle if document.name else ""
    return Page(
        title=" — ".join([*names, *([edition] if edition else [])]),
        edition=" · ".join(text for text in (edition, own) if text),
        name=document.name or document.subtitle,
        line=" · ".join(told),
        sections=sections,
        foot=tuple(_notes(document)),
    )


def _notes(document: Document) -> Iterator[str]:
    """Yield what shapes mean, which only what is drawn has, then the notes of a page."""
    if document.page_notes is None:
        yield from (note.text for note in document.notes if note.text)
        return
    yield from (note.text for note in document.notes if any(EARNED <= letter <= FAILED for letter in note.text))
    yield from (text for text in document.page_notes if text)


def _sections(document: Document) -> Iterator[Section]:
    title, blocks = "", list[Sentences | Table]()
    for block in document.blocks:
        if block.medium is Medium.SCREEN:
            continue
        if block.title:
            if blocks:
                yield _section(title, blocks)
            title, blocks = block.title, []
        blocks.append(block)
    if blocks:
        yield _section(title, blocks)


def _section(title: str, blocks: list[Sentences | Table]) -> Section:
    short = title if len(title) <= _LONGEST_NAME else title[: _LONGEST_NAME - 1].rstrip() + "…"
    return Section(title or _("Summary"), tuple(blocks), short, mute=not title)
