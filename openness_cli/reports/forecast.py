"""What ``openness forecast`` shows: today, what falls on which day if nobody acts, when the colour turns."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, plain_of, plain_row
from openness_cli.messages import _, n_
from openness_cli.model.definitions import Band
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.forecast import Fall, Forecast, ForecastDay, Repeat
from openness_cli.reports._forecast_words import by_reason, fall_sentence, headline, repeats_sentence, turn_sentences
from openness_cli.reports._head import (
    Json,
    edition_of,
    head,
    legend,
    name_of,
    notes_of,
    ruler_of,
    total_bar,
    until_line,
)  # fmt: skip
from openness_cli.words.terms import band_word, long_date, word_of

COLUMNS = (
    "day", "on_course", "unknown", "band", "indicator", "criterion", "title", "points", "points_unknown", "cause",
    "message", "periods", "have", "need", "due", "owner", "basis", "points_basis", "due_basis", "needs_basis",
)  # fmt: skip
_CHART_DAYS = 12
_FALLS = 12


class ForecastReport(NamedTuple):
    """A forecast in one language."""

    tool_version: str
    language: str
    forecast: Forecast

    def rows(self) -> Rows:
        """Return today, which names no criterion, then a row for each fall."""
        return Rows(COLUMNS, _rows(self))

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        forecast = self.forecast
        changes = (Hundredths(0), *forecast.changes)
        days = (forecast.today, *forecast.days)
        return {
            **head("forecast", forecast.assessment, self.language, self.tool_version),
            "basis": forecast.basis.value,
            "days": [_day_json(self, day, change) for day, change in zip(days, changes, strict=True)],
            "turns": [
                {"day": plain_of(turn.day), "before": _name(turn.before), "after": _name(turn.after)}
                for turn in forecast.turns
            ],
            "repeats": [_repeat_json(repeat) for repeat in forecast.repeats],
        }

    def document(self) -> doc.Document:
        """Return what is to be read."""
        forecast = self.forecast
        assessment = forecast.assessment
        first = (doc.Sentence(headline(forecast), doc.Tone.STRONG), *doc.said(*turn_sentences(forecast)))
        blocks: list[doc.Block] = [doc.Sentences(first), _chart(forecast)]
        blocks += [_falls(self)] if forecast.days else []
        blocks += [_repeats(forecast)] if forecast.repeats else []
        edition = edition_of(assessment)
        notes = notes_of(assessment)
        return doc.Document(
            name_of(assessment, self.language),
            edition,
            tuple(blocks),
            (legend(), *notes),
            screen_lines=(until_line(assessment),),
            page_line=(*edition, long_date(assessment.day), word_of(forecast.basis)),
            page_notes=tuple(note.text for note in notes),
        )


def _rows(report: ForecastReport) -> Iterator[Values]:
    yield _day(report.forecast.today)
    for day in report.forecast.days:
        if not day.falls:
            yield _day(day)
        for fall, points in zip(day.falls, day.falls_shown, strict=True):
            own = _fall(report, fall, points)
            yield own | {"points_unknown": own["unknown"]} | _day(day)


def _day_json(report: ForecastReport, day: ForecastDay, change: Hundredths) -> Json:
    return {
        "day": plain_of(day.day),
        "earned": day.shown.earned.number,
        "on_course": day.shown.on_course.number,
        "unknown": day.shown.unknown.number,
        "band": _name(day.band),
        "change": change.number,
        "falls": [
            plain_row(_fall(report, fall, points)) for fall, points in zip(day.falls, day.falls_shown, strict=True)
        ],
    }


def _repeat_json(repeat: Repeat) -> Json:
    return {
        "url": repeat.address.url,
        "criteria": list(repeat.address.criteria),
        "owner": repeat.address.owner,
        "last_success": plain_of(repeat.last_success),
        "by": plain_of(repeat.by),
    }


def _name(band: Band | None) -> str | None:
    return band.name.value if band else None


def _day(day: ForecastDay) -> Values:
    band = day.band.name if day.band else None
    return {"day": day.day, "on_course": day.shown.on_course, "unknown": day.shown.unknown, "band": band}


def _fall(report: ForecastReport, fall: Fall, points: Hundredths) -> Values:
    criterion = fall.verdict.criterion
    return {
        "indicator": fall.verdict.indicator.id,
        "criterion": criterion.id,
        "title": criterion.titles.to(report.language),
        "points": points,
        "unknown": rounded_down(fall.unknown),
        "cause": fall.cause,
        "message": fall_sentence(fall),
        "due": fall.due,
        "periods": fall.periods,
        "have": fall.have,
        "need": fall.need,
        "owner": report.forecast.owners[criterion.id],
        "basis": criterion.basis,
        "points_basis": criterion.points_basis,
        "due_basis": criterion.due_basis,
        "needs_basis": criterion.needs_basis,
    }


def _chart(forecast: Forecast) -> doc.Table:
    days = (forecast.today, *forecast.days)
    changes = ("", *map(str, forecast.changes))
    turns = {turn.day for turn in forecast.turns}
    ruler = ruler_of(forecast.assessment.index)
    columns = (
        doc.Column(_("day")),
        doc.Column("", fit=doc.Fit.BAR),
        doc.Column("", is_number=True, medium=doc.Medium.SCREEN),
        doc.Column(_("colour")),
        doc.Column(_("unknown"), is_number=True, medium=doc.Medium.PAGE),
        doc.Column(_("change"), is_number=True),
        doc.Column(_("on course"), is_number=True, medium=doc.Medium.PAGE),
    )
    rows = []
    for number, (day, change) in enumerate(zip(days, changes, strict=True)):
        shown, band = day.shown, day.band.name if day.band else None
        cells = (
            day.day.isoformat(),
            doc.Cell("", bar=total_bar(ruler, shown.earned, shown.unknown, shown.pending, band)),
            _range(day),
            doc.Cell(band_word(band), doc.tone_of(band)),
            str(shown.unknown),
            change,
            str(shown.on_course),
        )
        rows.append(doc.row(cells, is_extra=not (number < _CHART_DAYS or day.day in turns or day is days[-1])))
    title = _("On course if nobody acts, {basis}").format(basis=word_of(forecast.basis))
    return doc.Table(columns, tuple(rows), _("On course if nobody acts"), title, screen=doc.Screen(more=12))


def _range(day: ForecastDay) -> str:
    shown = day.shown
    return f"{shown.on_course}…{Hundredths(shown.on_course + shown.unknown)}" if shown.unknown else str(shown.on_course)


def _falls(report: ForecastReport) -> doc.Table:
    forecast = report.forecast
    turns = {turn.day for turn in forecast.turns}
    found: list[doc.Row] = []
    told = 0
    for day, change in zip(forecast.days, forecast.changes, strict=True):
        is_extra = told >= _FALLS and day.day not in turns
        told += 0 if is_extra else len(day.falls)
        band = day.band.name if day.band else None
        course = f"{day.shown.on_course} "
        strong = ((f"{change}  ", doc.Tone.STRONG), (course, doc.Tone.PLAIN), (band_word(band), doc.tone_of(band)))
        day_lead = doc.Sentence(day.day.isoformat().ljust(12), strong=strong)
        for reason, falls in by_reason(day).items():
            leads = (day_lead, doc.Sentence(reason, indent=4))
            for fall, points in falls:
                criterion = fall.verdict.criterion
                title = criterion.titles.to(report.language)
                cells = (
                    day.day.isoformat(),
                    str(points),
                    doc.Cell(title, ident=criterion.id, label=word_of(criterion.basis)),
                    reason,
                    report.forecast.owners[criterion.id],
                )
                found.append(doc.row(cells, leads, is_extra=is_extra))
        if not day.falls:
            found.append(doc.row((), (day_lead,), is_extra=is_extra))
    columns = (
        doc.Column(_("day"), medium=doc.Medium.PAGE),
        doc.Column(_("points"), is_number=True, least=6),
        doc.Column(_("criterion"), fit=doc.Fit.REST),
        doc.Column(_("reasons"), medium=doc.Medium.PAGE),
        doc.Column(_("owner")),
    )
    return doc.Table(columns, tuple(found), _("What falls, and when"), screen=doc.Screen(doc.Layout.LINES, indent=4))


def _repeats(forecast: Forecast) -> doc.Table:
    found = []
    ordered = sorted(forecast.repeats, key=lambda repeat: (repeat.by, repeat.address.host))
    for (day, host), group in groupby(ordered, key=lambda repeat: (repeat.by, repeat.address.host)):
        urls = [repeat.address.url for repeat in group]
        text = n_(
            "{host}: {count} address, counts until {day}", "{host}: {count} addresses, count until {day}", len(urls)
        )
        lead = doc.Sentence(text.format(host=host, count=len(urls), day=long_date(day)), indent=2, hang=2)
        cells = (day.isoformat(), doc.Cell("", notes=tuple(urls)), str(len(urls)))
        found.append(doc.row(cells, (lead,)))
        found += [doc.row((), (lead,), (doc.Sentence(url, doc.Tone.FAINT, indent=4),), is_extra=True) for url in urls]
    columns = (
        *doc.on_page(_("today's success counts until"), _("address")),
        doc.Column(_("addresses"), is_number=True, medium=doc.Medium.PAGE),
    )
    sentences = (doc.Sentence(repeats_sentence(forecast), indent=2),)
    return doc.Table(columns, tuple(found), _("To be fetched again"), sentences=sentences, screen=doc.Screen(more=None))
