"""The words of a record: what it rests on, outages, days."""

from datetime import date, timedelta

from openness_cli.links.report import UptimeReport
from openness_cli.links.uptime import Outage
from openness_cli.messages import _, n_
from openness_cli.reports.links.log_check import chain_sentences
from openness_cli.words.links import addresses_word, moment_words


def summary_sentences(report: UptimeReport) -> list[str]:
    """Return what the record rests on: its checks, its files, whether their chains hold."""
    record = report.record
    checks = sum(own.checks for own in record.addresses)
    opened = sum(own.opened for own in record.addresses)
    lines = sum(file.lines for file in report.log)
    told = n_("{opened} of {count} check opened", "{opened} of {count} checks opened", checks)
    kept = n_("{count} line", "{count} lines", lines).format(count=lines)
    files = n_("{count} file of the log", "{count} files of the log", len(report.log)).format(count=len(report.log))
    parts = (addresses_word(len(record.addresses)), told.format(opened=opened, count=checks), files, kept)
    sentences = ["; ".join(parts) + "."]
    if record.strays:
        text = n_(
            "{count} address of the log is not in the evidence and is left out.",
            "{count} addresses of the log are not in the evidence and are left out.",
            record.strays,
        )
        sentences.append(text.format(count=record.strays))
    if report.chain_holds and not any(c.forks or c.loose or c.beginnings > 1 for c in report.chains.values()):
        sentences.append(_("Every line fits the chain of its file."))
    for name, chain in report.chains.items():
        sentences += chain_sentences(name, chain, of_interest=False)
    return sentences


def note_sentence() -> str:
    """Return what the figures mean."""
    return _(
        "Only what opened or failed counts as a check, and every try does. An outage lasts from its first failure to "
        "the success after it, as seen by the checks. A day counts for a criterion when any of its items was checked: "
        "all opened, none, or only some opened or were checked. A page made anew for every visitor always differs."
    )


def outage_words(outage: Outage | None, report: UptimeReport) -> str:
    """Return an outage in words; empty for none."""
    if outage is None:
        return ""
    begin = moment_words(outage.begin, report.zone)
    if outage.is_over:
        return _("{length} from {begin}").format(length=length_words(outage.length), begin=begin)
    if outage.length < timedelta(minutes=1):
        return _("since {begin}").format(begin=begin)
    return _("since {begin}, at least {length}").format(length=length_words(outage.length), begin=begin)


def length_words(length: timedelta) -> str:
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
    words = [" – ".join(day.isoformat() for day in span) for span in ranges]
    return ", ".join(words[:most]) + (", …" if len(words) > most else "")
