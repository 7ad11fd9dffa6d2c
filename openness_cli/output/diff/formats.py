"""The formats of ``openness diff``, by name."""

from collections.abc import Callable
from enum import Enum

from openness_cli.changes import Changes


class DiffFormat(Enum):
    """What a comparison can be printed as."""

    TERMINAL = "terminal"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    JSON = "json"
    MARKDOWN = "markdown"


DiffRenderer = Callable[[Changes, str | None], str | bytes]


def render_diff(changes: Changes, only: str | None, form: DiffFormat) -> bytes:
    """Return a comparison in a format, as the bytes of a file. The module of the format is imported only now.

    ``only`` chooses the criteria that are listed, never sums; JSON lists all.
    """
    rendered = _RENDERERS[form]()(changes, only)
    return rendered if isinstance(rendered, bytes) else rendered.encode()


def _terminal() -> DiffRenderer:
    from openness_cli.output.diff.terminal import render_plain  # noqa: PLC0415

    return render_plain


def _csv() -> DiffRenderer:
    from openness_cli.output.diff.grid import diff_csv  # noqa: PLC0415

    return diff_csv


def _csv_excel() -> DiffRenderer:
    from openness_cli.output.diff.grid import diff_excel  # noqa: PLC0415

    return diff_excel


def _json() -> DiffRenderer:
    from openness_cli.output.diff.json_ import render  # noqa: PLC0415

    return render


def _markdown() -> DiffRenderer:
    from openness_cli.output.diff.markdown import render  # noqa: PLC0415

    return render


_RENDERERS: dict[DiffFormat, Callable[[], DiffRenderer]] = {
    DiffFormat.TERMINAL: _terminal,
    DiffFormat.CSV: _csv,
    DiffFormat.CSV_EXCEL: _csv_excel,
    DiffFormat.JSON: _json,
    DiffFormat.MARKDOWN: _markdown,
}
