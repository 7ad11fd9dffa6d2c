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
from openness_cli.model.languages import Worded, mark
from openness_cli.model.sites import NOWHERE, Sites


class Fixer(Worded):
    """Who can mend it."""

    DOMAIN = ("domain", mark("whoever manages the domain name"))
    SERVER = ("server", mark("the administrator of the site"))
    EDITOR = ("editor", mark("the unit that publishes on the site"))
    OFFICER = ("officer", mark("whoever enters the evidence"))
    NETWORK = ("network", mark("the administrator of your own network"))
    CHECKER = ("checker", mark("whoever runs the check"))


class LinkCause(Worded):
    """The words of the log. Those of a failure first, then why nothing could be checked, then our own rules."""

    def __init__(self, _value: str, _words: str = "", fixer: Fixer = Fixer.CHECKER) -> None:
        """Keep who can mend it."""
        self.fixer = fixer

    DNS = "dns", mark("the name of the site is not found"), Fixer.DOMAIN
    TLS = "tls", mark("the certificate is not accepted"), Fixer.SERVER
    REFUSED_CONNECTION = "refused connection", mark("the connection is refused"), Fixer.SERVER
    RESET = "reset", mark("the connection breaks off"), Fixer.SERVER
    NO_ROUTE = "no route", mark("the site cannot be reached"), Fixer.SERVER
    TIMEOUT = "timeout", mark("no answer in time"), Fixer.SERVER
    NOT_FOUND = "404", mark("page not found, 404"), Fixer.EDITOR
    CLIENT_ERROR = "4xx", mark("the site rejects the request"), Fixer.SERVER
    SERVER_ERROR = "5xx", mark("error of the server"), Fixer.SERVER
    REDIRECT = "redirect", mark("redirects lead nowhere"), Fixer.SERVER
    BAD_ANSWER = "bad answer", mark("the answer cannot be understood"), Fixer.SERVER
    TRUNCATED = "truncated", mark("the answer ends too early"), Fixer.SERVER
    EMPTY = "empty", mark("the file is empty"), Fixer.EDITOR
    WRONG_TYPE = "wrong type", mark("of another type than its name says"), Fixer.EDITOR
    HOME_PAGE = "home page", mark("leads to the home page"), Fixer.EDITOR
    SOFT_404 = "soft 404", mark("it opens, but what was asked for is not there"), Fixer.EDITOR
    SIGN_IN = "401", mark("asks for a name and a password"), Fixer.SERVER
    FORBIDDEN = "403", mark("access is denied to the check"), Fixer.SERVER
    TOO_MANY = "429", mark("asks to be fetched less often"), Fixer.CHECKER
    PROXY = "proxy", mark("the proxy does not let it through"), Fixer.NETWORK
    NO_LINE = "no line", mark("the line itself seems down"), Fixer.NETWORK
    LOCAL = "local", mark("this machine could not fetch it"), Fixer.CHECKER
    PRIVATE_ADDRESS = "private address", mark("leads into a private network"), Fixer.OFFICER
    SCHEME = "scheme", mark("leads to something other than a web page"), Fixer.OFFICER
    USER_INFO = "user info", mark("holds a name and a password"), Fixer.OFFICER
    BAD_ADDRESS = "bad address", mark("is no address that can be fetched"), Fixer.OFFICER
    BLANK = "blank", mark("the page is blank"), Fixer.EDITOR
    SUSPENDED = "suspended", mark("the site is suspended, or its domain for sale"), Fixer.DOMAIN
    UNDER_WORK = "under work", mark("the page says that it is being made or repaired"), Fixer.EDITOR
    DEFAULT_PAGE = "default page", mark("a page of the server’s own comes in its place"), Fixer.SERVER
    NEEDS_BROWSER = "needs-browser", mark("only a browser can tell whether the page is there"), Fixer.CHECKER
    WORDS_MISSING = "words-missing", mark("the words asked for are not on the page"), Fixer.EDITOR

    @property
    def remedy(self) -> str:
        """What to do about it, marked for translation."""
        return _REMEDIES[self]


