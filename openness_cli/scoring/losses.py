"""What can no longer be won, by cause."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from openness_cli.model.definitions import ZERO, FactBasis, Periods, Rule
from openness_cli.model.languages import Worded, mark
from openness_cli.model.points import Hundredths, rounded_down, shown
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.portions import PeriodState, PeriodVerdict
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

    ``is_proven``: an entered item shows it, no date could have won it, or the assessment is over. All else is lost
    unless it was done and is not entered.
    """

    verdict: Verdict
    points: Fraction
    cause: LossCause
    is_proven: bool
    periods: tuple[str, ...]


class LossTotal(NamedTuple):
    """Lost points by what took them, as shown; ``unentered`` is how many of all may only not have been entered."""

    losses: tuple[Loss, ...]
    total: Hundredths
    by_cause: dict[LossCause, Hundredths]
    unentered: Hundredths


def find_losses(assessment: Assessment, basis: Basis) -> tuple[Loss, ...]:
    """Return what is lost on a basis, the most first; until the evaluation date it is the same on each.

    What was lost to a rule keeps its cause after the evaluation; the rest was lost because that is over.
    """
    losses: list[Loss] = []
    for verdict in assessment.verdicts:
        if scale := assessment.scales[verdict.indicator.id]:
            losses += [loss._replace(points=loss.points * scale) for loss in _losses(verdict, assessment, basis)]
    return tuple(sorted(losses, key=lambda loss: -loss.points))


def _losses(verdict: Verdict, assessment: Assessment, basis: Basis) -> Iterator[Loss]:
    by_rule, cause = verdict.lost_by_rule, _cause(verdict)
    day = min(assessment.day, assessment.workspace.evaluation_date)
    missed = [own for own in verdict.periods if own.claimed is not PeriodState.ON_TIME]
    lost = [own for own in missed if own.due < day or not own.is_possible]
    if lost:
        proven = [own for own in lost if assessment.over or not own.may_be_unentered]
        # each that may only not be entered lost as much
        points = _unentered(verdict.criterion.rule, len(verdict.periods)) * (len(lost) - len(proven))
        if by_rule > points:
            yield Loss(verdict, by_rule - points, cause, is_proven=True, periods=_labels(proven))
        if points:
            unproven = _labels(own for own in lost if own not in proven)
            yield Loss(verdict, points, cause, is_proven=False, periods=unproven)
    elif by_rule:
        yield Loss(verdict, by_rule, cause, assessment.over, ())
    if rest := verdict.on(basis).lost - by_rule:
        after = _labels(own for own in missed if own not in lost)
        yield Loss(verdict, rest, LossCause.ASSESSMENT_OVER, is_proven=True, periods=after)


def _unentered(rule: Rule, periods: int) -> Fraction:
    """Return what a period loses with its due date: all but what a late publication still wins."""
    return rule.points * (1 - rule.late) / periods if isinstance(rule, Periods) else ZERO


def _labels(periods: Iterable[PeriodVerdict]) -> tuple[str, ...]:
    return tuple(own.period.label for own in periods)


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
    unentered = sum((loss.points for loss in losses if not loss.is_proven), ZERO)
    shown_unentered = rounded_down(unentered) if any(loss.is_proven for loss in losses) else total
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
