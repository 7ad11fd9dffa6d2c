"""Where an address lies: on which site and under which path, what is official, and where what was there is now."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote


class Location(NamedTuple):
    """Where an address lies, as it is compared.

    Sites are alike but for the scheme, ``www.``, the case, the port that is meant without one, a closing dot, and the
    two ways to write a name in other letters. ``path`` are whole segments. ``page`` is what tells one page of such a
    path from others: its query, and a fragment that is a route.
    """

    host: str
    path: tuple[str, ...]
    page: str = ""

    def holds(self, other: "Location") -> bool:
        """Tell whether another place is this one or lies under it; a single page holds but itself."""
        if self.page:
            return self == other
        return self.host == other.host and other.path[: len(self.path)] == self.path

    def around(self) -> "Iterator[Location]":
        """Yield this place, and every one that holds it, the longest path first."""
        if self.page:
            yield self
        for length in range(len(self.path), -1, -1):
            yield Location(self.host, self.path[:length])


class Move(NamedTuple):
    """What lay under ``old`` lies under ``new``, and was still to be found at ``old`` up to and including a day.

    Where either is one page of its path, it is that page alone that moved.
    """

    old: str
    new: str
    on: date


class Stay(NamedTuple):
    """Where a page was, and the last day on which it was to be found there."""

    url: str
    until: date


_PARTS = re.compile(
    r"\s*(?:(?P<scheme>https?):)?(?://|\\\\)?(?P<authority>[^/?#\\]*)(?P<path>[^?#]*)(?P<query>[^#]*)(?P<fragment>.*)",
    re.IGNORECASE | re.DOTALL,
)
# moves that make no circle end long before
_MOST_STAYS = 500
_USUAL_PORT = {"http": "80", "https": "443"}


@lru_cache(maxsize=100_000)
def locate(url: str) -> Location:
    """Return where an address lies."""
    scheme, authority, path, query, fragment = _parts(url)
    page = query if len(query) > 1 else ""
    if fragment.startswith(("#/", "#!")):
        page += fragment.removesuffix("/")
    return Location(_host(authority, scheme.lower()), tuple(map(_segment, _segments(path))), page)


def _parts(url: str) -> tuple[str, str, str, str, str]:
    match = _PARTS.fullmatch(url)
    if match is None:  # it takes every text
        return "", url, "", "", ""
    scheme, authority, path, query, fragment = match.groups()
    return scheme or "", authority, path, query, fragment


def _host(authority: str, scheme: str) -> str:
    host, colon, port = authority.rpartition("@")[2].lower().rpartition(":")
    if not colon or not (port.isdigit() or not port):
        host, port = authority.rpartition("@")[2].lower(), ""
    if not host.isascii():
        host = _in_ascii(host)
    host = host.rstrip(".").removeprefix("www.")
    return host if port in {"", _USUAL_PORT.get(scheme)} else f"{host}:{port}"


def _in_ascii(host: str) -> str:
    """Return the name of a site as the network knows it; one that cannot be so written stays as it is."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return normalize("NFC", host)


def _segments(path: str) -> list[str]:
    """Return the segments of a path as they are written; those that lead up or nowhere are followed."""
    found: list[str] = []
    for segment in path.replace("\\", "/").split("/"):
        if segment == "..":
            del found[-1:]
        elif segment not in {"", "."}:
            found.append(segment)
    return found


def _segment(written: str) -> str:
    text = unquote(written) if "%" in written else written
    return text if text.isascii() else normalize("NFC", text)


