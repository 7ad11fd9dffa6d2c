"""A handout for Word: one sheet of A4 over which a letterhead may be pasted, of the same bytes each time."""

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml

from openness_cli.formats import _fitting as m
from openness_cli.formats.document import Bar, Tone
from openness_cli.formats.handout import AskedTable, Block, Fact, Handout, PartsTable, Said

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_LANGUAGES = {"uz": "uz-Latn-UZ", "uz-Cyrl": "uz-Cyrl-UZ", "ru": "ru-RU", "en": "en-GB"}
# what a file needs; the model that the library brings has fonts of its own and a picture besides
_KEPT = (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES, RT.STYLES, RT.SETTINGS)
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_A4 = (11906, 16838)
_INK, _SOFT, _LINE = "18212B", "54606E", "99A3AE"
_INKS = {Tone.GREEN: "17692E", Tone.YELLOW: "7A5200", Tone.RED: "A8201A"}
_EARNED, _PENDING, _FAILED, _REST = "335F8A", "9DB4CC", "F3C9C6", "DFE5EC"
_BLANK, _BAR_CELLS = "\u00a0", 56
_SHAPES = {Tone.GREEN: "●", Tone.YELLOW: "▲", Tone.RED: "■"}

_STYLES = {
    "Normal": (m.TEXT, "Normal", ""),
    "Title": (m.NAME, "Title", ""),
    "Subtitle": (m.SUBTITLE, "Subtitle", ""),
    "Heading1": (
        m.TITLE,
        "heading 1",
        f'<w:keepNext/>{{spacing:{m.BEFORE_BLOCK},{m.AFTER_TITLE}}}<w:outlineLvl w:val="0"/>',
    ),
    "Total": (m.TOTAL, "Total", ""),
    "Band": (m.BAND, "Band", ""),
    "Verdict": (m.VERDICT, "Verdict", ""),
    "Strong": (m.STRONG, "Strong text", ""),
    "Said": (m.TEXT, "Said", f"{{spacing:0,{m.AFTER_TEXT}}}"),
    "Gap": (m.Style(1, m.BEFORE_TABLE), "Gap", ""),
}


def write(versions: Iterable[Handout]) -> bytes:
    """Return the first version that stands on one sheet."""
    page = m.first_that_fits(versions)
    body = "".join(_body(page)) + _section()
    return _packed(body, page)


def _body(page: Handout) -> Iterator[str]:
    yield _paragraph(page.edition, colour=_SOFT)
    yield _paragraph(page.name, "Title")
    yield _paragraph(page.subtitle, "Subtitle")
    yield _paragraph("", "Gap")
    yield _verdict(page)
    yield _paragraph("", "Gap")
    if page.facts:
        yield _facts(page.facts)
    for block in page.blocks:
        yield from _block(block)
    yield _paragraph("", "Gap")
    edge = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="{m.FACT_PAD}" w:color="{_LINE}"/></w:pBdr>'
    yield _paragraph(page.foot, colour=_SOFT, look=edge)


def _verdict(page: Handout) -> str:
    said = " ".join(clause.text for clause in page.verdict)
    band = f"{_SHAPES[page.tone]} {page.band}" if page.tone in _SHAPES else page.band
    cells = (
        _paragraph(page.total, "Total") + _paragraph(band, "Band", colour=_INKS.get(page.tone, _INK)),
        _paragraph(said, "Verdict"),
    )
    columns = (m.TOTAL_COLUMN, m.WIDTH - m.TOTAL_COLUMN)
    return _table([cells], columns, m.VERDICT_PAD, {"top": (12, _INK), "bottom": (6, _INK)}, middle=True)


def _facts(facts: Sequence[Fact]) -> str:
    texts = [_paragraph(own.name, colour=_SOFT) + _paragraph(own.value, "Strong") for own in facts]
    texts += [_paragraph("")] * (len(texts) % 2)
    rows = list(zip(texts[::2], texts[1::2], strict=True))
    return _table(rows, (m.FACT_COLUMN, m.FACT_COLUMN), m.FACT_PAD, {"bottom": (4, _LINE), "insideH": (4, _LINE)})


def _block(block: Block) -> Iterator[str]:
    yield _paragraph(block.title, "Heading1") if block.title else _paragraph("", "Gap")
    match block:
        case AskedTable():
            rows = [_heads(block.heads, {4})]
            for own in block.rows:
                what = _run(f"{own.what} ") + _run(own.ids, colour=_SOFT) if own.ids else _run(own.what)
                rows.append((
                    _paragraph(own.number), _set(what), _set(_run(own.owner, italic=not own.is_owned)),
                    _paragraph(own.by), _set(_run(own.points, bold=True), right=True),
                ))  # fmt: skip
            yield _table(rows, m.ASKED_COLUMNS, m.ASKED_PAD, {"bottom": (4, _LINE), "insideH": (4, _LINE)}, headed=True)
        case PartsTable():
            name, ours, average = block.heads
            rows = [_heads((name, "", ours, average), {2, 3})]
            rows += [
                (_paragraph(own.name), _set(_bar(own.bar)), _set(_run(own.stands, bold=True) + _run(f" / {own.whole}"), right=True),
                 _set(_run(own.average), right=True))
                for own in block.parts
            ]  # fmt: skip
            yield _table(rows, m.PART_COLUMNS, m.PART_PAD, {"bottom": (4, _LINE), "insideH": (4, _LINE)}, headed=True)
        case Said():
            yield from (_paragraph(text, "Said") for text in block.texts)


def _heads(heads: Sequence[str], figures: set[int]) -> tuple[str, ...]:
    return tuple(_set(_run(head, bold=True), right=number in figures) for number, head in enumerate(heads))


