"""A workbook that comes back: its rows by hidden keys and heads, its words, and what was handed out in it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.sheets.columns import BASE_SHEET, LISTS_SHEET, MARK, SheetKind
from openness_cli.files.sheets.state import Values
from openness_cli.files.tables.cells import cell_name, unreadable_cells
from openness_cli.files.tables.guard import Place
from openness_cli.files.tables.reading import Sheet, Value, is_blank, read_table_file, text_of_cell
from openness_cli.messages import _, in_every_language
from openness_cli.model.evidence import fold

Words = Mapping[tuple[str, str], str]
_FIRST_ROWS = 15


class BaseRow(NamedTuple):
    """A row as it was handed out."""

    criterion: str
    values: Values


class Base(NamedTuple):
    """The state in which a workbook was handed out; ``owner`` is whose copy it is, "" of all."""

    body: str
    year: int
    owner: str
    rows: Mapping[SheetKind, Mapping[str, BaseRow]]


class TypedRow(NamedTuple):
    """A row that holds something: its hidden key, and its cells by their columns."""

    key: str
    cells: Mapping[str, Value]
    names: Mapping[str, str]

    def name_of(self, key: str) -> str:
        """Return the cell of a column as people find it; of one that is not there the first."""
        return self.names.get(key) or next(iter(self.names.values()))


class Handed(NamedTuple):
    """A workbook that comes back.

    ``words`` are what is shown in it, folded, with what is meant by it: by column, and by criterion where that has
    words of its own. ``unread`` are columns that nobody knows. Without a ``base`` nothing is known of what was there.
    """

    name: str
    base: Base | None
    rows: Mapping[SheetKind, tuple[TypedRow, ...]]
    words: Words
    unread: tuple[str, ...] = ()


def read_handed(path: Path) -> Handed:
    """Return a workbook. Raises InvalidInput where it cannot be read, or where its cells cannot."""
    sheets = read_table_file(path)
    problems: list[Problem] = []
    found: dict[SheetKind, _Headed] = {}
    for sheet in sheets:
        headed = _headed(path, sheet, problems)
        if headed is None:
            continue
        if headed.kind in found:
            what = _("two sheets are for “{what}”: {one} and {other}").format(
                what=_(headed.kind.words), one=found[headed.kind].sheet.name, other=sheet.name
            )
            problems.append(Problem(path.name, 0, 0, what, _("delete one of them")))
        found.setdefault(headed.kind, headed)
    if not found and not problems:
        what = _("no sheet of it is one of a workbook of evidence")
        problems.append(Problem(path.name, 0, 0, what, _("openness sheet export makes one; openness add takes a list")))
    for headed in found.values():
        problems += unreadable_cells(path, headed.sheet, headed.row, {*headed.columns.values()})
    base = _base(path, sheets, problems)
    if problems:
        raise InvalidInput(tuple(problems))
    rows = {kind: tuple(_rows(path, own)) for kind, own in found.items()}
    unread = tuple(f"{own.sheet.name}: {head}" for own in found.values() for head in own.unread)
    return Handed(path.name, base, rows, _words(sheets), unread)


class _Headed(NamedTuple):
    kind: SheetKind
    sheet: Sheet
    row: int
    key: int | None
    columns: Mapping[str, int]
    unread: tuple[str, ...]


def _headed(path: Path, sheet: Sheet, problems: list[Problem]) -> _Headed | None:
    """Return a sheet with its heads: by its hidden mark, else by the heads alone; None where it is something else."""
    marked = {kind.head: kind for kind in SheetKind}
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        texts = [text_of_cell(value) for value in row]
        kinds = [marked[text] for text in texts if text in marked]
        if not kinds and any(text.startswith(MARK) for text in texts[:1]):
            return None
        fitting = kinds or [kind for kind in SheetKind if kind.known_by <= _by_heads(kind, texts).keys()]
        if len(fitting) > 1:
            what = _("the sheet could be “{one}” or “{other}”")
            words = {"one": _(fitting[0].words), "other": _(fitting[1].words)}
            problems.append(Problem(f"{path.name}, {sheet.name}", 0, 0, what.format(**words), _("delete one column")))
            return None
        if fitting:
            return _with_columns(path, sheet, number, fitting[0], problems)
    return None


def _with_columns(path: Path, sheet: Sheet, row: int, kind: SheetKind, problems: list[Problem]) -> _Headed | None:
    texts = [text_of_cell(value) for value in sheet.rows[row]]
    found = _by_heads(kind, texts)
    key = next((place for place, text in enumerate(texts) if text == kind.head), None)
    read = {column.key for column in kind.columns if column.is_read}
    for name, places in found.items():
        if len(places) > 1 and name in read:
            what = _("two columns are “{head}”").format(head=texts[places[0]])
            problems.append(Problem(cell_name(path, sheet, Place(row, places[1])), 0, 0, what, _("delete one of them")))
    known = {place for places in found.values() for place in places}
    unread = tuple(text for place, text in enumerate(texts) if text and place not in known and place != key)
    columns = {name: places[0] for name, places in found.items() if name in read}
    return _Headed(kind, sheet, row, key, columns, unread)


@cache
def _heads_of(kind: SheetKind) -> Mapping[str, str]:
    return {fold(head): column.key for column in kind.columns for head in in_every_language(column.head)}


def _by_heads(kind: SheetKind, texts: list[str]) -> dict[str, list[int]]:
    """Return the columns of a kind of sheet with the places whose heads say so in any language."""
    heads = _heads_of(kind)
    found: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if (name := heads.get(fold(text))) is not None:
            found.setdefault(name, []).append(place)
    return found


def _rows(path: Path, own: _Headed) -> Iterator[TypedRow]:
    for number, row in enumerate(own.sheet.rows[own.row + 1 :], start=own.row + 1):
        cells = {name: row[place] for name, place in own.columns.items() if place < len(row)}
        if is_blank(list(cells.values())):
            continue
        key = text_of_cell(row[own.key]) if own.key is not None and own.key < len(row) else ""
        names = {name: cell_name(path, own.sheet, Place(number, place)) for name, place in own.columns.items()}
        yield TypedRow(key, {name: value for name, value in cells.items() if text_of_cell(value)}, names)


# -- what is hidden in it ----------------------------------------------------------------------------------------------


def _hidden(sheets: tuple[Sheet, ...], name: str) -> Sheet | None:
    return next((own for own in sheets if own.name == name), None)


def _base(path: Path, sheets: tuple[Sheet, ...], problems: list[Problem]) -> Base | None:
    sheet = _hidden(sheets, BASE_SHEET)
    if sheet is None or not sheet.rows:
        return None
    text = "".join(value for row in sheet.rows[1:] for value in row[:1] if isinstance(value, str))
    try:
        return _as_base(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        what = _("what is hidden in it of how it was handed out is damaged")
        hint = _("hand out a new workbook and copy the rows into it")
        problems.append(Problem(path.name, 0, 0, what, hint))
        return None


def _as_base(held: Any) -> Base:
    rows = {
        kind: {
            str(key): BaseRow(str(criterion), {str(name): str(value) for name, value in values.items()})
            for key, (criterion, values) in held[kind.value].items()
        }
        for kind in SheetKind
    }
    return Base(str(held["body"]), int(held["year"]), str(held["owner"]), rows)


def _words(sheets: tuple[Sheet, ...]) -> Words:
    """Return what the lists say that is shown, with what is meant."""
    sheet = _hidden(sheets, LISTS_SHEET)
    if sheet is None or not sheet.rows:
        return {}
    heads = [text_of_cell(value) for value in sheet.rows[0]]
    columns: dict[str, list[str]] = {}
    for place, head in enumerate(heads):
        if head.startswith(f"{MARK} "):
            name = head.removeprefix(f"{MARK} ")
            columns[name] = _column(sheet, place)
            for step in (1, 2):
                following = (
                    text_of_cell(row[place + step]) if place + step < len(row) else "" for row in sheet.rows[1:]
                )
                columns[f"{name} {step}"] = list(following)
    found: dict[tuple[str, str], str] = {}
    for criterion, shown, meant in _filled(columns, "labels", 3):
        found[f"label {criterion}", fold(shown)] = meant
    for key, name in (("level", "levels"), ("action", "works")):
        for shown, meant in _filled(columns, name, 2):
            found[key, fold(shown)] = meant
    return found


def _column(sheet: Sheet, place: int) -> list[str]:
    """Return what stands below the head of a column."""
    return [text_of_cell(row[place]) if place < len(row) else "" for row in sheet.rows[1:]]


def _filled(columns: dict[str, list[str]], name: str, count: int) -> Iterator[tuple[str, ...]]:
    parts = [columns.get(name, []), *(columns.get(f"{name} {step}", []) for step in range(1, count))]
    return takewhile(all, zip(*parts, strict=False))