_REMEDIES = {
    LinkCause.DNS: mark("Check the name in the address and whether the domain is paid for and delegated."),
    LinkCause.TLS: mark("Renew the certificate, with its whole chain."),
    LinkCause.REFUSED_CONNECTION: mark("Start the web server, or open it to the outside."),
    LinkCause.RESET: mark("Look into the log of the web server and of what stands before it."),
    LinkCause.NO_ROUTE: mark("Check that the server is on the internet and can be reached from abroad."),
    LinkCause.TIMEOUT: mark("Find out why the server answers so slowly."),
    LinkCause.NOT_FOUND: mark("Put the page back or redirect it, or enter the address at which it now opens."),
    LinkCause.CLIENT_ERROR: mark("Let the page be opened by anybody, without conditions."),
    LinkCause.SERVER_ERROR: mark("Look into the log of the web server."),
    LinkCause.REDIRECT: mark("Mend the redirects of the site."),
    LinkCause.BAD_ANSWER: mark("Look into the configuration of the web server."),
    LinkCause.TRUNCATED: mark("Look into the log of the web server; put the file up again."),
    LinkCause.EMPTY: mark("Put the file up again: it holds nothing."),
    LinkCause.WRONG_TYPE: mark("Put the file itself up again: something else comes in its place."),
    LinkCause.HOME_PAGE: mark("Put the page back, or enter the address at which it now opens."),
    LinkCause.SOFT_404: mark("Put the page back, or enter the address at which it now opens."),
    LinkCause.SIGN_IN: mark("Open the page to everybody; until then look at it by hand."),
    LinkCause.FORBIDDEN: mark("Let checks through, or open the page to everybody; until then look at it by hand."),
    LinkCause.TOO_MANY: mark("Run the check later or more slowly, with a longer --pause."),
    LinkCause.PROXY: mark("Let the check through the proxy."),
    LinkCause.NO_LINE: mark("Check your own connection and run the check again."),
    LinkCause.LOCAL: mark("Run the check again, with a lower --concurrency."),
    LinkCause.PRIVATE_ADDRESS: mark(
        "Enter a public address; within your own network --allow-private lets it be checked."
    ),
    LinkCause.SCHEME: mark("Enter an address that begins with https:// and stays so."),
    LinkCause.USER_INFO: mark("Take the name and the password out of the address."),
    LinkCause.BAD_ADDRESS: mark("Correct the address."),
    LinkCause.BLANK: mark("Put the page back, or enter the address at which it now opens."),
    LinkCause.SUSPENDED: mark("Pay for the hosting and the domain, or enter the address at which it now opens."),
    LinkCause.UNDER_WORK: mark("Finish the page, or enter an address at which it is published."),
    LinkCause.DEFAULT_PAGE: mark("Look into the configuration of the web server."),
    LinkCause.NEEDS_BROWSER: mark("Run the check with --browser, or look at the page by hand."),
    LinkCause.WORDS_MISSING: mark(
        "Look at the page: put back what it has to show, or correct the address or the words (contains)."
    ),
}


def cause_named(word: str) -> LinkCause | None:
    """Return the cause that a word of the log names; None for a word of another writer."""
    try:
        return LinkCause(word)
    except ValueError:
        return None


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
    ``content_type`` what the site called it. ``contains`` are the words that were looked for, folded, and whether the
    page shows them, in their order; ``title`` is what the page calls itself.
    """

    time: datetime
    url: str
    result: CheckResult
    cause: str
    status: int | None
    digest: str = ""
    content_type: str = ""
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
_Order = tuple[datetime, bool, tuple[str, str, int, str, str], tuple[tuple[str, bool], ...], str]


def in_time(check: Check) -> _Order:
    """Order checks by their time; of those of one second a success comes last, and nothing depends on their files."""
    is_ok = check.result is CheckResult.OK
    what = (check.result.value, check.cause, check.status or 0, check.digest, check.content_type)
    return check.time, is_ok, what, check.contains, check.title


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
