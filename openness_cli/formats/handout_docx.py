"""A handout for Word: one sheet of A4 over which a letterhead may be pasted, of the same bytes each time."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from openness_cli.formats import _fitting as m
from openness_cli.formats._word.package import About, packed_alone
from openness_cli.formats._word.text import clean, shaped
from openness_cli.formats.document import Bar, Tone
from openness_cli.formats.glance import Part
from openness_cli.formats.handout import Asked, AskedTable, Block, Fact, Handout, PartsTable, Said

_A4 = (11906, 16838)
_INK, _SOFT, _LINE = "18212B", "54606E", "99A3AE"
_INKS = {Tone.GREEN: "17692E", Tone.YELLOW: "7A5200", Tone.RED: "A8201A"}
_EARNED, _PENDING, _FAILED, _REST = "335F8A", "9DB4CC", "F3C9C6", "DFE5EC"
_BOLD = "<w:b/><w:bCs/>"
_BLANK, _BAR_CELLS = "\u00a0", 56


class _Look(NamedTuple):
    """A style of paragraphs: how its text is set, what Word calls it, what is free before it and after."""

    style: m.Style
    title: str
    before: float = 0
    after: float = 0
    is_heading: bool = False


_STYLES = {
    "Normal": _Look(m.TEXT, "Normal"),
    "Title": _Look(m.NAME, "Title"),
    "Subtitle": _Look(m.SUBTITLE, "Subtitle"),
    "Heading1": _Look(m.TITLE, "heading 1", m.BEFORE_BLOCK, m.AFTER_TITLE, is_heading=True),
    "Total": _Look(m.TOTAL, "Total"),
    "Band": _Look(m.BAND, "Band"),
    "Verdict": _Look(m.VERDICT, "Verdict"),
    "Strong": _Look(m.STRONG, "Strong text"),
    "Said": _Look(m.TEXT, "Said", after=m.AFTER_TEXT),
    # two tables in a row would be one
    "Gap": _Look(m.Style(1, m.BEFORE_TABLE), "Gap"),
}
_UNDER = {"bottom": (4, _LINE), "insideH": (4, _LINE)}


def write(versions: Iterable[Handout]) -> bytes:
    """Return the first version that stands on one sheet."""
    page = m.first_that_fits(versions)
    about = About(f"{page.subtitle}: {page.name}", page.edition, page.language, page.foot)
    return packed_alone("".join(_body(page)) + _section(), _styles(), about)


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
    band = shaped(page.band, page.tone)
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
    return _table(rows, (m.FACT_COLUMN, m.FACT_COLUMN), m.FACT_PAD, _UNDER)


def _block(block: Block) -> Iterator[str]:
    yield _paragraph(block.title, "Heading1") if block.title else _paragraph("", "Gap")
    match block:
        case AskedTable():
            rows = [_heads(block.heads, {4}), *map(_asked, block.rows)]
            yield _table(rows, m.ASKED_COLUMNS, m.ASKED_PAD, _UNDER, headed=True)
        case PartsTable():
            name, ours, average = block.heads
            rows = [_heads((name, "", ours, average), {2, 3}), *map(_part, block.parts)]
            yield _table(rows, m.PART_COLUMNS, m.PART_PAD, _UNDER, headed=True)
        case Said():
            yield from (_paragraph(text, "Said") for text in block.texts)


def _asked(own: Asked) -> tuple[str, ...]:
    return (
        _paragraph(own.number),
        _set(_run(f"{own.what} ") + _run(own.ids, colour=_SOFT) if own.ids else _run(own.what)),
        _set(_run(own.owner, italic=not own.is_owned)),
        _paragraph(own.by),
        _set(_run(own.points, bold=True), right=True),
    )


def _part(own: Part) -> tuple[str, ...]:
    figures = _run(own.stands, bold=True) + _run(f" / {own.whole}")
    return _paragraph(own.name), _set(_bar(own.bar)), _set(figures, right=True), _set(_run(own.average), right=True)


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
    look = (_BOLD if bold else "") + ("<w:i/><w:iCs/>" if italic else "")
    look += f'<w:color w:val="{colour}"/>' if colour else ""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{clean(text)}</w:t></w:r>' if text else ""


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
    made = []
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True), start=1):
        # figures at the edge of the page end there
        at_edge = number == len(cells) and not middle
        look = _cell_look(is_head=is_head, at_edge=at_edge) + ('<w:vAlign w:val="center"/>' if middle else "")
        made.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{cell}</w:tc>')
    repeats = "<w:tblHeader/>" if is_head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeats}</w:trPr>{''.join(made)}</w:tr>"


def _cell_look(*, is_head: bool, at_edge: bool) -> str:
    """Return the rule below a head, and what is free in a cell where it is not as in the others."""
    pad = f'w:w="{_twips(m.HEAD_PAD)}" w:type="dxa"/>'
    rule = f'<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{_INK}"/>'
    top, bottom = (f"<w:top {pad}", f"<w:bottom {pad}") if is_head else ("", "")
    right = '<w:right w:w="0" w:type="dxa"/>' if at_edge else ""
    free = f"{top}{bottom}{right}"
    return (f"<w:tcBorders>{rule}</w:tcBorders>" if is_head else "") + (f"<w:tcMar>{free}</w:tcMar>" if free else "")


def _section() -> str:
    top, right, bottom, left = (_twips(side * 72 / 25.4) for side in m.MARGINS_MM)
    width, height = _A4
    return (
        f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{top}" w:right="{right}"'
        f' w:bottom="{bottom}" w:left="{left}" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
    )


def _styles() -> str:
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:color w:val="{_INK}"/><w:lang w:val="{{language}}" w:eastAsia="{{language}}"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    return defaults + "".join(_style(name, look) for name, look in _STYLES.items())


def _style(name: str, look: _Look) -> str:
    size, line = round(look.style.size * 2), _twips(look.style.line)
    default, base = (' w:default="1"', "") if name == "Normal" else ("", '<w:basedOn w:val="Normal"/>')
    before, level = ("<w:keepNext/>", '<w:outlineLvl w:val="0"/>') if look.is_heading else ("", "")
    bold = _BOLD if look.style.bold else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{name}"><w:name w:val="{look.title}"/>{base}<w:qFormat/>'
        f'<w:pPr>{before}<w:spacing w:before="{_twips(look.before)}" w:after="{_twips(look.after)}"'
        f' w:line="{line}" w:lineRule="exact"/>{level}</w:pPr>'
        f'<w:rPr>{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )
