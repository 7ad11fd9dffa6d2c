"""A score as a page: what is seen first, what is worth most, everything else in sections."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from openness_cli.formats import document as doc
from openness_cli.formats.glance import Clause
from openness_cli.formats.page import Beside, Fact, FirstLook, Page, Section, Summed
from openness_cli.messages import _, figures, n_
from openness_cli.model.definitions import PublishedYear
from openness_cli.model.evidence import PublishedResult
from openness_cli.model.points import Hundredths, plain_number, rounded_down, shown
from openness_cli.reports import _score_page_ahead as ahead
from openness_cli.reports import _score_page_lists as lists
from openness_cli.reports._curve import zones_of
from openness_cli.reports._head import fixed_day_sentences, ruler_of, until_line
from openness_cli.reports._score_glance import gauges_of, sure_clauses
from openness_cli.reports._score_verdict import what_threatens
from openness_cli.reports._score_work import Due, Line, dues_of, gaps_of
from openness_cli.reports.around import Around
from openness_cli.reports.listing import Listing
from openness_cli.scoring.report import IndicatorRow, Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.gates import failure_sentences, undecided_sentence
from openness_cli.words.terms import act_name, band_word, day_of_year, long_date

_FIRST = 5
# what gives way first stands among the facts
_OF_A_FACT = 3


def score_page(report: Report, listing: Listing, around: Around, unread: Sequence[str]) -> Page:
    """Return a score as a page; ``unread`` are sentences on files without which the total is a lower bound."""
    assessment = report.assessment
    name = assessment.workspace.organisation.name(report.language)
    year = _("{year}").format(year=assessment.workspace.year)
    day = long_date(assessment.day) if assessment.over else until_line(assessment)
    total = figures(str(report.headline.total))
    title = _("{name}: {total}, {band}").format(name=name, total=total, band=band_word(report.headline.band))
    foot = _("This is a self-assessment, not an official result of the Agency. openness {version}")
    return Page(
        title=f"{title} — {act_name(assessment.index.id)}, {year}",
        edition=f"{assessment.index.titles.to(report.language)} {doc.DOT} {year}",
        name=name,
        line=f" {doc.DOT} ".join((day, *fixed_day_sentences(assessment))),
        sections=tuple(_sections(report, listing, around, unread)),
        foot=(foot.format(version=report.tool_version),),
    )


def _sections(report: Report, listing: Listing, around: Around, unread: Sequence[str]) -> Iterator[Section]:
    over = report.assessment.over
    named = {row.finding.verdict.criterion.id for row in listing.choose(report.criteria)}
    gaps, dues = gaps_of(report), dues_of(report, around.outlook.deadlines)
    notices = tuple(_notices(report, unread))
    first = _first_look(report, around, gaps, dues)
    warned = (doc.Sentences(notices, is_list=False),) if notices else ()
    yield Section(_("Summary"), (*warned, first), _("Summary"), mute=True)
    listed = [due for due in dues if named.intersection(due.line.ids)]
    most = [own for own in gaps if named.intersection(own.ids)]
    short = tuple(table for table in (_gaps(most), _dues(listed)) if table.rows)
    if short and not over:
        yield Section(_("What comes first"), (Beside(short),), mute=True)
    if not listing.gaps_only:
        yield Section(_("Indicators"), (_indicators(report),), _("Indicators"))
    yield from lists.gap_sections(report, listing)
    if listing.gaps_only:
        return
    yield from lists.due_sections(report, listed, _FIRST)
    yield from ahead.ahead_sections(report, around.outlook, around.saved, [*map(_spot, around.published)])
    yield from ahead.plan_sections(report, around.plan)
    yield from lists.link_sections(report, listing)
    yield from lists.sure_sections(report, listing)
    yield from lists.criteria_sections(report, listing)


def _spot(own: PublishedResult) -> tuple[Fraction, str]:
    text = _("{total}: result for {year}")
    return own.total, text.format(total=rounded_down(own.total), year=own.year)


def _notices(report: Report, unread: Sequence[str]) -> Iterator[doc.Sentence]:
    yield from doc.said(*unread, tone=doc.Tone.STRONG)
    for text in failure_sentences(report):
        yield doc.Sentence(_("gate failed: {what}").format(what=text), doc.Tone.STRONG)
    if report.gate.passed is None:
        yield doc.Sentence(_("gate undecided: {what}").format(what=undecided_sentence(report)), doc.Tone.STRONG)


def _first_look(report: Report, around: Around, gaps: Sequence[Line], dues: Sequence[Due]) -> FirstLook:
    index, band = report.assessment.index, report.headline.band
    gauges = tuple(gauges_of(report))
    said = what_threatens(report, around.outlook.forecast, gaps, dues)
    text = _("{band} band").format(band=band_word(band))
    return FirstLook(
        total=figures(str(report.headline.total)),
        whole=figures(plain_number(index.points)),
        band=text,
        tone=doc.tone_of(band),
        clauses=tuple(own for own in (Clause(_behind(report)), *said) if own.text and own.rank < _OF_A_FACT),
        ruler=ruler_of(index),
        zones=zones_of(index),
        gauges=gauges,
        legend=_legend([own.bar for own in gauges if own.bar]),
        facts=tuple(_facts(report, around)),
        sure=tuple(sure_clauses(index, report.range)),
    )


def _legend(bars: Sequence[doc.Bar]) -> doc.Sentence:
    shapes = (
        (doc.EARNED, _("earned"), any(bar.earned for bar in bars)),
        (doc.PENDING, _("pending: falls due later"), any(bar.pending for bar in bars)),
        (doc.UNKNOWN, _("not known to open"), any(bar.unknown for bar in bars)),
        (doc.FAILED, _("does not open"), any(bar.failed for bar in bars)),
        (doc.REST, _("open or lost"), bool(bars)),
    )
    return doc.Sentence("  ".join(f"{shape} {text}" for shape, text, is_drawn in shapes if is_drawn))


def _behind(report: Report) -> str:
    """Say how far it is from the best colour, or how much of it is only to come."""
    headline, assessment = report.headline, report.assessment
    if assessment.over:
        text = _("Final as of {day}: later changes do not count.")
        return text.format(day=long_date(assessment.workspace.evaluation_date))
    best = assessment.index.bands[0]
    standing = shown(assessment.standing(Basis.EVIDENCED))
    if headline.band is best.name:
        return ""
    if standing.pending > standing.earned:
        text = _("That is what comes of it if all that falls due is done on time; {earned} points so far.")
        return text.format(earned=standing.earned)
    said = _("{points} points short of {band}.").format(points=report.short_of_best, band=band_word(best.name))
    return said[:1].upper() + said[1:]


def _facts(report: Report, around: Around) -> Iterator[Fact]:
    assessment, headline = report.assessment, report.headline
    evaluation = assessment.workspace.evaluation_date
    left = (evaluation - assessment.day).days
    if assessment.over:
        yield Fact(_("Evaluated on"), long_date(evaluation), _("the assessment is over"))
    else:
        days = n_("{days} day", "{days} days", left).format(days=left)
        yield Fact(_("Until the evaluation"), days, long_date(evaluation))
    if (forecast := around.outlook.forecast) is not None:
        last = forecast.last
        by = day_of_year(evaluation.month, evaluation.day)
        text = _("{band}, by {day}").format(band=band_word(last.band.name if last.band else None), day=by)
        yield Fact(_("If nobody acts"), figures(str(last.shown.on_course)), text)
    if assessment.over:
        yield Fact(_("Lost points"), figures(str(report.lost.total)), _("points that were not won"))
    else:
        more = Hundredths(report.shown[Basis.EVIDENCED].reachable - headline.total)
        about = _("{points} points can still be won").format(points=more)
        yield Fact(_("Can be reached"), figures(str(report.shown[Basis.EVIDENCED].reachable)), about)
    yield from _published_facts(assessment.index.benchmarks, around.published)


def _published_facts(benchmarks: Sequence[PublishedYear], published: Sequence[PublishedResult]) -> Iterator[Fact]:
    """Yield the last published result of the body; where none is known the average of all bodies."""
    year = benchmarks[0] if benchmarks else None
    average = figures(str(rounded_down(year.average.total))) if year else ""
    if published:
        own = max(published, key=lambda each: each.year)
        name = _("Published result, {year}").format(year=own.year)
        words = [band_word(own.band)] if own.band else []
        words += [_("average {average}").format(average=average)] if average else []
        yield Fact(name, figures(str(rounded_down(own.total))), "; ".join(words))
    elif year is not None:
        name = _("Average of {year}, as published").format(year=year.year)
        about = n_("{count} body; best {best}", "{count} bodies; best {best}", year.bodies)
        yield Fact(name, average, about.format(count=year.bodies, best=rounded_down(year.best.total)))


def _owned(own: Line) -> doc.Cell:
    return doc.Cell(own.owner, doc.Tone.PLAIN if own.owners else doc.Tone.FAINT)


def _what(own: Line) -> tuple[str, doc.Tone]:
    return (f"✕ {own.what}", doc.Tone.RED) if own.is_dead else (own.what, doc.Tone.PLAIN)


def _gaps(gaps: Sequence[Line]) -> doc.Table:
    columns = (doc.Column(_("points"), is_number=True), doc.Column(_("what is missing")), doc.Column(_("owner")))
    rows = (
        doc.row((
            doc.Cell(str(rounded_down(own.points)), doc.Tone.STRONG),
            doc.Cell(*_what(own), lists.ids_of(own.ids), notes=(own.more,) if own.more else ()),
            _owned(own),
        ))
        for own in gaps[:_FIRST]
    )  # fmt: skip
    return doc.Table(columns, tuple(rows), _("Gaps worth most"))


def _dues(dues: Sequence[Due]) -> doc.Table:
    columns = (
        doc.Column(_("due date")), doc.Column(_("what to do")), doc.Column(_("points"), is_number=True),
    )  # fmt: skip
    rows = (
        doc.row((
            day_of_year(due.day.month, due.day.day),
            doc.Cell(due.title, ident=lists.ids_of(due.line.ids), notes=(due.line.owner,)),
            str(rounded_down(due.line.points)),
        ))
        for due in dues[:_FIRST]
    )  # fmt: skip
    return doc.Table(columns, tuple(rows), _("Next due"))


def _indicators(report: Report) -> Summed:
    year = report.assessment.index.benchmarks[0] if report.assessment.index.benchmarks else None
    columns = [
        doc.Column(_("indicator")),
        doc.Column("", fit=doc.Fit.BAR, is_optional=True),
        doc.Column(_("on course"), is_number=True),
        doc.Column(_("of"), is_number=True),
    ]
    if year is not None:
        columns += [
            doc.Column(_("average {year}").format(year=year.year), is_number=True, is_optional=True),
            doc.Column(_("difference"), is_number=True),
            doc.Column(_("best {year}").format(year=year.year), is_number=True, is_optional=True),
        ]
    rows = tuple(_indicator(report, row, year) for row in report.indicators)
    closing: tuple[doc.Sentence, ...] = ()
    if year is not None:
        text = _("{average} average and {best} best of {bodies} bodies in {year}, as published")
        named = {"average": doc.AVERAGE, "best": doc.BEST}
        closing = doc.faint((text.format(**named, bodies=year.bodies, year=year.year),))
    return Summed(doc.Table(tuple(columns), rows, closing=closing), _whole(report, year))


def _indicator(report: Report, row: IndicatorRow, year: PublishedYear | None) -> doc.Row:
    indicator = row.indicator
    standing = shown(report.assessment.indicator_standing(indicator, Basis.EVIDENCED))
    failed = max(row.on[Basis.EVIDENCED].on_course - standing.on_course, 0)
    whole, marks = standing.possible or 1, list[doc.Mark]()
    published: list[str] = []
    if year is not None:
        average, best = (own.indicators.get(indicator.id) for own in (year.average, year.best))
        named = ((average, False), (best, True))
        marks = [doc.Mark(float(own / indicator.points), is_best) for own, is_best in named if own is not None]
        published = _compared(standing.on_course, average, best)
    bar = doc.Bar(
        standing.earned / whole, 0, standing.pending / whole, doc.Tone.STRONG, marks=tuple(marks),
        failed=failed / whole,
    )  # fmt: skip
    text = _("✕ {points} points on links that do not open").format(points=Hundredths(failed))
    title = (indicator.short or indicator.titles).to(report.language)
    name = doc.Cell(title, ident=f"{indicator.id}.", notes=(text,) if failed else ())
    of = plain_number(Fraction(standing.possible, 100))
    return doc.row((name, doc.Cell("", bar=bar), _strong(standing.on_course), of, *published))


def _strong(points: Hundredths) -> doc.Cell:
    return doc.Cell(str(points), doc.Tone.STRONG)


def _compared(own: Hundredths, average: Fraction | None, best: Fraction | None) -> list[str]:
    """Return the average, the difference to it and the best; what is not published is empty."""
    shown_average = None if average is None else rounded_down(average)
    change = "" if shown_average is None else f"{Hundredths(own - shown_average)}"
    signed = change if change.startswith("-") or not change else f"+{change}"
    told = ["" if points is None else str(rounded_down(points)) for points in (average, best)]
    return [told[0], signed, told[1]]


def _whole(report: Report, year: PublishedYear | None) -> doc.Row:
    index, total = report.assessment.index, report.headline.total
    compared = _compared(total, year.average.total, year.best.total) if year else []
    name = doc.Cell(_("In all"), doc.Tone.STRONG)
    return doc.row((name, "", _strong(total), plain_number(index.points), *compared))
