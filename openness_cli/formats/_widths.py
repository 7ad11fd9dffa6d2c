"""How wide letters are in Arial, for whoever has to know how much fits without setting it.

The advance widths of Liberation Sans, which has the metrics of Arial, in hundredths of the size, rounded up; read
from the fonts themselves. What is not in the tables is taken to be as wide as the widest letters are.
"""

from unicodedata import combining

_REGULAR = """
0020 28 28 36 56 56 89 67 20 34 34 39 59 28 34 28 28
0030 56 56 56 56 56 56 56 56 56 56 28 28 59 59 59 56
0040 102 67 67 73 73 67 62 78 73 28 50 67 56 84 73 78
0050 67 78 73 67 62 73 67 95 67 67 62 28 28 28 47 56
0060 34 56 56 50 56 56 28 56 56 23 23 50 23 84 56 56
0070 56 56 34 50 28 56 50 73 50 50 50 34 26 34 59 0
00a0 28 34 56 56 56 56 26 56 34 74 38 56 59 34 74 56
00b0 40 55 34 34 34 58 54 28 34 34 37 56 84 84 84 62
00c0 67 67 67 67 67 67 100 73 67 67 67 67 28 28 28 28
00d0 73 73 78 78 78 78 78 59 78 73 73 73 73 67 67 62
00e0 56 56 56 56 56 56 89 50 56 56 56 56 28 28 28 28
00f0 56 56 56 56 56 56 56 55 62 56 56 56 56 50 56 50
0100 67 56 67 56 67 56 73 50 73 50 73 50 73 50 73 62
0110 73 56 67 56 67 56 67 56 67 56 67 56 78 56 78 56
0120 78 56 78 56 73 56 73 56 28 28 28 28 28 28 28 23
0130 28 28 74 45 50 23 67 50 50 56 23 56 23 56 30 56
0140 34 56 23 73 56 73 56 73 56 61 73 56 78 56 78 56
0150 78 56 100 95 73 34 73 34 73 34 67 50 67 50 67 50
0160 67 50 62 28 62 38 62 28 73 56 73 56 73 56 73 56
0170 73 56 73 56 95 73 67 50 67 62 50 62 50 62 50 23
02b0 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100
0400 67 67 87 55 72 67 28 28 50 106 102 86 59 73 64 72
0410 67 66 67 55 68 67 93 61 72 72 59 66 84 73 78 72
0420 67 73 62 64 77 67 74 67 92 94 80 89 66 72 102 73
0430 56 58 54 37 59 56 67 46 56 56 44 59 69 56 56 55
0440 56 50 46 50 83 50 58 53 81 83 63 72 53 52 75 55
0450 56 56 56 37 52 50 23 28 23 91 82 56 44 56 50 56
0460 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100
0470 100 100 78 56 100 100 100 100 100 100 100 100 100 100 100 100
0480 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100
0490 49 42 100 100 100 100 100 100 100 100 100 100 100 100 100 100
04a0 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100
04b0 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100
2010 34 34 100 56 100 100 100 56 23 23 23 23 34 34 34 100
2020 56 56 36 100 100 100 100 100 100 100 100 100 100 100 100 100
2030 100 100 19 36 100 100 100 100 100 34 34 100 50 100 34 100
20ac 56
2116 108
2212 59
2192 100
25cf 61
25b2 99
25a0 61
"""

