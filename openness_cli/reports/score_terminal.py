"""The report on a terminal: what colour, how sure, what to do first; the rest for those who scroll.

On a terminal it is drawn in colour by rich; in a file or a pipe the same lines are plain text of 80
columns without any drawn shape that a mail would break.
"""

from collections.abc import Iterator

from openness_cli.formats.bars import COLOURS, Total, legend, ruler_of, scale, total_bar
from openness_cli.formats.grid import Listing
from openness_cli.formats.heading import evaluation_words, heading
from openness_cli.formats.lines import TYPED, Amount, Line, Marks, Span, bar, clip, line, plain, wrap
from openness_cli.formats.screen import PLAIN_WIDTH
from openness_cli.messages import _
from openness_cli.reports.score_gaps import gap_section, lost_section
from openness_cli.scoring.assessment import Basis
from openness_cli.scoring.report import Report
from openness_cli.words.reasons import certainty_sentence, reachable_sentence, scales_sentence
from openness_cli.words.terms import band_word, basis_word, long_date, outcome_word

WIDE = 100


def render_plain(report: Report, listing: Listing) -> str:
    """Return the report as plain text."""
    return plain(draw(report, listing, PLAIN_WIDTH, TYPED))


def draw(report: Report, listing: Listing, width: int, marks: Marks) -> Iterator[Line]:
    """Return the lines of the report for a width and a set of shapes."""
    yield from _head(report, width, marks)
    yield from _totals(report, width, marks)
    if not listing.gaps_only:
        yield line()
        yield from _indicators(report, width, marks)
    yield line()
    yield from gap_section(report, listing, width, marks)
    if not listing.gaps_only:
        yield from lost_section(report, listing, width)
    if listing.all:
        yield from _criteria(report, listing, width)
    yield line()
    yield from wrap(legend(marks), width, style="dim")
    yield from wrap(scales_sentence(report.assessment), width, style="dim")
    if report.assessment.index.benchmarks and not listing.gaps_only:
        yield from wrap(_benchmark_legend(report, marks), width, style="dim")
    yield from wrap(certainty_sentence(report.assessment.index), width, style="dim")


def _head(report: Report, width: int, marks: Marks) -> Iterator[Line]:
    yield from heading(report.assessment, report.language, width, marks)
    workspace = report.assessment.workspace
    evaluation = long_date(workspace.evaluation_date)
    if report.assessment.over:
        text = _("{day}: the assessment is over, scored as of {evaluation}")
        yield from wrap(text.format(day=long_date(report.assessment.day), evaluation=evaluation), width)
    else:
        text = evaluation_words(workspace.evaluation_date, report.days_left)
        yield from wrap(f"{long_date(report.assessment.day)} {marks.dot} {text}", width)
    yield line()


def _totals(report: Report, width: int, marks: Marks) -> Iterator[Line]:
    labels = {basis: basis_word(basis) for basis in Basis}
    figures = {basis: _figures(report, basis, marks) for basis in Basis}
    band_width = max(len(band_word(total.band)) for total in report.totals.values())
    label_width = max(map(len, labels.values())) + 2
    figure_width = max(map(len, figures.values()))
    bar_width = width - label_width - figure_width - band_width - 4
    ruler = ruler_of(report.assessment.index)
    yield line(" " * label_width, scale(ruler, bar_width))
    for basis, total in report.totals.items():
        style = "title" if basis is report.basis else ""
        if basis is Basis.VERIFIED and _is_unchecked(report):
            yield line(
                Span(labels[basis].ljust(label_width), style),
                Span(clip(_("not checked yet: openness links"), width - label_width), "dim"),
            )
            continue
        yield line(
            Span(labels[basis].ljust(label_width), style),
            *total_bar(ruler, _amounts(report, basis), bar_width, marks),
            "  ",
            Span(figures[basis].rjust(figure_width), style),
            "  ",
            Span(band_word(total.band), f"bold {COLOURS[total.band]}" if total.band else "magenta"),
        )
    yield from wrap(reachable_sentence(report), width)
    for sentence in _verification(report):
        yield from wrap(sentence, width)


def _is_unchecked(report: Report) -> bool:
    """Tell whether there is nothing to show as verified but that nobody looked yet."""
    shown = report.shown[Basis.VERIFIED]
    return not (report.is_checked or shown.earned or report.basis is Basis.VERIFIED or report.assessment.over)


def _figures(report: Report, basis: Basis, marks: Marks) -> str:
    shown = report.shown[basis]
    if report.assessment.over and not shown.unknown:
        return str(shown.earned)
    high = f"…{_sum(shown.on_course, shown.unknown)}" if shown.unknown else ""
    return f"{shown.earned} {marks.arrow} {shown.on_course}{high}"


