"""What to do, ranked by what it is worth; and what can no longer be won, by cause."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO, Count, FactBasis, Periods
from openness_cli.model.evidence import Action, distinct
from openness_cli.model.points import Hundredths, rounded_down, shown
from openness_cli.scoring.addresses import host_of
from openness_cli.scoring.assessment import Assessment, Basis, Outcome, Verdict
from openness_cli.scoring.blockers import Lack, find_lacks
from openness_cli.scoring.portions import PeriodState
from openness_cli.scoring.reasons import Reason, ReasonCode, find_reasons


class Finding(NamedTuple):
    """A verdict with all that a reader is told of it.

    ``at_stake`` is scaled. ``actions`` are all needed to close the gap; ``dead_host`` is the site that has to answer
    again where nothing else is lacking and no action is named. ``effort_is_default`` tells an estimate of the
    definitions from the body's own. ``due`` is the earliest day, past or to come, of what is not published yet.
    """

    verdict: Verdict
    scale: Fraction | None
    at_stake: Fraction
    is_gap: bool
    reasons: tuple[Reason, ...]
    owners: tuple[str, ...]
    actions: tuple[str, ...]
    dead_host: str
    effort_days: Fraction
    effort_is_default: bool
    due: date | None

    @property
    def owner(self) -> str:
        """Everybody who is named as responsible."""
        return ", ".join(self.owners)


class LossCause(Enum):
    """Why points cannot be won any more."""

    DUE_SOURCED = "due-sourced"
    DUE_ASSUMED = "due-assumed"
    YEAR_ENDED = "year-ended"
    ASSESSMENT_OVER = "assessment-over"


class Loss(NamedTuple):
    """Points of one criterion, scaled, that are past winning; ``periods`` are those missed or late.

    ``without_evidence``: nothing was put forward, so it may have been done and not entered.
    """

    verdict: Verdict
    points: Fraction
    cause: LossCause
    without_evidence: bool
    periods: tuple[str, ...]


class LossTotal(NamedTuple):
    """Lost points by what took them, as shown; ``unentered`` is how many of all are of criteria without evidence."""

    losses: tuple[Loss, ...]
    total: Hundredths
    by_cause: dict[LossCause, Hundredths]
    unentered: Hundredths


def find(assessment: Assessment) -> tuple[Finding, ...]:
    """Return a finding for every criterion, in the order of the index."""
    return tuple(_find_one(verdict, assessment) for verdict in assessment.verdicts)


def find_gaps(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the gaps, those worth most first; equals keep the order of the index."""
    return tuple(sorted((f for f in findings if f.is_gap), key=lambda finding: -finding.at_stake))


def _find_one(verdict: Verdict, assessment: Assessment) -> Finding:
    evidence = verdict.evidence
    scale = assessment.scales[verdict.indicator.id]
    at_stake = ZERO if assessment.over else (verdict.evidenced.open + verdict.failed) * (scale or ZERO)
    unpublished = any(p.claimed is PeriodState.MISSING and not p.is_pending for p in verdict.periods)
    reasons = find_reasons(verdict, assessment)
    concerned = [reason.item for reason in reasons if reason.code not in _SILENT] or [None]
    own_action, own_owners = (evidence.action, evidence.owners) if evidence else ("", ())
    lacks = find_lacks(verdict, assessment.day)
    actions = _actions(lacks, own_action)
    named = [(item.owner,) if item and item.owner else own_owners for item in concerned]
    owners = distinct(owner for owners in named for owner in owners)
    described = [assessment.workspace.actions[action] for action in actions]
    if not owners:
        owners = distinct(action.owner for action in described)
    default = verdict.criterion.effort_days
    own_effort = evidence.effort_days if evidence else None
    is_known = own_effort is not None or any(action.effort_days is not None for action in described)
    efforts = [default if action.effort_days is None else action.effort_days for action in described] or [default]
    return Finding(
        verdict=verdict,
        scale=scale,
        at_stake=at_stake,
        is_gap=bool(at_stake) or (unpublished and not assessment.over),
        reasons=reasons,
        owners=owners,
        actions=actions,
        dead_host="" if actions else _dead_host(lacks),
        effort_days=sum(efforts, ZERO) if own_effort is None else own_effort,
        effort_is_default=not is_known,
        due=_due(verdict, assessment),
    )


# reasons that are nobody's to mend
_SILENT = frozenset({ReasonCode.LINK_UNKNOWN, ReasonCode.PENDING})


def _actions(lacks: Iterable[Lack], own: str) -> tuple[str, ...]:
    """Return what closes a gap: the action that an item names, else that of its criterion; of two both."""
    named = {(lack.judged.item.action if lack.judged else "") or own for lack in lacks} or {own}
    return tuple(sorted(named - {""}))


