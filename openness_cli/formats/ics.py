"""Events as iCalendar (RFC 5545), for Outlook, Google and the rest."""

import re
from datetime import date, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as Component

from openness_cli.formats.events import Event, Events
from openness_cli.messages import unheard

PRODUCT = "-//openness//calendar//EN"
_FOLDED_COMMAND = re.compile(rb"\r\n :(?=:)")
REMINDER = timedelta(days=-7)


def write(events: Events) -> bytes:
    """Return the calendar as the bytes of an ``.ics`` file. What is live no more is written as cancelled."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", unheard(events.name))
    calendar.add("x-wr-caldesc", unheard(events.description))
    for own in events.events:
        calendar.add_component(_component(own))
    data: bytes = calendar.to_ical()
    return _refolded(data)


def _refolded(data: bytes) -> bytes:
    """Fold one letter later where a line would go on with what a CI log takes for a command."""
    return _FOLDED_COMMAND.sub(rb":\r\n ", data)


def _component(own: Event) -> Component:
    event = Component()
    event.add("uid", own.uid)
    event.add("dtstamp", own.stamp)
    event.add("last-modified", own.stamp)
    event.add("sequence", own.sequence)
    event.add("summary", unheard(own.summary))
    event.add("dtstart", own.day)
    if own.day < date.max:
        event.add("dtend", own.day + timedelta(days=1))
    event.add("description", unheard(own.description))
    event.add("categories", list(map(unheard, own.categories)))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if own.is_live else "CANCELLED")
    if own.has_reminder:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", unheard(own.summary))
        alarm.add("trigger", REMINDER)
        event.add_component(alarm)
    return event