class Sites:
    """What a body calls its own on the web: its official sites, and what has moved on them or away from them."""

    def __init__(self, official: Iterable[str] = (), moves: Iterable[Move] = (), written: Iterable[str] = ()) -> None:
        """Keep them. ``written`` are addresses that are spelled as what moves there is to be spelled."""
        self.moves = tuple(moves)
        self._leaving: dict[Location, Move] = {}
        self._coming: dict[Location, list[Move]] = {}
        for move in self.moves:
            self._leaving.setdefault(locate(move.old), move)
            self._coming.setdefault(locate(move.new), []).append(move)
        self._old_hosts, self._new_hosts = ({own.host for own in ends} for ends in (self._leaving, self._coming))
        self._trails: dict[str, tuple[tuple[Stay, ...], str]] = {}
        self._spelled: dict[Location, str] = {}
        if self.moves:
            # of several spellings the secure one, whatever the order of the files
            for url in sorted(written, key=lambda url: (not url.lower().startswith("https:"), url)):
                if not self.trail(url)[0]:
                    self._spelled.setdefault(locate(url), url)
            self._trails.clear()
        names = tuple(official)
        self.official = tuple(dict.fromkeys(map(locate, (*names, *map(self.means, names)))))

    def __bool__(self) -> bool:
        """Whether anything is known."""
        return bool(self.moves or self.official)

    def is_elsewhere(self, url: str) -> bool:
        """Tell whether an address lies on no official site; never where none is named."""
        if not self.official:
            return False
        location = locate(url)
        return not any(site.holds(location) for site in self.official)

    def means(self, url: str) -> str:
        """Return the address at which that is, or will be, what was at an address: itself where nothing moved."""
        return self.trail(url)[1]

    def trail(self, url: str) -> tuple[tuple[Stay, ...], str]:
        """Return where a page was on its way, in the order of the moves, and where it ends."""
        known = self._trails.get(url)
        if known is None:
            known = self._trails[url] = self._follow(url)
        return known

    def last_day_at(self, url: str) -> date | None:
        """Return the last day on which a page was to be found at an address; None where it did not move away."""
        stays = self.trail(url)[0]
        return stays[0].until if stays else None

    def at(self, url: str, day: date) -> str:
        """Return where what an address means is to be found on a day: from there it has not moved by then."""
        stays, end = self.trail(url)
        return next((stay.url for stay in stays if stay.until >= day), end)

    def was_at(self, url: str) -> tuple[Stay, ...]:
        """Return the addresses from which moves lead to one, each by each move once; those it left last at the end."""
        found: dict[str, Stay] = {}
        waiting: list[tuple[str, frozenset[Move]]] = [(url, frozenset())]
        for new, used in waiting:
            for move in (move for place in locate(new).around() for move in self._coming.get(place, ())):
                old = None if move in used else _carried(new, move.new, move.old)
                if old is not None and old not in found and self.means(old) == self.means(url) != old:
                    found[old] = self.trail(old)[0][0]
                    waiting.append((old, used | {move}))
        return tuple(sorted(found.values(), key=lambda stay: (stay.until, stay.url)))

    def is_left_behind(self, url: str) -> bool:
        """Tell whether an address lies where something moved away, on a site to which nothing moved, and did not."""
        host = locate(url).host
        return host in self._old_hosts and host not in self._new_hosts and not self.trail(url)[0]

    def _follow(self, url: str) -> tuple[tuple[Stay, ...], str]:
        stays: list[Stay] = []
        here = url
        while len(stays) < _MOST_STAYS and (step := self._step(here)) is not None and step[1] != here:
            stays.append(Stay(here, step[0].on))
            here = step[1]
        if not stays:
            return (), url
        return tuple(stays), self._spelled.get(locate(here), here)

    def _step(self, url: str) -> tuple[Move, str] | None:
        """Return the move of the longest path that an address lies under, and where it leads."""
        for place in locate(url).around():
            move = self._leaving.get(place)
            there = _carried(url, move.old, move.new) if move is not None else None
            if move is not None and there is not None:
                return move, there
        return None


def _carried(url: str, old: str, new: str) -> str | None:
    """Return what an address becomes where ``old`` becomes ``new``; None where it does not lie there."""
    place, location = locate(old), locate(url)
    if not place.holds(location):
        return None
    if place.page or locate(new).page:
        return new if place == location else None
    _scheme, _authority, path, query, fragment = _parts(url)
    rest = _segments(path)[len(place.path) :]
    slash = "/" if path.endswith("/") else ""
    return (new.rstrip("/") + "/" + "/".join(rest) + slash if rest else new) + query + fragment


def circles(moves: Iterable[Move]) -> Iterator[Move]:
    """Yield the moves that lead back to what they lead away from, by themselves or with others."""
    sites = Sites(moves=moves)
    for move in sites.moves:
        seen: set[Move] = set()
        here = move.old
        while (step := sites._step(here)) is not None and step[1] != here:  # noqa: SLF001  (its own module)
            if step[0] in seen:
                yield move
                break
            seen.add(step[0])
            here = step[1]


NOWHERE = Sites()
