"""``openness index``: the definitions as a workbook for whoever holds the decree, and a folder with what was typed."""

import shlex
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from zoneinfo import ZoneInfo

from openness_cli.cli.command import command
from openness_cli.cli.delivery import check_workspace_targets, deliver
from openness_cli.cli.editions import compare
from openness_cli.cli.index_preview import preview_of
from openness_cli.cli.index_telling import Telling, tell_conflicts
from openness_cli.cli.making import free_folder, place
from openness_cli.cli.opening import folder_here, index_folder_of, workspace_folder
from openness_cli.cli.options import IndexName, argument, flag, option
from openness_cli.cli.options import place as place_of
from openness_cli.cli.options import place as value_of
from openness_cli.cli.parsing import parse_as_of
from openness_cli.cli.problems import nothing_written
from openness_cli.cli.replacing import refuse_to_lose
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, InvalidInput, UsageError
from openness_cli.files.index import INDEX_FILE, load_index
from openness_cli.files.index_book.amending import Amendment, amended
from openness_cli.files.index_book.comparing import Compared, compared, is_typed_into
from openness_cli.files.index_book.reading import Book, is_later, read_book
from openness_cli.files.index_book.state import Definitions, read_definitions
from openness_cli.files.index_book.writing import contents_of
from openness_cli.files.sources import workspace_of
from openness_cli.files.workspace import read_configuration, read_index
from openness_cli.files.writing import replace_all
from openness_cli.formats.choices import Format
from openness_cli.forms.definitions_workbook import shown_figure, write_definitions
from openness_cli.messages import _, n_
from openness_cli.reports.diff import DiffReport

_ENDING = ".xlsx"


@command
def export(
    session: Session,
    *,
    file: Annotated[Path, argument("FILE", _("The workbook to be made (.xlsx)."))],
    index: IndexName = None,
) -> ExitCode:
    """Write the definitions as a workbook."""
    if file.suffix.lower() != _ENDING:
        raise UsageError(_("name a workbook that ends in .xlsx"))
    folder = _definitions(session, index, folder_here())
    check_workspace_targets([file], folder_here() or Path(), folder)
    refuse_to_lose([file], is_typed_into)
    replace_all([(file, write_definitions(read_definitions(folder)))])
    session.say(_("written: {file}").format(file=file))
    text = _("Fill in the yellow cells, then: openness index import {file} --to {folder}")
    # what was named for the way out is to be named for the way back
    named = shlex.join([str(file), *(("--index", index) if index else ())])
    session.say(text.format(file=named, folder=place_of("DIR")))
    return ExitCode.DONE


def _definitions(session: Session, name: str | None, body: Path | None) -> Path:
    """Return where the definitions are: those that are named, else those of a body, else ours."""
    if body is None:
        return index_folder_of(name)
    configuration = read_configuration(body)
    session.speak_as_configured(configuration.language)
    return index_folder_of(name) if name else read_index(configuration)[0]


@command
def import_(
    session: Session,
    *,
    file: Annotated[Path, argument("FILE", _("The workbook that came back (.xlsx, .ods)."))],
    to: Annotated[Path | None, option("DIR", _("The new folder for the definitions."))] = None,
    edition: Annotated[
        str | None, option("DATE", _("The edition of the new definitions; today, where anything changes."))
    ] = None,
    preview: Annotated[
        Path | None,
        option("DIR", _("Show what they change for the body of this workspace; for the one here it is shown anyway.")),
    ] = None,
    share_out: Annotated[
        bool, flag("--share-out", _("Share out what is left of all points among what stays assumed, in proportion."))
    ] = False,
    dry_run: Annotated[bool, flag("--dry-run", _("Tell what would change, and write nothing."))] = False,
    index: IndexName = None,
) -> ExitCode:
    """Write a folder of definitions with what was typed into a workbook."""
    if to is None and not dry_run:
        raise UsageError(_("name the new folder with {option}").format(option=f"--to {value_of('DIR')}"))
    day = parse_as_of(edition, "--edition")
    body = workspace_folder(workspace_of(preview) or preview) if preview is not None else folder_here()
    source = _definitions(session, index, body)
    target = _target(to, body, source) if to is not None else None
    try:
        definitions, book = _read(source, file)
        found = compared(book, definitions.state)
        if found.conflicts:
            tell_conflicts(session, found.conflicts)
            return ExitCode.FAILED
        amendment = _amended(definitions, found, shares=share_out)
        contents = contents_of(definitions, amendment, day or _edition(session, definitions, amendment))
        shown = _placed(session, None if dry_run else target, contents, source, body)
    except InvalidInput as error:
        session.complain(nothing_written(error))
        return ExitCode.INVALID
    telling = Telling(definitions, book, amendment, found, is_dry=dry_run, target=to)
    session.say("\n".join(telling.lines()))
    if shown is not None:
        deliver(session, shown, Format.TERMINAL)
    return ExitCode.DONE


