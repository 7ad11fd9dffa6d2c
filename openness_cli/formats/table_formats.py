"""The formats of what is one table with a few sentences: printed to be read, and written for others to work on."""

from collections.abc import Callable
from enum import Enum
from typing import assert_never

Rendered = Callable[[], str | bytes]


class TableFormat(Enum):
    """What such a report can be printed as."""

    TERMINAL = "terminal"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    JSON = "json"
    MARKDOWN = "markdown"


def render_table(
    form: TableFormat, *, terminal: Rendered, csv: Rendered, excel: Rendered, json: Rendered, markdown: Rendered
) -> bytes:
    """Return what the renderer of a format makes, as the bytes of a file; no other one is called."""
    match form:
        case TableFormat.TERMINAL:
            made = terminal()
        case TableFormat.CSV:
            made = csv()
        case TableFormat.CSV_EXCEL:
            made = excel()
        case TableFormat.JSON:
            made = json()
        case TableFormat.MARKDOWN:
            made = markdown()
        case _:
            assert_never(form)
    return made if isinstance(made, bytes) else made.encode()
