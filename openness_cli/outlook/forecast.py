"""What is on course on each day until the evaluation if nobody acts: what falls, when, why, and when the colour turns.

A criterion falls by the day itself, or by a page that grew too old.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from fractions import Fraction
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from openness_cli.model.availability import local_day, state_of
from openness_cli.model.definitions import ZERO, Band, Criterion
from openness_cli.model.evidence import Evidence, Item, Workspace
from openness_cli.model.languages import Worded, mark
from openness_cli.model.periods import days_gone, days_in, year_end
from openness_cli.model.points import Hundredths, Points, Shown, rounded_down, shown
from openness_cli.scoring.addresses import LinkedAddress, collect_addresses
from openness_cli.scoring.assessment import Assessment, Setting, judge, setting_of, verdict_on
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.items import Fault, last_fresh_day
from openness_cli.scoring.kinds import is_deed
from openness_cli.scoring.portions import StepVerdict
from openness_cli.scoring.rules.count import LAST_MONTH, pace
from openness_cli.scoring.verdicts import Basis, Verdict

_ONE_DAY = timedelta(days=1)


class FallCause(Worded):
    """Why something is on course no longer."""

    DUE_MISSED = ("due-missed", mark("to be published by {due}: {periods}"))
    PACE = ("pace", mark("the number keeps pace until {due} alone: {have} so far, {need} are needed from then on"))
    YEAR_ENDED = (
        "year-ended",
        mark("to be done by {due}, the end of the year: {have} so far, the next step begins at {need}"),
    )
    STALE = ("stale", mark("to be refreshed by {due}: it must not be older than {days} days"))
    EVALUATION = (
        "evaluation",
        mark("to be done by {due}, the day of the evaluation: {have} so far, the next step begins at {need}"),
    )


_NO_PERIOD_COMES = mark("to be published by {due}, the day of the evaluation, on which nothing is to come: {periods}")


class Fall(NamedTuple):
    """One criterion's fall on a day: the points, scaled, and what was not done by ``due``.

    ``unknown`` are points that hung on addresses not known to open, and are past proving now. ``verdict`` is the one
    after the fall. ``periods`` are those that were not published; ``have`` is how many there are of a count, and
    ``need`` what there had to be.
    """

    verdict: Verdict
    points: Fraction
    cause: FallCause
    due: date
    periods: tuple[str, ...] = ()
    have: int | None = None
    need: int | None = None
    unknown: Fraction = ZERO

    @property
    def sentence(self) -> str:
        """Why it falls, marked for translation."""
        return _NO_PERIOD_COMES if self.cause is FallCause.EVALUATION and self.periods else self.cause.words


class ForecastDay(NamedTuple):
    """A day from which less is on course, or unknown; ``band`` is None while the colour depends on what is unknown."""

    day: date
    points: Points
    band: Band | None
    falls: tuple[Fall, ...]

    @property
    def shown(self) -> Shown:
        """The points as shown."""
        return shown(self.points)

    @property
    def falls_shown(self) -> tuple[Hundredths, ...]:
        """The points of each fall as shown: the same figure as in every other command; sums may be less."""
        return tuple(rounded_down(fall.points) for fall in self.falls)


class Turn(NamedTuple):
    """A day on which the colour changes; None is a colour that is open."""

    day: date
    before: Band | None
    after: Band | None


class Repeat(NamedTuple):
    """An address that opened, and has to be looked at again before the evaluation: ``by`` is the last day it counts."""

    address: LinkedAddress
    last_success: datetime
    by: date


class Forecast(NamedTuple):
    """``today`` is the day of the assessment itself, without falls; ``days`` follow it, each lower than the last.

    As verified there may be days on which only the unknown points change, or on which some turn out to be pending.
    ``owners`` are those of the criteria by id.
    """

    assessment: Assessment
    basis: Basis
    today: ForecastDay
    days: tuple[ForecastDay, ...]
    repeats: tuple[Repeat, ...]
    owners: dict[str, str]

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Every change of the colour, in time."""
        days = (self.today, *self.days)
        return tuple(
            Turn(after.day, before.band, after.band) for before, after in pairwise(days) if before.band != after.band
        )

    @property
    def changes(self) -> tuple[Hundredths, ...]:
        """How much each of ``days`` shows on course against the day before it; 0 or less, but for what was unknown."""
        totals = [day.shown.on_course for day in (self.today, *self.days)]
        return tuple(Hundredths(after - before) for before, after in pairwise(totals))

    @property
    def last(self) -> ForecastDay:
        """What is left on the day of the evaluation."""
        return self.days[-1] if self.days else self.today


