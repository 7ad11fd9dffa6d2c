"""The formats of ``openness forecast``, by name."""

from openness_cli.formats.table_formats import TableFormat, render_table
from openness_cli.outlook.forecast import ForecastReport
from openness_cli.reports.forecast.grid import forecast_csv, forecast_excel
from openness_cli.reports.forecast.markdown import render
from openness_cli.reports.forecast.terminal import render_plain


def render_forecast(report: ForecastReport, form: TableFormat) -> bytes:
    """Return a forecast in a format, as the bytes of a file."""
    return render_table(
        form,
        terminal=lambda: render_plain(report),
        csv=lambda: forecast_csv(report),
        excel=lambda: forecast_excel(report),
        json=lambda: _json(report),
        markdown=lambda: render(report),
    )


def _json(report: ForecastReport) -> str:
    from openness_cli.reports.forecast.json_ import forecast_json  # noqa: PLC0415  (brings pydantic)

    return forecast_json(report)
