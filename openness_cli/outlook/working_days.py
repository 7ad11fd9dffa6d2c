"""Days on which work is done: Monday to Friday, and what a country's days off make of that."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_A_WEEK = 5  # Monday to Friday


class WorkingDays(NamedTuple):
    """Which days are worked, as far as it is known.

    ``off`` are days from Monday to Friday that are free, ``worked`` days of a weekend that are not. ``source`` names
    where that is from, for ``years``; without one all is Monday to Friday. Of ``unmoved`` years it is not known yet
    which days are moved or added; ``estimated`` are free days of which the date is not settled.
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    source: str = ""
    years: tuple[int, ...] = ()
    unmoved: tuple[int, ...] = ()
    estimated: tuple[date, ...] = ()

    def between(self, first: date, last: date) -> int:
        """Return how many working days there are from one day to another, both included."""
        off = sum(first <= day <= last for day in self.off)
        worked = sum(first <= day <= last for day in self.worked)
        return weekdays(first, last) - off + worked


MONDAY_TO_FRIDAY = WorkingDays()


def weekdays(first: date, last: date) -> int:
    """Return how many days from Monday to Friday there are from one day to another, both included."""
    days = max((last - first).days + 1, 0)
    weeks, rest = divmod(days, 7)
    return weeks * _A_WEEK + sum((first.weekday() + n) % 7 < _A_WEEK for n in range(rest))


def days_of_uzbekistan(first: date, last: date) -> WorkingDays:
    """Return the working days of Uzbekistan from one day to another, by the package ``holidays``.

    Where that is not there, Monday to Friday.
    """
    try:
        from holidays.countries.uzbekistan import UZ, UzbekistanStaticHolidays  # noqa: PLC0415  (heavy; of a plan alone)
        from holidays.version import __version__  # noqa: PLC0415
    except ImportError:
        return MONDAY_TO_FRIDAY
    years = tuple(range(first.year, last.year + 1))
    known = UZ(years=years, language="en_US")
    off = {day: name for day, name in known.items() if first <= day <= last and day.weekday() < _A_WEEK}
    return WorkingDays(
        off=frozenset(off),
        worked=frozenset(day for day in known.weekend_workdays if first <= day <= last),
        source=f"holidays {__version__}",
        years=years,
        unmoved=tuple(year for year in years if year not in UzbekistanStaticHolidays.special_public_holidays),
        estimated=tuple(_estimated(off)),
    )


def _estimated(off: dict[date, str]) -> Iterator[date]:
    yield from sorted(day for day, name in off.items() if "estimated" in name)
