"""Items added to the evidence of a criterion: read as if they stood in a file, put where such items stand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from openness_cli.errors import ExitCode, InvalidInput, OutputError, Problem
from openness_cli.files._claims import ClaimReader
from openness_cli.files._items import SHOWING
from openness_cli.files._tree import Source
from openness_cli.files.editing.changes import Add, Change, Put, changed
from openness_cli.files.editing.edits import SetValue, edited
from openness_cli.files.editing.marks import Sort, read_marks
from openness_cli.files.editing.tree import Plain, plain_of, tree_of
from openness_cli.files.editing.values import in_yaml
from openness_cli.files.fields import Misfits
from openness_cli.files.identity import identities
from openness_cli.files.rewriting import encoded
from openness_cli.files.sources import CONFIG_FILE
from openness_cli.files.spelling import typed_days
from openness_cli.files.standing import Standing
from openness_cli.files.workspace import Configuration
from openness_cli.messages import _
from openness_cli.model.definitions import Criterion, Index
from openness_cli.model.evidence import Evidence, Item, Workspace, fold

# the keys of an item in the order in which they are written
ITEM_KEYS = (
    "title", "part", "period", "url", "file", "published", "held", "updated", "shows", "contains", "owner", "note",
)  # fmt: skip
CLAIM_KEYS = ("level", "count", "of")


class Wish(NamedTuple):
    """An item as somebody typed it: texts under the keys of a file; and how they, and "" for all of it, are named."""

    values: Mapping[str, str]
    name_of: Callable[[str], str]


class Mistyped(InvalidInput):
    """What was typed is no item of the criterion: problems are named as the values are to whoever typed them."""

    exit_code = ExitCode.USAGE


class Differing(NamedTuple):
    """A value of an item that is there already and was typed otherwise: it is left as it is."""

    item: Item
    key: str
    there: str
    typed: str


class Addition(NamedTuple):
    """What is to be written, and what came of the wishes: items that are ``new``, and those that are ``there``.

    ``repeated`` are the names of wishes that say what another one does.
    """

    contents: tuple[tuple[Path, bytes], ...]
    file: str
    new: tuple[Mapping[str, Plain], ...]
    there: tuple[Item, ...]
    differing: tuple[Differing, ...] = ()
    repeated: tuple[str, ...] = ()


class Adding:
    """Adds to the evidence of one workspace, as it is on the disk."""

    def __init__(self, configuration: Configuration, index: Index, workspace: Workspace) -> None:
        """Add to a workspace whose configuration keeps what was read of it."""
        self._folder = configuration.folder
        self._index = index
        self._workspace = workspace
        opened = configuration.opened or ()
        self._sources = {source.name: source for _path, source in opened if source.name != CONFIG_FILE}
        self._held = {name: _entries(source) for name, source in self._sources.items()}
        ids = {fold(own): own for own in index.by_id}
        known = {name: {ids.get(_folded(key), key): key for key in own} for name, own in self._held.items()}
        self._standing = Standing(index, known)

    def add(self, criterion: Criterion, claim: Mapping[str, str], wishes: Sequence[Wish], new_file: str) -> Addition:
        """Return what adding comes to; writes nothing. ``new_file`` is where items go for which there is no file yet.

        ``claim`` are the values that the criterion is to have of ``CLAIM_KEYS``. An item is there where the criterion
        has one of the same part and period with the same address, else the same file, else, without both, the same
        title and day. Raises Mistyped with all that is wrong with what was typed, InvalidInput where the file does not
        take it, OutputError where it may not be written.
        """
        wishes = [wish for wish in wishes if not SHOWING.isdisjoint(wish.values)]
        read, items = self._read(criterion, claim, wishes)
        evidence = self._workspace.evidence.get(criterion.id)
        known = {name: own for own in reversed(evidence.items if evidence else ()) for name in _identities(own)}
        new: list[dict[str, Plain]] = []
        there: list[Item] = []
        differing: list[Differing] = []
        repeated: list[str] = []
        taken: set[tuple[str, ...]] = set()
        for wish, (values, item) in zip(wishes, items, strict=True):
            names = _identities(item)
            if (same := next((known[name] for name in names if name in known), None)) is not None:
                there.append(same)
                differing += _differences(same, item)
            elif taken.isdisjoint(names):
                new.append(values)
                taken.update(names)
            else:
                repeated.append(wish.name_of(""))
        name, changes = self._changes(criterion, read, new, new_file)
        contents = self._written(name, changes) if changes else ()
        return Addition(contents, name, tuple(new), tuple(there), tuple(differing), tuple(repeated))

    # -- what was typed ------------------------------------------------------------------------------------------------

    def _read(
        self, criterion: Criterion, claim: Mapping[str, str], wishes: Sequence[Wish]
    ) -> tuple[dict[str, Plain], list[tuple[dict[str, Plain], Item]]]:
        """Return the claim and the items in canonical spelling, each with what it means."""
        lines, names = ["evidence:", f"  {in_yaml(criterion.id)}:"], [""] * 2
        for key, value in claim.items():
            lines.append(f"    {key}: {in_yaml(value)}")
            names.append(wishes[0].name_of(key) if wishes else key)
        lines.append("    items:")
        names.append("")
        for wish in wishes:
            # what is wrong with the whole of an item is told where it begins
            lines.append("      - action:")
            names.append(wish.name_of(""))
            for key, value in wish.values.items():
                lines.append(f"        {key}: {_typed(key, value)}")
                names.append(wish.name_of(key))
        source = Source("", "\n".join(lines) + "\n", [])
        evidence = self._judged(criterion, source)
        if source.problems:
            raise Mistyped(tuple(_renamed(problem, names) for problem in source.problems))
        meant: Any = plain_of(tree_of(_canonical(source)))["evidence"][criterion.id]  # type: ignore[index,call-overload]
        items = sorted(evidence.items, key=lambda item: item.place) if evidence else ()
        plain = [{key: own[key] for key in ITEM_KEYS if key in own} for own in meant.get("items") or ()]
        return {key: meant[key] for key in CLAIM_KEYS if key in meant}, list(zip(plain, items, strict=True))

    def _judged(self, criterion: Criterion, source: Source) -> Evidence | None:
        reader = self._reader()
        root = source.parse()
        if root is not None:
            reader.read(source, root)
        return reader.joined()[0].get(criterion.id)

    def _reader(self) -> ClaimReader:
        return ClaimReader(self._index, self._folder, Misfits(), self._workspace.year)

    # -- where it goes -------------------------------------------------------------------------------------------------

    def _changes(
        self, criterion: Criterion, claim: Mapping[str, Plain], new: Sequence[dict[str, Plain]], new_file: str
    ) -> tuple[str, list[Change]]:
        owner = next((str(own["owner"]) for own in new if "owner" in own), "")
        name, key = self._place(criterion, owner) or (new_file, criterion.id)
        way = ("evidence", key)
        entry = self._held.get(name, {}).get(key)
        held = entry if isinstance(entry, dict) else {}
        entry_owner = str(held.get("owner") or "") if held else owner
        changes: list[Change] = [*self._standing.behind(name, {criterion.id})] if entry is None else []
        changes += [Put((*way, "owner"), owner)] if owner and not held else []
        changes += [Put((*way, own), value) for own, value in claim.items() if held.get(own) != value]
        for values in new:
            own = values if fold(str(values.get("owner", ""))) != fold(entry_owner) else _without(values, "owner")
            changes.append(Add((*way, "items"), dict(own)))
        return name, changes

    def _place(self, criterion: Criterion, owner: str) -> tuple[str, str] | None:
        """Return the file in which items of a criterion and an owner go, and under which key."""
        holding = [
            (name, key, entry)
            for name, entries in self._held.items()
            for key, entry in entries.items()
            if _folded(key) == fold(criterion.id)
        ]
        for name, key, entry in holding:
            if owner and isinstance(entry, dict) and fold(str(entry.get("owner") or "")) == fold(owner):
                return name, key
        if holding:
            return holding[0][:2]
        near = self._standing.file_near(criterion)
        return (near, criterion.id) if near else None

    # -- what is written -----------------------------------------------------------------------------------------------

    def _written(self, name: str, changes: Sequence[Change]) -> tuple[tuple[Path, bytes], ...]:
        """Return the file with the changes, once it is read as it should be beside all others."""
        source = self._sources.get(name) or Source(name, "", [])
        made = changed(source, changes)
        if isinstance(made, Problem):
            raise InvalidInput((made,))
        problems: list[Problem] = []
        reader = self._reader()
        for own in {**self._sources, name: source}.values():
            again = Source(own.name, made if own.name == name else own.written, problems)
            if (root := again.parse()) is not None:
                reader.read(again, root)
        reader.joined()
        if problems:
            raise InvalidInput(tuple(problems))
        path = self._folder / name
        if name not in self._sources and path.exists():
            raise OutputError(_("{file} was made meanwhile; nothing was written: add again").format(file=name))
        data = encoded(path, self._folder, source, made) if name in self._sources else made.encode()
        if isinstance(data, Problem):
            raise OutputError(data.what if data.file in data.what else f"{data.file}: {data.what}")
        return ((path, data),)


def _entries(source: Source) -> dict[str, Plain]:
    """Return what a file holds under ``evidence:``, in its order."""
    plain = plain_of(tree_of(source.text))
    evidence = plain.get("evidence") if isinstance(plain, dict) else None
    return evidence if isinstance(evidence, dict) else {}


def _folded(key: str) -> str:
    return fold(key).replace(" ", "")


def _typed(key: str, value: str) -> str:
    """Return a value as it is written in YAML: of several addresses, one a line, a list."""
    addresses = value.split() if key == "url" else [value]
    return "[" + ", ".join(f'"{own}"' for own in addresses) + "]" if len(addresses) > 1 else in_yaml(value)


def _canonical(source: Source) -> str:
    marks = read_marks(source.text)
    meant = [own.start for own in marks if own.sort is Sort.SCALAR and own.start in source.meant]
    edits = [SetValue(start, source.meant[start]) for start in meant]
    made = edited(source, marks, edits)
    return source.text if isinstance(made, Problem) else made


def _renamed(problem: Problem, names: Sequence[str]) -> Problem:
    """Return a problem at the value that was typed instead of at a line of a file that nobody has seen."""
    name = names[problem.line - 1] if 0 < problem.line <= len(names) else ""
    return Problem(name, 0, 0, problem.what, typed_days(problem.hint))


def _identities(item: Item) -> frozenset[tuple[str, ...]]:
    """Return what an item is known by: any one of them makes it the same."""
    found = identities(item.urls, item.file, item.part, item.period)
    day = item.published or item.held or ""
    return found or frozenset({("title", fold(item.title), str(day), item.part, item.period)})


def _differences(there: Item, typed: Item) -> Iterator[Differing]:
    for key in ("title", "published", "held", "updated", "shows", "contains", "note"):
        old, new = getattr(there, key), getattr(typed, key)
        if new not in (None, "") and new != old and not (isinstance(new, str) and fold(new) == fold(old or "")):
            yield Differing(there, key, str(old or ""), str(new))


def _without(values: Mapping[str, Plain], key: str) -> dict[str, Plain]:
    return {name: value for name, value in values.items() if name != key}