def make_forecast(assessment: Assessment, findings: Iterable[Finding], basis: Basis, zone: tzinfo) -> Forecast:
    """Follow what is on course on a basis from the day of an assessment that is not over to the evaluation date.

    Nothing is published, refreshed or fetched after the day of the assessment: what is dated later does not come,
    and what opens now goes on opening. ``findings`` are those of the assessment.
    """
    frozen = _frozen(assessment)
    today = _day(frozen, basis, ())
    days: list[ForecastDay] = []
    for later, falls in _later(frozen, basis):
        day, before = _day(later, basis, falls), days[-1] if days else today
        if falls or (day.points.on_course, day.points.unknown) != (before.points.on_course, before.points.unknown):
            days.append(day)
    owners = {finding.verdict.criterion.id: finding.owner for finding in findings}
    return Forecast(assessment, basis, today, tuple(days), tuple(_repeats(assessment, zone)), owners)


def _frozen(assessment: Assessment) -> Assessment:
    workspace = assessment.workspace
    criteria = assessment.index.by_id
    evidence = {name: _as_of(criteria[name], own, assessment.day) for name, own in workspace.evidence.items()}
    setting = setting_of(workspace, assessment.day)
    verdicts = tuple(
        verdict
        if verdict.evidence is None or evidence[verdict.criterion.id] == verdict.evidence
        else judge(verdict.indicator, verdict.criterion, evidence[verdict.criterion.id], assessment.states, setting)
        for verdict in assessment.verdicts
    )
    return replace(assessment, workspace=workspace._replace(evidence=evidence), verdicts=verdicts)


def _as_of(criterion: Criterion, evidence: Evidence, day: date) -> Evidence:
    """Leave out what a later day would bring."""
    kept = [item for item in evidence.items if _has_come(item, day, counted=is_deed(criterion, evidence, item))]
    items = (item._replace(updated=None) if item.updated and item.updated > day else item for item in kept)
    return evidence._replace(items=tuple(items))


def _has_come(item: Item, day: date, *, counted: bool) -> bool:
    known = (item.published, item.held if counted else None)
    return all(own is None or own <= day for own in known)


def _day(assessment: Assessment, basis: Basis, falls: tuple[Fall, ...]) -> ForecastDay:
    points = assessment.standing(basis)
    return ForecastDay(assessment.day, points, assessment.band_of(points), falls)


def _later(today: Assessment, basis: Basis) -> Iterator[tuple[Assessment, tuple[Fall, ...]]]:
    """Yield the assessment of each day on which any criterion can change, judging those alone that can."""
    by_day: dict[date, set[int]] = {}
    for number, verdict in enumerate(today.verdicts):
        for day in _changes(verdict, today.workspace, today.day):
            by_day.setdefault(day, set()).add(number)
    verdicts = list(today.verdicts)
    for day in sorted(by_day):
        setting = setting_of(today.workspace, day)
        moment = _Eve(day, today.workspace.year, setting.moment.is_last)
        falls = []
        for number in sorted(by_day[day]):
            before = verdicts[number]
            after = judge(before.indicator, before.criterion, before.evidence, today.states, setting)
            verdicts[number] = after
            found = _falls_of(before, after, setting, moment, basis, today.scales[after.indicator.id] or ZERO)
            falls += [fall for fall in found if fall.points or fall.unknown]
        # what applies never changes while nothing is published, so neither do the scales
        yield replace(today, day=day, verdicts=tuple(verdicts)), tuple(falls)


def _changes(verdict: Verdict, workspace: Workspace, today: date) -> Iterator[date]:
    """Yield the days after today, the evaluation included, on which a criterion may stand otherwise than before."""
    if not verdict.applicability.is_scored:
        return
    days = {workspace.evaluation_date, date(workspace.year + 1, 1, 1)}
    days.update(period.due + _ONE_DAY for period in verdict.periods)
    days.update(_pace_days(verdict.steps, workspace.year))
    if verdict.steps:
        days.add(date(workspace.year, *LAST_MONTH))
    fresh = verdict.criterion.needs.fresh_days
    if fresh is not None and verdict.evidence is not None:
        published = (item for item in verdict.evidence.items if item.published is not None)
        days.update(last_fresh_day(item, today, fresh) + _ONE_DAY for item in published)
    yield from (day for day in days if today < day <= workspace.evaluation_date)


