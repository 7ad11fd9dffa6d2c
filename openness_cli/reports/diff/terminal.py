"""What was won and lost on a terminal: the totals, the indicators, the criteria with their causes, the causes."""

from collections.abc import Callable, Iterable, Iterator

from openness_cli.comparison.diff import CriterionChange, Diff, Step
from openness_cli.formats.heading import title_line
from openness_cli.formats.lines import TYPED, Line, Marks, Span, clip, line, plain, wrap
from openness_cli.formats.screen import PLAIN_WIDTH
from openness_cli.messages import _, n_
from openness_cli.model.definitions import BandName
from openness_cli.reports.diff.words import (
    band_sentence,
    because_sentence,
    cause_word,
    certainty_of,
    choose,
    day_sentence,
    edition_sentences,
    figure,
    note_sentences,
    rules_sentence,
    signed,
    unchanged_sentence,
)

_COLOURS = {BandName.GREEN: "bold green", BandName.YELLOW: "bold yellow", BandName.RED: "bold red"}
_INDENT = " " * 10
_CELL, _CHANGE = 16, 7
_CHANGED = "{:>{cell}}{:>{change}}"


def render_plain(changes: Diff, only: str | None) -> str:
    """Return the comparison as plain text."""
    return plain(draw(changes, only, PLAIN_WIDTH, TYPED))


def draw(changes: Diff, only: str | None, width: int, marks: Marks) -> Iterator[Line]:
    """Return the lines of the comparison; ``only`` names the criteria that are listed."""
    for spans in _lines(changes, only, width, marks):
        # arrows inside sentences are those of the screen as well
        yield tuple(span._replace(text=span.text.replace("→", marks.arrow)) for span in spans)


def _lines(changes: Diff, only: str | None, width: int, marks: Marks) -> Iterator[Line]:
    # where an arrow is typed with two letters, lines break a little earlier
    room = width if len(marks.arrow) == 1 else width - 2
    yield from _head(changes, width, room, marks)
    if changes.has_moved:
        yield line()
        yield from _indicators(changes, width, marks)
        yield from _section(_lost_heading, changes.lost, only, room)
        yield from _section(_won_heading, changes.won, only, room)
        yield from _section(_switched_heading, changes.switched, only, room)
        yield from _sums(changes, width)
    elif not changes.changed:
        yield line()
        yield from wrap(unchanged_sentence(), room, style="title")
    yield from _rules(changes, only, width, room)
    yield line()
    for sentence in (*note_sentences(changes), certainty_of(changes)):
        yield from wrap(sentence, room, style="dim")


def _head(changes: Diff, width: int, room: int, marks: Marks) -> Iterator[Line]:
    after = changes.after
    yield from title_line(after.name, f"{after.index_id.upper()} {marks.dot} {after.year}", width)
    yield from wrap(day_sentence(changes), room)
    for sentence in edition_sentences(changes):
        yield from wrap(sentence, room)
    yield line()
    labels = (_("earned"), _("on course"))
    label_width = max(map(len, labels)) + 2
    band = changes.totals[1].band
    colour = Span(f"   {band_sentence(changes)}", _COLOURS[band] if band else "magenta")
    for label, step in zip(labels, changes.total, strict=True):
        figures = f"{figure(step.before)} {marks.arrow} {figure(step.after)}"
        # the colour is that of what is on course
        last = (colour,) if step is changes.total.on_course else ()
        yield line(Span(label.ljust(label_width), "title"), f"{figures:>17}{signed(step.change):>9}", *last)


def _indicators(changes: Diff, width: int, marks: Marks) -> Iterator[Line]:
    title_width = width - 2 * (_CELL + _CHANGE)
    heads = "".join(_CHANGED.format(head, "", cell=_CELL, change=_CHANGE) for head in (_("earned"), _("on course")))
    yield line(Span(clip(_("indicator"), title_width - 1).ljust(title_width), "dim"), Span(heads, "dim"))
    for own in changes.indicators:
        title = clip(f"{own.id} {own.title}", title_width - 1).ljust(title_width)
        yield line(title, "".join(_changed(step, marks) for step in own.steps))


def _changed(step: Step, marks: Marks) -> str:
    if not step.change:
        return _CHANGED.format(figure(step.after), "", cell=_CELL, change=_CHANGE)
    figures = f"{figure(step.before)} {marks.arrow} {figure(step.after)}"
    return _CHANGED.format(figures, signed(step.change), cell=_CELL, change=_CHANGE)


def _lost_heading(count: int) -> str:
    return n_("Lost: {count} criterion", "Lost: {count} criteria", count).format(count=count)


def _won_heading(count: int) -> str:
    return n_("Won: {count} criterion", "Won: {count} criteria", count).format(count=count)


def _switched_heading(count: int) -> str:
    text = n_("Began or ceased to apply: {count} criterion", "Began or ceased to apply: {count} criteria", count)
    return text.format(count=count)


def _section(
    heading: Callable[[int], str], found: Iterable[CriterionChange], only: str | None, room: int
) -> Iterator[Line]:
    rows = choose(found, only)
    if not rows:
        return
    yield line()
    yield line(Span(heading(len(rows)), "title"))
    earned, on_course = _widths()
    yield line(Span(_("earned").rjust(earned) + _("on course").rjust(on_course), "dim"))
    for change in rows:
        yield from _criterion(change, room)


def _widths() -> tuple[int, int]:
    """Return how wide the two columns of changes are: their heads differ from language to language."""
    return max(len(_("earned")), 8), max(len(_("on course")) + 1, 10)


def _criterion(change: CriterionChange, room: int) -> Iterator[Line]:
    criterion, earned = change.latest, change.steps.earned
    figures = f"  {figure(earned.before)} → {figure(earned.after)}" if earned.change else ""
    first, second = _widths()
    changes = signed(earned.change).rjust(first) + signed(change.steps.on_course.change).rjust(second)
    left = room - len(changes) - 8 - len(figures)
    yield line(
        Span(f"{changes}  ", "title"),
        Span(criterion.id.ljust(6), "ident"),
        f" {clip(criterion.title, left - 2)}".ljust(left),
        figures,
    )
    for because in change.because:
        yield from wrap(because_sentence(because, change), room, first=_INDENT, rest=_INDENT + "  ")


def _sums(changes: Diff, width: int) -> Iterator[Line]:
    if not changes.sums:
        return
    first, second = (own + 2 for own in _widths())
    label_width = width - first - second
    yield line()
    heads = _("earned").rjust(first) + _("on course").rjust(second)
    yield line(Span(_("By cause").ljust(label_width), "title"), Span(heads, "dim"))
    for own in changes.sums:
        label = clip(cause_word(own.cause), label_width - 1).ljust(label_width)
        yield line(label, signed(own.earned).rjust(first) + signed(own.on_course).rjust(second))
    earned, on_course = (signed(step.change) for step in changes.total)
    yield line(Span(_("in all").ljust(label_width) + earned.rjust(first) + on_course.rjust(second), "title"))


def _rules(changes: Diff, only: str | None, width: int, room: int) -> Iterator[Line]:
    rows = choose(changes.changed_rules, only)
    if not rows:
        return
    yield line()
    text = n_("Rules that differ: {count} criterion", "Rules that differ: {count} criteria", len(rows))
    yield line(Span(text.format(count=len(rows)), "title"))
    for change in rows:
        title = clip(change.latest.title, width - 10)
        yield line("  ", Span(change.latest.id.ljust(6), "ident"), f" {title}")
        yield from wrap(rules_sentence(change), room, first=" " * 9, rest=" " * 11)
