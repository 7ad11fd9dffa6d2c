"""Where splices go in a YAML text and how values are written there, in the manner of what stands around them."""

import re
from collections.abc import Sequence

from openness_cli.files._tree import Source
from openness_cli.files.editing.edits import Places, Splice, setting, spliced
from openness_cli.files.editing.marks import Sort
from openness_cli.files.editing.tree import Node, Plain
from openness_cli.files.editing.values import Placing, in_yaml

_BREAK = re.compile(r"\r\n|\r|\n")
_STEP = 2


class Placer:
    """The splices of one text, each found on the text as it is."""

    def __init__(self, source: Source, tree: Node | None) -> None:
        """Hold a source whose text was read, and what it holds."""
        self._source = source
        self._step = _step_of(tree) if tree else _STEP
        self._text = source.text
        self._places = Places(source)
        self._splices: list[Splice] = []
        # of lines that are taken out where they end, with where they begin
        self._taken_out: dict[int, int] = {}
        found = _BREAK.search(source.written)
        self._break = found[0] if found else "\n"

    def made(self) -> str:
        """Return the text with all splices; of those at one place the first found comes first."""
        return spliced(self._source.written, self._splices)

    def _splice(self, start: int, end: int, text: str) -> None:
        self._splices.append(Splice(*self._places.span(start, end), text))

    # -- values --------------------------------------------------------------------------------------------------------

    def replace(self, node: Node, value: Plain) -> None:
        """Have a value stand where another does."""
        mark = node.mark
        if isinstance(value, str) and mark.sort is Sort.SCALAR:
            self._splices.append(setting(self._source, self._places, mark, value))
        elif mark.sort is Sort.SCALAR or node.in_flow:
            self._splice(mark.start, node.end, _inline(value, in_flow=mark.in_flow))
        else:
            # a block begins in a line of its own
            colon = self._text.rindex(":", 0, mark.start) + 1
            self._splice(colon, node.end, " " + _inline(value, in_flow=False))

    def fill(self, holder: Node, place: int, value: Plain) -> None:
        """Have a key hold something behind which nothing stands."""
        key = holder.keys[place]
        colon = self._text.index(":", key.end) + 1
        if holder.in_flow or not _is_a_block(value):
            self._splice(colon, colon, " " + _inline(value, in_flow=holder.in_flow))
        else:
            self._insert_lines(colon, self._block(value, holder.mark.column))

    def put_into(self, node: Node, gone: Sequence[int], new: dict[str, Plain]) -> None:
        """Have a mapping hold more keys, behind those that it has."""
        if not new:
            return
        if node.in_flow:
            self._add_inline(node, gone, [_pair(key, value) for key, value in new.items()])
            return
        lines = [line for key, value in new.items() for line in self._entry(key, value, node.mark.column)]
        end = self._kept_end(node, gone)
        if len(gone) < len(node.values) and node.mark.column == 0:
            # below the last entry of a file there may be lines of it that wait to be filled in
            end = self._behind_comments(self._end_of_line(end), 0)
        self._insert_lines(end, lines)

    def put_behind(self, node: Node, place: int, new: dict[str, Plain]) -> None:
        """Have a mapping hold more keys, right behind one that it has and what belongs to that."""
        if node.in_flow:
            end = self._end_of(node, place)
            self._splice(end, end, "".join(f", {_pair(key, value)}" for key, value in new.items()))
            return
        lines = [line for key, value in new.items() for line in self._entry(key, value, node.mark.column)]
        end = self._end_of_line(self._end_of(node, place))
        after = self._behind_comments(end, node.mark.column)
        self._insert_lines(after, lines)

    def _behind_comments(self, end: int, column: int) -> int:
        """Return the end of the last of the comment lines that follow and stand further in than a column."""
        while (found := _BREAK.match(self._text, end)) is not None:
            line = self._text[found.end() : self._end_of_line(found.end())]
            if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) <= column:
                break
            end = found.end() + len(line)
        return end

    def add_to(self, node: Node, gone: Sequence[int], new: Sequence[Plain]) -> None:
        """Have a list hold more values, behind those that it has."""
        if not new:
            return
        if node.in_flow:
            self._add_inline(node, gone, [_inline(value, in_flow=True) for value in new])
            return
        last = node.values[-1]
        column = node.mark.column
        is_inline = last.in_flow
        step = last.mark.column - column if last.mark.sort is Sort.MAPPING and last.mark.column > column else _STEP
        lines = [line for value in new for line in self._item(value, column, step, is_inline=is_inline)]
        if len(gone) < len(node.values):
            self._insert_lines(self._kept_end(node, gone), lines)
        elif self._end_of_line(node.end) == len(self._text):
            self._insert_lines(node.end, lines)
        else:
            # where its first value begins
            self._insert_lines(self._line_before(self._begin_of_line(node.mark.start)), lines)

    def at_end(self, value: dict[str, Plain]) -> None:
        """Have a text that holds no value yet hold one, below all that is written."""
        written = self._source.written
        lines = [line for key, own in value.items() for line in self._entry(key, own, 0)]
        before = self._break if written and not written.endswith(("\n", "\r")) else ""
        text = before + "".join(line + self._break for line in lines)
        self._splices.append(Splice(len(written), len(written), text))

    # -- taking out ----------------------------------------------------------------------------------------------------

    def take_out(self, node: Node, gone: Sequence[int]) -> None:
        """Take entries of a mapping or values of a list out of it."""
        for place in gone:
            if node.in_flow:
                self._take_out_inline(node, place, gone)
            else:
                self._take_out_lines(node, place)

    def _take_out_inline(self, node: Node, place: int, gone: Sequence[int]) -> None:
        begins = [(own.mark.start) for own in (node.keys or node.values)]
        ends = [self._end_of(node, at) for at in range(len(node.values))]
        if place + 1 < len(begins):
            self._splice(begins[place], begins[place + 1], "")
            return
        # the last ones go with the comma before them
        first = place
        while first and first - 1 in gone:
            first -= 1
        self._splices = [own for own in self._splices if not (begins[first] <= own.start < ends[place])]
        self._splice(ends[first - 1] if first else begins[0], ends[place], "")

    def _take_out_lines(self, node: Node, place: int) -> None:
        own = (node.keys or node.values)[place]
        end = self._end_of_line(self._end_of(node, place))
        begin = self._begin_of_line(own.mark.start)
        if node.mark.sort is Sort.LIST:
            begin = self._line_of_dash(own.mark.start, node.mark.column)
        elif self._text[begin : own.mark.start].strip():
            # the first key of a value of a list stands behind its dash
            begin = own.mark.start
            following = node.keys[place + 1].mark.start if place + 1 < len(node.keys) else begin
            self._splice(begin, following, "")
            return
        after = _BREAK.match(self._text, end)
        # the last line of a text that ends without a break goes with the one before it
        if not after and begin:
            begin = self._line_before(begin)
        if after:
            self._taken_out[end] = begin
        self._splice(begin, after.end() if after else end, "")

    def _line_of_dash(self, start: int, column: int) -> int:
        """Return the beginning of the line in which the dash of a value stands."""
        begin = self._begin_of_line(start)
        while begin and self._text[begin + column : begin + column + 1] != "-":
            begin = self._begin_of_line(begin - 1)
        return begin

    # -- lines ---------------------------------------------------------------------------------------------------------

    def _end_of(self, node: Node, place: int) -> int:
        """Return the place behind an entry of a mapping or a value of a list."""
        value = node.values[place]
        if not value.is_left_out:
            return value.end
        return self._text.index(":", node.keys[place].end) + 1 if node.keys else value.mark.start

    def _kept_end(self, node: Node, gone: Sequence[int]) -> int:
        """Return the place behind the last thing of a mapping or a list that is kept."""
        kept = [place for place in range(len(node.values)) if place not in gone]
        return self._end_of(node, kept[-1]) if kept else node.mark.start

    def _begin_of_line(self, place: int) -> int:
        return max(self._text.rfind("\n", 0, place), self._text.rfind("\r", 0, place)) + 1

    def _end_of_line(self, place: int) -> int:
        found = _BREAK.search(self._text, place)
        return found.start() if found else len(self._text)

    def _line_before(self, begin: int) -> int:
        """Return where the line ends behind which one begins."""
        return begin - (len("\r\n") if self._text.endswith("\r\n", 0, begin) else 1)

    def _insert_lines(self, place: int, lines: Sequence[str]) -> None:
        end = self._end_of_line(place)
        while begin := self._taken_out.get(end):
            end = self._line_before(begin)
        self._splice(end, end, "".join(self._break + line for line in lines))

    def _add_inline(self, node: Node, gone: Sequence[int], texts: Sequence[str]) -> None:
        if len(gone) < len(node.values):
            end = self._kept_end(node, gone)
            self._splice(end, end, "".join(", " + text for text in texts))
        else:
            self._splice(node.mark.start + 1, node.mark.start + 1, ", ".join(texts))

    def _entry(self, key: str, value: Plain, column: int) -> list[str]:
        name = " " * column + in_yaml(key, "", Placing.BLOCK_KEY) + ":"
        if _is_a_block(value):
            return [name, *self._block(value, column)]
        return [f"{name} {_inline(value, in_flow=False)}" if value != "" else name]

    def _block(self, value: Plain, column: int) -> list[str]:
        """Return the lines of what stands under a key."""
        if isinstance(value, dict):
            return [line for key, own in value.items() for line in self._entry(key, own, column + self._step)]
        return [line for own in value for line in self._item(own, column + _STEP, _STEP, is_inline=False)]

    def _item(self, value: Plain, column: int, step: int, *, is_inline: bool) -> list[str]:
        dash = " " * column + "-"
        if is_inline or not isinstance(value, dict) or not value:
            return [f"{dash} {_inline(value, in_flow=False)}"]
        lines = [line for key, own in value.items() for line in self._entry(key, own, column + step)]
        return [dash + lines[0][column + 1 :], *lines[1:]]


def _step_of(node: Node) -> int:
    """Return by how much a mapping stands further in than the one that holds it, as far as that can be seen."""
    if node.mark.sort is Sort.MAPPING and not node.in_flow:
        for value in node.values:
            if value.mark.sort is Sort.MAPPING and not value.in_flow:
                return value.mark.column - node.mark.column
    return next((step for value in node.values if (step := _step_of(value)) != _STEP), _STEP)


def _is_a_block(value: Plain) -> bool:
    """Tell whether a value is written below its key: a mapping, or a list of mappings."""
    return bool(value) and (isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], dict)))


def _inline(value: Plain, *, in_flow: bool) -> str:
    if isinstance(value, str):
        return in_yaml(value, "", Placing.FLOW if in_flow else Placing.BLOCK)
    if isinstance(value, list):
        return "[" + ", ".join(_inline(own, in_flow=True) for own in value) + "]"
    return "{" + ", ".join(_pair(key, own) for key, own in value.items()) + "}"


def _pair(key: str, value: Plain) -> str:
    return f"{in_yaml(key, '', Placing.FLOW_KEY)}: {_inline(value, in_flow=True)}"
