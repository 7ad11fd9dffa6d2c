"""A criterion's points, cut into portions that are each won or not won as a whole.

What a portion is, the rule says: the level claimed and the rest up to the highest, a step, a part, a
period. Four sights look at each portion: the claim as made, what valid items support, what of that is
not known to be broken, and what opened.
"""

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple, assert_never

from openness_cli.model.definitions import ZERO, Checklist, Count, Criterion, Levels, Periods, Share
from openness_cli.model.evidence import Evidence
from openness_cli.model.periods import Period, days_gone, days_in, due_date, periods_of
from openness_cli.scoring.items import Fault, JudgedItem, Moment, Opening


class Sights(NamedTuple):
    """One answer for each way of looking; each implies the one before it where it says what is won."""

    declared: bool
    evidenced: bool
    openable: bool
    opened: bool


NOWHERE = Sights(declared=False, evidenced=False, openable=False, opened=False)
EVERYWHERE = Sights(declared=True, evidenced=True, openable=True, opened=True)


class Portion(NamedTuple):
    """Points that are won as a whole; where they are not: whether they are pending, or past winning."""

    points: Fraction
    won: Sights
    pending: Sights
    is_lost: bool


class PeriodState(Enum):
    """What became of one period's publication."""

    ON_TIME = "on-time"
    LATE = "late"
    MISSING = "missing"


class PeriodVerdict(NamedTuple):
    """One period of a ``periods`` rule: its due date, whether it can still be met, and what is claimed."""

    period: Period
    due: date
    is_pending: bool
    claimed: PeriodState


class Counted(NamedTuple):
    """How much of a ``count`` claim each sight sees."""

    declared: int = 0
    evidenced: int = 0
    openable: int = 0
    opened: int = 0


class StepVerdict(NamedTuple):
    """One step of a ``count`` rule, as evidenced: reached, still to come, or short of where it has to be."""

    minimum: Fraction
    is_reached: bool
    is_pending: bool


class Cut(NamedTuple):
    """A criterion's portions, and what the kinds of rules know besides."""

    portions: tuple[Portion, ...]
    periods: tuple[PeriodVerdict, ...] = ()
    counted: Counted = Counted()
    steps: tuple[StepVerdict, ...] = ()


def cut(criterion: Criterion, evidence: Evidence | None, items: Iterable[JudgedItem], moment: Moment) -> Cut:
    """Cut a criterion that applies. ``items`` are those that exist on the day."""
    items = tuple(items)
    rule = criterion.rule
    match rule:
        case Levels():
            claimed = rule.points_of(evidence.level) if evidence and evidence.level else ZERO
            return Cut(_claimed_and_rest(claimed, criterion.possible, items, rest_is_lost=False))
        case Share():
            return Cut(_share(rule, evidence, items, moment))
        case Count():
            counted = _count(evidence, items)
            return _steps(rule, counted, moment)
        case Checklist():
            return Cut(_parts(rule, items))
        case Periods():
            return _periods(rule, items, moment)
        case _:
            assert_never(rule)


def _seen(items: Iterable[JudgedItem], *, claimed: bool) -> Sights:
    valid = [item for item in items if item.is_valid]
    return Sights(
        declared=claimed,
        evidenced=bool(valid),
        openable=any(item.opening is not Opening.FAILED for item in valid),
        opened=any(item.opening is Opening.OPENED for item in valid),
    )


def _claimed_and_rest(
    claimed: Fraction, possible: Fraction, items: tuple[JudgedItem, ...], *, rest_is_lost: bool
) -> tuple[Portion, ...]:
    return (
        Portion(claimed, _seen(items, claimed=True), NOWHERE, is_lost=False),
        Portion(ZERO if claimed == possible else possible - claimed, NOWHERE, NOWHERE, is_lost=rest_is_lost),
    )


def _share(
    rule: Share, evidence: Evidence | None, items: tuple[JudgedItem, ...], moment: Moment
) -> tuple[Portion, ...]:
    count, of = (evidence.number, evidence.of) if evidence else (None, None)
    # a claim that lacks one of its numbers can be completed until the evaluation
    incomplete = evidence is not None and (count is None or of is None)
    claimed = rule.points_of(Fraction(count, of)) if count is not None and of else ZERO
    lost = moment.deeds_are_closed and not incomplete
    return _claimed_and_rest(claimed, rule.possible, items, rest_is_lost=lost)


def _count(evidence: Evidence | None, items: tuple[JudgedItem, ...]) -> Counted:
    if evidence is None:
        return Counted()
    claim = (
        _shown(items, lambda item: Fault.REPEATED not in item.faults) if evidence.number is None else evidence.number
    )
    return Counted(
        declared=claim,
        evidenced=min(claim, _shown(items, lambda item: item.is_valid)),
        openable=min(claim, _shown(items, lambda item: item.is_valid and item.opening is not Opening.FAILED)),
        opened=min(claim, _shown(items, lambda item: item.is_valid and item.opening is Opening.OPENED)),
    )


def _shown(items: Iterable[JudgedItem], counts: Callable[[JudgedItem], bool]) -> int:
    return sum(1 if item.item.shows is None else item.item.shows for item in items if counts(item))


def _steps(rule: Count, counted: Counted, moment: Moment) -> Cut:
    portions, steps = [], []
    below = ZERO
    gone, year = days_gone(moment.day, moment.year), days_in(moment.year)
    still_due = not (moment.deeds_are_closed or moment.is_last)
    for step in rule.steps:
        pace = step.minimum * gone // year
        won = Sights(*(seen >= step.minimum for seen in counted))
        pending = Sights(*(still_due and seen >= pace for seen in counted))
        portions.append(
            Portion(step.points - below, won, pending, is_lost=moment.deeds_are_closed and not won.declared)
        )
        steps.append(StepVerdict(step.minimum, won.evidenced, pending.evidenced and not won.evidenced))
        below = step.points
    return Cut(tuple(portions), counted=counted, steps=tuple(steps))


def _parts(rule: Checklist, items: tuple[JudgedItem, ...]) -> tuple[Portion, ...]:
    portions = []
    for part in rule.parts:
        showing = [item for item in items if item.item.part == part.label]
        portions.append(Portion(part.points, _seen(showing, claimed=bool(showing)), NOWHERE, is_lost=False))
    return tuple(portions)


def _periods(rule: Periods, items: tuple[JudgedItem, ...], moment: Moment) -> Cut:
    periods = periods_of(moment.year, rule.every)
    unit = rule.points / len(periods)
    at_once, afterwards = (unit * (1 - rule.late), unit * rule.late) if rule.late else (unit, ZERO)
    portions, verdicts = [], []
    for period in periods:
        due = due_date(period, rule.due, moment.evaluation)
        own = [item for item in items if item.item.period == period.label]
        on_time = [item for item in own if item.item.published is None or item.item.published <= due]
        pending = EVERYWHERE if moment.day <= due and not moment.is_last else NOWHERE
        missed = moment.day > due and not on_time
        portions.append(Portion(at_once, _seen(on_time, claimed=bool(on_time)), pending, missed))
        if afterwards:
            portions.append(Portion(afterwards, _seen(own, claimed=bool(own)), pending, is_lost=False))
        state = PeriodState.ON_TIME if on_time else PeriodState.LATE if own else PeriodState.MISSING
        verdicts.append(PeriodVerdict(period, due, pending is EVERYWHERE, state))
    return Cut(tuple(portions), tuple(verdicts))
