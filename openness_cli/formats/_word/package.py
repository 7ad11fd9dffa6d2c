"""The file: a package in the styles of the house, with a foot on each page, of the same bytes each time."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml

from openness_cli.formats._word.sheets import Sheet
from openness_cli.formats._word.text import clean, paragraph, run

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_HERE = Path(__file__).parent
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = f'xmlns:w="{_WORD}"'
# the parts that a document needs; the library's own model brings others, with fonts and a picture of their own
_KEPT = (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES, RT.STYLES, RT.NUMBERING, RT.SETTINGS, RT.FOOTER)
_LANGUAGES = {"uz": "uz-Latn-UZ", "uz-Cyrl": "uz-Cyrl-UZ", "ru": "ru-RU", "en": "en-GB"}
_NO_TIME = (1980, 1, 1, 0, 0, 0)


class About(NamedTuple):
    """What a file says of itself: its title and subject, the language it is in, what is at the foot of each page."""

    title: str
    subject: str
    language: str
    foot: str


def packed(body: str, last: Sheet, about: About) -> bytes:
    """Return a file of what stands in a document, the last of it on such a sheet."""
    document, language = _new(about)
    part = document.part
    _refill(document.styles.element, (_HERE / "styles.xml").read_text("utf-8").replace("{language}", language))
    _refill(part.numbering_part.element, (_HERE / "numbering.xml").read_text("utf-8"))
    _refill(document.settings.element, (_HERE / "settings.xml").read_text("utf-8"))
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    _refill(footer.part.element, f"<w:ftr {_NAMES}>{_foot(about.foot)}</w:ftr>")
    written = io.BytesIO()
    document.save(written)
    foot = part.relate_to(footer.part, RT.FOOTER)
    return _timeless(written, {"word/document.xml": _document(body + section(last), foot)})


def packed_alone(body: str, styles: str, about: About) -> bytes:
    """Return a file in styles of its own, with nothing at the foot: one that knows its only sheet.

    In ``styles`` stands ``{language}`` where they name it.
    """
    document, language = _new(about)
    _refill(document.styles.element, f"<w:styles {_NAMES}>{styles.replace('{language}', language)}</w:styles>")
    _refill(document.settings.element, (_HERE / "settings.xml").read_text("utf-8"))
    _refill(document.element.body, f"<w:body {_NAMES}>{body}</w:body>")
    written = io.BytesIO()
    document.save(written)
    return _timeless(written, {})


def _new(about: About) -> tuple["WordDocument", str]:
    """Return a document with the parts alone that it needs and what it says of itself; and its language."""
    document = Document()
    for relations in (document.part.rels, document.part.package.rels):
        for name in [name for name, own in relations.items() if own.reltype not in _KEPT]:
            del relations[name]
    language = _LANGUAGES.get(about.language, about.language)
    _refill(document.part.package.part_related_by(RT.CORE_PROPERTIES).element, _core(about, language))
    return document, language


def section(sheet: Sheet) -> str:
    """Return the end of a section: on which sheets what came before it stands."""
    top, right, bottom, left = sheet.margins
    turned = ' w:orient="landscape"' if sheet is Sheet.ACROSS else ""
    return (
        f'<w:sectPr><w:pgSz w:w="{sheet.width}" w:h="{sheet.height}"{turned}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
        ' w:header="567" w:footer="454" w:gutter="0"/></w:sectPr>'
    )


def _refill(element: "BaseOxmlElement", text: str) -> None:
    """Put the content of an element written as XML into one that stands already."""
    for child in list(element):
        element.remove(child)
    element.extend(parse_xml(text.encode()))


def _document(body: str, foot: str) -> bytes:
    """Return the main part, with a foot in its first section: the others have that of the one before them.

    It is text throughout: a long table as a tree, moved into another, takes the square of its length.
    """
    own = body.replace("<w:sectPr>", f'<w:sectPr><w:footerReference w:type="default" r:id="{foot}"/>', 1)
    names = f'{_NAMES} xmlns:r="{_RELATIONS}"'
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{head}\n<w:document {names}><w:body>{own}</w:body></w:document>".encode()


def _foot(text: str) -> str:
    fields = (f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>' for name in ("PAGE", "NUMPAGES"))
    return paragraph(run(f"{text} · ") + run(" / ").join(fields), "Footer")


def _core(about: About, language: str) -> str:
    """Return what a file says of itself; not when it was written, so that its bytes are the same each time."""
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{clean(about.title)}</dc:title><dc:subject>{clean(about.subject)}</dc:subject>"
        f"<dc:creator>openness</dc:creator><dc:language>{clean(language)}</dc:language></cp:coreProperties>"
    )


def _timeless(written: io.BytesIO, own: Mapping[str, bytes]) -> bytes:
    """Return a package without the time of its writing, some parts as we write them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = own.get(entry.filename) or old.read(entry)
            new.writestr(zipfile.ZipInfo(entry.filename, _NO_TIME), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
