"""A calendar as plain data: what is listed, by owner."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from openness_cli.model.evidence import distinct, fold
from openness_cli.outlook.deadlines import Deadline, DeadlineKind
from openness_cli.scoring.assessment import Assessment


class OwnerGroup(NamedTuple):
    """What one owner has to do, next first; an empty name is nobody's."""

    owner: str
    deadlines: tuple[Deadline, ...]


class Calendar(NamedTuple):
    """Everything that was asked for, next first; ``whole`` lists what is not to be done as well."""

    assessment: Assessment
    deadlines: tuple[Deadline, ...]
    whole: bool

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
        by_owner: dict[str, tuple[str, list[Deadline]]] = {}
        for own in self.listed:
            if own.kind is not DeadlineKind.EVALUATION:
                for owner in own.owners or ("",):
                    by_owner.setdefault(fold(owner), (owner, []))[1].append(own)
        groups = (OwnerGroup(owner, tuple(deadlines)) for owner, deadlines in by_owner.values())
        return tuple(sorted(groups, key=lambda group: (not group.owner, _next_day(group), fold(group.owner))))


def owners_of(deadlines: Iterable[Deadline]) -> tuple[str, ...]:
    """Return every owner that is named, once."""
    return distinct(owner for own in deadlines for owner in own.owners)


def _next_day(group: OwnerGroup) -> date:
    return min((own.due for own in group.deadlines if own.standing.is_to_do), default=date.max)
