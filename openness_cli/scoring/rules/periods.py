"""Periods: an equal share of the points for each publication, whole by its due date and less after it."""

from collections.abc import Iterator
from datetime import date

from openness_cli.model.definitions import ZERO, Periods
from openness_cli.model.evidence import Item
from openness_cli.model.periods import periods_of, schedule, window_start, year_of_label
from openness_cli.scoring.items import Fault, JudgedItem, Lack, Moment, is_on_time, of_carriers
from openness_cli.scoring.portions import EVERYWHERE, NOWHERE, Cut, PeriodState, PeriodVerdict, Portion, seen
from openness_cli.scoring.reasons import Reason, ReasonCode
from openness_cli.scoring.verdicts import Verdict


def of_its_period(judged: JudgedItem, rule: Periods, moment: Moment) -> JudgedItem:
    """Mark what cannot be the publication of the period that it is entered for."""
    item = judged.item
    if not item.period:
        return judged
    if year_of_label(item.period, rule.every) != moment.year:
        return judged._replace(faults=(*judged.faults, Fault.OTHER_YEAR))
    period = next(p for p in periods_of(moment.year, rule.every) if p.label == item.period)
    if item.published is not None and item.published < window_start(period, rule.due, during=rule.during):
        return judged._replace(faults=(*judged.faults, Fault.OUT_OF_PERIOD))
    return judged


def cut(rule: Periods, items: tuple[JudgedItem, ...], moment: Moment) -> Cut:
    """Cut each period into what only its due date wins and what a late publication wins too."""
    dues = schedule(moment.year, rule.every, rule.due, moment.evaluation, during=rule.during)
    unit = rule.points / len(dues)
    at_once, afterwards = (unit * (1 - rule.late), unit * rule.late) if rule.late else (unit, ZERO)
    portions, verdicts = [], []
    for period, due, is_possible in dues:
        own = [item for item in items if item.item.period == period.label]
        on_time = [item for item in own if is_on_time(item.item.published, due)]
        # where the evaluation comes before anything can have been published, nothing can be won
        pending = EVERYWHERE if is_possible and moment.day <= due and not moment.is_last else NOWHERE
        missed = not on_time and (moment.day > due or not is_possible)
        portions.append(Portion(at_once, seen(on_time, claimed=bool(on_time)), pending, missed))
        if afterwards:
            is_lost = not own and not is_possible
            portions.append(Portion(afterwards, seen(own, claimed=bool(own)), pending, is_lost))
        state = PeriodState.ON_TIME if on_time else PeriodState.LATE if own else PeriodState.MISSING
        verdicts.append(PeriodVerdict(period, due, pending is EVERYWHERE, state, is_possible))
    return Cut(tuple(portions), tuple(verdicts))


def shortfalls(verdict: Verdict) -> Iterator[Reason]:
    """Tell which periods are overdue, and which are to come."""
    missing = [p for p in verdict.periods if p.claimed is PeriodState.MISSING]
    overdue = tuple(p.period.label for p in missing if not p.is_pending and p.is_possible)
    if overdue:
        yield Reason(ReasonCode.PERIOD_MISSING, {"periods": overdue})
    proved = {
        judged.item.period
        for judged in verdict.items
        if judged.is_valid
        and any(
            own.period.label == judged.item.period and is_on_time(judged.item.published, own.due)
            for own in verdict.periods
        )
    }
    coming = [p for p in verdict.periods if p.is_pending and p.period.label not in proved]
    if coming:
        labels = tuple(p.period.label for p in coming)
        yield Reason(ReasonCode.PENDING, {"periods": labels, "due": coming[0].due})


def lacks(rule: Periods, verdict: Verdict, items: tuple[JudgedItem, ...], day: date) -> Iterator[Lack]:
    """Tell what holds back points: of each period whose points are at stake, what is wrong with every item of it."""
    for own in verdict.periods:
        mine = [judged for judged in items if judged.item.period == own.period.label]
        on_time = [judged for judged in mine if is_on_time(judged.item.published, own.due)]
        # what is published after its due date wins its late share, and nothing of the rest
        portions = [on_time] if rule.late < 1 and (on_time or day <= own.due) else []
        portions += [mine] if rule.late else []
        for carrying in portions:
            if not own.is_pending or any(judged.is_valid for judged in carrying):
                yield from of_carriers(carrying)


def name_of(item: Item, verdict: Verdict) -> tuple[str, ...]:
    """Return the name of what a page carries: its period, and apart from that what is won late."""
    dues = {own.period.label: own.due for own in verdict.periods}
    return (item.period,) if is_on_time(item.published, dues[item.period]) else (item.period, "late")
