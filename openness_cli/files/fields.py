"""The strict reading of nodes into values: what a field may hold, and what to say where it does not."""

import re
from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as Table
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from openness_cli.files._tree import Mapping, Node, Scalar, Sequence, Source, line_of
from openness_cli.files.spelling import doubtful_day, parse_day, read_day, suggest
from openness_cli.messages import _
from openness_cli.model.evidence import INVISIBLE, fold, the_one
from openness_cli.model.languages import Text, mark

Read = Callable[[Source, Node], Any]
Member = TypeVar("Member", bound=Enum)
Made = TypeVar("Made")

MAX_INTEGER_DIGITS = 9
MAX_TEXT = 5000
MAX_DAYS = 3660


def fields(source: Source, node: Node, readers: Table[str, Read], required: Collection[str] = ()) -> dict[str, Any]:
    """Read a mapping: every key by its reader. A key left empty counts as not written.

    Unknown and missing keys are problems; a value that cannot be read is None.
    """
    if type(node) is not Mapping:
        if required or not is_empty(node):
            keys, first = ", ".join(readers), node.value.split(" ")[0].rstrip(":") if type(node) is Scalar else ""
            hint = (
                _("write: {key}: …").format(key=first)
                if first in readers
                else _("known keys: {keys}").format(keys=keys)
            )
            source.complain_at(node, _("keys and values are expected here"), hint)
        return {}
    values = {}
    told = set()
    unknown = []
    for name, (key, value) in node.entries.items():
        reader = readers.get(name)
        if reader is None:
            unknown.append((name, key))
        elif (type(value) is Scalar and value.value) or not is_empty(value):
            before = source.complaints
            values[name] = reader(source, value)
            if source.complaints > before:
                told.add(name)
    if unknown:
        values |= _under_other_names(source, node, readers, unknown)
    for name in required:
        if name not in told and (name not in values or values[name] in ("", {}, ())):
            source.complain_at(node, _("the key “{key}” is missing").format(key=name))
    return values


def _under_other_names(
    source: Source, node: Mapping, readers: Table[str, Read], unknown: list[tuple[str, Scalar]]
) -> dict[str, Any]:
    """Read what stands under keys that look like known ones; the other unknown keys are problems."""
    mended = _with_own_names(source, node, readers)
    for name, key in unknown:
        if name in node.entries and not source.is_full:
            source.complain_at(key, *_said_of(source, key, {**mended.entries, **node.entries}, readers))
    return fields(source, mended, readers)


def _said_of(
    source: Source, key: Scalar, entries: dict[str, tuple[Scalar, Node]], readers: Table[str, Read]
) -> tuple[str, str]:
    """Return what is wrong with an unknown key, and what to do.

    It is one of a file of evidence that belongs elsewhere, a known one of ``entries`` that is written a second time in
    another way, or something else.
    """
    from openness_cli.files._misplaced import misplaced  # noqa: PLC0415  (only where something is wrong)

    elsewhere = misplaced(source, key, readers)
    if elsewhere is not None:
        return elsewhere
    meant = next((known for known in readers if fold(known) == fold(key.value)), "")
    if meant in entries:
        what = _("the key “{key}” is written twice").format(key=meant)
        return what, _("the other is in {where}").format(where=f"{source.name}:{line_of(entries[meant][0])}")
    return _("unknown key “{key}”").format(key=key.value), suggest(key.value, readers)


def _with_own_names(source: Source, node: Mapping, known: Iterable[str]) -> Mapping:
    """Give keys that look like known ones their own names: they are in another case, or in letters that look alike.

    Returns these alone.
    """
    own_name = {fold(key): key for key in known}
    mended: dict[str, tuple[Scalar, Node]] = {}
    given = Mapping(node.start_mark)
    for name, entry in node.entries.items():
        meant = own_name.get(fold(name), name)
        if meant == name or meant in node.entries or meant in given.entries:
            mended[name] = entry
        else:
            mended[meant] = given.entries[meant] = entry
            source.understand(entry[0], meant)
    node.entries = mended
    return given