def _dead_host(lacks: Iterable[Lack]) -> str:
    """Return the site that has to answer again where nothing else is lacking; empty where something is."""
    dead = [lack.judged.urls if lack.judged and lack.is_dead else () for lack in lacks]
    hosts = {host_of(url) for urls in dead for url in urls}
    return hosts.pop() if all(dead) and len(hosts) == 1 else ""


def _due(verdict: Verdict, assessment: Assessment) -> date | None:
    if isinstance(verdict.criterion.rule, Periods):
        return min((p.due for p in verdict.periods if p.claimed is PeriodState.MISSING), default=None)
    year_ends = date(assessment.workspace.year, 12, 31)
    counts = isinstance(verdict.criterion.rule, Count) and verdict.applicability.is_scored
    if counts and assessment.day <= year_ends and verdict.outcome(Basis.EVIDENCED) is not Outcome.MET:
        return min(year_ends, assessment.workspace.evaluation_date)
    return None


def find_losses(assessment: Assessment, basis: Basis) -> tuple[Loss, ...]:
    """Return what is lost on a basis, the most first; until the evaluation date it is the same on each.

    What was lost to a rule keeps its cause after the evaluation; the rest was lost because that is over.
    """
    losses = []
    for verdict in assessment.verdicts:
        scale = assessment.scales[verdict.indicator.id]
        if scale is None:
            continue
        day = min(assessment.day, assessment.workspace.evaluation_date)
        missed = [p for p in verdict.periods if p.claimed is not PeriodState.ON_TIME]
        by_rule = (verdict.lost_by_rule, _cause(verdict), [p for p in missed if p.due < day])
        rest = verdict.on(basis).lost - verdict.lost_by_rule
        by_end = (rest, LossCause.ASSESSMENT_OVER, [p for p in missed if p.due >= day])
        for points, cause, periods in (by_rule, by_end):
            if points:
                labels = tuple(p.period.label for p in periods)
                losses.append(Loss(verdict, points * scale, cause, not verdict.has_evidence, labels))
    return tuple(sorted(losses, key=lambda loss: -loss.points))


def _cause(verdict: Verdict) -> LossCause:
    if not isinstance(verdict.criterion.rule, Periods):
        return LossCause.YEAR_ENDED
    return LossCause.DUE_SOURCED if verdict.criterion.due_basis is FactBasis.SOURCED else LossCause.DUE_ASSUMED


def total_lost(assessment: Assessment, basis: Basis) -> LossTotal:
    """Return what is lost on a basis, with its sums."""
    losses = find_losses(assessment, basis)
    by_cause = dict.fromkeys(LossCause, ZERO)
    for loss in losses:
        by_cause[loss.cause] += loss.points
    total = shown(assessment.total(basis)).lost
    unentered = sum((loss.points for loss in losses if loss.without_evidence), ZERO)
    shown_unentered = total if len(losses) and all(x.without_evidence for x in losses) else rounded_down(unentered)
    return LossTotal(losses, total, _parts(by_cause, total), shown_unentered)


def _parts(exact: dict[LossCause, Fraction], total: Hundredths) -> dict[LossCause, Hundredths]:
    """Round parts so that they add up to a total already rounded; the last part that is not 0 takes the rest."""
    parts: dict[LossCause, Hundredths] = {}
    running, given = ZERO, 0
    last = [cause for cause, points in exact.items() if points][-1:]
    for cause, points in exact.items():
        running += points
        until = int(total) if [cause] == last else min(rounded_down(running), total)
        parts[cause] = Hundredths(until - given if points else 0)
        given = until if points else given
    return parts


class Worth(NamedTuple):
    """An action, the criteria whose gaps it closes, and the points at stake there, scaled."""

    action: Action
    criteria: tuple[str, ...]
    points: Fraction

    @property
    def points_shown(self) -> Hundredths:
        """The points as shown."""
        return rounded_down(self.points)


def worth_of_actions(assessment: Assessment, findings: Iterable[Finding]) -> tuple[Worth, ...]:
    """Return every action of the workspace with the gaps that name it, in the order of their ids."""
    gaps = [finding for finding in findings if finding.is_gap]
    found = []
    for name in sorted(assessment.workspace.actions):
        closed = [gap for gap in gaps if name in gap.actions]
        points = sum((gap.at_stake for gap in closed), ZERO)
        found.append(
            Worth(assessment.workspace.actions[name], tuple(gap.verdict.criterion.id for gap in closed), points)
        )
    return tuple(found)
