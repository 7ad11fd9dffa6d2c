"""A YAML text as nested values, each with the letters that it takes."""

from collections.abc import Iterator
from typing import NamedTuple

from openness_cli.files.editing.marks import Mark, Sort, read_marks

Plain = str | list["Plain"] | dict[str, "Plain"]


class TwiceError(ValueError):
    """A key stands in a mapping twice: nobody can say which is meant. Its argument is the line, from 0 on."""


class Node(NamedTuple):
    """A value, up to ``end``, behind the last letter of it or of what is in it; ``keys`` are those of a mapping."""

    mark: Mark
    end: int
    keys: tuple["Node", ...] = ()
    values: tuple["Node", ...] = ()

    @property
    def in_flow(self) -> bool:
        """Whether it is a mapping or a list in brackets."""
        return self.mark.sort is not Sort.SCALAR and self.mark.style == "flow"

    @property
    def is_left_out(self) -> bool:
        """Whether nothing is written where a value could stand."""
        return self.mark.sort is Sort.SCALAR and self.mark.start == self.mark.end

    def place_of(self, key: str) -> int | None:
        """Return the place of a key among those of a mapping; None where it has none."""
        return next((at for at, own in enumerate(self.keys) if own.mark.value == key), None)


def tree_of(text: str) -> Node | None:
    """Return the value of a text; None where it holds none. Raises YAMLError, or TwiceError."""
    marks = iter(read_marks(text))
    first = next(marks, None)
    return _node(text, first, marks) if first is not None else None


def _node(text: str, mark: Mark, marks: Iterator[Mark]) -> Node:
    if mark.sort is Sort.SCALAR:
        return Node(mark, _end_of_scalar(text, mark))
    in_flow = text[mark.start : mark.start + 1] in {"[", "{"}
    mark = mark._replace(style="flow" if in_flow else "block")
    keys: list[Node] = []
    values: list[Node] = []
    seen: set[str] = set()
    end = mark.start
    while (own := next(marks)).sort is not Sort.END:
        if mark.sort is Sort.MAPPING:
            if own.value in seen:
                raise TwiceError(own.line)
            seen.add(own.value)
            keys.append(_node(text, own, marks))
            own = next(marks)
            end = _behind_colon(text, keys[-1].end)
        value = _node(text, own, marks)
        end = end if value.is_left_out else value.end
        values.append(value)
    return Node(mark, own.end if in_flow else end, tuple(keys), tuple(values))


def _end_of_scalar(text: str, mark: Mark) -> int:
    # a block of text ends at the beginning of a later line
    return mark.start + len(text[mark.start : mark.end].rstrip()) if mark.style in {"|", ">"} else mark.end


def _behind_colon(text: str, end: int) -> int:
    """Return the place behind the colon that follows a key."""
    return text.index(":", end) + 1


def plain_of(node: Node | None) -> Plain:
    """Return the values alone; text is as it is read."""
    if node is None:
        return ""
    match node.mark.sort:
        case Sort.MAPPING:
            return {key.mark.value: plain_of(value) for key, value in zip(node.keys, node.values, strict=True)}
        case Sort.LIST:
            return [plain_of(value) for value in node.values]
        case _:
            return node.mark.value
