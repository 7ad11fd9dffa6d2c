"""The JSON of a plan, version 1; and the values of what falls due, which rows have too."""

from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import plain_of, plain_row
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.plan import Duty, Plan, PlanAction
from openness_cli.reports import _head
from openness_cli.reports import _plan_words as words
from openness_cli.scoring.findings import Finding

_DUTY = (
    "indicator", "criterion", "title", "points", "due", "periods", "have", "need", "owner", "basis", "points_basis",
    "due_basis", "working_days",
)  # fmt: skip


def duty_values(plan: Plan, language: str, duty: Duty, points: Hundredths) -> Values:
    """Return what is known of something that falls due."""
    return {
        **_head.criterion_values(duty.finding.verdict, language),
        "points": points,
        "due": duty.due,
        "periods": duty.periods,
        "have": duty.have,
        "need": duty.need,
        "owner": duty.finding.owner,
        "working_days": plan.days_until(duty.due),
    }


def plan_json(plan: Plan, language: str) -> _head.Json:
    """Return what a plan comes to, and all that it is made of."""
    return _totals(plan) | _parts(plan, language) | _certainty(plan)


def _certainty(plan: Plan) -> _head.Json:
    """Return where the total may lie, of a plan that looks at that."""
    if plan.spans is None:
        return {}
    end = "plan" if plan.is_reachable else "best"
    return {"certainty": {"start": _head.span_json(plan.spans.start), end: _head.span_json(plan.spans.end)}}


def _totals(plan: Plan) -> _head.Json:
    target = plan.target
    return {
        "target": {
            "band": target.band.name.value if target.band else None,
            "points": rounded_down(target.points).number,
            "margin": rounded_down(plan.margin).number,
            "total": rounded_down(plan.wanted).number,
        },
        "start": {
            "on_course": rounded_down(plan.on_course).number,
            "failed": words.failed_shown(plan).number,
            "unknown": rounded_down(plan.unknown).number,
            "total": rounded_down(plan.start).number,
            "band": plan.band_of(plan.start).name.value,
        },
        "outcome": "reached" if plan.is_reached else "reachable" if plan.is_reachable else "unreachable",
        "effort_days": float(plan.effort_days),
        "total": rounded_down(plan.total).number,
        "band": plan.band_of(plan.total).name.value,
        "best": {
            "total": rounded_down(plan.best).number,
            "band": plan.band_of(plan.best).name.value,
            "effort_days": float(plan.best_effort),
        },
        "working_days": plan.working_days,
        "working_calendar": {
            "source": plan.calendar.source or None,
            "years": list(plan.calendar.years),
            "unmoved": list(plan.calendar.unmoved),
            "estimated": [day.isoformat() for day in plan.calendar.estimated],
        },
    }


def _parts(plan: Plan, language: str) -> _head.Json:
    return {
        "actions": [_action_json(plan, language, action) for action in plan.actions],
        "duties": [
            _head.picked(duty_values(plan, language, duty, points), *_DUTY)
            for duty, points in zip(plan.duties, plan.duties_shown, strict=True)
        ],
        "overloads": [plain_row(own._asdict()) for own in plan.overloads],
        "lost": {
            "total": plan.lost.total.number,
            "unentered": plan.lost.unentered.number,
            "by_cause": {cause.value: points.number for cause, points in plan.lost.by_cause.items()},
        },
        "unproved": [
            {
                "criterion": own.finding.verdict.criterion.id,
                "points": rounded_down(own.finding.at_stake).number,
                "adds": rounded_down(own.adds).number,
            }
            for own in plan.unproved
        ],
    }


def _action_json(plan: Plan, language: str, action: PlanAction) -> _head.Json:
    return {
        "kind": action.kind.value,
        "name": action.name,
        "cause": action.job.cause or None,
        "title": words.action_title(action, plan, language),
        "owners": list(action.owners),
        "effort_days": float(action.effort_days),
        "effort_is_default": action.effort_is_default,
        "by": plain_of(action.by),
        "working_days": plan.days_until(action.by),
        "worth": rounded_down(action.worth).number,
        "gaps": [_gap_json(plan, language, action, gap) for gap in action.gaps],
    }


def _gap_json(plan: Plan, language: str, action: PlanAction, gap: Finding) -> _head.Json:
    own = _head.criterion_values(gap.verdict, language)
    told = {"at_stake": rounded_down(gap.at_stake).number, "remedy": words.advice(action, gap, plan, language)}
    return {
        **_head.picked(own, "indicator", "criterion", "title"),
        **told,
        **_head.picked(own, "basis", "points_basis"),
    }
