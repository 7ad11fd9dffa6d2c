"""What the history of an address says on a day: by hand, and against the rules read slowly."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness_cli.model._steadiness import DayCount, unsteady_days
from openness_cli.model.availability import (
    Address,
    AddressState,
    Check,
    CheckResult,
    LinkCause,
    address_states,
    state_of,
)
from openness_cli.model.definitions import LinkPolicy

URL = "https://body.example/a"
POLICY = LinkPolicy(3, 6, 30)
BEGIN = date(2025, 2, 1)
LETTERS = {"o": CheckResult.OK, "f": CheckResult.FAILED, "b": CheckResult.BLOCKED, "r": CheckResult.REFUSED}


def history(days: str, hours: int = 24) -> list[Check]:
    """Return a check for each letter, so many hours apart; several in brackets are of one hour, a point is none."""
    checks: list[Check] = []
    number, inside = 0, False
    for letter in days:
        if letter in "[]":
            inside = letter == "["
            number += not inside
            continue
        if letter != ".":
            minute = len(checks) % 60 if inside else 0
            at = datetime(2025, 2, 1, 0, minute, tzinfo=UTC) + timedelta(hours=hours * number)
            cause = f"cause {letter}" if letter != "o" else ""
            checks.append(Check(at, URL, LETTERS[letter], cause, None))
        number += not inside
    return checks


def judged(days: str, hours: int = 24, on: date = date(2025, 3, 1)) -> Address:
    return address_states(history(days, hours), POLICY, on, UTC)[URL]


@pytest.mark.parametrize(
    ("days", "hours", "state", "failures"),
    [
        ("fff", 24, "broken", 3),
        ("fffbb", 24, "broken", 3),
        ("fffbbb", 24, "blocked", 0),
        ("fffrrr", 24, "refused", 0),
        ("fffrbr", 24, "refused", 0),
        ("fff[bbb]", 24, "broken", 3),  # too close together
        ("fffbbbbb", 2, "blocked", 0),
        ("fffbb", 5, "broken", 3),  # far enough apart, but two
        ("fffbbfb", 24, "broken", 4),  # counted from its last failure
        ("fffbbbf", 24, "unstable", 1),  # those before count no longer
        ("fffbbbff", 24, "unstable", 2),
        ("fffbbbfff", 24, "broken", 3),
        ("ffbbbf", 24, "unstable", 1),  # nor do those of one that was not broken
        ("fffbbbo", 24, "ok", 0),
        ("bbbfff", 24, "broken", 3),
    ],
)
def test_broken_stays_until_it_opens_or_can_no_longer_be_checked(
    days: str, hours: int, state: str, failures: int
) -> None:
    own = judged(days, hours)
    assert (own.state.value, own.failures) == (state, failures)
    assert own.opens is (state == "ok")


def test_what_opened_before_it_failed_does_not_open_because_nobody_can_look() -> None:
    own = judged("oobbb")
    assert (own.state, own.opens) == (AddressState.BLOCKED, True)
    own = judged("ofbbb")
    assert (own.state, own.opens, own.cause) == (AddressState.BLOCKED, False, "cause b")
    assert own.last_success == datetime(2025, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "failed", "checked"),
    [
        ("ffoo", 2, 4),
        ("foo", 0, 0),  # three days are too few
        ("fooo", 0, 0),  # and a quarter is less than half
        ("ffooo", 0, 0),  # three good days
        ("ffofoo", 3, 6),
        ("fofoo", 2, 5),  # less than half by now, and not three good days in a row
        ("fofooo", 0, 0),
        ("fbfobo", 2, 4),  # days on which nothing could be checked are none
        ("ffobobo", 0, 0),
        ("[ffo][ffo]o[fo]", 2, 4),  # as many as opened is no failure
        ("[ffo][fo]oo", 0, 0),
        ("ff" + "." * 12 + "oo", 0, 0),  # longer ago than a fortnight
        ("ff" + "." * 10 + "oo", 2, 4),
        ("ffo", 0, 0),
        ("fffo", 3, 4),
    ],
)
def test_what_fails_on_half_of_the_days_is_not_relied_on(days: str, failed: int, checked: int) -> None:
    own = judged(days)
    assert own.unsteady == (DayCount(failed, checked) if checked else None)
    assert own.state is (AddressState.UNSTABLE if checked else AddressState.OK)
    assert own.opens is not bool(checked)
    assert own.cause == ("cause f" if checked else "")
    assert own.failures == 0


def test_not_to_look_does_not_make_it_steady() -> None:
    assert judged("ffoo", on=date(2025, 2, 4)).unsteady == judged("ffoo", on=date(2025, 3, 4)).unsteady == (2, 4)


def test_what_failed_the_last_time_says_so_whatever_its_days() -> None:
    own = judged("fofof")
    assert (own.state, own.unsteady, own.failures) == (AddressState.UNSTABLE, None, 1)


def test_a_day_is_that_of_the_zone() -> None:
    # each of these nights is one day in UTC, and two in Tashkent
    tries = [(datetime(2025, 2, 1, 18, tzinfo=UTC) + timedelta(hours=n * 3), n % 2 == 1) for n in range(4)]
    checks = [Check(at, URL, CheckResult.OK if opened else CheckResult.FAILED, "", None) for at, opened in tries]
    assert address_states(checks, POLICY, date(2025, 3, 1), UTC)[URL].unsteady is None


def slowly(tries: Sequence[tuple[date, bool]]) -> bool:
    """Read the rule once for each day, from the beginning."""
    unsteady = False
    checked = sorted({day for day, _opened in tries})
    failed = {
        day: sum(1 for own, opened in tries if own == day and not opened)
        > sum(1 for own, opened in tries if own == day and opened)
        for day in checked
    }
    for number, day in enumerate(checked, start=1):
        recent = [own for own in checked[:number] if own > day - timedelta(days=14)]
        if len(recent) >= 4 and sum(failed[own] for own in recent) * 2 >= len(recent):
            unsteady = True
        last = checked[:number][-3:]
        if len(last) == 3 and not any(failed[own] for own in last):
            unsteady = False
    return unsteady


@given(st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=60))
def test_days_are_judged_as_the_rule_says(drawn: list[tuple[int, bool]]) -> None:
    tries = sorted((BEGIN + timedelta(days=number), opened) for number, opened in drawn)
    assert (unsteady_days(tries) is not None) is slowly(tries)


def looked(days: str, words: str = "w") -> Address:
    """Judge a page day by day: y and n showed or did not show words, other letters are as above."""
    checks = [
        check._replace(contains=((words, letter == "y"),) if letter in "yn" else ())
        for check, letter in zip(history("".join("o" if own in "yn" else own for own in days)), days, strict=True)
    ]
    return state_of(address_states(checks, POLICY, date(2025, 3, 1), UTC), URL, "W")


@pytest.mark.parametrize(
    ("days", "state", "opens"),
    [
        ("y", "ok", True),
        ("n", "unstable", False),
        ("nnn", "broken", False),
        ("nnny", "unstable", False),  # it fails on three of four days
        ("nnnyyy", "ok", True),
        ("yo", "unchecked", False),  # nobody looked for them the last time
        ("nnno", "unchecked", False),
        ("o", "unchecked", False),
        ("fff", "broken", False),  # what does not open shows nothing
        ("offf", "broken", False),
        ("yof", "unstable", False),
        ("b", "blocked", False),
        ("fn", "unstable", False),
        ("ffn", "broken", False),
        ("fofoo", "unchecked", False),
        ("", "unchecked", False),
    ],
)
def test_words_are_judged_from_the_last_time_that_somebody_looked(days: str, state: str, opens: bool) -> None:  # noqa: FBT001
    own = looked(days)
    assert (own.state.value, own.opens) == (state, opens)
    if days.endswith("n"):
        assert own.cause == LinkCause.WORDS_MISSING.value


def test_words_asked_by_others_do_not_touch_the_address() -> None:
    checks = [check._replace(contains=(("w", False),)) for check in history("ooo")]
    states = address_states(checks, POLICY, date(2025, 3, 1), UTC)
    assert states[URL].opens
    assert state_of(states, URL, "w").state is AddressState.BROKEN
    assert state_of(states, URL, "v").state is AddressState.UNCHECKED
