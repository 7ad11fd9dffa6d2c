"""The formats of what is one table with a few sentences: printed to be read, and written for others to work on."""

from enum import Enum


class TableFormat(Enum):
    """What such a report can be printed as."""

    TERMINAL = "terminal"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    JSON = "json"
    MARKDOWN = "markdown"


def as_bytes(rendered: str | bytes) -> bytes:
    """Return what a renderer made as the bytes of a file."""
    return rendered if isinstance(rendered, bytes) else rendered.encode()
