"""The state of an address, from the log of every time it was fetched."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum
from typing import NamedTuple

from openness_cli.definitions import LinkPolicy


class CheckResult(Enum):
    """How one fetch ended. Blocked and refused count neither for nor against an address."""

    OK = "ok"
    FAILED = "failed"
    BLOCKED = "blocked"
    REFUSED = "refused"


class Check(NamedTuple):
    """One fetch of one address; ``time`` knows its zone."""

    time: datetime
    url: str
    result: CheckResult
    cause: str
    status: int | None


class LogFile(NamedTuple):
    """One file of the log: its name in the workspace, its lines, the SHA-256 of its last line."""

    file: str
    lines: int
    last_digest: str


class AddressState(Enum):
    """What the history of an address says on a day."""

    OK = "ok"
    BROKEN = "broken"
    UNSTABLE = "unstable"
    BLOCKED = "blocked"
    REFUSED = "refused"
    UNCHECKED = "unchecked"


class Address(NamedTuple):
    """An address on a day. ``opens``: a success young enough, and not broken since.

    ``cause`` and ``status`` are those of the newest failure since the last success.
    """

    state: AddressState
    opens: bool
    last_success: datetime | None = None
    cause: str = ""
    status: int | None = None


UNCHECKED = Address(AddressState.UNCHECKED, opens=False)


def address_states(checks: Iterable[Check], policy: LinkPolicy, day: date, zone: tzinfo) -> dict[str, Address]:
    """Judge every address that was checked up to and including ``day``.

    A line belongs to the day of its time in ``zone``, the index's own.
    The order of the lines does not matter.
    """
    by_url: dict[str, list[Check]] = {}
    for check in checks:
        if _local_day(check.time, zone) <= day:
            by_url.setdefault(check.url, []).append(check)
    return {url: _judge(history, policy, day, zone) for url, history in by_url.items()}


def state_of(states: Mapping[str, Address], url: str) -> Address:
    """Return the state of an address; one that was never fetched is unchecked."""
    return states.get(url, UNCHECKED)


def _local_day(time: datetime, zone: tzinfo) -> date:
    return time.astimezone(zone).date()


def _judge(history: list[Check], policy: LinkPolicy, day: date, zone: tzinfo) -> Address:
    history.sort(key=lambda check: (check.time, check.result is CheckResult.OK))
    success: Check | None = None
    failures: list[Check] = []
    for check in history:
        if check.result is CheckResult.OK:
            success, failures = check, []
        elif check.result is CheckResult.FAILED:
            failures.append(check)
    broken = len(failures) >= policy.broken_after and failures[-1].time - failures[0].time >= timedelta(
        hours=policy.apart_hours
    )
    fresh = success is not None and (day - _local_day(success.time, zone)).days <= policy.max_age_days
    return Address(
        state=_state(history[-1], success, failures, broken=broken),
        opens=fresh and not broken,
        last_success=success.time if success else None,
        cause=failures[-1].cause if failures else "",
        status=failures[-1].status if failures else None,
    )


def _state(last: Check, success: Check | None, failures: list[Check], *, broken: bool) -> AddressState:
    if broken:
        return AddressState.BROKEN
    if failures:
        return AddressState.UNSTABLE
    if last.result is CheckResult.BLOCKED:
        return AddressState.BLOCKED
    if last.result is CheckResult.REFUSED:
        return AddressState.REFUSED
    return AddressState.OK if success else AddressState.UNCHECKED
