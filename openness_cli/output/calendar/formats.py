"""The formats of ``openness calendar``, by name."""

from collections.abc import Callable
from enum import Enum

from openness_cli.calendar_report import CalendarReport


class CalendarFormat(Enum):
    """What a calendar can be printed as."""

    TERMINAL = "terminal"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    JSON = "json"
    MARKDOWN = "markdown"
    ICS = "ics"


CalendarRenderer = Callable[[CalendarReport], str | bytes]


def render_calendar(report: CalendarReport, form: CalendarFormat) -> bytes:
    """Return a calendar in a format, as the bytes of a file. The module of the format is imported only now."""
    rendered = _RENDERERS[form]()(report)
    return rendered if isinstance(rendered, bytes) else rendered.encode()


def _terminal() -> CalendarRenderer:
    from openness_cli.output.calendar.terminal import render_plain  # noqa: PLC0415

    return render_plain


def _csv() -> CalendarRenderer:
    from openness_cli.output.calendar.grid import calendar_csv  # noqa: PLC0415

    return calendar_csv


def _excel() -> CalendarRenderer:
    from openness_cli.output.calendar.grid import calendar_excel  # noqa: PLC0415

    return calendar_excel


def _json() -> CalendarRenderer:
    from openness_cli.output.calendar.json_ import calendar_json  # noqa: PLC0415

    return calendar_json


def _markdown() -> CalendarRenderer:
    from openness_cli.output.calendar.markdown import render  # noqa: PLC0415

    return render


def _ics() -> CalendarRenderer:
    from openness_cli.output.calendar.ics import render  # noqa: PLC0415

    return render


_RENDERERS: dict[CalendarFormat, Callable[[], CalendarRenderer]] = {
    CalendarFormat.TERMINAL: _terminal,
    CalendarFormat.CSV: _csv,
    CalendarFormat.CSV_EXCEL: _excel,
    CalendarFormat.JSON: _json,
    CalendarFormat.MARKDOWN: _markdown,
    CalendarFormat.ICS: _ics,
}
