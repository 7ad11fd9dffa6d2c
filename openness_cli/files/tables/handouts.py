"""Workbooks that are handed out and come back: sheets known by hidden marks, columns by their heads, what is hidden."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.tables.cells import cell_name, unreadable_cells
from openness_cli.files.tables.guard import Place
from openness_cli.files.tables.reading import Sheet, Value, is_blank, text_of_cell
from openness_cli.messages import _, in_every_language
from openness_cli.model.evidence import fold

MARK = "#openness"
BASE_SHEET, LISTS_SHEET = "_base", "_lists"
# how many letters of the exported state stand in one cell
_PIECE = 8000
_FIRST_ROWS = 15


class Column(NamedTuple):
    """A column by the key of what it holds; one that is not read back is for the eyes alone.

    ``suffix`` stands behind its head, the same in every language.
    """

    key: str
    head: str
    is_read: bool = True
    suffix: str = ""

    @property
    def shown(self) -> str:
        """Its head in the language in use."""
        return _(self.head) + self.suffix


class SheetForm(Protocol):
    """A kind of sheet: its name, what stands in its first cell, its columns, and those by which it is known."""

    words: str

    @property
    def head(self) -> str:
        """What stands in the first cell of the sheet, hidden."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns behind the hidden one of the keys."""

    @property
    def known_by(self) -> frozenset[str]:
        """The columns by which it is known where its first cell is gone."""


Form = TypeVar("Form", bound=SheetForm)


class TypedRow(NamedTuple):
    """A row that holds something: its hidden key, and its cells by their columns."""

    key: str
    cells: Mapping[str, Value]
    names: Mapping[str, str]

    def name_of(self, key: str) -> str:
        """Return the cell of a column as people find it; of one that is not there the first."""
        return self.names.get(key) or next(iter(self.names.values()))


class Headed(NamedTuple, Generic[Form]):
    """A sheet whose kind is known: the row of its heads, the column of the hidden keys, its columns by their keys."""

    kind: Form
    sheet: Sheet
    row: int
    key: int | None
    columns: Mapping[str, int]
    unread: tuple[str, ...]


Held = TypeVar("Held")


def opened_handout(
    path: Path,
    sheets: tuple[Sheet, ...],
    kinds: Iterable[Form],
    stranger: tuple[str, str],
    as_base: Callable[[Any], Held],
) -> tuple[dict[Form, Headed[Form]], Held | None]:
    """Return the sheets of a workbook by their kinds, and what is hidden in it of how it was handed out, if anything.

    ``stranger`` says that no sheet is of these kinds, and what to do; ``as_base`` takes what is hidden apart, and may
    raise ValueError, KeyError, TypeError, AttributeError or ArithmeticError: then it is damaged. Raises InvalidInput.
    """
    problems: list[Problem] = []
    found = _sheets_by_kind(path, sheets, kinds, problems)
    if not found and not problems:
        problems.append(Problem(path.name, 0, 0, *stranger))
    base = None
    # what another kind of workbook hides is not damaged
    if found:
        try:
            held = _hidden_state(sheets)
            base = None if held is None else as_base(held)
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
            problems.append(_damaged_state(path))
    if problems:
        raise InvalidInput(tuple(problems))
    return found, base


def _sheets_by_kind(
    path: Path, sheets: Iterable[Sheet], kinds: Iterable[Form], problems: list[Problem]
) -> dict[Form, Headed[Form]]:
    """Return the sheets of a workbook by their kinds, and note what cannot be read in them."""
    found: dict[Form, Headed[Form]] = {}
    kinds = tuple(kinds)
    for sheet in sheets:
        own = _headed(path, sheet, kinds, problems)
        if own is None:
            continue
        if own.kind in found:
            what = _("two sheets are for “{what}”: {one} and {other}").format(
                what=_(own.kind.words), one=found[own.kind].sheet.name, other=sheet.name
            )
            problems.append(Problem(path.name, 0, 0, what, _("delete one of them")))
        found.setdefault(own.kind, own)
    for own in found.values():
        problems += unreadable_cells(path, own.sheet, own.row, {*own.columns.values()})
    return found


