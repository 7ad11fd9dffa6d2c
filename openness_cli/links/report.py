"""The results of ``openness links`` as plain data: what opens, what hangs on the rest, what the log proves."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from openness_cli.links.asked import asked_for
from openness_cli.links.checker import Fetched, Run
from openness_cli.links.hash_chain import Chain
from openness_cli.links.uptime import Uptime
from openness_cli.model.availability import Address, AddressState, Fixer, LogFile, cause_named, state_of
from openness_cli.model.definitions import ZERO
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.scoring.addresses import LinkedAddress, host_of
from openness_cli.scoring.assessment import Assessment, setting_of, verdict_on
from openness_cli.scoring.items import JudgedItem, Opening
from openness_cli.scoring.kinds import judge_items
from openness_cli.scoring.verdicts import Verdict

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
        known = cause_named(self.state.cause)
        return known.fixer if known else None

    @property
    def does_not_open(self) -> bool:
        """Whether it failed the last time that it was checked: broken, or not yet."""
        return bool(self.state.failures)

    @property
    def is_unchecked(self) -> bool:
        """Whether nothing counts either way: blocked, refused, never fetched."""
        return self.state.state in (AddressState.BLOCKED, AddressState.REFUSED, AddressState.UNCHECKED)


class Site(NamedTuple):
    """Addresses of one site that do not open for one cause, and the points that hang on them together, scaled."""

    host: str
    rows: tuple[LinkRow, ...]
    points: Hundredths


class CauseGroup(NamedTuple):
    """Everything that does not open for one cause, by site."""

    cause: str  # a word of the log; empty for what was never fetched
    is_unchecked: bool  # it does not count either way
    is_unsteady: bool  # it opened the last time, and too seldom before
    fixer: Fixer | None
    sites: tuple[Site, ...]
    points: Hundredths


class LinkResult(NamedTuple):
    """A run over the addresses, in one language; ``began`` in UTC, ``zone`` is that of the index."""

    tool_version: str
    language: str
    assessment: Assessment
    began: datetime
    zone: tzinfo
    rows: tuple[LinkRow, ...]
    groups: tuple[CauseGroup, ...]
    points_not_opening: Hundredths  # those that hang together on all that failed
    points_together: Hundredths  # of these, what hangs on several groups and on none of them alone
    points_unchecked: Hundredths  # those that hang together on all that could not be checked
    points_unsteady: Hundredths  # those that hang together on all that opened the last time, and too seldom before
    run: Run
    log: tuple[LogFile, ...]
    hanging: frozenset[str] = frozenset()  # what is broken, and points hang on it and on what is broken besides

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
            row.is_unchecked
            or not alone.isdisjoint(row.address.fetched_at)
            or (row.fetched and not row.fetched.was_checked)
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
    """The record of the log with what it is about, in one language."""

    tool_version: str
    language: str
    assessment: Assessment
    zone: tzinfo
    record: Uptime
    chains: Mapping[str, Chain]
    chain_holds: bool  # every file of the log could be read, and every line of it fits; there is at least one
    log: tuple[LogFile, ...]


class Impact:
    """What hangs on addresses: the evidenced points that go, scaled, if some do not open and every other one does.

    What hangs on two addresses together is not the sum of what hangs on each: one item carries a whole claim.
    """

    def __init__(self, assessment: Assessment) -> None:
        """Look at every criterion once, with all its addresses open."""
        self._setting = setting_of(assessment.workspace, assessment.day)
        self._criteria: dict[str, _Open] = {}
        self._items: dict[str, list[tuple[str, int]]] = {}
        for verdict in assessment.verdicts:
            evidence, scale = verdict.evidence, assessment.scales[verdict.indicator.id]
            if evidence is None or not scale:
                continue
            name = verdict.criterion.id
            unknown = judge_items(verdict.criterion, evidence, {}, self._setting.moment)
            # what is not known to open without any state hangs on addresses; all else on files
            for position, judged in enumerate(unknown):
                for url in judged.keys if judged.opening is Opening.UNKNOWN else ():
                    self._items.setdefault(url, []).append((name, position))
            items = tuple(judged._replace(opening=Opening.OPENED) if judged.urls else judged for judged in unknown)
            numbers: dict[tuple[object, ...], int] = {}
            kinds = tuple(numbers.setdefault(_scored(judged), len(numbers)) for judged in items)
            self._criteria[name] = _Open(verdict, scale, items, kinds)
        self._known: dict[tuple[str, tuple[int, ...]], Fraction] = {}

    def points(self, addresses: Iterable[LinkedAddress]) -> Fraction:
        """Return what hangs on these addresses together."""
        failed = self._failing({address.key for address in addresses})
        return sum((self._lost(name, positions) for name, positions in failed.items()), ZERO)

    def bearing(self, addresses: Iterable[LinkedAddress]) -> frozenset[str]:
        """Return those of some addresses on which points hang, alone or with the others."""
        found: set[str] = set()
        for name, positions in self._failing({address.key for address in addresses}).items():
            lost, own = self._lost(name, positions), self._criteria[name]
            one_of_kind = {own.kinds[position]: position for position in positions} if lost else {}
            telling = {
                kind
                for kind, position in one_of_kind.items()
                if len(one_of_kind) > _MOST_KINDS
                or self._lost(name, {position})
                or self._lost(name, {other for other in positions if own.kinds[other] != kind}) < lost
            } or one_of_kind.keys()
            found.update(url for n in positions if own.kinds[n] in telling for url in own.items[n].keys)
        return frozenset(found)

    def _failing(self, dead: set[str]) -> dict[str, set[int]]:
        """Return, by criterion, the items that fail where these addresses do."""
        failed: dict[str, set[int]] = {}
        for url in dead:
            for name, position in self._items.get(url, ()):
                if dead.issuperset(self._criteria[name].items[position].keys):
                    failed.setdefault(name, set()).add(position)
        return failed

    def _lost(self, name: str, positions: set[int]) -> Fraction:
        """Return what a criterion loses; items that differ in nothing that is scored are as good as one another."""
        own = self._criteria[name]
        key = (name, tuple(sorted([own.kinds[position] for position in positions])))
        if key not in self._known:
            items = tuple(
                judged._replace(opening=Opening.FAILED) if position in positions else judged
                for position, judged in enumerate(own.items)
            )
            was = own.verdict
            verdict = verdict_on(was.indicator, was.criterion, was.evidence, items, self._setting)
            self._known[key] = verdict.failed * own.scale
        return self._known[key]


# of more that differ not each is asked whether it is the one
_MOST_KINDS = 50


class _Open(NamedTuple):
    """A criterion with every address open."""

    verdict: Verdict
    scale: Fraction
    items: tuple[JudgedItem, ...]
    kinds: tuple[int, ...]  # items of one kind differ in nothing that is scored


def _scored(judged: JudgedItem) -> tuple[object, ...]:
    """Return what is scored of an item, the same for equal ones."""
    item = judged.item
    # elsewhere dates decide whether an item is valid, and that is judged already
    published = item.published if item.period else None
    return (item.part, item.period, item.shows, published, judged.faults)


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
            state_of(states, address.url, address.words),
            rounded_down(stakes.points([address])),
            next((asked_for(run.last[url], address.words) for url in address.fetched_at if url in run.last), None),
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
        points_together=rounded_down(max(not_opening - apart, ZERO)),
        points_unchecked=rounded_down(stakes.points(row.address for row in rows if row.is_unchecked)),
        points_unsteady=rounded_down(stakes.points(row.address for row in rows if row.state.unsteady)),
        run=run,
        log=tuple(log),
        hanging=stakes.bearing(row.address for row in rows if row.state.state is AddressState.BROKEN),
    )


def _groups(stakes: Impact, rows: Iterable[LinkRow]) -> tuple[tuple[CauseGroup, ...], Fraction]:
    """Group by cause and site, what failed first; add up what hangs on each site that failed."""
    by_cause: dict[tuple[bool, bool, str], dict[str, list[LinkRow]]] = {}
    for row in rows:
        if row.state.state is not AddressState.OK:
            kind = (row.is_unchecked, row.state.unsteady is not None, row.state.cause)
            sites = by_cause.setdefault(kind, {})
            sites.setdefault(row.address.host, []).append(row)

    def worth(own: Iterable[LinkRow]) -> Fraction:
        return stakes.points(row.address for row in own)

    groups, apart = [], ZERO
    for (unchecked, unsteady, cause), sites in by_cause.items():
        worths = {host: worth(own) for host, own in sites.items()}
        apart += ZERO if unchecked or unsteady else sum(worths.values())
        order = sorted(sites, key=lambda host: (-worths[host], -len(sites[host])))
        own = tuple(Site(host, tuple(sites[host]), rounded_down(worths[host])) for host in order)
        total = worth(chain.from_iterable(sites.values()))
        group = CauseGroup(cause, unchecked, unsteady, own[0].rows[0].fixer, own, rounded_down(total))
        groups.append(((unchecked, unsteady, -total), group))
    return tuple(group for _order, group in sorted(groups, key=lambda entry: entry[0])), apart