def _sum(one: int, other: int) -> str:
    value = one + other
    return f"{value // 100}.{value % 100:02d}"


def _amounts(report: Report, basis: Basis) -> Total:
    shown = report.shown[basis]
    return Total(shown.earned, shown.unknown, shown.pending, report.totals[basis].band)


def _verification(report: Report) -> Iterator[str]:
    """Say what the addresses cost, and whether the colour changes by it, or could."""
    index = report.assessment.index
    total = report.assessment.total(Basis.VERIFIED)
    before = report.totals[Basis.EVIDENCED].band
    low, high = index.band_of(total.on_course).name, index.band_of(total.on_course + total.unknown).name
    if report.failed and high is not before:
        text = _("Addresses that do not open cost {points} points and turn the colour from {before} to {after}.")
        yield text.format(points=report.failed, before=band_word(before), after=band_word(high))
    elif report.failed:
        yield _("Addresses that do not open cost {points} points.").format(points=report.failed)
    unknown = report.totals[Basis.VERIFIED].unknown
    if unknown and low is not high:
        text = _(
            "Whether the colour is {high} or {low} hangs on {points} points of addresses that are not known to open: "
            "openness links fetches them."
        )
        yield text.format(high=band_word(high), low=band_word(low), points=unknown)
    elif unknown:
        text = _("{points} points hang on addresses that are not known to open: openness links fetches them.")
        yield text.format(points=unknown)


def _indicators(report: Report, width: int, marks: Marks) -> Iterator[Line]:
    year = report.assessment.index.benchmarks[0] if report.assessment.index.benchmarks else None
    headers = [_("earned"), _("on course"), _("of")]
    is_wide = width >= WIDE
    if year and is_wide:
        headers += [_("average"), _("best")]
    widths = [max(len(header), 6) + 1 for header in headers]
    bar_width = 20 if is_wide else 13
    title_width = width - sum(widths) - bar_width - 2
    first = _("indicator, {basis}").format(basis=basis_word(report.basis))
    cells = "".join(header.rjust(column) for header, column in zip(headers, widths, strict=True))
    head_width = title_width + bar_width + 2
    yield line(Span(clip(first, head_width - 1).ljust(head_width), "dim"), Span(cells, "dim"))
    for row in report.indicators:
        shown = row.on[report.basis]
        title = clip(f"{row.indicator.id} {row.indicator.titles.to(report.language)}", title_width)
        figures = [str(shown.earned), str(shown.on_course), str(shown.possible)]
        points = float(row.indicator.points) * 100
        compared = []
        if year:
            own = [mark.indicators.get(row.indicator.id) for mark in (year.average, year.best)]
            if is_wide:
                figures += ["" if value is None else f"{float(value):.2f}" for value in own]
            shapes = (marks.average, marks.best)
            compared = [
                Amount(float(value) * 100 / points, shape, "")
                for value, shape in zip(own, shapes, strict=True)
                if value is not None
            ]
        whole = shown.possible or 1
        amounts = [
            Amount(shown.earned / whole, marks.earned, "earned"),
            Amount(shown.unknown / whole if report.basis is Basis.VERIFIED else 0, marks.unknown, "unknown"),
            Amount(shown.pending / whole, marks.pending, "pending"),
        ]
        numbers = "".join(figure.rjust(column) for figure, column in zip(figures, widths, strict=True))
        yield line(title.ljust(title_width + 1), *bar(bar_width, amounts, compared, marks.rest), " ", numbers)


def _benchmark_legend(report: Report, marks: Marks) -> str:
    year = report.assessment.index.benchmarks[0]
    text = _("{average} average and {best} best of {bodies} bodies in {year}, as published")
    return text.format(average=marks.average, best=marks.best, bodies=year.bodies, year=year.year)


def _criteria(report: Report, listing: Listing, width: int) -> Iterator[Line]:
    yield line()
    yield line(Span(_("All criteria"), "title"))
    words = {row.outcome: outcome_word(row.outcome) for row in report.criteria}
    outcome_width = max(map(len, words.values()), default=0)
    for row in listing.choose(report.criteria):
        criterion = row.finding.verdict.criterion
        shown = row.on[report.basis]
        title = clip(criterion.titles.to(report.language), width - outcome_width - 24)
        figures = f"{shown.earned}/{shown.possible}"
        yield line(
            Span(criterion.id.ljust(6), "ident"),
            title.ljust(width - outcome_width - 23),
            words[row.outcome].ljust(outcome_width + 2),
            figures.rjust(width - 6 - (width - outcome_width - 23) - outcome_width - 2),
        )
