"""The state of an address, from the log of every time it was fetched."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum
from typing import NamedTuple

from openness_cli.model.causes import Cause
from openness_cli.model.definitions import LinkPolicy


class CheckResult(Enum):
    """How one fetch ended. Blocked and refused count neither for nor against an address."""

    OK = "ok"
    FAILED = "failed"
    BLOCKED = "blocked"
    REFUSED = "refused"


class Check(NamedTuple):
    """One fetch of one address, as the log has it; ``time`` knows its zone.

    ``cause`` is a word of ``causes.Cause``, or of another writer. ``digest`` is the SHA-256 of what was read.
    """

    time: datetime
    url: str
    result: CheckResult
    cause: str
    status: int | None
    digest: str = ""


class Fetched(NamedTuple):
    """What one fetch found. ``status`` is None where nobody answered in HTTP.

    ``size`` (bytes) and ``digest`` (SHA-256) are of the content as read, decompressed; ``is_partial``: it is longer
    than what was read. ``milliseconds`` is the whole time; ``retry_after`` the seconds that the site asks to wait.
    ``tls_expires`` is the end of the certificate, as a date or a time in ISO form. ``detail`` says more, in English.
    """

    result: CheckResult
    cause: Cause | None = None
    detail: str = ""
    final_url: str = ""
    status: int | None = None
    size: int | None = None
    digest: str = ""
    content_type: str = ""
    milliseconds: int = 0
    is_partial: bool = False
    tls_expires: str = ""
    retry_after: float | None = None
    is_redirected: bool = False

    @property
    def was_checked(self) -> bool:
        """Whether it counts: it opened or failed."""
        return self.result in (CheckResult.OK, CheckResult.FAILED)

    @property
    def somebody_answered(self) -> bool:
        """Whether it shows that the line works: an answer in HTTP, or a certificate that was good until it ended."""
        return self.status is not None or (self.cause is Cause.TLS and "expired" in self.detail)


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

    ``failures`` are the tries that failed since the last success, from ``failing_since`` on; ``cause`` and ``status``
    are those of the newest of them, or of why it could not be checked.
    """

    state: AddressState
    opens: bool
    last_success: datetime | None = None
    cause: str = ""
    status: int | None = None
    failures: int = 0
    failing_since: datetime | None = None
    last_check: datetime | None = None


UNCHECKED = Address(AddressState.UNCHECKED, opens=False)


def address_states(checks: Iterable[Check], policy: LinkPolicy, day: date, zone: tzinfo) -> dict[str, Address]:
    """Judge every address that was checked up to and including ``day``.

    A line belongs to the day of its time in ``zone``, the index's own.
    The order of the lines does not matter.
    """
    by_url: dict[str, list[Check]] = {}
    for check in checks:
        if local_day(check.time, zone) <= day:
            by_url.setdefault(check.url, []).append(check)
    return {url: _judge(history, policy, day, zone) for url, history in by_url.items()}


def state_of(states: Mapping[str, Address], url: str) -> Address:
    """Return the state of an address; one that was never fetched is unchecked."""
    return states.get(url, UNCHECKED)


def in_time(check: Check) -> tuple[datetime, bool, str, str, int, str]:
    """Order checks by their time; of those of one second a success comes last, and nothing depends on their files."""
    is_ok = check.result is CheckResult.OK
    return check.time, is_ok, check.result.value, check.cause, check.status or 0, check.digest


def local_day(time: datetime, zone: tzinfo) -> date:
    """Return the day that a time belongs to in a zone."""
    return time.astimezone(zone).date()


def _judge(history: list[Check], policy: LinkPolicy, day: date, zone: tzinfo) -> Address:
    history.sort(key=in_time)
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
    fresh = success is not None and (day - local_day(success.time, zone)).days <= policy.max_age_days
    last = history[-1]
    told = failures[-1] if failures else last if last.result is not CheckResult.OK else None
    return Address(
        state=_state(last, success, failures, broken=broken),
        opens=fresh and not broken,
        last_success=success.time if success else None,
        cause=told.cause if told else "",
        status=told.status if told else None,
        failures=len(failures),
        failing_since=failures[0].time if failures else None,
        last_check=last.time,
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
