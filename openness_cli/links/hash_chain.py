"""The chain of a log: each line holds the SHA-256 of an earlier one, so that a later change shows.

``prev`` names the line before; ``also``, which few lines have, whatever else no line named yet: the last line of
another branch of a merge, a line that was torn. So the digest of the last line stands for everything before it.
``stamp``, which the line behind a time stamp has, is the SHA-256 of that time stamp.
"""

import json
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from hashlib import sha256
from typing import Any, NamedTuple

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


_MARKED_LINE = re.compile(b"^" + BOM_UTF8, re.MULTILINE)


class Break(Enum):
    """Why a line does not fit."""

    UNREADABLE = "unreadable"
    NO_PREV = "no-prev"
    UNKNOWN_PREV = "unknown-prev"


class ChainFault(NamedTuple):
    """The first line that does not fit; lines count from 1."""

    line: int
    reason: Break


class Chain(NamedTuple):
    """What was found in one file. A merge makes beginnings and forks, and so does whoever puts a line in."""

    lines: int
    last_digest: str
    fault: ChainFault | None  # the first
    torn: tuple[int, ...]  # lines that are torn and known to be
    beginnings: int  # how many lines follow none
    forks: tuple[int, ...]  # lines that follow another than the line before them
    loose: tuple[int, ...]  # lines that no later line names, but for the last: a change of them would not show
    digests: frozenset[str]


def unmarked(data: bytes) -> bytes:
    """Return a file of the log without what editors add to it: marks of UTF-8, the encoding UTF-16.

    Raises ValueError for what begins as UTF-16 and is none.
    """
    if is_of_other_encoding(data):
        data = data.decode("utf-16").encode()
    # a merge may carry a marked line into the middle
    return _MARKED_LINE.sub(b"", data) if BOM_UTF8 in data else data


def is_of_other_encoding(data: bytes) -> bool:
    """Tell whether a file begins as UTF-16: as text it can be read, but nothing can be added to it."""
    return data.startswith((BOM_UTF16_LE, BOM_UTF16_BE))


def digest_of(line: bytes) -> str:
    """Return the SHA-256 of a line without its end."""
    return sha256(line).hexdigest()


def parse_line(line: bytes) -> Any:  # noqa: ANN401  (JSON of any shape)
    """Return what a line says; None where it is no JSON."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


class Link(NamedTuple):
    """What an entry of the log names: the line before it first, unless it is a beginning, then others; a time stamp."""

    is_chained: bool
    is_beginning: bool
    names: tuple[str, ...]
    stamp: str = ""


def link_of(entry: object) -> Link | None:
    """Return what a parsed line names; None where it is no entry of the log."""
    if not isinstance(entry, dict) or "url" not in entry or "time" not in entry:
        return None
    prev, also = entry.get("prev"), entry.get("also", [])
    is_chained = "prev" in entry and isinstance(prev, str | None) and isinstance(also, list)
    if not is_chained or not all(isinstance(digest, str) for digest in also):
        return Link(is_chained=False, is_beginning=False, names=())
    names = tuple(also if prev is None else (prev, *also))
    return Link(is_chained=True, is_beginning=prev is None, names=names, stamp=str(entry.get("stamp") or ""))


def follow(lines: Sequence[bytes], links: Sequence[Link | None] | None = None) -> Chain:
    """Follow the chain of a file, given as its lines without their ends. ``links`` were read from them before.

    A line that cannot be read breaks it, unless a later line names it as it is: then it was torn before that later
    line was written, and nothing was changed since.
    """
    links = [link_of(parse_line(line)) for line in lines] if links is None else links
    digests = [digest_of(line) for line in lines]
    named = {digest for link in links if link is not None for digest in link.names}
    seen: set[str] = set()
    fault: ChainFault | None = None
    torn: list[int] = []
    loose: list[int] = []
    forks: list[int] = []
    beginnings, before = 0, ""
    for number, (line, link, digest) in enumerate(zip(lines, links, digests, strict=True), start=1):
        if not line.strip():
            continue
        reason: Break | None = None
        if link is None:
            reason = None if digest in named else Break.UNREADABLE
            torn += [] if reason else [number]
        elif not link.is_chained:
            reason = Break.NO_PREV
        elif not seen.issuperset(link.names):
            reason = Break.UNKNOWN_PREV
        elif link.is_beginning:
            beginnings += 1
        elif before not in link.names:
            forks.append(number)
        before = digest
        if digest not in named:
            loose.append(number)
        if reason and fault is None:
            fault = ChainFault(number, reason)
        seen.add(digest)
    return Chain(len(lines), before, fault, tuple(torn), beginnings, tuple(forks), tuple(loose[:-1]), frozenset(seen))


class Ends:
    """The lines of a file that no line names yet: what its next line has to name; and time stamps, likewise."""

    _MOST_NAMED = 16

    def __init__(self, stamps: Mapping[str, str] | None = None) -> None:
        """Begin with an empty file. ``stamps`` are the digests of time stamps, each under that of its line."""
        self._open: dict[str, bool] = {}
        self._stamps = stamps or {}
        self._unnamed: list[str] = []

    @property
    def entries(self) -> tuple[str, ...]:
        """The digests of the entries that no line names."""
        return tuple(digest for digest, is_entry in self._open.items() if is_entry)

    def pass_by(self, lines: Iterable[bytes]) -> None:
        """Take in the lines that follow, without their ends."""
        for line in lines:
            if not line.strip():
                continue
            link = link_of(parse_line(line))
            self._take(line, link.names if link else (), is_entry=link is not None)
            if link and link.stamp in self._unnamed:
                self._unnamed.remove(link.stamp)

    def next_line(self, entry: Mapping[str, object]) -> bytes:
        """Return an entry, with what it has to name, as the next line, without its end, and take it in."""
        prev = next((digest for digest, is_entry in reversed(self._open.items()) if is_entry), None)
        also = [digest for digest in self._open if digest != prev][: self._MOST_NAMED]
        rare = {"also": also} if also else {}
        stamp = {"stamp": self._unnamed.pop(0)} if self._unnamed else {}
        line = _encode({**entry, "prev": prev, **rare, **stamp}).encode()
        self._take(line, also if prev is None else (prev, *also), is_entry=True)
        return line

    def _take(self, line: bytes, names: Iterable[str], *, is_entry: bool) -> None:
        for digest in names:
            self._open.pop(digest, None)
        digest = digest_of(line)
        self._open[digest] = is_entry
        if digest in self._stamps:
            self._unnamed.append(self._stamps[digest])


def missing_anchors(chains: Iterable[Chain], anchors: Iterable[str]) -> tuple[str, ...]:
    """Return the digests, noted earlier, of which no file has the line any more."""
    known = frozenset[str]().union(*(chain.digests for chain in chains))
    return tuple(anchor for anchor in anchors if anchor not in known)
