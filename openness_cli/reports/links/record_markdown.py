"""A record as Markdown, to be attached to a letter."""

from openness_cli.formats.markdown import escape, section, table
from openness_cli.links.report import UptimeReport
from openness_cli.messages import _
from openness_cli.reports.links.record_words import days_words, note_sentence, outage_words, summary_sentences
from openness_cli.words.links import moment_words, state_word
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import long_date

_MANY = 1000


def render(report: UptimeReport) -> str:
    """Return the record as GitHub-flavoured Markdown."""
    workspace, index = report.assessment.workspace, report.assessment.index
    name = escape(workspace.organisation.name(report.language))
    title = _("Record of availability")
    until = _("up to {day}").format(day=long_date(report.record.day))
    parts = [f"# {name}: {title}\n\n{index.id.upper()} · {workspace.year} · {until}\n"]
    parts.append("".join(f"- {escape(sentence)}\n" for sentence in summary_sentences(report)))
    parts.append(section(_("Addresses"), _addresses(report)))
    parts.append(section(_("Criteria, in days"), _criteria(report)))
    if report.log:
        rows = [[escape(file.file), f"`{file.last_digest}`", str(file.lines)] for file in report.log]
        headers = [_("file"), _("SHA-256 of the last line"), _("lines")]
        parts.append(section(_("Log"), table(headers, rows, 1)))
    parts.append(escape(note_sentence()) + "\n")
    parts.append(escape(certainty_sentence(index)) + "\n")
    return "\n".join(parts)


def _addresses(report: UptimeReport) -> str:
    zone = report.zone
    rows = [
        [
            f"{escape(own.address.url)} ({', '.join(own.address.criteria)})",
            state_word(own.state.state),
            moment_words(own.first_failure, zone) if own.first_failure else "",
            moment_words(own.last_success, zone) if own.last_success else "",
            outage_words(own.longest_outage, report),
            moment_words(own.changes[-1], zone) if own.changes else "",
            str(own.opened),
            str(own.checks),
        ]
        for own in report.record.addresses
    ]
    headers = [
        _("address"), _("state"), _("first failure"), _("last success"), _("longest outage"), _("content changed"),
        _("opened"), _("checks"),
    ]  # fmt: skip
    return table(headers, rows, 2)


def _criteria(report: UptimeReport) -> str:
    rows = []
    for own in report.record.criteria:
        title = escape(own.criterion.titles.to(report.language))
        counts = (own.days, len(own.all_opened), len(own.some_opened), len(own.none_opened))
        rows.append([f"**{own.criterion.id}** {title}", days_words(own.not_all_opened, _MANY), *map(str, counts)])
    headers = [
        _("criterion"), _("not all opened on"), _("days checked"), _("all opened"), _("some opened"), _("none opened"),
    ]  # fmt: skip
    return table(headers, rows, 4)
