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
# the share of its lines from which on an answer is made of the same ones
_ALIKE = 0.7


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


def difference(page: Page, answers: Sequence[Page], others: Sequence[Page] = ()) -> Difference:
    """Return how a page differs from the answers for one path, the first of which it is compared with.

    ``others`` are answers of the site for another path that cannot exist: what they show is no page's own, and where
    they differ from one another, while the lines around are the same, there is a slot as well.
    """
    pages = [page, *answers, *others]
    path = words_of(*pages)
    # lines that are letter for letter the same need no closer look
    known: dict[str, str] = {}
    own, *texts = [_comparable(each.lines, path, known) for each in pages]
    here, elsewhere = texts[: len(answers)], texts[len(answers) :]
    template = _template(here)
    if len(here) == 1 and len(elsewhere) > 1:
        template = _with_slots(template, _template(elsewhere))
    for answer in elsewhere:
        template = _without_chance(template, frozenset(answer))
    main = frozenset(_comparable(page.main, path, known))
    figures = _figures(page) - max(map(_figures, pages[1:]))
    return _apart(own, template, main, frozenset().union(*texts))._replace(figures=figures)


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


def _template(answers: Sequence[Sequence[str]]) -> _Template:
    """Return what answers for one path have in common, and where they differ."""
    template = _Template(tuple(answers[0]), {})
    for answer in answers[1:]:
        template = _refined(template, answer)
    return template


def _refined(template: _Template, answer: Sequence[str]) -> _Template:
    lines: list[str] = []
    slots: dict[int, int] = {}
    # lines of the template that the answer does not have, with their slots; lines that it has in their place
    lost = found = 0
    codes = _opcodes(template.lines, answer)
    # how many lines more the answer has, where it differs
    more = [j2 - j1 - _held(template, i1, i2) for _tag, i1, i2, j1, j2 in codes]
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        # within a list that turns, a line may be in both at different places: what it moves by comes back behind it
        is_short = 0 < number < len(codes) - 1 and i2 - i1 < _SHORTEST_RUN
        if tag != "equal" or (is_short and more[number - 1] and more[number - 1] == -more[number + 1]):
            lost, found = lost + i2 - i1 + sum(template.slots.get(at, 0) for at in range(i1, i2)), found + j2 - j1
            continue
        for position in range(i1, i2):
            if size := max(lost + template.slots.get(position, 0), found):
                slots[len(lines)] = size
            lost = found = 0
            lines.append(template.lines[position])
    if size := max(lost + template.slots.get(len(template.lines), 0), found):
        slots[len(lines)] = size
    return _Template(tuple(lines), slots)


def _held(template: _Template, begin: int, end: int) -> int:
    """Return how many lines a stretch of a template has, with those that its slots may hold."""
    return end - begin + sum(template.slots.get(at, 0) for at in range(begin, end + 1))


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
        allowed = _held(root, i1, i2) - (i2 - i1)
        if tag == "insert" and allowed and j2 - j1 <= allowed:
            del lines[len(lines) - (j2 - j1) :]
            slots[len(lines)] = allowed
    return _Template(tuple(lines), slots | {at: size for at, size in template.slots.items() if not slots})


def _without_chance(template: _Template, answer: frozenset[str]) -> _Template:
    """Return a template without lines beside slots that a third answer, made of the same lines else, does not have."""
    if not template.slots or sum(line in answer for line in template.lines) < _ALIKE * len(template.lines):
        return template
    lines: list[str] = []
    slots: dict[int, int] = {}
    for position, line in enumerate(template.lines):
        allowed = template.slots.get(position, 0) + slots.pop(len(lines), 0)
        is_by_chance = line not in answer and (allowed or position + 1 in template.slots)
        if allowed or is_by_chance:
            slots[len(lines)] = allowed + is_by_chance
        if not is_by_chance:
            lines.append(line)
    if last := template.slots.get(len(template.lines), 0) + slots.pop(len(lines), 0):
        slots[len(lines)] = last
    return _Template(tuple(lines), slots)


def _apart(page: Sequence[str], template: _Template, main: frozenset[str], shown: frozenset[str]) -> Difference:
    own: list[str] = []
    missing: Counter[str] = Counter()
    replaced: Counter[str] = Counter()
    for tag, i1, i2, j1, j2 in _opcodes(template.lines, page):
        if tag == "equal":
            continue
        allowed = _held(template, i1, i2) - (i2 - i1)
        # what has only been moved is neither
        new = [line for line in page[j1:j2] if line not in shown]
        (replaced if new else missing).update(template.lines[i1:i2])
        if len(new) > allowed:
            own += new
    there = Counter(page)
    in_main = _letters(line for line in own if line in main)
    around = _letters(line for line in own if line not in main)
    around = around if around >= _MUCH_AROUND else 0
    missing, replaced = missing - there, replaced - there
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
