"""The formats of ``openness history``, by name."""

from openness_cli.comparison.history import HistoryReport
from openness_cli.formats.table_formats import TableFormat, render_table
from openness_cli.reports.history.grid import history_csv, history_excel
from openness_cli.reports.history.markdown import render
from openness_cli.reports.history.terminal import render_plain


def render_history(report: HistoryReport, form: TableFormat) -> bytes:
    """Return a history in a format, as the bytes of a file."""
    return render_table(
        form,
        terminal=lambda: render_plain(report),
        csv=lambda: history_csv(report),
        excel=lambda: history_excel(report),
        json=lambda: _json(report),
        markdown=lambda: render(report),
    )


def _json(report: HistoryReport) -> str:
    from openness_cli.reports.history.json_ import history_json  # noqa: PLC0415  (brings pydantic)

    return history_json(report)
