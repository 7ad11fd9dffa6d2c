"""What depends on the kind of a rule, asked of its module in ``rules``."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from openness_cli.model.availability import Address
from openness_cli.model.definitions import Checklist, Count, Criterion, Levels, Needs, NeedsSource, Periods, Rule, Share
from openness_cli.model.evidence import Evidence, Item
from openness_cli.model.periods import periods_of
from openness_cli.scoring.items import Fault, JudgedItem, Lack, Moment, judge_each, of_carriers, of_the_year
from openness_cli.scoring.portions import Cut
from openness_cli.scoring.reasons import Reason
from openness_cli.scoring.rules import checklist, count, levels, periods, share
from openness_cli.scoring.verdicts import Applicability, Verdict


def judge_items(
    criterion: Criterion, evidence: Evidence, states: Mapping[str, Address], moment: Moment
) -> tuple[JudgedItem, ...]:
    """Judge every item put forward for a criterion.

    What proves that a criterion does not apply may be an address or a file of any format and age.
    """
    exempts = says_not_applicable(criterion, evidence)
    judged = judge_each(evidence.items, Needs(NeedsSource.EITHER) if exempts else criterion.needs, states, moment)
    match criterion.rule:
        case Levels() | Checklist():
            return judged
        case Share():
            return judged if exempts else tuple(of_the_year(own, moment, is_deed=False) for own in judged)
        case Count():
            of_year = (
                own if exempts else of_the_year(own, moment, is_deed=is_deed(criterion, evidence, own.item))
                for own in judged
            )
            return count.once(tuple(of_year))
        case Periods() as rule:
            return judged if exempts else tuple(periods.of_its_period(own, rule, moment) for own in judged)


def is_deed(criterion: Criterion, evidence: Evidence, item: Item) -> bool:
    """Tell whether an item is itself what is counted: then it is of the day on which it took place."""
    is_counted = isinstance(criterion.rule, Count) and item.shows is None
    return is_counted and not says_not_applicable(criterion, evidence)


def says_not_applicable(criterion: Criterion, evidence: Evidence) -> bool:
    """Tell whether the claim is that nothing had to be done: in words, or as 0 of 0."""
    if evidence.not_applicable:
        return True
    return isinstance(criterion.rule, Share) and evidence.of == 0 and evidence.number == 0


def cut(criterion: Criterion, evidence: Evidence | None, items: tuple[JudgedItem, ...], moment: Moment) -> Cut:
    """Cut a criterion that applies. ``items`` are those that exist on the day."""
    match criterion.rule:
        case Levels() as rule:
            return levels.cut(rule, evidence, items)
        case Share() as rule:
            return share.cut(rule, evidence, items, moment)
        case Count() as rule:
            return count.cut(rule, evidence, items, moment)
        case Checklist() as rule:
            return checklist.cut(rule, items)
        case Periods() as rule:
            return periods.cut(rule, items, moment)


def shortfalls(verdict: Verdict, evidence: Evidence | None) -> Iterable[Reason]:
    """Tell what a criterion that applies is short of. ``evidence`` is None where nothing of it is there by the day."""
    match verdict.criterion.rule:
        case Levels() as rule:
            return levels.shortfalls(rule, evidence)
        case Share() as rule:
            return share.shortfalls(rule, evidence)
        case Count():
            return count.shortfalls(verdict)
        case Checklist() as rule:
            return checklist.shortfalls(rule, verdict, evidence)
        case Periods():
            return periods.shortfalls(verdict)


def find_lacks(verdict: Verdict, day: date) -> tuple[Lack, ...]:
    """Return all that has to be mended for the points at stake on a day, each thing once.

    Nothing that keeps no point back is among it: what is lost or to come, an item beside another that carries the
    same claim, part or period.
    """
    return tuple(dict.fromkeys(_lacks(verdict, day)))


def _lacks(verdict: Verdict, day: date) -> Iterator[Lack]:
    items = tuple(judged for judged in verdict.items if judged.exists and Fault.REPEATED not in judged.faults)
    if verdict.applicability is Applicability.UNPROVED:
        return of_carriers(items)
    match verdict.criterion.rule:
        case Levels() | Share():
            return levels.lacks(verdict, items)
        case Checklist() as rule:
            return checklist.lacks(rule, items)
        case Periods() as rule:
            return periods.lacks(rule, verdict, items, day)
        case Count() as rule:
            return count.lacks(rule, verdict, items)


class Traits(NamedTuple):
    """How a kind of rule works. ``is_carried_by_one``: any one item carries the whole claim, whatever another lacks.

    ``is_deed``: what is claimed has to be done within the year.
    """

    is_carried_by_one: bool = False
    is_deed: bool = False


def traits_of(rule: Rule) -> Traits:
    """Return how a rule of its kind works."""
    match rule:
        case Levels():
            return Traits(is_carried_by_one=True)
        case Share():
            return Traits(is_carried_by_one=True, is_deed=True)
        case Count():
            return Traits(is_deed=True)
        case Checklist() | Periods():
            return Traits()


def is_open_deed(verdict: Verdict) -> bool:
    """Tell whether there is something left to be done within the year; a claim is completed until the evaluation."""
    rule = verdict.criterion.rule
    return traits_of(rule).is_deed and bool(verdict.declared.open) and not lacks_number(verdict)


def lacks_number(verdict: Verdict) -> bool:
    """Tell whether a share lacks one of its numbers, which can be entered until the evaluation."""
    return isinstance(verdict.criterion.rule, Share) and share.is_incomplete(verdict.evidence)


def name_of(item: Item, verdict: Verdict) -> tuple[str, ...]:
    """Return a name for what a page carries, or for a page that is counted, which outlives edits of it."""
    match verdict.criterion.rule:
        case Levels() | Share():
            return ()
        case Checklist():
            return (item.part,)
        case Periods():
            return periods.name_of(item, verdict)
        case Count():
            return count.name_of(item, verdict)


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
