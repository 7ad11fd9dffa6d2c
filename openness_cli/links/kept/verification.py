"""Whether what the log says was stored is there, whole and as it was: offline, piece by piece, in linear time."""

import contextlib
import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.sources import LOG_FOLDER, find_files, shown_name
from openness_cli.links.fetch.replay import Replay
from openness_cli.links.hash_chain import parse_line
from openness_cli.links.kept._members import Take, stretches
from openness_cli.links.kept._stored import Stored
from openness_cli.links.kept.checked import Flaw, KeptCheck, KeptFault
from openness_cli.links.kept.entries import KEPT_FOLDER, NAMES_ONE, kept_of
from openness_cli.model.kept import Kept

_PIECE = 256 * 1024
_MOST_BEGINNINGS = 3


class _Wanted(NamedTuple):
    """What one line of a log says."""

    log: str
    line: int
    url: str
    digest: str
    kept: Kept

    def fault(self, flaw: Flaw) -> KeptFault:
        return KeptFault(flaw, self.log, self.line, self.url, self.kept.file, self.kept.offset)


class _Found(NamedTuple):
    """An answer as it is stored; of one that refers to an earlier one, ``original`` is the id of that."""

    end: int
    record: str
    is_sound: bool
    is_whole: bool
    payload: str
    content: str
    original: str


class _File(NamedTuple):
    """What was found in a file, by place and by id, and the parts of it that are no record."""

    answers: dict[int, _Found]
    by_id: dict[str, _Found]
    broken: list[int]
    unsound: list[int]
    torn: int

    def original_of(self, answer: _Found) -> _Found | None:
        """Return the answer that holds the body of one: itself, or the one that it refers to, if that is there."""
        if not answer.original:
            return answer
        held = self.by_id.get(answer.original)
        is_there = held is not None and held.is_sound and not held.original and held.payload == answer.payload
        return held if is_there else None


def check_kept(folder: Path, logs: Iterable[tuple[str, Iterable[bytes]]]) -> KeptCheck:
    """Look for every record that a line names, and into every file of records that is there."""
    faults: list[KeptFault] = []
    by_file: dict[str, list[_Wanted]] = defaultdict(list)
    for one in _wanted(logs, faults):
        by_file[one.kept.file].append(one)
    problems: list[Problem] = []
    there = [
        shown_name(own, folder) for own in find_files(folder / LOG_FOLDER / KEPT_FOLDER, (".gz",), folder, problems)
    ]
    named = beginnings = unnamed = 0
    torn: list[tuple[str, int]] = []
    for name in sorted({*by_file, *there}):
        wanted = by_file.get(name, [])
        named += len(wanted)
        try:
            with _opened(folder / name, folder) as file:
                found = _look_into(file)
                beginnings += _compare(found, wanted, faults)
                faults += _changed(file, found, wanted)
        except OSError:
            faults += [one.fault(Flaw.NO_FILE) for one in wanted] or [KeptFault(Flaw.NO_FILE, "", 0, "", name, 0)]
            continue
        faults += [KeptFault(Flaw.DAMAGED, "", 0, "", name, place) for place in found.broken]
        told = {one.kept.offset for one in wanted}
        faults += [KeptFault(Flaw.CHANGED, "", 0, "", name, place) for place in found.unsound if place not in told]
        unnamed += len(found.answers.keys() - told)
        torn += [(name, found.torn)] if found.torn else []
    # of one line, or one place, the first is enough
    first = {(own.log, own.line, own.file if not own.line else "", own.place): own for own in reversed(faults)}
    return KeptCheck(named, beginnings, unnamed, tuple(torn), tuple(reversed(first.values())))


def _wanted(logs: Iterable[tuple[str, Iterable[bytes]]], faults: list[KeptFault]) -> Iterator[_Wanted]:
    """Return what lines say of what was stored, equal ones once."""
    seen: set[bytes] = set()
    for log, lines in logs:
        for number, line in enumerate(lines, start=1):
            if NAMES_ONE not in line or line in seen:
                continue
            seen.add(line)
            entry = parse_line(line)
            if not isinstance(entry, dict) or "kept" not in entry:
                continue
            kept, url, digest = kept_of(entry["kept"]), str(entry.get("url", "")), entry.get("sha256")
            if kept is None:
                faults.append(KeptFault(Flaw.NO_PLACE, log, number, url, "", 0))
            else:
                yield _Wanted(log, number, url, digest if isinstance(digest, str) else "", kept)


