"""The verdict of one look at a score: the colour, what threatens it, what to do first."""

from collections.abc import Iterator, Sequence
from datetime import date

from openness_cli.formats import document as doc
from openness_cli.formats.glance import Clause
from openness_cli.messages import _, n_
from openness_cli.model.definitions import BandName
from openness_cli.model.points import shown
from openness_cli.outlook.forecast import Forecast
from openness_cli.reports._score_gaps import id_range
from openness_cli.reports._score_warnings import is_unchecked
from openness_cli.reports._score_work import Due, Line, dead_addresses
from openness_cli.scoring.report import Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.published import published_words
from openness_cli.words.terms import band_word, day_of_year, long_date


def verdict_on(
    report: Report, forecast: Forecast | None, gaps: Sequence[Line], dues: Sequence[Due], unread: Sequence[str]
) -> Iterator[Clause]:
    """Yield the colour and the total, what threatens them, and what to do first; empty clauses say nothing."""
    headline, tone = report.headline, doc.tone_of(report.headline.band)
    word = band_word(headline.band)
    yield Clause(_("{band} — {total} points").format(band=word[:1].upper() + word[1:], total=headline.total), tone)
    yield Clause(_behind_total(report))
    yield from what_threatens(report, forecast, gaps, dues, unread)


def what_threatens(
    report: Report, forecast: Forecast | None, gaps: Sequence[Line], dues: Sequence[Due], unread: Sequence[str] = ()
) -> Iterator[Clause]:
    """Yield what a verdict says behind the total: what threatens it, and what to do first."""
    if unread:
        text = n_(
            "{count} file was not read: a lower bound.", "{count} files were not read: a lower bound.", len(unread)
        )
        yield Clause(text.format(count=len(unread)), doc.Tone.STRONG)
    if not any(row.finding.verdict.has_evidence for row in report.criteria):
        count = len(report.criteria)
        yield Clause(_("No evidence for any of the {count} criteria.").format(count=count), rank=1)
    yield from broken_clauses(report)
    yield from unsure_clauses(report)
    yield Clause(_published(report), rank=3)
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
    return _("; {points} short of {band}.").format(points=report.short_of_best, band=band_word(best.name))


def broken_clauses(report: Report) -> Iterator[Clause]:
    """Say what is taken off for addresses that do not open, and what comes back with them."""
    headline = report.headline
    if headline.failed:
        count = len(dead_addresses(row.finding for row in report.criteria))
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


def unsure_clauses(report: Report) -> Iterator[Clause]:
    """Say what failed when it was last checked, and whether the colour hangs on what nobody has seen open."""
    headline, over = report.headline, report.assessment.over
    if headline.failing_urls and headline.failing and not over:
        count = len(headline.failing_urls)
        turns = headline.failing_band is not headline.band
        text = n_(
            "{count} link failed when it was last checked: {points} points hang on it.",
            "{count} links failed when they were last checked: {points} points hang on them.",
            count,
        )
        if turns:
            text = n_(
                "{count} link failed when it was last checked: {points} points hang on it, {band} without.",
                "{count} links failed when they were last checked: {points} points hang on them, {band} without.",
                count,
            )
        words = {"count": count, "points": headline.failing, "band": band_word(headline.failing_band)}
        yield Clause(text.format(**words), doc.Tone.STRONG if turns else doc.Tone.PLAIN, rank=0 if turns else 1)
    low, verified = _if_nothing_opens(report), report.totals[Basis.VERIFIED]
    is_said = not over and verified.unknown == headline.failing
    if low is not headline.band and not is_unchecked(report) and not is_said:
        text = _("{points} points hang on links not known to open: if they do not, {band} ({total}).")
        yield Clause(text.format(points=verified.unknown, band=band_word(low), total=verified.on_course))


def _published(report: Report) -> str:
    """Say what the Agency published last; empty where nothing was."""
    last = report.assessment.last_published
    text = _("{year}, as published: {result}.")
    return text.format(year=last.year, result=published_words(last)) if last else ""


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


def _first(report: Report, forecast: Forecast | None, gaps: Sequence[Line], dues: Sequence[Due]) -> str:
    """Say what to do first: dead links, unchecked ones on which the colour hangs, what averts its turn, the largest."""
    headline = report.headline
    turns = bool(forecast and forecast.turns)
    if gaps and gaps[0].is_dead:
        return _at(gaps[0])
    if _if_nothing_opens(report) is not headline.band or headline.failing_band is not headline.band:
        return _("First: {what}.").format(what="openness links")
    if turns and dues:
        return _at(dues[0].line, dues[0].day)
    is_best = headline.band is report.assessment.index.bands[0].name
    return _at(gaps[0]) if gaps and (turns or not is_best) else ""


def _at(own: Line, by: date | None = None) -> str:
    if by is None:
        return _("First: {what}, {owner}.").format(what=id_range(own.ids), owner=own.owner)
    day = day_of_year(by.month, by.day)
    return _("First: {what} by {day}, {owner}.").format(what=id_range(own.ids), day=day, owner=own.owner)
