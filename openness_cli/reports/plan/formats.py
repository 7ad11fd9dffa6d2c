"""The formats of ``openness plan``, by name."""

from openness_cli.formats.table_formats import TableFormat, render_table
from openness_cli.outlook.plan import PlanReport
from openness_cli.reports.plan.grid import plan_csv, plan_excel
from openness_cli.reports.plan.markdown import render
from openness_cli.reports.plan.terminal import render_plain


def render_plan(report: PlanReport, form: TableFormat) -> bytes:
    """Return a plan in a format, as the bytes of a file."""
    return render_table(
        form,
        terminal=lambda: render_plain(report),
        csv=lambda: plan_csv(report),
        excel=lambda: plan_excel(report),
        json=lambda: _json(report),
        markdown=lambda: render(report),
    )


def _json(report: PlanReport) -> str:
    from openness_cli.reports.plan.json_ import plan_json  # noqa: PLC0415  (brings pydantic)

    return plan_json(report)
