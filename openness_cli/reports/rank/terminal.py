"""A ranking on a terminal: who stands where, the published figures below it, then what could not be scored."""

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from openness_cli.comparison.ranking import RankedPlace, Ranking
from openness_cli.formats.lines import TYPED, Amount, Line, Marks, Span, bar, clip, line, plain, wrap
from openness_cli.formats.screen import PLAIN_WIDTH
from openness_cli.messages import _
from openness_cli.model.definitions import BandName, Benchmark
from openness_cli.model.points import Total, rounded_down
from openness_cli.reports.rank.words import (
    gate_word,
    not_scored_words,
    published_heading,
    range_words,
    summary_sentences,
)
from openness_cli.scoring.assessment import Basis
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import band_word

WIDE = 100
_COLOURS = {BandName.GREEN: "green", BandName.YELLOW: "yellow", BandName.RED: "red"}
_FIGURE = 6
_SHORTEST_NAME = 24
_LONGEST_BAR = 24


class _Widths(NamedTuple):
    """How wide each column is; 0: there is none. A blank or two stand between them."""

    rank: int
    name: int
    bar: int
    total: int
    band: int
    gate: int
    indicators: int


def render_plain(ranking: Ranking) -> str:
    """Return the ranking as plain text."""
    return plain(draw(ranking, PLAIN_WIDTH, TYPED))


def draw(ranking: Ranking, width: int, marks: Marks) -> Iterator[Line]:
    """Return the lines of the ranking for a width and a set of shapes."""
    widths = _widths(ranking, width)
    yield from _head(ranking, width, marks)
    yield line()
    yield from _header(ranking, widths)
    for place in ranking.places:
        yield from _place(ranking, place, widths, marks)
    for year in ranking.index.benchmarks:
        yield line()
        yield line(Span(clip(published_heading(year), width), "title"))
        yield from _published(ranking, _("best"), year.best, widths, marks)
        yield from _published(ranking, _("average"), year.average, widths, marks)
    if ranking.not_scored:
        yield line()
        yield line(Span(_("Not scored"), "title"))
        for own in ranking.not_scored:
            yield from wrap(not_scored_words(own), width, first="  ", rest="    ")
    yield line()
    yield from _legends(ranking, width, marks, widths)


def _head(ranking: Ranking, width: int, marks: Marks) -> Iterator[Line]:
    edition = f"{ranking.index.id.upper()} {marks.dot} {ranking.year}"
    title = ranking.index.titles.to(ranking.language)
    if len(title) + 2 + len(edition) > width:
        yield from wrap(title, width, style="title")
        yield line(edition.rjust(width))
    else:
        yield line(Span(title, "title"), edition.rjust(width - len(title)))
    for sentence in summary_sentences(ranking):
        yield from wrap(sentence, width)


