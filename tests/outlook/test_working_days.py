"""Working days: those of Uzbekistan as the package knows them, and Monday to Friday without it."""

import sys
from datetime import date, timedelta

import pytest
from holidays.countries.uzbekistan import UZ

from openness_cli.outlook.working_days import MONDAY_TO_FRIDAY, WorkingDays, days_of_uzbekistan


def test_days_off_are_taken_off_and_moved_days_counted() -> None:
    first, last = date(2024, 12, 2), date(2025, 3, 1)
    calendar = days_of_uzbekistan(first, last)
    # 9, 30 and 31 December, 1 and 2 January are free; the Saturdays 14 December and 4 January are worked
    assert MONDAY_TO_FRIDAY.between(first, last) == 65
    assert calendar.between(first, last) == 65 - 5 + 2
    assert calendar.between(date(2024, 12, 14), date(2024, 12, 15)) == 1
    assert calendar.between(date(2025, 1, 1), date(2025, 1, 2)) == 0
    assert (calendar.years, calendar.unmoved, calendar.estimated) == ((2024, 2025), (), ())
    assert calendar.source.startswith("holidays ")


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_each_day_is_what_the_source_says(year: int) -> None:
    first = date(year, 1, 1)
    calendar, known = days_of_uzbekistan(first, date(year, 12, 31)), UZ(years=year)
    for number in range(365):
        day = first + timedelta(days=number)
        assert calendar.between(day, day) == known.is_working_day(day)


def test_what_is_not_known_of_a_year_is_told() -> None:
    calendar = days_of_uzbekistan(date(2026, 12, 20), date(2099, 5, 30))
    assert calendar.years == tuple(range(2026, 2100))
    assert calendar.unmoved[-1] == 2099
    assert 2026 not in calendar.unmoved
    assert [day for day in calendar.estimated if day.year == 2098]


def test_nothing_is_left_after_the_last_day() -> None:
    assert days_of_uzbekistan(date(2025, 3, 1), date(2025, 3, 1)).between(date(2025, 3, 2), date(2025, 3, 1)) == 0


def test_without_the_package_it_is_monday_to_friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays.countries.uzbekistan", None)
    assert days_of_uzbekistan(date(2024, 12, 2), date(2025, 3, 1)) == WorkingDays()