def _target(to: Path, body: Path | None, source: Path) -> Path:
    """Return the new folder. Raises UsageError where it is not free, or lies in what is read."""
    target = free_folder(to)
    check_workspace_targets([target / INDEX_FILE if target.exists() else target], body or Path(), source)
    return target


def _read(source: Path, file: Path) -> tuple[Definitions, Book]:
    definitions, book = read_definitions(source), read_book(file)
    if book.base is not None and book.base.index_id != definitions.index.id:
        text = _("{file} was made of another index: {other}, here it is {own}; name it with --index")
        raise UsageError(text.format(file=file.name, other=book.base.index_id, own=definitions.index.id))
    if book.base is not None and is_later(book.base, definitions):
        text = _("{file} was made of later definitions, {other}; here it is {own}: name those with --index")
        own = definitions.index.edition.isoformat()
        raise UsageError(text.format(file=file.name, other=book.base.edition, own=own))
    return definitions, book


def _amended(definitions: Definitions, found: Compared, *, shares: bool) -> Amendment:
    """Return what is to be written. Raises InvalidInput with all that is wrong."""
    amendment = amended(definitions.index, definitions.state, found, shown_figure, shares=shares)
    if wrong := (*found.problems, *amendment.problems):
        raise InvalidInput(tuple(dict.fromkeys(wrong)))
    return amendment


def _edition(session: Session, definitions: Definitions, amendment: Amendment) -> date:
    """Return today, of definitions in which nothing changes the edition that they are."""
    today = session.now().astimezone(ZoneInfo(definitions.index.time_zone)).date()
    return definitions.index.edition if amendment.is_empty else today


def _placed(
    session: Session, target: Path | None, contents: dict[str, bytes], source: Path, body: Path | None
) -> DiffReport | None:
    """Put the new folder in its place, or, without one, nowhere; and return what it changes for a body.

    Raises InvalidInput where it could not be read again: then it is not there.
    """
    shown: list[DiffReport] = []

    def check(folder: Path) -> None:
        load_index(folder)
        if body is None:
            return
        try:
            shown.append(preview_of(session, body, source, folder))
        except InvalidInput as error:
            # the definitions are sound, and are written
            count = len(error.problems)
            text = n_(
                "What they change for {folder} cannot be shown, {count} problem: openness validate {folder}",
                "What they change for {folder} cannot be shown, {count} problems: openness validate {folder}",
                count,
            )
            session.complain(text.format(count=count, folder=shlex.quote(str(body))))

    if target is not None:
        place(target, contents, check, replaces=True)
    else:
        with TemporaryDirectory(prefix="openness-") as folder:
            place(Path(folder), contents, check)
    return next(iter(shown), None)


COMMANDS = {
    "export": (export, _("Write the definitions as a workbook, to be put right by whoever holds the decree.")),
    "import": (import_, _("Write a new folder of definitions with what was typed into a workbook, or nothing.")),
    "compare": (compare, _("Show what another edition of the rules would change for a body, side by side.")),
}
