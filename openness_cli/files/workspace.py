"""The officer's folder: ``openness.yaml``, the index it names, the evidence, and what another index leaves out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files._claims import ClaimReader
from openness_cli.files._results import YEARS, results, settle_results
from openness_cli.files._sites import moves, official_sites, settle
from openness_cli.files._tree import Mapping, Node, Scalar, Source
from openness_cli.files._units import own_units
from openness_cli.files.fields import Misfit, Misfits, as_it_is, day, fields, several, text, word_of, year
from openness_cli.files.index import find_index, load_index, shipped_indices
from openness_cli.files.sources import CONFIG_FILE, EVIDENCE_FOLDER, find_files, open_source, shown_name
from openness_cli.files.spelling import suggest
from openness_cli.messages import _, named_language, printable
from openness_cli.model.definitions import Index, Kind, Share
from openness_cli.model.evidence import Organisation, PublishedResult, Workspace, fold, the_one
from openness_cli.model.languages import LANGUAGES

_MOST_UNREAD = 10
_READ_ENDINGS = (".yaml", ".yml")


class Configuration(NamedTuple):
    """``openness.yaml`` as read, before an index is chosen; each value None where it is absent or wrong.

    ``opened`` keeps every file that was read for it, where it was asked to.
    """

    folder: Path
    source: Source
    root: Node
    values: dict[str, Any]
    opened: list[tuple[Path, Source]] | None = None

    @property
    def language(self) -> str | None:
        """The language that the officer chose."""
        chosen: str | None = self.values.get("language")
        return chosen


def read_configuration(folder: Path, *, keeps: bool = False) -> Configuration:
    """Read ``openness.yaml``. Raises InvalidInput where it cannot be read at all.

    Where it ``keeps``, the files of the workspace stay at hand as they were read.
    """
    path = folder / CONFIG_FILE
    problems: list[Problem] = []
    if not path.exists():
        what = _("there is no {file} in {folder}").format(file=CONFIG_FILE, folder=printable(str(folder)))
        raise InvalidInput((Problem(CONFIG_FILE, 0, 0, what, _("openness init makes a new folder")),))
    source = open_source(path, folder, problems)
    root = source.parse() if source else None
    if source is None or root is None:
        raise InvalidInput(tuple(problems) or (Problem(CONFIG_FILE, 0, 0, _("the file is empty")),))
    opened = [(path, source)] if keeps else None
    return Configuration(folder, source, root, fields(source, root, _CONFIGURATION, _REQUIRED), opened)


def _names(source: Source, node: Node) -> dict[str, str]:
    if type(node) is Scalar:
        written = text(source, node)
        return dict.fromkeys(LANGUAGES, written) if written else {}
    return {key: name for key, name in fields(source, node, dict.fromkeys(LANGUAGES, text)).items() if name}


def _organisation(source: Source, node: Node) -> dict[str, Any]:
    readers = {"id": text, "name": _names, "kinds": several(as_it_is)}
    return fields(source, node, readers, readers)


def _language(source: Source, node: Node) -> str | None:
    """Read a language, also by the name that a system gives it."""
    written = text(source, node)
    meant = named_language(written) if written else None
    if meant is None:
        return word_of(LANGUAGES)(source, node)
    if meant != written:
        source.understand(node, meant)
    return meant


_CONFIGURATION = {
    "organisation": _organisation,
    "index": text,
    "year": year,
    "evaluation_date": day,
    "as_of": day,
    "language": _language,
    "sites": official_sites,
    "moved": moves,
    "results": results,
    "owners": own_units,
}
_REQUIRED = ("organisation", "index", "year", "evaluation_date")


def reread(source: Source) -> None:
    """Note as problems of a source what would be wrong with it as ``openness.yaml``."""
    if (root := source.parse()) is not None:
        fields(source, root, _CONFIGURATION, _REQUIRED)


def read_index(
    configuration: Configuration, index_name: str | None = None, load: Callable[[Path], Index] = load_index
) -> tuple[Path, Index]:
    """Read the index alone, and return where it is as well. Raises InvalidInput.

    ``index_name`` (a shipped id, or a path from the current folder) stands in for the configured one. ``load`` reads
    the index, or has read it before.
    """
    source = configuration.source
    name = index_name or configuration.values.get("index")
    if name is None:
        raise InvalidInput(tuple(source.problems))
    folder = find_index(name, Path() if index_name else configuration.folder)
    if folder is None:
        what = _("there is no index “{name}”").format(name=name)
        hint = suggest(name, shipped_indices())
        if index_name is None and type(configuration.root) is Mapping:
            source.complain_at(configuration.root.entries["index"][1], what, hint)
            raise InvalidInput(tuple(source.problems))
        raise InvalidInput((Problem(name, 0, 0, what, hint),))
    try:
        return folder, load(folder)
    except InvalidInput as error:
        raise InvalidInput((*source.problems, *error.problems)) from None


@dataclass(frozen=True)
class Opened:
    """A workspace as an index takes it, and where that index is; ``left_out`` names what it does not ask.

    ``problems`` are those of files of evidence that were left out because of them.
    """

    index: Index
    index_folder: Path
    workspace: Workspace
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the officer has to know before believing the score."""
        told = _("not asked by this index, left out: {what}")
        return (printable(told.format(what="; ".join(self.left_out))),) if self.left_out else ()