def _widths(ranking: Ranking, width: int) -> _Widths:
    totals = [place.body.on(ranking.basis) for place in ranking.places]
    rank = max(len(_("rank")), len(str(len(totals))))
    total = max(len(_("on course")), *(len(range_words(own)) for own in totals))
    band = max(len(band_word(name)) for name in {own.band for own in totals})
    gate = max(len(gate_word(place.body.passed)) for place in ranking.places) + 2 if ranking.threshold else 0
    left = width - rank - 2 - 2 - total - 2 - band - gate - 2
    indicators = len(ranking.index.indicators) * _FIGURE
    if width < WIDE or left - indicators < _SHORTEST_NAME + _FIGURE:
        indicators = 0
    left -= indicators
    bar_width = max(min(left // 3, _LONGEST_BAR), 4)
    return _Widths(rank, left - bar_width, bar_width, total, band, gate, indicators)


def _header(ranking: Ranking, widths: _Widths) -> Iterator[Line]:
    before = _("rank").rjust(widths.rank) + "  " + clip(_("body"), widths.name).ljust(widths.name + 2)
    ids = "".join(clip(own.id, _FIGURE - 1).rjust(_FIGURE) for own in ranking.index.indicators)
    after = " " * (widths.bar + 2) + _("on course").rjust(widths.total)
    tail = "  " + " " * (widths.band + widths.gate) + (ids if widths.indicators else "")
    yield line(Span(before + after + tail, "dim"))


def _place(ranking: Ranking, place: RankedPlace, widths: _Widths, marks: Marks) -> Iterator[Line]:
    total = place.body.on(ranking.basis)
    style = _COLOURS[total.band] if total.band else "magenta"
    first, *more = textwrap.wrap(place.name, widths.name, break_on_hyphens=False) or [""]
    indicators = "".join(("" if own is None else str(own.on_course)).rjust(_FIGURE) for own in place.body.indicators)
    gate = f"  {gate_word(place.body.passed)}".ljust(widths.gate) if widths.gate else ""
    yield line(
        f"{place.rank:>{widths.rank}}  ",
        first.ljust(widths.name + 2),
        *_bar(ranking, total, widths.bar, style, marks),
        "  ",
        Span(range_words(total).rjust(widths.total), "title"),
        "  ",
        Span(band_word(total.band).ljust(widths.band), f"bold {style}" if total.band else style),
        Span(gate, "" if place.body.passed else "bold"),
        indicators if widths.indicators else "",
    )
    for text in more:
        yield line(" " * (widths.rank + 2) + text)


def _bar(ranking: Ranking, total: Total, width: int, style: str, marks: Marks) -> Line:
    whole = float(ranking.index.points) * 100
    unknown = total.unknown if ranking.basis is Basis.VERIFIED else 0
    amounts = (
        Amount(total.earned / whole, marks.earned, style),
        Amount(unknown / whole, marks.unknown, "unknown"),
        Amount((total.on_course - total.earned) / whole, marks.pending, "pending"),
    )
    return bar(width, amounts, _minima(ranking, marks), marks.rest)


def _minima(ranking: Ranking, marks: Marks) -> list[Amount]:
    index = ranking.index
    return [Amount(float(band.minimum / index.points), marks.minimum, "") for band in index.bands if band.minimum]


def _published(ranking: Ranking, name: str, benchmark: Benchmark, widths: _Widths, marks: Marks) -> Iterator[Line]:
    share = float(benchmark.total / ranking.index.points)
    known = [benchmark.indicators.get(indicator.id) for indicator in ranking.index.indicators]
    figures = "".join(("" if value is None else str(rounded_down(value))).rjust(_FIGURE) for value in known)
    yield line(
        " " * (widths.rank + 2),
        clip(name, widths.name).ljust(widths.name + 2),
        *bar(widths.bar, [Amount(share, marks.earned, "dim")], _minima(ranking, marks), marks.rest),
        "  ",
        str(rounded_down(benchmark.total)).rjust(widths.total),
        "  " + " " * (widths.band + widths.gate),
        figures if widths.indicators else "",
    )


def _legends(ranking: Ranking, width: int, marks: Marks, widths: _Widths) -> Iterator[Line]:
    text = _("{earned} earned  {pending} pending: falls due later  {unknown} not known to open  {rest} open or lost")
    shapes = {"earned": marks.earned, "pending": marks.pending, "unknown": marks.unknown, "rest": marks.rest}
    legend = text.format(**{name: shape * 2 for name, shape in shapes.items()})
    minima = ", ".join(
        f"{band_word(band.name)} {float(band.minimum):g}" for band in ranking.index.bands if band.minimum
    )
    yield from wrap(f"{legend}  {marks.minimum} {minima}", width, style="dim")
    if widths.indicators:
        titles = "; ".join(f"{own.id} {own.titles.to(ranking.language)}" for own in ranking.index.indicators)
        yield from wrap(_("Indicators, on course: {titles}").format(titles=titles), width, style="dim")
    yield from wrap(certainty_sentence(ranking.index), width, style="dim")
