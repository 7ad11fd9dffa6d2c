"""What a page shows that the page for what cannot exist does not: by lines, in their order, never by overall likeness.

Digits, punctuation and the words of either address are left out of the comparison: dates, counters, and the path that
is repeated in a heading or a breadcrumb. Where two answers for one and the same path differ is a slot: it may hold as
many lines as it did there, whatever they say.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from openness_cli.links.pages._features import Page

_LETTERS = re.compile(r"[^\W\d_]+")
_MARKS = str.maketrans(dict.fromkeys("ʻʼ‘’‛`´′ʹʽʾʿ＇'\u00ad\u200b\u200c\u200d\u2060\ufeff"))
# above these a comparison in order would take long: lines are counted instead
_MOST_PAIRS, _MOST_LINES = 20_000, 4000
_SHORTEST_RUN = 3


class Difference(NamedTuple):
    """Letters that a page alone shows, that the other alone does, that stand where a page has something else.

    ``figures``: how many more lines of figures it has.
    """

    own: int
    missing: int
    replaced: int
    figures: int


class _Template(NamedTuple):
    """What is always there: lines, and how many others may stand before each of them, and at the end."""

    lines: tuple[str, ...]
    slots: dict[int, int]


def words_of(*pages: Page) -> frozenset[str]:
    """Return the words in the addresses of pages."""
    paths = (part for page in pages for url in {page.url, page.address} for part in urlsplit(url)[2:4])
    return frozenset(word for path in paths for word in _words(unquote(path)))


def _words(text: str) -> list[str]:
    return _LETTERS.findall(text.lower().translate(_MARKS))


def difference(page: Page, other: Page, again: Page | None, root: tuple[Page, Page] | None = None) -> Difference:
    """Return how a page differs from another, which may have been asked for ``again``.

    ``root``: two answers of the same site, whose slots are those of the other page where it is made of the same lines.
    """
    pages = [page, other, *filter(None, (again,)), *(root or ())]
    path = words_of(*pages)
    # lines that are letter for letter the same need no closer look
    shared: dict[str, str] = {}
    texts = [_comparable(each.lines, path, shared) for each in pages]
    template = _template(texts[1], texts[2] if again else texts[1])
    if root is not None:
        template = _with_slots(template, _template(texts[-2], texts[-1]))
    main = frozenset(_comparable(page.main, path, shared))
    return _apart(texts[0], template, main)._replace(figures=_figures(page) - max(map(_figures, pages[1:])))


def _comparable(lines: Iterable[str], path: frozenset[str], known: dict[str, str]) -> tuple[str, ...]:
    folded = []
    for line in lines:
        if (text := known.get(line)) is None:
            text = known[line] = "".join([word for word in _words(line) if word not in path])
        if text:
            folded.append(text)
    return tuple(folded)


def _figures(page: Page) -> int:
    """Count the lines of a page that hold digits and no letter."""
    return sum(any(map(str.isdigit, line)) and not _LETTERS.search(line) for line in page.main)


def _template(one: Sequence[str], two: Sequence[str]) -> _Template:
    """Return what two answers have in common, and where they differ."""
    lines: list[str] = []
    slots: dict[int, int] = {}
    ones = twos = 0

    def close() -> None:
        nonlocal ones, twos
        if ones or twos:
            slots[len(lines)] = slots.get(len(lines), 0) + max(ones, twos)
        ones = twos = 0

    for tag, i1, i2, j1, j2 in _opcodes(one, two):
        # within a list that turns, a line may be in both at different places
        if tag != "equal" or (i2 - i1 < _SHORTEST_RUN and ones != twos):
            ones, twos = ones + i2 - i1, twos + j2 - j1
        else:
            close()
            lines.extend(one[i1:i2])
    close()
    return _Template(tuple(lines), slots)


def _with_slots(template: _Template, root: _Template) -> _Template:
    """Return a template with the slots of another, where the lines around them are the same."""
    if not root.slots:
        return template
    lines: list[str] = []
    slots: dict[int, int] = {}
    for tag, i1, i2, j1, j2 in _opcodes(root.lines, template.lines):
        for offset in range(j1, j2):
            position = i1 + offset - j1
            if tag == "equal" and (allowed := root.slots.get(position)) and (offset > j1 or not lines):
                slots[len(lines)] = allowed
            lines.append(template.lines[offset])
        allowed = sum(root.slots.get(position, 0) for position in range(i1, i2 + 1))
        if tag == "insert" and allowed and j2 - j1 <= allowed:
            del lines[len(lines) - (j2 - j1) :]
            slots[len(lines)] = allowed
    return _Template(tuple(lines), slots | {at: size for at, size in template.slots.items() if not slots})


def _apart(page: Sequence[str], template: _Template, main: frozenset[str]) -> Difference:
    own: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    replaced: Counter[str] = Counter()
    for tag, i1, i2, j1, j2 in _opcodes(template.lines, page):
        if tag == "equal":
            continue
        allowed = sum(template.slots.get(position, 0) for position in range(i1, i2 + 1))
        (replaced if j2 > j1 else missing).update(template.lines[i1:i2])
        if j2 - j1 > allowed:
            own.update(page[j1:j2])
    # what has only been moved is neither
    own, missing, replaced = own - missing - replaced, missing - own, replaced - own
    in_main = _letters(line for line in own.elements() if line in main)
    around = _letters(line for line in own.elements() if line not in main)
    around = around if around >= _MUCH_AROUND else 0
    return Difference(in_main + around, _letters(missing.elements()), _letters(replaced.elements()), 0)


def _letters(lines: Iterable[str]) -> int:
    return sum(map(len, lines))


# letters in menus, header and footer from which on they are more than a line that comes and goes
_MUCH_AROUND = 200


def _opcodes(one: Sequence[str], two: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how to make one sequence of the other, as difflib does, in bounded time."""
    shorter = min(len(one), len(two))
    begin = next((at for at in range(shorter) if one[at] != two[at]), shorter)
    end = next((at for at in range(shorter - begin) if one[-1 - at] != two[-1 - at]), shorter - begin)
    first, second = one[begin : len(one) - end], two[begin : len(two) - end]
    codes: list[tuple[str, int, int, int, int]] = [("equal", 0, begin, 0, begin)] if begin else []
    if first or second:
        counts = Counter(second)
        pairs = sum(counts[line] for line in first)
        if pairs > _MOST_PAIRS or len(first) + len(second) > _MOST_LINES:
            codes.append(("replace", begin, begin + len(first), begin, begin + len(second)))
        else:
            inner = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
            codes += [(tag, begin + a, begin + b, begin + c, begin + d) for tag, a, b, c, d in inner]
    if end:
        codes.append(("equal", len(one) - end, len(one), len(two) - end, len(two)))
    return codes
