"""A count: the points of the highest step that the number reached, which the items prove together."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import ceil, inf

from openness_cli.model.definitions import ZERO, Count
from openness_cli.model.evidence import Evidence, Item, fold, folded_address
from openness_cli.model.periods import days_gone, days_in
from openness_cli.scoring.items import Fault, JudgedItem, Lack, Moment, Opening, content_of, is_good, shown_number
from openness_cli.scoring.portions import Counted, Cut, Portion, Sights, StepVerdict
from openness_cli.scoring.reasons import Reason, ReasonCode
from openness_cli.scoring.verdicts import Verdict

# from this day on a criterion for which nothing at all counts keeps no pace
LAST_MONTH = (12, 1)


def pace(minimum: Fraction, gone: int, days: int) -> int:
    """Return how many a step asks for once so many of the year's days have gone."""
    return minimum.numerator * gone // (minimum.denominator * days)


def once(judged: tuple[JudgedItem, ...]) -> tuple[JudgedItem, ...]:
    """Mark the same thing entered again: of equal items the first that does most counts.

    A valid one before others, and of these one that adds to the claim.
    """
    rough = [(own.item.published, own.item.held, own.item.shows, own.item.file) for own in judged]
    times = Counter(rough)
    if len(times) == len(rough):
        return judged
    best: dict[tuple[object, ...], JudgedItem] = {}
    keys: list[tuple[object, ...]] = []
    for own, alike in zip(judged, rough, strict=True):
        # titles and addresses have many spellings: they are compared where all else is the same
        item = own.item
        what = () if times[alike] == 1 else (fold(item.title), frozenset(map(folded_address, item.urls)))
        key = (*alike, *what)
        keys.append(key)
        if key not in best or _use(own) > _use(best[key]):
            best[key] = own
    return tuple(
        own if best[key] is own else own._replace(faults=(*own.faults, Fault.REPEATED))
        for key, own in zip(keys, judged, strict=True)
    )


def _use(own: JudgedItem) -> tuple[bool, bool]:
    return own.is_valid, own.item.adds


def cut(rule: Count, evidence: Evidence | None, items: tuple[JudgedItem, ...], moment: Moment) -> Cut:
    """Cut the steps; one that is not reached is to come while the number keeps pace with the year.

    Steps that stand alike are one portion.
    """
    counted = _count(evidence, items)
    # whole numbers, which ascend
    minima = [step.minimum.numerator for step in rule.steps]
    reached = [bisect_right(minima, seen) for seen in counted]
    in_time = [bisect_right(minima, _keeping_pace(seen, moment)) for seen in counted]
    portions, steps = [], []
    below = ZERO
    for begin, end in pairwise(sorted({0, len(minima), *reached, *in_time})):
        won = Sights(*(begin < count for count in reached))
        pending = Sights(*(begin < count for count in in_time))
        points, is_lost = rule.steps[end - 1].points, moment.deeds_are_closed and not won.declared
        portions.append(Portion(points - below, won, pending, is_lost=is_lost))
        is_pending = pending.evidenced and not won.evidenced
        steps += [StepVerdict(step.minimum, won.evidenced, is_pending) for step in rule.steps[begin:end]]
        below = points
    return Cut(tuple(portions), counted=counted, steps=tuple(steps))


def _keeping_pace(seen: int, moment: Moment) -> float:
    """Return the highest step for which a number keeps pace with the year; 0 where nothing is to come any more."""
    if moment.deeds_are_closed or moment.is_last or (not seen and moment.day >= date(moment.year, *LAST_MONTH)):
        return 0
    gone = days_gone(moment.day, moment.year)
    return ((seen + 1) * days_in(moment.year) - 1) // gone if gone else inf


_IN_NO_SUM = frozenset({Fault.REPEATED, Fault.OUT_OF_PERIOD})


def _count(evidence: Evidence | None, items: tuple[JudgedItem, ...]) -> Counted:
    if evidence is None:
        return Counted()
    stated = evidence.number
    adding = items if stated is None else [own for own in items if own.item.adds]
    entered = sum(shown_number(own.item) for own in adding if not _IN_NO_SUM.intersection(own.faults))
    claim = (stated or 0) + entered
    valid = [(shown_number(own.item), own.opening) for own in items if own.is_valid]
    return Counted(
        declared=claim,
        evidenced=min(claim, sum(number for number, _opening in valid)),
        openable=min(claim, sum(number for number, opening in valid if opening is not Opening.FAILED)),
        opened=min(claim, sum(number for number, opening in valid if opening is Opening.OPENED)),
    )


def shortfalls(verdict: Verdict) -> Iterator[Reason]:
    """Tell which steps are to come, and which the number is short of."""
    have, claimed = verdict.counted.evidenced, verdict.counted.declared
    to_come = [step.minimum for step in verdict.steps if step.is_pending]
    short = [step.minimum for step in verdict.steps if not (step.is_pending or step.is_reached)]
    if to_come:
        yield Reason(ReasonCode.PENDING, {"count": have, "need": to_come[-1]})
    if short and verdict.has_evidence:
        yield Reason(ReasonCode.COUNT_LOW, {"count": have, "claimed": claimed, "need": short[0]})


def lacks(rule: Count, verdict: Verdict, items: tuple[JudgedItem, ...]) -> Iterator[Lack]:
    """Tell what holds back points: a number, or items, that are too few, and what is wrong with the items."""
    have, claimed = verdict.counted.openable, verdict.counted.declared
    needed = ceil(_needed(verdict, rule, have, claimed))
    entered = sum(shown_number(judged.item) for judged in items)
    if claimed < needed or entered < needed:
        yield Lack()
    good = sum(shown_number(judged.item) for judged in items if is_good(judged))
    least = min(needed, claimed, entered) - good
    if have < needed and have < claimed and least > 0:
        bad = ((shown_number(judged.item), judged) for judged in items if not is_good(judged))
        yield Lack(tuple((number, judged) for number, judged in bad if number), least)


def _needed(verdict: Verdict, rule: Count, have: int, claimed: int) -> Fraction:
    """Return the number at which the last of the steps at stake begins."""
    minima = [known.minimum for known in verdict.steps if verdict.failed or not known.is_pending]
    is_closed = bool(verdict.declared.lost)
    at_stake = [minimum for minimum in minima if have < minimum and (minimum <= claimed or not is_closed)]
    return max(at_stake, default=rule.steps[-1].minimum)


def name_of(item: Item, verdict: Verdict) -> tuple[str, ...]:
    """Return the name of a page that is counted: its own, numbered over all items of that name."""
    alike = [judged.item for judged in verdict.items if _called(judged.item) == _called(item)]
    number = sorted(map(content_of, alike)).index(content_of(item)) + 1
    # no title has two lines, so that no other page is called like a number of this one
    return (f"{_called(item)}\n{number}",) if number > 1 else (_called(item),)


def _called(item: Item) -> str:
    return fold(item.title) or item.file or min(item.urls, default="")
