"""A history as Markdown: a table for each body and year."""

from openness_cli.comparison.history import HistoryReport, Series
from openness_cli.formats.markdown import escape, section, table
from openness_cli.messages import _
from openness_cli.reports.history.words import change_words, chart_title, empty_sentence, rules_sentence, series_title
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import band_word


def render(report: HistoryReport) -> str:
    """Return the history as GitHub-flavoured Markdown."""
    title = _("Saved scores")
    parts = [f"# {escape(report.name)}: {title}\n" if report.name else f"# {title}\n"]
    if not report.series:
        return "\n".join([*parts, escape(empty_sentence()) + "\n"])
    parts.append(escape(chart_title(report)) + "\n")
    parts += [section(escape(series_title(report, series)), _table(report, series)) for series in report.series]
    parts += [escape(certainty_sentence(index)) + "\n" for index in report.indices.values()]
    return "\n".join(parts)


def _table(report: HistoryReport, series: Series) -> str:
    rows = []
    for day in series.days(report.basis):
        total = day.score.totals[report.basis]
        told = day.score.as_of.isoformat()
        if day.rules_changed:
            told += "<br>" + escape(rules_sentence(day.score))
        rows.append(
            [
                told,
                band_word(total.band),
                str(total.earned),
                str(total.on_course),
                str(total.unknown),
                change_words(day.change),
            ]
        )
    headers = [_("day"), _("colour"), _("earned"), _("on course"), _("unknown"), _("change of what is on course")]
    return table(headers, rows, 4)