@contextlib.contextmanager
def _opened(path: Path, folder: Path) -> Iterator[BinaryIO]:
    """Open a plain file in a folder, without following a link. Raises OSError."""
    root = os.path.realpath(folder)
    if os.path.commonpath([root, os.path.realpath(path)]) != root:
        raise OSError(0, "")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb", buffering=_PIECE) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(0, "")
        yield file


def _look_into(file: BinaryIO) -> _File:
    """Read a file of records from begin to end."""
    found = _File({}, {}, [], [], 0)
    torn = 0
    reading: list[_Reading] = []

    def begin(_place: int) -> Take:
        reading[:] = [_Reading()]
        return reading[0].stored.take

    size = os.fstat(file.fileno()).st_size
    for part in stretches(file, 0, begin):
        if not part.is_whole:
            if part.end >= size:
                torn = part.end - part.begin
            else:
                found.broken.append(part.begin)
            continue
        one = reading[0].found(part.end)
        if not one.is_sound:
            found.unsound.append(part.begin)
        if reading[0].stored.kind in ("response", "revisit"):
            found.answers[part.begin] = one
            found.by_id.setdefault(one.record, one)
    return found._replace(torn=torn)


class _Reading:
    """One record on its way in."""

    def __init__(self) -> None:
        self.stored = Stored(self._begin)
        self._replay: Replay | None = None

    def _begin(self, head: list[bytes]) -> Take:
        self._replay = Replay(head)
        return self._replay.take

    def found(self, end: int) -> _Found:
        fields = self.stored.fields
        original = fields.get("warc-refers-to", "") if self.stored.kind == "revisit" else ""
        return _Found(
            end,
            fields.get("warc-record-id", ""),
            self.stored.is_sound,
            "warc-truncated" not in fields,
            fields.get("warc-payload-digest", ""),
            self._replay.digest if self._replay else "",
            original,
        )


def _compare(found: _File, wanted: Iterable[_Wanted], faults: list[KeptFault]) -> int:
    """Compare what is there with what lines say; return of how many only the beginning is there."""
    beginnings = 0
    for one in wanted:
        answer = found.answers.get(one.kept.offset)
        if answer is None or (answer.record, answer.end) != (one.kept.record, one.kept.end):
            faults.append(one.fault(Flaw.NO_RECORD))
            continue
        original = found.original_of(answer)
        if not answer.is_sound:
            faults.append(one.fault(Flaw.CHANGED))
        elif original is None:
            faults.append(one.fault(Flaw.NO_ORIGINAL))
        elif not answer.is_whole:
            beginnings += 1
        elif one.digest and original.content != one.digest:
            faults.append(one.fault(Flaw.OTHER_CONTENT))
    return beginnings


def _changed(file: BinaryIO, found: _File, wanted: Iterable[_Wanted]) -> Iterator[KeptFault]:
    """Return what differs in any byte, of the heads and of what was asked as well, from what lines say."""
    by_end: dict[int, dict[int, list[_Wanted]]] = defaultdict(lambda: defaultdict(list))
    for one in wanted:
        answer = found.answers.get(one.kept.offset)
        if one.kept.digest and answer is not None and answer.end == one.kept.end:
            by_end[one.kept.end][one.kept.begin].append(one)
    before = 0
    for end, by_begin in sorted(by_end.items()):
        for number, begin in enumerate(sorted(by_begin, reverse=True)):
            # no two fetches share a byte: lines that say so could have a file read any number of times
            is_bearable = before <= begin and number < _MOST_BEGINNINGS
            digest = _digest_of(file, begin, end) if is_bearable else ""
            yield from (one.fault(Flaw.CHANGED) for one in by_begin[begin] if one.kept.digest != digest)
        before = end


def _digest_of(file: BinaryIO, begin: int, end: int) -> str:
    digest, left = sha256(), end - begin
    file.seek(begin)
    while left and (data := file.read(min(left, _PIECE))):
        digest.update(data)
        left -= len(data)
    return digest.hexdigest()
