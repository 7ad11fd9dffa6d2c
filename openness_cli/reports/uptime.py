"""What ``openness links --report`` shows: the record of the log, to attach when a result is disputed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, Tenths, plain_of
from openness_cli.formats.workbook import Workbook
from openness_cli.links.report import UptimeResult
from openness_cli.links.uptime import AddressUptime, CriterionUptime
from openness_cli.messages import _, n_
from openness_cli.reports._book import Kind, book_of
from openness_cli.reports._head import Json, assessed, head, in_zone, log_json, moved_json, picked, sure_of
from openness_cli.reports._kept import kept_blocks, kept_columns, kept_json
from openness_cli.reports._uptime_words import bound_words, days_words, outage_words
from openness_cli.reports.log_check import chain_sentences
from openness_cli.words.links import addresses_word, moment_words, stay_sentences
from openness_cli.words.terms import long_date, word_of

COLUMNS = (
    "record", "url", "host", "criteria", "title", "state", "checks", "opened", "failed", "uncounted", "first_check",
    "last_check", "first_failure", "last_success", "outages", "longest_outage_hours", "longest_outage_begin",
    "longest_outage_end", "changes", "last_changed", "owner", "days", "days_all_opened", "days_some_opened",
    "days_none_opened", "not_all_opened_on", "moved_from", "longest_outage_observed_hours", "contains",
    "longest_outage_at_most_hours", "kept_opened", "kept_failed",
)  # fmt: skip
_HOUR = 3600
_RANGES, _MANY = 4, 1000


class UptimeReport(NamedTuple):
    """The record of the log, as it is shown."""

    result: UptimeResult

    def rows(self) -> Rows:
        """Return a row for each address, then one for each criterion; what is not of a row's kind is empty."""
        values = [_address_values(own) for own in self.result.record.addresses]
        values += [_criterion_values(own, self.result.language) for own in self.result.record.criteria]
        return Rows(COLUMNS, values)

    def sheet(self) -> Rows:
        """Return the same for people: times in the zone of the index."""
        own = self.rows()
        return own._replace(rows=in_zone(own.rows, self.result.zone))

    def workbook(self) -> Workbook:
        """Return a sheet of the addresses, and one of the criteria."""
        kinds = {"address": Kind(_("Addresses")), "criterion": Kind(_("Criteria"))}
        return book_of(self.document(), self.sheet()._replace(kinds="record"), self.result.record.day, kinds=kinds)

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        own = self.result
        return {
            **head("record", own.assessment, own.language, own.tool_version),
            "policy": own.assessment.index.links._asdict(),
            "chain_holds": own.chain_holds,
            "strays": own.record.strays,
            "addresses": list(map(_address_json, own.record.addresses)),
            "criteria": [_criterion_json(each, own.language) for each in own.record.criteria],
            "log": log_json(own.log),
        }

    def document(self) -> doc.Document:
        """Return what is to be read."""
        own = self.result
        assessment = own.assessment
        title, until = _("Record of availability"), _("up to {day}").format(day=long_date(own.record.day))
        told = tuple(_summary_sentences(own))
        first = doc.Sentence(f"{title} {doc.DOT} {until}", breaks=False)
        blocks: list[doc.Block] = [
            doc.Sentences((first, *doc.said(*told)), medium=doc.Medium.SCREEN, apart=False),
            doc.Sentences(doc.said(*told), medium=doc.Medium.PAGE),
        ]
        blocks += [_addresses(own), _addresses_page(own), _criteria(own), _criteria_page(own)]
        blocks += kept_blocks(own)
        blocks += [_log(own)] if own.log else []
        outages = _(
            "An outage was observed from its first failure to its last. Between two checks nobody looked: at most it "
            "lasted from the success before it to the one after it."
        )
        blocks += [doc.Sentences((doc.Sentence(outages),), medium=doc.Medium.PAGE, is_list=False)]
        meaning = _("Every try is a check; times are those of {zone}.").format(zone=assessment.index.time_zone)
        notes = doc.faint((meaning, *sure_of(assessment)))
        return assessed(assessment, own.language, blocks, notes, page=(until,))._replace(subtitle=title)


