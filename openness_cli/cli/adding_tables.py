"""Items of a table that somebody keeps in Excel, found by the heads of its columns."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from openness_cli.cli.asking import Asking
from openness_cli.errors import InvalidInput, Problem, UsageError
from openness_cli.files.adding import ITEM_KEYS, Wish
from openness_cli.files.attaching import Attached, attach
from openness_cli.files.tables.cells import cell_name, unreadable_cells
from openness_cli.files.tables.guard import Place
from openness_cli.files.tables.heads import Heads, find_heads, rows_below
from openness_cli.files.tables.reading import Sheet, Value, read_table_file, text_of_cell
from openness_cli.messages import _


class Found(NamedTuple):
    """Items to be added, and the files that come with them."""

    wishes: tuple[Wish, ...]
    attached: tuple[Attached, ...] = ()


def wishes_of(table: Path, folder: Path, given: Mapping[str, str], asking: Asking | None) -> Found:
    """Return the items of all sheets of a table; what was typed holds where a row says nothing.

    A file that a row names may lie beside the table. Raises InvalidInput where cells cannot be read, and UsageError
    where no heads are found, or two columns could be the same and nobody can be asked.
    """
    headed = [(sheet, heads) for sheet in read_table_file(table, old=True) if (heads := find_heads(sheet)) is not None]
    if not headed:
        text = _("{file}: no row of heads was found; name the columns as Title, Address, Date, and add again")
        raise UsageError(text.format(file=table.name))
    wishes: list[Wish] = []
    attached: list[Attached] = []
    problems: list[Problem] = []
    for sheet, found in headed:
        heads = _settled(table, sheet, found, asking)
        problems += unreadable_cells(table, sheet, heads.row, set(heads.columns.values()))
        for number, row in rows_below(sheet, heads):
            values = {key: text for key, text in given.items() if key in ITEM_KEYS} | _values(row, heads)
            beside = table.parent / values.get("file", "")
            if values.get("file") and not (folder / values["file"]).is_file() and beside.is_file():
                attached.append(attach(beside, folder))
                values["file"] = attached[-1].name
            name = partial(_name, table, sheet, heads, number)
            wishes.append(Wish({key: values[key] for key in ITEM_KEYS if key in values}, name))
    if problems:
        raise InvalidInput(tuple(problems))
    if not wishes:
        raise UsageError(_("{file}: there is nothing under its heads").format(file=table.name))
    return Found(tuple(wishes), tuple(dict.fromkeys(attached)))


def _name(table: Path, sheet: Sheet, heads: Heads, row: int, key: str) -> str:
    """Return the cell of a row in which the value of a key stands; of "" its first."""
    return cell_name(table, sheet, Place(row, heads.columns.get(key, min(heads.columns.values()))))


def _values(row: Sequence[Value], heads: Heads) -> dict[str, str]:
    found = {key: text_of_cell(row[column]) for key, column in heads.columns.items() if column < len(row)}
    return {key: text for key, text in found.items() if text}


def _settled(table: Path, sheet: Sheet, heads: Heads, asking: Asking | None) -> Heads:
    """Ask which of two columns is meant. Raises UsageError where nobody can be asked."""
    columns = dict(heads.columns)
    for key, doubtful in heads.doubtful.items():
        names = {str(Place(heads.row, column)): str(sheet.rows[heads.row][column]) for column in doubtful}
        if asking is None:
            text = _("{cell}: two columns could be the same: {heads}; give one of them another head")
            told = " · ".join(f"{name} “{head}”" for name, head in names.items())
            raise UsageError(text.format(cell=cell_name(table, sheet, Place(heads.row, doubtful[0])), heads=told))
        chosen = asking.one_of(_("Which column is meant?"), names)
        columns[key] = doubtful[list(names).index(chosen)]
    return heads._replace(columns=columns, doubtful={})
