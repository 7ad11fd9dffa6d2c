"""Years, half-years, quarters and months; the days on which something falls due."""

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, assert_never

from openness_cli.model.languages import Worded, mark

_ONE_DAY = timedelta(days=1)
_FRIDAY = 4


class Every(Worded):
    """How often something is to be published."""

    def __init__(self, _value: str, _words: str = "", months: int = 12, label: str = "") -> None:
        """Keep how many months a period has, and what its label is made of."""
        self.months = months
        self.label = label

    MONTH = "month", mark("every month"), 1, "{year:04d}-{number:02d}"
    QUARTER = "quarter", mark("every quarter"), 3, "{year:04d}-Q{number}"
    HALF_YEAR = "half-year", mark("every half-year"), 6, "{year:04d}-H{number}"
    YEAR = "year", mark("every year"), 12, "{year:04d}"


class Period(NamedTuple):
    """A stretch of the calendar; both days inclusive."""

    label: str
    start: date
    end: date


class DaysAfter(NamedTuple):
    """Due so many days after the period's last day."""

    days: int


class OnDate(NamedTuple):
    """Due on one day of the assessed year; 29 February is the 28th in a common year."""

    month: int
    day: int


Due = DaysAfter | OnDate


class Timing(Worded):
    """When a publication can be that of a period; the words say so."""

    CURRENT = "current", mark("kept current: it may be published from the first day of its period on")
    AFTER = "after", mark("published after the period: from its last working day on")
    WITHIN = "within", mark("due within the period: from the day after the due date of the period before on")


def timing_of(due: Due, *, during: bool) -> Timing:
    """Return which of the three kinds a due date makes; ``during``: the rule says that it is kept current."""
    if isinstance(due, OnDate) or not due.days:
        return Timing.WITHIN
    return Timing.CURRENT if during else Timing.AFTER


@lru_cache(maxsize=64)
def periods_of(year: int, every: Every) -> tuple[Period, ...]:
    """Return the periods of a calendar year in their order."""
    found = []
    for number, last in enumerate(range(every.months, 13, every.months), start=1):
        start, end = date(year, last - every.months + 1, 1), date(year, last, monthrange(year, last)[1])
        found.append(Period(every.label.format(year=year, number=number), start, end))
    return tuple(found)


@lru_cache(maxsize=256)
def year_of_label(label: str, every: Every) -> int | None:
    """Return the year that a period label names, or None where it is no label of this frequency."""
    head = label[:4]
    if not (head.isascii() and head.isdigit()) or not int(head):
        return None
    year = int(head)
    return year if any(period.label == label for period in periods_of(year, every)) else None


def due_date(period: Period, due: Due, evaluation_date: date) -> date:
    """Return the last day on which the period's publication is on time; never after the evaluation."""
    if isinstance(due, DaysAfter):
        day = period.end + timedelta(days=due.days)
    else:
        year = period.start.year
        day = date(year, due.month, min(due.day, monthrange(year, due.month)[1]))
    return min(day, evaluation_date)


@lru_cache(maxsize=256)
def schedule(
    year: int, every: Every, due: Due, evaluation_date: date, *, during: bool = False
) -> tuple[tuple[Period, date, bool], ...]:
    """Return the periods of a year in their order, each with its due date, and whether anything can be in time."""
    dues = ((period, due_date(period, due, evaluation_date)) for period in periods_of(year, every))
    return tuple((period, last, window_start(period, due, during=during) <= last) for period, last in dues)


@lru_cache(maxsize=256)
def window_start(period: Period, due: Due, *, during: bool) -> date:
    """Return the first day on which a publication can be that of a period.

    That is its last working day, Monday to Friday; its first day where it is kept current; where it falls due within
    itself, the day after the due date of the period before.
    """
    match timing_of(due, during=during):
        case Timing.WITHIN:
            before = Period("", period.start.replace(year=period.start.year - 1), period.start - _ONE_DAY)
            return due_date(before, due, date.max) + _ONE_DAY
        case Timing.CURRENT:
            return period.start
        case Timing.AFTER:
            return period.end - timedelta(days=max(period.end.weekday() - _FRIDAY, 0))
        case never:
            assert_never(never)


def days_gone(day: date, year: int) -> int:
    """Return how many whole days of the year lie before ``day``: 0 on 1 January and earlier."""
    return min(max((day - date(year, 1, 1)).days, 0), days_in(year))


def days_in(year: int) -> int:
    """Return the number of days of the year."""
    return (year_end(year) - date(year, 1, 1)).days + 1


def year_end(year: int) -> date:
    """Return the last day of the year."""
    return date(year, 12, 31)