def open_workspace(
    configuration: Configuration,
    index_name: str | None = None,
    load: Callable[[Path], Index] = load_index,
    *,
    strict: bool = False,
    keep_going: bool = False,
) -> Opened:
    """Read the index and all evidence. Raises InvalidInput with every problem of every file.

    Where it is to ``keep_going``, a file of evidence with a problem is left out whole, and no error.

    ``index_name`` stands in for the configured index, if there is one. Of what it does not know an error is only what
    the configured index does not know either; all of it where that one cannot be read, or the reading is ``strict``.
    """
    folder, index = read_index(configuration, index_name, load)
    misfits = Misfits(keeps=index_name is not None and not strict)
    workspace = _read_evidence(configuration, index, misfits)
    problems = configuration.source.problems
    broken: tuple[Problem, ...] = ()
    if keep_going and problems and all(problem.file.startswith(f"{EVIDENCE_FOLDER}/") for problem in problems):
        broken = tuple(problems)
        problems.clear()
        misfits.kept.clear()
        without = frozenset(problem.file for problem in broken)
        workspace = _read_evidence(configuration, index, misfits, without)
        workspace = workspace and _without_halves(workspace, index, without)
    left_out = _judge(configuration, misfits.kept, load) if misfits.kept else ()
    if problems or workspace is None:
        raise InvalidInput(tuple(dict.fromkeys(problems) if misfits.keeps else problems))
    return Opened(index, folder, workspace, left_out, broken)


def _without_halves(workspace: Workspace, index: Index, left_out: Iterable[str]) -> Workspace:
    """Leave out the numbers of shares that files which are ``left_out`` may add to: without them it would be more."""
    sources = [open_source(workspace.folder / name, workspace.folder, []) for name in left_out]
    texts = [fold(source.text) if source else None for source in sources]
    evidence = {
        name: own._replace(number=None, of=None, stated=())
        if isinstance(index.by_id[name].rule, Share) and any(text is None or fold(name) in text for text in texts)
        else own
        for name, own in workspace.evidence.items()
    }
    return workspace._replace(evidence=evidence)


def read_as_meant(configuration: Configuration, index_name: str | None = None) -> tuple[tuple[Path, Source], ...]:
    """Return the files of a workspace that can be read, with what is meant in them, whatever else is wrong.

    The configuration is one that keeps them. Raises InvalidInput where the index cannot be read.
    """
    _folder, index = read_index(configuration, index_name)
    _read_evidence(configuration, index, Misfits())
    return tuple(configuration.opened or ())


def _read_evidence(
    configuration: Configuration, index: Index, misfits: Misfits, without: frozenset[str] = frozenset()
) -> Workspace | None:
    """Read all evidence, and note every problem. Return None where there are any; ``misfits`` that are kept are none.

    What does not fit the index is not in the workspace; nor is what stands in the files ``without`` which it is read,
    and what the others say of that is no problem.
    """
    source, values, folder = configuration.source, configuration.values, configuration.folder
    organisation = _check_organisation(configuration, index, misfits)
    _check_days(source, configuration.root, values)
    year: int = values.get("year") or 0
    reader = ClaimReader(index, folder, misfits, year if year in YEARS else YEARS[24])
    told = list(source.problems) if without else source.problems
    files = tuple(find_files(folder / EVIDENCE_FOLDER, _READ_ENDINGS, folder, told))
    for path in files if not without else [own for own in files if shown_name(own, folder) not in without]:
        opened = open_source(path, folder, source.problems)
        if opened is not None and (root := opened.parse()) is not None:
            reader.read(opened, root)
            if configuration.opened is not None:
                configuration.opened.append((path, opened))
    evidence, actions = reader.joined(is_whole=not without)
    published = settle_results(source, values.get("results") or (), index, misfits)
    if source.problems or organisation is None:
        return None
    kept: dict[str, Any] = {key: values.get(key) for key in ("year", "evaluation_date", "as_of", "language")}
    kept |= {"evidence": evidence, "actions": actions, "files": (folder / CONFIG_FILE, *files)}
    kept |= {"results": published, "units": values.get("owners") or ()}
    read = Workspace(folder, organisation, values["index"], **kept)
    official, moved = values.get("sites") or (), values.get("moved") or ()
    if not (official or moved):
        return read
    evidence, sites = settle(evidence, official, moved)
    return read._replace(evidence=evidence, sites=sites)


