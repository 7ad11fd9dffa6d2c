"""Tables: widths on the grid and on each cell, heads that repeat, rows that stay whole."""

from collections.abc import Iterable, Sequence

from openness_cli.formats._word.bars import bar
from openness_cli.formats._word.sheets import PADDING, Place, places_of, widths_of
from openness_cli.formats._word.text import clean, paragraph, run, runs, toned
from openness_cli.formats.document import Cell, Row, Table, Tone, column_text

# a row of more letters than these in one cell may be higher than a page
_MOST_LETTERS = 1200


def table_of(table: Table, room: int) -> str:
    """Return a table at most so wide; nothing where it has no row."""
    rows = [row for row in table.rows if row.cells]
    if not rows:
        return ""
    places = places_of(table)
    widths = widths_of(places, room)
    look = (
        f'<w:tblPr><w:tblStyle w:val="House"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        + (f'<w:tblCaption w:val="{clean(table.title)}"/>' if table.title else "")
        + "</w:tblPr>"
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = (_row(row, places, widths) for row in rows)
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{_head(places, widths)}{''.join(lines)}</w:tbl>"


def _head(places: Sequence[Place], widths: Sequence[int]) -> str:
    heads = (
        paragraph(runs(place.column.head), "TableHeadFigure" if place.column.is_number else "TableHead")
        for place in places
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{_cells(heads, widths)}</w:tr>"


def _row(row: Row, places: Sequence[Place], widths: Sequence[int]) -> str:
    cells = [_cell(row.cells[own.number], own, width) for own, width in zip(places, widths, strict=True)]
    longest = max(len(cell.text) + sum(map(len, cell.notes)) for cell in row.cells)
    look = "" if longest > _MOST_LETTERS else "<w:trPr><w:cantSplit/></w:trPr>"
    return f"<w:tr>{look}{_cells(cells, widths)}</w:tr>"


def _cells(contents: Iterable[str], widths: Sequence[int]) -> str:
    return "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
        for content, width in zip(contents, widths, strict=True)
    )


def _cell(cell: Cell, place: Place, width: int) -> str:
    """Return what stands in a cell, a paragraph a line."""
    if place.is_bar:
        return paragraph(bar(cell.bar, width - PADDING) if cell.bar else "", "TableText")
    column = place.column
    text = column_text(column, cell.text)
    if column.is_number:
        own = run(text, "Alarming") if cell.tone is Tone.RED else runs(text, cell.tone)
    else:
        own = toned(text, cell.tone)
    if cell.ident:
        own = runs(cell.ident, Tone.IDENT) + (run(" ") + own if own else "")
    if cell.label:
        own += runs(f" ({cell.label})", Tone.FAINT)
    style = "TableFigure" if column.is_number else "TableText"
    lines = [paragraph(own, style)] if own else []
    lines += [paragraph(runs(note), style) for note in cell.notes if note]
    return "".join(lines) or paragraph("", style)
