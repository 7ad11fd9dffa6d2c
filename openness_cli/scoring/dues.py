"""The next day by which something of a criterion must be done, on a basis."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from openness_cli.model.definitions import Checklist, Count, Levels, Periods, Share
from openness_cli.scoring.assessment import Assessment
from openness_cli.scoring.items import Opening, is_on_time
from openness_cli.scoring.verdicts import Applicability, Basis, Verdict


def next_due(verdict: Verdict, assessment: Assessment, basis: Basis) -> date | None:
    """Return the next day that can still be met for what is pending or open; None where there is none.

    A proof can be mended until the evaluation. A day on which all was lost already is never told.
    """
    if assessment.over or verdict.applicability is not Applicability.APPLIES:
        return None
    points = verdict.on(basis)
    if not (points.pending or points.open or (verdict.failed and basis is not Basis.DECLARED)):
        return None
    match verdict.criterion.rule:
        case Periods() as rule:
            return min(_of_periods(verdict, rule, assessment, basis), default=None)
        case Count() | Share():
            is_deed = bool(verdict.declared.open or verdict.declared.pending)
            until_deed = is_deed and assessment.day <= assessment.last_day_of_deeds
            return assessment.last_day_of_deeds if until_deed else assessment.workspace.evaluation_date
        case Levels() | Checklist():
            return None
        case _ as rule:
            assert_never(rule)


def _of_periods(verdict: Verdict, rule: Periods, assessment: Assessment, basis: Basis) -> Iterator[date]:
    for own in verdict.periods:
        mine = [judged for judged in verdict.items if judged.exists and judged.item.period == own.period.label]
        in_time = [judged for judged in mine if is_on_time(judged.item.published, own.due)]
        valid = [judged for judged in in_time if judged.is_valid]
        if not (mine or own.is_possible):
            continue
        if in_time if basis is Basis.DECLARED else any(judged.opening is not Opening.FAILED for judged in valid):
            continue
        if own.due >= assessment.day and not valid:
            yield own.due
        elif in_time or rule.late:
            yield assessment.workspace.evaluation_date
