"""A forecast as Markdown."""

from openness_cli.formats.markdown import escape, section, table
from openness_cli.messages import _
from openness_cli.outlook.forecast import ForecastReport
from openness_cli.reports.forecast.words import (
    colour_word,
    fall_groups,
    headline,
    repeats_by_site,
    repeats_sentence,
    turn_sentences,
)
from openness_cli.words.reasons import certainty_sentence, scales_sentence
from openness_cli.words.terms import basis_word, label_word, long_date


def render(report: ForecastReport) -> str:
    """Return the forecast as GitHub-flavoured Markdown."""
    forecast = report.forecast
    workspace, index = forecast.assessment.workspace, forecast.assessment.index
    name = escape(workspace.organisation.name(report.language))
    day = long_date(forecast.assessment.day)
    parts = [f"# {name}\n\n{index.id.upper()} · {workspace.year} · {day} · {basis_word(forecast.basis)}\n"]
    parts.append("".join(f"- {escape(text)}\n" for text in (headline(forecast), *turn_sentences(forecast))))
    parts.append(section(_("On course if nobody acts"), _day_table(report)))
    if forecast.days:
        parts.append(section(_("What falls, and when"), _falls(report)))
    if forecast.repeats:
        parts.append(section(_("To be fetched again"), f"{escape(repeats_sentence(forecast))}\n\n{_repeats(report)}"))
    if scales_sentence(forecast.assessment):
        parts.append(escape(scales_sentence(forecast.assessment)) + "\n")
    parts.append(escape(certainty_sentence(index)) + "\n")
    return "\n".join(parts)


def _day_table(report: ForecastReport) -> str:
    forecast = report.forecast
    changes = ["", *(str(change) for change in forecast.changes)]
    rows = [
        [day.day.isoformat(), colour_word(day.band), str(day.shown.unknown), change, str(day.shown.on_course)]
        for day, change in zip((forecast.today, *forecast.days), changes, strict=True)
    ]
    return table([_("day"), _("colour"), _("unknown"), _("change"), _("on course")], rows, 3)


def _falls(report: ForecastReport) -> str:
    rows = []
    for day in report.forecast.days:
        for group in fall_groups(day):
            for fall, points in group.falls:
                criterion = fall.verdict.criterion
                title = escape(criterion.titles.to(report.language))
                name = f"**{criterion.id}** {title} ({label_word(criterion.basis)})"
                owner = escape(report.forecast.owners[criterion.id])
                rows.append([day.day.isoformat(), name, escape(group.reason), owner, str(points)])
    return table([_("day"), _("criterion"), _("reasons"), _("owner"), _("points")], rows, 1)


def _repeats(report: ForecastReport) -> str:
    rows = [
        [repeats[0].by.isoformat(), "<br>".join(escape(repeat.address.url) for repeat in repeats), str(len(repeats))]
        for _host, repeats in repeats_by_site(report.forecast)
    ]
    return table([_("today's success counts until"), _("address"), _("addresses")], rows, 1)
