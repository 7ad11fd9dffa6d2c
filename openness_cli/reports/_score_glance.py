"""A score at one look: the colour and what threatens it, what to do first, what is worth most, what falls due next."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from openness_cli.formats import document as doc
from openness_cli.formats.glance import Clause, Entries, Entry, Gauge, Glance, Part
from openness_cli.messages import _, figures
from openness_cli.model.definitions import BandName, Index
from openness_cli.model.points import Hundredths, Shown, plain_number, rounded_down, shown
from openness_cli.outlook.outlook import Outlook
from openness_cli.reports._head import fixed_day_sentences, ruler_of, total_bar, until_line
from openness_cli.reports._score_gaps import id_range
from openness_cli.reports._score_verdict import verdict_on
from openness_cli.reports._score_warnings import is_unchecked
from openness_cli.reports._score_work import Due, Line, dues_of, gaps_of
from openness_cli.scoring.report import IndicatorRow, Report
from openness_cli.scoring.score_range import ScoreRange
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.certainty import contradiction_sentence, range_sentence
from openness_cli.words.terms import act_name, band_word, long_date, word_of

_FEWEST_GAPS, _MOST_GAPS = 3, 9
_FEWEST_DUES, _MOST_DUES = 1, 2


def glance_of(report: Report, outlook: Outlook, unread: Sequence[str]) -> Glance:
    """Return one look at a score; ``unread`` are files without which the total is a lower bound."""
    assessment, index = report.assessment, report.assessment.index
    gaps, dues = gaps_of(report), dues_of(report, outlook.deadlines)
    lists = (_losses(report),) if assessment.over else (_gap_list(report, gaps), _due_list(dues))
    day = long_date(assessment.day) if assessment.over else until_line(assessment)
    edition = (act_name(index.id), _("{year}").format(year=assessment.workspace.year))
    commands = ("score --all", "history") if assessment.over else ("score --all", "plan", "calendar")
    return Glance(
        name=assessment.workspace.organisation.name(report.language),
        edition=f" {doc.DOT} ".join(edition),
        lines=(day, *fixed_day_sentences(assessment)),
        verdict=tuple(own for own in verdict_on(report, outlook.forecast, gaps, dues, unread) if own.text),
        ruler=ruler_of(index),
        gauges=tuple(gauges_of(report)),
        parts=tuple(part_of(report, row) for row in report.indicators),
        lists=lists,
        sure=tuple(sure_clauses(index, report.range)),
        more=_("More: {commands}").format(commands="   ".join(f"openness {name}" for name in commands)),
    )


def gauges_of(report: Report) -> Iterator[Gauge]:
    """Yield a bar for each basis, of equal ones that of the strongest basis alone."""
    unchecked = is_unchecked(report)
    bases = [basis for basis in Basis if not (unchecked and basis is Basis.VERIFIED)]
    for basis, stronger in zip(bases, (*bases[1:], None), strict=True):
        if stronger is None or report.shown[stronger] != report.shown[basis]:
            yield _gauge(report, basis)
    if unchecked:
        yield Gauge(word_of(Basis.VERIFIED), _("not checked yet: openness links"))


def _gauge(report: Report, basis: Basis) -> Gauge:
    own, total = report.shown[basis], report.totals[basis]
    ruler = ruler_of(report.assessment.index)
    cell = total_bar(ruler, own.earned, own.unknown, own.pending, total.band)
    failed = report.headline.failed if basis is Basis.VERIFIED else 0
    bar = cell.bar and cell.bar._replace(failed=failed / (float(ruler.whole) * 100))
    tone = doc.tone_of(total.band)
    return Gauge(word_of(basis), _figures(own, over=report.assessment.over), bar, _word(total.band), tone)


def _word(band: BandName | None) -> str:
    return band_word(band) if band else "?"


def _figures(own: Shown, *, over: bool) -> str:
    if own.unknown:
        most = Hundredths(own.on_course + own.unknown)
        return figures(f"{own.earned} {doc.ARROW} {own.on_course}–{most}")
    return figures(f"{own.earned}" if over else f"{own.earned} {doc.ARROW} {own.on_course}")


def part_of(report: Report, row: IndicatorRow) -> Part:
    """Return an indicator with what it stands for in the headline, beside the published average."""
    assessment, indicator = report.assessment, row.indicator
    standing = shown(assessment.indicator_standing(indicator, Basis.EVIDENCED))
    failed = row.on[Basis.EVIDENCED].on_course - standing.on_course
    whole = standing.possible or 1
    bar = doc.Bar(standing.earned / whole, 0, standing.pending / whole, doc.Tone.STRONG, failed=max(failed, 0) / whole)
    published = assessment.index.benchmarks[0].average.indicators if assessment.index.benchmarks else {}
    average = published.get(indicator.id)
    return Part(
        indicator.id,
        (indicator.short or indicator.titles).to(report.language),
        bar,
        figures(str(standing.on_course)),
        figures(plain_number(Fraction(standing.possible, 100))),
        "" if average is None else figures(str(rounded_down(average))),
    )


def _entry(own: Line) -> Entry:
    return Entry(
        points=figures(str(rounded_down(own.points))),
        ident=id_range(own.ids),
        what=own.what,
        owner=own.owner,
        ids=frozenset(own.ids),
        more=own.more,
        has_owner=bool(own.owners),
        is_alarming=own.is_dead,
    )


def _gap_list(report: Report, gaps: Sequence[Line]) -> Entries:
    left = Hundredths(report.shown[Basis.EVIDENCED].reachable - report.headline.total)
    title = _("Gaps worth most: {shown} of {all} ({points} points)")
    told = title.format(shown="{shown}", all=len(gaps), points=left)
    return Entries(told, tuple(map(_entry, gaps)), _FEWEST_GAPS, _MOST_GAPS, _("unit in charge"))


def _due_list(dues: Sequence[Due]) -> Entries:
    return Entries(_("Next due"), tuple(_entry(due.line) for due in dues), _FEWEST_DUES, _MOST_DUES)


def _losses(report: Report) -> Entries:
    title = _("Lost: {points} points").format(points=report.lost.total)
    entries = [
        Entry(
            figures(str(rounded_down(loss.points))),
            loss.verdict.criterion.id,
            loss.verdict.criterion.titles.to(report.language),
            "",
        )
        for loss in sorted(report.lost.losses, key=lambda loss: -loss.points)
    ]
    return Entries(title, tuple(entries), _FEWEST_GAPS, _MOST_GAPS)


def sure_clauses(index: Index, found: ScoreRange | None) -> Iterator[Clause]:
    """Say where the total likely lies; without a range how much of the definitions is no decree's word."""
    if found is not None:
        yield Clause(figures(range_sentence(found)))
        return
    if contradiction_sentence(index):
        yield Clause(_("How sure cannot be said: the definitions contradict what was published (openness validate)."))
        return
    known = index.certainty()
    assumed = known.criteria - known.points_published
    text = _("How sure: of {all} criteria {points} have assumed points, {wording} inferred or assumed wording.")
    yield Clause(text.format(all=known.criteria, points=assumed, wording=known.derived + known.assumed))
