"""A plan as a table: what it comes to, a row for each gap that an action closes, then for each duty it counts on."""

from collections.abc import Iterator

from openness_cli.formats.csv_ import write_excel, write_rows
from openness_cli.model.points import Hundredths, plain_number, rounded_down
from openness_cli.outlook.plan import Duty, PlanAction, PlanReport
from openness_cli.reports.plan.words import action_title, duty_sentence, headline, overload_sentence
from openness_cli.scoring.findings import Finding
from openness_cli.words.reasons import remedy

COLUMNS = (
    "row", "action", "action_title", "owner", "effort_days", "effort_is_default", "worth", "by", "indicator",
    "criterion", "title", "points", "what_to_do", "basis", "points_basis", "due_basis",
)  # fmt: skip
NUMBERS = ("effort_days", "worth", "points")


def plan_csv(report: PlanReport) -> bytes:
    """Return RFC 4180 text. ``row`` is ``result``, ``overload``, ``gap`` or ``duty``.

    An action's effort and worth stand in its first row alone.
    """
    return write_rows(COLUMNS, _rows(report))


def plan_excel(report: PlanReport) -> bytes:
    """Return the same for Excel as it is set up here."""
    return write_excel(COLUMNS, _rows(report), NUMBERS)


def _rows(report: PlanReport) -> Iterator[dict[str, str]]:
    plan = report.plan
    total = plan.total if plan.is_reachable else plan.best
    yield dict.fromkeys(COLUMNS, "") | {
        "row": "result",
        "by": plan.assessment.workspace.evaluation_date.isoformat(),
        "points": str(rounded_down(total)),
        "what_to_do": headline(plan),
    }
    for overload in plan.overloads:
        yield dict.fromkeys(COLUMNS, "") | {
            "row": "overload",
            "owner": overload.owner,
            "by": overload.by.isoformat(),
            "what_to_do": overload_sentence(overload),
        }
    for action in report.plan.actions:
        for number, gap in enumerate(action.gaps):
            yield _gap(report, action, gap, is_first=number == 0)
    for duty, points in zip(report.plan.duties, report.plan.duties_shown, strict=True):
        yield _duty(report, duty, points)


def _gap(report: PlanReport, action: PlanAction, gap: Finding, *, is_first: bool) -> dict[str, str]:
    return {
        "row": "gap",
        "action": action.name,
        "action_title": action_title(action, report.plan, report.language),
        "owner": ", ".join(action.owners),
        # so that a column can be added up
        "effort_days": plain_number(action.effort_days) if is_first else "",
        "effort_is_default": str(action.effort_is_default).lower() if is_first else "",
        "worth": str(rounded_down(action.worth)) if is_first else "",
        "by": action.by.isoformat(),
        **_criterion(report, gap),
        "points": str(rounded_down(gap.at_stake)),
        "what_to_do": remedy(gap, report.language),
    }


def _duty(report: PlanReport, duty: Duty, points: Hundredths) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | {
        "row": "duty",
        "owner": duty.finding.owner,
        "by": duty.due.isoformat(),
        **_criterion(report, duty.finding),
        "points": str(points),
        "what_to_do": duty_sentence(duty),
    }


def _criterion(report: PlanReport, finding: Finding) -> dict[str, str]:
    criterion = finding.verdict.criterion
    return {
        "indicator": finding.verdict.indicator.id,
        "criterion": criterion.id,
        "title": criterion.titles.to(report.language),
        "basis": criterion.basis.value,
        "points_basis": criterion.points_basis.value,
        "due_basis": criterion.due_basis.value if criterion.due_basis else "",
    }
