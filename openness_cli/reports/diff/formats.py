"""The formats of ``openness diff``, by name."""

from openness_cli.comparison.diff import Diff
from openness_cli.formats.table_formats import TableFormat, render_table
from openness_cli.reports.diff.grid import diff_csv, diff_excel
from openness_cli.reports.diff.markdown import render
from openness_cli.reports.diff.terminal import render_plain


def render_diff(changes: Diff, only: str | None, form: TableFormat) -> bytes:
    """Return a comparison in a format, as the bytes of a file.

    ``only`` chooses the criteria that are listed, never sums; JSON lists all.
    """
    return render_table(
        form,
        terminal=lambda: render_plain(changes, only),
        csv=lambda: diff_csv(changes, only),
        excel=lambda: diff_excel(changes, only),
        json=lambda: _json(changes),
        markdown=lambda: render(changes, only),
    )


def _json(changes: Diff) -> str:
    from openness_cli.reports.diff.json_ import diff_json  # noqa: PLC0415  (brings pydantic)

    return diff_json(changes)
