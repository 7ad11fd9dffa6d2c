"""The results of ``openness links`` as plain data: what opens, what hangs on the rest, what the log proves."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from openness_cli.links.checker import Fetched, Run
from openness_cli.links.hash_chain import Chain
from openness_cli.links.impact import Impact
from openness_cli.links.uptime import Uptime
from openness_cli.model.availability import Address, AddressState, Fixer, LogFile, cause_named, state_of
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.scoring.addresses import LinkedAddress, host_of
from openness_cli.scoring.assessment import Assessment

NOTHING_RUN = Run({}, (), line_is_down=False)


class LinkRow(NamedTuple):
    """One address: its state by the log, what hangs on it alone, and what this run found, if it was fetched."""

    address: LinkedAddress
    state: Address
    points: Hundredths
    fetched: Fetched | None

    @property
    def fixer(self) -> Fixer | None:
        """Who can mend it; None where it opens, or the cause is not one of ours."""
        return fixer_named(self.state.cause)

    @property
    def does_not_open(self) -> bool:
        """Whether it failed the last time that it was checked: broken, or not yet."""
        return self.state.state in (AddressState.BROKEN, AddressState.UNSTABLE)

    @property
    def is_unchecked(self) -> bool:
        """Whether nothing counts either way: blocked, refused, never fetched."""
        return self.state.state in (AddressState.BLOCKED, AddressState.REFUSED, AddressState.UNCHECKED)


def fixer_named(cause: str) -> Fixer | None:
    """Return who can mend what a word of the log names; None where it is not one of ours."""
    known = cause_named(cause)
    return known.fixer if known else None


class Site(NamedTuple):
    """Addresses of one site that do not open for one cause, and the points that hang on them together, scaled."""

    host: str
    rows: tuple[LinkRow, ...]
    points: Hundredths


class CauseGroup(NamedTuple):
    """Everything that does not open for one cause, by site. ``is_unchecked``: it does not count either way.

    ``cause`` is a word of the log, and empty for what was never fetched.
    """

    cause: str
    is_unchecked: bool
    fixer: Fixer | None
    sites: tuple[Site, ...]
    points: Hundredths


class LinkResult(NamedTuple):
    """A run over the addresses, in one language; ``began`` in UTC, ``zone`` is that of the index.

    ``points_not_opening`` and ``points_unchecked`` hang together on all that failed, or could not be checked;
    ``points_together`` are those of the first that hang on several groups and on none of them alone.
    """

    tool_version: str
    language: str
    assessment: Assessment
    began: datetime
    zone: tzinfo
    rows: tuple[LinkRow, ...]
    groups: tuple[CauseGroup, ...]
    points_not_opening: Hundredths
    points_together: Hundredths
    points_unchecked: Hundredths
    run: Run
    log: tuple[LogFile, ...]

    def count(self, *states: AddressState) -> int:
        """Return how many addresses are in one of the states."""
        return sum(row.state.state in states for row in self.rows)

    @property
    def today(self) -> date:
        """The day of the run, in the zone of the index."""
        return self.began.astimezone(self.zone).date()

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every site, in the order of the addresses."""
        return tuple(dict.fromkeys(row.address.host for row in self.rows))

    @property
    def is_whole(self) -> bool:
        """Whether this run could check all that it was to check."""
        alone = frozenset(self.run.left_alone)
        return not self.run.line_is_down and not any(
            row.is_unchecked or row.address.url in alone or (row.fetched and not row.fetched.was_checked)
            for row in self.rows
        )

    @property
    def certificates(self) -> dict[str, str]:
        """The end of the certificate of each site that a fetch of this run ended on."""
        ends: dict[str, str] = {}
        for row in self.rows:
            if row.fetched and row.fetched.tls_expires:
                ends.setdefault(host_of(row.fetched.final_url or row.address.url), row.fetched.tls_expires)
        return ends


class UptimeResult(NamedTuple):
    """The record of the log with what it is about, in one language.

    ``chain_holds``: every file of the log could be read, and every line of it fits; there is at least one.
    """

    tool_version: str
    language: str
    assessment: Assessment
    zone: tzinfo
    record: Uptime
    chains: Mapping[str, Chain]
    chain_holds: bool
    log: tuple[LogFile, ...]


def make_link_result(  # noqa: PLR0913  (one part a column of the result)
    assessment: Assessment,
    addresses: Iterable[LinkedAddress],
    states: Mapping[str, Address],
    log: Iterable[LogFile],
    *,
    run: Run,
    began: datetime,
    zone: tzinfo,
    language: str,
    tool_version: str,
) -> LinkResult:
    """Put together everything that any format shows. ``states`` are those of today, with all that the run found."""
    stakes = Impact(assessment)
    rows = tuple(
        LinkRow(
            address,
            state_of(states, address.url),
            rounded_down(stakes.points([address])),
            run.last.get(address.url),
        )
        for address in addresses
    )
    groups, apart = _groups(stakes, rows)
    not_opening = stakes.points(row.address for row in rows if row.does_not_open)
    return LinkResult(
        tool_version=tool_version,
        language=language,
        assessment=assessment,
        began=began,
        zone=zone,
        rows=rows,
        groups=groups,
        points_not_opening=rounded_down(not_opening),
        points_together=rounded_down(max(not_opening - apart, Fraction(0))),
        points_unchecked=rounded_down(stakes.points(row.address for row in rows if row.is_unchecked)),
        run=run,
        log=tuple(log),
    )


def _groups(stakes: Impact, rows: Iterable[LinkRow]) -> tuple[tuple[CauseGroup, ...], Fraction]:
    """Group what does not open by cause, then by site: what failed first, and of that what is worth most.

    Beside the groups stands the sum of what hangs on each site of those that failed.
    """
    by_cause: dict[tuple[bool, str], dict[str, list[LinkRow]]] = {}
    for row in rows:
        if row.state.state is not AddressState.OK:
            sites = by_cause.setdefault((row.is_unchecked, row.state.cause), {})
            sites.setdefault(row.address.host, []).append(row)

    def worth(own: Iterable[LinkRow]) -> Fraction:
        return stakes.points(row.address for row in own)

    groups, apart = [], Fraction(0)
    for (unchecked, cause), sites in by_cause.items():
        worths = {host: worth(own) for host, own in sites.items()}
        apart += Fraction(0) if unchecked else sum(worths.values(), Fraction(0))
        order = sorted(sites, key=lambda host: (-worths[host], -len(sites[host])))
        own = tuple(Site(host, tuple(sites[host]), rounded_down(worths[host])) for host in order)
        total = worth(chain.from_iterable(sites.values()))
        groups.append((unchecked, -total, CauseGroup(cause, unchecked, fixer_named(cause), own, rounded_down(total))))
    return tuple(group for _unchecked, _points, group in sorted(groups, key=lambda entry: entry[:2])), apart
