"""What the sheets of a workbook of evidence look like, and what can be chosen in them."""

from collections.abc import Sequence

from openness_cli.files.sheets.columns import DAYS, NUMBERS, SheetKind
from openness_cli.files.tables.handouts import LISTS_SHEET, Column
from openness_cli.forms import _workbook_writer as writer
from openness_cli.forms._choices import Choices
from openness_cli.forms._workbook_writer import Allowed, Listed, Look
from openness_cli.messages import _

SPARE_ROWS = 200
_WIDTHS = {
    "criterion": 10, "title": 44, "asks": 52, "points": 7, "owner": 24, "level": 12, "count": 9, "of": 9,
    "not_applicable": 28, "action": 24, "effort_days": 9, "state": 26, "due": 12, "note": 24, "of_criterion": 34,
    "label": 22, "url": 40, "file": 24, "published": 15, "held": 14, "updated": 14, "shows": 13, "contains": 20,
    "delete": 11, "name": 50, "email": 34, "id": 24,
}  # fmt: skip
_AS_TYPED = frozenset({"criterion", "label", "url", "file", "contains", "owner", "action", "id", "email"})
_NAMES = {"owner": "units", "level": "levels", "action": "works", "delete": "yes"}


def sheet_of(kind: SheetKind, rows: Sequence[writer.Row], choices: Choices) -> writer.Sheet:
    """Return a sheet of a kind."""
    is_protected = kind is SheetKind.CRITERIA
    is_wide = kind in (SheetKind.CRITERIA, SheetKind.ITEMS)
    columns = [_column(kind, own, choices) for own in kind.columns]
    spare = 0 if is_protected else SPARE_ROWS
    return writer.Sheet(_(kind.words), kind.head, columns, rows, spare, is_protected, is_wide)


def _column(kind: SheetKind, own: Column, choices: Choices) -> writer.Column:
    key = own.key
    look = (
        Look.DAY if key in DAYS or key == "due"
        else Look.POINTS if key == "points"
        else Look.NUMBER if key in NUMBERS
        else Look.TYPED if key in _AS_TYPED
        else Look.TEXT
    )  # fmt: skip
    # a cell shows the title of the criterion that is chosen beside it
    last = len(choices.criteria) + 1
    title = f'=IFERROR(VLOOKUP($B{{row}},{LISTS_SHEET}!$G$2:$H${last},2,FALSE),"")' if key == "of_criterion" else ""
    is_locked = not own.is_read or (kind is SheetKind.CRITERIA and key == "criterion")
    return writer.Column(key, own.shown, _WIDTHS[key], look, is_locked, _allowed(kind, own, choices), title)


def _allowed(kind: SheetKind, own: Column, choices: Choices) -> Allowed | None:
    if not own.is_read:
        return None
    if own.key in _NAMES:
        return Allowed(writer.range_of(_NAMES[own.key]))
    if own.key == "criterion" and kind is SheetKind.ITEMS:
        return Allowed(writer.range_of("criteria"))
    if own.key == "label":
        whole = f"{LISTS_SHEET}!$A$2:$A${max(len(choices.labels) + 1, 2)}"
        return Allowed(f"OFFSET({LISTS_SHEET}!$B$2,MATCH($B2,{whole},0)-1,0,COUNTIF({whole},$B2),1)")
    return Allowed(is_day=own.key in DAYS) if own.key in DAYS | NUMBERS else None


def lists_of(choices: Choices) -> tuple[Listed, ...]:
    """Return the hidden lists: what is shown, and on its right what is meant."""
    labels = [[own[at] for own in choices.labels] for at in range(3)]
    pairs = ("levels", choices.levels), ("criteria", choices.criteria), ("works", choices.works)
    levels, criteria, works = (
        (Listed(name, [shown for shown, _meant in own]), Listed("", [meant for _shown, meant in own]))
        for name, own in pairs
    )
    return (
        Listed("labels", labels[0], is_named=False), Listed("", labels[1]), Listed("", labels[2]),
        *levels, Listed("units", choices.units), *criteria, *works, Listed("yes", [choices.delete]),
    )  # fmt: skip
