"""The record of the log on a terminal: what failed first, then the rest, then the days of each criterion."""

from collections.abc import Iterator
from itertools import groupby

from openness_cli.formats.heading import heading
from openness_cli.formats.lines import TYPED, Line, Marks, Span, clip, line, plain, wrap
from openness_cli.formats.screen import PLAIN_WIDTH
from openness_cli.links.report import UptimeReport
from openness_cli.links.uptime import AddressUptime, CriterionUptime
from openness_cli.messages import _, n_
from openness_cli.reports.links.record_words import days_words, note_sentence, outage_words, summary_sentences
from openness_cli.words.links import moment_words, state_word
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import long_date

_RANGES = 4


def render_plain(report: UptimeReport) -> str:
    """Return the record as plain text."""
    return plain(draw(report, PLAIN_WIDTH, TYPED, whole=True))


def draw(report: UptimeReport, width: int, marks: Marks, *, whole: bool) -> Iterator[Line]:
    """Return the lines of the record; ``whole`` names what never failed as well."""
    yield from heading(report.assessment, report.language, width, marks)
    until = _("up to {day}").format(day=long_date(report.record.day))
    title = _("Record of availability")
    yield line(f"{title} {marks.dot} {until}")
    for sentence in summary_sentences(report):
        yield from wrap(sentence, width)
    yield line()
    yield from _addresses(report, width, whole=whole)
    yield line()
    yield from _criteria(report, width, whole=whole)
    yield line()
    yield from wrap(note_sentence(), width, style="dim")
    yield from wrap(certainty_sentence(report.assessment.index), width, style="dim")


def _addresses(report: UptimeReport, width: int, *, whole: bool) -> Iterator[Line]:
    yield line(Span(_("Addresses: opened, of how many checks"), "title"))
    records = report.record.addresses
    listed = [own for own in records if whole or own.failed or not own.checks]
    indent = " " * 11

    def told(own: AddressUptime) -> tuple[str, str]:
        return f"{own.opened}/{own.checks}", "; ".join(_facts(own, report))

    for (figures, facts), group in groupby(sorted(listed, key=lambda own: -own.failed), key=told):
        first = f"{figures:>9}  "
        if facts:
            yield from wrap(facts, width, first=first, rest=indent)
            first = indent
        for own in group:
            yield from wrap(f"{own.address.url}  {', '.join(own.address.criteria)}", width, first=first, rest=indent)
            first = indent
    fine = len(records) - len(listed)
    if fine:
        text = n_("{count} address opened at every check", "{count} addresses opened at every check", fine)
        yield from wrap(text.format(count=fine), width, first=indent, rest=indent, style="dim")


def _facts(own: AddressUptime, report: UptimeReport) -> Iterator[str]:
    zone = report.zone
    if not own.checks:
        yield state_word(own.state.state)
    if own.first_failure:
        yield state_word(own.state.state)
        yield _("first failure {when}").format(when=moment_words(own.first_failure, zone))
        yield (
            _("last success {when}").format(when=moment_words(own.last_success, zone))
            if own.last_success
            else _("never seen to open")
        )
        yield _("longest outage {outage}").format(outage=outage_words(own.longest_outage, report))
    if own.changes:
        yield _("content changed {when}").format(when=moment_words(own.changes[-1], zone))


def _criteria(report: UptimeReport, width: int, *, whole: bool) -> Iterator[Line]:
    yield line(Span(_("Criteria: days on which all was reached, of the days checked"), "title"))
    records = report.record.criteria
    listed = [own for own in records if whole or _missed(own) or not own.days]
    indent = " " * 11
    for own in sorted(listed, key=_missed):
        figures = f"{len(own.all_opened)}/{own.days}"
        title = clip(own.criterion.titles.to(report.language), width - 20)
        yield line(Span(f"{figures:>9}  "), Span(own.criterion.id.ljust(6), "ident"), f" {title}")
        for text, days in ((_("only some: {days}"), own.some_opened), (_("nothing: {days}"), own.none_opened)):
            if days:
                yield from wrap(text.format(days=days_words(days, _RANGES)), width, first=indent, rest=indent)
    fine = len(records) - len(listed)
    if fine:
        text = n_("{count} criterion was reached on every day", "{count} criteria were reached on every day", fine)
        yield from wrap(text.format(count=fine), width, first=indent, rest=indent, style="dim")


def _missed(own: CriterionUptime) -> int:
    return len(own.all_opened) - own.days
