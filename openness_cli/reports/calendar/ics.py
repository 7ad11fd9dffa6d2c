"""A calendar as iCalendar (RFC 5545), for Outlook, Google and the rest; importing it again updates what is there.

Every duty keeps its UID from day to day. SEQUENCE rises with the day of the calendar and, within a day, with how far
the duty has come: coming, overdue, lost, unproved, done, not applicable. So a program that holds an older copy replaces
it, on the same day too, and in a workspace whose day is fixed. The stamps are derived from both: the same folder on the
same day gives the same bytes.

Nothing is remembered of what was written before, so three things cannot be told by number. What is set back within one
day, as when a proof is withdrawn, has a lower number than its older copy; what is changed within one day and stands as
it stood, as an owner may be, has the same; a calendar of an earlier day has a lower one than what was imported since.
Some programs keep what they have then, until the calendar of a later day.

What needs doing no more is left out: a calendar that is subscribed to drops it by itself. One that was imported keeps
what it has, so ``--all`` writes what is done, lost or proved not to apply as well, cancelled and with the word before
the title. Programs that obey STATUS:CANCELLED take the event away (Google does so in a subscription); the others, as
Outlook does with a file that is imported, at least show "done: …". That is why the word stands there too. Neither
reminds of it any more. What is no longer in the evidence or the definitions, as a page that was to be refreshed and was
taken out, is not known here, and what is only claimed not to apply has no day: such an event stays as it was imported.
"""

import hashlib
import re
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from openness_cli.messages import _
from openness_cli.model.points import rounded_down
from openness_cli.outlook.calendar_ import CalendarReport
from openness_cli.outlook.deadlines import Deadline, Standing
from openness_cli.reports.calendar.words import (
    advice,
    assumed_sentence,
    fact_sentence,
    ident_of,
    kind_word,
    title_of,
)
from openness_cli.words.reasons import certainty_sentence, labels_sentence

PRODUCT = "-//openness//calendar//EN"
REMINDER = timedelta(days=-7)
_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,60}")
_DIGEST_LENGTH = 12
# how far a duty has come: what is entered in the course of a day moves it down this list
_RANKS = (
    Standing.COMING,
    Standing.OVERDUE,
    Standing.LOST,
    Standing.UNPROVED,
    Standing.DONE,
    Standing.NOT_APPLICABLE,
)


def render(report: CalendarReport) -> bytes:
    """Return the calendar as the bytes of an ``.ics`` file; without an event once the assessment is over."""
    assessment = report.assessment
    workspace, index = assessment.workspace, assessment.index
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = workspace.organisation.name(report.language)
    calendar.add("x-wr-calname", f"{name}: {index.id.upper()} {workspace.year}")
    calendar.add("x-wr-caldesc", certainty_sentence(index))
    for own in report.listed:
        calendar.add_component(_event(report, own))
    data: bytes = calendar.to_ical()
    return data


def _event(report: CalendarReport, own: Deadline) -> Event:
    day = report.assessment.day
    rank = _RANKS.index(own.standing)
    stamp = datetime.combine(day, time(second=rank), UTC)
    is_live = own.standing.is_to_do
    event = Event()
    event.add("uid", _uid(report, own))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("sequence", day.toordinal() * 10 + rank)
    event.add("summary", _summary(report, own))
    event.add("dtstart", own.due)
    if own.due < date.max:
        event.add("dtend", own.due + timedelta(days=1))
    event.add("description", _description(report, own))
    event.add("categories", [report.assessment.index.id.upper(), kind_word(own.kind)])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if is_live else "CANCELLED")
    if is_live and own.due >= day:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(report, own))
        alarm.add("trigger", REMINDER)
        event.add_component(alarm)
    return event


def _summary(report: CalendarReport, own: Deadline) -> str:
    what = ": ".join(text for text in (ident_of(own), title_of(own, report.language)) if text)
    match own.standing:
        case Standing.OVERDUE:
            return _("overdue: {what}").format(what=what)
        case Standing.UNPROVED:
            return _("no proof: {what}").format(what=what)
        case Standing.DONE:
            return _("done: {what}").format(what=what)
        case Standing.LOST:
            return _("lost: {what}").format(what=what)
        case Standing.NOT_APPLICABLE:
            return _("not applicable: {what}").format(what=what)
        case Standing.COMING:
            return what


def _description(report: CalendarReport, own: Deadline) -> str:
    """Return what is known of a deadline, a line each: what is asked, what to do, whose, what for, how certain."""
    criterion = own.verdict.criterion if own.verdict else None
    lines = [fact_sentence(own)]
    if criterion is not None:
        lines.append(_("What is asked: {what}").format(what=criterion.asks.to(report.language)))
        what = advice(own, report.language)
        lines.append(_("What to do: {what}").format(what=what) if what else "")
        lines.append(_("Owner: {owner}").format(owner=", ".join(own.owners) or _("no owner named")))
        lines.append(_("Points: {points}").format(points=rounded_down(own.points)))
    lines.append(assumed_sentence() if own.is_assumed else "")
    if criterion is not None:
        lines.append(_("How certain the definitions are: {labels}").format(labels=labels_sentence(criterion)))
    return "\n".join(text for text in lines if text)


def _uid(report: CalendarReport, own: Deadline) -> str:
    """Return the name of a duty: of what it is, never of its date, so that it stays when that moves.

    It is the same whatever else is listed.
    """
    workspace = report.assessment.workspace
    parts = [report.assessment.index.id, str(workspace.year), workspace.organisation.id]
    if own.verdict is not None:
        parts.append(own.verdict.criterion.id)
    return "-".join(map(_safe, [*parts, own.kind.value, *own.name])) + "@openness"


def _safe(text: str) -> str:
    """Return text as it may stand in a name; what cannot, or is too long, is told apart by a digest."""
    if _PLAIN.fullmatch(text):
        return text
    return "-".join(part for part in ("".join(re.findall("[A-Za-z0-9]+", text))[:20], _digest(text)) if part)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGEST_LENGTH]
