"""Which items count on a day, which of them open, what is wrong with the others and holds points back."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple

from openness_cli.model.availability import Address, AddressState, asked_key, state_of
from openness_cli.model.definitions import Needs, NeedsSite, NeedsSource
from openness_cli.model.evidence import Item
from openness_cli.model.languages import Worded, mark
from openness_cli.model.periods import year_end
from openness_cli.scoring.file_formats import address_may_be, name_may_be


class Moment(NamedTuple):
    """The day that is scored, never later than the evaluation, and the year it belongs to."""

    day: date
    year: int
    evaluation: date

    @property
    def is_last(self) -> bool:
        """Whether the evaluation is today: nothing can fall due any more."""
        return self.day >= self.evaluation

    @property
    def deeds_are_closed(self) -> bool:
        """Whether the assessed year has ended: what was not done in it cannot be done any more."""
        return self.day > year_end(self.year)


class Fault(Worded):
    """Why an item that is understood does not count."""

    UNDATED = "undated", mark("no date")
    NOT_YET_PUBLISHED = "not-yet-published", mark("dated later")
    WITHOUT_SOURCE = "item-without-source", mark("no address or file")
    FILE_MISSING = "file-missing", mark("file missing")
    FILE_EMPTY = "file-empty", mark("empty file")
    WRONG_FORMAT = "wrong-format", mark("wrong format")
    OTHER_SITE = "other-site", mark("on another site")
    STALE = "stale", mark("too old")
    OUT_OF_PERIOD = "out-of-period", mark("not of its period")
    OTHER_YEAR = "other-year", mark("of another year")
    REPEATED = "repeated", mark("entered before")


class Opening(Enum):
    """Whether an item can be seen by others, as far as is known."""

    OPENED = "opened"
    FAILED = "failed"
    UNKNOWN = "unknown"


class JudgedItem(NamedTuple):
    """An item on a day. One that does not exist yet counts on no basis; a valid one has no fault.

    ``urls`` are those of its addresses that can prove anything: of the sort and format that is needed.
    """

    item: Item
    faults: tuple[Fault, ...]
    opening: Opening
    urls: tuple[str, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether the item was published by the day; one without a date always was."""
        return Fault.NOT_YET_PUBLISHED not in self.faults

    @property
    def keys(self) -> tuple[str, ...]:
        """What stands for its addresses, with the words that are asked of them."""
        words = self.item.contains
        return tuple(asked_key(url, words) for url in self.urls) if words else self.urls

    @property
    def is_valid(self) -> bool:
        """Whether the item supports its claim."""
        return not self.faults


class Lack(NamedTuple):
    """Something that holds points back.

    Without ``items`` it is no item that is wrong: one is lacking, or the claim is. Else those items have to be mended,
    or some of them: any that show ``least`` together, each as many as stand beside it.
    """

    items: tuple[tuple[int, JudgedItem], ...] = ()
    least: int = 1


def of_carriers(items: Iterable[JudgedItem]) -> Iterator[Lack]:
    """Yield what is wrong where one valid item that opens is enough: any one of them would do."""
    items = tuple(items)
    if not any(map(is_good, items)):
        yield Lack(tuple((1, judged) for judged in items))


def is_good(judged: JudgedItem) -> bool:
    """Tell whether an item counts and is not known to be broken."""
    return judged.is_valid and judged.opening is not Opening.FAILED


def is_on_time(published: date | None, due: date) -> bool:
    """Tell whether something was published by its due date; without a date it is taken to have been."""
    return published is None or published <= due


def last_refreshed(item: Item, day: date) -> date:
    """Return when an item was last published or refreshed, as known on a day; one without a date is of that day."""
    published, updated = item.published or day, item.updated
    return updated if updated is not None and published < updated <= day else published


def last_fresh_day(item: Item, day: date, fresh_days: int) -> date:
    """Return the last day on which an item is not too old, as known on a day."""
    return last_refreshed(item, day) + timedelta(days=fresh_days)


