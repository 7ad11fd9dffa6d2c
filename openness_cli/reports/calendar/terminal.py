"""A calendar on a terminal: for each owner what is next, overdue and assumed dates marked."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from openness_cli.formats.heading import evaluation_words, heading
from openness_cli.formats.lines import TYPED, Line, Marks, Span, clip, line, plain, wrap
from openness_cli.formats.screen import PLAIN_WIDTH
from openness_cli.messages import _
from openness_cli.model.points import rounded_down
from openness_cli.outlook.calendar_ import CalendarReport
from openness_cli.outlook.deadlines import Deadline, Standing
from openness_cli.reports.calendar.words import (
    fact_sentence,
    ident_of,
    nothing_sentence,
    over_sentence,
    title_of,
    unlisted_sentences,
    when_words,
)
from openness_cli.words.reasons import certainty_sentence
from openness_cli.words.terms import long_date

ASSUMED = "~"
_STYLES = {
    Standing.OVERDUE: "bold red",
    Standing.UNPROVED: "magenta",
    Standing.DONE: "dim",
    Standing.LOST: "dim",
    Standing.NOT_APPLICABLE: "dim",
}


class _Columns(NamedTuple):
    """How wide the columns of one report are."""

    when: int
    points: int
    ident: int

    @property
    def facts(self) -> int:
        """Where what stands under a row begins."""
        return 2 + 11 + 1 + self.when + 2 + self.points + 2


def render_plain(report: CalendarReport) -> str:
    """Return the calendar as plain text."""
    return plain(draw(report, PLAIN_WIDTH, TYPED))


def draw(report: CalendarReport, width: int, marks: Marks) -> Iterator[Line]:
    """Return the lines of the calendar."""
    assessment = report.assessment
    yield from heading(assessment, report.language, width, marks)
    if assessment.over:
        yield from wrap(over_sentence(assessment), width)
    else:
        days_left = (assessment.workspace.evaluation_date - assessment.day).days
        until = evaluation_words(assessment.workspace.evaluation_date, days_left)
        yield from wrap(f"{long_date(assessment.day)} {marks.dot} {until}", width)
        yield line()
        yield from _groups(report, width)
    yield line()
    if any(own.is_assumed for own in report.listed):
        text = _("{mark} the date is an assumption of these definitions, not the decree's word")
        yield from wrap(text.format(mark=ASSUMED), width, style="dim")
    yield from wrap(certainty_sentence(assessment.index), width, style="dim")


def _groups(report: CalendarReport, width: int) -> Iterator[Line]:
    columns = _columns(report)
    groups = report.groups
    for group in groups:
        yield from wrap(group.owner or _("no owner named"), width, style="title")
        for fact, rows in groupby(group.deadlines, key=fact_sentence):
            # what is known of several in a row is said once, under the last of them
            for own in rows:
                yield _row(report, own, columns, width)
            yield from _fact(fact, columns, width)
        yield line()
    if not groups:
        yield from wrap(nothing_sentence(), width, style="title")
    if report.evaluation is not None:
        yield line(Span(_("for everybody"), "title"))
        yield _row(report, report.evaluation, columns, width)
        yield from _fact(fact_sentence(report.evaluation), columns, width)
    for sentence in unlisted_sentences(report):
        yield from wrap(f"… {sentence}", width, first="  ", rest="    ", style="dim")


def _columns(report: CalendarReport) -> _Columns:
    listed, day = report.listed, report.assessment.day
    return _Columns(
        when=max((len(when_words(own, day)) for own in listed), default=0),
        points=max((len(str(rounded_down(own.points))) for own in listed), default=0),
        ident=max((len(ident_of(own)) for own in listed), default=0),
    )


def _row(report: CalendarReport, own: Deadline, columns: _Columns, width: int) -> Line:
    style = _STYLES.get(own.standing, "")
    due = own.due.isoformat() + (ASSUMED if own.is_assumed else " ")
    when = when_words(own, report.assessment.day)
    points = str(rounded_down(own.points))
    ident = ident_of(own)
    head = columns.facts + (columns.ident + 2 if ident else 0)
    title = title_of(own, report.language)
    return line(
        f"  {due} ",
        Span(when.ljust(columns.when), style),
        f"  {points.rjust(columns.points)}  ",
        Span(ident.ljust(columns.ident) + "  " if ident else "", "ident"),
        Span(clip(title, max(width - head, 8)), "dim" if style == "dim" else ""),
    )


def _fact(fact: str, columns: _Columns, width: int) -> Iterator[Line]:
    indent = " " * columns.facts
    yield from wrap(fact, width, first=indent, rest=indent, style="dim")