def _pace_days(steps: Iterable[StepVerdict], year: int) -> Iterator[date]:
    """Yield the days on which one more is needed to keep pace."""
    length, begin = days_in(year), date(year, 1, 1)
    found: set[int] = set()
    for step in steps:
        minimum = step.minimum.numerator
        # on which of the days that have gone each one more is asked: from so many on, on every day
        found.update(
            range(1, length + 1) if minimum >= length else (-(-n * length // minimum) for n in range(1, minimum + 1))
        )
        if minimum >= length:
            break
    yield from (begin + timedelta(days=gone) for gone in found)


class _Eve(NamedTuple):
    """A day on which something falls, seen from the evening before."""

    day: date
    year: int
    is_last: bool

    @property
    def eve(self) -> date:
        """The day before."""
        return self.day - _ONE_DAY

    def pace(self, step: StepVerdict, days: int) -> int:
        """Return what a step asks for so many days after the eve."""
        gone = days_gone(self.eve + timedelta(days=days), self.year)
        return pace(step.minimum, gone, days_in(self.year))


def _falls_of(
    before: Verdict, after: Verdict, setting: Setting, moment: _Eve, basis: Basis, scale: Fraction
) -> Iterator[Fall]:
    """Yield what a criterion lost to a page that grew too old on a day, and what it lost to the day itself."""
    kept_fresh = after
    if _stale(after) != _stale(before):
        kept_fresh = verdict_on(before.indicator, before.criterion, before.evidence, before.items, setting)
        points, unknown = _fallen(kept_fresh.standing(basis), after.standing(basis))
        yield Fall(after, points * scale, FallCause.STALE, moment.eve, unknown=unknown * scale)
    points, unknown = _fallen(before.standing(basis), kept_fresh.standing(basis))
    yield _fall(before, kept_fresh, points * scale, moment, basis)._replace(unknown=unknown * scale)


def _fallen(before: Points, after: Points) -> tuple[Fraction, Fraction]:
    """Return how much less is on course, and how much less might turn out to be beside that."""
    fallen = max(before.on_course - after.on_course, ZERO)
    at_best = before.on_course + before.unknown - after.on_course - after.unknown
    return fallen, max(at_best - fallen, ZERO)


def _fall(before: Verdict, after: Verdict, points: Fraction, moment: _Eve, basis: Basis) -> Fall:
    both = zip(before.periods, after.periods, strict=True)
    if passed := {own.period.label: own.due for was, own in both if was.is_pending and not own.is_pending}:
        due = max(passed.values())
        cause = FallCause.EVALUATION if due >= moment.day else FallCause.DUE_MISSED
        return Fall(after, points, cause, due, tuple(passed))
    if not after.steps:
        return Fall(after, points, FallCause.EVALUATION, moment.eve)
    declared, evidenced, _openable, opened = after.counted
    have = {Basis.DECLARED: declared, Basis.EVIDENCED: evidenced, Basis.VERIFIED: opened}[basis]
    if moment.day > year_end(moment.year):
        cause = FallCause.YEAR_ENDED
    else:
        cause = FallCause.EVALUATION if moment.is_last else FallCause.PACE
    # on the day of the evaluation nothing is to come any more, and it can be done all the same
    due = moment.day if cause is FallCause.EVALUATION else moment.eve
    return Fall(after, points, cause, due, have=have, need=_needed(after.steps, have, moment, cause))


def _needed(steps: Sequence[StepVerdict], have: int, moment: _Eve, cause: FallCause) -> int:
    """Return how many the first of the steps asks for that kept pace and is not reached; 0 where there is none."""
    first = bisect_right(steps, have, key=lambda step: step.minimum.numerator)
    if cause is FallCause.PACE and have:
        first = bisect_right(steps, have, first, key=lambda step: moment.pace(step, 1))
    if first == len(steps) or moment.pace(steps[first], 0) > have:
        return 0
    return max(moment.pace(steps[first], 1), 1) if cause is FallCause.PACE else ceil(steps[first].minimum)


def _stale(verdict: Verdict) -> list[bool]:
    return [Fault.STALE in item.faults for item in verdict.items]


def _repeats(assessment: Assessment, zone: tzinfo) -> list[Repeat]:
    """Return the addresses whose last success is too old by the evaluation, those first that are too old first."""
    limit = timedelta(days=assessment.index.links.max_age_days)
    evaluation = assessment.workspace.evaluation_date
    found = []
    for address in collect_addresses(assessment):
        state = state_of(assessment.states, address.url, address.words)
        if state.opens and state.last_success is not None:
            by = local_day(state.last_success, zone) + limit
            if by < evaluation:
                found.append(Repeat(address, state.last_success, by))
    return sorted(found, key=lambda repeat: repeat.by)
