"""What has a day, for calendars."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple


class Event(NamedTuple):
    """A whole day; ``uid`` is its name for ever, ``sequence`` rises with each of its versions."""

    uid: str
    stamp: datetime
    sequence: int
    summary: str
    day: date
    description: str
    categories: tuple[str, ...]
    is_live: bool
    has_reminder: bool


class Events(NamedTuple):
    """A calendar, with its name and what is to be known of it."""

    name: str
    description: str
    events: Sequence[Event]
