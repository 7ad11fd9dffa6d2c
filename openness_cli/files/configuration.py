"""``openness.yaml``: whose folder it is, and which index it is judged by."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files._tree import Mapping, Node, Scalar, Source
from openness_cli.files.fields import as_it_is, day, fields, integer, several, text, word_of
from openness_cli.files.index import find_index, load_index, shipped_indices
from openness_cli.files.sources import CONFIG_FILE, open_source
from openness_cli.files.spelling import suggest
from openness_cli.messages import _, printable
from openness_cli.model.definitions import Index
from openness_cli.model.languages import LANGUAGES


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
    readers = {"id": text, "name": _names, "kinds": several(as_it_is)}
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
