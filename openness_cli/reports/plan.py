"""What ``openness plan`` shows: the least effort that reaches a colour, by action, and what it counts on."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows
from openness_cli.messages import _
from openness_cli.model.points import rounded_down
from openness_cli.outlook.plan import Plan, PlanAction
from openness_cli.reports._head import (
    Json,
    edition_of,
    head,
    lost_table,
    name_of,
    notes_of,
    ruler_of,
    total_bar,
    until_line,
)  # fmt: skip
from openness_cli.reports._plan_json import criterion_values, duty_values, parts, totals
from openness_cli.reports._plan_words import (
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
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.jobs import JobKind
from openness_cli.words.reasons import loss_parts, remedy
from openness_cli.words.terms import band_word, long_date, word_of

COLUMNS = (
    "row", "action", "action_title", "owner", "effort_days", "effort_is_default", "worth", "by", "indicator",
    "criterion", "title", "points", "what_to_do", "basis", "points_basis", "due_basis",
)  # fmt: skip
_SHORT_DUTIES = 10


class PlanReport(NamedTuple):
    """A plan in one language."""

    tool_version: str
    language: str
    plan: Plan

    def rows(self) -> Rows:
        """Return what it comes to, overloads, a row for each gap that an action closes, then for each duty.

        ``row`` is ``result``, ``overload``, ``gap`` or ``duty``. An action's effort and worth stand in its first row.
        """
        return Rows(COLUMNS, _rows(self))

    def json(self) -> Json:
        """Return version 1 of the JSON."""
        return (
            head("plan", self.plan.assessment, self.language, self.tool_version)
            | totals(self.plan)
            | parts(self.plan, self.language)
        )

    def document(self) -> doc.Document:
        """Return what is to be read."""
        plan = self.plan
        assessment = plan.assessment
        blocks: list[doc.Block] = [_page_summary(plan), *_screen_summary(plan)]
        blocks += [_actions(self)] if plan.actions else []
        blocks += [_duties(self)] if plan.duties else []
        blocks += [*_lost(plan)] if not plan.is_reachable and plan.lost.total else []
        edition = edition_of(assessment)
        return doc.Document(
            name_of(assessment, self.language),
            edition,
            tuple(blocks),
            (*doc.faint((about_sentence(plan),)), *notes_of(assessment)),
            screen_lines=(until_line(assessment),),
            page_line=(*edition, long_date(assessment.day)),
        )


def _rows(report: PlanReport) -> Iterator[Values]:
    plan = report.plan
    total = plan.total if plan.is_reachable else plan.best
    yield {
        "row": "result",
        "by": plan.assessment.workspace.evaluation_date,
        "points": rounded_down(total),
        "what_to_do": headline(plan),
    }
    for overload in plan.overloads:
        yield {
            "row": "overload", "owner": overload.owner, "by": overload.by, "what_to_do": overload_sentence(overload),
        }  # fmt: skip
    for action in plan.actions:
        for number, gap in enumerate(action.gaps):
            yield _gap(report, action, gap, is_first=number == 0)
    for duty, points in zip(plan.duties, plan.duties_shown, strict=True):
        own = duty_values(report.language, duty, points)
        yield own | {"row": "duty", "by": duty.due, "what_to_do": duty_sentence(duty)}


def _gap(report: PlanReport, action: PlanAction, gap: Finding, *, is_first: bool) -> Values:
    # effort and worth once, so that a column can be added up
    once: Values = {
        "effort_days": action.effort_days,
        "effort_is_default": str(action.effort_is_default).lower(),
        "worth": rounded_down(action.worth),
    }
    return {
        "row": "gap",
        "action": action.name,
        "action_title": action_title(action, report.plan, report.language),
        "owner": action.owners,
        "by": action.by,
        **criterion_values(report.language, gap),
        "due_basis": gap.verdict.criterion.due_basis,
        "points": rounded_down(gap.at_stake),
        "what_to_do": remedy(gap, report.language),
        **(once if is_first else {}),
    }


def _page_summary(plan: Plan) -> doc.Sentences:
    texts = [headline(plan), *map(overload_sentence, plan.overloads), *start_sentences(plan)]
    texts += limits_sentences(plan)
    texts += [time_sentence(plan)] if plan.actions else []
    return doc.Sentences(doc.said(*texts), medium=doc.Medium.PAGE)


def _screen_summary(plan: Plan) -> Iterator[doc.Block]:
    first = (
        doc.Sentence(headline(plan), doc.Tone.STRONG),
        *doc.said(*map(overload_sentence, plan.overloads), tone=doc.Tone.YELLOW),
        *doc.said(*start_sentences(plan)),
    )
    yield doc.Sentences(first, medium=doc.Medium.SCREEN)
    yield _way(plan)
    yield doc.Sentences(doc.said(*limits_sentences(plan)), medium=doc.Medium.SCREEN, apart=False)


def _way(plan: Plan) -> doc.Table:
    """Return the way from the start to the target as bars."""
    totals = [(_("start"), plan.start)]
    if plan.is_reachable and plan.actions:
        totals.append((_("with the plan"), plan.total))
    elif not plan.is_reachable:
        totals.append((_("at best"), plan.best))
    rows = []
    for label, total in totals:
        band = plan.band_of(total).name
        rows.append(
            doc.row(
                (
                    label,
                    doc.Cell("", bar=_bar(plan, total)),
                    str(rounded_down(total)),
                    doc.Cell(band_word(band), doc.tone_of(band)),
                )
            )
        )
    columns = (doc.Column(""), doc.Column("", fit=doc.Fit.BAR), doc.Column("", is_number=True, least=6), doc.Column(""))
    return doc.Table(columns, tuple(rows), medium=doc.Medium.SCREEN, apart=False)


def _bar(plan: Plan, total: Fraction) -> doc.Bar:
    shown = rounded_down(total)
    pending = min(rounded_down(plan.pending), shown)
    return total_bar(ruler_of(plan.assessment.index), shown - pending, 0, pending, plan.band_of(total).name)


def _actions(report: PlanReport) -> doc.Table:
    columns = (
        doc.Column(_("points"), is_number=True, least=6),
        doc.Column(_("working days"), is_number=True, least=6),
        doc.Column(_("last day")),
        doc.Column(_("action"), fit=doc.Fit.REST),
        *doc.on_page(_("criteria"), _("what to do")),
        doc.Column(_("owner")),
    )
    return doc.Table(
        columns,
        tuple(_action(report, action) for action in report.plan.actions),
        _("Actions"),
        _("Actions: points, working days, the last day that counts"),
        closing=(doc.Sentence(time_sentence(report.plan), medium=doc.Medium.SCREEN),),
        screen=doc.Screen(doc.Layout.LINES, ident=0, least=12, hang=16),
    )


def _action(report: PlanReport, action: PlanAction) -> doc.Row:
    labels = (f"{gap.verdict.criterion.id} ({word_of(gap.verdict.criterion.basis)})" for gap in action.gaps)
    names = ", ".join(gap.verdict.criterion.id for gap in action.gaps) if action.kind is not JobKind.OWN else ""
    advice = action_remedy(action, report.language)
    cells = (
        str(rounded_down(action.worth)),
        effort_figure(action),
        action.by.isoformat(),
        doc.Cell(action_title(action, report.plan, report.language), ident=action.name),
        ", ".join(labels),
        advice,
        ", ".join(action.owners),
    )
    told = (doc.Sentence(names, doc.Tone.IDENT, indent=16),) if names else ()
    return doc.row(cells, details=(*told, doc.Sentence(advice, doc.Tone.FAINT, f"{doc.ARROW} ", indent=16)))


def _duties(report: PlanReport) -> doc.Table:
    columns = (
        doc.Column(_("points"), is_number=True, least=6),
        doc.Column(_("due date")),
        doc.Column(_("criterion"), fit=doc.Fit.REST),
        doc.Column(_("what to do")),
        doc.Column(_("owner"), medium=doc.Medium.PAGE),
    )
    found = []
    for number, (duty, points) in enumerate(zip(report.plan.duties, report.plan.duties_shown, strict=True)):
        criterion = duty.finding.verdict.criterion
        title = criterion.titles.to(report.language)
        cells = (
            str(points),
            duty.due.isoformat(),
            doc.Cell(title, ident=criterion.id, label=word_of(criterion.basis)),
            duty_sentence(duty),
            duty.finding.owner,
        )
        found.append(doc.row(cells, is_extra=number >= _SHORT_DUTIES))
    screen = doc.Screen(doc.Layout.PARAGRAPHS, gap=1, least=24, hang=20)
    return doc.Table(columns, tuple(found), duties_title(report.plan), screen=screen)


def _lost(plan: Plan) -> Iterator[doc.Block]:
    title = _("Lost: {points} points").format(points=plan.lost.total)
    yield lost_table(title, plan.lost)
    texts = (f"{points} {text}" for points, text in loss_parts(plan.lost))
    yield doc.Sentences(doc.said(*texts), title, medium=doc.Medium.PAGE)
