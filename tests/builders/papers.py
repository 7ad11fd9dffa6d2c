"""Documents of Word as they are read: their text, their tables, and what each table says row by row."""

import io
import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING

from tests.builders.workbooks import texts_of

if TYPE_CHECKING:
    from docx.document import Document

_PARAGRAPH = re.compile(r"</w:p>")
_TAG = re.compile(r"<[^>]*>")


def text_of(data: bytes) -> str:
    """Return the text of a document, a line a paragraph: quickly, without its model."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    return unescape(_TAG.sub("", _PARAGRAPH.sub("\n", body)))


def read(data: bytes, encoding: str = "utf-8") -> str:
    """Return what a person reads of what a command wrote: of documents and workbooks their text."""
    if is_paper(data):
        return text_of(data)
    return "\n".join(texts_of(data)) if data.startswith(b"PK") else data.decode(encoding, errors="replace")


def unpacked(data: bytes) -> bytes:
    """Return all parts of a package, one behind the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return b"".join(package.read(name) for name in package.namelist())


def is_paper(data: bytes) -> bool:
    """Tell whether bytes are those of a document of Word."""
    return data.startswith(b"PK") and b"word/document.xml" in data


def opened(data: bytes) -> "Document":
    """Return a document as its library reads it."""
    from docx import Document  # noqa: PLC0415  (few tests need it, and all load this module)

    return Document(io.BytesIO(data))


def tables_of(data: bytes) -> list[list[list[str]]]:
    """Return each table of a document: rows of cells."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in opened(data).tables]
