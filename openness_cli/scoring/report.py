"""One result as plain data: every format prints this and nothing else, so no two of them can disagree."""

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.availability import LogFile
from openness_cli.model.definitions import BandName, Certainty, Indicator
from openness_cli.model.points import Hundredths, Shown, Total, rounded_down, shown
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.findings import Finding, find, find_gaps
from openness_cli.scoring.gates import Demands, Gate, check
from openness_cli.scoring.headline import Headline, headline_of
from openness_cli.scoring.jobs import Worth, worth_of_actions
from openness_cli.scoring.losses import LossTotal, total_lost
from openness_cli.scoring.pending import PendingTotal, total_pending
from openness_cli.scoring.score_range import ScoreRange, make_range
from openness_cli.scoring.verdicts import Basis, Outcome


class IndicatorRow(NamedTuple):
    """One indicator, scaled: shown points on each basis."""

    indicator: Indicator
    scale: Fraction | None
    on: dict[Basis, Shown]


class CriterionRow(NamedTuple):
    """One criterion, never scaled but for ``at_stake``: shown points on each basis and the finding.

    ``is_only_unknown``: on the report's basis nothing is short but what is not known to open.
    """

    finding: Finding
    outcome: Outcome
    on: dict[Basis, Shown]
    at_stake: Hundredths
    is_only_unknown: bool


class Report(NamedTuple):
    """A whole result in one language."""

    tool_version: str
    language: str
    assessment: Assessment
    demands: Demands
    totals: dict[Basis, Total]
    shown: dict[Basis, Shown]
    reachable_band: BandName
    indicators: tuple[IndicatorRow, ...]
    criteria: tuple[CriterionRow, ...]
    gaps: tuple[CriterionRow, ...]
    at_stake: Hundredths
    headline: Headline
    lost: LossTotal
    pending: PendingTotal
    actions: tuple[Worth, ...]
    certainty: Certainty
    range: ScoreRange | None
    gate: Gate
    log: tuple[LogFile, ...]

    @property
    def basis(self) -> Basis:
        """The basis of outcome, pending, open, lost and of the gate."""
        return self.demands.basis

    @property
    def short_of_best(self) -> Hundredths:
        """By how much the headline is short of the best colour; 0 where it has that."""
        best = self.assessment.index.bands[0]
        is_best = self.headline.band is best.name
        return Hundredths(0) if is_best else Hundredths(rounded_down(best.minimum) - self.headline.total)

    @property
    def reachable(self) -> Hundredths:
        """The best total left, on the basis of the gate."""
        return self.shown[self.basis].reachable


def make_report(
    assessment: Assessment, demands: Demands, log: Iterable[LogFile], language: str, tool_version: str
) -> Report:
    """Put together everything that any format shows."""
    findings = find(assessment, demands.basis)
    rows = {finding.verdict.criterion.id: _row(finding, demands.basis) for finding in findings}
    gaps = find_gaps(findings)
    return Report(
        tool_version=tool_version,
        language=language,
        assessment=assessment,
        demands=demands,
        totals={basis: assessment.shown_total(basis) for basis in Basis},
        shown={basis: shown(assessment.total(basis)) for basis in Basis},
        reachable_band=assessment.index.band_of(assessment.total(demands.basis).reachable).name,
        indicators=tuple(
            IndicatorRow(
                indicator,
                assessment.scales[indicator.id],
                {basis: shown(assessment.indicator_points(indicator, basis)) for basis in Basis},
            )
            for indicator in assessment.index.indicators
        ),
        criteria=tuple(rows.values()),
        gaps=tuple(rows[gap.verdict.criterion.id] for gap in gaps),
        at_stake=rounded_down(sum((gap.at_stake for gap in gaps), Fraction(0))),
        headline=headline_of(assessment),
        lost=total_lost(assessment, demands.basis),
        pending=total_pending(findings, demands.basis, shown(assessment.total(demands.basis)).pending),
        actions=worth_of_actions(assessment, findings),
        certainty=assessment.index.certainty(),
        range=make_range(assessment),
        gate=check(assessment, findings, demands),
        log=tuple(log),
    )


def _row(finding: Finding, basis: Basis) -> CriterionRow:
    verdict = finding.verdict
    points = verdict.on(basis)
    return CriterionRow(
        finding,
        verdict.outcome(basis),
        {each: shown(verdict.on(each)) for each in Basis},
        rounded_down(finding.at_stake),
        is_only_unknown=bool(points.unknown) and not (points.open or points.lost),
    )
