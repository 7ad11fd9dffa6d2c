"""A history on a terminal: a bar for each day on which a score was saved."""

from collections.abc import Iterator
from fractions import Fraction

from openness_cli.comparison.history import HistoryReport, SavedDay, Series
from openness_cli.formats.bars import COLOURS, Ruler, Total, legend, ruler_of, scale, total_bar
from openness_cli.formats.lines import TYPED, Line, Marks, Span, line, plain, wrap
from openness_cli.formats.screen import PLAIN_WIDTH
from openness_cli.messages import _
from openness_cli.reports.history.words import (
    change_words,
    chart_title,
    empty_sentence,
    figures,
    rules_sentence,
    series_title,
)
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import band_word

_DATE_WIDTH = 12
_UNKNOWN_RULES = Ruler(Fraction(100), ())


def render_plain(report: HistoryReport) -> str:
    """Return the history as plain text."""
    return plain(draw(report, PLAIN_WIDTH, TYPED))


def draw(report: HistoryReport, width: int, marks: Marks) -> Iterator[Line]:
    """Return the lines of the history."""
    if report.name:
        yield from wrap(report.name, width, style="title")
    if not report.series:
        yield from wrap(empty_sentence(), width)
        return
    yield from wrap(chart_title(report), width)
    for series in report.series:
        yield line()
        yield from _chart(report, series, width, marks)
    yield line()
    yield from wrap(f"{legend(marks)}  {_arrow(marks)}", width, style="dim")
    for index in report.indices.values():
        yield from wrap(certainty_sentence(index), width, style="dim")


def _arrow(marks: Marks) -> str:
    return _("earned {arrow} on course, and its change").format(arrow=marks.arrow)


def _chart(report: HistoryReport, series: Series, width: int, marks: Marks) -> Iterator[Line]:
    days = series.days(report.basis)
    totals = [day.score.totals[report.basis] for day in days]
    figure_width = max(len(figures(total, marks.arrow)) for total in totals)
    band_width = max(len(band_word(total.band)) for total in totals)
    change_width = max(len(change_words(day.change)) for day in days)
    bar_width = max(width - _DATE_WIDTH - figure_width - band_width - change_width - 6, 6)
    ruler = None
    yield from wrap(series_title(report, series), width, style="title")
    for day in days:
        if day.rules_changed:
            yield from wrap(rules_sentence(day.score), width, first=" " * _DATE_WIDTH, rest=" " * _DATE_WIDTH)
        own = _ruler(report, day)
        if own != ruler:
            yield line(" " * _DATE_WIDTH, scale(own, bar_width))
        ruler = own
        total = day.score.totals[report.basis]
        amounts = Total(total.earned, total.unknown, total.on_course - total.earned, total.band)
        yield line(
            day.score.as_of.isoformat().ljust(_DATE_WIDTH),
            *total_bar(ruler, amounts, bar_width, marks),
            f"  {figures(total, marks.arrow).rjust(figure_width)}  ",
            Span(band_word(total.band).ljust(band_width), f"bold {COLOURS[total.band]}" if total.band else "magenta"),
            f"  {change_words(day.change).rjust(change_width)}",
        )


def _ruler(report: HistoryReport, day: SavedDay) -> Ruler:
    index = report.indices.get(day.score.index_id)
    return ruler_of(index) if index else _UNKNOWN_RULES
