"""What whoever decides has to know: what stands, what turns it and when, what is asked of them first."""

from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.evidence import distinct
from openness_cli.model.languages import Worded, mark
from openness_cli.model.points import exact_sum
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, Standing
from openness_cli.outlook.forecast import Fall, Forecast, ForecastDay
from openness_cli.outlook.outlook import make_outlook
from openness_cli.outlook.plan import Plan, make_plan
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.gates import Threshold
from openness_cli.scoring.jobs import Closed, closed_together, day_of, effort_of
from openness_cli.scoring.needs import Effort
from openness_cli.scoring.reasons import ReasonCode, ReasonSort
from openness_cli.scoring.report import Report

_MOST_DECISIONS = 3
_MARGIN = Fraction(1)  # as a plan takes it where nothing is said


class Audience(Worded):
    """Whom a page is for."""

    MINISTER = "minister", mark("minister")
    COUNCIL = "council", mark("council")


class Decision(NamedTuple):
    """One thing to be decided: work that closes gaps (``closed``), or all that falls due on one day (``deadlines``).

    Or pages (``failing``) that did not open when they were last checked, and may be dead or not.

    ``points``, scaled, are what doing it wins; ``by`` is the last day for it, None where it is due now. ``owners`` are
    all who are named, and ``is_owned``: none of it is nobody's. ``dead`` are the addresses to be put back where it is
    nothing but that; ``effort`` is that of the work.
    """

    points: Fraction
    findings: tuple[Finding, ...]
    owners: tuple[str, ...]
    is_owned: bool
    by: date | None
    closed: Closed | None = None
    effort: Effort | None = None
    dead: frozenset[str] = frozenset()
    deadlines: tuple[Deadline, ...] = ()
    failing: frozenset[str] = frozenset()

    @property
    def ids(self) -> tuple[str, ...]:
        """The criteria that it is about."""
        return tuple(own.verdict.criterion.id for own in self.findings)


class Brief(NamedTuple):
    """What lies ahead of a score, for one page; nothing of it once the assessment is over.

    ``plan`` leads to the best colour, and is there only while the headline has not that colour.
    """

    forecast: Forecast | None
    plan: Plan | None
    decisions: tuple[Decision, ...]

    @property
    def turning(self) -> ForecastDay | None:
        """The first day from which the colour is another one if nobody acts."""
        if self.forecast is None:
            return None
        turn = next(iter(self.forecast.turns), None)
        return next((own for own in self.forecast.days if turn and own.day == turn.day), None)

    @property
    def falls_to_turning(self) -> tuple[Fall, ...]:
        """Everything that falls until that day."""
        turning = self.turning
        if self.forecast is None or turning is None:
            return ()
        return tuple(fall for own in self.forecast.days if own.day <= turning.day for fall in own.falls)


def make_brief(report: Report, zone: tzinfo) -> Brief:
    """Return what lies ahead of a score as evidenced."""
    assessment = report.assessment
    if assessment.over:
        return Brief(None, None, ())
    findings = tuple(row.finding for row in report.criteria)
    outlook = make_outlook(assessment, findings, zone)
    best = assessment.index.bands[0]
    plan = None
    if report.headline.band is not best.name:
        margin = min(_MARGIN, assessment.index.points - best.minimum)
        plan = make_plan(assessment, findings, Threshold(best.minimum, best), margin, zone)
    work = _work((row.finding for row in report.gaps), assessment)
    return Brief(outlook.forecast, plan, _chosen(work, _days(outlook.deadlines, findings), _shaky(report, findings)))


def _chosen(work: list[Decision], days: list[Decision], shaky: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """Choose what gives most now, what falls due next, the day with most on it; then what is left, most first.

    Pages that failed once, and would turn the colour, stand behind those that are dead and before all else. Where
    there is less, fewer are chosen.
    """
    largest = sorted(days[1:], key=lambda own: -own.points)
    dead = sum(bool(own.dead) for own in work[:1])
    ordered = (*work[:dead], *shaky, *work[dead:1], *days[:1], *largest[:1], *work[1:], *largest[1:])
    return ordered[:_MOST_DECISIONS]


def _shaky(report: Report, findings: Iterable[Finding]) -> tuple[Decision, ...]:
    """Return that pages which failed when last checked are to be looked at, where the colour hangs on them."""
    headline, urls = report.headline, frozenset(report.headline.failing_urls)
    if headline.failing_band is headline.band or not urls:
        return ()
    own = tuple(each for each in findings if any(reason.url in urls for reason in each.reasons))
    owners = distinct(owner for each in own for owner in each.owners)
    points = Fraction(headline.failing, 100)
    is_owned = all(each.owners for each in own)
    return (Decision(points, own, owners, is_owned, None, failing=urls),)


def _work(gaps: Iterable[Finding], assessment: Assessment) -> list[Decision]:
    """Return the work that closes gaps: dead links first, then what is worth most."""
    found = (_closing(own, assessment) for own in closed_together(gap for gap in gaps if gap.at_stake))
    return sorted(found, key=lambda own: (not own.dead, -own.points))


def _closing(closed: Closed, assessment: Assessment) -> Decision:
    gaps = closed.gaps
    told = [reason for gap in gaps for reason in gap.reasons if reason.code.sort is not ReasonSort.QUIET]
    is_dead = bool(told) and all(reason.code is ReasonCode.LINK_DEAD for reason in told)
    days = [day_of(gap, assessment) for gap in gaps]
    due = min((day for day in days if day is not None), default=assessment.workspace.evaluation_date)
    return Decision(
        points=exact_sum(gap.at_stake for gap in gaps),
        findings=gaps,
        owners=distinct(owner for gap in gaps for owner in gap.owners),
        is_owned=all(gap.owners for gap in gaps),
        by=None if is_dead or due < assessment.day else due,
        closed=closed,
        effort=effort_of(closed.job, gaps, assessment),
        dead=frozenset(own.url for own in told) if is_dead else frozenset(),
    )


def _days(deadlines: Iterable[Deadline], findings: Iterable[Finding]) -> list[Decision]:
    """Return each day on which something falls due that wins points, next first."""
    by_id = {finding.verdict.criterion.id: finding for finding in findings}
    days: dict[date, list[Deadline]] = {}
    for own in deadlines:
        if own.kind is not DeadlineKind.EVALUATION and own.standing is Standing.COMING and own.points:
            days.setdefault(own.due, []).append(own)
    return [_due(day, tuple(own), by_id) for day, own in sorted(days.items())]


def _due(day: date, deadlines: tuple[Deadline, ...], by_id: dict[str, Finding]) -> Decision:
    return Decision(
        points=exact_sum(own.points for own in deadlines),
        findings=tuple(by_id[name] for name in dict.fromkeys(_ids(deadlines))),
        owners=distinct(owner for own in deadlines for owner in own.owners),
        is_owned=all(own.owners for own in deadlines),
        by=day,
        deadlines=deadlines,
    )


def _ids(deadlines: Iterable[Deadline]) -> Iterator[str]:
    return (own.verdict.criterion.id for own in deadlines if own.verdict is not None)
