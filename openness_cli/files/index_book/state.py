"""What the definitions hold, as texts in canonical spelling, with the way to each in its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files._tree import Source
from openness_cli.files.editing.changes import Way
from openness_cli.files.editing.tree import Node, tree_of
from openness_cli.files.index import INDEX_FILE, SHIPPED, load_index
from openness_cli.files.index_book.cells import plain_text
from openness_cli.files.index_book.columns import LABELS, TEXTS, BookSheet, text_key
from openness_cli.files.index_book.figures import due_text, figures_of, joined
from openness_cli.files.sources import MAX_BYTES, decode, find_files, read_bytes, read_inside, reason_of
from openness_cli.messages import _
from openness_cli.model.definitions import Checklist, Criterion, Index, Periods
from openness_cli.model.evidence import fold
from openness_cli.model.languages import LANGUAGES, Text
from openness_cli.model.points import plain_number

Values = Mapping[str, str]
State = Mapping[BookSheet, Mapping[str, Values]]


class File(NamedTuple):
    """A file of the definitions: as it is, and as it was read."""

    data: bytes
    source: Source
    tree: Node


@dataclass(frozen=True)
class Definitions:
    """An index and its files by their names; ``state`` is what a workbook holds of them."""

    index: Index
    files: Mapping[str, File]
    state: State

    def place_of(self, criterion: str) -> tuple[str, Way, Node]:
        """Return the file of a criterion, the way to it there, and what stands at its end."""
        for name, file in self.files.items():
            list_ = _below(file.tree, "criteria")
            for number, node in enumerate(list_[1].values if list_ else ()):
                if (found := _below(node, "id")) and found[1].mark.value.strip() == criterion:
                    return name, (list_[0] if list_ else "criteria", number), node
        raise LookupError(criterion)

    def file_of(self, indicator: str) -> str:
        """Return the file of an indicator."""
        return next(
            name
            for name, file in self.files.items()
            if (found := _below(file.tree, "indicator")) and found[1].mark.value.strip() == indicator
        )


def _below(node: Node, key: str) -> tuple[str, Node] | None:
    """Return a key of a mapping as it is written there, and its value."""
    places = enumerate(node.keys)
    place = next((at for at, own in places if own.mark.value == key or fold(own.mark.value) == fold(key)), None)
    return None if place is None else (node.keys[place].mark.value, node.values[place])


def way_from(node: Node, *keys: str | int) -> Way:
    """Return the way along keys, as they are written as far as they are there."""
    way: list[str | int] = []
    here: Node | None = node
    for key in keys:
        found = _below(here, key) if here is not None and isinstance(key, str) else None
        if here is not None and isinstance(key, int) and key < len(here.values):
            found = "", here.values[key]
        way.append(found[0] if found and isinstance(key, str) else key)
        here = found[1] if found else None
    return tuple(way)


def read_definitions(folder: Path) -> Definitions:
    """Return the definitions of a folder. Raises InvalidInput with everything that is wrong with them."""
    index = load_index(folder)
    problems: list[Problem] = []
    files: dict[str, File] = {}
    for path in find_files(folder, (".yaml",), folder, problems):
        name = path.relative_to(folder).as_posix()
        try:
            data = read_bytes(path, MAX_BYTES) if folder.parent == SHIPPED else read_inside(path, folder, MAX_BYTES)
        except (OSError, ValueError) as error:
            problems.append(Problem(name, 0, 0, _("cannot be read: {why}").format(why=reason_of(error))))
            continue
        source = decode(name, data, problems)
        tree = source.read_by(lambda own=source: tree_of(own.text)) if source else None  # type: ignore[misc]
        if source is not None and tree is not None:
            files[name] = File(data, source, tree)
    if problems or INDEX_FILE not in files:
        raise InvalidInput(tuple(problems))
    return Definitions(index, files, state_of(index))


def state_of(index: Index) -> State:
    """Return what a workbook holds of an index."""
    criteria = index.by_id.values()
    return {
        BookSheet.CRITERIA: {own.id: _criterion(own) for own in criteria},
        BookSheet.PARTS: dict(pair for own in criteria for pair in _parts(own)),
        BookSheet.INDICATORS: {
            own.id: {"indicator": own.id, "points": plain_number(own.points), "points_basis": own.points_basis.value}
            for own in index.indicators
        },
    }


def _criterion(own: Criterion) -> Values:
    rule = own.rule
    values = {
        "criterion": own.id,
        "rule": type(rule).__name__.lower(),
        "figures": joined(figures_of(rule)),
        "points": plain_number(own.possible),
        "effort": plain_number(own.effort_days),
        "source": plain_text(own.source),
    }
    if isinstance(rule, Periods):
        values |= {"every": rule.every.value, "due": due_text(rule.due)}
        values["late"] = plain_number(rule.late) if rule.late else ""
    texts = {text_key(field, name): text for field in TEXTS for name, text in _texts(getattr(own, field))}
    labels = {key: label.value for key in LABELS if (label := getattr(own, key)) is not None}
    return {key: value for key, value in {**values, **texts, **labels}.items() if value}


def _texts(text: Text | None) -> Iterator[tuple[str, str]]:
    # in the order of the fields of Text
    if text is not None:
        own = {"uz": text.uz, "ru": text.ru, "en": text.en, "uz-Cyrl": text.uz_cyrl}
        yield from ((name, plain_text(own[name])) for name in LANGUAGES)


def part_key(criterion: str, label: str) -> str:
    """Return the key of a part of a criterion."""
    return f"{criterion}|{label}"


def _parts(own: Criterion) -> Iterator[tuple[str, Values]]:
    if isinstance(own.rule, Checklist):
        for part in own.rule.parts:
            titles = {text_key("titles", name): text for name, text in _texts(part.titles) if text}
            values = {"criterion": own.id, "points": plain_number(part.points), **titles}
            yield part_key(own.id, part.label), values
