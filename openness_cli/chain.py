"""The chain of a log: each line holds the SHA-256 of an earlier one, so that a later change shows."""

import json
from collections.abc import Iterable, Sequence
from enum import Enum
from hashlib import sha256
from typing import NamedTuple


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
    """What was found in one file: its first fault, if any; lines that are torn and known to be.

    ``beginnings`` are lines that follow none, ``forks`` those that follow another than the line before them: a merge
    makes such lines, and so does whoever puts one in. ``loose`` are those that no later line follows, but for the last:
    a change of them would not show.
    """

    lines: int
    last_digest: str
    fault: ChainFault | None
    torn: tuple[int, ...]
    beginnings: int
    forks: tuple[int, ...]
    loose: tuple[int, ...]
    digests: frozenset[str]


def digest_of(line: bytes) -> str:
    """Return the SHA-256 of a line without its end."""
    return sha256(line).hexdigest()


def follow(lines: Sequence[bytes]) -> Chain:
    """Follow the chain of a file, given as its lines without their ends.

    A line that cannot be read breaks it, unless a later line vouches for it as it is: then it was torn before that
    later line was written, and nothing was changed since.
    """
    entries = [_entry(line) for line in lines]
    digests = [digest_of(line) for line in lines]
    vouched = {entry.prev for entry in entries if entry is not None}
    seen: set[str] = set()
    fault: ChainFault | None = None
    torn: list[int] = []
    loose: list[int] = []
    forks: list[int] = []
    beginnings, before = 0, ""
    for number, (line, entry, digest) in enumerate(zip(lines, entries, digests, strict=True), start=1):
        if not line.strip():
            continue
        reason: Break | None = None
        if entry is None:
            reason = None if digest in vouched else Break.UNREADABLE
            torn += [] if reason else [number]
        elif not entry.has_prev:
            reason = Break.NO_PREV
        elif entry.prev is None:
            beginnings += 1
        elif entry.prev not in seen:
            reason = Break.UNKNOWN_PREV
        elif entry.prev != before:
            forks.append(number)
        before = digest
        if digest not in vouched:
            loose.append(number)
        if reason and fault is None:
            fault = ChainFault(number, reason)
        seen.add(digest)
    last = next((digest for line, digest in zip(reversed(lines), reversed(digests), strict=True) if line.strip()), "")
    return Chain(len(lines), last, fault, tuple(torn), beginnings, tuple(forks), tuple(loose[:-1]), frozenset(seen))


class _Entry(NamedTuple):
    has_prev: bool
    prev: str | None


def _entry(line: bytes) -> _Entry | None:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(entry, dict) or "url" not in entry or "time" not in entry:
        return None
    prev = entry.get("prev")
    return _Entry("prev" in entry and (prev is None or isinstance(prev, str)), prev if isinstance(prev, str) else None)


def missing_anchors(chains: Iterable[Chain], anchors: Iterable[str]) -> tuple[str, ...]:
    """Return the digests, noted earlier, of which no file has the line any more."""
    known = frozenset[str]().union(*(chain.digests for chain in chains))
    return tuple(anchor for anchor in anchors if anchor not in known)