def _headed(path: Path, sheet: Sheet, kinds: tuple[Form, ...], problems: list[Problem]) -> Headed[Form] | None:
    """Return a sheet with its heads: by its hidden mark, else by the heads alone; None where it is something else."""
    marked = {kind.head: kind for kind in kinds}
    for number, row in enumerate(sheet.rows[:_FIRST_ROWS]):
        texts = [text_of_cell(value) for value in row]
        found = [marked[text] for text in texts if text in marked]
        if not found and any(text.startswith(MARK) for text in texts[:1]):
            return None
        fitting = found or [kind for kind in kinds if kind.known_by <= _by_heads(kind, texts).keys()]
        if len(fitting) > 1:
            what = _("the sheet could be “{one}” or “{other}”")
            words = {"one": _(fitting[0].words), "other": _(fitting[1].words)}
            problems.append(Problem(f"{path.name}, {sheet.name}", 0, 0, what.format(**words), _("delete one column")))
            return None
        if fitting:
            return _with_columns(path, sheet, number, fitting[0], problems)
    return None


def _with_columns(path: Path, sheet: Sheet, row: int, kind: Form, problems: list[Problem]) -> Headed[Form]:
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
    return Headed(kind, sheet, row, key, columns, unread)


@cache
def _heads_of(columns: tuple[Column, ...]) -> Mapping[str, str]:
    return {fold(head + own.suffix): own.key for own in columns for head in in_every_language(own.head)}


def _by_heads(kind: SheetForm, texts: list[str]) -> dict[str, list[int]]:
    """Return the columns of a kind of sheet with the places whose heads say so in any language."""
    heads = _heads_of(kind.columns)
    found: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if (name := heads.get(fold(text))) is not None:
            found.setdefault(name, []).append(place)
    return found


def typed_rows(path: Path, own: Headed[Form]) -> Iterator[TypedRow]:
    """Return the rows below the heads that hold anything in a column that is read."""
    # what a cell is called but for the number of its row
    leads = {name: cell_name(path, own.sheet, Place(0, place)).removesuffix("1") for name, place in own.columns.items()}
    for number, row in enumerate(own.sheet.rows[own.row + 1 :], start=own.row + 1):
        cells = {name: row[place] for name, place in own.columns.items() if place < len(row)}
        if is_blank(list(cells.values())):
            continue
        key = text_of_cell(row[own.key]) if own.key is not None and own.key < len(row) else ""
        names = {name: f"{lead}{number + 1}" for name, lead in leads.items()}
        yield TypedRow(key, {name: value for name, value in cells.items() if text_of_cell(value)}, names)


# -- what is hidden ----------------------------------------------------------------------------------------------------


def pieces_of(held: object) -> tuple[str, ...]:
    """Return a state as JSON, in pieces that cells hold."""
    # what looks like a letter that a workbook escapes is kept from being read as one
    text = json.dumps(held, separators=(",", ":")).replace("_x", "\\u005fx")
    return tuple(text[start : start + _PIECE] for start in range(0, len(text), _PIECE))


def _hidden_state(sheets: Iterable[Sheet]) -> Any:
    """Return the state that is hidden in a workbook; None where it is gone. Raises ValueError where it is damaged."""
    sheet = _hidden(sheets, BASE_SHEET)
    if sheet is None or not sheet.rows:
        return None
    try:
        return json.loads("".join(value for row in sheet.rows[1:] for value in row[:1] if isinstance(value, str)))
    except RecursionError as error:
        raise ValueError from error


def _damaged_state(path: Path) -> Problem:
    """Return that what is hidden in a workbook cannot be read."""
    what = _("what is hidden in it of how it was handed out is damaged")
    return Problem(path.name, 0, 0, what, _("hand out a new workbook and copy the rows into it"))


class Lists(NamedTuple):
    """The columns of the hidden lists, by their heads; those to the right of a head have a number behind it."""

    columns: Mapping[str, list[str]]

    def filled(self, name: str, count: int) -> Iterator[tuple[str, ...]]:
        """Return the rows of a list of so many columns, up to the first that is not full."""
        names = (name, *(f"{name} {step}" for step in range(1, count)))
        return takewhile(all, zip(*(self.columns.get(own, []) for own in names), strict=False))


def hidden_lists(sheets: Iterable[Sheet]) -> Lists:
    """Return what the lists of a workbook say that is shown, with what is meant."""
    sheet = _hidden(sheets, LISTS_SHEET)
    columns: dict[str, list[str]] = {}
    for place, value in enumerate(sheet.rows[0] if sheet and sheet.rows else ()):
        head = text_of_cell(value)
        if sheet and head.startswith(f"{MARK} "):
            name = head.removeprefix(f"{MARK} ")
            for step in (0, 1, 2):
                below = [text_of_cell(row[place + step]) if place + step < len(row) else "" for row in sheet.rows[1:]]
                columns[f"{name} {step}" if step else name] = below
    return Lists(columns)


def _hidden(sheets: Iterable[Sheet], name: str) -> Sheet | None:
    return next((own for own in sheets if own.name == name), None)