def published_results(configuration: Configuration, index: Index | None) -> tuple[PublishedResult, ...]:
    """Return what was published of the body, of which evidence knows nothing; without an index, by ids as written.

    What the index has not is left out, and no problem here.
    """
    written = configuration.values.get("results") or ()
    return settle_results(configuration.source, written, index, Misfits(keeps=True))


def _check_organisation(configuration: Configuration, index: Index, misfits: Misfits) -> Organisation | None:
    source, values = configuration.source, configuration.values.get("organisation")
    if not values or len(values) < len(Organisation._fields) or None in values.values():
        return None
    known = [kind.label for kind in index.kinds]
    kinds = [kind for node in values["kinds"] if (kind := _kind(source, node, index.kinds, misfits)) is not None]
    if not values["kinds"]:
        source.complain_at(configuration.root, _("the key “{key}” is missing").format(key="kinds"), suggest("", known))
    return Organisation(values["id"], values["name"], tuple(kinds))


def _kind(source: Source, node: Node, kinds: tuple[Kind, ...], misfits: Misfits) -> str | None:
    written, known = text(source, node), [kind.label for kind in kinds]
    if written is None or written in known:
        return written
    meant = kind_meant(written, kinds)
    if meant is not None:
        source.understand(node, meant)
    else:
        misfits.add("kinds", written, source, node, partial(word_of(known), source, node))
    return meant


def kind_meant(written: str, kinds: Iterable[Kind]) -> str | None:
    """Return the label of the kind of body that is meant, by its label or its title in any language."""
    return the_one(written, ((spelling, kind.label) for kind in kinds for spelling in (kind.label, *kind.titles)))


def _check_days(source: Source, root: Node, values: dict[str, Any]) -> None:
    year, evaluation = values.get("year"), values.get("evaluation_date")
    if year is not None and year not in YEARS:
        source.complain_at(_value(root, "year"), _("the year {year} is no year to assess").format(year=year))
    elif year is not None and evaluation is not None and evaluation < date(year, 1, 1):
        what = _("the evaluation date lies before the year that is assessed")
        source.complain_at(_value(root, "evaluation_date"), what)


def _value(root: Node, key: str) -> Node:
    """Return the value of a key that was read."""
    return root.entries[key][1] if type(root) is Mapping else root


def _judge(configuration: Configuration, found: list[Misfit], load: Callable[[Path], Index]) -> tuple[str, ...]:
    """Note as problems what the configured index does not know either, and return the names of the rest."""
    own = read_configuration(configuration.folder)
    try:
        _folder, index = read_index(own, None, load)
    except InvalidInput:
        _complain(found)
        return ()
    known = Misfits(keeps=True)
    _read_evidence(own, index, known)
    unknown = {misfit.place for misfit in known.kept}
    skipped = {misfit.owner for misfit in found if misfit.owner == misfit.named}
    _complain(misfit for misfit in found if misfit.place in unknown)
    # of a criterion that the other index lacks, only this reading has seen the inside
    places = {misfit.place for misfit in found}
    _complain(misfit for misfit in known.kept if misfit.owner in skipped and misfit.place not in places)
    configuration.source.problems += own.source.problems
    return _left_out((misfit for misfit in found if misfit.place not in unknown), index)


def _complain(misfits: Iterable[Misfit]) -> None:
    for misfit in misfits:
        misfit.complain()


def _left_out(misfits: Iterable[Misfit], index: Index) -> tuple[str, ...]:
    """Return what was left out, by criterion in the order of the index that knows it."""
    by_owner: dict[str, set[str]] = {}
    for misfit in misfits:
        if misfit.named:
            by_owner.setdefault(misfit.owner, set()).add(misfit.named)
    order = {name: number for number, name in enumerate(index.by_id)}
    owners = sorted(by_owner, key=lambda owner: order.get(owner, -1))
    return tuple(
        owner if by_owner[owner] == {owner} else f"{owner} ({', '.join(sorted(by_owner[owner]))})" for owner in owners
    )


def unread_files(folder: Path) -> tuple[str, ...]:
    """Return the files that look like evidence and are not read, by their names from the workspace.

    They lie in the folder of evidence under another ending, or are YAML in the workspace itself.
    """
    found = [path for path in folder.glob("*") if path.suffix.lower() in _READ_ENDINGS and path.name != CONFIG_FILE]
    found += [path for path in (folder / EVIDENCE_FOLDER).rglob("*") if path.suffix.lower() not in _READ_ENDINGS]
    named = [path for path in found if path.is_file() and not path.name.startswith(".")]
    return tuple(sorted(shown_name(path, folder) for path in named))[:_MOST_UNREAD]
