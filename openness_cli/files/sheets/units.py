"""Units that a workbook calls otherwise than the files do: rows with the old or the new name mean the same."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.outcomes import Handout, Row
from openness_cli.messages import _
from openness_cli.model.evidence import fold


class Renaming(NamedTuple):
    """A unit that is called otherwise from now on, with the row that says so."""

    old: str
    new: str
    row: Row


def renamings_of(rows: Sequence[Row], names: Collection[str]) -> Iterator[Renaming | Problem]:
    """Yield the units that are called otherwise; a problem where two would be called alike, or one in two ways."""
    known = {fold(own) for own in names}
    found: dict[str, Renaming] = {}
    for row in rows:
        new = row.values.get("name", "")
        if not row.key or not new or fold(new) == fold(row.key) or row.is_deleted:
            continue
        if fold(row.key) not in known:
            if fold(new) not in known:
                what = _("there is no unit “{unit}” any more").format(unit=row.key)
                yield Problem(row.cell("name"), 0, 0, what, _("hand out a new workbook and rename it there"))
            continue
        own = found.setdefault(fold(row.key), Renaming(row.key, new, row))
        if fold(own.new) != fold(new):
            what = _("the unit “{unit}” is renamed in two ways: {one} and {other}")
            one, other = (_("“{text}”").format(text=name) for name in (own.new, new))
            told = what.format(unit=row.key, one=f"{one} ({own.row.cell('name')})", other=other)
            yield Problem(row.cell("name"), 0, 0, told, _("keep one of the two"))
    gone = {fold(row.key): row for row in rows if row.is_deleted}
    taken: dict[str, str] = {}
    for own in found.values():
        deleted = gone.get(fold(own.old)) or gone.get(fold(own.new))
        if deleted is not None:
            what = _("the unit “{unit}” is called otherwise here, and is to be deleted in {other}")
            told = what.format(unit=own.old, other=deleted.cell("delete"))
            yield Problem(own.row.cell("name"), 0, 0, told, _("keep one of the two"))
        other = taken.setdefault(fold(own.new), own.old)
        # also of one that is called otherwise itself: a second time nobody could say which is meant
        if other != own.old or fold(own.new) in known:
            what = _("two units would be called “{unit}”").format(unit=own.new)
            yield Problem(own.row.cell("name"), 0, 0, what, _("give each a name of its own"))
    yield from found.values()


def as_in_files(books: Iterable[Handout], names: Collection[str]) -> list[Handout]:
    """Return workbooks in which each unit is called as in the files, of which ``names`` are all."""
    known = {fold(own) for own in names}
    books = list(books)
    called: dict[str, str] = {}
    for book in books:
        for row in book.rows.get(SheetKind.UNITS, ()):
            old, new = row.key, row.values.get("name", "")
            if new and fold(old) != fold(new) and not row.is_deleted:
                if fold(old) in known:
                    called[fold(new)] = old
                elif fold(new) in known:
                    called[fold(old)] = new
    return [_called(book, called) for book in books] if called else books


def _called(book: Handout, called: Mapping[str, str]) -> Handout:
    def renamed(kind: SheetKind, row: Row) -> Row:
        key = called.get(fold(row.key), row.key) if kind is SheetKind.UNITS else row.key
        owner = called.get(fold(row.values.get("owner", "")))
        return row._replace(key=key, values={**row.values, "owner": owner} if owner else row.values)

    rows = {kind: [renamed(kind, row) for row in own] for kind, own in book.rows.items()}
    base = book.base
    if base is not None:
        held = {kind: [renamed(kind, row) for row in own.values()] for kind, own in base.items()}
        base = {kind: {row.key: row for row in own} for kind, own in held.items()}
    return Handout(book.name, rows, base)
