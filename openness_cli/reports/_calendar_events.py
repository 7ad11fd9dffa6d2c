"""A calendar as events that keep their names, so that importing it again updates what is there.

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
from datetime import UTC, datetime, time

from openness_cli.formats.events import Event, Events
from openness_cli.messages import _
from openness_cli.model.languages import mark
from openness_cli.model.points import rounded_down
from openness_cli.outlook.calendar_ import Calendar
from openness_cli.outlook.deadlines import Deadline, Standing
from openness_cli.reports._calendar_words import advice, assumed_sentence, fact_sentence, ident_of, title_of
from openness_cli.reports._head import sure_of
from openness_cli.words.reasons import labels_sentence
from openness_cli.words.terms import act_name, period_words

_PLAIN = re.compile(r"[A-Za-z0-9._-]{1,60}")
_DIGEST_LENGTH = 12
# how far a duty has come: what is entered in the course of a day moves it down this list
_RANKS = (Standing.COMING, Standing.OVERDUE, Standing.LOST, Standing.UNPROVED, Standing.DONE, Standing.NOT_APPLICABLE)
_SUMMARIES = {
    Standing.OVERDUE: mark("overdue: {what}"),
    Standing.UNPROVED: mark("no proof: {what}"),
    Standing.DONE: mark("done: {what}"),
    Standing.LOST: mark("lost: {what}"),
    Standing.NOT_APPLICABLE: mark("not applicable: {what}"),
}


def events_of(calendar: Calendar, language: str) -> Events:
    """Return an event for all that is listed; none once the assessment is over."""
    workspace, index = calendar.assessment.workspace, calendar.assessment.index
    name = f"{workspace.organisation.name(language)}: {act_name(index.id)} {workspace.year}"
    sure = ". ".join(sure_of(calendar.assessment))
    return Events(name, sure, [_event(calendar, own, language) for own in calendar.listed])


def _event(calendar: Calendar, own: Deadline, language: str) -> Event:
    day = calendar.assessment.day
    rank = _RANKS.index(own.standing)
    is_live = own.standing.is_to_do
    return Event(
        uid=_uid(calendar, own),
        stamp=datetime.combine(day, time(second=rank), UTC),
        sequence=day.toordinal() * 10 + rank,
        summary=_summary(own, language),
        day=own.due,
        description=_description(own, language),
        categories=(act_name(calendar.assessment.index.id), _(own.kind.words)),
        is_live=is_live,
        has_reminder=is_live and own.due >= day,
    )


def _summary(own: Deadline, language: str) -> str:
    what = ": ".join(text for text in (ident_of(own, period_words), title_of(own, language)) if text)
    return _(_SUMMARIES[own.standing]).format(what=what) if own.standing in _SUMMARIES else what


def _description(own: Deadline, language: str) -> str:
    """Return what is known of a deadline, a line each: what is asked, what to do, whose, what for, how certain."""
    criterion = own.verdict.criterion if own.verdict else None
    lines = [fact_sentence(own)]
    if criterion is not None:
        lines.append(_("What is asked: {what}").format(what=criterion.asks.to(language)))
        what = advice(own, language)
        lines.append(_("What to do: {what}").format(what=what) if what else "")
        lines.append(_("Owner: {owner}").format(owner=", ".join(own.owners) or _("no owner named")))
        lines.append(_("Points: {points}").format(points=rounded_down(own.points)))
    lines.append(assumed_sentence() if own.is_assumed else "")
    if criterion is not None:
        lines.append(_("How certain the definitions are: {labels}").format(labels=labels_sentence(criterion)))
    return "\n".join(text for text in lines if text)


def _uid(calendar: Calendar, own: Deadline) -> str:
    """Return the name of a duty: of what it is, never of its date, so that it stays when that moves.

    It is the same whatever else is listed.
    """
    workspace = calendar.assessment.workspace
    parts = [calendar.assessment.index.id, str(workspace.year), workspace.organisation.id]
    if own.verdict is not None:
        parts.append(own.verdict.criterion.id)
    return "-".join(map(_safe, [*parts, own.kind.value, *own.name])) + "@openness"


def _safe(text: str) -> str:
    """Return text as it may stand in a name; what cannot, or is too long, is told apart by a digest."""
    if _PLAIN.fullmatch(text):
        return text
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGEST_LENGTH]
    return "-".join(part for part in ("".join(re.findall("[A-Za-z0-9]+", text))[:20], digest) if part)
