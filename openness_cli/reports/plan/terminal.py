"""A plan on a terminal: what it takes, the way as a bar, the actions, then what it counts on."""

from collections.abc import Iterator
from fractions import Fraction

from openness_cli.formats.bars import COLOURS, Total, ruler_of, scale, total_bar
from openness_cli.formats.heading import evaluation_words, heading
from openness_cli.formats.lines import TYPED, Line, Marks, Span, clip, line, plain, wrap
from openness_cli.formats.screen import PLAIN_WIDTH
from openness_cli.messages import _, n_
from openness_cli.model.points import rounded_down
from openness_cli.outlook.plan import Plan, PlanAction, PlanReport
from openness_cli.reports.plan.words import (
    about_sentence,
    action_remedy,
    action_title,
    duties_title,
    duty_sentence,
    effort_figure,
    headline,
    limits_sentences,
    overload_sentence,
    start_sentences,
    time_sentence,
)
from openness_cli.scoring.jobs import JobKind
from openness_cli.words.reasons import certainty_sentence, loss_parts, scales_sentence
from openness_cli.words.terms import band_word, long_date

_SHORT_DUTIES = 10
_SHORTEST_TITLE = 12


def render_plain(report: PlanReport) -> str:
    """Return the whole plan as plain text."""
    return plain(draw(report, PLAIN_WIDTH, TYPED, whole=True))


def draw(report: PlanReport, width: int, marks: Marks, *, whole: bool) -> Iterator[Line]:
    """Return the lines of the plan; every action always, what it counts on in short unless ``whole``."""
    plan = report.plan
    assessment = plan.assessment
    yield from heading(assessment, report.language, width, marks)
    evaluation = assessment.workspace.evaluation_date
    until = evaluation_words(evaluation, (evaluation - assessment.day).days)
    yield from wrap(f"{long_date(assessment.day)} {marks.dot} {until}", width)
    yield line()
    yield from wrap(headline(plan), width, style="title")
    for overload in plan.overloads:
        yield from wrap(overload_sentence(overload), width, style="bold yellow")
    for sentence in start_sentences(plan):
        yield from wrap(sentence, width)
    yield from _way(plan, width, marks)
    for sentence in limits_sentences(plan):
        yield from wrap(sentence, width)
    if plan.actions:
        yield line()
        yield from _actions(report, width, marks)
    if plan.duties:
        yield line()
        yield from _duties(report, width, whole=whole)
    if not plan.is_reachable and plan.lost.total:
        yield line()
        yield line(Span(_("Lost: {points} points").format(points=plan.lost.total), "title"))
        for points, text in loss_parts(plan.lost):
            yield from wrap(text, width, first=str(points).rjust(6) + "  ", rest=" " * 8)
    yield line()
    yield from wrap(about_sentence(plan), width, style="dim")
    yield from wrap(scales_sentence(assessment), width, style="dim")
    yield from wrap(certainty_sentence(assessment.index), width, style="dim")


def _way(plan: Plan, width: int, marks: Marks) -> Iterator[Line]:
    rows = [(_("start"), plan.start)]
    if plan.is_reachable and plan.actions:
        rows.append((_("with the plan"), plan.total))
    elif not plan.is_reachable:
        rows.append((_("at best"), plan.best))
    label_width = max(len(label) for label, _total in rows) + 2
    band_width = max(len(band_word(plan.band_of(total).name)) for _label, total in rows)
    bar_width = width - label_width - band_width - 10
    ruler = ruler_of(plan.assessment.index)
    yield line(" " * label_width, scale(ruler, bar_width))
    for label, total in rows:
        band = plan.band_of(total).name
        shown = rounded_down(total)
        yield line(
            label.ljust(label_width),
            *total_bar(ruler, _amounts(plan, total), bar_width, marks),
            f"  {shown!s:>6}  ",
            Span(band_word(band), f"bold {COLOURS[band]}"),
        )


def _amounts(plan: Plan, total: Fraction) -> Total:
    shown = rounded_down(total)
    pending = min(rounded_down(plan.pending), shown)
    return Total(shown - pending, 0, pending, plan.band_of(total).name)


def _actions(report: PlanReport, width: int, marks: Marks) -> Iterator[Line]:
    plan = report.plan
    yield from wrap(_("Actions: points, working days, the last day that counts"), width, style="title")
    for action in plan.actions:
        yield from _action(report, action, width, marks)
    yield from wrap(time_sentence(plan), width)


def _action(report: PlanReport, action: PlanAction, width: int, marks: Marks) -> Iterator[Line]:
    owner = clip(", ".join(action.owners), width // 4)
    worth = str(rounded_down(action.worth))
    figures = f"{worth:>6}  {effort_figure(action):>6}  {action.by.isoformat()}  "
    name = clip(action.name, width - len(figures))
    room = width - len(figures) - len(name) - 2 - (len(owner) + 2 if owner else 0)
    title = action_title(action, report.plan, report.language)
    indent = " " * 16
    if room >= _SHORTEST_TITLE:
        title = clip(title, room)
        named = f"  {title.ljust(room)}  {owner}" if owner else f"  {title}"
        yield line(Span(figures, ""), Span(name, "ident"), named)
    else:
        yield line(Span(figures, ""), Span(name, "ident"))
        yield from wrap("  ".join(text for text in (title, owner) if text), width, first=indent, rest=indent)
    if action.kind is not JobKind.OWN:
        names = ", ".join(gap.verdict.criterion.id for gap in action.gaps)
        yield from wrap(names, width, first=indent, rest=indent, style="ident")
    arrow = f"{indent}{marks.arrow} "
    yield from wrap(action_remedy(action, report.language), width, first=arrow, rest=" " * len(arrow), style="dim")


def _duties(report: PlanReport, width: int, *, whole: bool) -> Iterator[Line]:
    duties = report.plan.duties
    yield from wrap(duties_title(report.plan), width, style="title")
    listed = duties if whole else duties[:_SHORT_DUTIES]
    for duty, points in zip(listed, report.plan.duties_shown, strict=False):
        criterion = duty.finding.verdict.criterion
        head = f"{points!s:>6}  {duty.due.isoformat()}  {criterion.id:<6} "
        what = duty_sentence(duty)
        title = clip(criterion.titles.to(report.language), max(width - len(head) - len(what) - 2, 24))
        yield from wrap(f"{title}: {what}", width, first=head, rest=" " * 20)
    rest = len(duties) - len(listed)
    if rest:
        yield line(Span("  " + n_("… {count} more: --all", "… {count} more: --all", rest).format(count=rest), "dim"))
