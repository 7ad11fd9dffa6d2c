"""What is understood, counts, and is dated oddly all the same: worth a look before others look."""

from collections.abc import Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import NamedTuple

from openness_cli.model.definitions import Count, Share
from openness_cli.model.evidence import Item, fold, folded_address
from openness_cli.model.languages import Worded, mark
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.items import Fault, last_refreshed
from openness_cli.scoring.verdicts import Verdict

EARLY = timedelta(days=90)


class Odd(Worded):
    """What is odd about a valid item."""

    EARLY = "early", mark("dated {day}, more than 90 days before the due date {due}: check the date and the period")
    JANUARY = (
        "january",
        mark("a register of January, {day}, proves little of the year: refresh it and enter the day as updated:"),
    )
    ONE_PAGE = "one-page", mark("one address stands for several periods: {periods}; each needs its own publication")
    TWO_TITLES = (
        "two-titles",
        mark("one address has several titles, and each counts: {titles}; what is one thing is entered once"),
    )
    ELSEWHERE = "elsewhere", mark("{url} is on none of the sites that openness.yaml names as official (sites:)")


class Oddity(NamedTuple):
    """An item that is odd; the facts are those that its sentence needs."""

    kind: Odd
    verdict: Verdict
    item: Item
    day: date | None = None
    due: date | None = None
    periods: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    url: str = ""


def find_oddities(assessment: Assessment) -> Iterator[Oddity]:
    """Yield each item that is dated oddly or lies elsewhere than on the body's own sites, in the order of the index."""
    for verdict in assessment.verdicts:
        yield from _of_periods(verdict)
        yield from _of_registers(verdict, assessment)
        yield from _of_titles(verdict)
        yield from _of_sites(verdict)


def _of_periods(verdict: Verdict) -> Iterator[Oddity]:
    dues = {own.period.label: own.due for own in verdict.periods}
    labels: dict[str, dict[str, Item]] = {}
    for judged in verdict.items:
        item = judged.item
        due = dues.get(item.period)
        if due is None or not judged.is_valid:
            continue
        if item.published is not None and due - item.published > EARLY:
            yield Oddity(Odd.EARLY, verdict, item, item.published, due)
        for url in item.urls:
            labels.setdefault(folded_address(url), {}).setdefault(item.period, item)
    for by_period in labels.values():
        if len(by_period) > 1:
            yield Oddity(
                Odd.ONE_PAGE,
                verdict,
                max(by_period.values(), key=attrgetter("place")),
                periods=tuple(sorted(by_period)),
            )


def _of_registers(verdict: Verdict, assessment: Assessment) -> Iterator[Oddity]:
    """Yield what proves many at once, or a share, and is no younger than the first month of the year."""
    rule, year = verdict.criterion.rule, assessment.workspace.year
    if not isinstance(rule, Count | Share) or assessment.day < date(year, 3, 1):
        return
    for judged in verdict.items:
        item = judged.item
        is_register = isinstance(rule, Share) or item.shows is not None
        if is_register and judged.is_valid and (day := last_refreshed(item, assessment.day)) < date(year, 2, 1):
            yield Oddity(Odd.JANUARY, verdict, item, day)


def _of_titles(verdict: Verdict) -> Iterator[Oddity]:
    """Yield what is counted more than once under one address: perhaps the same thing, entered in other words."""
    if not isinstance(verdict.criterion.rule, Count):
        return
    named: dict[str, dict[str, Item]] = {}
    for judged in verdict.items:
        for url in judged.item.urls if judged.is_valid else ():
            named.setdefault(folded_address(url), {}).setdefault(fold(judged.item.title), judged.item)
    told = set()
    for by_title in named.values():
        titles = tuple(sorted(item.title for item in by_title.values() if item.title))
        if len(by_title) > 1 and titles not in told:
            told.add(titles)
            yield Oddity(Odd.TWO_TITLES, verdict, max(by_title.values(), key=attrgetter("place")), titles=titles)


def _of_sites(verdict: Verdict) -> Iterator[Oddity]:
    """Yield what lies on no official site, though it counts: where it does not, that is a reason."""
    for judged in verdict.items:
        if Fault.OTHER_SITE not in judged.faults:
            for url in judged.item.elsewhere:
                yield Oddity(Odd.ELSEWHERE, verdict, judged.item, url=url)
