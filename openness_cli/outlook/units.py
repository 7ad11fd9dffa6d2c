"""What each unit has to do with the score: its criteria, what is at stake with it, its dead links, what is next."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO
from openness_cli.model.evidence import distinct, fold
from openness_cli.model.points import exact_sum
from openness_cli.outlook.deadlines import Deadline, DeadlineKind, Standing
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.reasons import Reason, ReasonCode


class Unit(NamedTuple):
    """One owner; an empty name is nobody's. What several own stands with each of them.

    ``criteria`` are the findings of those that apply and of which it owns a claim, an item or the action; ``points`` is
    what these are worth in all, scaled, ``at_stake`` what is at stake where it is its turn. ``dead_links`` are its
    addresses that are known not to open. ``overdue`` is how many of its due dates are past and still win something;
    ``next_due`` the next one that is to come. ``email`` is where it is written to, where the workspace says so.
    """

    owner: str
    criteria: tuple[Finding, ...]
    points: Fraction
    at_stake: Fraction
    dead_links: frozenset[str]
    overdue: int
    next_due: date | None
    email: str = ""

    def is_one_of(self, owners: Iterable[str]) -> bool:
        """Tell whether something that these own is the unit's; what nobody owns is nobody's."""
        return _has(self.owner, owners)


def make_units(assessment: Assessment, findings: Iterable[Finding], deadlines: Iterable[Deadline]) -> tuple[Unit, ...]:
    """Return a unit for each owner, the one with most at stake first, and nobody last; ``findings`` are all there are.

    There is a unit for nobody only where something is nobody's, and one for each that the workspace names, whether or
    not it owns anything.
    """
    findings = tuple(own for own in findings if own.scale is not None and own.verdict.applicability.is_scored)
    named = {own.verdict.criterion.id: owners_of(own, assessment) or ("",) for own in findings}
    # somebody has a part in it, and yet it is nobody's turn
    for own in findings:
        if own.at_stake and not own.owners and "" not in named[own.verdict.criterion.id]:
            named[own.verdict.criterion.id] += ("",)
    dated = tuple(own for own in deadlines if own.kind is not DeadlineKind.EVALUATION)
    owners = {fold(owner): owner for owner in distinct(owner for names in named.values() for owner in names)}
    if any("" in names for names in named.values()):
        owners[""] = ""
    known = {fold(unit.name): unit for unit in assessment.workspace.units}
    for name, unit in known.items():
        owners.setdefault(name, unit.name)
    units = [
        _unit(owner, findings, named, dated)._replace(email=known[name].email if name in known else "")
        for name, owner in owners.items()
    ]
    return tuple(sorted(units, key=lambda unit: (not unit.owner, not unit.criteria, -unit.at_stake, fold(unit.owner))))


def owners_of(finding: Finding, assessment: Assessment) -> tuple[str, ...]:
    """Return everybody who owns something of a criterion: claims, items, the actions that it names, what it lacks."""
    evidence = finding.verdict.evidence
    if evidence is None:
        return finding.owners
    actions = assessment.workspace.actions
    ids = (evidence.action, *(item.action for item in evidence.items))
    of_actions = (actions[name].owner for name in ids if name in actions)
    named = (*evidence.owners, *(item.owner for item in evidence.items), *of_actions, *finding.owners)
    return distinct(owner for owner in named if owner)


def _unit(
    owner: str, findings: Iterable[Finding], named: dict[str, tuple[str, ...]], deadlines: Iterable[Deadline]
) -> Unit:
    criteria = tuple(own for own in findings if fold(owner) in map(fold, named[own.verdict.criterion.id]))
    turns = [own for own in criteria if _has(owner, own.owners)]
    dues = [own for own in deadlines if _has(owner, own.owners)]
    coming = [own.due for own in dues if own.standing is Standing.COMING]
    coming += [own.due for own in turns if own.due is not None]
    return Unit(
        owner=owner,
        criteria=criteria,
        points=exact_sum(own.verdict.criterion.possible * (own.scale or ZERO) for own in criteria),
        at_stake=exact_sum(own.at_stake for own in turns),
        dead_links=frozenset(reason.url for own in criteria for reason in _dead(own, owner)),
        overdue=sum(own.standing is Standing.OVERDUE for own in dues),
        next_due=min(coming, default=None),
    )


def _has(owner: str, owners: Iterable[str]) -> bool:
    names = [fold(name) for name in owners]
    return fold(owner) in names if owner else not names


def _dead(finding: Finding, owner: str) -> Iterator[Reason]:
    claimed = finding.verdict.evidence.owners if finding.verdict.evidence else ()
    for reason in finding.reasons:
        own = (reason.item.owner,) if reason.item is not None and reason.item.owner else claimed
        if reason.code is ReasonCode.LINK_DEAD and _has(owner, own):
            yield reason