def is_empty(node: Node) -> bool:
    """Tell whether nothing is written: a key left blank, as in a fresh scaffold."""
    return type(node) is Scalar and not node.value and node.implicit[0]


_CONTROLS = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")

_UNSEEN = dict.fromkeys(map(ord, INVISIBLE))
# what phones and file managers put around what they copy
_WRAPPING = " \t\r\n\u00a0\u202a\u202c\u2066\u2067\u2068\u2069" + INVISIBLE


def text(source: Source, node: Node) -> str | None:
    """Read one piece of text, as typed; line breaks in it become blanks."""
    if type(node) is not Scalar:
        source.complain_at(node, _("one value is expected here"))
        return None
    written: str = node.value
    if len(written) > MAX_TEXT:
        source.complain_at(node, _("longer than {count} characters").format(count=MAX_TEXT))
        return None
    if written.isprintable():
        return written.strip()
    written = written.strip(_WRAPPING)
    if _CONTROLS.search(written):
        source.complain_at(node, _("a control character in a text"), _("type the text again"))
        return None
    return " ".join(written.translate(_UNSEEN).split())


def integer(source: Source, node: Node) -> int | None:
    """Read a whole number from 0 on."""
    return _whole(source, node, mark("digits alone, as in 204"))


def year(source: Source, node: Node) -> int | None:
    """Read a year."""
    return _whole(source, node, mark("a year in digits alone, as in 2024"))


def _whole(source: Source, node: Node, hint: str) -> int | None:
    written = text(source, node)
    if written is None:
        return None
    if written.isascii() and written.isdigit() and len(written) <= MAX_INTEGER_DIGITS:
        return int(written)
    what = _("“{value}” is not a whole number from 0 on").format(value=written)
    source.complain_at(node, what, _(hint))
    return None


# the same few points and shares stand in every criterion
_exactly = lru_cache(maxsize=1000)(Fraction)
_DECIMAL = re.compile(r"\d{1,6}(\.\d{1,4})?", re.ASCII)
# three digits after a comma may be thousands
_DECIMAL_COMMA = re.compile(r"\d{1,6},\d{1,2}", re.ASCII)


def decimal(source: Source, node: Node) -> Fraction | None:
    """Read a number from 0 on, exactly, from its decimal text."""
    written = text(source, node)
    if written is None:
        return None
    if _DECIMAL.fullmatch(written):
        return _exactly(written)
    if _DECIMAL_COMMA.fullmatch(written):
        meant = written.replace(",", ".")
        source.understand(node, meant)
        return Fraction(meant)
    like = written.replace(",", ".") if _DECIMAL.fullmatch(written.replace(",", ".")) else "0.5"
    what = _("“{value}” is not a number from 0 on").format(value=written)
    source.complain_at(node, what, _("written like this: {like}").format(like=like))
    return None


def day(source: Source, node: Node) -> date | None:
    """Read a date written 2024-05-14, or in another way that can mean one day alone."""
    written = text(source, node)
    if written is None:
        return None
    found = parse_day(written)
    if found is None and (found := read_day(written)) is not None:
        source.understand(node, found.isoformat())
    if found is None:
        like = doubtful_day(written)
        hint = _("dates are written 2024-05-14")
        if like is not None:
            hint = _("written like this: {like}").format(like=like.isoformat())
        source.complain_at(node, _("“{value}” is not a date").format(value=written), hint)
    return found


def member(kind: type[Member]) -> Callable[[Source, Node], Member | None]:
    """Return a reader of one word of a closed list."""
    words: dict[str, Member] = {entry.value: entry for entry in kind}
    word = word_of(words)
    return lambda source, node: words.get(word(source, node) or "")


_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


def label(source: Source, node: Node) -> str | None:
    """Read a word that scripts use: Latin letters, digits, dots, hyphens."""
    written = text(source, node)
    if written is None or _LABEL.fullmatch(written):
        return written
    what = _("“{value}” is no label").format(value=written[:60])
    source.complain_at(node, what, _("Latin letters, digits, dots and hyphens"))
    return None


