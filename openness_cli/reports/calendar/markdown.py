"""A calendar as Markdown: a table for each owner."""

from openness_cli.formats.markdown import escape, section, table
from openness_cli.messages import _
from openness_cli.model.points import rounded_down
from openness_cli.outlook.calendar_ import CalendarReport
from openness_cli.outlook.deadlines import Deadline
from openness_cli.reports.calendar.words import (
    advice,
    assumed_sentence,
    fact_sentence,
    ident_of,
    nothing_sentence,
    over_sentence,
    title_of,
    unlisted_sentences,
    when_words,
)
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import label_word, long_date


def render(report: CalendarReport) -> str:
    """Return the calendar as GitHub-flavoured Markdown."""
    assessment = report.assessment
    workspace, index = assessment.workspace, assessment.index
    name, title = escape(workspace.organisation.name(report.language)), _("Calendar")
    parts = [f"# {name}: {title}\n\n{index.id.upper()} · {workspace.year} · {long_date(assessment.day)}\n"]
    if assessment.over:
        parts.append(escape(over_sentence(assessment)) + "\n")
    else:
        parts += _sections(report)
    parts.append(escape(certainty_sentence(index)) + "\n")
    return "\n".join(parts)


def _sections(report: CalendarReport) -> list[str]:
    groups = report.groups
    nobody = _("no owner named")
    parts = [section(escape(group.owner) or nobody, _table(report, group.deadlines)) for group in groups]
    if not groups:
        parts.append(nothing_sentence() + "\n")
    if report.evaluation is not None:
        heading = _("for everybody")
        parts.append(section(heading, _table(report, (report.evaluation,))))
    left = "".join(f"- {escape(sentence)}\n" for sentence in unlisted_sentences(report))
    return [*parts, left] if left else parts


def _table(report: CalendarReport, deadlines: tuple[Deadline, ...]) -> str:
    rows = []
    for own in deadlines:
        about = [f"**{escape(ident_of(own))}** {escape(title_of(own, report.language))}".removeprefix("**** ")]
        about += [escape(text) for text in (fact_sentence(own), assumed_sentence() if own.is_assumed else "") if text]
        rows.append(
            [
                own.due.isoformat(),
                when_words(own, report.assessment.day),
                "<br>".join(about),
                escape(advice(own, report.language)),
                label_word(own.verdict.criterion.basis) if own.verdict else "",
                str(rounded_down(own.points)),
            ]
        )
    headers = [_("due date"), _("how it stands"), _("criterion"), _("what to do"), _("wording"), _("points")]
    return table(headers, rows, 1)
