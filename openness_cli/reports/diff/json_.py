"""A comparison as JSON: everything that changed, whatever is listed elsewhere."""

import json
from typing import Any

from openness_cli import __version__
from openness_cli.comparison.causes import Because
from openness_cli.comparison.diff import CriterionChange, Diff, Measure, Step, Steps
from openness_cli.comparison.rule_changes import RuleChange
from openness_cli.comparison.saved import SavedReport
from openness_cli.model.points import Hundredths
from openness_cli.reports.diff.words import because_sentence, scale_text
from openness_cli.schemas import diff as wire_diff
from openness_cli.schemas import report as wire
from openness_cli.scoring.assessment import Basis

_ALL = 1000


def diff_json(changes: Diff) -> str:
    """Return the comparison in version 1 of its JSON shape."""
    return json.dumps(_diff(changes).model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def _diff(changes: Diff) -> wire_diff.Diff:
    after = changes.after
    return wire_diff.Diff(
        format_version=1,
        kind="diff",
        tool=wire.Tool(name="openness", version=__version__),
        organisation=wire.OrganisationInfo(id=after.organisation, name=after.name, kinds=list(after.kinds)),
        year=after.year,
        basis=changes.basis.value,
        before=_side(changes.before, changes.basis),
        after=_side(after, changes.basis),
        total=wire_diff.Row(**_row(changes.total)),
        indicators=[wire_diff.Indicator(id=own.id, title=own.title, **_row(own.steps)) for own in changes.indicators],
        criteria=[_criterion(change) for change in changes.changed],
        causes=[
            wire_diff.CauseSum(cause=own.cause.value, earned=_number(own.earned), on_course=_number(own.on_course))
            for own in changes.sums
        ],
        rules=[_rule(rule) for rule in changes.index_rules],
        regressions=[
            wire_diff.Regression(criterion=own.criterion or None, before=own.before.number, after=own.now.number)
            for own in changes.regressions
        ],
    )


def _side(report: SavedReport, basis: Basis) -> wire_diff.Side:
    total = report.totals[basis]
    return wire_diff.Side(
        as_of=report.day,
        evaluation_date=report.evaluation,
        over=report.over,
        index=wire.IndexInfo(id=report.index_id, edition=report.edition, **report.certainty._asdict()),
        earned=total.earned.number,
        on_course=total.on_course.number,
        unknown=total.unknown.number,
        band=total.band.value if total.band else None,
    )


def _number(points: Hundredths | None) -> float | None:
    return None if points is None else points.number


def _row(steps: Steps) -> dict[str, Any]:
    return {"earned": _figures(steps.earned), "on_course": _figures(steps.on_course)}


def _figures(step: Step) -> wire_diff.Figures:
    return wire_diff.Figures(before=_number(step.before), after=_number(step.after), change=_number(step.change))


def _criterion(change: CriterionChange) -> wire_diff.Criterion:
    own, before, after = change.latest, change.before, change.after
    causes = {measure: change.main[measure].value if measure in change.main else None for measure in Measure}
    labels: dict[str, Any] = {
        "basis": own.basis,
        "points_basis": own.points_basis,
        "due_basis": own.due_basis or None,
    }
    return wire_diff.Criterion(
        id=own.id,
        indicator=own.indicator,
        title=own.title,
        outcome_before=before.outcome.value if before else None,
        outcome_after=after.outcome.value if after else None,
        scale_before=scale_text(before.scale) or None if before else None,
        scale_after=scale_text(after.scale) or None if after else None,
        causes=[_because(because, change) for because in change.because],
        cause_of_earned=causes[Measure.EARNED],
        cause_of_on_course=causes[Measure.ON_COURSE],
        rules=[_rule(rule) for rule in change.rules],
        **labels,
        **_row(change.steps),
    )


def _because(because: Because, change: CriterionChange) -> wire_diff.Because:
    return wire_diff.Because(
        cause=because.cause.value,
        message=because_sentence(because, change, _ALL),
        about=list(because.named),
        before=because.before,
        after=because.after,
        since=because.due,
        faults=[fault.value for fault in because.faults],
    )


def _rule(rule: RuleChange) -> wire_diff.RuleChange:
    return wire_diff.RuleChange(rule=rule.field.value, before=rule.before, after=rule.after)
