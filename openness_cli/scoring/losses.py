"""What can no longer be won, by cause."""

from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO, FactBasis
from openness_cli.model.languages import Worded, mark
from openness_cli.model.points import Hundredths, rounded_down, shown
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.portions import PeriodState
from openness_cli.scoring.verdicts import Basis, Verdict


class LossCause(Worded):
    """Why points cannot be won any more."""

    def __init__(self, _value: str, _words: str = "", part: str = "") -> None:
        """Keep the words for a part of what was lost, marked for translation."""
        self.part = part

    DUE_SOURCED = ("due-sourced", mark("due date set by law"), mark("on due dates that the law sets"))
    DUE_ASSUMED = ("due-assumed", mark("due date assumed"), mark("on due dates that are assumed"))
    YEAR_ENDED = (
        "year-ended",
        mark("the year has ended"),
        mark("because the year has ended in which it had to be done"),
    )
    ASSESSMENT_OVER = ("assessment-over", mark("the assessment is over"), mark("because the assessment is over"))


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
    if not verdict.periods:
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
