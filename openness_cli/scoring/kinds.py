"""What depends on the kind of a rule, asked of its module in ``rules``."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import assert_never

from openness_cli.model.definitions import Checklist, Count, Criterion, Levels, Periods, Rule, Share
from openness_cli.model.evidence import Evidence, Item
from openness_cli.model.periods import periods_of
from openness_cli.scoring.blockers import Blocker, of_carriers
from openness_cli.scoring.items import Fault, JudgedItem, Moment
from openness_cli.scoring.portions import Cut
from openness_cli.scoring.reasons import Reason
from openness_cli.scoring.rules import checklist, count, levels, periods, share
from openness_cli.scoring.verdicts import Applicability, Verdict


def cut(criterion: Criterion, evidence: Evidence | None, items: Iterable[JudgedItem], moment: Moment) -> Cut:
    """Cut a criterion that applies. ``items`` are those that exist on the day."""
    items = tuple(items)
    rule = criterion.rule
    match rule:
        case Levels():
            return levels.cut(rule, evidence, items)
        case Share():
            return share.cut(rule, evidence, items, moment)
        case Count():
            return count.cut(rule, evidence, items, moment)
        case Checklist():
            return checklist.cut(rule, items)
        case Periods():
            return periods.cut(rule, items, moment)
        case _:
            assert_never(rule)


def shortfalls(verdict: Verdict, evidence: Evidence | None) -> Iterable[Reason]:
    """Tell what a criterion that applies is short of. ``evidence`` is None where nothing of it is there by the day."""
    rule = verdict.criterion.rule
    match rule:
        case Levels():
            return levels.shortfalls(rule, evidence)
        case Share():
            return share.shortfalls(rule, evidence)
        case Count():
            return count.shortfalls(verdict)
        case Checklist():
            return checklist.shortfalls(rule, verdict, evidence)
        case Periods():
            return periods.shortfalls(verdict)
        case _:
            assert_never(rule)


def find_blockers(verdict: Verdict, day: date) -> tuple[Blocker, ...]:
    """Return all that has to be mended for the points at stake on a day, each thing once.

    Nothing that keeps no point back is among it: what is lost or to come, an item beside another that carries the
    same claim, part or period.
    """
    return tuple(dict.fromkeys(_blockers(verdict, day)))


def _blockers(verdict: Verdict, day: date) -> Iterator[Blocker]:
    items = tuple(judged for judged in verdict.items if judged.exists and Fault.REPEATED not in judged.faults)
    if verdict.applicability is Applicability.UNPROVED:
        return of_carriers(items)
    rule = verdict.criterion.rule
    match rule:
        case Levels() | Share():
            return levels.blockers(verdict, items)
        case Checklist():
            return checklist.blockers(rule, items)
        case Periods():
            return periods.blockers(rule, verdict, items, day)
        case Count():
            return count.blockers(rule, verdict, items)
        case _:
            assert_never(rule)


def is_carried_by_one(rule: Rule) -> bool:
    """Tell whether any one item carries the whole claim, so that it does not matter what another lacks."""
    match rule:
        case Levels() | Share():
            return True
        case Count() | Checklist() | Periods():
            return False
        case _:
            assert_never(rule)


def name_of(item: Item, verdict: Verdict) -> tuple[str, ...]:
    """Return a name for what a page carries, or for a page that is counted, which outlives edits of it."""
    rule = verdict.criterion.rule
    match rule:
        case Levels() | Share():
            return ()
        case Checklist():
            return (item.part,)
        case Periods():
            return periods.name_of(item, verdict)
        case Count():
            return count.name_of(item, verdict)
        case _:
            assert_never(rule)


def names_of(rule: Rule, year: int) -> tuple[tuple[str, ...], ...]:
    """Return the names of what one page carries under a rule; a page that is counted has none but its own."""
    match rule:
        case Levels() | Share():
            return ((),)
        case Checklist():
            return tuple((part.label,) for part in rule.parts)
        case Periods():
            return tuple((period.label,) for period in periods_of(year, rule.every))
        case Count():
            return ()
        case _:
            assert_never(rule)
