"""Files of definitions with what was typed put in place: comments, order and every other byte stay."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from openness_cli.errors import InvalidInput, Problem
from openness_cli.files.editing.changes import Add, Change, Put, Remove, Way, changed
from openness_cli.files.editing.tree import Node, Plain
from openness_cli.files.index import INDEX_FILE
from openness_cli.files.index_book.amending import Amendment
from openness_cli.files.index_book.columns import LABELS, TEXTS, BookSheet, text_key
from openness_cli.files.index_book.figures import Figure, read_figures
from openness_cli.files.index_book.points import PartRow
from openness_cli.files.index_book.state import Definitions, Values, way_from
from openness_cli.files.rewriting import encoded_as
from openness_cli.model.languages import LANGUAGES
from openness_cli.model.points import plain_number


def contents_of(definitions: Definitions, amendment: Amendment, edition: date | None) -> dict[str, bytes]:
    """Return the files of a new folder, by their names; those that do not change are as they were, to the byte.

    Raises InvalidInput where a file cannot be changed in place.
    """
    changes: dict[str, list[Change]] = {}
    now = definitions.state[BookSheet.CRITERIA]
    for name in {**amendment.criteria, **amendment.parts}:
        file, way, node = definitions.place_of(name)
        new = amendment.criteria.get(name, now[name])
        own = _Criterion(way, node, now[name], new, amendment.parts.get(name, ()))
        changes.setdefault(file, []).extend(own.changes())
    for name, values in amendment.indicators.items():
        file = definitions.file_of(name)
        tree = definitions.files[file].tree
        changes.setdefault(file, []).extend(
            Put(way_from(tree, *key.split(".")), value) for key, value in values.items()
        )
    if edition is not None and edition != definitions.index.edition:
        tree = definitions.files[INDEX_FILE].tree
        changes.setdefault(INDEX_FILE, []).append(Put(way_from(tree, "edition"), edition.isoformat()))
    problems: list[Problem] = []
    contents: dict[str, bytes] = {}
    for name, held in definitions.files.items():
        made = changed(held.source, changes[name]) if changes.get(name) else held.source.written
        if isinstance(made, Problem):
            problems.append(made)
        else:
            contents[name] = encoded_as(held.data, made) if changes.get(name) else held.data
    if problems:
        raise InvalidInput(tuple(problems))
    return contents


class _Criterion:
    """The changes of one criterion, at its place."""

    def __init__(self, way: Way, node: Node, old: Values, new: Values, parts: tuple[PartRow, ...]) -> None:
        self._way, self._node, self._old, self._new, self._parts = way, node, old, new, parts

    def changes(self) -> Iterator[Change]:
        yield from self._texts()
        for column, key in (("effort", "effort_days"), ("source", "source"), *((own, own) for own in LABELS)):
            yield from self._put(column, key)
        if self._new["rule"] != self._old["rule"]:
            yield Put(self._to("rule"), _rule(self._new, self._parts))
            return
        if self._differs("figures"):
            yield from self._figures()
        if self._new["rule"] == "periods":
            yield from self._put("every", "rule", "every")
            yield from self._put("late", "rule", "late")
            yield from self._put("points", "rule", "points")
            if self._differs("due"):
                yield Put(self._to("rule", "due"), _due(self._new["due"]))
        yield from self._changed_parts()

    def _to(self, *keys: str | int) -> Way:
        return (*self._way, *way_from(self._node, *keys))

    def _differs(self, column: str) -> bool:
        return self._old.get(column, "") != self._new.get(column, "")

    def _put(self, column: str, *keys: str | int) -> Iterator[Change]:
        if self._differs(column):
            value = self._new.get(column, "")
            yield Put(self._to(*keys), value) if value else Remove(self._to(*keys))

    def _texts(self) -> Iterator[Change]:
        for field in TEXTS:
            keys = {language: text_key(field, language) for language in LANGUAGES}
            if not any(map(self._differs, keys.values())):
                continue
            if not any(self._new.get(key) for key in keys.values()):
                yield Remove(self._to(field))
            elif not any(self._old.get(key) for key in keys.values()):
                yield Put(self._to(field), {own: self._new[key] for own, key in keys.items() if self._new.get(key)})
            else:
                for language, key in keys.items():
                    yield from self._put(key, field, language)

    # -- what it earns -------------------------------------------------------------------------------------------------

    def _figures(self) -> Iterator[Change]:
        kind = self._new["rule"]
        old, new = (read_figures(kind, own["figures"], str) for own in (self._old, self._new))
        name = "levels" if kind == "levels" else "steps"
        if len(old) != len(new) or (kind == "levels" and [own.least for own in old] != [own.least for own in new]):
            yield Put(self._to("rule", name), _earning(kind, new))
            return
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            to = (after.least,) if kind == "levels" else (number, "points")
            if before.points != after.points:
                yield Put(self._to("rule", name, *to), plain_number(after.points))
            if before.least != after.least:
                yield Put(self._to("rule", name, number, "min"), _least(after))

    def _changed_parts(self) -> Iterator[Change]:
        for part in self._parts:
            if part.place is None:
                yield Add(self._to("rule", "parts"), _part(part))
            elif part.is_gone:
                yield Remove(self._to("rule", "parts", part.place))
            else:
                to = self._to("rule", "parts", part.place)
                for column in sorted(part.changed):
                    value = part.values.get(column, "")
                    way = (*to, *column.split("."))
                    yield Put(way, value) if value else Remove(way)


def _rule(values: Values, parts: Iterable[PartRow]) -> Plain:
    kind = values["rule"]
    if kind == "periods":
        late: dict[str, Plain] = {"late": values["late"]} if values.get("late") else {}
        return {"kind": kind, "every": values["every"], "due": _due(values["due"]), "points": values["points"], **late}
    if kind == "checklist":
        return {"kind": kind, "parts": [_part(own) for own in parts if not own.is_gone]}
    name = "levels" if kind == "levels" else "steps"
    return {"kind": kind, name: _earning(kind, read_figures(kind, values["figures"], str))}


def _earning(kind: str, figures: Iterable[Figure]) -> Plain:
    if kind == "levels":
        return {own.least: plain_number(own.points) for own in figures}
    return [{"min": _least(own), "points": plain_number(own.points)} for own in figures]


def _least(own: Figure) -> str:
    return plain_number(Fraction(own.least.rstrip("%")) / 100) if own.least.endswith("%") else own.least


def _due(written: str) -> Plain:
    return {"date": written} if "-" in written else {"days_after": written}


def _part(own: PartRow) -> Plain:
    titles: Mapping[str, Plain] = {
        language: title for language in LANGUAGES if (title := own.values.get(text_key("titles", language)))
    }
    return {"part": own.label, "points": own.values["points"], "titles": dict(titles)}
