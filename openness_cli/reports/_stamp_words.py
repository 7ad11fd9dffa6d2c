"""What is said of the time stamps of a log: for a person, as rows, as JSON."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction
from itertools import groupby
from math import ceil

from openness_cli.formats.rows import Row
from openness_cli.links.stamps import StampCheck, StampFile, Stretch
from openness_cli.messages import _, day_in_figures, first_of, n_
from openness_cli.reports._head import Json, picked
from openness_cli.words.terms import decimal

_NAMED = 5


def stamp_sentences(check: StampCheck, zone: tzinfo) -> Iterator[str]:
    """Return what the time stamps prove, stretch by stretch, and what is wrong with them."""
    for own in check.stretches:
        yield f"{own.file}: {_range(own.first, own.last)}: {_proof(own, zone, is_checked=check.is_checked)}"
    if check.files and not check.is_checked:
        yield _(
            "who signed was not checked: name the certificate of the authority, or of its issuer, with --tsa-ca FILE"
        )
    text = n_(
        "{covered} of {count} line is covered by a time stamp", "{covered} of {count} lines are covered by time stamps",
        check.lines,
    )  # fmt: skip
    yield text.format(covered=check.covered, count=check.lines)
    for stamp in check.files:
        if stamp.fault:
            text = _("{file}: no proof: {why}")
            yield text.format(file=stamp.file, why=": ".join(filter(None, (_(stamp.fault.words), stamp.why))))
    missing = _("time stamps that these lines name were changed or taken away: lines {lines}")
    misdated = _("the time that a line claims contradicts the time stamps: lines {lines}")
    for text, places in ((missing, check.missing), (misdated, check.misdated)):
        for file, group in groupby(places, lambda own: own.file):
            numbers = first_of([str(own.line) for own in group], _NAMED)
            yield f"{file}: {text.format(lines=numbers)}"


def _range(first: int, last: int) -> str:
    if first == last:
        return _("line {line}").format(line=first)
    return _("lines {first}-{last}").format(first=first, last=last)


def _proof(own: Stretch, zone: tzinfo, *, is_checked: bool) -> str:
    before, after = _upper(own.before, zone, is_checked=is_checked), _lower(own.after, zone)
    if before and after:
        text = _("written after {after}, existed before {before}")
    elif before:
        text = _("existed before {before}")
    elif after:
        text = _("written after {after}; by when, nothing proves but the chain")
    else:
        text = _("proven by nothing but the chain")
    return text.format(before=before, after=after)


def _upper(own: StampFile | None, zone: tzinfo, *, is_checked: bool) -> str:
    """Return the moment of a stamp, never earlier than it is, and all that is to be said of it."""
    if own is None or own.stamp is None:
        return ""
    stamp = own.stamp
    exact = _("accuracy not stated")
    if stamp.accuracy is not None:
        exact = _("± {seconds} s").format(seconds=decimal(Fraction(ceil(stamp.accuracy * 1000), 1000)))
    number = _("serial number {number}").format(number=stamp.serial)
    who = stamp.authority or _("an authority without a name")
    who = who if is_checked else _("{authority}, not checked").format(authority=who)
    late = stamp.time + timedelta(seconds=1) if stamp.time.microsecond else stamp.time
    return f"{moment_in_figures(late, zone)} ({exact}, {number}, {who})"


def _lower(own: StampFile | None, zone: tzinfo) -> str:
    return moment_in_figures(own.stamp.time, zone) if own and own.stamp else ""


def moment_in_figures(time: datetime, zone: tzinfo) -> str:
    """Return a time to the second, with how far its zone is from UTC."""
    local = time.astimezone(zone)
    shift = f"{local:%z}"
    told = "" if shift == "+0000" else f"{shift[:3]}:{shift[3:]}"
    return f"{day_in_figures(local.date())} {local:%H:%M:%S} UTC{told}"


def to_the_second(rows: Iterable[Row], zone: tzinfo) -> Iterator[Row]:
    """Yield rows for people: a second may be what is disputed."""
    for row in rows:
        times = {key: moment_in_figures(own, zone) for key, own in row.items() if isinstance(own, datetime)}
        yield {**row, **times}


def stamps_json(check: StampCheck) -> Json:
    """Return all of it for programs."""
    return {
        "authority_checked": check.is_checked,
        "lines": check.lines,
        "covered": check.covered,
        "files": [
            {
                **picked(own._asdict(), "file", "digest"),
                "line_digest": own.stamp.line if own.stamp else None,
                **picked(_stamp_values(own), "time", "accuracy_seconds", "serial", "authority", "fault"),
            }
            for own in check.files
        ],
        "stretches": [
            {**picked(own._asdict(), "file", "first", "last"), **picked(_stretch_values(own, check), *_STRETCH_NAMES)}
            for own in check.stretches
        ],
        "missing": [own._asdict() for own in check.missing],
        "misdated": [own._asdict() for own in check.misdated],
    }


_STRETCH_NAMES = ("before", "stamp", "after", "after_stamp")


def stamp_rows(check: StampCheck) -> Iterator[Row]:
    """Return a row for each stretch, then one for each time stamp that proves nothing."""
    for own in check.stretches:
        values = _stretch_values(own, check)
        stamp = _stamp_values(own.before) if own.before else {}
        yield {**stamp, "record": "stretch", **values, "fault": ""}
    for file in check.files:
        if file.fault:
            yield {**_stamp_values(file), "record": "time-stamp", "stamp": file.file}


def _stretch_values(own: Stretch, check: StampCheck) -> Row:
    return {
        "file": own.file,
        "first_line": own.first,
        "last_line": own.last,
        "lines": own.lines,
        "before": own.before.stamp.time if own.before and own.before.stamp else None,
        "stamp": own.before.file if own.before else None,
        "authority_checked": check.is_checked if own.before or own.after else None,
        "after": own.after.stamp.time if own.after and own.after.stamp else None,
        "after_stamp": own.after.file if own.after else None,
    }


def _stamp_values(own: StampFile) -> Row:
    stamp = own.stamp
    accuracy = None if stamp is None or stamp.accuracy is None else Fraction(ceil(stamp.accuracy * 1000), 1000)
    return {
        "time": stamp.time if stamp else None,
        "accuracy_seconds": accuracy,
        # as text: it may be longer than a spreadsheet or a program takes for a number
        "serial": str(stamp.serial) if stamp else None,
        "authority": stamp.authority if stamp else None,
        "fault": own.fault,
    }
