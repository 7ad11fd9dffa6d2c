"""The addresses of the evidence: merged, in a stable order, with what hangs on each."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from openness_cli.model.availability import Address, AddressState, state_of
from openness_cli.model.definitions import Criterion, PointsBasis, WordingBasis
from openness_cli.model.evidence import Item, distinct
from openness_cli.scoring.assessment import Assessment


class Use(NamedTuple):
    """One item that names an address, and the criterion that it is put forward for."""

    criterion: Criterion
    item: Item
    owner: str


class LinkedAddress(NamedTuple):
    """An address as it stands in the evidence, with every item that names it."""

    url: str
    uses: tuple[Use, ...]

    @property
    def host(self) -> str:
        """The name of the site, with its port where one is written."""
        return host_of(self.url)

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
_AUTHORITY = re.compile(r"[a-z][a-z0-9+.-]*://([^/?#\\]*)", re.IGNORECASE)


@lru_cache(maxsize=100_000)
def host_of(url: str) -> str:
    """Return the site of an address in small letters; the address itself where it has none."""
    match = _AUTHORITY.match(url)
    return (match[1].rpartition("@")[2].lower() if match else "") or url


def collect_addresses(assessment: Assessment) -> tuple[LinkedAddress, ...]:
    """Return every address of the evidence once: in the order of the index, then of the files and lines."""
    uses: dict[str, list[Use]] = {}
    for verdict in assessment.verdicts:
        evidence = verdict.evidence
        if evidence is None:
            continue
        for item in sorted(evidence.items, key=lambda item: item.place):
            action = assessment.workspace.actions.get(item.action or evidence.action)
            owner = item.owner or ", ".join(evidence.owners) or (action.owner if action else "")
            for url in item.urls:
                uses.setdefault(url, []).append(Use(verdict.criterion, item, owner))
    return tuple(LinkedAddress(url, tuple(named)) for url, named in uses.items())


def control_addresses(
    everything: Iterable[LinkedAddress], chosen: Iterable[LinkedAddress], states: Mapping[str, Address]
) -> tuple[str, ...]:
    """Return an address of each of a few other sites that opened the last time: if they do not, the line is dead."""
    hosts = {address.host for address in chosen}
    found: dict[str, str] = {}
    for address in everything:
        if address.host not in hosts and state_of(states, address.url).state is AddressState.OK:
            found.setdefault(address.host, address.url)
    return tuple(found.values())[:_CONTROLS]
