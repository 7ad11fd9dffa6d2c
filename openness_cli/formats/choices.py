"""The one table of formats: what each needs a report to have, and what writes it."""

from enum import Enum
from importlib import import_module
from typing import NamedTuple

from openness_cli.formats.document import Document
from openness_cli.formats.glance import Glance


class Format(Enum):
    """What a report can be printed or exported as."""

    TERMINAL = "terminal"
    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    JSON = "json"
    MARKDOWN = "markdown"
    JUNIT = "junit"
    GITHUB = "github"
    ICS = "ics"
    TEXT = "text"
    HTML = "html"
    XLSX = "xlsx"
    DOCX = "docx"


class _Writer(NamedTuple):
    """The face of a report that a format is written from, or another; the module that does so, imported when used.

    What is no text is nothing for a terminal.
    """

    face: str
    module: str
    function: str = "write"
    other: str = ""
    is_text: bool = True

    def face_of(self, report: object) -> str:
        """Return which of its faces a report has; empty where it has none."""
        return next((face for face in (self.face, self.other) if face and hasattr(report, face)), "")


_WRITERS = {
    Format.TERMINAL: _Writer("document", "terminal", other="text"),
    Format.CSV: _Writer("rows", "csv_"),
    Format.CSV_EXCEL: _Writer("sheet", "csv_", "write_excel", other="rows"),
    Format.JSON: _Writer("json", "json_"),
    Format.MARKDOWN: _Writer("document", "markdown"),
    Format.JUNIT: _Writer("cases", "junit"),
    Format.GITHUB: _Writer("annotations", "github"),
    Format.ICS: _Writer("events", "ics"),
    Format.TEXT: _Writer("letters", "letters"),
    Format.HTML: _Writer("page", "html", other="document"),
    Format.XLSX: _Writer("workbook", "xlsx", is_text=False),
    Format.DOCX: _Writer("paper", "docx_", other="document", is_text=False),
}
_NOTHING = _Writer("", "")
# what is one page and no more is written as that
_HANDOUTS = {
    Format.HTML: _Writer("handout", "handout_html"),
    Format.DOCX: _Writer("handout", "handout_docx", is_text=False),
}


def _writer_of(report: object, form: Format) -> _Writer:
    """Return what writes a report: as a handout where it is one."""
    own = _HANDOUTS.get(form)
    return own if own is not None and own.face_of(report) else _WRITERS.get(form, _NOTHING)


def formats_of(report: type) -> tuple[Format, ...]:
    """Return the formats that a kind of report has the face for."""
    return tuple(form for form in Format if _writer_of(report, form).face_of(report))


def is_text(form: Format) -> bool:
    """Tell whether a format is text, which a terminal can show."""
    return _WRITERS.get(form, _NOTHING).is_text


def write(report: object, form: Format) -> bytes:
    """Return a report in one of its formats, as the bytes of a file."""
    writer = _writer_of(report, form)
    module = import_module(f"openness_cli.formats.{writer.module}")
    data: bytes = getattr(module, writer.function)(getattr(report, writer.face_of(report))())
    return data


def document_of(report: object) -> Document:
    """Return what of a report is to be read on a screen."""
    document: Document = getattr(report, _WRITERS[Format.TERMINAL].face_of(report))()
    return document


def glance_of(report: object) -> Glance | None:
    """Return one look at a report, where it has one."""
    look = getattr(report, "glance", None)
    glance: Glance | None = look() if look is not None else None
    return glance
