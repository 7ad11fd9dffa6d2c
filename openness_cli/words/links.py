"""The words about addresses: their states, why they do not open, who mends that and how."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from openness_cli.messages import _, language, n_
from openness_cli.model.availability import Fixer, cause_named
from openness_cli.model.definitions import LinkPolicy
from openness_cli.model.languages import mark
from openness_cli.model.points import Hundredths
from openness_cli.model.sites import Stay
from openness_cli.scoring.needs import Job
from openness_cli.words.terms import long_date


def cause_sentence(cause: str, status: int | None) -> str:
    """Return why an address does not open; a word of another writer stays as it is."""
    known = cause_named(cause)
    if known is not None:
        return _(known.words)
    return cause or (str(status) if status else _("cause not recorded"))


def detail_sentence(detail: str) -> str:
    """Return what a check noted besides, in the language in use: where that has no words for it, where it stands."""
    if language() == "en" or not detail:
        return detail
    cause, colon, rest = detail.partition(": ")
    if colon and cause_named(cause) is not None:
        return f"{cause_sentence(cause, None)}: {detail_sentence(rest)}"
    for pattern, words in _DETAILS:
        if match := pattern.search(detail):
            return _(words).format(*match.groups())
    # the name of a site, an address
    return _("the log holds what the system said") if " " in detail else detail


def _detail(pattern: str, words: str) -> tuple[re.Pattern[str], str]:
    return re.compile(pattern, re.IGNORECASE), words


# what libcurl, OpenSSL and the system say most often, and what we note ourselves
_DETAILS = (
    _detail("certificate has expired", mark("its certificate has expired")),
    _detail("certificate is not yet valid", mark("its certificate is not valid yet")),
    _detail("self.signed", mark("it vouches for its certificate itself")),
    _detail("unable to (?:get|verify)|issuer", mark("its issuer is not known, or the chain is not whole")),
    _detail("subject name|hostname mismatch|does not match", mark("its certificate is of another name")),
    _detail("revoked", mark("its certificate was revoked")),
    _detail("too weak|too small|dh key|unsafe legacy|unsupported protocol|protocol version|handshake", mark(
        "its server speaks an encryption that is too old or not understood"
    )),
    _detail("temporary failure in name resolution", mark("the names of sites could not be looked up for now")),
    _detail("name or service not known|no address associated|could not resolve|nodename nor", mark(
        "no such name is known"
    )),
    _detail("no route to host|network is unreachable|host is down|unreachable", mark("there is no way to it")),
    _detail("too many open files", mark("too many files are open")),
    _detail("^without a place to go$", mark("a redirect without a place to go")),
    _detail(r"^more than (\d+) redirects$", mark("more than {} redirects")),
    _detail(r"^packed as (\S+)$", mark("packed as {}")),
    _detail("header", mark("the head of the answer cannot be understood")),
    _detail("^no status$|chunk|http/0.9|content.encoding|unsupported", mark("the answer is not as HTTP asks")),
    _detail("^no host$|port|label|codepoint|idna", mark("the address has no site, or a wrong name or port")),
    _detail(r"^(\S+) is (\S+)$", mark("{} is at {}")),
)  # fmt: skip


def mend_sentence(cause: str) -> str:
    """Return what to do about a cause; empty for one that is not ours."""
    known = cause_named(cause)
    return _(known.remedy) if known is not None else ""


def links_title(job: Job) -> str:
    """Return what is called for where some addresses of a site do not open, for one cause."""
    return f"{job.name}: {cause_sentence(job.cause, None)}"


def fixer_word(fixer: Fixer | None) -> str:
    """Return who can mend something."""
    return _(fixer.words) if fixer else ""


def addresses_word(count: int) -> str:
    """Return so many addresses."""
    return n_("{count} address", "{count} addresses", count).format(count=count)


def moment_words(time: datetime, zone: tzinfo) -> str:
    """Return a time to the minute, in the zone of the index."""
    local = time.astimezone(zone)
    return f"{long_date(local.date())}, {local:%H:%M}"


def stay_sentences(was_at: Iterable[Stay]) -> Iterator[str]:
    """Return where a page was before it moved, and until when."""
    for stay in was_at:
        yield _("until {day} at {url}").format(day=long_date(stay.until), url=stay.url)


def advice_sentence(cause: str, fixer: Fixer | None) -> str:
    """Return who mends a cause, and how; empty where it is not one of ours."""
    return f"{fixer_word(fixer)}: {mend_sentence(cause)}" if fixer else ""


def points_words(points: Hundredths) -> str:
    """Return so many points."""
    return _("{points} points").format(points=points)


def policy_sentence(policy: LinkPolicy) -> str:
    """Return when an address counts as broken."""
    text = _(
        "Broken: {failures} failures and no success between them, the first and the last at least {hours} hours "
        "apart. One failure is never broken. A success holds for {days} days."
    )
    return text.format(failures=policy.broken_after, hours=policy.apart_hours, days=policy.max_age_days)


def line_sentence() -> str:
    """Return that nobody answered at all."""
    return _("No address answered: the line itself seems down. Nothing was judged.")


def one_site_sentence() -> str:
    """Return how to tell a dead site from a dead line where there is one site alone."""
    return _(
        "All addresses are on one site; --control URL, an address of another one, tells a dead site from a dead line."
    )
