"""The calendar: inclusive days, ends of months, leap years, the zone of the index."""

import io
import json
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.cli.main import run
from openness_cli.cli.session import Session
from openness_cli.model.periods import (
    DaysAfter,
    Every,
    OnDate,
    days_gone,
    days_in,
    due_date,
    periods_of,
    window_start,
    year_of_label,
)
from tests.builders.bodies import LEVELS, criterion, write_index, write_workspace

NEVER = date(2999, 12, 31)
YEARS = st.integers(1901, 2998)


@given(YEARS, st.sampled_from(Every))
def test_periods_cover_their_year_without_gap_or_overlap(year: int, every: Every) -> None:
    periods = periods_of(year, every)
    assert periods[0].start == date(year, 1, 1)
    assert periods[-1].end == date(year, 12, 31)
    for before, after in pairwise(periods):
        assert after.start == before.end + timedelta(days=1)
    assert sum((p.end - p.start).days + 1 for p in periods) == days_in(year)
    assert all(year_of_label(p.label, every) == year for p in periods)


@pytest.mark.parametrize(
    ("label", "every", "year"),
    [
        ("2024-Q4", Every.QUARTER, 2024),
        ("2024-Q5", Every.QUARTER, None),
        ("2024-02", Every.MONTH, 2024),
        ("2024-2", Every.MONTH, None),
        ("2024-13", Every.MONTH, None),
        ("2024-H2", Every.HALF_YEAR, 2024),
        ("2024", Every.YEAR, 2024),
        ("0000", Every.YEAR, None),
        ("٢٠٢٤", Every.YEAR, None),
        ("", Every.YEAR, None),
    ],
)
def test_labels_are_of_one_spelling(label: str, every: Every, year: int | None) -> None:
    assert year_of_label(label, every) == year


def test_due_days_fall_after_the_last_day_of_the_period() -> None:
    quarters = [due_date(period, DaysAfter(25), NEVER) for period in periods_of(2024, Every.QUARTER)]
    assert quarters == [date(2024, 4, 25), date(2024, 7, 25), date(2024, 10, 25), date(2025, 1, 25)]
    months = [due_date(period, DaysAfter(10), NEVER) for period in periods_of(2024, Every.MONTH)]
    assert (months[0], months[1], months[11]) == (date(2024, 2, 10), date(2024, 3, 10), date(2025, 1, 10))


def test_the_29th_of_february_is_the_28th_in_a_common_year() -> None:
    rule = OnDate(2, 29)
    assert due_date(periods_of(2024, Every.YEAR)[0], rule, NEVER) == date(2024, 2, 29)
    assert due_date(periods_of(2023, Every.YEAR)[0], rule, NEVER) == date(2023, 2, 28)


def test_a_window_opens_as_its_period_ends_or_after_the_due_date_of_the_one_before() -> None:
    (year,) = periods_of(2024, Every.YEAR)
    first, *_others, last = periods_of(2024, Every.QUARTER)
    assert window_start(year, OnDate(3, 1), during=False) == date(2023, 3, 2)
    assert window_start(year, DaysAfter(60), during=False) == date(2024, 12, 31)
    assert window_start(first, DaysAfter(25), during=False) == date(2024, 3, 29)  # the 31st is a Sunday
    assert window_start(last, DaysAfter(25), during=False) == date(2024, 12, 31)
    assert window_start(first, DaysAfter(25), during=True) == date(2024, 1, 1)
    assert window_start(first, DaysAfter(0), during=False) == date(2024, 1, 1)


@given(YEARS, st.dates(date(1900, 1, 1), date(2999, 1, 1)))
def test_days_gone_are_those_before_today(year: int, day: date) -> None:
    gone = days_gone(day, year)
    assert 0 <= gone <= days_in(year)
    if day.year == year:
        assert gone == day.timetuple().tm_yday - 1


@pytest.mark.parametrize(("hour", "today"), [(18, "2024-06-30"), (19, "2024-07-01")])
def test_today_is_that_of_the_zone_of_the_index(hour: int, today: str, tmp_path: Path) -> None:
    body = write_workspace(tmp_path / "body", {}, write_index(tmp_path / "index", [[criterion(LEVELS)]]))
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    session = Session(out, io.StringIO(), {}, lambda: datetime(2024, 6, 30, hour, 30, tzinfo=UTC))
    assert run(["score", str(body), "--format", "json"], session) == 0
    assert isinstance(out.buffer, io.BytesIO)
    assert json.loads(out.buffer.getvalue())["as_of"] == today
