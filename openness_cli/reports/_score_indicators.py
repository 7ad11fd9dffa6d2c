"""The table of the indicators of a score, with bars."""

from openness_cli.formats import document as doc
from openness_cli.messages import _
from openness_cli.model.definitions import PublishedYear
from openness_cli.model.points import rounded_down
from openness_cli.scoring.report import IndicatorRow, Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.terms import word_of


def indicators_table(report: Report) -> doc.Table:
    """Return a row for each indicator, beside the average and the best of the last year that was published."""
    year = report.assessment.index.benchmarks[0] if report.assessment.index.benchmarks else None
    first = _("indicator, {basis}").format(basis=word_of(report.basis))
    columns = [
        doc.Column(first, medium=doc.Medium.SCREEN, fit=doc.Fit.REST),
        doc.Column(_("indicator"), medium=doc.Medium.PAGE),
        doc.Column("", fit=doc.Fit.BAR, least=13, wide=20, gap=1),
        doc.Column(_("earned"), is_number=True, least=6),
        doc.Column(_("on course"), is_number=True, least=6, gap=1),
        doc.Column(_("of"), is_number=True, least=6, gap=1),
    ]
    if year:
        short = doc.Column("", is_number=True, medium=doc.Medium.SCREEN, least=6, gap=1, is_optional=True)
        columns += [short._replace(head=text) for text in (_("average"), _("best"))]
        named = (_("average {year}"), _("best {year}"))
        columns += [doc.Column(text.format(year=year.year), is_number=True, medium=doc.Medium.PAGE) for text in named]
    rows = tuple(_indicator(report, row, year) for row in report.indicators)
    heading = _("Indicators, {basis}").format(basis=word_of(report.basis))
    return doc.Table(tuple(columns), rows, heading, "", screen=doc.Screen(head=doc.Head.HEADS))


def _indicator(report: Report, row: IndicatorRow, year: PublishedYear | None) -> doc.Row:
    shown = row.on[report.basis]
    name = f"{row.indicator.id} {row.indicator.titles.to(report.language)}"
    figures = (shown.earned, shown.on_course, shown.possible)
    marks: list[doc.Mark] = []
    published: list[str] = []
    if year:
        points = float(row.indicator.points) * 100
        for is_best, own in enumerate((year.average, year.best)):
            value = own.indicators.get(row.indicator.id)
            published.append("" if value is None else str(rounded_down(value)))
            if value is not None:
                marks.append(doc.Mark(float(value) * 100 / points, is_best=bool(is_best)))
    whole = shown.possible or 1
    unknown = shown.unknown / whole if report.basis is Basis.VERIFIED else 0
    bar = doc.Bar(shown.earned / whole, unknown, shown.pending / whole, doc.Tone.STRONG, marks=tuple(marks))
    return doc.row((name, name, doc.Cell("", bar=bar), *(str(figure) for figure in figures), *published * 2))


def benchmark_legend(year: PublishedYear) -> str:
    """Return what the marks on the bars mean."""
    text = _("{average} average and {best} best of {bodies} bodies in {year}, as published")
    return text.format(average=doc.AVERAGE, best=doc.BEST, bodies=year.bodies, year=year.year)
