"""The units of an assessment that a command is asked about, and everything that has a day."""

from collections.abc import Iterable
from itertools import chain

from openness_cli.cli.parsing import owners_meant
from openness_cli.messages import _
from openness_cli.model.evidence import fold, is_of
from openness_cli.outlook.deadlines import Deadline, find_deadlines
from openness_cli.outlook.units import Unit, make_units, owners_of
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding, find


def units_of(assessment: Assessment, owner: str | None) -> tuple[tuple[Unit, ...], tuple[Deadline, ...]]:
    """Return the units that ``--owner`` names (all without it, ``-`` is nobody's), and every deadline.

    Raises UsageError where no unit is called so.
    """
    findings = find(assessment)
    deadlines = find_deadlines(assessment, findings)
    return _named(make_units(assessment, findings, deadlines), owner), deadlines


def names_asked(owner: str | None, owners: Iterable[str]) -> frozenset[str] | None:
    """Return the folded names of ``owners`` that ``--owner`` means, an empty one for nobody; None without one.

    Raises UsageError where nobody is called so.
    """
    if owner is None:
        return None
    if owner == "-":
        return frozenset({""})
    nothing = _("{where}: nothing in the evidence belongs to “{value}”; the owners are: {owners}")
    return owners_meant(owner, owners, nothing)


def owned_by(findings: Iterable[Finding], owner: str | None) -> frozenset[str] | None:
    """Return the criteria that an owner has, by their ids; None where nobody is asked for."""
    owners = {own.verdict.criterion.id: own.owners for own in findings}
    asked = names_asked(owner, chain.from_iterable(owners.values()))
    return None if asked is None else frozenset(name for name, own in owners.items() if is_of(own, asked))


def touched_by(assessment: Assessment, owner: str | None) -> frozenset[str] | None:
    """Return the criteria of which an owner has any part, by their ids; None where nobody is asked for."""
    if owner is None:
        return None
    owners = {own.verdict.criterion.id: owners_of(own, assessment) for own in find(assessment)}
    asked = names_asked(owner, chain.from_iterable(owners.values())) or ()
    return frozenset(name for name, own in owners.items() if is_of(own, asked))


def _named(units: tuple[Unit, ...], owner: str | None) -> tuple[Unit, ...]:
    asked = names_asked(owner, (unit.owner for unit in units if unit.owner))
    return tuple(unit for unit in units if asked is None or fold(unit.owner) in asked)
