"""The formats of ``openness plan``, by name."""

from collections.abc import Callable

from openness_cli.output.table_formats import TableFormat, as_bytes
from openness_cli.planning import PlanReport

Renderer = Callable[[PlanReport], str | bytes]


def render_plan(report: PlanReport, form: TableFormat) -> bytes:
    """Return a plan in a format, as the bytes of a file. The module of the format is imported only now."""
    return as_bytes(_RENDERERS[form]()(report))


def _terminal() -> Renderer:
    from openness_cli.output.plan.terminal import render_plain  # noqa: PLC0415

    return render_plain


def _csv() -> Renderer:
    from openness_cli.output.plan.grid import plan_csv  # noqa: PLC0415

    return plan_csv


def _excel() -> Renderer:
    from openness_cli.output.plan.grid import plan_excel  # noqa: PLC0415

    return plan_excel


def _json() -> Renderer:
    from openness_cli.output.plan.json_ import plan_json  # noqa: PLC0415

    return plan_json


def _markdown() -> Renderer:
    from openness_cli.output.plan.markdown import render  # noqa: PLC0415

    return render


_RENDERERS: dict[TableFormat, Callable[[], Renderer]] = {
    TableFormat.TERMINAL: _terminal,
    TableFormat.CSV: _csv,
    TableFormat.CSV_EXCEL: _excel,
    TableFormat.JSON: _json,
    TableFormat.MARKDOWN: _markdown,
}
