"""A page or a document as HTML: one file that asks for nothing, in which all text is text."""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from math import lcm
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from openness_cli.formats import document as doc
from openness_cli.formats import page as pages
from openness_cli.formats._pictures import lines, plot, stretches
from openness_cli.messages import _, figures, language, printable

_TEMPLATES = Path(__file__).parent / "templates"
_MINUS = re.compile(r"(?<!\w)-(?=\d)")
_FEWEST_SORTED = 3
# a table of more texts than these is a list of cards on a telephone
_MOST_TEXTS = 2
# and one of more columns than these lies on its side on paper
_MOST_COLUMNS = 9
_LONG_WORD, _TIGHT_TEXT = 24, 12
_SHAPES = {
    doc.EARNED: "e", doc.PENDING: "p", doc.UNKNOWN: "u", doc.FAILED: "f", doc.REST: "r",
    doc.MINIMUM: "m", doc.AVERAGE: "a", doc.BEST: "b",
}  # fmt: skip
_SHAPE = re.compile("[" + "".join(_SHAPES) + "]+")


def write(report: pages.Page | doc.Document) -> bytes:
    """Return a whole file: style and script are in it, and nothing that is not is asked for."""
    page = report if isinstance(report, pages.Page) else pages.page_of(report)
    script, style = (_TEMPLATES.joinpath(name).read_text(encoding="utf-8") for name in ("page.js", "page.css"))
    environment = _environment()
    own = environment.get_template("page.html.jinja")
    text = own.render(
        page=page,
        sections=_numbered(page.sections),
        language=language(),
        style=Markup(_squeezed(style)),  # noqa: S704  (a file of ours)
        script=Markup(script),  # noqa: S704  (likewise)
        digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        words=_Words(),
    )
    return text.encode()


class _Words:
    """What a page says of itself, in the language in use."""

    @property
    def skip(self) -> str:
        """Lead past the list of sections."""
        return _("Skip to the main part")

    @property
    def sections(self) -> str:
        """Name the list of sections."""
        return _("Sections of the report")

    @property
    def share(self) -> str:
        """Name a column of bars."""
        return _("share of the whole")

    @property
    def row(self) -> str:
        """Name a column whose cells need no name."""
        return _("what it is")

    @property
    def sort(self) -> str:
        """Say how a table is put in another order."""
        return _("Press a heading to sort by it.")

    def table(self, title: str) -> str:
        """Name a table that can be moved under its frame."""
        return _("Table: {title}").format(title=title)


class _Numbered(NamedTuple):
    ident: str
    section: pages.Section


def _numbered(sections: Iterable[pages.Section]) -> list[_Numbered]:
    return [_Numbered(f"s{number}", section) for number, section in enumerate(sections, start=1)]


def _squeezed(style: str) -> str:
    return re.sub(r"\n\s*", "", style)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {"stretches": stretches, "lines": lines, "plot": plot, "capital": _capital}
    environment.globals |= {
        "set_table": _Table,
        "kind_of": lambda block: type(block).__name__,
        "said_in": lambda texts: [own for own in texts if own.medium is not doc.Medium.SCREEN and own.text],
        "worth_of": _worth,
        "chosen": _chosen,
        "drawn": _drawn,
        "figure": figures,
    }
    return environment


