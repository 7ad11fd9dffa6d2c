"""What is typed for an option, read strictly: a usage error names the option, and the nearest word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import TypeVar

from openness_cli.errors import UsageError
from openness_cli.files.spelling import COLOUR_WORDS, read_day, suggest
from openness_cli.formats.choices import Format, formats_of
from openness_cli.messages import _, in_every_language
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import distinct, fold, the_one
from openness_cli.model.languages import Worded
from openness_cli.scoring.gates import Threshold

Word = TypeVar("Word", bound=Enum)

_NUMBER = re.compile(r"\d{1,6}(\.\d{1,9})?", re.ASCII)


def one_of(members: Iterable[Word], value: str, where: str) -> Word:
    """Return the member that a word names. Raises UsageError with the nearest word."""
    known: dict[str, Word] = {member.value: member for member in members}
    meant = value if value in known else the_one(value, _spellings(known.values()))
    if meant is None:
        raise UsageError(unknown_word(value, known, where))
    return known[meant]


def _spellings(members: Iterable[Enum]) -> Iterator[tuple[str, str]]:
    """Return each word of a closed list in another case, and in every language, with the word itself."""
    for member in members:
        words = in_every_language(member.words) if isinstance(member, Worded) and member.words else ()
        yield from ((spelling, member.value) for spelling in (member.value, *words))


def words_of(values: Iterable[str] | None) -> list[str]:
    """Return the words of an option that is given several times, or once with commas."""
    return [word for value in values or () for word in value.split(",")]


def unknown_word(value: str, words: Iterable[str], where: str) -> str:
    """Return the sentence for a word that an option does not know."""
    text = _("{where}: “{value}” is not known").format(where=where, value=value)
    return f"{text}; {suggest(value, words)}"


def format_of(report: type, word: str, where: str = "--format") -> Format:
    """Return the format that a word names, of those that a report has. Raises UsageError with the nearest word."""
    return one_of(formats_of(report), word, where)


Exports = Sequence[tuple[Format, Path]]


def exports_of(report: type, values: Iterable[str] | None) -> Exports:
    """Read ``--export FORMAT:FILE``, as often as it is given. Raises UsageError for what is none."""
    found = []
    for value in values or ():
        name, colon, path = value.partition(":")
        if not (colon and path):
            raise UsageError(_("{where}: “{value}” is not FORMAT:FILE").format(where="--export", value=value))
        found.append((format_of(report, name, "--export"), Path(path)))
    return found


def paths_of(exports: Exports) -> Iterator[Path]:
    """Return the files that are written besides."""
    return (path for _form, path in exports)


def nothing_matches(only: str | None, known: Iterable[str] = ()) -> UsageError:
    """Return the error for a pattern of ``--only`` that names no criterion, with the id nearest to it."""
    text, hint = (
        _("{where}: no criterion matches “{value}”").format(where="--only", value=only),
        suggest(only or "", known),
    )
    return UsageError(f"{text}; {hint}" if hint else text)


def owners_meant(asked: str, owners: Iterable[str], nothing: str) -> frozenset[str]:
    """Return the owners that are asked for, folded: of that name, else of a name that begins so.

    Raises UsageError where there is none: ``nothing`` says so of ``{value}``, before the owners that there are.
    """
    known = distinct(owners)
    wanted = fold(asked)
    meant = {fold(name) for name in known if fold(name) == wanted} or {
        fold(name) for name in known if wanted and fold(name).startswith(wanted)
    }
    if meant:
        return frozenset(meant)
    text = nothing if known else _("{where}: no owner is named in the evidence")
    raise UsageError(text.format(where="--owner", value=asked, owners="; ".join(known)))


def parse_as_of(value: str | None, where: str = "--as-of") -> date | None:
    """Read ``--as-of``, or another day. Raises UsageError."""
    if value is None:
        return None
    day = read_day(value)
    if day is None:
        text = _("{where}: “{value}” is not a date; dates are written 2024-05-14")
        raise UsageError(text.format(where=where, value=value))
    return day


def read_points(value: str) -> Fraction | None:
    """Read a number of points, exactly; None where it is none."""
    plain = value.strip().replace(",", ".")
    return Fraction(plain) if _NUMBER.fullmatch(plain) else None


def _with_own_word(name: Worded) -> str:
    """Return a word of a closed list with that of the language in use beside it, where it is another."""
    own = _(name.words)
    return name.value if own == name.value else f"{name.value} ({own})"


def read_threshold(index: Index, value: str, where: str = "--fail-under") -> Threshold:
    """Read points or a colour. Raises UsageError where it is neither points that there can be nor a colour."""
    names = {band.name.value: band for band in index.bands}
    spellings = chain(_spellings(band.name for band in index.bands), (own for own in COLOUR_WORDS if own[1] in names))
    points = read_points(value)
    # a number is no word, and the words of every language are in catalogues that take their time to read
    meant = value if value in names else the_one(value, spellings) if points is None else None
    if meant is not None:
        return Threshold(names[meant].minimum, names[meant])
    if points is None or not 0 <= points <= index.points:
        words = ", ".join(_with_own_word(band.name) for band in index.bands)
        text = _("{where}: “{value}” is neither a number of points (0 to {most}) nor one of {words}")
        raise UsageError(text.format(where=where, value=value, most=index.points, words=words))
    return Threshold(points)
