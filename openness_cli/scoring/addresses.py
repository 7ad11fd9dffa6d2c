"""The addresses of the evidence: merged, in a stable order, with what hangs on each."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from openness_cli.model.availability import Address, AddressState, asked_key, state_of
from openness_cli.model.definitions import Criterion, PointsBasis, WordingBasis
from openness_cli.model.evidence import Item, distinct, fold
from openness_cli.model.sites import Sites, Stay
from openness_cli.scoring.assessment import Assessment


class Use(NamedTuple):
    """One item that names an address, and the criterion that it is put forward for."""

    criterion: Criterion
    item: Item
    owner: str


class LinkedAddress(NamedTuple):
    """An address at which something of the evidence is after all moves, with every item that means it.

    ``was_at`` is where it was before, and ``still_at`` where it is fetched as long as it has not moved; empty where
    that is ``url``. ``words`` are what its items ask that it shows: of others it is an address of its own.
    """

    url: str
    uses: tuple[Use, ...]
    was_at: tuple[Stay, ...] = ()
    still_at: tuple[str, ...] = ()
    words: str = ""

    @property
    def key(self) -> str:
        """What stands for it among states."""
        return asked_key(self.url, self.words)

    @property
    def host(self) -> str:
        """The name of the site, with its port where one is written."""
        return host_of(self.url)

    @property
    def fetched_at(self) -> tuple[str, ...]:
        """The addresses that are fetched for it."""
        return self.still_at or (self.url,)

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria that it is put forward for, each once."""
        return tuple(dict.fromkeys(use.criterion.id for use in self.uses))

    @property
    def basis(self) -> WordingBasis:
        """How certain the wording is of the least certain of its criteria."""
        return max((use.criterion.basis for use in self.uses), key=list(WordingBasis).index)

    @property
    def points_basis(self) -> PointsBasis:
        """Whether the points of all its criteria are published."""
        return max((use.criterion.points_basis for use in self.uses), key=list(PointsBasis).index)

    @property
    def places(self) -> tuple[str, ...]:
        """Where it stands in the officer's files, each place once."""
        return tuple(dict.fromkeys(str(use.item.place) for use in self.uses))

    @property
    def owner(self) -> str:
        """Who is named beside it."""
        return ", ".join(distinct(use.owner for use in self.uses))


_CONTROLS = 3
_AUTHORITY = re.compile(r"[a-z][a-z0-9+.-]*://([^/?#\\\n]*)", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def host_of(url: str) -> str:
    """Return the site of an address in small letters; the address itself where it has none."""
    match = _AUTHORITY.match(url)
    return (match[1].rpartition("@")[2].lower() if match else "") or url


def collect_addresses(
    assessment: Assessment, today: date | None = None, known: Iterable[str] = ()
) -> tuple[LinkedAddress, ...]:
    """Return every address of the evidence once: in the order of the index, then of the files and lines.

    They are to be fetched where they are ``today``; without one, after all moves. Of where they were before, what the
    evidence names is told, and what of that is ``known``. One of which several words are asked is there
    for each of these.
    """
    uses: dict[tuple[str, str], list[Use]] = {}
    for verdict in assessment.verdicts:
        evidence = verdict.evidence
        if evidence is None:
            continue
        for item in sorted(evidence.items, key=lambda item: item.place):
            action = assessment.workspace.actions.get(item.action or evidence.action)
            owner = item.owner or ", ".join(evidence.owners) or (action.owner if action else "")
            for url in item.urls:
                uses.setdefault((url, fold(item.contains)), []).append(Use(verdict.criterion, item, owner))
    addresses = tuple(
        LinkedAddress(url, tuple(named), words=named[0].item.contains) for (url, _words), named in uses.items()
    )
    sites = assessment.workspace.sites
    return _with_moves(addresses, sites, today, known) if sites.moves else addresses


def _with_moves(
    addresses: tuple[LinkedAddress, ...], sites: Sites, today: date | None, known: Iterable[str]
) -> tuple[LinkedAddress, ...]:
    """Tell of addresses where they were, and where they still are."""
    written = [url for own in addresses for use in own.uses for url in use.item.written or use.item.urls]
    stays: dict[str, dict[Stay, None]] = {}
    places: dict[str, dict[str, None]] = {}
    for url in dict.fromkeys((*written, *known)):
        was_at, end = sites.trail(url)
        stays.setdefault(end, {}).update(dict.fromkeys(was_at))
    for url in dict.fromkeys(written):
        places.setdefault(sites.means(url), {})[url if today is None else sites.at(url, today)] = None
    return tuple(
        own._replace(
            was_at=tuple(sorted(stays[own.url], key=lambda stay: (stay.until, stay.url))),
            still_at=tuple(places[own.url]) if today is not None and places[own.url] != {own.url: None} else (),
        )
        for own in addresses
    )


def control_addresses(
    everything: Iterable[LinkedAddress], chosen: Iterable[LinkedAddress], states: Mapping[str, Address]
) -> tuple[str, ...]:
    """Return an address of each of a few other sites that opened the last time: if they do not, the line is dead."""
    hosts = {host_of(url) for address in chosen for url in address.fetched_at}
    found: dict[str, str] = {}
    for address in everything:
        url = address.fetched_at[0]
        if host_of(url) not in hosts and state_of(states, address.url).state is AddressState.OK:
            found.setdefault(host_of(url), url)
    return tuple(found.values())[:_CONTROLS]


def addresses_to_fetch(addresses: Iterable[LinkedAddress]) -> list[str]:
    """Return where addresses are fetched, each once."""
    return list(dict.fromkeys(url for own in addresses for url in own.fetched_at))


def words_asked(addresses: Iterable[LinkedAddress]) -> dict[str, tuple[str, ...]]:
    """Return the words that pages have to show, by where these are fetched."""
    asked: dict[str, dict[str, None]] = {}
    for own in addresses:
        for url in own.fetched_at if own.words else ():
            asked.setdefault(url, {})[own.words] = None
    return {url: tuple(words) for url, words in asked.items()}
