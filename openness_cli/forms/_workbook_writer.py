"""A workbook to be filled in, by XlsxWriter: what may be typed, what can be chosen, what is hidden.

Rows are as high as their texts: not every program works that out. Nothing that is written is run as a formula.
"""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from openness_cli.files.sheets.columns import BASE_SHEET, DAYS, LISTS_SHEET, MARK, NUMBERS, Column, SheetKind
from openness_cli.formats.sheet_sizes import LINE, lines_of
from openness_cli.forms._choices import Choices
from openness_cli.forms._how_to import HowTo
from openness_cli.messages import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | float | date | None
SPARE_ROWS = 200
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001  (the library's; the same input gives the same bytes)
_LOCKED, _HEAD, _INK, _ACCENT, _RULE = "#eef1f4", "#e3e9ef", "#18212b", "#1d4f7c", "#d3dae2"
_MOST_LINES = 30
_WIDTHS = {
    "criterion": 10, "title": 44, "asks": 52, "points": 7, "owner": 24, "level": 12, "count": 9, "of": 9,
    "not_applicable": 28, "action": 24, "effort_days": 9, "state": 26, "due": 12, "note": 24, "of_criterion": 34,
    "label": 22, "url": 40, "file": 24, "published": 15, "held": 14, "updated": 14, "shows": 13, "contains": 20,
    "delete": 9, "name": 50, "email": 34, "id": 24,
}  # fmt: skip
_AS_TYPED = frozenset({"criterion", "label", "url", "file", "contains", "owner", "action", "id", "email"})
_NAMES = {"owner": "openness_units", "level": "openness_levels", "action": "openness_works"}


class Row(NamedTuple):
    """A row by its hidden key: cells by their columns; ``unfit`` are those that mean nothing here."""

    key: str
    cells: Mapping[str, Cell]
    unfit: frozenset[str] = frozenset()


class Sheet(NamedTuple):
    """A sheet of a kind and what is filled in."""

    kind: SheetKind
    rows: Sequence[Row]


class Book(NamedTuple):
    """All of a workbook; ``base`` is its hidden state, in pieces."""

    title: str
    sheets: Sequence[Sheet]
    choices: Choices
    base: Sequence[str]
    how_to: HowTo


def write(book: Book) -> tuple[bytes, list[str]]:
    """Return a workbook, and the places of what no cell holds: where there are any, it is not to be used."""
    from xlsxwriter import Workbook  # noqa: PLC0415  (heavy, and only a workbook needs it)

    out = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
        "default_format_properties": {"font_name": "Arial", "font_size": 10},
    }  # fmt: skip
    workbook = Workbook(out, options)
    workbook.set_properties({"title": book.title[:255], "author": "openness", "created": _CREATED})
    writing = _Writing(workbook, book)
    writing.write()
    workbook.close()
    return out.getvalue(), writing.too_long


