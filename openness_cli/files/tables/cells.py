"""Cells as people find them: the file, the sheet and the cell; and those of which nobody can say what they hold."""

from collections.abc import Collection, Iterator
from pathlib import Path

from openness_cli.errors import Problem
from openness_cli.files.tables.guard import Place
from openness_cli.files.tables.reading import Sheet
from openness_cli.messages import _


def cell_name(table: Path, sheet: Sheet, cell: Place) -> str:
    """Return where a cell stands, as people find it: the file, the sheet and the cell."""
    return f"{table.name}, {sheet.name}!{cell}" if sheet.name else f"{table.name}, {cell}"


def unreadable_cells(table: Path, sheet: Sheet, row: int, columns: Collection[int]) -> Iterator[Problem]:
    """Return the cells below a row, in columns that are read, which hold what is not there to be read."""
    for cell in sorted(sheet.odd):
        if cell.row > row and cell.column in columns:
            what = _("the cell holds an error, or a formula that was never computed")
            yield Problem(cell_name(table, sheet, cell), 0, 0, what, _("type its value"))
    for first, last in sheet.merged:
        if last.row > row and not set(columns).isdisjoint(range(first.column, last.column + 1)):
            what = _("merged cells: only the first of them holds a value")
            name = f"{cell_name(table, sheet, first)}:{last}"
            yield Problem(name, 0, 0, what, _("take the merging apart and fill in every row"))
