"""Every format by its name: the choices of ``--format`` and ``--export``."""

from collections.abc import Callable
from enum import Enum

from openness_cli.formats.grid import Listing
from openness_cli.scoring.report import Report


class Format(Enum):
    """What a report can be printed or exported as."""

    TERMINAL = "terminal"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    JSON = "json"
    MARKDOWN = "markdown"
    JUNIT = "junit"
    GITHUB = "github"


def render(report: Report, listing: Listing, form: Format) -> bytes:
    """Return a report in a format, as the bytes of a file. The module of the format is imported only now."""
    rendered = _RENDERERS[form]()(report, listing)
    return rendered if isinstance(rendered, bytes) else rendered.encode()


Renderer = Callable[[Report, Listing], str | bytes]


def _terminal() -> Renderer:
    from openness_cli.reports.score_terminal import render_plain  # noqa: PLC0415

    return render_plain


def _csv() -> Renderer:
    from openness_cli.formats.csv_ import render  # noqa: PLC0415

    return render


def _csv_excel() -> Renderer:
    from openness_cli.formats.csv_ import render_excel  # noqa: PLC0415

    return render_excel


def _json() -> Renderer:
    from openness_cli.reports.score_json import render  # noqa: PLC0415

    return render


def _markdown() -> Renderer:
    from openness_cli.formats.markdown import render  # noqa: PLC0415

    return render


def _junit() -> Renderer:
    from openness_cli.formats.junit import render  # noqa: PLC0415

    return render


def _github() -> Renderer:
    from openness_cli.formats.github import render  # noqa: PLC0415

    return render


_RENDERERS: dict[Format, Callable[[], Renderer]] = {
    Format.TERMINAL: _terminal,
    Format.CSV: _csv,
    Format.CSV_EXCEL: _csv_excel,
    Format.JSON: _json,
    Format.MARKDOWN: _markdown,
    Format.JUNIT: _junit,
    Format.GITHUB: _github,
}
