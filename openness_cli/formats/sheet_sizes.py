"""How wide the columns of a sheet are, and how high its rows: written, for not every program works them out."""

import re
from collections.abc import Iterable, Sequence

LETTERS, CYRILLIC_LETTERS = 1.16, 1.05  # to a unit of width, in the letters that texts are set in
_CYRILLIC = re.compile("[\u0400-\u04ff]")
LINE = 13.0  # points
_HIGHEST = 409.0
_NARROWEST, _WIDEST = 6, 40
_PADDING = 2


def lines_of(text: str, width: float) -> int:
    """Return on how many lines a text stands in a column: broken at blanks, and within what is longer than a line."""
    if len(text) <= width and "\n" not in text:
        return 1
    room = max(int(width * (CYRILLIC_LETTERS if _CYRILLIC.search(text) else LETTERS)), 1)
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(_lines(paragraph, room) for paragraph in text.split("\n"))


def _lines(paragraph: str, room: int) -> int:
    lines, used = 1, 0
    for word in paragraph.split(" "):
        length = len(word)
        if used and used + 1 + length > room:
            lines, used = lines + 1, 0
        elif used:
            used += 1
        # an address may be longer than a line
        lines += max(length - 1, 0) // room
        used += length if length <= room else length % room or room
    return lines


def height_of(lines: int, line: float = LINE) -> float:
    """Return how high a row is on which so many lines stand."""
    return min(lines * line + _PADDING, _HIGHEST)


def widths_of(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> list[float]:
    """Return a width for each column: that of its longest text and of the longest word over it, within bounds."""
    longest = [1.15 * max(len(head) / 2 + 1, *map(len, head.split()), 0) for head in heads]
    for row in rows:
        for place, text in enumerate(row):
            longest[place] = max(longest[place], len(text))
    return [min(max(letters / CYRILLIC_LETTERS + _PADDING, _NARROWEST), _WIDEST) for letters in longest]
