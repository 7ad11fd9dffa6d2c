"""What the log proves: how often each address opened, how long it was down, on which days evidence could be reached."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import NamedTuple

from openness_cli.model.availability import (
    COUNTED,
    Address,
    Check,
    CheckResult,
    asked_key,
    histories_of,
    in_time,
    local_day,
    state_of,
)
from openness_cli.model.definitions import Criterion
from openness_cli.model.evidence import Item, fold
from openness_cli.model.sites import NOWHERE, Sites
from openness_cli.scoring.addresses import LinkedAddress


class Outage(NamedTuple):
    """A time in which every check failed. It was seen from ``begin`` to ``last_failure``; between checks nobody looked.

    ``opened_before`` is the last success before it: None where there was none.
    """

    begin: datetime
    end: datetime  # the success after it, or the last failure where it has not opened since
    failures: int
    is_over: bool
    last_failure: datetime
    opened_before: datetime | None

    @property
    def length(self) -> timedelta:
        """From the first failure to the success after it; to the last failure where there is none."""
        return self.end - self.begin

    @property
    def observed(self) -> timedelta:
        """From the first failure to the last: what was seen of it."""
        return self.last_failure - self.begin

    @property
    def at_most(self) -> timedelta | None:
        """From the success before it to the one after it; None where there is not both."""
        return self.end - self.opened_before if self.is_over and self.opened_before else None


class AddressUptime(NamedTuple):
    """The history of one address. ``opened`` and ``failed`` are all the checks that count."""

    address: LinkedAddress
    state: Address
    opened: int
    failed: int
    uncounted: int
    first_check: datetime | None
    last_check: datetime | None
    first_failure: datetime | None
    last_success: datetime | None
    outages: tuple[Outage, ...]
    changes: tuple[datetime, ...]  # when what was read differed from what had been read before
    days: int  # on which it was looked at, and opened or failed
    longest_unseen: timedelta | None  # the longest time from one success to the next; None without two
    kept: tuple[Check, ...] = ()  # of each state, or content, that it was in, the first check whose answer is stored

    @property
    def checks(self) -> int:
        """How many checks count."""
        return self.opened + self.failed

    @property
    def longest_outage(self) -> Outage | None:
        """The outage that was seen for longest; of equal ones the one after which it opened last."""
        return max(self.outages, key=lambda outage: (outage.observed, outage.length), default=None)

    @property
    def longest_possible(self) -> timedelta | None:
        """How long an outage can have lasted at most, seen or not, between the first check that counts and the last.

        None where no checks bound it: it never opened before its first failure, or has not since its last.
        """
        is_bounded = all(outage.at_most is not None for outage in self.outages)
        return self.longest_unseen if is_bounded else None


class CriterionUptime(NamedTuple):
    """The days on which anything of a criterion was checked, by what opened of its items published by then."""

    criterion: Criterion
    all_opened: tuple[date, ...]
    some_opened: tuple[date, ...]  # as far as was checked
    none_opened: tuple[date, ...]  # though each was checked

    @property
    def days(self) -> int:
        """The days on which anything of it was checked."""
        return len(self.all_opened) + len(self.some_opened) + len(self.none_opened)

    @property
    def not_all_opened(self) -> tuple[date, ...]:
        """The days on which not everything was seen to open."""
        return tuple(sorted(self.some_opened + self.none_opened))


class Uptime(NamedTuple):
    """The record up to a day. ``strays`` are addresses of the log that the evidence does not name."""

    day: date
    addresses: tuple[AddressUptime, ...]
    criteria: tuple[CriterionUptime, ...]
    strays: int

    def only(self, names: Container[str]) -> "Uptime":
        """Return what the record says of some criteria and their addresses."""
        return self._replace(
            addresses=tuple(own for own in self.addresses if any(name in names for name in own.address.criteria)),
            criteria=tuple(own for own in self.criteria if own.criterion.id in names),
        )


def make_uptime(
    checks: Iterable[Check],
    addresses: tuple[LinkedAddress, ...],
    states: Mapping[str, Address],
    day: date,
    zone: tzinfo,
    sites: Sites = NOWHERE,
) -> Uptime:
    """Return the record of all addresses of the evidence, up to and including a day (of ``zone``).

    What was fetched before a page moved belongs to where it is now.
    """
    histories = histories_of(sorted(checks, key=in_time), day, zone, sites)
    own_histories = {own.key: _asked_for(histories.get(own.url, []), fold(own.words)) for own in addresses}
    results = _results(own_histories, zone)
    records = tuple(
        _address(own, own_histories[own.key], state_of(states, own.url, own.words), len(results.get(own.key, ())))
        for own in addresses
    )
    strays = len(histories.keys() - {address.url for address in addresses})
    return Uptime(day, records, _criteria(addresses, results), strays)


def _asked_for(history: list[Check], words: str) -> list[Check]:
    """Return a history as that of an address that has to show words: where nobody looked for them it does not count."""
    if not words:
        return history
    return [check.asked_for(words) or check._replace(result=CheckResult.BLOCKED) for check in history]


def _results(histories: Mapping[str, list[Check]], zone: tzinfo) -> Mapping[str, Mapping[date, bool]]:
    """Return for each address the days on which it was looked at, and whether it opened on each."""
    results: dict[str, dict[date, bool]] = defaultdict(dict)
    for url, check in ((url, check) for url, history in histories.items() for check in history):
        if check.result in COUNTED:
            on, days = local_day(check.time, zone), results[url]
            days[on] = days.get(on, False) or check.result is CheckResult.OK
    return results


def _address(address: LinkedAddress, history: list[Check], state: Address, days: int) -> AddressUptime:
    counted = [check for check in history if check.result in COUNTED]
    opened = [check for check in counted if check.result is CheckResult.OK]
    failed = [check for check in counted if check.result is CheckResult.FAILED]
    return AddressUptime(
        address=address,
        state=state,
        opened=len(opened),
        failed=len(failed),
        uncounted=len(history) - len(counted),
        first_check=counted[0].time if counted else None,
        last_check=counted[-1].time if counted else None,
        first_failure=failed[0].time if failed else None,
        last_success=opened[-1].time if opened else None,
        outages=tuple(_outages(counted)),
        changes=tuple(_changes(opened)),
        kept=tuple(_kept(history)),
        days=days,
        longest_unseen=max((after.time - before.time for before, after in pairwise(opened)), default=None),
    )


def _kept(history: list[Check]) -> Iterable[Check]:
    before: object = None
    for check in history:
        state = (check.result, check.cause, check.digest)
        if check.kept is not None and state != before:
            yield check
            before = state
        elif state != before:
            before = None


def _outages(counted: list[Check]) -> Iterable[Outage]:
    failures: list[Check] = []
    before: datetime | None = None
    for check in counted:
        if check.result is CheckResult.FAILED:
            failures.append(check)
            continue
        if failures:
            yield _outage(failures, before, check.time)
            failures = []
        before = check.time
    if failures:
        yield _outage(failures, before, None)


def _outage(failures: list[Check], before: datetime | None, after: datetime | None) -> Outage:
    begin, last = failures[0].time, failures[-1].time
    return Outage(begin, after or last, len(failures), after is not None, last, before)


def _changes(opened: list[Check]) -> Iterable[datetime]:
    before = ""
    for check in opened:
        if before and check.digest and check.digest != before:
            yield check.time
        before = check.digest or before


def _criteria(
    addresses: tuple[LinkedAddress, ...], results: Mapping[str, Mapping[date, bool]]
) -> tuple[CriterionUptime, ...]:
    criteria: dict[str, Criterion] = {}
    items: dict[str, dict[Item, None]] = {}
    for address in addresses:
        for use in address.uses:
            criteria[use.criterion.id] = use.criterion
            items.setdefault(use.criterion.id, {})[use.item] = None
    return tuple(_criterion(criteria[name], tuple(own), results) for name, own in items.items())


def _criterion(
    criterion: Criterion, items: tuple[Item, ...], results: Mapping[str, Mapping[date, bool]]
) -> CriterionUptime:
    """Sort the days: an item opened on a day on which one of its addresses did."""
    days = {day for item in items for key in _keys(item) for day in results.get(key, {})}
    every: list[date] = []
    some: list[date] = []
    none: list[date] = []
    for day in sorted(days):
        there = [item for item in items if item.published is None or item.published <= day] or items
        seen = [_opened(item, day, results) for item in there]
        whole = None not in seen
        (every if whole and all(seen) else none if whole and not any(seen) else some).append(day)
    return CriterionUptime(criterion, tuple(every), tuple(some), tuple(none))


def _opened(item: Item, day: date, results: Mapping[str, Mapping[date, bool]]) -> bool | None:
    """Tell whether an item opened on a day; None where none of its addresses was checked."""
    seen = [results[key][day] for key in _keys(item) if day in results.get(key, {})]
    return any(seen) if seen else None


def _keys(item: Item) -> tuple[str, ...]:
    return tuple(asked_key(url, item.contains) for url in item.urls) if item.contains else item.urls
