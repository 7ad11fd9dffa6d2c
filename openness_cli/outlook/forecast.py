"""What is on course on each day until the evaluation if nobody acts: what falls, when, and when the colour turns."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from itertools import accumulate, pairwise
from typing import NamedTuple

from openness_cli.model.availability import local_day, state_of
from openness_cli.model.definitions import ZERO, Band
from openness_cli.model.evidence import Evidence, Workspace
from openness_cli.model.periods import days_in
from openness_cli.model.points import Hundredths, Points, Shown, rounded_down, shown
from openness_cli.outlook.falls import ONE_DAY, Eve, Fall, falls_of
from openness_cli.scoring.addresses import LinkedAddress, collect_addresses
from openness_cli.scoring.assessment import Assessment, judge, setting_of
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.items import last_fresh_day
from openness_cli.scoring.portions import StepVerdict
from openness_cli.scoring.rules.count import pace
from openness_cli.scoring.verdicts import Basis, Verdict


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
        """The points of each fall as shown: where nothing rises they add up to the difference of the totals shown."""
        last_first = [fall.points for fall in reversed(self.falls)]
        totals = [rounded_down(total) for total in accumulate(last_first, initial=self.points.on_course)]
        return tuple(Hundredths(before - after) for before, after in pairwise(reversed(totals)))


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
    evidence = {name: _as_of(own, assessment.day) for name, own in workspace.evidence.items()}
    setting = setting_of(workspace, assessment.day)
    verdicts = tuple(
        verdict
        if verdict.evidence is None or evidence[verdict.criterion.id] == verdict.evidence
        else judge(verdict.indicator, verdict.criterion, evidence[verdict.criterion.id], assessment.states, setting)
        for verdict in assessment.verdicts
    )
    return replace(assessment, workspace=workspace._replace(evidence=evidence), verdicts=verdicts)


def _as_of(evidence: Evidence, day: date) -> Evidence:
    """Leave out what a later day would bring."""
    kept = (item for item in evidence.items if item.published is None or item.published <= day)
    items = (item._replace(updated=None) if item.updated and item.updated > day else item for item in kept)
    return evidence._replace(items=tuple(items))


def _day(assessment: Assessment, basis: Basis, falls: tuple[Fall, ...]) -> ForecastDay:
    return ForecastDay(assessment.day, assessment.total(basis), assessment.band(basis), falls)


def _later(today: Assessment, basis: Basis) -> Iterator[tuple[Assessment, tuple[Fall, ...]]]:
    """Yield the assessment of each day on which any criterion can change, judging those alone that can."""
    by_day: dict[date, set[int]] = {}
    for number, verdict in enumerate(today.verdicts):
        for day in _changes(verdict, today.workspace, today.day):
            by_day.setdefault(day, set()).add(number)
    verdicts = list(today.verdicts)
    for day in sorted(by_day):
        setting = setting_of(today.workspace, day)
        moment = Eve(day, today.workspace.year, setting.moment.is_last)
        falls = []
        for number in sorted(by_day[day]):
            before = verdicts[number]
            after = judge(before.indicator, before.criterion, before.evidence, today.states, setting)
            verdicts[number] = after
            found = falls_of(before, after, setting, moment, basis, today.scales[after.indicator.id] or ZERO)
            falls += [fall for fall in found if fall.points or fall.unknown]
        # what applies never changes while nothing is published, so neither do the scales
        yield replace(today, day=day, verdicts=tuple(verdicts)), tuple(falls)


def _changes(verdict: Verdict, workspace: Workspace, today: date) -> Iterator[date]:
    """Yield the days after today, the evaluation included, on which a criterion may stand otherwise than before."""
    if not verdict.applicability.is_scored:
        return
    days = {workspace.evaluation_date, date(workspace.year + 1, 1, 1)}
    days.update(period.due + ONE_DAY for period in verdict.periods)
    days.update(_pace_days(verdict.steps, workspace.year))
    fresh = verdict.criterion.needs.fresh_days
    if fresh is not None and verdict.evidence is not None:
        published = (item for item in verdict.evidence.items if item.published is not None)
        days.update(last_fresh_day(item, today, fresh) + ONE_DAY for item in published)
    yield from (day for day in days if today < day <= workspace.evaluation_date)


def _pace_days(steps: Iterable[StepVerdict], year: int) -> Iterator[date]:
    """Yield the days on which one more is needed to keep pace."""
    length, begin = days_in(year), date(year, 1, 1)
    for step in steps:
        asked = [0, *(pace(step.minimum, gone, length) for gone in range(length + 1))]
        yield from (begin + timedelta(days=gone) for gone, (was, now) in enumerate(pairwise(asked)) if now > was)


def _repeats(assessment: Assessment, zone: tzinfo) -> Iterator[Repeat]:
    """Yield the addresses whose last success is too old by the evaluation, those first that are too old first."""
    limit = timedelta(days=assessment.index.links.max_age_days)
    evaluation = assessment.workspace.evaluation_date
    found = []
    for address in collect_addresses(assessment):
        state = state_of(assessment.states, address.url)
        if state.opens and state.last_success is not None:
            success = local_day(state.last_success, zone)
            if success + limit < evaluation:
                found.append(Repeat(address, state.last_success, success + limit))
    yield from sorted(found, key=lambda repeat: repeat.by)
