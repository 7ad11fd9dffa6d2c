"""A calendar as plain data: what is listed, by owner or by day, and what has no day."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from openness_cli.model.evidence import distinct, fold, is_of
from openness_cli.outlook.deadlines import Deadline, DeadlineKind
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.verdicts import Verdict


class By(Enum):
    """What a calendar is grouped by."""

    OWNER = "owner"
    DAY = "day"


class Undated(NamedTuple):
    """A criterion with points to win and no day to do it by, for the owners whose turn it is; nobody where none is."""

    finding: Finding
    owners: tuple[str, ...]


class OwnerGroup(NamedTuple):
    """What one owner has to do, next first, then what has no day; an empty name is nobody's."""

    owner: str
    deadlines: tuple[Deadline, ...]
    undated: tuple[Undated, ...] = ()


class DayGroup(NamedTuple):
    """What falls due on one day."""

    day: date
    deadlines: tuple[Deadline, ...]


class Calendar(NamedTuple):
    """Everything that was asked for, next first; ``whole`` lists what is not to be done as well.

    ``undated`` has no day, most points first. ``asked`` are the folded names of the owners that it is for; None is all.
    """

    assessment: Assessment
    deadlines: tuple[Deadline, ...]
    whole: bool
    undated: tuple[Undated, ...] = ()
    by: By = By.OWNER
    asked: frozenset[str] | None = None

    @property
    def listed(self) -> tuple[Deadline, ...]:
        """What is listed where not everything is."""
        return tuple(own for own in self.deadlines if self.whole or own.standing.is_to_do)

    @property
    def unlisted(self) -> tuple[Deadline, ...]:
        """What is left out because it is done or lost, or does not apply."""
        return tuple(own for own in self.deadlines if not (self.whole or own.standing.is_to_do))

    @property
    def evaluation(self) -> Deadline | None:
        """The evaluation itself; None once it is over."""
        return next((own for own in self.deadlines if own.kind is DeadlineKind.EVALUATION), None)

    @property
    def groups(self) -> tuple[OwnerGroup, ...]:
        """What is listed but for the evaluation: the owner with the next day first, what is nobody's last.

        What several own stands with each of them.
        """
        names: dict[str, str] = {}
        dated: dict[str, list[Deadline]] = {}
        undated: dict[str, list[Undated]] = {}
        for deadline in self.listed:
            if deadline.kind is not DeadlineKind.EVALUATION:
                for owner in deadline.owners or ("",):
                    dated.setdefault(_named(names, owner), []).append(deadline)
        for own in self.undated:
            for owner in own.owners or ("",):
                undated.setdefault(_named(names, owner), []).append(own)
        groups = (
            OwnerGroup(owner, tuple(dated.get(name, ())), tuple(undated.get(name, ())))
            for name, owner in names.items()
            if self.asked is None or name in self.asked
        )
        return tuple(sorted(groups, key=lambda group: (not group.owner, _next_day(group), fold(group.owner))))

    @property
    def days(self) -> tuple[DayGroup, ...]:
        """What is listed by its day, the evaluation on its own."""
        return tuple(DayGroup(day, tuple(own)) for day, own in groupby(self.listed, key=lambda each: each.due))

    def of_owners(self, owners: Collection[str]) -> "Calendar":
        """Return what some owners have to do, by their folded names; an empty one is nobody's. The evaluation stays."""
        dated = (own for own in self.deadlines if own.kind is DeadlineKind.EVALUATION or is_of(own.owners, owners))
        undated = (own for own in self.undated if is_of(own.owners, owners))
        return self._replace(deadlines=tuple(dated), undated=tuple(undated), asked=frozenset(owners))

    def where(self, matches: Callable[[Verdict], bool]) -> "Calendar":
        """Return what is of verdicts that match; the evaluation stays."""
        dated = (own for own in self.deadlines if own.verdict is None or matches(own.verdict))
        undated = (own for own in self.undated if matches(own.finding.verdict))
        return self._replace(deadlines=tuple(dated), undated=tuple(undated))

    def until(self, day: date) -> "Calendar":
        """Return what falls due up to a day, that day included; nothing of what has none."""
        return self._replace(deadlines=tuple(own for own in self.deadlines if own.due <= day), undated=())


def undated_of(findings: Iterable[Finding], deadlines: Iterable[Deadline]) -> tuple[Undated, ...]:
    """Return what wins points and has no day among the deadlines of its owners, most points first."""
    told: dict[str, set[str]] = {}
    for deadline in deadlines:
        if deadline.verdict is not None and deadline.standing.is_to_do:
            told.setdefault(deadline.verdict.criterion.id, set()).update(map(fold, deadline.owners or ("",)))
    found = []
    for finding in findings:
        dated = told.get(finding.verdict.criterion.id, set())
        left = tuple(owner for owner in finding.owners or ("",) if fold(owner) not in dated)
        if finding.at_stake and left:
            found.append(Undated(finding, tuple(filter(None, left))))
    return tuple(sorted(found, key=lambda own: -own.finding.at_stake))


def owners_of(owned: Iterable[Deadline | Undated]) -> tuple[str, ...]:
    """Return every owner that is named, once."""
    return distinct(owner for own in owned for owner in own.owners)


def _named(names: dict[str, str], owner: str) -> str:
    """Return the name that an owner is compared by, and keep the first of its spellings."""
    names.setdefault(fold(owner), owner)
    return fold(owner)


def _next_day(group: OwnerGroup) -> date:
    return min((own.due for own in group.deadlines if own.standing.is_to_do), default=date.max)