_BOLD = """
0020 28 34 48 56 56 89 73 24 34 34 39 59 28 34 28 28
0030 56 56 56 56 56 56 56 56 56 56 34 34 59 59 59 62
0040 98 73 73 73 73 67 62 78 73 28 56 73 62 84 73 78
0050 67 78 73 67 62 73 67 95 67 67 62 34 28 34 59 56
0060 34 56 62 56 62 56 34 62 62 28 28 56 28 89 62 62
0070 62 62 39 56 34 62 56 78 56 56 50 39 28 39 59 0
00a0 28 34 56 56 56 56 28 56 34 74 38 56 59 34 74 56
00b0 40 55 34 34 34 58 56 28 34 34 37 56 84 84 84 62
00c0 73 73 73 73 73 73 100 73 67 67 67 67 28 28 28 28
00d0 73 73 78 78 78 78 78 59 78 73 73 73 73 67 67 62
00e0 56 56 56 56 56 56 89 56 56 56 56 56 28 28 28 28
00f0 62 62 62 62 62 62 62 55 62 62 62 62 62 56 62 56
0100 73 56 73 56 73 56 73 56 73 56 73 56 73 56 73 72
0110 73 62 67 56 67 56 67 56 67 56 67 56 78 62 78 62
0120 78 62 78 62 73 62 73 62 28 28 28 28 28 28 28 28
0130 28 28 79 56 56 28 73 56 56 62 28 62 28 62 39 62
0140 48 62 28 73 62 73 62 73 62 71 73 62 78 62 78 62
0150 78 62 100 95 73 39 73 39 73 39 67 56 67 56 67 56
0160 67 56 62 34 62 48 62 34 73 62 73 62 73 62 73 62
0170 73 62 73 62 95 78 67 56 67 62 50 62 50 62 50 28
02b0 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100
0400 67 67 89 57 72 67 28 28 56 110 107 88 62 73 63 72
0410 73 72 73 57 72 67 91 63 72 72 62 71 84 73 78 72
0420 67 73 62 63 86 67 74 71 101 102 87 98 72 72 104 72
0430 56 62 62 42 64 56 71 50 62 62 51 64 74 61 62 61
0440 62 56 49 56 88 56 62 59 84 85 73 86 62 56 86 59
0450 56 56 62 42 56 56 28 29 28 97 91 62 51 62 56 61
0460 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100
0470 100 100 78 62 100 100 100 100 100 100 100 100 100 100 100 100
0480 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100
0490 49 45 100 100 100 100 100 100 100 100 100 100 100 100 100 100
04a0 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100
04b0 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100 100
2010 34 34 100 56 100 100 100 56 28 28 28 28 50 50 50 100
2020 56 56 36 100 100 100 100 100 100 100 100 100 100 100 100 100
2030 100 100 24 48 100 100 100 100 100 34 34 100 61 100 34 100
20ac 56
2116 112
2212 59
2192 100
25cf 61
25b2 99
25a0 61
"""

_UNKNOWN, _PICTURE = 100, 140
_PICTURES = 0x10000  # beyond the letters in use: signs and small pictures


def _read(table: str) -> dict[str, int]:
    """Read a table: the first letter of a row by its number, then the width of each letter from there on."""
    rows = (line.split() for line in table.strip().splitlines())
    return {chr(int(first, 16) + n): int(width) for first, *widths in rows for n, width in enumerate(widths)}


_TABLES = {False: _read(_REGULAR), True: _read(_BOLD)}


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is on one line at a size, in the unit of the size."""
    table = _TABLES[bold]
    return sum(table[c] if c in table else _other(c) for c in text) * size / 100


def _other(letter: str) -> int:
    if combining(letter):
        return 0
    return _PICTURE if ord(letter) >= _PICTURES else _UNKNOWN


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return the lines in which a text stands where they are so wide; a word wider than a line is broken anywhere."""
    lines: list[str] = []
    for word in text.split(" "):
        tried = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(tried, size, bold=bold) <= width:
            lines[-1] = tried
        else:
            lines += _broken(word, width, size, bold=bold)
    return lines


def _broken(word: str, width: float, size: float, *, bold: bool) -> list[str]:
    parts = [""]
    for letter in word:
        if parts[-1] and width_of(parts[-1] + letter, size, bold=bold) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def cut(text: str, most: int, width: float, size: float, *, bold: bool = False) -> str:
    """Return a text that stands in at most so many lines: its beginning and dots where it is longer."""
    lines = lines_of(text, width, size, bold=bold)
    if len(lines) <= most:
        return text
    kept = " ".join(lines[:most])
    while kept and len(lines_of(f"{kept}…", width, size, bold=bold)) > most:
        kept = kept[:-1].rstrip()
    return f"{kept}…"
