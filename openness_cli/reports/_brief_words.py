"""What one page says: the standing, facts, what is asked, what is lost; to a council no ids, names or addresses."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.glance import Clause
from openness_cli.formats.handout import Fact
from openness_cli.messages import _, figures, n_
from openness_cli.model.definitions import ZERO, Criterion
from openness_cli.model.evidence import fold
from openness_cli.model.languages import mark
from openness_cli.model.points import Hundredths, exact_sum, rounded_down, shown
from openness_cli.outlook.brief import Audience, Brief, Decision
from openness_cli.outlook.deadlines import DeadlineKind
from openness_cli.outlook.plan import Plan
from openness_cli.reports._score_gaps import id_range
from openness_cli.reports._score_verdict import broken_clauses, unsure_clauses
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.losses import Loss, LossCause, LossTotal
from openness_cli.scoring.needs import Effort, JobKind
from openness_cli.scoring.report import Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.published import published_words
from openness_cli.words.terms import band_word, decimal, long_date, near_day, period_words

_NAMED_OWNERS = 2
_BLANK = "\N{NO-BREAK SPACE}"
# what is no name of a piece of work before strangers: an address, a file, an id
_INTERNAL = re.compile(r"[\w-]+\.\w{2,}|[@/\\:]|\bC\d", re.IGNORECASE)


def title_of(audience: Audience) -> str:
    """Return what the page is called."""
    if audience is Audience.COUNCIL:
        return _("Briefing for the public council")
    return _("Briefing for the head of the body")


def edition_of(assessment: Assessment, language: str) -> str:
    """Return of which index and year the page is, and as of which day."""
    year = _("{year}").format(year=assessment.workspace.year)
    parts = [f"{assessment.index.titles.to(language)}, {year}", _("as of {day}").format(day=long_date(assessment.day))]
    if assessment.today is not None:
        parts.append(_("the day is fixed; today is {today}").format(today=long_date(assessment.today)))
    return f" {doc.DOT} ".join(parts)


def standing_clauses(report: Report, audience: Audience) -> Iterator[Clause]:
    """Yield how far it is from the best colour and what threatens it, in whole sentences."""
    yield from (Clause(text) for text in _standing(report))
    if not any(row.finding.verdict.has_evidence for row in report.criteria):
        text = _("No evidence for any of the {count} criteria.")
        if audience is Audience.COUNCIL:
            text = _("Nothing is posted yet for any of the {count} criteria.")
        yield Clause(text.format(count=len(report.criteria)))
    yield from broken_clauses(report)
    yield from unsure_clauses(report)


def _standing(report: Report) -> Iterator[str]:
    headline, assessment = report.headline, report.assessment
    if assessment.over:
        text = _("Final as of {day}: later changes do not count.")
        yield text.format(day=long_date(assessment.workspace.evaluation_date))
        return
    best = assessment.index.bands[0]
    if headline.band is best.name:
        yield _("This is the highest colour.")
    else:
        told = _("{points} points short of {band}.").format(points=report.short_of_best, band=band_word(best.name))
        yield told[:1].upper() + told[1:]
    standing = shown(assessment.standing(Basis.EVIDENCED))
    if standing.pending > standing.earned:
        text = _("That is so if all that falls due is done on time; {earned} points so far.")
        yield text.format(earned=standing.earned)


def facts_of(report: Report, brief: Brief) -> Iterator[Fact]:
    """Yield what happens if nobody acts, how long there is, what turns the colour, what was published last."""
    assessment = report.assessment
    evaluation = assessment.workspace.evaluation_date
    if brief.forecast is not None:
        yield Fact(_("If nobody acts"), _if_nobody_acts(brief))
        days = (evaluation - assessment.day).days
        text = n_("{days} day, {day}", "{days} days, {day}", days)
        yield Fact(_("Until the evaluation"), text.format(days=days, day=long_date(evaluation)))
        yield from _turning(report, brief)
    else:
        yield Fact(_("The evaluation was on"), long_date(evaluation))
    if (last := assessment.last_published) is not None:
        text = _("{result} ({year})")
        value = text.format(result=published_words(last), year=_("{year}").format(year=last.year))
        yield Fact(_("Last published result"), value)


def _if_nobody_acts(brief: Brief) -> str:
    forecast = brief.forecast
    if forecast is None:
        return ""
    last, turning = forecast.last, brief.turning
    evaluation = forecast.assessment.workspace.evaluation_date
    told = {
        "on": near_day(evaluation, forecast.assessment.day),
        "total": last.shown.on_course,
        "last": band_word(last.band.name if last.band else None),
    }
    if turning is None or turning.day >= evaluation:
        return _("on {on} {total} points, {last}").format(**told)
    text = _("from {day} {band}; on {on} {total} points, {last}")
    if turning.band == last.band:
        text = _("from {day} {band}; on {on} {total} points")
    band = band_word(turning.band.name if turning.band else None)
    return text.format(**told, day=near_day(turning.day, forecast.assessment.day), band=band)


def _turning(report: Report, brief: Brief) -> Iterator[Fact]:
    """Say what brings the best colour, or what keeps it."""
    best = band_word(report.assessment.index.bands[0].name)
    if brief.plan is not None:
        yield Fact(_("What leads to {band}").format(band=best), _way_to(brief.plan))
    elif brief.turning is not None:
        ids = {fall.verdict.criterion.id for fall in brief.falls_to_turning}
        text = n_(
            "{count} criterion that falls due by {day}: {points} points",
            "{count} criteria that fall due by {day}: {points} points",
            len(ids),
        )
        due = max((fall.due for fall in brief.falls_to_turning), default=brief.turning.day)
        points = rounded_down(exact_sum(fall.points for fall in brief.falls_to_turning))
        day = near_day(due, report.assessment.day)
        yield Fact(_("What keeps {band}").format(band=best), text.format(count=len(ids), points=points, day=day))


def _way_to(plan: Plan) -> str:
    """Return the least work that leads to the target, with the margin of a plan; or that there is none."""
    total = rounded_down(plan.total if plan.is_reachable else plan.best)
    band = band_word(plan.band_of(plan.total if plan.is_reachable else plan.best).name)
    if not plan.is_reachable:
        text = _("it cannot be reached any more: at most {total} points, {band}")
        if plan.lost.unentered or plan.unproved:
            text = _("no work that is known of: at most {total} points, {band}")
        return text.format(total=total, band=band)
    count = len(plan.actions)
    text = n_(
        "{count} piece of work, {effort}: {total} points", "{count} pieces of work, {effort}: {total} points", count
    )
    is_estimate = any(action.effort_is_default for action in plan.actions)
    return text.format(count=count, effort=effort_words(Effort(plan.effort_days, is_estimate)), total=total)


def effort_words(effort: Effort) -> str:
    """Return an effort, marked where it is an estimate of the definitions."""
    number = int(effort.days) if effort.days.denominator == 1 else 2
    days = ("~" if effort.is_default else "") + decimal(effort.days)
    return n_("{days} working day", "{days} working days", number).format(days=days)


def _unbroken(text: str) -> str:
    return text.replace(" ", _BLANK)


def when_of(decision: Decision, today: date) -> str:
    """Return by when something is to be decided, and how much work it is where it is work."""
    effort = _unbroken(effort_words(decision.effort)) if decision.effort is not None else ""
    if decision.by is None:
        return _("now ({effort})").format(effort=effort) if effort else _("now")
    day = near_day(decision.by, today)
    return _("by {day} ({effort})").format(day=day, effort=effort) if effort else _("by {day}").format(day=day)


def owner_of(decision: Decision, assessment: Assessment, audience: Audience) -> str:
    """Return who is in charge, or that somebody is to be: before a council units alone that the body names."""
    owners: tuple[str, ...] = decision.owners
    if audience is Audience.COUNCIL:
        units = {fold(unit.name) for unit in assessment.workspace.units}
        owners = tuple(owner for owner in owners if fold(owner) in units)
        if not owners and decision.is_owned:
            return _("somebody is in charge")
    names = ", ".join(owners[:_NAMED_OWNERS])
    more = len(owners) - _NAMED_OWNERS
    if more > 0:
        names = n_("{names} and {count} more", "{names} and {count} more", more).format(names=names, count=more)
    missing = "" if decision.is_owned else _("somebody is to be put in charge")
    return "; ".join(part for part in (names, missing) if part)


def what_of(decision: Decision, assessment: Assessment, audience: Audience, language: str) -> str:
    """Return what is asked for."""
    return (
        _day_words(decision, language) if decision.deadlines else _work_words(decision, assessment, audience, language)
    )


def _work_words(decision: Decision, assessment: Assessment, audience: Audience, language: str) -> str:
    closed = decision.closed
    name = ""
    if closed is not None and closed.job.kind is JobKind.ACTION:
        name = assessment.workspace.actions[closed.job.name].title
        if audience is Audience.COUNCIL and _INTERNAL.search(name):
            name = ""
    if count := len(decision.failing):
        text = n_(
            "See to it that {count} page opens which failed when it was last checked",
            "See to it that {count} pages open which failed when they were last checked",
            count,
        )
        return text.format(count=count)
    count = len(decision.dead)
    if count and name:
        links = n_("{count} link does not open", "{count} links do not open", count).format(count=count)
        return _("{what}: {links}").format(what=name, links=in_sentence(links))
    if count:
        text = n_("Put back {count} page that does not open", "Put back {count} pages that do not open", count)
        return text.format(count=count)
    first = decision.findings[0].verdict.criterion.titles.to(language)
    others = len(decision.findings) - 1
    if name:
        return name
    if not others:
        return _("Ensure: {what}").format(what=in_sentence(first))
    return n_("Ensure: {what} and {count} criterion more", "Ensure: {what} and {count} criteria more", others).format(
        what=in_sentence(first), count=others
    )


def _day_words(decision: Decision, language: str) -> str:
    deadlines, count = decision.deadlines, len(decision.findings)
    labels = {own.label for own in deadlines}
    kinds = {own.kind for own in deadlines}
    period = period_words(deadlines[0].label) if kinds == {DeadlineKind.PERIOD} and len(labels) == 1 else ""
    if count > 1 and period:
        text = n_(
            "Post on time what is due for {period}: {count} criterion",
            "Post on time what is due for {period}: {count} criteria",
            count,
        )
        return text.format(period=period, count=count)
    title = decision.findings[0].verdict.criterion.titles.to(language)
    if count == 1 and kinds == {DeadlineKind.PERIOD}:
        named = f"{title}, {period}" if period else title
        return _("Post on time: {what}").format(what=in_sentence(named))
    if count == 1:
        text = _("Refresh: {what}") if kinds == {DeadlineKind.REFRESH} else _("Ensure: {what}")
        return text.format(what=in_sentence(title))
    text = n_(
        "All that falls due on that day: {count} criterion", "All that falls due on that day: {count} criteria", count
    )
    return text.format(count=count)


def ids_of(decision: Decision, audience: Audience) -> str:
    """Return the criteria that something is about where they are few or a range; none to a council."""
    ids = id_range(decision.ids)
    return "" if audience is Audience.COUNCIL or ids.endswith("…") else ids


def in_sentence(title: str) -> str:
    """Return a title without its capital, as it stands in a running sentence; abbreviations and numbers keep theirs."""
    rest = title.split(" ", 1)[0][1:]
    is_word = rest and rest == rest.lower() and not rest.startswith("-")
    return title[:1].lower() + title[1:] if is_word else title


_CAUSES = {
    LossCause.DUE_SOURCED: mark("Not published by the day that the law sets: {what}."),
    LossCause.DUE_ASSUMED: mark("Not published by a day that is assumed: {what}."),
    LossCause.YEAR_ENDED: mark("Not done before the year ended: {what}."),
    LossCause.ASSESSMENT_OVER: mark("Not done by the evaluation: {what}."),
}


def loss_texts(lost: LossTotal, most: int, audience: Audience, language: str) -> Iterator[str]:
    """Say what is lost by what took it, the first so many criteria; and what of it might come back."""
    losses = _by_criterion(lost.losses)
    named, rest = losses[:most], losses[most:]
    for cause in LossCause:
        told = [f"{in_sentence(own.title(language))}{_BLANK}({own.points})" for own in named if own.cause is cause]
        if told:
            yield _(_CAUSES[cause]).format(what="; ".join(map(figures, told)))
    if rest:
        points = Hundredths(lost.total - sum(own.points for own in named))
        text = n_(
            "And {count} criterion more: {points} points.", "And {count} criteria more: {points} points.", len(rest)
        )
        yield text.format(count=len(rest), points=points)
    if lost.unentered:
        yield _unentered(lost, audience)


class _Lost(NamedTuple):
    """What one criterion has lost to one cause, as shown."""

    criterion: Criterion
    cause: LossCause
    points: Hundredths

    def title(self, language: str) -> str:
        """Return the criterion's title."""
        return self.criterion.titles.to(language)


def _by_criterion(losses: Iterable[Loss]) -> list[_Lost]:
    """Put together what one criterion has lost to one cause, the most first."""
    sums: dict[tuple[str, LossCause], tuple[Criterion, Fraction]] = {}
    for loss in losses:
        key = loss.verdict.criterion.id, loss.cause
        _criterion, before = sums.get(key, (loss.verdict.criterion, ZERO))
        sums[key] = loss.verdict.criterion, before + loss.points
    found = (_Lost(criterion, cause, rounded_down(points)) for (_id, cause), (criterion, points) in sums.items())
    return sorted(found, key=lambda own: -own.points)


def _unentered(lost: LossTotal, audience: Audience) -> str:
    """Say how much of what is lost comes back where it was done, and only not said."""
    is_all = lost.unentered == lost.total
    if audience is Audience.COUNCIL:
        text = _("It comes back where it turns out to have been posted on time.")
        part = _("{points} points of it come back where it turns out to have been posted on time.")
    else:
        text = _("It comes back where it was done on time and is only not entered.")
        part = _("{points} points of it come back where it was done on time and is only not entered.")
    return text if is_all else part.format(points=lost.unentered)
