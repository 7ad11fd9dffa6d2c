"""What became of the pages that have moved: where each is now, whether that opens, and which have no counterpart."""

from collections.abc import Container
from datetime import date
from typing import NamedTuple

from openness_cli.links.report import LinkResult, LinkRow
from openness_cli.model.availability import AddressState
from openness_cli.model.languages import Worded, mark
from openness_cli.model.sites import Sites


class Counterpart(Worded):
    """What is known of the new address of a page; the first three mean that as far as is known there is none."""

    NO_RULE = "no-rule", mark("no move is entered for it, though its site has moved")
    BROKEN = "broken", mark("the new address does not open")
    FAILED = "failed", mark("the new address did not open the last time")
    UNKNOWN = "unknown", mark("not known whether the new address opens")
    TO_COME = "to-come", mark("has not moved yet")
    OPENS = "opens", mark("the new address opens")

    @property
    def is_lacking(self) -> bool:
        """Whether the page has no counterpart, as far as is known."""
        return self in (Counterpart.NO_RULE, Counterpart.BROKEN, Counterpart.FAILED)


class MovedPage(NamedTuple):
    """A page of the evidence whose site has moved: its old address, as written where it is, and its last day there.

    ``row`` is of its new address, or of its only one where no move is entered; then there is no ``until``.
    """

    row: LinkRow
    old: str
    until: date | None
    counterpart: Counterpart

    @property
    def new(self) -> str:
        """The new address; empty where no move is entered."""
        return self.row.address.url if self.until else ""


class MovedResult(NamedTuple):
    """Every page that moved or was left behind, those without a counterpart first; ``links`` are all addresses."""

    links: LinkResult
    pages: tuple[MovedPage, ...]

    @property
    def hanging(self) -> bool:
        """Whether points hang on a new address that is broken."""
        return any(page.row.address.key in self.links.hanging for page in self.pages)

    @property
    def lacking(self) -> int:
        """How many pages have no counterpart, as far as is known."""
        return sum(page.counterpart.is_lacking for page in self.pages)


def moved_pages(links: LinkResult, names: Container[str] | None = None) -> MovedResult:
    """Find the pages that moved, of some criteria or of all."""
    sites, today = links.assessment.workspace.sites, links.today
    found = []
    for row in links.rows:
        address = row.address
        if names is None or any(name in names for name in address.criteria):
            if address.was_at:
                last = address.was_at[-1]
                written = [url for use in address.uses for url in use.item.written if sites.means(url) == address.url]
                old = next((url for url in written if url != address.url), last.url)
                found.append(MovedPage(row, old, last.until, _counterpart(row, last.until, today)))
            elif _is_left_behind(row, sites):
                found.append(MovedPage(row, address.url, None, Counterpart.NO_RULE))
    order = list(Counterpart)
    return MovedResult(links, tuple(sorted(found, key=lambda page: order.index(page.counterpart))))


def _is_left_behind(row: LinkRow, sites: Sites) -> bool:
    return bool(sites.moves) and sites.is_left_behind(row.address.url)


_OF_STATE = {
    AddressState.OK: Counterpart.OPENS,
    AddressState.BROKEN: Counterpart.BROKEN,
    AddressState.UNSTABLE: Counterpart.FAILED,
}


def _counterpart(row: LinkRow, until: date, today: date) -> Counterpart:
    if today <= until:
        return Counterpart.TO_COME
    return _OF_STATE.get(row.state.state, Counterpart.UNKNOWN)
