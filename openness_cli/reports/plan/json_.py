"""A plan as JSON."""

from typing import Any

from openness_cli.formats.json_head import document_text, head
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.plan import Duty, Plan, PlanAction, PlanReport
from openness_cli.reports.plan.words import action_title, failed_shown
from openness_cli.schemas import plan as wire_plan
from openness_cli.scoring.findings import Finding
from openness_cli.words.reasons import remedy


def plan_json(report: PlanReport) -> str:
    """Return a plan in version 1 of its JSON shape."""
    plan, language = report.plan, report.language
    target = plan.target
    return document_text(
        wire_plan.Plan(
            format_version=1,
            kind="plan",
            **head(plan.assessment, language, report.tool_version),
            target=wire_plan.Target(
                band=target.band.name.value if target.band else None,
                points=rounded_down(target.points).number,
                margin=rounded_down(plan.margin).number,
                total=rounded_down(plan.wanted).number,
            ),
            start=wire_plan.Start(
                on_course=rounded_down(plan.on_course).number,
                failed=failed_shown(plan).number,
                unknown=rounded_down(plan.unknown).number,
                total=rounded_down(plan.start).number,
                band=plan.band_of(plan.start).name.value,
            ),
            outcome="reached" if plan.is_reached else "reachable" if plan.is_reachable else "unreachable",
            effort_days=float(plan.effort_days),
            total=rounded_down(plan.total).number,
            band=plan.band_of(plan.total).name.value,
            best=wire_plan.Best(
                total=rounded_down(plan.best).number,
                band=plan.band_of(plan.best).name.value,
                effort_days=float(plan.best_effort),
            ),
            working_days=plan.working_days,
            actions=[_action(report, action) for action in plan.actions],
            duties=[_duty(*pair, language) for pair in zip(plan.duties, plan.duties_shown, strict=True)],
            overloads=[
                wire_plan.Overload(
                    owner=own.owner, effort_days=float(own.effort_days), working_days=own.working_days, by=own.by
                )
                for own in plan.overloads
            ],
            lost=_lost(plan),
            unproved=[
                wire_plan.Unproved(criterion=own.verdict.criterion.id, points=rounded_down(own.at_stake).number)
                for own in plan.unproved
            ],
        )
    )


def _action(report: PlanReport, action: PlanAction) -> wire_plan.Action:
    return wire_plan.Action(
        kind=action.kind.value,
        name=action.name,
        title=action_title(action, report.plan, report.language),
        owners=list(action.owners),
        effort_days=float(action.effort_days),
        effort_is_default=action.effort_is_default,
        by=action.by,
        worth=rounded_down(action.worth).number,
        gaps=[
            wire_plan.Gap(
                **_criterion(gap, report.language),
                at_stake=rounded_down(gap.at_stake).number,
                remedy=remedy(gap, report.language),
            )
            for gap in action.gaps
        ],
    )


def _duty(duty: Duty, points: Hundredths, language: str) -> wire_plan.Duty:
    due_basis = duty.finding.verdict.criterion.due_basis
    return wire_plan.Duty(
        **_criterion(duty.finding, language),
        points=points.number,
        due=duty.due,
        periods=list(duty.periods),
        have=duty.have,
        need=duty.need,
        owner=duty.finding.owner,
        due_basis=due_basis.value if due_basis else None,
    )


def _criterion(finding: Finding, language: str) -> dict[str, Any]:
    criterion = finding.verdict.criterion
    return {
        "indicator": finding.verdict.indicator.id,
        "criterion": criterion.id,
        "title": criterion.titles.to(language),
        "basis": criterion.basis.value,
        "points_basis": criterion.points_basis.value,
    }


def _lost(plan: Plan) -> wire_plan.Lost:
    return wire_plan.Lost(
        total=plan.lost.total.number,
        unentered=plan.lost.unentered.number,
        by_cause={cause.value: points.number for cause, points in plan.lost.by_cause.items()},
    )
