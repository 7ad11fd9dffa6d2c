"""What ``openness forecast`` shows: today, what falls on which day if nobody acts, when the colour turns."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.page import Page, Spot, page_of
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, plain_of
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _, figures, n_
from openness_cli.model.definitions import Band
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.forecast import Fall, Forecast, ForecastDay, Repeat
from openness_cli.reports import _head
from openness_cli.reports._book import book_of, in_words
from openness_cli.reports._curve import curve_of
from openness_cli.reports._forecast_words import by_reason, fall_sentence, headline, repeats_sentence, turn_sentences
from openness_cli.words.terms import band_word, long_date, short_date, word_of

COLUMNS = (
    "day", "on_course", "unknown", "band", "indicator", "criterion", "title", "points", "points_unknown", "cause",
    "message", "periods", "have", "need", "due", "owner", "basis", "points_basis", "due_basis", "needs_basis",
)  # fmt: skip
_FALL = (
    "indicator", "criterion", "title", "points", "unknown", "cause", "message", "due", "periods", "have", "need",
    "owner", "basis", "points_basis", "due_basis", "needs_basis",
)  # fmt: skip
_CHART_DAYS = 12
_FALLS = 12


class ForecastReport(NamedTuple):
    """A forecast in one language; what of it falls is listed of the criteria that are ``owned``, of all where None.

    Totals and JSON do not depend on that.
    """

    tool_version: str
    language: str
    forecast: Forecast
    owned: frozenset[str] | None = None

    def listed(self, day: ForecastDay) -> tuple[tuple[Fall, Hundredths], ...]:
        """Return what of a day's falls is listed, with their points as shown."""
        pairs = zip(day.falls, day.falls_shown, strict=True)
        return tuple(own for own in pairs if self.owned is None or own[0].verdict.criterion.id in self.owned)

    def is_listed(self, day: ForecastDay) -> bool:
        """Tell whether a day stands in the list of what falls: those of all, and those on which an owner's does."""
        return self.owned is None or bool(self.listed(day))

    def rows(self) -> Rows:
        """Return today, which names no criterion, then a row for each fall."""
        return Rows(COLUMNS, _rows(self))

    def sheet(self) -> Rows:
        """Return the same for people, with what falls in all: a sentence says why, and periods are in words."""
        columns = [name for name in COLUMNS if name != "cause"]
        fallen = Hundredths(self.forecast.today.shown.on_course - self.forecast.last.shown.on_course)
        total: Values = {"day": _("in all"), "points": fallen}
        rows = [in_words(row) for row in _rows(self)]
        days = self.forecast.days
        told = Hundredths(sum(points for day in days for points in day.falls_shown))
        if others := Hundredths(told - sum(points for day in days for _fall, points in self.listed(day))):
            rows.append({"title": _("criteria that are not listed here"), "points": others})
        if left := Hundredths(fallen - told):
            rows.append({"title": _("what rounding leaves"), "points": left})
        return Rows(columns, rows, total=total if days else None)

    def workbook(self) -> Workbook:
        """Return the same as a sheet."""
        return book_of(self.document(), self.sheet(), self.forecast.assessment.day, _("Forecast"))

    def json(self) -> _head.Json:
        """Return version 1 of the JSON."""
        forecast = self.forecast
        changes = (Hundredths(0), *forecast.changes)
        days = (forecast.today, *forecast.days)
        return {
            **_head.head("forecast", forecast.assessment, self.language, self.tool_version),
            "basis": forecast.basis.value,
            "days": [_day_json(self, day, change) for day, change in zip(days, changes, strict=True)],
            "turns": [
                {"day": plain_of(turn.day), "before": _name(turn.before), "after": _name(turn.after)}
                for turn in forecast.turns
            ],
            "repeats": [
                {
                    "url": own.address.url,
                    "criteria": list(own.address.criteria),
                    "owner": own.address.owner,
                    "last_success": plain_of(own.last_success),
                    "by": plain_of(own.by),
                }
                for own in forecast.repeats
            ],
        }

    def document(self) -> doc.Document:
        """Return what is to be read."""
        forecast = self.forecast
        assessment = forecast.assessment
        first = (doc.Sentence(headline(forecast), doc.Tone.STRONG), *doc.said(*turn_sentences(forecast)))
        blocks: list[doc.Block] = [doc.Sentences(first), _chart(forecast)]
        blocks += [falls_table(self)] if any(map(self.is_listed, forecast.days)) else []
        repeats = tuple(own for own in forecast.repeats if self.owned is None or self.owned & {*own.address.criteria})
        blocks += [_repeats(repeats)] if repeats else []
        notes = _head.notes_of(assessment)
        screen, page = (_head.until_line(assessment),), (long_date(assessment.day), word_of(forecast.basis))
        document = _head.assessed(
            assessment, self.language, blocks, (_head.legend(blocks), *notes), screen=screen, page=page
        )
        return document._replace(subtitle=_("Forecast"), page_notes=tuple(note.text for note in notes))

    def page(self) -> Page:
        """Return the document with the total drawn as it falls."""
        forecast = self.forecast
        today = Fraction(forecast.today.shown.on_course, 100)
        past = (Spot(forecast.today.day, today, figures(str(forecast.today.shown.on_course))),)
        page = page_of(self.document())
        first, *others = page.sections
        drawn = first._replace(blocks=(*first.blocks, curve_of(forecast.assessment, forecast, past)))
        return page._replace(sections=(drawn, *others))


