"""The evidence of a folder, read against an index, to a Workspace."""

from datetime import date
from functools import partial
from typing import Any

from openness_cli.files._claims import ClaimReader
from openness_cli.files._tree import Mapping, Node, Source
from openness_cli.files.configuration import Configuration
from openness_cli.files.fields import text, word_of
from openness_cli.files.folder import CONFIG_FILE, EVIDENCE_FOLDER
from openness_cli.files.sources import find_files, open_source
from openness_cli.files.spelling import suggest
from openness_cli.files.unresolved import Misfit, Misfits, place_of
from openness_cli.messages import _
from openness_cli.model.definitions import Index
from openness_cli.model.evidence import Organisation, Workspace

READ_ENDINGS = (".yaml", ".yml")


def read_evidence(configuration: Configuration, index: Index, misfits: Misfits) -> Workspace | None:
    """Read all evidence, and note every problem. Return None where there are any; ``misfits`` that are kept are none.

    What does not fit the index is not in the workspace.
    """
    source, values, folder = configuration.source, configuration.values, configuration.folder
    organisation = _check_organisation(configuration, index, misfits)
    _check_days(source, configuration.root, values)
    reader = ClaimReader(index, folder, misfits)
    files = tuple(find_files(folder / EVIDENCE_FOLDER, READ_ENDINGS, folder, source.problems))
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


def _check_days(source: Source, root: Node, values: dict[str, Any]) -> None:
    year, evaluation = values.get("year"), values.get("evaluation_date")
    if year is not None and not 2000 <= year <= 2999:  # noqa: PLR2004
        source.complain_at(_value(root, "year"), _("the year {year} is no year to assess").format(year=year))
    elif year is not None and evaluation is not None and evaluation < date(year, 1, 1):
        what = _("the evaluation date lies before the year that is assessed")
        source.complain_at(_value(root, "evaluation_date"), what)


def _value(root: Node, key: str) -> Node:
    """Return the value of a key that was read."""
    return root.entries[key][1] if type(root) is Mapping else root