def _bar(bar: Bar) -> str:
    """Return a bar as blanks on grounds, with a line where the average is: there is no picture to be lost."""
    cells = [_REST] * _BAR_CELLS
    start = 0.0
    for share, ground in ((bar.earned, _EARNED), (bar.pending, _PENDING), (bar.failed, _FAILED)):
        begin, end = round(start * _BAR_CELLS), round((start + share) * _BAR_CELLS)
        cells[begin:end] = [ground] * (end - begin)
        start += share
    marked = {min(int(own.share * _BAR_CELLS), _BAR_CELLS - 1) for own in bar.marks}
    letters = [("|" if number in marked else _BLANK, ground) for number, ground in enumerate(cells[:_BAR_CELLS])]
    return "".join(
        f'<w:r><w:rPr><w:b/><w:shd w:val="clear" w:color="auto" w:fill="{ground}"/></w:rPr>'
        f'<w:t xml:space="preserve">{"".join(letter for letter, _ground in same)}</w:t></w:r>'
        for ground, same in groupby(letters, key=itemgetter(1))
    )


def _run(text: str, *, colour: str = "", bold: bool = False, italic: bool = False) -> str:
    look = ("<w:b/><w:bCs/>" if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def _set(runs: str, style: str = "Normal", look: str = "", *, right: bool = False) -> str:
    place = '<w:jc w:val="right"/>' if right else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look}{place}</w:pPr>{runs}</w:p>'


def _paragraph(text: str, style: str = "Normal", *, colour: str = "", look: str = "") -> str:
    return _set(_run(text, colour=colour), style, look)


def _twips(points: float) -> int:
    return round(points * 20)


def _table(
    rows: Sequence[Sequence[str]],
    columns: Sequence[float],
    pad: float,
    edges: dict[str, tuple[int, str]],
    *,
    headed: bool = False,
    middle: bool = False,
) -> str:
    """Return a table; widths stand on the grid and on each cell, or some programs would make all equal."""
    widths = list(map(_twips, columns))
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{ink}"/>' for side, (size, ink) in edges.items()
    )
    gap = _twips(m.GAP)
    look = (
        f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:top w:w="{_twips(pad)}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{_twips(pad)}" w:type="dxa"/><w:right w:w="{gap}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(
        _row(cells, widths, is_head=headed and number == 0, middle=middle) for number, cells in enumerate(rows)
    )
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def _row(cells: Sequence[str], widths: Sequence[int], *, is_head: bool, middle: bool) -> str:
    head_pad = _twips(m.HEAD_PAD)
    own = (
        f'<w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="{_INK}"/></w:tcBorders>'
        f'<w:tcMar><w:top w:w="{head_pad}" w:type="dxa"/><w:bottom w:w="{head_pad}" w:type="dxa"/></w:tcMar>'
    )
    look = (own if is_head else "") + ('<w:vAlign w:val="center"/>' if middle else "")
    made = []
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        # figures at the edge of the page end there
        is_last = number == len(cells) - 1 and not middle
        edge = '<w:right w:w="0" w:type="dxa"/>' if is_last else ""
        looks = (
            look.replace("</w:tcMar>", f"{edge}</w:tcMar>")
            if is_head
            else f"<w:tcMar>{edge}</w:tcMar>{look}"
            if edge
            else look
        )
        made.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{looks}</w:tcPr>{cell}</w:tc>')
    repeats = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{''.join(made)}</w:tr>"


def _section() -> str:
    top, right, bottom, left = (_twips(side * 72 / 25.4) for side in m.MARGINS_MM)
    width, height = _A4
    return (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{top}" w:right="{right}"'
        f' w:bottom="{bottom}" w:left="{left}" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    )


def _styles(language: str) -> str:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:color w:val="{_INK}"/><w:lang w:val="{language}" w:eastAsia="{language}"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    return defaults + "".join(_style(name, *own) for name, own in _STYLES.items())


def _style(name: str, style: m.Style, title: str, more: str) -> str:
    line = f'w:line="{_twips(style.line)}" w:lineRule="exact"'
    before, _comma, after = more.partition("{spacing:")[2].partition("}")[0].partition(",")
    spacing = f'<w:spacing w:before="{_twips(float(before or 0))}" w:after="{_twips(float(after or 0))}" {line}/>'
    first, _brace, rest = more.partition("{")
    look = first + spacing + rest.partition("}")[2]
    size = round(style.size * 2)
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    default = ' w:default="1"' if name == "Normal" else ""
    base = "" if name == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{title}"/>{base}<w:qFormat/>'
        f'<w:pPr>{look}</w:pPr><w:rPr>{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _packed(body: str, page: Handout) -> bytes:
    document = Document()
    part = document.part
    for relations in (part.rels, part.package.rels):
        for name in [name for name, own in relations.items() if own.reltype not in _KEPT]:
            del relations[name]
    language = _LANGUAGES.get(page.language, page.language)
    _refill(document.styles.element, f"<w:styles {_NAMES}>{_styles(language)}</w:styles>")
    _refill(document.settings.element, f'<w:settings {_NAMES}><w:zoom w:percent="100"/></w:settings>')
    _refill(document.element.body, f"<w:body {_NAMES}>{body}</w:body>")
    about = f"<dc:title>{escape(page.subtitle)}</dc:title><dc:creator>openness</dc:creator>"
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/">{about}</cp:coreProperties>'
    )
    _refill(part.package.part_related_by(RT.CORE_PROPERTIES).element, core)
    written = io.BytesIO()
    document.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, _NO_TIME), old.read(entry), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _refill(element: "BaseOxmlElement", text: str) -> None:
    """Put the content of an element written as XML into one that stands already."""
    for child in list(element):
        element.remove(child)
    element.extend(parse_xml(text.encode()))