def _address_values(own: AddressUptime) -> Values:
    longest = own.longest_outage
    return {
        "record": "address",
        "url": own.address.url,
        "host": own.address.host,
        "criteria": own.address.criteria,
        "state": own.state.state,
        "checks": own.checks,
        "opened": own.opened,
        "failed": own.failed,
        "uncounted": own.uncounted,
        "first_check": own.first_check,
        "last_check": own.last_check,
        "first_failure": own.first_failure,
        "last_success": own.last_success,
        "outages": len(own.outages),
        "longest_outage_hours": _hours(longest.length if longest else None),
        "longest_outage_observed_hours": _hours(longest.observed if longest else None),
        "longest_outage_at_most_hours": _hours(own.longest_possible),
        "longest_outage_begin": longest.begin if longest else None,
        "longest_outage_end": longest.end if longest and longest.is_over else None,
        "changes": len(own.changes),
        "last_changed": own.changes[-1] if own.changes else None,
        "owner": own.address.owner,
        "days": own.days,
        "moved_from": tuple(stay.url for stay in own.address.was_at),
        "contains": own.address.words,
        **kept_columns(own),
    }


def _hours(length: timedelta | None) -> Tenths | None:
    return None if length is None else Tenths(length.total_seconds() / _HOUR)


def _criterion_values(own: CriterionUptime, language: str) -> Values:
    return {
        "record": "criterion",
        "criteria": own.criterion.id,
        "title": own.criterion.titles.to(language),
        "days": own.days,
        "days_all_opened": len(own.all_opened),
        "days_some_opened": len(own.some_opened),
        "days_none_opened": len(own.none_opened),
        "not_all_opened_on": tuple(day.isoformat() for day in own.not_all_opened),
    }


def _address_json(own: AddressUptime) -> Json:
    longest = own.longest_outage
    told = picked(
        _address_values(own), "url", "host", "state", "checks", "opened", "failed", "uncounted", "first_check",
        "last_check", "first_failure", "last_success", "outages",
    )  # fmt: skip
    outage = {
        "begin": plain_of(longest.begin),
        "end": plain_of(longest.end),
        "failures": longest.failures,
        "is_over": longest.is_over,
        "seconds": int(longest.length.total_seconds()),
        "last_failure": plain_of(longest.last_failure),
        "observed_seconds": int(longest.observed.total_seconds()),
        "at_most_seconds": _seconds(longest.at_most),
    } if longest else None  # fmt: skip
    return {
        **told,
        "longest_outage": outage,
        "changed": list(map(plain_of, own.changes)),
        "criteria": list(own.address.criteria),
        "owner": own.address.owner,
        "days": own.days,
        "longest_possible_seconds": _seconds(own.longest_possible),
        "contains": own.address.words or None,
        **moved_json(own.address),
        "kept": kept_json(own),
    }


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())


def _criterion_json(own: CriterionUptime, language: str) -> Json:
    return {
        "id": own.criterion.id,
        "title": own.criterion.titles.to(language),
        "days": own.days,
        "all_opened": list(map(plain_of, own.all_opened)),
        "some_opened": list(map(plain_of, own.some_opened)),
        "none_opened": list(map(plain_of, own.none_opened)),
    }


def _addresses(report: UptimeResult) -> doc.Table:
    """Return the addresses for a screen: those that failed first, what is known of several said once."""
    rows = []
    before = ""
    for own in sorted(report.record.addresses, key=lambda own: -own.failed):
        figures = f"{own.opened}/{own.checks}/{own.days}".rjust(9) + "  "
        facts = "; ".join(_facts(own, report))
        lead = (doc.Sentence(facts, mark=figures),) if facts else ()
        mark = " " * 11 if facts or figures == before else figures
        before = "" if facts else figures
        whose = "; ".join(filter(None, (", ".join(own.address.criteria), own.address.owner)))
        told = doc.Sentence(f"{_asked(own)}  {whose}", mark=mark)
        rows.append(doc.row((), lead, (told,), is_extra=not (own.failed or not own.checks)))
    fine = sum(row.is_extra for row in rows)
    text = n_("{count} address opened at every check", "{count} addresses opened at every check", fine)
    left_out = doc.Sentence(text.format(count=fine), doc.Tone.FAINT, indent=11)
    title = _("Addresses: opened, of how many checks, on how many days")
    return doc.Table(
        (), tuple(rows), title, medium=doc.Medium.SCREEN, screen=doc.Screen(doc.Layout.LINES), left_out=left_out
    )