def _rows(report: ForecastReport) -> Iterator[Values]:
    yield _day(report.forecast.today)
    for day in report.forecast.days:
        if not day.falls:
            yield _day(day)
        for fall, points in report.listed(day):
            own = _fall(report, fall, points)
            yield own | {"points_unknown": own["unknown"]} | _day(day)


def _day_json(report: ForecastReport, day: ForecastDay, change: Hundredths) -> _head.Json:
    return {
        "day": plain_of(day.day),
        "earned": day.shown.earned.number,
        "on_course": day.shown.on_course.number,
        "unknown": day.shown.unknown.number,
        "band": _name(day.band),
        "change": change.number,
        "falls": [
            _head.picked(_fall(report, fall, points), *_FALL)
            for fall, points in zip(day.falls, day.falls_shown, strict=True)
        ],
    }


def _name(band: Band | None) -> str | None:
    return band.name.value if band else None


def _day(day: ForecastDay) -> Values:
    band = day.band.name if day.band else None
    return {"day": day.day, "on_course": day.shown.on_course, "unknown": day.shown.unknown, "band": band}


def _fall(report: ForecastReport, fall: Fall, points: Hundredths) -> Values:
    criterion = fall.verdict.criterion
    return {
        **_head.criterion_values(fall.verdict, report.language),
        "points": points,
        "unknown": rounded_down(fall.unknown),
        "cause": fall.cause,
        "message": fall_sentence(fall),
        "due": fall.due,
        "periods": fall.periods,
        "have": fall.have,
        "need": fall.need,
        "owner": report.forecast.owners[criterion.id],
        "needs_basis": criterion.needs_basis,
    }


def _chart(forecast: Forecast) -> doc.Table:
    days = (forecast.today, *forecast.days)
    changes = ("", *map(str, forecast.changes))
    turns = {turn.day for turn in forecast.turns}
    ruler = _head.ruler_of(forecast.assessment.index)
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
            short_date(day.day),
            _head.total_bar(ruler, shown.earned, shown.unknown, shown.pending, band),
            _head.course_text(shown),
            _head.colour_cell(band),
            str(shown.unknown),
            change,
            str(shown.on_course),
        )
        rows.append(doc.row(cells, is_extra=not (number < _CHART_DAYS or day.day in turns or day is days[-1])))
    title = _("On course if nobody acts, {basis}").format(basis=word_of(forecast.basis))
    return doc.Table(columns, tuple(rows), _("On course if nobody acts"), title, screen=doc.Screen(more=12))


def falls_table(report: ForecastReport) -> doc.Table:
    """Return what falls, and when, with the reason of each fall."""
    forecast = report.forecast
    turns = {turn.day for turn in forecast.turns}
    found: list[doc.Row] = []
    told = 0
    for day, change in zip(forecast.days, forecast.changes, strict=True):
        if not report.is_listed(day):
            continue
        is_extra = told >= _FALLS and day.day not in turns
        told += 0 if is_extra else len(day.falls)
        band = day.band.name if day.band else None
        course = f"{figures(str(day.shown.on_course))} "
        changed = f"{figures(str(change))}  "
        strong = ((changed, doc.Tone.STRONG), (course, doc.Tone.PLAIN), (band_word(band), doc.tone_of(band)))
        day_lead = doc.Sentence(short_date(day.day).ljust(12), strong=strong)
        for reason, falls in by_reason(report.listed(day)).items():
            leads = (day_lead, doc.Sentence(reason, indent=4))
            for fall, points in falls:
                criterion = fall.verdict.criterion
                cell, owner = _head.criterion_cell(criterion, report.language), forecast.owners[criterion.id]
                cells = (short_date(day.day), str(points), cell, reason, owner)
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


def _repeats(repeats: Sequence[Repeat]) -> doc.Table:
    found = []
    ordered = sorted(repeats, key=lambda repeat: (repeat.by, repeat.address.host))
    for (day, host), group in groupby(ordered, key=lambda repeat: (repeat.by, repeat.address.host)):
        urls = [repeat.address.url for repeat in group]
        text = n_(
            "{host}: {count} address, counts until {day}", "{host}: {count} addresses, count until {day}", len(urls)
        )
        lead = doc.Sentence(text.format(host=host, count=len(urls), day=long_date(day)), indent=2, hang=2)
        cells = (short_date(day), doc.Cell("", notes=tuple(urls)), str(len(urls)))
        found.append(doc.row(cells, (lead,)))
        found += [doc.row((), (lead,), (doc.Sentence(url, doc.Tone.FAINT, indent=4),), is_extra=True) for url in urls]
    columns = (
        *doc.on_page(_("today's success counts until"), _("address")),
        doc.Column(_("addresses"), is_number=True, medium=doc.Medium.PAGE),
    )
    sentences = (doc.Sentence(repeats_sentence(repeats), indent=2),)
    return doc.Table(columns, tuple(found), _("To be fetched again"), sentences=sentences, screen=doc.Screen(more=None))
