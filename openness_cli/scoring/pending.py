"""What is counted on and least certain to come: pending points that nobody owns, or whose like was missed before."""

from collections.abc import Iterable
from typing import NamedTuple

from openness_cli.model.definitions import ZERO
from openness_cli.model.points import Hundredths, exact_sum, rounded_down
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.portions import PeriodState
from openness_cli.scoring.verdicts import Basis


class PendingTotal(NamedTuple):
    """Pending points, scaled, as shown: all, those without an owner, those of criteria that missed an earlier period.

    What has no owner and missed a period is among both.
    """

    total: Hundredths
    without_owner: Hundredths
    missed_before: Hundredths


def total_pending(findings: Iterable[Finding], basis: Basis, shown: Hundredths) -> PendingTotal:
    """Return what is pending on a basis, of which ``shown`` is shown in all."""
    pending = [(own, own.verdict.on(basis).pending * (own.scale or ZERO)) for own in findings]
    parts = (
        exact_sum(points for own, points in pending if not own.owners),
        exact_sum(points for own, points in pending if _has_missed(own)),
    )
    whole = exact_sum(points for _own, points in pending)
    unowned, missed = (shown if part == whole else min(rounded_down(part), shown) for part in parts)
    return PendingTotal(shown, unowned, missed)


def _has_missed(finding: Finding) -> bool:
    return any(own.claimed is not PeriodState.ON_TIME and not own.is_pending for own in finding.verdict.periods)
