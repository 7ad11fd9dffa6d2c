"""The words about addresses: their states, why they do not open, who mends that and how."""

from datetime import datetime, tzinfo

from openness_cli.messages import _, n_
from openness_cli.model.availability import Fixer, cause_named
from openness_cli.model.definitions import LinkPolicy
from openness_cli.model.points import Hundredths
from openness_cli.scoring.needs import Job
from openness_cli.words.terms import long_date


def cause_sentence(cause: str, status: int | None) -> str:
    """Return why an address does not open; a word of another writer stays as it is."""
    known = cause_named(cause)
    if known is not None:
        return _(known.words)
    return cause or (str(status) if status else _("cause not recorded"))


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
