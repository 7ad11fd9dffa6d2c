"""The formats of ``openness calendar``, by name."""

from enum import Enum

from openness_cli.formats.table_formats import TableFormat, render_table
from openness_cli.outlook.calendar_ import CalendarReport
from openness_cli.reports.calendar.grid import calendar_csv, calendar_excel
from openness_cli.reports.calendar.markdown import render
from openness_cli.reports.calendar.terminal import render_plain


class CalendarFormat(Enum):
    """What a calendar can be printed as: a table, or what other calendars import."""

    TERMINAL = TableFormat.TERMINAL.value
    CSV = TableFormat.CSV.value
    CSV_EXCEL = TableFormat.CSV_EXCEL.value
    JSON = TableFormat.JSON.value
    MARKDOWN = TableFormat.MARKDOWN.value
    ICS = "ics"


def render_calendar(report: CalendarReport, form: CalendarFormat) -> bytes:
    """Return a calendar in a format, as the bytes of a file."""
    if form is CalendarFormat.ICS:
        from openness_cli.reports.calendar.ics import render as render_ics  # noqa: PLC0415  (brings icalendar)

        return render_ics(report)
    return render_table(
        TableFormat(form.value),
        terminal=lambda: render_plain(report),
        csv=lambda: calendar_csv(report),
        excel=lambda: calendar_excel(report),
        json=lambda: _json(report),
        markdown=lambda: render(report),
    )


def _json(report: CalendarReport) -> str:
    from openness_cli.reports.calendar.json_ import calendar_json  # noqa: PLC0415  (brings pydantic)

    return calendar_json(report)
