"""What time stamps prove of a log: by when each line existed at the latest, and after what it was written.

A time stamp of a line stands for all that the line names, and what that names: those lines existed before its time.
A line that names a time stamp (``stamp``) was written after its time, and so was every line that names that line.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from openness_cli.links.hash_chain import Link, digest_of, link_of, parse_line
from openness_cli.model.languages import Worded, mark

# others cannot be reckoned with
BELIEVABLE_YEARS = range(1970, 3000)
# a fetch and its second try take minutes, and clocks differ by as much
_ALLOWED = timedelta(hours=1)


class Stamp(NamedTuple):
    """What an authority says: the SHA-256 of a line, when it saw that, how exactly (in seconds), and who it is."""

    line: str
    time: datetime
    accuracy: float | None
    serial: int
    authority: str


class StampFault(Worded):
    """Why a time stamp proves nothing."""

    UNREADABLE = "unreadable", mark("this is no time stamp")
    NAME = "other-name", mark("it stamps another line than its name says")
    SIGNATURE = "not-signed", mark("it is not signed by the authority that was named, or it was changed")
    NO_LINE = (
        "no-line",
        mark("it stamps a line that no file of the log holds: the log was changed, or a part of it was taken out"),
    )


class StampFile(NamedTuple):
    """A time stamp beside the log: its name, its SHA-256, what it says; what is wrong with it, and why it is so."""

    file: str
    digest: str
    stamp: Stamp | None
    fault: StampFault | None = None
    why: str = ""


class Place(NamedTuple):
    """A line of a file of the log; lines count from 1."""

    file: str
    line: int


class Stretch(NamedTuple):
    """Lines of a file of which the same is known: they existed before one stamp, and were written after another."""

    file: str
    first: int
    last: int
    lines: int
    before: StampFile | None
    after: StampFile | None


class StampCheck(NamedTuple):
    """What the time stamps of a log prove.

    ``is_checked``: whose signatures count was known. ``missing`` are lines whose time stamp is not there; ``misdated``
    those that claim a time that their time stamps contradict.
    """

    is_checked: bool
    files: tuple[StampFile, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    missing: tuple[Place, ...] = ()
    misdated: tuple[Place, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every time stamp is good, and none is missing."""
        return not self.missing and all(own.fault is None for own in self.files)

    @property
    def lines(self) -> int:
        """How many lines the log has."""
        return sum(own.lines for own in self.stretches)

    @property
    def covered(self) -> int:
        """How many lines existed before a time stamp."""
        return sum(own.lines for own in self.stretches if own.before)


NO_STAMPS = StampCheck(is_checked=False)


class _Line(NamedTuple):
    number: int
    digest: str
    link: Link | None
    time: datetime | None


def check_stamps(
    log: Iterable[tuple[str, Sequence[bytes]]], stamps: Iterable[StampFile], *, is_checked: bool
) -> StampCheck:
    """Hold time stamps against the files of a log, each given as its name and its lines without their ends."""
    texts = [(name, list(_lines(lines))) for name, lines in log]
    known = {line.digest for _name, lines in texts for line in lines}
    judged = tuple(
        own._replace(fault=StampFault.NO_LINE) if not own.fault and own.stamp and own.stamp.line not in known else own
        for own in stamps
    )
    good = [own for own in judged if own.stamp and not own.fault]
    there = {own.digest for own in judged}
    stretches: list[Stretch] = []
    missing: list[Place] = []
    misdated: list[Place] = []
    for name, lines in texts:
        before, after = _befores(lines, good), _afters(lines, good)
        stretches += _stretches(name, lines, before, after)
        for own in lines:
            if own.link and own.link.stamp and own.link.stamp not in there:
                missing.append(Place(name, own.number))
            if own.time and _contradicts(own.time, before.get(own.digest), after.get(own.digest)):
                misdated.append(Place(name, own.number))
    return StampCheck(is_checked, judged, tuple(stretches), tuple(missing), tuple(misdated))


def _lines(lines: Sequence[bytes]) -> Iterator[_Line]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            entry = parse_line(line)
            yield _Line(number, digest_of(line), link_of(entry), _time_of(entry))


def _time_of(entry: Any) -> datetime | None:  # noqa: ANN401  (JSON of any shape)
    try:
        time = datetime.fromisoformat(entry["time"])
        return in_utc(time) if time.year in BELIEVABLE_YEARS else None
    except (KeyError, TypeError, ValueError, OverflowError):
        return None


def in_utc(time: datetime) -> datetime:
    """Return a time in UTC, which is what one without a zone is meant in."""
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def _moment(own: StampFile) -> datetime:
    return own.stamp.time if own.stamp else datetime.max.replace(tzinfo=UTC)


def _befores(lines: Sequence[_Line], stamps: Iterable[StampFile]) -> dict[str, StampFile]:
    """Return the earliest time stamp of each line that one stands for; every line is come by once."""
    links = {own.digest: own.link for own in lines}
    places = {own.digest: own.number for own in lines}
    found: dict[str, StampFile] = {}
    said = {own: own.stamp.line for own in stamps if own.stamp}
    # of one second that of the earlier line says as much of fewer lines
    for stamp in sorted(said, key=lambda own: (_moment(own), places.get(said[own], 0))):
        to_see = [said[stamp]]
        while to_see:
            digest = to_see.pop()
            if digest in links and digest not in found:
                found[digest] = stamp
                link = links[digest]
                to_see += link.names if link else ()
    return found


def _afters(lines: Iterable[_Line], stamps: Iterable[StampFile]) -> dict[str, StampFile]:
    """Return the latest time stamp that each line names, or a line does that it follows."""
    named = {own.digest: own for own in stamps}
    found: dict[str, StampFile] = {}
    for own in lines:
        if own.link is None:
            continue
        # of two of one second its own says the same of more lines
        candidates = [named[own.link.stamp]] if own.link.stamp in named else []
        candidates += [found[digest] for digest in own.link.names if digest in found]
        if candidates:
            found[own.digest] = max(candidates, key=_moment)
    return found


def _stretches(
    name: str, lines: Iterable[_Line], before: Mapping[str, StampFile], after: Mapping[str, StampFile]
) -> Iterator[Stretch]:
    for (upper, lower), group in groupby(lines, lambda own: (before.get(own.digest), after.get(own.digest))):
        together = list(group)
        yield Stretch(name, together[0].number, together[-1].number, len(together), upper, lower)


def _contradicts(time: datetime, before: StampFile | None, after: StampFile | None) -> bool:
    return bool((before and time - _ALLOWED > _moment(before)) or (after and time + _ALLOWED < _moment(after)))
