"""The formats of ``openness history``, by name."""

from openness_cli.output.history.grid import history_csv, history_excel
from openness_cli.output.history.markdown import render
from openness_cli.output.history.terminal import render_plain
from openness_cli.output.table_formats import TableFormat, render_table
from openness_cli.saved_scores import HistoryReport


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
    from openness_cli.output.history.json_ import history_json  # noqa: PLC0415  (brings pydantic)

    return history_json(report)