class _Writing:
    def __init__(self, workbook: "Workbook", book: Book) -> None:
        self._workbook, self._book = workbook, book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}
        self.too_long: list[str] = []

    def write(self) -> None:
        for sheet in self._book.sheets:
            self._sheet(sheet)
        self._how_to(self._book.how_to)
        self._lists()
        base = self._workbook.add_worksheet(BASE_SHEET)
        base.write_string(0, 0, f"{MARK} base 1")
        for place, piece in enumerate(self._book.base, start=1):
            base.write_string(place, 0, piece)
        base.very_hidden()
        self._workbook.worksheets()[0].activate()

    def _format(self, **properties: object) -> "Format":
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            look = {"valign": "top", "font_color": _INK, **properties}
            self._formats[key] = self._workbook.add_format(look)
        return self._formats[key]

    def _format_of(self, key: str, *, is_locked: bool) -> "Format":
        look: dict[str, object] = {"text_wrap": True, "bottom": 1, "bottom_color": _RULE}
        if key in DAYS or key == "due":
            look["num_format"] = "dd.mm.yyyy"
        elif key == "points":
            look["num_format"] = "0.00"
        elif key in _AS_TYPED:
            look["num_format"] = "@"
        if key not in NUMBERS and key != "points":
            look |= {"align": "left", "indent": 1}
        return self._format(**look, **({"bg_color": _LOCKED} if is_locked else {"locked": False}))

    # -- sheets --------------------------------------------------------------------------------------------------------

    def _sheet(self, sheet: Sheet) -> None:
        kind = sheet.kind
        to = self._workbook.add_worksheet(_(kind.words)[:31])
        is_protected = kind is SheetKind.CRITERIA
        last = len(sheet.rows) + (0 if is_protected else SPARE_ROWS)
        to.write_string(0, 0, kind.head)
        for place, column in enumerate(kind.columns, start=1):
            own = self._format_of(column.key, is_locked=is_protected or not column.is_read)
            to.set_column(place, place, _WIDTHS[column.key], None if is_protected else own)
            to.write_string(0, place, _(column.head), self._head())
            self._choosing(to, kind, column, place, last)
        to.set_column(0, 0, 4, self._format(locked=False), {"hidden": True})
        to.set_row(0, 2 * LINE + 4)
        for number, row in enumerate(sheet.rows, start=1):
            self._row(to, kind, number, row)
        if kind is SheetKind.ITEMS:
            for number in range(len(sheet.rows) + 1, last + 1):
                self._title(to, number, "")
        self._sight(to, kind, max(last, 1), len(sheet.rows))

    def _sight(self, to: "Worksheet", kind: SheetKind, last: int, filled: int) -> None:
        is_wide = kind in (SheetKind.CRITERIA, SheetKind.ITEMS)
        to.freeze_panes(1, 2)
        to.autofilter(0, 1, last, len(kind.columns))
        to.hide_gridlines(1)
        to.set_paper(8 if is_wide else 9)
        to.print_area(0, 1, max(filled, 1), len(kind.columns))
        (to.set_landscape if is_wide else to.set_portrait)()
        to.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        to.fit_to_pages(1, 0)
        to.repeat_rows(0)
        title = self._book.title.replace("&", "&&")[:80]
        to.set_footer(f"&L&8 {title}&R&8 &A · &P / &N")
        to.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
        if kind is SheetKind.CRITERIA:
            to.protect("", {"autofilter": True, "format_columns": True, "format_rows": True})

    def _head(self) -> "Format":
        return self._format(
            bold=True, text_wrap=True, bg_color=_HEAD, bottom=2, bottom_color=_ACCENT, align="left", indent=1
        )

    def _row(self, to: "Worksheet", kind: SheetKind, number: int, row: Row) -> None:
        to.write_string(number, 0, row.key, self._format(locked=False))
        lines = 1
        for place, column in enumerate(kind.columns, start=1):
            value = row.cells.get(column.key)
            is_locked = not column.is_read or column.key in row.unfit
            is_locked |= kind is SheetKind.CRITERIA and column.key == "criterion"
            look = self._format_of(column.key, is_locked=is_locked)
            if column.key == "of_criterion":
                self._title(to, number, str(value or ""))
            elif self._cell(to, number, place, value, look):
                head = _(column.head)
                self.too_long.append(f"{row.cells.get('criterion') or row.key}: {head}")
            if isinstance(value, str):
                lines = max(lines, lines_of(value, _WIDTHS[column.key] - 2))
        to.set_row(number, min(lines, _MOST_LINES) * LINE + 3)

    def _cell(self, to: "Worksheet", row: int, place: int, value: Cell, look: "Format") -> int:
        match value:
            case None | "":
                return int(to.write_blank(row, place, None, look))
            case str():
                return int(to.write_string(row, place, value, look))
            case date():
                return int(to.write_datetime(row, place, datetime.combine(value, datetime.min.time()), look))
            case _:
                return int(to.write_number(row, place, value, look))

    def _title(self, to: "Worksheet", row: int, title: str) -> None:
        """Have a cell show the title of the criterion that is chosen beside it."""
        last = len(self._book.choices.criteria) + 1
        formula = f'=IFERROR(VLOOKUP($B{row + 1},{LISTS_SHEET}!$G$2:$H${last},2,FALSE),"")'
        to.write_formula(row, 2, formula, self._format_of("of_criterion", is_locked=True), title)

    # -- what can be chosen --------------------------------------------------------------------------------------------

    def _choosing(self, to: "Worksheet", kind: SheetKind, column: Column, place: int, last: int) -> None:
        if last < 1 or not column.is_read:
            return
        own: dict[str, object] | None = None
        if column.key in _NAMES:
            own = {"validate": "list", "source": f"={_NAMES[column.key]}"}
        elif column.key == "delete":
            own = {"validate": "list", "source": "=openness_yes"}
        elif column.key == "criterion" and kind is SheetKind.ITEMS:
            own = {"validate": "list", "source": "=openness_criteria"}
        elif column.key == "label":
            end = max(len(self._book.choices.labels) + 1, 2)
            whole = f"{LISTS_SHEET}!$A$2:$A${end}"
            source = f"=OFFSET({LISTS_SHEET}!$B$2,MATCH($B2,{whole},0)-1,0,COUNTIF({whole},$B2),1)"
            own = {"validate": "list", "source": source}
        elif column.key in DAYS:
            own = {"validate": "date", "criteria": ">", "value": date(2000, 1, 1)}
        elif column.key in NUMBERS:
            own = {"validate": "decimal", "criteria": ">=", "value": 0}
        if own is not None:
            told = {
                "error_type": "warning",
                "error_title": _("Unusual"),
                "error_message": _("This is not among what is usual here. Keep it all the same?"),
            }
            to.data_validation(1, place, last, place, own | told)

    def _lists(self) -> None:
        choices = self._book.choices
        to = self._workbook.add_worksheet(LISTS_SHEET)
        columns: list[Sequence[str]] = [
            *([own[at] for own in choices.labels] for at in range(3)),
            *([own[at] for own in choices.levels] for at in range(2)),
            choices.units,
            *([own[at] for own in choices.criteria] for at in range(2)),
            *([own[at] for own in choices.works] for at in range(2)),
            [choices.delete],
        ]
        heads = ("labels", "", "", "levels", "", "units", "criteria", "", "works", "", "yes")
        for place, (head, words) in enumerate(zip(heads, columns, strict=True)):
            to.write_string(0, place, f"{MARK} {head}" if head else "")
            for number, word in enumerate(words, start=1):
                to.write_string(number, place, word)
            if head and head != "labels":
                letter = chr(ord("A") + place)
                area = f"={LISTS_SHEET}!${letter}$2:${letter}${max(len(words), 1) + 1}"
                self._workbook.define_name(f"openness_{head}", area)
        to.very_hidden()

    def _how_to(self, page: HowTo) -> None:
        to = self._workbook.add_worksheet(page.title[:31])
        widths = (10, 40, 34, 60)
        for place, width in enumerate(widths):
            to.set_column(place, place, width)
        to.hide_gridlines(2)
        to.set_paper(9)
        to.set_landscape()
        to.fit_to_pages(1, 0)
        to.write_string(0, 0, page.title, self._format(bold=True, font_size=14))
        for number, sentence in enumerate(page.sentences, start=1):
            to.write_string(number, 0, sentence, self._format())
        at = len(page.sentences) + 2
        for row in (page.heads, *page.examples):
            look = self._head() if row is page.heads else self._format_of("title", is_locked=False)
            for place, text in enumerate(row):
                to.write_string(at, place, text, look)
            lines = max(lines_of(text, width - 2) for text, width in zip(row, widths, strict=True))
            to.set_row(at, lines * LINE + 3)
            at += 1
