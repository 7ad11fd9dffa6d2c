"""``openness sheet``: the evidence as a workbook for those who live in Excel, and what they typed back into files."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from openness_cli.cli.command import command
from openness_cli.cli.opening import assess_on, folder_of
from openness_cli.cli.options import argument, flag, option
from openness_cli.cli.parsing import one_of, owners_meant
from openness_cli.cli.problems import nothing_written
from openness_cli.cli.replacing import refuse_to_lose
from openness_cli.cli.returned import as_meant, holds_more, merged, read_all
from openness_cli.cli.session import Session
from openness_cli.cli.sheet_telling import tell, tell_conflicts
from openness_cli.cli.splitting import write_each
from openness_cli.errors import ExitCode, InvalidInput, UsageError
from openness_cli.files.holding import held
from openness_cli.files.sheets.columns import SheetKind
from openness_cli.files.sheets.importing import Importer
from openness_cli.files.sheets.outcomes import Handout as Returned
from openness_cli.files.sheets.outcomes import Keep
from openness_cli.files.sheets.reading import Handed
from openness_cli.files.sheets.state import State, state_of
from openness_cli.files.sheets.units import Renaming
from openness_cli.files.sources import EVIDENCE_FOLDER
from openness_cli.files.workspace import Configuration, Opened, open_workspace, read_configuration
from openness_cli.files.writing import replace_all
from openness_cli.forms.evidence_workbook import Handout, write_workbook
from openness_cli.forms.scaffold import file_name
from openness_cli.messages import _, language
from openness_cli.model.evidence import fold
from openness_cli.scoring.findings import find

_ENDING = ".xlsx"
# of a workbook that is open in Excel, or in LibreOffice
_BESIDE = ("~$", ".~lock.")


@command
def export(
    session: Session,
    *,
    where: Annotated[
        list[Path] | None,
        argument("[FILE] [DIR]", _("The workbook to be made (.xlsx); the folder of the workspace.")),
    ] = None,
    owner: Annotated[
        str | None, option("NAME", _("A copy for one unit, with its rows alone: the beginning of its name."))
    ] = None,
    split: Annotated[
        Path | None, option("DIR", _("Write a copy for each unit into this folder, named as the unit."))
    ] = None,
    blank: Annotated[bool, flag("--blank", _("Leave out what is entered: a form to be filled in anew."))] = False,
) -> ExitCode:
    """Write the evidence as a workbook to be filled in."""
    targets = [path for path in where or () if path.suffix.lower() == _ENDING]
    folder = folder_of([path for path in where or () if path not in targets])
    if len(targets) + (split is not None) != 1:
        raise UsageError(_("name one workbook that ends in .xlsx, or a folder with --split"))
    if split is not None and owner is not None:
        raise UsageError(_("{one} and {other} do not go together").format(one="--split", other="--owner"))
    configuration = read_configuration(folder, keeps=True)
    session.speak_as_configured(configuration.language)
    opened = open_workspace(configuration)
    loaded = assess_on(opened, None, session.now())
    state = state_of(configuration, opened.workspace)
    whole = Handout(loaded.assessment, find(loaded.assessment), state, None, blank)

    def spare(files: Iterable[Path]) -> None:
        refuse_to_lose(files, lambda path: holds_more(opened, state, path))

    if split is not None:
        copies = [(own.key, write_workbook(whole._replace(unit=own.key))) for own in state.units]
        if not copies:
            text = _(
                "there are no units yet: enter them on the sheet “{sheet}” of the whole workbook, and import it first"
            )
            raise UsageError(text.format(sheet=_(SheetKind.UNITS.words)))
        write_each(session, loaded, copies, split, _ENDING[1:], spare)
        return ExitCode.DONE
    data = write_workbook(whole._replace(unit=_unit(owner, state)) if owner is not None else whole)
    loaded.make_way(session, targets)
    spare(targets)
    replace_all([(targets[0], data)])
    session.say(_("written: {file}").format(file=targets[0]))
    return ExitCode.DONE


def _unit(owner: str, state: State) -> str:
    """Return the one unit that is meant; "" for what nobody is in charge of."""
    if owner == "-":
        return ""
    names = [own.key for own in state.units]
    nothing = _("{where}: nothing in the evidence belongs to “{value}”; the owners are: {owners}")
    meant = owners_meant(owner, names, nothing)
    if len(meant) > 1:
        text = _("{where}: “{value}” could be several units: {owners}")
        told = "; ".join(own for own in names if fold(own) in meant)
        raise UsageError(text.format(where="--owner", value=owner, owners=told))
    return next(own for own in names if fold(own) in meant)


@command
def import_(
    session: Session,
    *,
    files: Annotated[
        list[Path] | None,
        argument("FILE… [DIR]", _("Workbooks that came back (.xlsx, .ods); the folder with openness.yaml.")),
    ] = None,
    dry_run: Annotated[bool, flag("--dry-run", _("Tell what would change, and write nothing."))] = False,
    keep: Annotated[
        str | None, option("theirs|ours", _("Whose word holds in conflicts: the workbook's, or the files'."))
    ] = None,
    delete_missing: Annotated[
        bool, flag("--delete-missing", _("Delete materials, works and units whose rows were taken out of a workbook."))
    ] = False,
) -> ExitCode:
    """Write what was typed into workbooks back into the files of evidence."""
    kept = one_of(Keep, keep, "--keep") if keep is not None else None
    folders = [path for path in files or () if path.is_dir()]
    books = [own for path in files or () if path not in folders for own in _meant(path)]
    if not books:
        raise UsageError(_("name the workbooks that came back"))
    folder = folder_of(folders)
    with held(folder):
        return _Import(session, folder, kept, deletes_missing=delete_missing, is_dry=dry_run).run(books)


def _meant(path: Path) -> list[Path]:
    """Return the workbooks that a name with a * means, where no shell did; without what a program keeps beside one."""
    has_star = "*" in path.name and not path.exists()
    found = sorted(path.parent.glob(path.name)) if has_star else [path]
    return [own for own in found if not own.name.startswith(_BESIDE)] or [path] * has_star


class _Import:
    """One run over workbooks that came back."""

    def __init__(
        self, session: Session, folder: Path, keep: Keep | None, *, deletes_missing: bool, is_dry: bool
    ) -> None:
        self._session, self._keep = session, keep
        self._deletes_missing, self._is_dry = deletes_missing, is_dry
        self._configuration: Configuration = read_configuration(folder, keeps=True)
        session.speak_as_configured(self._configuration.language)
        self._opened: Opened = open_workspace(self._configuration)
        self._state = state_of(self._configuration, self._opened.workspace)

    def run(self, paths: Sequence[Path]) -> ExitCode:
        try:
            handed = read_all(paths, self._opened.workspace)
            return self._merged(handed, *as_meant(self._opened, self._state, handed))
        except InvalidInput as error:
            self._session.complain(nothing_written(error))
            return ExitCode.INVALID

    def _merged(self, handed: Sequence[Handed], books: Sequence[Returned], renamings: Sequence[Renaming]) -> ExitCode:
        index = self._opened.index
        outcome = merged(self._opened, self._state, books, keep=self._keep, deletes_missing=self._deletes_missing)
        if outcome.conflicts:
            tell_conflicts(self._session, outcome.conflicts)
            return ExitCode.FAILED
        new_files = {own.id: f"{EVIDENCE_FOLDER}/{file_name(own, language())}" for own in index.indicators}
        year = self._opened.workspace.year
        importer = Importer(self._configuration, index, self._state, year, new_files)
        written = importer.write(outcome, renamings)
        if not self._is_dry:
            for path, _data in written.contents:
                path.parent.mkdir(exist_ok=True)
            replace_all(written.contents)
        unread = [name for book in handed for name in book.unread]
        tell(self._session, outcome, renamings, written, unread, is_dry=self._is_dry)
        return ExitCode.DONE


COMMANDS = {
    "export": (export, _("Write the evidence as a workbook to be filled in, or a copy of it for each unit.")),
    "import": (import_, _("Write what was typed into workbooks back into the files, all of it or nothing.")),
}
