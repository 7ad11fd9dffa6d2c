"""A workspace read against another index than its own: what only its own knows is left out, and named."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import InvalidInput
from openness_cli.files.index import load_index
from openness_cli.files.unresolved import Misfit, Misfits
from openness_cli.files.workspace import (
    Configuration,
    gather_workspace,
    load_configured,
    load_workspace,
    read_configuration,
)
from openness_cli.messages import _, printable
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import Workspace


class Preview(NamedTuple):
    """A workspace as an index takes it; ``left_out`` names what of it the index does not ask."""

    definitions: Index
    workspace: Workspace
    left_out: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the officer has to know before believing the score."""
        if not self.left_out:
            return ()
        text = _("not asked by this index, left out: {what}")
        return (printable(text.format(what="; ".join(self.left_out))),)


def load_strictly(
    configuration: Configuration, index_name: str | None, load: Callable[[Path], Index] = load_index
) -> Preview:
    """Read the index and all evidence; all that the index does not know is an error. Raises InvalidInput."""
    return Preview(*load_workspace(configuration, index_name, load))


def load_preview(
    configuration: Configuration, index_name: str | None, load: Callable[[Path], Index] = load_index
) -> Preview:
    """Read the index and all evidence. Raises InvalidInput with every problem of every file.

    ``index_name`` stands in for the configured index, if there is one. Of what it does not know an error is only what
    the configured index does not know either; where that one cannot be read, all of it.
    """
    if index_name is None:
        return load_strictly(configuration, None, load)
    index = load_configured(configuration, index_name, load)
    misfits = Misfits(keeps=True)
    workspace = gather_workspace(configuration, index, misfits)
    problems = configuration.source.problems
    left_out = _judge(configuration, misfits.kept, load) if misfits.kept else ()
    if problems or workspace is None:
        raise InvalidInput(tuple(dict.fromkeys(problems)))
    return Preview(index, workspace, left_out)


def _judge(configuration: Configuration, found: list[Misfit], load: Callable[[Path], Index]) -> tuple[str, ...]:
    """Note as problems what the configured index does not know either, and return the names of the rest."""
    own = read_configuration(configuration.folder)
    try:
        index = load_configured(own, None, load)
    except InvalidInput:
        _complain(found)
        return ()
    known = Misfits(keeps=True)
    gather_workspace(own, index, known)
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
