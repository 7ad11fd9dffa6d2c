"""A forecast on a terminal: what is left on the day, the way there as a chart, then what falls."""

from collections.abc import Iterator

from openness_cli.formats.bars import COLOURS, Total, legend, ruler_of, scale, total_bar
from openness_cli.formats.heading import evaluation_words, heading
from openness_cli.formats.lines import TYPED, Line, Marks, Span, clip, line, plain, wrap
from openness_cli.formats.screen import PLAIN_WIDTH
from openness_cli.messages import _, n_
from openness_cli.model.definitions import Band
from openness_cli.model.points import Hundredths
from openness_cli.outlook.forecast import Forecast, ForecastDay, ForecastReport
from openness_cli.reports.forecast.words import (
    colour_word,
    fall_groups,
    headline,
    repeats_by_site,
    repeats_sentence,
    turn_sentences,
)
from openness_cli.words.reasons import certainty_sentence, scales_sentence
from openness_cli.words.terms import basis_word, long_date

_DATE_WIDTH = 12
_CHART_DAYS = 12
_FALLS = 12


def render_plain(report: ForecastReport) -> str:
    """Return the whole forecast as plain text."""
    return plain(draw(report, PLAIN_WIDTH, TYPED, whole=True))


def draw(report: ForecastReport, width: int, marks: Marks, *, whole: bool) -> Iterator[Line]:
    """Return the lines of the forecast; unless ``whole``, of a long one those that come first and the turns."""
    forecast = report.forecast
    assessment = forecast.assessment
    yield from heading(assessment, report.language, width, marks)
    evaluation = assessment.workspace.evaluation_date
    until = evaluation_words(evaluation, (evaluation - assessment.day).days)
    yield from wrap(f"{long_date(assessment.day)} {marks.dot} {until}", width)
    yield line()
    yield from wrap(headline(forecast), width, style="title")
    for sentence in turn_sentences(forecast):
        yield from wrap(sentence, width)
    yield line()
    yield from _chart(forecast, width, marks, whole=whole)
    if forecast.days:
        yield line()
        yield from _falls(report, width, whole=whole)
    if forecast.repeats:
        yield line()
        yield from _repeats(forecast, width, whole=whole)
    yield line()
    yield from wrap(legend(marks), width, style="dim")
    yield from wrap(scales_sentence(assessment), width, style="dim")
    yield from wrap(certainty_sentence(assessment.index), width, style="dim")


def _style(band: Band | None) -> str:
    return f"bold {COLOURS[band.name]}" if band else "magenta"


def _chart(forecast: Forecast, width: int, marks: Marks, *, whole: bool) -> Iterator[Line]:
    title = _("On course if nobody acts, {basis}").format(basis=basis_word(forecast.basis))
    yield from wrap(title, width, style="title")
    days = (forecast.today, *forecast.days)
    changes = ["", *(str(change) for change in forecast.changes)]
    ranges = [_range(day) for day in days]
    range_width, change_width = max(map(len, ranges)), max(map(len, changes))
    band_width = max(len(colour_word(day.band)) for day in days)
    bar_width = width - _DATE_WIDTH - range_width - band_width - change_width - 6
    ruler = ruler_of(forecast.assessment.index)
    yield line(" " * _DATE_WIDTH, scale(ruler, bar_width))
    turns = {turn.day for turn in forecast.turns}
    left_out = 0
    for number, (day, figures, change) in enumerate(zip(days, ranges, changes, strict=True)):
        if not (whole or number < _CHART_DAYS or day.day in turns or day is days[-1]):
            left_out += 1
            continue
        if left_out:
            yield _more_days(left_out)
            left_out = 0
        shown = day.shown
        total = Total(shown.earned, shown.unknown, shown.pending, day.band.name if day.band else None)
        yield line(
            day.day.isoformat().ljust(_DATE_WIDTH),
            *total_bar(ruler, total, bar_width, marks),
            f"  {figures.rjust(range_width)}  ",
            Span(colour_word(day.band).ljust(band_width), _style(day.band)),
            f"  {change.rjust(change_width)}",
        )


def _range(day: ForecastDay) -> str:
    shown = day.shown
    return f"{shown.on_course}…{Hundredths(shown.on_course + shown.unknown)}" if shown.unknown else str(shown.on_course)


def _more_days(count: int) -> Line:
    text = n_("… {count} more: --all", "… {count} more: --all", count)
    return line(Span(" " * _DATE_WIDTH + text.format(count=count), "dim"))


def _falls(report: ForecastReport, width: int, *, whole: bool) -> Iterator[Line]:
    yield line(Span(_("What falls, and when"), "title"))
    forecast = report.forecast
    turns = {turn.day for turn in forecast.turns}
    told = left_out = 0
    for day, change in zip(forecast.days, forecast.changes, strict=True):
        if not whole and told >= _FALLS and day.day not in turns:
            left_out += len(day.falls)
            continue
        told += len(day.falls)
        yield line(
            day.day.isoformat().ljust(_DATE_WIDTH),
            Span(f"{change}  ", "title"),
            f"{day.shown.on_course} ",
            Span(colour_word(day.band), _style(day.band)),
        )
        yield from _day(report, day, width)
    if left_out:
        text = n_("… {count} more: --all", "… {count} more: --all", left_out)
        yield line(Span("  " + text.format(count=left_out), "dim"))


def _day(report: ForecastReport, day: ForecastDay, width: int) -> Iterator[Line]:
    for group in fall_groups(day):
        yield from wrap(group.reason, width, first="    ", rest="    ")
        for fall, points in group.falls:
            criterion = fall.verdict.criterion
            owner = clip(report.forecast.owners[criterion.id], width // 4)
            room = width - 20 - (len(owner) + 2 if owner else 0)
            title = clip(criterion.titles.to(report.language), room)
            yield line(
                f"    {points!s:>6}  ",
                Span(criterion.id.ljust(6), "ident"),
                f"  {title.ljust(room)}  {owner}" if owner else f"  {title}",
            )


def _repeats(forecast: Forecast, width: int, *, whole: bool) -> Iterator[Line]:
    yield line(Span(_("To be fetched again"), "title"))
    yield from wrap(repeats_sentence(forecast), width, first="  ", rest="  ")
    for host, repeats in repeats_by_site(forecast):
        text = n_(
            "{host}: {count} address, counts until {day}", "{host}: {count} addresses, count until {day}", len(repeats)
        )
        yield from wrap(
            text.format(host=host, count=len(repeats), day=long_date(repeats[0].by)), width, first="  ", rest="    "
        )
        for repeat in repeats if whole else ():
            yield from wrap(repeat.address.url, width, first="    ", rest="    ", style="dim")
