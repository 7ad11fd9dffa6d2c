"""``openness init``: a workspace to fill in, a new year of one that there is, or a sample."""

import os
import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from openness_cli.cli.command import command
from openness_cli.cli.making import free_folder, place
from openness_cli.cli.opening import DEFAULT_INDEX, index_alone, workspace_folder
from openness_cli.cli.options import IndexName, argument, option
from openness_cli.cli.parsing import unknown_word
from openness_cli.cli.problems import nothing_written
from openness_cli.cli.session import Session
from openness_cli.errors import ExitCode, InvalidInput, UsageError
from openness_cli.files.index import shipped_indices
from openness_cli.files.samples import sample_files, shipped_samples
from openness_cli.files.sources import workspace_of
from openness_cli.files.workspace import kind_meant, open_workspace, read_configuration
from openness_cli.forms.carrying import Carried, Old, carry_over, units_of
from openness_cli.forms.first_steps import first_steps
from openness_cli.forms.scaffold import Start, evaluation_date, scaffold
from openness_cli.messages import _, first_of, language, n_, printable
from openness_cli.model.definitions import Index

_SHOWN = 12


@command
def init(
    session: Session,
    *,
    directory: Annotated[Path, argument("DIR", _("A folder that is not there yet, or empty."))],
    identifier: Annotated[
        str | None, option("ID", _("The short name of the body; else that of the folder."), "--id")
    ] = None,
    name: Annotated[str | None, option("NAME", _("The name of the body."))] = None,
    kind: Annotated[
        list[str] | None, option("KIND", _("What kind of body it is; ministry where nothing is said."))
    ] = None,
    year: Annotated[int | None, option("YEAR", _("The year assessed; until 1 March the year before."))] = None,
    last: Annotated[
        Path | None, option("OLD", _("Last year's folder: owners, actions, sites and standing pages go on."), "--from")
    ] = None,
    sample: Annotated[
        str | None,
        option("NAME", _("A sample to look at instead: {names}.").format(names=", ".join(shipped_samples()))),
    ] = None,
    index: IndexName = None,
) -> ExitCode:
    """Make a workspace. Raises UsageError where the folder holds anything."""
    typed = {"--id": identifier, "--name": name, "--kind": kind, "--year": year, "--from": last}
    if sample is not None:
        return _sample(session, directory, sample, [option for option, value in typed.items() if value is not None])
    old = _old(session, last) if last is not None else None
    definitions = index_alone(index or (old.index_name if old else None))
    target = free_folder(directory)
    assessed = _year(session, definitions, year, old)
    short = identifier or (old.last.workspace.organisation.id if old else target.name)
    called = name or (old.last.workspace.organisation.name(language()) if old else short)
    for text in (short, called):
        if printable(text) != text or "\n" in text:
            raise UsageError(_("“{value}” is no name").format(value=printable(text)))
    kinds = kind or ([*old.last.workspace.organisation.kinds] if old else ["ministry"])
    start = Start(short, called, _kinds(kinds, definitions), assessed, _index_from(target, index, old))
    files = scaffold(definitions, start, language())
    note, text_of_note = first_steps(start, evaluation_date(assessed))
    carried = carry_over(old.last, definitions, start, files, language(), named=name) if old else None
    attached = {os.path.normpath(own): old.folder / own for own in carried.attachments} if old and carried else {}
    try:
        contents: dict[str, str | bytes | Path] = {
            **attached,
            **(carried.files if carried else files),
            note: text_of_note,
        }
        kept = place(target, contents, lambda folder: open_workspace(read_configuration(folder)))
    except InvalidInput as error:
        session.complain(nothing_written(error))
        return error.exit_code
    shown = shlex.quote(str(directory))
    if old and carried:
        session.say("\n".join(_told(old, carried)))
    for own in kept:
        session.complain(*_kept(own, target / own, files[own]))
    text = _("made: {folder}; fill in the files in evidence/, then: openness score {folder}")
    session.say(text.format(folder=shown))
    session.say(_("what to do first: {file}").format(file=shlex.quote(str(directory / note))))
    return ExitCode.DONE


class _Last(NamedTuple):
    """Last year's folder, and where it is; ``index_name`` leads from here to its index."""

    folder: Path
    last: Old
    index_name: str


