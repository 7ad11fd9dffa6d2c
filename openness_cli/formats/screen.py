"""A glance on one screen: the command before it, its first line and the prompt after it are seen together."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from openness_cli.formats._bars import drawn, scale
from openness_cli.formats._lines import DRAWN, Line, Marks, Span, clip, line, stripped
from openness_cli.formats._page import STYLES
from openness_cli.formats.document import ARROW, DOT, Tone
from openness_cli.formats.glance import Clause, Entries, Entry, Gauge, Glance, Part

WIDTH = 80
_WIDE = 100
_MOST_LINES = 22
# the command that was typed, and the prompt
_BESIDES = 2
_MOST_OF_VERDICT = 3
_POINTS = 6
_OWNER, _WIDE_OWNER = 30, 40
_NAME = 22
_SHORTEST_BAR = 4
_GAP = 2


def screen_lines(glance: Glance, width: int, rows: int, marks: Marks) -> list[Line]:
    """Return the lines of a glance on a screen of at least ``WIDTH`` columns: 22 at most, 2 fewer than the rows."""
    setting = _Setting(width, marks)
    # one cell for one: nothing may move where a letter is lacking
    most = max(min(_MOST_LINES, rows - _BESIDES), 1)
    above = [setting.name(glance), *setting.said(glance.lines)]
    middle = [*setting.gauges(glance), *setting.parts(glance.parts)]
    below = [*setting.clauses(glance.sure), setting.faint(glance.more)]
    fixed = len(above) + len(middle) + len(below)
    verdict: list[Line] = []
    lists: list[Line] = []
    for lines in range(_MOST_OF_VERDICT, 0, -1):
        verdict = setting.verdict(glance.verdict, lines)
        room = most - fixed - len(verdict)
        lists = setting.lists(glance.lists, room)
        if len(lists) <= room:
            break
    return [stripped(spans) for spans in (*above, *verdict, *middle, *lists, *below)]


class _Setting:
    def __init__(self, width: int, marks: Marks) -> None:
        self.width = width
        self.marks = marks if marks is DRAWN else marks._replace(arrow=">")
        self.is_wide = width >= _WIDE

    def shaped(self, text: str) -> str:
        return text.replace(ARROW, self.marks.arrow).replace(DOT, self.marks.dot)

    def faint(self, text: str) -> Line:
        return line(Span(clip(self.shaped(text), self.width), "dim"))

    def said(self, texts: Iterable[str]) -> Iterator[Line]:
        for text in texts:
            yield from (line(own) for own in textwrap.wrap(self.shaped(text), self.width))

    def name(self, glance: Glance) -> Line:
        edition = self.shaped(glance.edition)
        name = _cut(glance.name, self.width - len(edition) - _GAP)
        return line(Span(name, "title"), " " * (self.width - len(name) - len(edition)), Span(edition, "dim"))

    def verdict(self, clauses: Sequence[Clause], most: int) -> list[Line]:
        """Set the clauses in so many lines at most: those of the highest rank give way first."""
        kept = list(clauses)
        while len(lines := list(self.clauses(kept))) > most and (rank := max(own.rank for own in kept)):
            kept = [own for own in kept if own.rank < rank]
        return lines

    def clauses(self, clauses: Iterable[Clause]) -> Iterator[Line]:
        """Set clauses one behind the other, broken at blanks, each in its tone."""
        words = [
            (clip(word, self.width), STYLES[clause.tone])
            for clause in clauses
            for word in self.shaped(clause.text).split(" ")
            if clause.text
        ]
        spans: list[Span] = []
        used = 0
        for word, style in words:
            # what belongs to the word before it stands at it
            glue = "" if not spans or word[:1] in {";", ",", ".", ":"} else " "
            if used + len(glue) + len(word) > self.width and spans:
                yield tuple(spans)
                spans, used, glue = [], 0, ""
            spans.append(Span(glue + word, style))
            used += len(glue) + len(word)
        if spans:
            yield tuple(spans)

    def gauges(self, glance: Glance) -> Iterator[Line]:
        shown = [own for own in glance.gauges if own.bar is not None]
        if shown:
            names = max(len(own.name) for own in glance.gauges)
            figures = max(len(self.shaped(own.figures)) for own in shown)
            bands = max(len(own.band) for own in shown)
            width = self.width - names - 1 - figures - 1 - bands - 1
            yield line(" " * (names + 1), Span(scale(glance.ruler, width), "dim"))
            for own in glance.gauges:
                yield self._gauge(own, names, width, figures)

    def _gauge(self, own: Gauge, names: int, width: int, figures: int) -> Line:
        name = own.name.ljust(names + 1)
        if own.bar is None:
            return line(name, Span(clip(self.shaped(own.figures), self.width - names - 1), "dim"))
        bar = drawn(own.bar, width, self.marks)
        return line(name, *bar, " ", self.shaped(own.figures).rjust(figures), " ", Span(own.band, STYLES[own.tone]))

    def parts(self, parts: Sequence[Part]) -> Iterator[Line]:
        """Set parts in two columns: the first half at the left."""
        rows = (len(parts) + 1) // 2
        halves = parts[:rows], parts[rows:]
        widths = [max((len(_named(own)) for own in half), default=0) for half in halves]
        figures = max((len(own.stands) + 1 + len(own.whole) for own in parts), default=0)
        stands = max((len(own.stands) for own in parts), default=0)
        average = max((len(own.average) for own in parts), default=0) + 1 if self.is_wide else 0
        besides = sum(widths) + 2 * (2 + figures + average) + _GAP
        bar = max((self.width - besides) // 2, _SHORTEST_BAR)
        for number in range(rows):
            spans: list[Span] = []
            for half, names in zip(halves, widths, strict=True):
                if number < len(half):
                    own = half[number]
                    spans += [Span(" " * _GAP)] * bool(spans)
                    spans += self._part(own, names, bar, stands)
                    tail = f"/{own.whole}".ljust(figures - stands)
                    mean = own.average.rjust(average) if average else ""
                    spans.append(Span(tail + mean, "dim"))
            yield tuple(spans)

    def _part(self, own: Part, names: int, bar: int, stands: int) -> Line:
        figures = Span(f" {own.stands.rjust(stands)}", "title")
        return line(_named(own).ljust(names + 1), *drawn(own.bar, bar, self.marks), figures)

    def lists(self, lists: Sequence[Entries], room: int) -> list[Line]:
        """Set lists in so many lines: the last gives way to its least first, then the one before it."""
        lists = [own for own in lists if own.entries]
        if not lists:
            return []
        told = frozenset[str]()
        kept: list[tuple[Entries, list[Entry]]] = []
        left = room - len(lists)
        later = [0, *accumulate(min(own.most, len(own.entries)) for own in reversed(lists[1:]))][::-1]
        for own, wanted in zip(lists, later, strict=True):
            entries = [entry for entry in own.entries if not entry.ids & told]
            shown = entries[: min(own.most, max(left - wanted, own.least))]
            told |= frozenset().union(*(entry.ids for entry in shown)) if shown else frozenset()
            left -= len(shown)
            if shown:
                kept.append((own, shown))
        return list(self._set(kept))

    def _set(self, kept: Sequence[tuple[Entries, list[Entry]]]) -> Iterator[Line]:
        every = [entry for _own, shown in kept for entry in shown]
        idents = max((len(entry.ident) for entry in every), default=0)
        bound = _WIDE_OWNER if self.is_wide else _OWNER
        owners = min(max((len(entry.owner) for entry in every), default=0), bound)
        room = self.width - _POINTS - _GAP - idents - _GAP - (owners + _GAP if owners else 0)
        for own, shown in kept:
            title = self.shaped(own.title.replace("{shown}", str(len(shown))))
            head = own.owner_head if owners else ""
            pad = " " * max(self.width - owners - len(title), _GAP)
            yield line(Span(title, "title"), *((pad, Span(head, "dim")) if head and len(title) < self.width else ()))
            for entry in shown:
                yield self._entry(entry, idents, room, owners)

    def _entry(self, entry: Entry, idents: int, room: int, owners: int) -> Line:
        what = self.shaped(entry.what)
        if self.is_wide and entry.more:
            what = f"{what}: {self.shaped(entry.more)}"
        points = Span(entry.points.rjust(_POINTS), STYLES[Tone.RED] if entry.is_alarming else "title")
        ident = Span(f"{'':{_GAP}}{entry.ident:{idents}}{'':{_GAP}}")
        if not owners:
            return line(points, ident, _cut(what, room))
        owner = clip(entry.owner, owners)
        style = "" if entry.has_owner else "dim italic"
        return line(points, ident, f"{_cut(what, room):{room}}{'':{_GAP}}", Span(owner, style))


def _named(part: Part) -> str:
    return f"{part.ident} {clip(part.name, _NAME)}"


def _cut(text: str, width: int) -> str:
    """Cut a text to a width, at a blank where there is one near."""
    if len(text) <= width:
        return text
    cut = text[: max(width - 1, 0)]
    at_blank = cut.rpartition(" ")[0]
    return (at_blank if len(at_blank) > width // 2 else cut).rstrip(" ,;:") + "…"
