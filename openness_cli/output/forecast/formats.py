"""The formats of ``openness forecast``, by name."""

from collections.abc import Callable

from openness_cli.forecast import ForecastReport
from openness_cli.output.table_formats import TableFormat, as_bytes

Renderer = Callable[[ForecastReport], str | bytes]


def render_forecast(report: ForecastReport, form: TableFormat) -> bytes:
    """Return a forecast in a format, as the bytes of a file. The module of the format is imported only now."""
    return as_bytes(_RENDERERS[form]()(report))


def _terminal() -> Renderer:
    from openness_cli.output.forecast.terminal import render_plain  # noqa: PLC0415

    return render_plain


def _csv() -> Renderer:
    from openness_cli.output.forecast.grid import forecast_csv  # noqa: PLC0415

    return forecast_csv


def _excel() -> Renderer:
    from openness_cli.output.forecast.grid import forecast_excel  # noqa: PLC0415

    return forecast_excel


def _json() -> Renderer:
    from openness_cli.output.forecast.json_ import forecast_json  # noqa: PLC0415

    return forecast_json


def _markdown() -> Renderer:
    from openness_cli.output.forecast.markdown import render  # noqa: PLC0415

    return render


_RENDERERS: dict[TableFormat, Callable[[], Renderer]] = {
    TableFormat.TERMINAL: _terminal,
    TableFormat.CSV: _csv,
    TableFormat.CSV_EXCEL: _excel,
    TableFormat.JSON: _json,
    TableFormat.MARKDOWN: _markdown,
}