def of_the_year(judged: JudgedItem, moment: Moment, *, is_deed: bool) -> JudgedItem:
    """Mark what is not of the year assessed: a deed by the day it took place, a proof by its last refresh."""
    item = judged.item
    held = item.held or item.published
    if is_deed and held is not None:
        if held.year != moment.year:
            return judged._replace(faults=(*judged.faults, Fault.OUT_OF_PERIOD))
        if held > moment.day and judged.exists:
            return judged._replace(faults=(*judged.faults, Fault.NOT_YET_PUBLISHED))
    elif item.published is not None and last_refreshed(item, moment.day).year < moment.year:
        return judged._replace(faults=(*judged.faults, Fault.OUT_OF_PERIOD))
    return judged


def shown_number(item: Item) -> int:
    """Return how many one item proves where many are counted."""
    return 1 if item.shows is None else item.shows


def content_of(item: Item) -> tuple[object, ...]:
    """Return all that an item says, to be sorted by: what a refresh changes comes last, its place is left out."""
    what = (item.title, item.file, tuple(sorted(item.urls)), item.part, item.period, item.owner, item.action)
    return (*what, str(item.shows), str(item.published), str(item.updated), str(item.held), item.contains)


def judge_each(
    items: Iterable[Item], needs: Needs, states: Mapping[str, Address], moment: Moment
) -> tuple[JudgedItem, ...]:
    """Judge items by what is needed of each, whatever the others are and whatever it is put forward for."""
    judged = []
    for item in items:
        urls, is_filed = _addresses(item, needs, states), has_file(item, needs)
        faults = _faults(item, needs, moment, has_source=is_filed or bool(urls))
        # a file that counts is there for whoever looks, whatever became of an address beside it
        opening = Opening.OPENED if is_filed else _opening(urls, item.contains, states)
        judged.append(JudgedItem(item, faults, opening, urls))
    return tuple(judged)


def has_file(item: Item, needs: Needs) -> bool:
    """Tell whether an item has a file that can prove anything: there, of the right sort and format."""
    return (
        item.file_exists
        and needs.source is not NeedsSource.URL
        and (not needs.formats or name_may_be(item.file, needs.formats))
    )


def _addresses(item: Item, needs: Needs, states: Mapping[str, Address]) -> tuple[str, ...]:
    """Return the addresses that can prove anything: of the right sort, site and format."""
    urls = _addresses_of_site(item, needs)
    if not needs.formats:
        return urls
    return tuple(url for url in urls if address_may_be(url, state_of(states, url).content_type, needs.formats))


def _addresses_of_site(item: Item, needs: Needs) -> tuple[str, ...]:
    """Return the addresses that are where they have to be."""
    if needs.source is NeedsSource.FILE:
        return ()
    if item.elsewhere and needs.site is NeedsSite.OFFICIAL:
        return tuple(url for url in item.urls if url not in item.elsewhere)
    return item.urls


def _faults(item: Item, needs: Needs, moment: Moment, *, has_source: bool) -> tuple[Fault, ...]:
    found = []
    if item.published is None:
        found.append(Fault.UNDATED)
    elif item.published > moment.day:
        found.append(Fault.NOT_YET_PUBLISHED)
    if not has_source:
        found.append(_source_fault(item, needs))
    fresh = needs.fresh_days
    if fresh is not None and item.published and (moment.day - last_refreshed(item, moment.day)).days > fresh:
        found.append(Fault.STALE)
    return tuple(found)


def _source_fault(item: Item, needs: Needs) -> Fault:
    named_file = item.file if needs.source is not NeedsSource.URL else ""
    if _addresses_of_site(item, needs) or (named_file and item.file_exists):
        return Fault.WRONG_FORMAT
    if item.elsewhere and needs.site is NeedsSite.OFFICIAL:
        return Fault.OTHER_SITE
    return absence_of(item) if named_file else Fault.WITHOUT_SOURCE


def absence_of(item: Item) -> Fault:
    """Return what is wrong with the file of an item where it proves nothing because of itself."""
    return Fault.FILE_EMPTY if item.file_is_empty else Fault.FILE_MISSING


def _opening(urls: tuple[str, ...], words: str, states: Mapping[str, Address]) -> Opening:
    known = [states[url] for url in urls if url in states] if not words else [state_of(states, u, words) for u in urls]
    if any(address.opens for address in known):
        return Opening.OPENED
    broken = sum(address.state is AddressState.BROKEN for address in known)
    return Opening.FAILED if urls and broken == len(urls) else Opening.UNKNOWN
