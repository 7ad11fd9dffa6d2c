"""What a body puts forward: its workspace, its claims and the items that support them."""

import re
from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from openness_cli.model.definitions import BandName
from openness_cli.model.languages import STAND_INS
from openness_cli.model.sites import NOWHERE, Sites

_APOSTROPHES = "ʻʼ‘’‛`´′ʹʽʾʿ＇"
_DASHES = "‐‑‒–—―−﹘﹣－"
_QUOTES = "“”„‟«»"
# what a phone or a text processor puts between letters and nobody sees
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SAME_LETTER = str.maketrans(
    {
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_QUOTES, '"'),
        **dict.fromkeys(INVISIBLE),
        **dict(zip("авекмнорстухёі", "abekmhopctyxei", strict=True)),
    }
)


def fold(text: str) -> str:
    """Return text as it is compared, never as it is shown.

    All the apostrophes that oʻ, gʻ and the tutuq are typed with are one, as are dashes, quotes and blanks, the two ways
    to store an accented letter, and letters of look-alike alphabets; what cannot be seen is left out.
    """
    if not text.isascii():
        text = normalize("NFC", text).lower().translate(_SAME_LETTER)
    return " ".join(text.replace("`", "'").split()).lower()


def hyphened(text: str) -> str:
    """Return text in which every dash is a hyphen, without blanks or quotes around it and without what is unseen."""
    return text.translate(_PLAIN).strip(" \"'")


_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_QUOTES, '"'),
        **dict.fromkeys(_APOSTROPHES, "'"),
        **dict.fromkeys(INVISIBLE),
        "\u00a0": " ",
        "\u202f": " ",
    }
)


_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?([^/?#]*)([^?#]*)([^#]*)(.*)", re.IGNORECASE | re.DOTALL)


def folded_address(url: str) -> str:
    """Return an address as it is compared: without scheme, www., a closing slash, and a fragment that is no route."""
    match = _ADDRESS.fullmatch(url)
    if match is None:
        return url
    host, path, query, fragment = match.groups()
    route = fragment.removesuffix("/") if fragment.startswith(("#/", "#!")) else ""
    return host.lower() + path.removesuffix("/") + query + route


def the_one(written: str, spellings: Iterable[tuple[str, str]]) -> str | None:
    """Return the word that is meant, of pairs of a spelling and its word; None where none is, or more than one."""
    wanted = fold(written).strip(" \"'")
    meant = {word for spelling, word in spellings if fold(spelling) == wanted} if wanted else set()
    return meant.pop() if len(meant) == 1 else None


def distinct(texts: Iterable[str]) -> tuple[str, ...]:
    """Return each text once, in alphabetical order, in the first of its spellings; empty ones are left out."""
    spellings: dict[str, str] = {}
    for text in sorted(texts):
        if text:
            spellings.setdefault(fold(text), text)
    return tuple(spellings.values())


def is_of(owners: Collection[str], asked: Collection[str]) -> bool:
    """Tell whether one of the owners is asked for, by folded names; what nobody owns is that of an empty name."""
    return any(fold(owner) in asked for owner in owners or ("",))


class Place(NamedTuple):
    """Where something stands in the officer's own files; the file is named from the workspace."""

    file: str
    line: int

    def __str__(self) -> str:
        """Return the place as editors and compilers write it."""
        return f"{self.file}:{self.line}"


class Item(NamedTuple):
    """One published thing: a web address (several: the same thing, moved) or an attached file.

    ``file_exists``: it is there and holds something; ``file_is_empty``: it is there and holds nothing. ``near_file`` is
    there where ``file`` is not, under nearly its name. ``adds``: the claim is so much higher as it shows; the owner of
    its entry states no number, and another does. ``note`` is the officer's own, and never scored. ``urls`` are where a
    page is after all moves; ``written`` as its addresses stand in the file, where any of them has moved. ``elsewhere``
    are those of ``urls`` that lie on no official site. ``contains`` are words that each of them has to show.
    """

    title: str
    urls: tuple[str, ...]
    file: str
    file_exists: bool
    published: date | None
    updated: date | None
    held: date | None
    part: str
    period: str
    shows: int | None
    owner: str
    action: str
    place: Place
    adds: bool = False
    file_is_empty: bool = False
    near_file: str = ""
    note: str = ""
    written: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    contains: str = ""


class OwnNumbers(NamedTuple):
    """What one owner states of the numbers of a claim, and where; nobody is one owner too, without a name."""

    owner: str
    number: int | None
    of: int | None
    place: Place


class Evidence(NamedTuple):
    """All that is put forward for one criterion, joined from every file that names it.

    ``number`` is what the files call ``count``. Both numbers are those of all owners, which stand in ``stated``, added
    up; ``of`` is None where an owner who states the one does not state the other. ``notes`` are never scored.
    """

    level: str
    number: int | None
    of: int | None
    not_applicable: str
    owners: tuple[str, ...]
    action: str
    effort_days: Fraction | None
    items: tuple[Item, ...]
    place: Place
    stated: tuple[OwnNumbers, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def has_claim(self) -> bool:
        """Whether anything is claimed, apart from the items."""
        return bool(self.level or self.not_applicable) or self.number is not None or self.of is not None


class Action(NamedTuple):
    """One piece of work that closes one or more gaps."""

    id: str
    title: str
    owner: str
    effort_days: Fraction | None
    place: Place | None = None


class Organisation(NamedTuple):
    """The body assessed; names by language, at least one."""

    id: str
    names: dict[str, str]
    kinds: tuple[str, ...]

    def name(self, language: str) -> str:
        """Return the name in ``language``, else in the first language that has one."""
        own = self.names.get(language) or self.names.get(STAND_INS.get(language, ""))
        return own or next(iter(self.names.values()))


class PublishedResult(NamedTuple):
    """What the Agency published of this body alone for one year, as the officer entered it; never scored.

    ``band`` is None where none was entered: it is not derived, for an earlier year may have had other minima.
    ``indicators`` are points by the ids of the index; one that was not entered is not there.
    """

    year: int
    total: Fraction
    band: BandName | None
    indicators: dict[str, Fraction]
    place: Place


class OwnUnit(NamedTuple):
    """A unit that the officer knows of, whether or not anything is entered for it; ``email`` may be empty."""

    name: str
    email: str
    place: Place


class Workspace(NamedTuple):
    """An officer's folder as read: everything that is scored, and where it came from.

    ``results`` are by year, the earliest first; ``units`` as written.
    """

    folder: Path
    organisation: Organisation
    index_name: str
    year: int
    evaluation_date: date
    as_of: date | None
    language: str | None
    evidence: dict[str, Evidence]
    actions: dict[str, Action]
    files: tuple[Path, ...]
    sites: Sites = NOWHERE
    results: tuple[PublishedResult, ...] = ()
    units: tuple[OwnUnit, ...] = ()
