"""The units of an assessment that a command is asked about, and everything that has a day."""

from openness_cli.cli.parsing import owners_meant
from openness_cli.messages import _
from openness_cli.model.evidence import fold
from openness_cli.outlook.deadlines import Deadline, find_deadlines
from openness_cli.outlook.units import Unit, make_units
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import find


def units_of(assessment: Assessment, owner: str | None) -> tuple[tuple[Unit, ...], tuple[Deadline, ...]]:
    """Return the units that ``--owner`` names (all without it, ``-`` is nobody's), and every deadline.

    Raises UsageError where no unit is called so.
    """
    findings = find(assessment)
    deadlines = find_deadlines(assessment, findings)
    return _named(make_units(assessment, findings, deadlines), owner), deadlines


def _named(units: tuple[Unit, ...], owner: str | None) -> tuple[Unit, ...]:
    if owner is None:
        return units
    if owner == "-":
        return tuple(unit for unit in units if not unit.owner)
    nothing = _("{where}: nothing in the evidence belongs to “{value}”; the owners are: {owners}")
    meant = owners_meant(owner, (unit.owner for unit in units if unit.owner), nothing)
    return tuple(unit for unit in units if fold(unit.owner) in meant)
