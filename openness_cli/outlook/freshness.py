"""Pages that have to stay fresh: until when each is, what hangs on that, and a name for it that outlives edits."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.evidence import Item
from openness_cli.scoring.assessment import Assessment, setting_of, verdict_on
from openness_cli.scoring.items import Fault, JudgedItem, Opening, content_of, last_fresh_day
from openness_cli.scoring.kinds import name_of
from openness_cli.scoring.verdicts import Verdict


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
            last_fresh_day(judged.item, assessment.day, fresh),
            content_of(judged.item),
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
            yield Ageing(item, last, before - after, name_of(item, verdict), is_broken=not opens)
        before = after


def earned_with(items: Iterable[JudgedItem], verdict: Verdict, assessment: Assessment) -> Fraction:
    """Return what a criterion earns, as evidenced, if these were its items."""
    setting = setting_of(assessment.workspace, assessment.day)
    judged = verdict_on(verdict.indicator, verdict.criterion, verdict.evidence, tuple(items), setting)
    return judged.evidenced.earned
