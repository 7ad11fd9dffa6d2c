"""Workbooks that came back: read and judged against a workspace; and whether one holds what its files do not."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.judging import Setting, judge
from openness_cli.files.sheets.merge import merge
from openness_cli.files.sheets.outcomes import Handout, Keep, Outcome
from openness_cli.files.sheets.reading import Handed, called, read_handed
from openness_cli.files.sheets.state import State
from openness_cli.files.sheets.units import Renaming, as_in_files, renamings_of
from openness_cli.files.workspace import Opened
from openness_cli.formats.csv_ import rearm
from openness_cli.messages import _
from openness_cli.model.definitions import Count, Share
from openness_cli.model.evidence import Workspace


def read_all(paths: Iterable[Path], workspace: Workspace) -> list[Handed]:
    """Return all workbooks. Raises InvalidInput with all that is wrong with any."""
    handed: list[Handed] = []
    problems: list[Problem] = []
    own = (workspace.organisation.id, workspace.year)
    ordered = sorted(set(paths))
    same = Counter(path.name for path in ordered)
    for path in ordered:
        # one of several that are called alike is named with its folder
        name = str(path) if same[path.name] > 1 else path.name
        try:
            book = called(read_handed(path), name)
        except InvalidInput as error:
            problems += (own._replace(file=name + own.file.removeprefix(path.name)) for own in error.problems)
            continue
        if book.base is not None and (book.base.body, book.base.year) != own:
            what = _("it was handed out for another workspace: {body}, {year}")
            told = what.format(body=book.base.body, year=book.base.year)
            problems.append(Problem(book.name, 0, 0, told, _("hand out a new workbook and copy the rows into it")))
        handed.append(book)
    if problems:
        raise InvalidInput(tuple(problems))
    return handed


def as_meant(opened: Opened, state: State, handed: Iterable[Handed]) -> tuple[list[Handout], list[Renaming]]:
    """Return workbooks as they are meant, and the units that are called otherwise. Raises InvalidInput."""
    problems: list[Problem] = []
    books: list[Handout] = []
    claimed = {own.criterion for own in state.claims if "not_applicable" in own.values}
    works = {own.key: own.values.get("title", own.key) for own in state.works}
    workspace = opened.workspace
    for book in handed:
        typed = book.rows.get(SheetKind.CRITERIA, ())
        exempt = {str(row.cells.get("criterion", "")) for row in typed if "not_applicable" in row.cells}
        setting = Setting(opened.index, workspace.year, workspace.folder, works, frozenset(claimed | exempt), rearm)
        found, wrong = judge(book, setting)
        books.append(found)
        problems += wrong
    names = [own.key for own in state.units]
    renamings: list[Renaming] = []
    for own in renamings_of([row for book in books for row in book.rows.get(SheetKind.UNITS, ())], names):
        if isinstance(own, Problem):
            problems.append(own)
        else:
            renamings.append(own)
    if problems:
        raise InvalidInput(tuple(problems))
    return as_in_files(books, names), renamings


def merged(
    opened: Opened, state: State, books: Sequence[Handout], *, keep: Keep | None = None, deletes_missing: bool = False
) -> Outcome:
    """Return what workbooks come to in a workspace."""
    by_owner = frozenset(own.id for own in opened.index.by_id.values() if isinstance(own.rule, Count | Share))
    return merge(state, books, keep=keep, deletes_missing=deletes_missing, by_owner=by_owner)


def holds_more(opened: Opened, state: State, path: Path) -> bool:
    """Tell whether importing a file would change anything, rows that are gone counted; so does what is no such file.

    What is imported already is in the files: such a workbook holds nothing more.
    """
    try:
        handed = read_all([path], opened.workspace)
        books, renamings = as_meant(opened, state, handed)
    except InvalidInput:
        return True
    if handed[0].base is None or len(handed[0].rows) < len(SheetKind) or renamings:
        return True
    found = merged(opened, state, books, deletes_missing=True)
    return bool(found.edits or any(found.added.values()) or found.deleted or found.conflicts)