def word_of(known: Collection[str]) -> Callable[[Source, Node], str | None]:
    """Return a reader of one word among ``known``."""

    def read(source: Source, node: Node) -> str | None:
        written = text(source, node)
        if written is None or written in known:
            return written
        meant = the_one(written, ((word, word) for word in known))
        if meant is None:
            source.complain_at(node, _("“{value}” is not known here").format(value=written), suggest(written, known))
        else:
            source.understand(node, meant)
        return meant

    return read


def several(reader: Read) -> Callable[[Source, Node], tuple[Any, ...]]:
    """Return a reader of a list; what cannot be read in it is left out, and told."""

    def read(source: Source, node: Node) -> tuple[Any, ...]:
        if type(node) is not Sequence:
            if not is_empty(node):
                first = next(iter(node.entries), "") if type(node) is Mapping else ""
                hint = _("each entry on a line of its own: - …")
                if first.startswith("-"):
                    hint = _("write: - {key}:").format(key=first.lstrip("- "))
                source.complain_at(node, _("a list is expected here"), hint)
            return ()
        values = (reader(source, value) for value in node.values if not is_empty(value))
        return tuple([value for value in values if value is not None])

    return read


def record(make: Callable[..., Made], readers: Table[str, Read]) -> Callable[[Source, Node], Made | None]:
    """Return a reader of a mapping whose every key is required, and in whose order ``make`` takes the values."""

    def read(source: Source, node: Node) -> Made | None:
        values = fields(source, node, readers, readers)
        return None if None in (found := [values.get(key) for key in readers]) else make(*found)

    return read


def as_it_is(_source: Source, node: Node) -> Node:
    """Read nothing yet."""
    return node


def texts(source: Source, node: Node) -> Text | None:
    """Read one text in every language; Uzbek in Cyrillic script may be left out."""
    if type(node) is Mapping and len(node.entries) == len(_TEXT):
        # most of an index is these; the long way round is for what is wrong
        written = [text(source, node.entries[key][1]) for key in _TEXT if key in node.entries]
        if len(written) == len(_TEXT) and all(written):
            return Text(*(each or "" for each in written))
        if None in written:
            return None
    values = fields(source, node, _TEXT, _WRITTEN)
    uz, ru, en, cyrillic = map(values.get, _TEXT)
    return None if uz is None or ru is None or en is None else Text(uz, ru, en, cyrillic or "")


_WRITTEN = ("uz", "ru", "en")
_TEXT = dict.fromkeys((*_WRITTEN, "uz-Cyrl"), text)


def points_by_label(source: Source, node: Node) -> dict[str, Fraction]:
    """Read points by the labels of levels or indicators."""
    if type(node) is not Mapping:
        source.complain_at(node, _("keys and values are expected here"))
        return {}
    read = {label(source, key): decimal(source, value) for key, value in node.entries.values()}
    return {name: points for name, points in read.items() if name is not None and points is not None}


class Misfit(NamedTuple):
    """One thing that an index does not know; ``complain`` notes it as a problem.

    ``owner`` is the criterion it belongs to, or the key of the configuration. ``named`` is what it is called in a list
    of what was left out: the criterion itself, or something of it; empty where nothing was filled in. ``place`` is
    where its value stands, whatever is wrong with it: two readings of one file can be held against each other.
    """

    owner: str
    named: str
    place: tuple[str, int, int]
    complain: Callable[[], object]


class Misfits:
    """Takes misfits in: each is a problem at once, or all are kept to be judged later."""

    def __init__(self, *, keeps: bool = False) -> None:
        """Complain of each, or keep them."""
        self.keeps = keeps
        self.kept: list[Misfit] = []

    def add(self, owner: str, named: str, source: Source, node: Node, complain: Callable[[], object]) -> None:
        """Take one in, whose value is ``node``."""
        if self.keeps:
            column = int(node.start_mark.column)  # type: ignore[union-attr]  # as in line_of
            self.kept.append(Misfit(owner, named, (source.name, line_of(node), column), complain))
        else:
            complain()
