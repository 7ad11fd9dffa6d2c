"""Where a criterion that is not written yet comes to stand: beside its neighbours, in the order of the index."""

from collections.abc import Collection, Mapping

from openness_cli.files.editing.changes import Behind
from openness_cli.model.definitions import Criterion, Index


class Standing:
    """The criteria that stand in the files of a workspace."""

    def __init__(self, index: Index, held: Mapping[str, Mapping[str, str]]) -> None:
        """``held`` are, by the name of a file, the ids of its criteria with the keys under which they are written."""
        self._index, self._held = index, held
        self._places = {name: place for place, name in enumerate(index.by_id)}

    def file_near(self, criterion: Criterion, *, without: Collection[str] = ()) -> str:
        """Return the file with most criteria of the indicator, ``without`` some files; "" where none has any."""
        neighbours = {own.id for own in self._index.indicator_of(criterion).criteria}
        count = {name: len(neighbours & own.keys()) for name, own in self._held.items() if name not in without}
        best = max(sorted(count), key=lambda name: count[name], default="")
        return best if best and count[best] else ""

    def behind(self, file: str, new: Collection[str]) -> list[Behind]:
        """Return how new criteria of a file stand in it: each behind the nearest that comes before it in the index."""
        held = self._held.get(file, {})
        earlier = ""
        found: list[Behind] = []
        for name in sorted({*held, *new} & self._places.keys(), key=lambda own: self._places[own]):
            if name in held:
                earlier = held[name]
            elif earlier:
                found.append(Behind(("evidence", name), earlier))
        return found
