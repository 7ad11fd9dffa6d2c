"""The officer's folder, opened: the index, the evidence against it, and what another index than its own leaves out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from openness_cli.errors import InvalidInput
from openness_cli.files._evidence import READ_ENDINGS, read_evidence
from openness_cli.files.configuration import Configuration, read_configuration, read_index
from openness_cli.files.folder import CONFIG_FILE, EVIDENCE_FOLDER
from openness_cli.files.index import load_index
from openness_cli.files.sources import shown_name
from openness_cli.files.unresolved import Misfit, Misfits
from openness_cli.messages import _, printable
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import Workspace

_MOST_UNREAD = 10


@dataclass(frozen=True)
class Opened:
    """A workspace as an index takes it, and where that index is; ``left_out`` names what it does not ask."""

    index: Index
    index_folder: Path
    workspace: Workspace
    left_out: tuple[str, ...]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the officer has to know before believing the score."""
        if not self.left_out:
            return ()
        text = _("not asked by this index, left out: {what}")
        return (printable(text.format(what="; ".join(self.left_out))),)


def open_workspace(
    configuration: Configuration,
    index_name: str | None = None,
    load: Callable[[Path], Index] = load_index,
    *,
    strict: bool = False,
) -> Opened:
    """Read the index and all evidence. Raises InvalidInput with every problem of every file.

    ``index_name`` stands in for the configured index, if there is one. Of what it does not know an error is only what
    the configured index does not know either; all of it where that one cannot be read, or the reading is ``strict``.
    """
    folder, index = read_index(configuration, index_name, load)
    misfits = Misfits(keeps=index_name is not None and not strict)
    workspace = read_evidence(configuration, index, misfits)
    problems = configuration.source.problems
    left_out = _judge(configuration, misfits.kept, load) if misfits.kept else ()
    if problems or workspace is None:
        raise InvalidInput(tuple(dict.fromkeys(problems) if misfits.keeps else problems))
    return Opened(index, folder, workspace, left_out)


def _judge(configuration: Configuration, found: list[Misfit], load: Callable[[Path], Index]) -> tuple[str, ...]:
    """Note as problems what the configured index does not know either, and return the names of the rest."""
    own = read_configuration(configuration.folder)
    try:
        _folder, index = read_index(own, None, load)
    except InvalidInput:
        _complain(found)
        return ()
    known = Misfits(keeps=True)
    read_evidence(own, index, known)
    unknown = {misfit.place for misfit in known.kept}
    skipped = {misfit.owner for misfit in found if misfit.owner == misfit.named}
    _complain(misfit for misfit in found if misfit.place in unknown)
    # of a criterion that the other index lacks, only this reading has seen the inside
    places = {misfit.place for misfit in found}
    _complain(misfit for misfit in known.kept if misfit.owner in skipped and misfit.place not in places)
    configuration.source.problems += own.source.problems
    return _names((misfit for misfit in found if misfit.place not in unknown), index)


def _complain(misfits: Iterable[Misfit]) -> None:
    for misfit in misfits:
        misfit.complain()


def _names(misfits: Iterable[Misfit], index: Index) -> tuple[str, ...]:
    """Return what was left out, by criterion in the order of the index that knows it."""
    by_owner: dict[str, set[str]] = {}
    for misfit in misfits:
        if misfit.named:
            by_owner.setdefault(misfit.owner, set()).add(misfit.named)
    order = {name: number for number, name in enumerate(index.by_id)}
    owners = sorted(by_owner, key=lambda owner: order.get(owner, -1))
    return tuple(_name(owner, by_owner[owner]) for owner in owners)


def _name(owner: str, named: set[str]) -> str:
    return owner if named == {owner} else f"{owner} ({', '.join(sorted(named))})"


def unread_files(folder: Path) -> tuple[str, ...]:
    """Return the files that look like evidence and are not read, by their names from the workspace.

    They lie in the folder of evidence under another ending, or are YAML in the workspace itself.
    """
    found = [path for path in folder.glob("*") if path.suffix.lower() in READ_ENDINGS and path.name != CONFIG_FILE]
    found += [path for path in (folder / EVIDENCE_FOLDER).rglob("*") if path.suffix.lower() not in READ_ENDINGS]
    named = [path for path in found if path.is_file() and not path.name.startswith(".")]
    return tuple(sorted(shown_name(path, folder) for path in named))[:_MOST_UNREAD]