def _old(session: Session, directory: Path) -> _Last:
    folder = workspace_folder(workspace_of(directory) or directory)
    configuration = read_configuration(folder)
    session.speak_as_configured(configuration.language)
    opened = open_workspace(configuration)
    is_shipped = opened.workspace.index_name in shipped_indices()
    index = opened.workspace.index_name if is_shipped else f"{opened.index_folder}{os.sep}"
    return _Last(folder, Old(opened.workspace, configuration.values.get("sites") or ()), index)


def _year(session: Session, definitions: Index, year: int | None, old: _Last | None) -> int:
    today = session.now().astimezone(ZoneInfo(definitions.time_zone)).date()
    usual = old.last.workspace.year + 1 if old else today.year - (today <= date(today.year, 3, 1))
    assessed = usual if year is None else year
    if not 2000 <= assessed <= 2998:  # noqa: PLR2004
        raise UsageError(_("the year {year} is no year to assess").format(year=assessed))
    return assessed


def _kinds(written: list[str], definitions: Index) -> list[str]:
    known = [own.label for own in definitions.kinds]
    kinds = [*written]
    for at, word in enumerate(kinds):
        meant = word if word in known else kind_meant(word, definitions.kinds)
        if meant is None:
            raise UsageError(unknown_word(word, known, "--kind"))
        kinds[at] = meant
    return kinds


def _index_from(target: Path, index: str | None, old: _Last | None) -> str:
    """Return the index as it is named in the new folder."""
    name = index or (old.index_name if old else DEFAULT_INDEX)
    if name in shipped_indices() or not Path(name).is_dir():
        return name
    return Path(os.path.relpath(Path(name).resolve(), target)).as_posix()


def _sample(session: Session, directory: Path, name: str, others: list[str]) -> ExitCode:
    for other in others:
        raise UsageError(_("{one} and {other} do not go together").format(one="--sample", other=other))
    if name not in shipped_samples():
        raise UsageError(unknown_word(name, shipped_samples(), "--sample"))
    place(free_folder(directory), sample_files(name))
    session.say(_("made: {folder}; look at it: openness score {folder}").format(folder=shlex.quote(str(directory))))
    return ExitCode.DONE


def _kept(name: str, path: Path, ours: str) -> Iterator[str]:
    """Yield that a file was there and was kept; and which lines of ours it lacks."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines() if path.is_file() else []
    lacking = [line for line in ours.splitlines() if line not in lines]
    if lacking:
        yield _("{file} was there and is kept; add to it:").format(file=name)
        yield from (f"  {line}" for line in lacking)


# -- what is told of last year's folder --------------------------------------------------------------------------------


def _told(old: _Last, carried: Carried) -> Iterator[str]:
    workspace = old.last.workspace
    yield _("From {folder} goes on:").format(folder=old.folder)
    pages, attached, actions, sites, moves, results, units, owned = (
        carried.pages, len(carried.attachments), len(workspace.actions), len(old.last.sites),
        len(workspace.sites.moves), len(workspace.results), len(units_of(workspace)), len(carried.owned),
    )  # fmt: skip
    for count, text in (
        (units, n_("{count} unit", "{count} units", units)),
        (owned, n_("the owner of {count} criterion", "the owners of {count} criteria", owned)),
        (pages, n_("{count} standing page or document", "{count} standing pages and documents", pages)),
        (attached, n_("{count} attachment of these", "{count} attachments of these", attached)),
        (actions, n_("{count} action", "{count} actions", actions)),
        (sites, n_("{count} official site", "{count} official sites", sites)),
        (moves, n_("{count} move of pages", "{count} moves of pages", moves)),
        (results, n_("the published result of {count} year", "the published results of {count} years", results)),
    ):
        if count:
            yield f"  {text.format(count=count)}"
    for ids, text in (
        (carried.anew, _("Done anew each year, and left out: deeds, numbers, shares and periods of {names}.")),
        (carried.exempt, _("Did not apply; say again whether it does: {names}.")),
        (carried.unknown, _("Not asked of the body any more, and left out: {names}.")),
        (carried.lacking, _("Not there, and left out: {names}.")),
    ):
        if ids:
            yield text.format(names=first_of(ids, _SHOWN))
    if pages:
        yield _("Whether the standing pages still open: openness links.")
