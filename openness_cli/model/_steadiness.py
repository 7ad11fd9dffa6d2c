"""What of the history of an address counts, and whether it opens on one day and not on the next.

Knows nothing of what a check is but when it was and how it ended.
"""

from collections import deque
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

Tried = TypeVar("Tried")

# so often an address that failed could not be checked before its failures count no longer
_UNCHECKED_TIMES = 3
_WINDOW, _LEAST_DAYS, _GOOD_DAYS = 14, 4, 3


class DayCount(NamedTuple):
    """Of so many days checked lately an address failed on so many."""

    failed: int = 0
    checked: int = 0


def unsteady_days(tries: Iterable[tuple[date, bool]]) -> DayCount | None:
    """Return the days of an address that opens too seldom, among the last 14 up to its last check; else None.

    ``tries`` are those that opened or failed, in time. A day failed on which more of them failed than opened. From at
    least half of at least four days on an address is unsteady, and it stays so until it opened on each of the last
    three days checked: not to look at it changes nothing.
    """
    days: deque[tuple[date, bool]] = deque()
    failed, good, is_unsteady = 0, 0, False
    for day, own in groupby(tries, key=itemgetter(0)):
        balance = sum(1 if opened else -1 for _day, opened in own)
        days.append((day, balance < 0))
        failed, good = failed + (balance < 0), 0 if balance < 0 else good + 1
        while (day - days[0][0]).days >= _WINDOW:
            failed -= days.popleft()[1]
        is_bad = len(days) >= _LEAST_DAYS and 2 * failed >= len(days)
        is_unsteady = good < _GOOD_DAYS and (is_unsteady or is_bad)
    return DayCount(failed, len(days)) if is_unsteady else None


def what_counts(
    history: Iterable[tuple[Tried, datetime, bool | None]], apart: timedelta
) -> tuple[Tried | None, list[Tried], list[Tried]]:
    """Return the last success, the failures since then, and all checks that count, of checks in time.

    Each comes with its time and whether it opened; None where that could not be checked. What failed, and then could
    not be checked often enough, long enough ``apart``, is not known any more: what was before counts no longer.
    """
    success: Tried | None = None
    failures: list[Tried] = []
    counted: list[Tried] = []
    away: list[datetime] = []
    for check, time, opened in history:
        if opened is None:
            if failures:
                away.append(time)
            if len(away) >= _UNCHECKED_TIMES and time - away[0] >= apart:
                failures, counted, away = [], [], []
            continue
        counted.append(check)
        away = []
        if opened:
            success, failures = check, []
        else:
            failures.append(check)
    return success, failures, counted
