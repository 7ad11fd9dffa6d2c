"""The JSON of a plan, version 1, and the values of its rows."""

from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import plain_of, plain_row
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.plan import Duty, Plan, PlanAction
from openness_cli.reports._head import (
    Json,
)  # fmt: skip
from openness_cli.reports._plan_words import action_title, failed_shown
from openness_cli.scoring.findings import Finding
from openness_cli.words.reasons import remedy


def duty_values(language: str, duty: Duty, points: Hundredths) -> Values:
    own = criterion_values(language, duty.finding)
    return {
        **{name: own[name] for name in ("indicator", "criterion", "title")},
        "points": points,
        "due": duty.due,
        "periods": duty.periods,
        "have": duty.have,
        "need": duty.need,
        "owner": duty.finding.owner,
        "basis": own["basis"],
        "points_basis": own["points_basis"],
        "due_basis": duty.finding.verdict.criterion.due_basis,
    }


def criterion_values(language: str, finding: Finding) -> Values:
    criterion = finding.verdict.criterion
    return {
        "indicator": finding.verdict.indicator.id,
        "criterion": criterion.id,
        "title": criterion.titles.to(language),
        "basis": criterion.basis,
        "points_basis": criterion.points_basis,
    }


def totals(plan: Plan) -> Json:
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
            "failed": failed_shown(plan).number,
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
    }


def parts(plan: Plan, language: str) -> Json:
    return {
        "actions": [_action_json(plan, language, action) for action in plan.actions],
        "duties": [
            plain_row(duty_values(language, duty, points))
            for duty, points in zip(plan.duties, plan.duties_shown, strict=True)
        ],
        "overloads": [plain_row(own._asdict()) for own in plan.overloads],
        "lost": {
            "total": plan.lost.total.number,
            "unentered": plan.lost.unentered.number,
            "by_cause": {cause.value: points.number for cause, points in plan.lost.by_cause.items()},
        },
        "unproved": [
            {"criterion": own.verdict.criterion.id, "points": rounded_down(own.at_stake).number}
            for own in plan.unproved
        ],
    }


def _action_json(plan: Plan, language: str, action: PlanAction) -> Json:
    return {
        "kind": action.kind.value,
        "name": action.name,
        "title": action_title(action, plan, language),
        "owners": list(action.owners),
        "effort_days": float(action.effort_days),
        "effort_is_default": action.effort_is_default,
        "by": plain_of(action.by),
        "worth": rounded_down(action.worth).number,
        "gaps": [_gap_json(language, gap) for gap in action.gaps],
    }


def _gap_json(language: str, gap: Finding) -> Json:
    own = criterion_values(language, gap)
    told: Values = {"at_stake": rounded_down(gap.at_stake), "remedy": remedy(gap, language)}
    names = ("indicator", "criterion", "title", "at_stake", "remedy", "basis", "points_basis")
    return {name: plain_of((own | told)[name]) for name in names}