def _safe(value: object) -> object:
    """Return a text without a letter that is none; what is markup already stays."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    if not value.isprintable() or doc.ARROW in value or doc.DOT in value or "##" in value or "::" in value:
        return printable(value.replace(doc.ARROW, "→").replace(doc.DOT, "·"))
    return str(value)


def _drawn(text: str) -> Markup:
    """Return a text in which letters stand for shapes, with these drawn, each on a line with what it means."""
    if not _SHAPE.search(text):
        return escape(_safe(text))
    before, *parts = _SHAPE.split(text)
    found = escape(_safe(before))
    for kind, meaning in zip((match[0][0] for match in _SHAPE.finditer(text)), parts, strict=True):
        item = Markup('<span class="item"><svg class="key" viewBox="0 0 24 11" aria-hidden="true">{}</svg>{}</span> ')
        found += item.format(_key(_SHAPES[kind]), _safe(meaning.strip()))
    return found


def _key(kind: str) -> Markup:
    if kind in "mab":
        return Markup('<line class="{}" x1="12" x2="12" y1="0" y2="11"/>').format(kind)
    return Markup('<rect class="{}" width="24" height="11"/>').format(kind)


class _Place(NamedTuple):
    """A column of a page: where its cells are, and how they stand."""

    number: int
    column: doc.Column
    head: str
    is_bar: bool
    is_name: bool

    @property
    def style(self) -> str:
        """What its cells have in common."""
        return " ".join(name for name, has in (("n", self.column.is_number), ("wide", self.column.is_optional)) if has)


class _Cell(NamedTuple):
    place: _Place
    cell: doc.Cell
    text: str

    @property
    def style(self) -> str:
        """What it has in common with its column; a word in it that is too long may break anywhere."""
        is_long = any(len(word) > _LONG_WORD for word in self.text.split())
        is_tight = 0 < len(self.text) <= _TIGHT_TEXT and not (self.cell.notes or self.place.column.is_number)
        return " ".join(filter(None, (self.place.style, "long" if is_long else "tight" if is_tight else "")))


class _Table:
    """A table as it is set: its columns, its rows, whether it can be sorted, and what it is on a telephone."""

    def __init__(self, table: doc.Table, *, may_sort: bool = True) -> None:
        """Leave out what is of a screen alone."""
        kept = [own for own in enumerate(table.columns) if own[1].medium is not doc.Medium.SCREEN]
        named = next((n for n, column in kept if not column.is_number and column.fit is not doc.Fit.BAR), -1)
        self.places = [
            _Place(number, column, _capital(column.head), column.fit is doc.Fit.BAR, number == named)
            for number, column in kept
        ]
        self.table = table
        self.rows = [row for row in table.rows if row.cells]
        texts = sum(not place.column.is_number and not place.is_bar for place in self.places)
        self.is_cards = texts > _MOST_TEXTS
        self.is_broad = len(self.places) > _MOST_COLUMNS
        self.is_sorted = may_sort and len(self.rows) >= _FEWEST_SORTED

    @property
    def is_framed(self) -> bool:
        """Whether it may be wider than its section, so that it is moved under a frame."""
        return self.is_broad or not self.is_cards

    @property
    def has_heads(self) -> bool:
        """Whether any column says what is in it."""
        return any(place.column.head for place in self.places)

    @property
    def closing(self) -> list[doc.Sentence]:
        """What is said after it."""
        return [own for own in self.table.closing if own.medium is not doc.Medium.SCREEN and own.text]

    def cells(self, row: doc.Row) -> Iterator[_Cell]:
        """Yield the cells of a row; a sign before a figure is a minus."""
        for place in self.places:
            cell = row.cells[place.number]
            text = column = doc.column_text(place.column, cell.text)
            if place.column.is_number:
                text = _MINUS.sub("\N{MINUS SIGN}", column)
            yield _Cell(place, cell, text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class _Worth(NamedTuple):
    """Exact points of rows in parts of a hundredth: so many parts each, so many to a point."""

    whole: int
    parts: tuple[int, ...]


def _worth(points: tuple[Fraction, ...]) -> _Worth:
    whole = lcm(*(own.denominator for own in points)) if points else 1
    return _Worth(whole, tuple(own.numerator * (whole // own.denominator) for own in points))


def _chosen(sieves: Iterable[pages.Sieve], row: int) -> list[str]:
    """Return which words of each sieve hold for a row, by their numbers."""
    return [" ".join(str(sieve.words.index(word)) for word in sieve.rows[row]) for sieve in sieves]