def _addresses_page(report: UptimeResult) -> doc.Table:
    zone = report.zone
    rows = (
        doc.row((
            doc.Cell(_whereabouts(own), label=", ".join(own.address.criteria)),
            word_of(own.state.state),
            (moment_words(own.first_failure, zone) if own.first_failure else ""),
            (moment_words(own.last_success, zone) if own.last_success else ""),
            outage_words(own.longest_outage, zone),
            bound_words(own, zone),
            (moment_words(own.changes[-1], zone) if own.changes else ""),
            own.address.owner,
            str(own.opened),
            str(own.checks),
            str(own.days),
        ))
        for own in report.record.addresses
    )  # fmt: skip
    heads = (
        _("address"), _("state"), _("first failure"), _("last success"), _("longest outage, as observed"),
        _("at most"), _("content changed"), _("owner"),
    )  # fmt: skip
    numbers = doc.on_page(_("opened"), _("checks"), _("days"), numbers=True)
    return doc.Table((*map(doc.Column, heads), *numbers), tuple(rows), _("Addresses"), medium=doc.Medium.PAGE)


def _whereabouts(own: AddressUptime) -> str:
    return "; ".join((_asked(own), *stay_sentences(own.address.was_at)))


def _asked(own: AddressUptime) -> str:
    """Return an address with the words that it has to show."""
    words = own.address.words
    return f"{own.address.url} (“{words}”)" if words else own.address.url


def _facts(own: AddressUptime, report: UptimeResult) -> Iterator[str]:
    zone = report.zone
    if not own.checks:
        yield word_of(own.state.state)
    if own.first_failure:
        yield word_of(own.state.state)
        yield _("first failure {when}").format(when=moment_words(own.first_failure, zone))
        yield (
            _("last success {when}").format(when=moment_words(own.last_success, zone))
            if own.last_success
            else _("never seen to open")
        )
        yield _("longest outage: {outage}").format(outage=outage_words(own.longest_outage, zone))
        if bound := bound_words(own, zone):
            yield _("at most, as far as checks tell: {length}").format(length=bound)
    yield from stay_sentences(own.address.was_at)
    if own.changes:
        yield _("content changed {when}").format(when=moment_words(own.changes[-1], zone))


def _criteria(report: UptimeResult) -> doc.Table:
    """Return the criteria for a screen: those of which most days were missed first."""
    rows = []
    for own in sorted(report.record.criteria, key=_missed):
        cells = (
            f"{len(own.all_opened)}/{own.days}",
            doc.Cell(own.criterion.titles.to(report.language), ident=own.criterion.id),
        )
        told = ((_("only some: {days}"), own.some_opened), (_("nothing: {days}"), own.none_opened))
        texts = (text.format(days=days_words(days, _RANGES)) for text, days in told if days)
        details = tuple(doc.Sentence(text, indent=11) for text in texts)
        rows.append(doc.row(cells, details=details, is_extra=not (_missed(own) or not own.days)))
    fine = sum(row.is_extra for row in rows)
    text = n_("{count} criterion was reached on every day", "{count} criteria were reached on every day", fine)
    return doc.Table(
        (doc.Column("", is_number=True, least=9), doc.Column(_("criterion"), fit=doc.Fit.REST)),
        tuple(rows),
        _("Criteria: days on which all was reached, of the days checked"),
        medium=doc.Medium.SCREEN,
        screen=doc.Screen(doc.Layout.LINES, gap=1, spare=2),
        left_out=doc.Sentence(text.format(count=fine), doc.Tone.FAINT, indent=11),
    )


def _criteria_page(report: UptimeResult) -> doc.Table:
    rows = []
    for own in report.record.criteria:
        counts = (own.days, len(own.all_opened), len(own.some_opened), len(own.none_opened))
        title = doc.Cell(own.criterion.titles.to(report.language), ident=own.criterion.id)
        missed = days_words(own.not_all_opened, _MANY)
        rows.append(doc.row((title, missed, *(str(count) for count in counts))))
    heads = (_("days checked"), _("all opened"), _("some opened"), _("none opened"))
    columns = (*doc.on_page(_("criterion"), _("not all opened on")), *doc.on_page(*heads, numbers=True))
    return doc.Table(columns, tuple(rows), _("Criteria, in days"), medium=doc.Medium.PAGE)


def _missed(own: CriterionUptime) -> int:
    return len(own.all_opened) - own.days


def _log(report: UptimeResult) -> doc.Table:
    rows = (doc.row((own.file, doc.Cell(own.last_digest, is_code=True), str(own.lines))) for own in report.log)
    columns = (doc.Column(_("file")), doc.Column(_("SHA-256 of the last line")), doc.Column(_("lines"), is_number=True))
    return doc.Table(columns, tuple(rows), _("Log"), medium=doc.Medium.PAGE)


def _summary_sentences(report: UptimeResult) -> list[str]:
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
