"""A report that has one page and no more, before anything knows of a format.

A report has several of them, the fullest first: each leaves out more than the one before it. A writer measures, writes
the first that fits, and adds nothing; below the sizes that can be read at arm's length it does not go.
"""

from typing import NamedTuple

from openness_cli.formats.document import Tone
from openness_cli.formats.glance import Clause, Part


class Fact(NamedTuple):
    """One thing by its name."""

    name: str
    value: str


class Asked(NamedTuple):
    """One thing that is asked for: its number, what, the ids that it is about, of whom, by when, for how much.

    Without ``is_owned`` nobody is in charge of all of it.
    """

    number: str
    what: str
    ids: str
    owner: str
    by: str
    points: str
    is_owned: bool = True


class AskedTable(NamedTuple):
    """Everything that is asked for, under the heads of number, what, of whom, by when, points."""

    title: str
    heads: tuple[str, str, str, str, str]
    rows: tuple[Asked, ...]


class PartsTable(NamedTuple):
    """The parts of the whole, under the heads of name, what they stand for, the average of others."""

    title: str
    heads: tuple[str, str, str]
    parts: tuple[Part, ...]


class Said(NamedTuple):
    """Paragraphs, under a title where they have one."""

    title: str
    texts: tuple[str, ...]


Block = AskedTable | PartsTable | Said


class Handout(NamedTuple):
    """One page: of what it is, whose, for whom; a total and its colour, what is to be said of it, facts, blocks."""

    language: str
    edition: str
    name: str
    subtitle: str
    total: str
    band: str
    tone: Tone
    verdict: tuple[Clause, ...]
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]
    foot: str
