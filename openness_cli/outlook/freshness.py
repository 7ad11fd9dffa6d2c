"""Pages that have to stay fresh: until when each is, what hangs on that, and a name for it that outlives edits."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple, assert_never

from openness_cli.model.definitions import Checklist, Count, Levels, Periods, Rule, Share
from openness_cli.model.evidence import Item, fold
from openness_cli.model.periods import periods_of
from openness_cli.scoring.assessment import Assessment, Verdict, setting_of, verdict_on
from openness_cli.scoring.items import Fault, JudgedItem, Opening


class Ageing(NamedTuple):
    """A page whose growing old takes points, unscaled; ``last`` is the last day on which it is fresh enough.

    ``is_broken``: none of its addresses opens, as far as is known. ``name`` tells it apart from the others of its
    criterion. Where one page carries a claim, a part or a period, it is the name of that, whichever page does so. Where
    many are counted it is the page's own: its title, else its file, else the first of its addresses in alphabetical
    order; equal ones are numbered over all items put forward. So it survives new dates, another order of items or of
    addresses, and, of a page with a title or a file, new addresses. A page that is counted and has another title is
    another page.
    """

    item: Item
    last: date
    points: Fraction
    name: tuple[str, ...]
    is_broken: bool


def find_ageing(verdict: Verdict, assessment: Assessment) -> Iterator[Ageing]:
    """Yield the pages whose growing old takes points: of several that carry one claim, the freshest alone.

    One that does not open stands for a claim only where no other page does. The order in which items are put forward
    changes nothing.
    """
    fresh = verdict.criterion.needs.fresh_days
    if fresh is None:
        return
    lasting = [
        (
            judged.opening is not Opening.FAILED,
            _last_fresh_day(judged.item, assessment.day, fresh),
            _content(judged.item),
            position,
        )
        for position, judged in enumerate(verdict.items)
        if set(judged.faults) <= {Fault.STALE}
    ]
    items = [judged._replace(faults=()) if set(judged.faults) == {Fault.STALE} else judged for judged in verdict.items]
    before = earned_with(items, verdict, assessment)
    for opens, last, _text, position in sorted(lasting):
        items[position] = items[position]._replace(faults=(Fault.STALE,))
        after = earned_with(items, verdict, assessment)
        if after < before:
            item = items[position].item
            yield Ageing(item, last, before - after, _name(item, verdict), is_broken=not opens)
        before = after


def earned_with(items: Iterable[JudgedItem], verdict: Verdict, assessment: Assessment) -> Fraction:
    """Return what a criterion earns, as evidenced, if these were its items."""
    setting = setting_of(assessment.workspace, assessment.day)
    judged = verdict_on(verdict.indicator, verdict.criterion, verdict.evidence, tuple(items), setting)
    return judged.evidenced.earned


def _last_fresh_day(item: Item, day: date, fresh: int) -> date:
    """Return the last day on which a valid item is not too old, as it is known on a day."""
    published = item.published or day
    refreshed = item.updated if item.updated is not None and item.updated <= day else published
    return max(refreshed, published) + timedelta(days=fresh)


def _name(item: Item, verdict: Verdict) -> tuple[str, ...]:
    rule = verdict.criterion.rule
    match rule:
        case Levels() | Share():
            return ()
        case Checklist():
            return (item.part,)
        case Periods():
            dues = {own.period.label: own.due for own in verdict.periods}
            is_late = item.published is not None and item.published > dues[item.period]
            return (item.period, "late") if is_late else (item.period,)
        case Count():
            alike = [judged.item for judged in verdict.items if _called(judged.item) == _called(item)]
            number = sorted(map(_content, alike)).index(_content(item)) + 1
            # no title has two lines, so that no other page is called like a number of this one
            return (f"{_called(item)}\n{number}",) if number > 1 else (_called(item),)
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


def _called(item: Item) -> str:
    return fold(item.title) or item.file or min(item.urls, default="")


def _content(item: Item) -> tuple[object, ...]:
    """Return all that an item says, to be sorted by: what a refresh changes comes last, its place is left out."""
    what = (item.title, item.file, tuple(sorted(item.urls)), item.part, item.period, item.owner, item.action)
    return (*what, str(item.shows), str(item.published), str(item.updated))
