"""The state of an address, from the log of every time it was fetched; why it does not open, and who mends that."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, tzinfo
from enum import Enum
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from openness_cli.model._steadiness import DayCount, unsteady_days, what_counts
from openness_cli.model.definitions import LinkPolicy
from openness_cli.model.evidence import fold
from openness_cli.model.kept import Kept
from openness_cli.model.languages import Worded, mark
from openness_cli.model.link_causes import Fixer, LinkCause, cause_named
from openness_cli.model.sites import NOWHERE, Sites

__all__ = [
    "COUNTED",
    "UNCHECKED",
    "Address",
    "AddressState",
    "Check",
    "CheckResult",
    "Fixer",
    "LinkCause",
    "LogFile",
    "address_states",
    "asked_key",
    "cause_named",
    "histories_of",
    "in_time",
    "local_day",
    "state_of",
]


class CheckResult(Enum):
    """How one fetch ended. Blocked and refused count neither for nor against an address."""

    OK = "ok"
    FAILED = "failed"
    BLOCKED = "blocked"
    REFUSED = "refused"


COUNTED = (CheckResult.OK, CheckResult.FAILED)


class Check(NamedTuple):
    """One fetch of one address, as the log has it; ``time`` knows its zone.

    ``cause`` is a word of ``LinkCause``, or of another writer. ``digest`` is the SHA-256 of what was read, and
    ``content_type`` what the site called it. ``is_first_look``: it was not believed, and a second look follows; it
    counts neither way. ``kept`` is where what was received is stored, if it is. ``contains`` are the words that were
    looked for, folded, and whether the page shows them, in their order; ``title`` is what the page calls itself.
    """

    time: datetime
    url: str
    result: CheckResult
    cause: str
    status: int | None
    digest: str = ""
    content_type: str = ""
    is_first_look: bool = False
    kept: Kept | None = None
    contains: tuple[tuple[str, bool], ...] = ()
    title: str = ""

    def asked_for(self, words: str) -> "Check | None":
        """Return it as a check of an address that has to show words; None where it opened, and nobody looked for them.

        ``words`` are folded.
        """
        if self.result is not CheckResult.OK or not words:
            return self
        shown = dict(self.contains).get(words)
        if shown is None:
            return None
        return self if shown else self._replace(result=CheckResult.FAILED, cause=LinkCause.WORDS_MISSING.value)


class LogFile(NamedTuple):
    """One file of the log: its name in the workspace, its lines, the SHA-256 of its last line."""

    file: str
    lines: int
    last_digest: str


class AddressState(Worded):
    """What the history of an address says on a day."""

    OK = ("ok", mark("opens"))
    BROKEN = ("broken", mark("broken"))
    UNSTABLE = ("unstable", mark("unstable"))
    BLOCKED = ("blocked", mark("could not be checked"))
    REFUSED = ("refused", mark("was not fetched"))
    UNCHECKED = ("unchecked", mark("not checked yet"))


class Address(NamedTuple):
    """An address on a day. ``opens``: a success young enough, after which nothing failed.

    ``failures`` are the tries that failed since the last success and still count, from ``failing_since`` on; ``cause``
    and ``status`` are those of the newest of them, or of why it could not be checked. ``content_type`` is what the site
    called what came when it last opened. ``unsteady`` is there where it opened the last time, and too seldom before:
    of so many days of a fortnight it failed on so many; the cause is that of the last failure. ``title`` is what the
    page called itself when that was last seen.
    """

    state: AddressState
    opens: bool
    last_success: datetime | None = None
    cause: str = ""
    status: int | None = None
    failures: int = 0
    failing_since: datetime | None = None
    last_check: datetime | None = None
    content_type: str = ""
    unsteady: DayCount | None = None
    title: str = ""


UNCHECKED = Address(AddressState.UNCHECKED, opens=False)


def address_states(
    checks: Iterable[Check], policy: LinkPolicy, day: date, zone: tzinfo, sites: Sites = NOWHERE
) -> dict[str, Address]:
    """Judge every address checked up to and including ``day`` in ``zone``, the index's own; their order is all one.

    What was fetched where a page was before it moved is of the address at which it is now. It never has the last word
    once the page has left: until the new address was fetched itself, nothing is known of it.
    """
    histories = histories_of(checks, day, zone, sites)
    if sites.moves:
        histories = {url: known for url, own in histories.items() if (known := _known_there(own, sites, day))}
    states = {url: _judge(history, policy, day, zone) for url, history in histories.items()}
    for url, history in histories.items():
        for words in {words for check in history for words, _shown in check.contains}:
            if asked := _asked_for(history, words):
                states[asked_key(url, words)] = _judge(asked, policy, day, zone)
            else:
                states[asked_key(url, words)] = UNCHECKED
    return states


def _asked_for(history: list[Check], words: str) -> list[Check]:
    """Return checks, in time, as those of an address that has to show words: from the last on that did not look."""
    found = [check.asked_for(words) for check in history]
    begin = next((n for n in range(len(found), 0, -1) if found[n - 1] is None), 0)
    return [check for check in found[begin:] if check is not None]


def histories_of(checks: Iterable[Check], day: date, zone: tzinfo, sites: Sites = NOWHERE) -> dict[str, list[Check]]:
    """Return what was fetched up to and including a day, by the address at which that is now.

    What was fetched at an address that its page had left by then belongs to no history.
    """
    by_url: dict[str, list[Check]] = {}
    has_moved = bool(sites.moves)
    for check in checks:
        on = local_day(check.time, zone)
        if on > day:
            continue
        url = check.url
        if has_moved:
            last = sites.last_day_at(url)
            if last is not None and on > last:
                continue
            url = sites.means(url)
        by_url.setdefault(url, []).append(check)
    return by_url


def _known_there(history: list[Check], sites: Sites, day: date) -> list[Check]:
    """Leave out what was fetched where the page is no more, from when it was last seen where it is."""
    gone = {url for url in {check.url for check in history} if (sites.last_day_at(url) or day) < day}
    if not gone:
        return history
    history.sort(key=in_time)
    seen = [n for n, check in enumerate(history) if check.url not in gone and check.result in COUNTED]
    last = seen[-1] if seen else -1
    return [check for n, check in enumerate(history) if n < last or check.url not in gone]


def asked_key(url: str, words: str) -> str:
    """Return what stands for an address of which words are asked, among states; without words the address itself."""
    return f"{url}\n{fold(words)}" if words else url


def state_of(states: Mapping[str, Address], url: str, words: str = "") -> Address:
    """Return the state of an address of which words are asked, if any; one that was never fetched is unchecked.

    Where words were never looked for, what is known is that the page does not open, or could not be checked.
    """
    known = states.get(asked_key(url, words))
    if known is None and words:
        known = states.get(url, UNCHECKED)
        opened_last = known.state is AddressState.OK or known.unsteady
        return UNCHECKED if opened_last else known._replace(opens=False, last_success=None)
    return known or UNCHECKED


_time_of = attrgetter("time")
_Order = tuple[object, ...]


def in_time(check: Check) -> _Order:
    """Order checks by their time; of those of one second a success comes last, and nothing depends on their files."""
    is_ok = check.result is CheckResult.OK
    what = (check.result.value, check.cause, check.status or 0, check.digest, check.content_type)
    return check.time, is_ok, what, check.contains, check.title, check.is_first_look, check.kept or ()


def local_day(time: datetime, zone: tzinfo) -> date:
    """Return the day that a time belongs to in a zone."""
    return time.astimezone(zone).date()


def _judge(history: list[Check], policy: LinkPolicy, day: date, zone: tzinfo) -> Address:
    """Judge an address by its checks, in any order; none is later than ``day``."""
    _sort(history)
    apart = timedelta(hours=policy.apart_hours)
    ok, failed_result = CheckResult.OK, CheckResult.FAILED
    tries = [
        (check, check.time, True if check.result is ok else False if check.result is failed_result else None)
        for check in history
    ]
    success, failures, counted = what_counts(tries, apart)
    broken = len(failures) >= policy.broken_after and failures[-1].time - failures[0].time >= apart
    fresh = success is not None and (day - local_day(success.time, zone)).days <= policy.max_age_days
    last = history[-1]
    failed = next((check for check in reversed(counted) if check.result is CheckResult.FAILED), None)
    unsteady = None if failures or failed is None else unsteady_days(_days(counted, zone))
    # where nothing has failed, the state has the word of the last result
    state = AddressState.UNSTABLE if failures or unsteady else AddressState(last.result.value)
    told = failed if failures or unsteady else last if last.result is not CheckResult.OK else None
    return Address(
        state=AddressState.BROKEN if broken else state,
        opens=fresh and not failures and not unsteady and bool(counted),
        last_success=success.time if success else None,
        cause=told.cause if told else "",
        status=told.status if told else None,
        failures=len(failures),
        failing_since=failures[0].time if failures else None,
        last_check=last.time,
        content_type=success.content_type if success else "",
        unsteady=unsteady,
        title=next((check.title for check in reversed(history) if check.title), ""),
    )


def _sort(history: list[Check]) -> None:
    """Sort checks as ``in_time`` orders them, which is asked only where times alone do not tell."""
    history.sort(key=_time_of)
    if any(one.time == other.time for one, other in pairwise(history)):
        history.sort(key=in_time)


def _days(counted: Iterable[Check], zone: tzinfo) -> Iterable[tuple[date, bool]]:
    return ((local_day(check.time, zone), check.result is CheckResult.OK) for check in counted)
