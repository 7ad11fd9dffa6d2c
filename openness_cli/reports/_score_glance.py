"""A score at one look: the colour and what threatens it, what to do first, what is worth most, what falls due next."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.glance import Clause, Entries, Entry, Gauge, Glance, Part
from openness_cli.messages import _, figures, n_
from openness_cli.model.definitions import BandName, Index
from openness_cli.model.points import Hundredths, Shown, plain_number, rounded_down, shown
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, Standing
from openness_cli.outlook.forecast import Forecast
from openness_cli.outlook.outlook import Outlook
from openness_cli.reports._head import fixed_day_sentences, ruler_of, total_bar, until_line
from openness_cli.reports._score_gaps import id_range, title_of
from openness_cli.reports._score_warnings import is_unchecked
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.jobs import Closed, closed_together
from openness_cli.scoring.reasons import ReasonCode, ReasonSort
from openness_cli.scoring.report import IndicatorRow, Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.terms import act_name, band_word, day_of_year, long_date, word_of

_FEWEST_GAPS, _MOST_GAPS = 3, 9
_FEWEST_DUES, _MOST_DUES = 1, 2
_CUT_TITLE = 22


class _Line(NamedTuple):
    """What one line of a list is about: work that closes gaps together, or what falls due on one day."""

    points: Fraction
    ids: tuple[str, ...]
    what: str
    owners: tuple[str, ...]
    more: str = ""
    is_dead: bool = False

    @property
    def owner(self) -> str:
        return ", ".join(self.owners) or _("nobody in charge")


class _Due(NamedTuple):
    day: date
    line: _Line


def glance_of(report: Report, outlook: Outlook, unread: Sequence[str]) -> Glance:
    """Return one look at a score; ``unread`` are files without which the total is a lower bound."""
    assessment, index = report.assessment, report.assessment.index
    gaps, dues = _gaps(report), _dues(report, outlook.deadlines)
    lists = (_losses(report),) if assessment.over else (_gap_list(report, gaps), _due_list(dues))
    day = long_date(assessment.day) if assessment.over else until_line(assessment)
    edition = (act_name(index.id), _("{year}").format(year=assessment.workspace.year))
    commands = ("score --all", "history") if assessment.over else ("score --all", "plan", "calendar")
    return Glance(
        name=assessment.workspace.organisation.name(report.language),
        edition=f" {doc.DOT} ".join(edition),
        lines=(day, *fixed_day_sentences(assessment)),
        verdict=tuple(own for own in _verdict(report, outlook.forecast, gaps, dues, unread) if own.text),
        ruler=ruler_of(index),
        gauges=tuple(_gauges(report)),
        parts=tuple(_part(report, row) for row in report.indicators),
        lists=lists,
        sure=tuple(_sure(index)),
        more=_("More: {commands}").format(commands="   ".join(f"openness {name}" for name in commands)),
    )


def _verdict(
    report: Report, forecast: Forecast | None, gaps: Sequence[_Line], dues: Sequence[_Due], unread: Sequence[str]
) -> Iterator[Clause]:
    headline, tone = report.headline, doc.tone_of(report.headline.band)
    word = band_word(headline.band)
    yield Clause(_("{band} — {total} points").format(band=word[:1].upper() + word[1:], total=headline.total), tone)
    yield Clause(_behind_total(report))
    if unread:
        text = n_(
            "{count} file was not read: a lower bound.", "{count} files were not read: a lower bound.", len(unread)
        )
        yield Clause(text.format(count=len(unread)), doc.Tone.STRONG)
    if not any(row.finding.verdict.has_evidence for row in report.criteria):
        count = len(report.criteria)
        yield Clause(_("No evidence for any of the {count} criteria.").format(count=count), rank=1)
    yield from _broken(report)
    yield from _unsure(report)
    if not report.assessment.over:
        yield Clause(_if_nobody_acts(report, forecast), rank=2)
        yield Clause(_first(report, forecast, gaps, dues), doc.Tone.STRONG)


def _behind_total(report: Report) -> str:
    """Say how far it is from the best colour, or how much of it is only to come."""
    headline, assessment = report.headline, report.assessment
    if assessment.over:
        text = _(". Final as of {day}: later changes do not count.")
        return text.format(day=long_date(assessment.workspace.evaluation_date))
    best = assessment.index.bands[0]
    standing = shown(assessment.standing(Basis.EVIDENCED))
    if standing.pending > standing.earned and headline.band is not best.name:
        return _(", if all that falls due is done on time; {earned} so far.").format(earned=standing.earned)
    if headline.band is best.name:
        return "."
    short = Hundredths(rounded_down(best.minimum) - headline.total)
    return _("; {points} short of {band}.").format(points=short, band=band_word(best.name))


def _broken(report: Report) -> Iterator[Clause]:
    headline = report.headline
    if headline.failed:
        count = len(_dead_addresses(row.finding for row in report.criteria))
        if report.assessment.over:
            text = n_(
                "{count} link does not open: {points} points.", "{count} links do not open: {points} points.", count
            )
            yield Clause(text.format(count=count, points=headline.failed))
            return
        text = n_(
            "{count} link does not open ({points} points): once mended: {total}, {band}.",
            "{count} links do not open ({points} points): once mended: {total}, {band}.",
            count,
        )
        total = report.totals[Basis.EVIDENCED]
        yield Clause(
            text.format(count=count, points=headline.failed, total=total.on_course, band=band_word(total.band))
        )


def _unsure(report: Report) -> Iterator[Clause]:
    """Say what failed when it was last checked, and whether the colour hangs on what nobody has seen open."""
    headline, over = report.headline, report.assessment.over
    if headline.failing_urls and headline.failing and not over:
        count = len(headline.failing_urls)
        turns = headline.failing_band is not headline.band
        text = n_(
            "{count} link failed when it was last checked: {points} points at risk.",
            "{count} links failed when they were last checked: {points} points at risk.",
            count,
        )
        if turns:
            text = n_(
                "{count} link failed when it was last checked: {points} points at risk, {band} then.",
                "{count} links failed when they were last checked: {points} points at risk, {band} then.",
                count,
            )
        words = {"count": count, "points": headline.failing, "band": band_word(headline.failing_band)}
        yield Clause(text.format(**words), doc.Tone.STRONG if turns else doc.Tone.PLAIN, rank=0 if turns else 1)
    low = _if_nothing_opens(report)
    if low is not headline.band and not is_unchecked(report):
        verified = report.totals[Basis.VERIFIED]
        text = _("{points} points hang on links not known to open: if they do not, {band} ({total}).")
        yield Clause(text.format(points=verified.unknown, band=band_word(low), total=verified.on_course))


def _if_nothing_opens(report: Report) -> BandName:
    assessment = report.assessment
    return assessment.index.band_of(assessment.total(Basis.VERIFIED).on_course).name


def _if_nobody_acts(report: Report, forecast: Forecast | None) -> str:
    if forecast is None:
        return ""
    evaluation = report.assessment.workspace.evaluation_date
    until = day_of_year(evaluation.month, evaluation.day)
    turn = next((own for own in forecast.turns if own.after is not None), None)
    if turn is not None and turn.after is not None:
        total = next(own.shown.on_course for own in forecast.days if own.day == turn.day)
        text = _("If nobody acts, from {day} {band} ({total}).")
        day = day_of_year(turn.day.month, turn.day.day)
        return text.format(day=day, band=band_word(turn.after.name), total=total)
    total = forecast.last.shown.on_course
    if total < report.headline.total:
        text = _("If nobody acts, {total} on {day}: {band}.")
        return text.format(total=total, day=until, band=band_word(report.headline.band))
    if report.headline.band is report.assessment.index.bands[0].name:
        return _("If nobody acts, the colour stays until {day}.").format(day=until)
    return ""


def _first(report: Report, forecast: Forecast | None, gaps: Sequence[_Line], dues: Sequence[_Due]) -> str:
    """Say what to do first: dead links, unchecked ones on which the colour hangs, what averts its turn, the largest."""
    headline = report.headline
    turns = bool(forecast and forecast.turns)
    if gaps and gaps[0].is_dead:
        return _at(gaps[0])
    if (_if_nothing_opens(report) is not headline.band and report.assessment.states) or (
        headline.failing_band is not headline.band
    ):
        return _("First: {what}.").format(what="openness links")
    if turns and dues:
        return _at(dues[0].line, dues[0].day)
    is_best = headline.band is report.assessment.index.bands[0].name
    return _at(gaps[0]) if gaps and (turns or not is_best) else ""


def _at(own: _Line, by: date | None = None) -> str:
    if by is None:
        return _("First: {what}, {owner}.").format(what=id_range(own.ids), owner=own.owner)
    day = day_of_year(by.month, by.day)
    return _("First: {what} by {day}, {owner}.").format(what=id_range(own.ids), day=day, owner=own.owner)


def _gauges(report: Report) -> Iterator[Gauge]:
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


def _part(report: Report, row: IndicatorRow) -> Part:
    assessment, indicator = report.assessment, row.indicator
    standing = shown(assessment.indicator_standing(indicator, Basis.EVIDENCED))
    failed = row.on[Basis.EVIDENCED].on_course - standing.on_course
    whole = standing.possible or 1
    bar = doc.Bar(standing.earned / whole, 0, standing.pending / whole, doc.Tone.STRONG, failed=max(failed, 0) / whole)
    published = assessment.index.benchmarks[0].average.indicators if assessment.index.benchmarks else {}
    average = published.get(indicator.id)
    return Part(
        indicator.id,
        indicator.short.to(report.language) if indicator.short else _cut(indicator.titles.to(report.language)),
        bar,
        figures(str(standing.on_course)),
        figures(plain_number(Fraction(standing.possible, 100))),
        "" if average is None else figures(str(rounded_down(average))),
    )


def _cut(title: str) -> str:
    return title if len(title) <= _CUT_TITLE else title[: _CUT_TITLE - 1].rstrip() + "…"


def _gaps(report: Report) -> list[_Line]:
    """Return the work that closes gaps: dead links first, then what is worth most."""
    lines = [_gap(report, own) for own in closed_together(row.finding for row in report.gaps)]
    return sorted(lines, key=lambda own: (not own.is_dead, -own.points))


def _gap(report: Report, entry: Closed) -> _Line:
    title = title_of(report, entry)
    told = [reason for gap in entry.gaps for reason in gap.reasons if reason.code.sort is not ReasonSort.QUIET]
    is_dead = bool(told) and all(reason.code is ReasonCode.LINK_DEAD for reason in told)
    ids = tuple(gap.verdict.criterion.id for gap in entry.gaps)
    points = sum((gap.at_stake for gap in entry.gaps), Fraction(0))
    owners = tuple(dict.fromkeys(owner for gap in entry.gaps for owner in gap.owners))
    if not is_dead:
        return _Line(points, ids, title, owners)
    count = len(_dead_addresses(entry.gaps))
    text = n_("{count} link does not open", "{count} links do not open", count).format(count=count)
    return _Line(points, ids, text, owners, title, is_dead)


def _dead_addresses(gaps: Iterable[Finding]) -> frozenset[str]:
    return frozenset(own.url for gap in gaps for own in gap.reasons if own.code is ReasonCode.LINK_DEAD)


def _dues(report: Report, deadlines: Iterable[Deadline]) -> list[_Due]:
    """Return what is to come, next first; one duty of several criteria on one day with one owner is one line."""
    together: dict[tuple[object, ...], list[Deadline]] = {}
    for own in deadlines:
        is_to_come = own.kind is not DeadlineKind.EVALUATION and own.standing is Standing.COMING
        if own.verdict is not None and own.points and is_to_come:
            is_shared = own.kind is DeadlineKind.PERIOD
            what = (own.verdict.indicator.id, own.label) if is_shared else own.verdict.criterion.id
            together.setdefault((own.due, own.owners, own.kind, what), []).append(own)
    return sorted((_due(report, own) for own in together.values()), key=lambda due: (due.day, -due.line.points))


def _due(report: Report, deadlines: Sequence[Deadline]) -> _Due:
    first = deadlines[0]
    verdicts = [own.verdict for own in deadlines if own.verdict is not None]
    ids = tuple(verdict.criterion.id for verdict in verdicts)
    title = verdicts[0].criterion.titles.to(report.language)
    if len(ids) > 1:
        text = n_("{period}: {count} criterion", "{period}: {count} criteria", len(ids))
        title = text.format(period=first.label, count=len(ids))
    day = _("{month}-{day}").format(month=f"{first.due.month:02d}", day=f"{first.due.day:02d}")
    points = sum((own.points for own in deadlines), Fraction(0))
    return _Due(first.due, _Line(points, ids, f"{day} {doc.DOT} {title}", first.owners))


def _entry(own: _Line) -> Entry:
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


def _gap_list(report: Report, gaps: Sequence[_Line]) -> Entries:
    left = Hundredths(report.shown[Basis.EVIDENCED].reachable - report.headline.total)
    title = _("Gaps worth most: {shown} of {all} ({points} points)")
    told = title.format(shown="{shown}", all=len(gaps), points=left)
    return Entries(told, tuple(map(_entry, gaps)), _FEWEST_GAPS, _MOST_GAPS, _("unit in charge"))


def _due_list(dues: Sequence[_Due]) -> Entries:
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


def _sure(index: Index) -> Iterator[Clause]:
    """Say how much of the definitions is no decree's word."""
    known = index.certainty()
    assumed = known.criteria - known.points_published
    text = _("How sure: of {all} criteria {points} have assumed points, {wording} inferred or assumed wording.")
    yield Clause(text.format(all=known.criteria, points=assumed, wording=known.derived + known.assumed))
