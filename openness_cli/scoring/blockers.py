"""What holds back the points at stake of a criterion: the claim itself, or items that do not count or do not open."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple, assert_never

from openness_cli.model.definitions import Checklist, Count, Levels, Periods, Share
from openness_cli.scoring.assessment import Applicability, Verdict
from openness_cli.scoring.items import Fault, JudgedItem, Opening


class Lack(NamedTuple):
    """Something to be mended or done; without an item it is no item that is wrong: one is lacking, or the claim is."""

    judged: JudgedItem | None = None

    @property
    def is_dead(self) -> bool:
        """Whether nothing is wrong but that the addresses of the item do not open."""
        return self.judged is not None and self.judged.is_valid


_OWN = Lack()


def find_lacks(verdict: Verdict, day: date) -> tuple[Lack, ...]:
    """Return all that has to be mended for the points at stake on a day, each thing once.

    Nothing that keeps no point back is among it: what is lost or to come, an item beside another that carries the
    same claim, part or period.
    """
    return tuple(dict.fromkeys(_lacks(verdict, day)))


def _lacks(verdict: Verdict, day: date) -> Iterator[Lack]:
    items = [judged for judged in verdict.items if judged.exists and Fault.REPEATED not in judged.faults]
    if verdict.applicability is Applicability.UNPROVED:
        yield from _carriers(items)
        return
    rule = verdict.criterion.rule
    match rule:
        case Levels() | Share():
            if verdict.declared.open:
                yield _OWN
            yield from _carriers(items)
        case Checklist():
            for part in rule.parts:
                yield from _carriers([judged for judged in items if judged.item.part == part.label])
        case Periods():
            yield from _of_periods(verdict, rule, items, day)
        case Count():
            yield from _of_count(verdict, rule, items)
        case _:
            assert_never(rule)


def _carriers(items: Iterable[JudgedItem]) -> Iterator[Lack]:
    """Yield what is wrong where one valid item that opens is enough: of several, those that lack least."""
    valid = [judged for judged in items if judged.is_valid]
    if not any(map(_is_good, valid)):
        yield from [Lack(judged) for judged in valid or items] or [_OWN]


def _is_good(judged: JudgedItem) -> bool:
    return judged.is_valid and judged.opening is not Opening.FAILED


def _of_periods(verdict: Verdict, rule: Periods, items: Iterable[JudgedItem], day: date) -> Iterator[Lack]:
    for own in verdict.periods:
        mine = [judged for judged in items if judged.item.period == own.period.label]
        on_time = [judged for judged in mine if judged.item.published is None or judged.item.published <= own.due]
        # what is published after its due date wins its late share, and nothing of the rest
        portions = [on_time] if rule.late < 1 and (on_time or day <= own.due) else []
        portions += [mine] if rule.late else []
        for carrying in portions:
            if not own.is_pending or any(judged.is_valid for judged in carrying):
                yield from _carriers(carrying)


def _of_count(verdict: Verdict, rule: Count, items: Iterable[JudgedItem]) -> Iterator[Lack]:
    items = tuple(items)
    have, claimed = verdict.counted.openable, verdict.counted.declared
    needed = _needed(verdict, rule, have, claimed)
    if claimed < needed or sum(map(_shown, items)) < needed:
        yield _OWN
    if have < needed and have < claimed:
        yield from (Lack(judged) for judged in items if not _is_good(judged))


def _needed(verdict: Verdict, rule: Count, have: int, claimed: int) -> Fraction:
    """Return the number at which the last of the steps at stake begins."""
    minima = [known.minimum for known in verdict.steps if verdict.failed or not known.is_pending]
    is_closed = bool(verdict.declared.lost)
    at_stake = [minimum for minimum in minima if have < minimum and (minimum <= claimed or not is_closed)]
    return max(at_stake, default=rule.steps[-1].minimum)


def _shown(judged: JudgedItem) -> int:
    return 1 if judged.item.shows is None else judged.item.shows
