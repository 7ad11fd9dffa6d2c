"""The formats of ``openness links``, of its record and of its verification, by name."""

from collections.abc import Callable
from enum import Enum

from openness_cli.links.report import LinkReport, UptimeReport


class LinkFormat(Enum):
    """What a run over the addresses can be printed as."""

    TERMINAL = "terminal"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    JSON = "json"
    JUNIT = "junit"
    GITHUB = "github"


class RecordFormat(Enum):
    """What a record can be printed as."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    JSON = "json"


class VerifyFormat(Enum):
    """What a verification of the log can be printed as."""

    TERMINAL = "terminal"
    JSON = "json"


LinkRenderer = Callable[[LinkReport], str | bytes]
RecordRenderer = Callable[[UptimeReport], str | bytes]


def render_links(report: LinkReport, form: LinkFormat) -> bytes:
    """Return a run in a format, as the bytes of a file. The module of the format is imported only now."""
    return _bytes(_LINKS[form]()(report))


def render_record(report: UptimeReport, form: RecordFormat) -> bytes:
    """Return a record in a format, as the bytes of a file. The module of the format is imported only now."""
    return _bytes(_RECORDS[form]()(report))


def _bytes(rendered: str | bytes) -> bytes:
    return rendered if isinstance(rendered, bytes) else rendered.encode()


def _links_terminal() -> LinkRenderer:
    from openness_cli.reports.links.terminal import render_plain  # noqa: PLC0415

    return render_plain


def _links_csv() -> LinkRenderer:
    from openness_cli.reports.links.grid import links_csv  # noqa: PLC0415

    return links_csv


def _links_excel() -> LinkRenderer:
    from openness_cli.reports.links.grid import links_excel  # noqa: PLC0415

    return links_excel


def _links_json() -> LinkRenderer:
    from openness_cli.reports.links.json_ import links_json  # noqa: PLC0415

    return links_json


def _links_junit() -> LinkRenderer:
    from openness_cli.reports.links.ci import render_junit  # noqa: PLC0415

    return render_junit


def _links_github() -> LinkRenderer:
    from openness_cli.reports.links.ci import render_github  # noqa: PLC0415

    return render_github


def _record_terminal() -> RecordRenderer:
    from openness_cli.reports.links.record_terminal import render_plain  # noqa: PLC0415

    return render_plain


def _record_markdown() -> RecordRenderer:
    from openness_cli.reports.links.record_markdown import render  # noqa: PLC0415

    return render


def _record_csv() -> RecordRenderer:
    from openness_cli.reports.links.grid import record_csv  # noqa: PLC0415

    return record_csv


def _record_excel() -> RecordRenderer:
    from openness_cli.reports.links.grid import record_excel  # noqa: PLC0415

    return record_excel


def _record_json() -> RecordRenderer:
    from openness_cli.reports.links.json_ import record_json  # noqa: PLC0415

    return record_json


_LINKS: dict[LinkFormat, Callable[[], LinkRenderer]] = {
    LinkFormat.TERMINAL: _links_terminal,
    LinkFormat.CSV: _links_csv,
    LinkFormat.CSV_EXCEL: _links_excel,
    LinkFormat.JSON: _links_json,
    LinkFormat.JUNIT: _links_junit,
    LinkFormat.GITHUB: _links_github,
}
_RECORDS: dict[RecordFormat, Callable[[], RecordRenderer]] = {
    RecordFormat.TERMINAL: _record_terminal,
    RecordFormat.MARKDOWN: _record_markdown,
    RecordFormat.CSV: _record_csv,
    RecordFormat.CSV_EXCEL: _record_excel,
    RecordFormat.JSON: _record_json,
}
