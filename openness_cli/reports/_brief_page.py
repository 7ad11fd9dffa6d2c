"""The page itself, in several versions: what gives way first where there is too much for one sheet."""

from collections.abc import Iterator
from fractions import Fraction

from openness_cli.formats import document as doc
from openness_cli.formats.glance import Part
from openness_cli.formats.handout import Asked, AskedTable, Block, Handout, PartsTable, Said
from openness_cli.messages import _, figures
from openness_cli.model.points import rounded_down, shown
from openness_cli.outlook.brief import Audience, Brief, Decision
from openness_cli.reports import _brief_words as words
from openness_cli.reports._score_glance import part_of, sure_clauses
from openness_cli.scoring.report import IndicatorRow, Report
from openness_cli.scoring.score_range import make_range
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.terms import band_word

# what gives way, in this order: lost items, the indicators but for those below the average, the last decision
_MOST_LOST, _FEWEST_LOST = 4, 2
_DECISIONS = 3


def pages_of(report: Report, brief: Brief, audience: Audience) -> Iterator[Handout]:
    """Yield the page, the fullest version first."""
    for lost in range(_MOST_LOST, _FEWEST_LOST - 1, -1):
        yield _page(report, brief, audience, lost=lost)
    yield _page(report, brief, audience, lost=_FEWEST_LOST, in_one_line=True)
    yield _page(report, brief, audience, lost=_FEWEST_LOST, in_one_line=True, decisions=_DECISIONS - 1)


def _page(
    report: Report,
    brief: Brief,
    audience: Audience,
    *,
    lost: int,
    in_one_line: bool = False,
    decisions: int = _DECISIONS,
) -> Handout:
    assessment, headline = report.assessment, report.headline
    blocks: list[Block] = [_asked(report, brief.decisions[:decisions], audience)] if brief.decisions else []
    blocks.append(_below(report) if in_one_line else _parts(report))
    if report.lost.total:
        title = _("Lost: {points} points").format(points=report.lost.total)
        texts = words.loss_texts(report.lost, lost, audience, report.language)
        blocks.append(Said(title, tuple(texts)))
    blocks.append(Said("", tuple(clause.text for clause in sure_clauses(assessment.index, make_range(assessment)))))
    return Handout(
        language=report.language,
        edition=words.edition_of(assessment, report.language),
        name=assessment.workspace.organisation.name(report.language),
        subtitle=words.title_of(audience),
        total=figures(str(headline.total)),
        band=_("{band} band").format(band=band_word(headline.band)),
        tone=doc.tone_of(headline.band),
        verdict=tuple(words.standing_clauses(report, audience)),
        facts=tuple(words.facts_of(report, brief)),
        blocks=tuple(blocks),
        foot=_("Made with openness; it is no official result of the Agency."),
    )


def _asked(report: Report, decisions: tuple[Decision, ...], audience: Audience) -> AskedTable:
    title = _("What is to be done first") if audience is Audience.COUNCIL else _("Decisions to be taken")
    heads = ("№", _("what is to be done"), _("unit in charge"), _("by when"), _("points"))
    assessment, language = report.assessment, report.language
    rows = (
        Asked(
            number=str(number),
            what=words.what_of(own, assessment, audience, language),
            ids=words.ids_of(own, audience),
            owner=words.owner_of(own, assessment, audience),
            by=words.when_of(own, assessment.day),
            points=figures(str(rounded_down(own.points))),
            is_owned=own.is_owned,
        )
        for number, own in enumerate(decisions, start=1)
    )
    return AskedTable(title, heads, tuple(rows))


def _title(report: Report) -> str:
    published = report.assessment.index.benchmarks
    if not published:
        return _("Indicators")
    year = _("{year}").format(year=published[0].year)
    return _("Indicators: our points and the average ({year})").format(year=year)


def _scored(report: Report) -> list[IndicatorRow]:
    return [row for row in report.indicators if row.scale is not None]


def _parts(report: Report) -> PartsTable:
    parts = tuple(_marked(report, row) for row in _scored(report))
    return PartsTable(_title(report), (_("indicator"), _("ours"), _("average")), parts)


def _marked(report: Report, row: IndicatorRow) -> Part:
    """Return an indicator with the average on its bar."""
    part, average = part_of(report, row), _average(report, row)
    possible = report.assessment.indicator_standing(row.indicator, Basis.EVIDENCED).possible
    if average is None or not possible:
        return part
    return part._replace(bar=part.bar._replace(marks=(doc.Mark(float(average / possible), is_best=False),)))


def _below(report: Report) -> Said:
    """Return the indicators that are below the average in one line."""
    below = [_words_of(part_of(report, row)) for row in _scored(report) if _is_below(report, row)]
    text = _("Below the average: {what}.").format(what="; ".join(below)) if below else _("None is below the average.")
    return Said(_title(report), (text,))


def _words_of(part: Part) -> str:
    text = _("{name} {points} of {whole} (average {average})")
    return text.format(name=f"{part.ident}. {part.name}", points=part.stands, whole=part.whole, average=part.average)


def _is_below(report: Report, row: IndicatorRow) -> bool:
    own, average = report.assessment.indicator_standing(row.indicator, Basis.EVIDENCED), _average(report, row)
    return average is not None and shown(own).on_course < rounded_down(average)


def _average(report: Report, row: IndicatorRow) -> Fraction | None:
    published = report.assessment.index.benchmarks
    return published[0].average.indicators.get(row.indicator.id) if published else None
