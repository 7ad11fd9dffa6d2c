"""The formats of ``openness history``, by name."""

from collections.abc import Callable
from enum import Enum

from openness_cli.saved_scores import HistoryReport


class HistoryFormat(Enum):
    """What a history can be printed as."""

    TERMINAL = "terminal"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    JSON = "json"
    MARKDOWN = "markdown"


HistoryRenderer = Callable[[HistoryReport], str | bytes]


def render_history(report: HistoryReport, form: HistoryFormat) -> bytes:
    """Return a history in a format, as the bytes of a file. The module of the format is imported only now."""
    rendered = _RENDERERS[form]()(report)
    return rendered if isinstance(rendered, bytes) else rendered.encode()


def _terminal() -> HistoryRenderer:
    from openness_cli.output.history.terminal import render_plain  # noqa: PLC0415

    return render_plain


def _csv() -> HistoryRenderer:
    from openness_cli.output.history.grid import history_csv  # noqa: PLC0415

    return history_csv


def _excel() -> HistoryRenderer:
    from openness_cli.output.history.grid import history_excel  # noqa: PLC0415

    return history_excel


def _json() -> HistoryRenderer:
    from openness_cli.output.history.json_ import history_json  # noqa: PLC0415

    return history_json


def _markdown() -> HistoryRenderer:
    from openness_cli.output.history.markdown import render  # noqa: PLC0415

    return render


_RENDERERS: dict[HistoryFormat, Callable[[], HistoryRenderer]] = {
    HistoryFormat.TERMINAL: _terminal,
    HistoryFormat.CSV: _csv,
    HistoryFormat.CSV_EXCEL: _excel,
    HistoryFormat.JSON: _json,
    HistoryFormat.MARKDOWN: _markdown,
}
