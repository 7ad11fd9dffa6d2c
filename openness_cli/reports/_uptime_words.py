"""Outages and days in words, as the record of the log tells them."""

from datetime import date, timedelta, tzinfo

from openness_cli.links.uptime import AddressUptime, Outage
from openness_cli.messages import _, first_of, n_
from openness_cli.words.links import moment_words
from openness_cli.words.terms import short_date


def outage_words(outage: Outage | None, zone: tzinfo) -> str:
    """Return an outage in words; empty for none."""
    if outage is None:
        return ""
    begin, is_seen_once = moment_words(outage.begin, zone), outage.observed < timedelta(minutes=1)
    if not outage.is_over:
        text = _("since {begin}") if is_seen_once else _("since {begin}, at least {length}")
    else:
        text = _("seen on {begin} alone") if is_seen_once else _("{length} from {begin}")
    return text.format(length=_length_words(outage.observed), begin=begin)


def bound_words(own: AddressUptime, zone: tzinfo) -> str:
    """Return how long an outage lasted at most, as far as checks tell; empty where there is nothing to tell."""
    if own.longest_possible is not None:
        return _length_words(own.longest_possible)
    if not own.outages:
        return ""
    last = own.outages[-1]
    if last.is_over or last.opened_before is None:
        return _("not known")
    return _("counted from {begin}").format(begin=moment_words(last.opened_before, zone))


def _length_words(length: timedelta) -> str:
    """Return a length of time: whole days and hours, or minutes of a short one."""
    minutes = int(length.total_seconds()) // 60
    hours, days = minutes // 60 % 24, minutes // (60 * 24)
    parts = []
    if days:
        parts.append(n_("{count} day", "{count} days", days).format(count=days))
    if hours:
        parts.append(n_("{count} hour", "{count} hours", hours).format(count=hours))
    if not parts:
        parts.append(n_("{count} minute", "{count} minutes", minutes).format(count=minutes))
    return " ".join(parts)


def days_words(days: tuple[date, ...], most: int) -> str:
    """Return days in ISO form, days in a row as a range, at most so many of them."""
    ranges: list[list[date]] = []
    for day in days:
        if ranges and day - ranges[-1][-1] == timedelta(days=1):
            ranges[-1][1:] = [day]
        else:
            ranges.append([day])
    words = [" – ".join(short_date(day) for day in span) for span in ranges]
    return first_of(words, most)
