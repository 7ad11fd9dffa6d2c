"""The officer's folder to a Workspace: ``openness.yaml`` first, then the evidence against an index."""

from collections.abc import Callable
from collections.abc import Mapping as Table
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.claims import ClaimReader
from openness_cli.files.fields import day, fields, integer, several, suggest, text, word_of
from openness_cli.files.index import find_index, load_index, shipped_indices
from openness_cli.files.sources import find_files, open_source, shown_name
from openness_cli.files.tree import Mapping, Node, Scalar, Source
from openness_cli.files.unresolved import Misfit, Misfits, place_of
from openness_cli.messages import _, printable
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import Organisation, Workspace
from openness_cli.model.languages import LANGUAGES

CONFIG_FILE = "openness.yaml"
EVIDENCE_FOLDER = "evidence"
_READ = (".yaml", ".yml")
_MOST_UNREAD = 10


class Configuration(NamedTuple):
    """``openness.yaml`` as read, before an index is chosen; each value None where it is absent or wrong."""

    folder: Path
    source: Source
    root: Node
    values: dict[str, Any]

    @property
    def language(self) -> str | None:
        """The language that the officer chose."""
        chosen: str | None = self.values.get("language")
        return chosen


def read_configuration(folder: Path) -> Configuration:
    """Read ``openness.yaml``. Raises InvalidInput where it cannot be read at all."""
    path = folder / CONFIG_FILE
    problems: list[Problem] = []
    if not path.exists():
        what = _("there is no {file} in {folder}").format(file=CONFIG_FILE, folder=printable(str(folder)))
        raise InvalidInput((Problem(CONFIG_FILE, 0, 0, what, _("openness init makes a new folder")),))
    source = open_source(path, folder, problems)
    root = source.parse() if source else None
    if source is None or root is None:
        raise InvalidInput(tuple(problems) or (Problem(CONFIG_FILE, 0, 0, _("the file is empty")),))
    return Configuration(folder, source, root, fields(source, root, _CONFIGURATION, _REQUIRED))


def _names(source: Source, node: Node) -> dict[str, str]:
    if type(node) is Scalar:
        written = text(source, node)
        return dict.fromkeys(LANGUAGES, written) if written else {}
    return {key: name for key, name in fields(source, node, dict.fromkeys(LANGUAGES, text)).items() if name}


def _organisation(source: Source, node: Node) -> dict[str, Any]:
    readers = {"id": text, "name": _names, "kinds": several(lambda _source, value: value)}
    return fields(source, node, readers, readers)


_CONFIGURATION = {
    "organisation": _organisation,
    "index": text,
    "year": integer,
    "evaluation_date": day,
    "as_of": day,
    "language": word_of(LANGUAGES),
}
_REQUIRED = ("organisation", "index", "year", "evaluation_date")


def load_workspace(
    configuration: Configuration, index_name: str | None = None, load: Callable[[Path], Index] = load_index
) -> tuple[Index, Workspace]:
    """Read the index and all evidence. Raises InvalidInput with every problem of every file.

    ``index_name`` (a shipped id, or a path from the current folder) stands in for the configured one. ``load`` reads
    the index, or has read it before.
    """
    index = load_configured(configuration, index_name, load)
    return index, read_workspace(configuration, index)


def read_workspace(configuration: Configuration, index: Index) -> Workspace:
    """Read all evidence against an index that is read already. Raises InvalidInput with every problem."""
    workspace = gather_workspace(configuration, index, Misfits())
    if workspace is None:
        raise InvalidInput(tuple(configuration.source.problems))
    return workspace


def gather_workspace(configuration: Configuration, index: Index, misfits: Misfits) -> Workspace | None:
    """Read all evidence, and note every problem. Return None where there are any; ``misfits`` that are kept are none.

    What does not fit the index is not in the workspace.
    """
    source, values, folder = configuration.source, configuration.values, configuration.folder
    organisation = _check_organisation(configuration, index, misfits)
    _check_days(source, configuration.root, values)
    reader = ClaimReader(index, folder, misfits)
    files = tuple(find_files(folder / EVIDENCE_FOLDER, _READ, folder, source.problems))
    for path in files:
        opened = open_source(path, folder, source.problems)
        evidence_root = opened.parse() if opened else None
        if opened is not None and evidence_root is not None:
            reader.read(opened, evidence_root)
    evidence, actions = reader.joined()
    if source.problems or organisation is None:
        return None
    return Workspace(
        folder=folder,
        organisation=organisation,
        index_name=values["index"],
        year=values["year"],
        evaluation_date=values["evaluation_date"],
        as_of=values.get("as_of"),
        language=values.get("language"),
        evidence=evidence,
        actions=actions,
        files=(folder / CONFIG_FILE, *files),
    )


def load_configured(
    configuration: Configuration, index_name: str | None = None, load: Callable[[Path], Index] = load_index
) -> Index:
    """Read the index alone. Raises InvalidInput."""
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
        return load(folder)
    except InvalidInput as error:
        raise InvalidInput((*source.problems, *error.problems)) from None


def _check_organisation(configuration: Configuration, index: Index, misfits: Misfits) -> Organisation | None:
    source, values = configuration.source, configuration.values.get("organisation")
    if not values or len(values) < len(Organisation._fields) or None in values.values():
        return None
    known = [kind.label for kind in index.kinds]
    kinds = [kind for node in values["kinds"] if (kind := _kind(source, node, known, misfits)) is not None]
    if not values["kinds"]:
        source.complain_at(configuration.root, _("the key “{key}” is missing").format(key="kinds"), suggest("", known))
    return Organisation(values["id"], values["name"], tuple(kinds))


def _kind(source: Source, node: Node, known: list[str], misfits: Misfits) -> str | None:
    written = text(source, node)
    if written is None or written in known:
        return written
    misfits.add(Misfit("kinds", written, place_of(source, node), partial(word_of(known), source, node)))
    return None


def _check_days(source: Source, root: Node, values: Table[str, Any]) -> None:
    year, evaluation = values.get("year"), values.get("evaluation_date")
    if year is not None and not 2000 <= year <= 2999:  # noqa: PLR2004
        source.complain_at(_value(root, "year"), _("the year {year} is no year to assess").format(year=year))
    elif year is not None and evaluation is not None and evaluation < date(year, 1, 1):
        what = _("the evaluation date lies before the year that is assessed")
        source.complain_at(_value(root, "evaluation_date"), what)


def _value(root: Node, key: str) -> Node:
    """Return the value of a key that was read."""
    return root.entries[key][1] if type(root) is Mapping else root


def unread_files(folder: Path) -> tuple[str, ...]:
    """Return the files that look like evidence and are not read, by their names from the workspace.

    They lie in the folder of evidence under another ending, or are YAML in the workspace itself.
    """
    found = [path for path in folder.glob("*") if path.suffix.lower() in _READ and path.name != CONFIG_FILE]
    found += [path for path in (folder / EVIDENCE_FOLDER).rglob("*") if path.suffix.lower() not in _READ]
    named = [path for path in found if path.is_file() and not path.name.startswith(".")]
    return tuple(sorted(shown_name(path, folder) for path in named))[:_MOST_UNREAD]
