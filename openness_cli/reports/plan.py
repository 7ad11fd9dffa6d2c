"""What ``openness plan`` shows: the least effort that reaches a colour, by action, and what it counts on."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from openness_cli.formats import document as doc
from openness_cli.formats.page import Page, page_of
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows
from openness_cli.formats.workbook import Workbook
from openness_cli.messages import _, n_
from openness_cli.model.evidence import is_of
from openness_cli.model.points import Hundredths, exact_sum, rounded_down
from openness_cli.outlook.plan import Duty, Plan, PlanAction
from openness_cli.reports import _head
from openness_cli.reports import _plan_words as words
from openness_cli.reports._book import Kind, book_of
from openness_cli.reports._plan_json import duty_values, plan_json
from openness_cli.reports._plan_sure import headline, sure_sentences
from openness_cli.scoring.findings import Finding
from openness_cli.words.terms import long_date, short_date

COLUMNS = (
    "row", "action", "action_title", "owner", "effort_days", "effort_is_default", "worth", "by", "indicator",
    "criterion", "title", "points", "what_to_do", "basis", "points_basis", "due_basis", "working_days",
)  # fmt: skip
_SHORT_DUTIES = 10


class PlanReport(NamedTuple):
    """A plan in one language; listed is what the owners have who are ``asked`` for by folded names, without any all.

    Totals and JSON do not depend on that.
    """

    tool_version: str
    language: str
    plan: Plan
    asked: frozenset[str] | None = None

    @property
    def actions(self) -> tuple[PlanAction, ...]:
        """The actions that are listed."""
        return tuple(own for own in self.plan.actions if self.asked is None or is_of(own.owners, self.asked))

    @property
    def duties(self) -> tuple[tuple[Duty, Hundredths], ...]:
        """What is listed of what falls due, with its points as shown."""
        pairs = zip(self.plan.duties, self.plan.duties_shown, strict=True)
        return tuple(own for own in pairs if self.asked is None or is_of(own[0].finding.owners, self.asked))

    def rows(self) -> Rows:
        """Return what it comes to, overloads, a row for each gap that an action closes, then for each duty.

        ``row`` is ``result``, ``overload``, ``gap`` or ``duty``. An action's effort and worth stand in its first row.
        ``working_days`` are those that are left until ``by``.
        """
        return Rows(COLUMNS, _rows(self, named=True))

    def sheet(self) -> Rows:
        """Return the same for people: periods in words."""
        return Rows(COLUMNS, _rows(self))

    def workbook(self) -> Workbook:
        """Return a sheet of what to do and one of what falls due, under what else is said."""
        effort = exact_sum(own.effort_days for own in self.actions)
        points = Hundredths(sum(points for _duty, points in self.duties))
        kinds = {
            "gap": Kind(_("what to do"), {"action": _("in all"), "effort_days": effort}),
            "duty": Kind(_("Due dates"), {"owner": _("in all"), "points": points}),
        }
        rows = Rows(COLUMNS, [row for row in _rows(self) if row["row"] in kinds], kinds="row")
        return book_of(self.document(), rows, self.plan.assessment.day, _("Plan"), kinds)

    def json(self) -> _head.Json:
        """Return version 1 of the JSON."""
        head = _head.head("plan", self.plan.assessment, self.language, self.tool_version)
        return head | plan_json(self.plan, self.language)

    def document(self) -> doc.Document:
        """Return what is to be read."""
        plan = self.plan
        assessment = plan.assessment
        blocks: list[doc.Block] = [*_summary(plan)]
        blocks += [actions_table(self)] if self.actions else []
        blocks += [_duties(self)] if self.duties else []
        blocks += [*_head.lost_blocks(plan.lost)] if not plan.is_reachable and plan.lost.total else []
        notes = (*doc.faint((words.about_sentence(plan), *words.calendar_sentences(plan))), *_head.notes_of(assessment))
        screen, page = (_head.until_line(assessment),), (long_date(assessment.day),)
        document = _head.assessed(assessment, self.language, blocks, notes, screen=screen, page=page)
        return document._replace(subtitle=_("Plan"))

    def page(self) -> Page:
        """Return the document with the way drawn."""
        document = self.document()
        first, *rest = document.blocks
        way = _way(self.plan)._replace(medium=doc.Medium.BOTH)
        return page_of(document._replace(blocks=(first, way, *rest)))


def _rows(report: PlanReport, *, named: bool = False) -> Iterator[Values]:
    plan = report.plan
    total = plan.total if plan.is_reachable else plan.best
    yield {
        "row": "result",
        "by": plan.assessment.workspace.evaluation_date,
        "points": rounded_down(total),
        "what_to_do": headline(plan),
        "working_days": plan.working_days,
    }
    for overload in plan.overloads:
        yield {
            "row": "overload", "owner": overload.owner, "by": overload.by,
            "what_to_do": words.overload_sentence(overload), "working_days": overload.working_days,
        }  # fmt: skip
    for action in report.actions:
        for number, gap in enumerate(action.gaps):
            yield _gap(report, action, gap, is_first=number == 0)
    for duty, points in report.duties:
        own = duty_values(plan, report.language, duty, points)
        yield own | {"row": "duty", "by": duty.due, "what_to_do": words.duty_sentence(duty, named=named)}


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
        "action_title": words.action_title(action, report.plan, report.language),
        "owner": action.owners,
        "by": action.by,
        "working_days": report.plan.days_until(action.by),
        **_head.criterion_values(gap.verdict, report.language),
        "points": rounded_down(gap.at_stake),
        "what_to_do": words.advice(action, gap, report.plan, report.language),
        **(once if is_first else {}),
    }


def _summary(plan: Plan) -> Iterator[doc.Block]:
    first = (
        doc.Sentence(headline(plan), doc.Tone.STRONG),
        *doc.said(*map(words.overload_sentence, plan.overloads), tone=doc.Tone.YELLOW),
        *doc.said(*words.start_sentences(plan), *sure_sentences(plan)),
    )
    limits = doc.said(*words.limits_sentences(plan))
    time = doc.said(words.time_sentence(plan)) if plan.actions else ()
    yield doc.Sentences((*first, *limits, *time), medium=doc.Medium.PAGE)
    yield doc.Sentences(first, medium=doc.Medium.SCREEN)
    yield _way(plan)
    yield doc.Sentences(limits, medium=doc.Medium.SCREEN, apart=False)


def _way(plan: Plan) -> doc.Table:
    """Return the way from the start to the target as bars."""
    totals = [(_("start"), rounded_down(plan.start))]
    lows = [plan.spans.start.low, plan.spans.end.low] if plan.spans else []
    if plan.is_reachable and plan.actions:
        totals.append((_("with the plan"), rounded_down(plan.total)))
    elif not plan.is_reachable:
        totals.append((_("at best"), rounded_down(plan.best)))
    if lows:
        totals = [own for total, low in zip(totals, lows, strict=False) for own in (total, (_("likely at least"), low))]
    ruler, rows = _head.ruler_of(plan.assessment.index), []
    for label, shown in totals:
        band = plan.band_of(Fraction(shown, 100)).name
        pending = min(rounded_down(plan.pending), shown)
        bar = _head.total_bar(ruler, shown - pending, 0, pending, band)
        rows.append(doc.row((label, bar, str(shown), _head.colour_cell(band))))
    columns = (doc.Column(""), doc.Column("", fit=doc.Fit.BAR), doc.Column("", is_number=True, least=6), doc.Column(""))
    return doc.Table(columns, tuple(rows), medium=doc.Medium.SCREEN, apart=False)


def actions_table(report: PlanReport) -> doc.Table:
    """Return the actions of a plan, those first that end first."""
    columns = (
        doc.Column(_("points"), is_number=True, least=6),
        doc.Column(_("working days"), is_number=True, least=6),
        doc.Column(_("last day"), medium=doc.Medium.PAGE),
        doc.Column(_("working days left"), is_number=True, medium=doc.Medium.PAGE),
        doc.Column("", medium=doc.Medium.SCREEN),
        doc.Column(_("action"), fit=doc.Fit.REST),
        *doc.on_page(_("criteria"), _("what to do")),
        doc.Column(_("owner")),
    )
    return doc.Table(
        columns,
        tuple(_action(report, action) for action in report.actions),
        _("Actions"),
        _("Actions: points, working days, the last day that counts (working days left)"),
        closing=(doc.Sentence(words.time_sentence(report.plan), medium=doc.Medium.SCREEN),),
        screen=doc.Screen(doc.Layout.LINES, ident=0, least=28, hang=16),
    )


def _action(report: PlanReport, action: PlanAction) -> doc.Row:
    labels, left = words.labels_words(action), report.plan.days_until(action.by)
    advice = " ".join(dict.fromkeys(words.advice(action, gap, report.plan, report.language) for gap in action.gaps))
    cells = (
        str(rounded_down(action.worth)),
        words.effort_figure(action),
        short_date(action.by),
        str(left),
        f"{short_date(action.by)} ({left})",
        words.action_cell(action, report.plan, report.language),
        "; ".join(words.criteria_words(action)),
        advice,
        ", ".join(action.owners),
    )
    details = (
        *(doc.Sentence(label, doc.Tone.IDENT, indent=16) for label in labels),
        doc.Sentence(advice, doc.Tone.FAINT, f"{doc.ARROW} ", indent=16),
    )
    return doc.row(cells, details=details)


def _duties(report: PlanReport) -> doc.Table:
    """Return what it counts on: on a screen by day and by what has to be done, as a forecast has what falls."""
    columns = (
        doc.Column(_("points"), is_number=True, least=6),
        doc.Column(_("due date"), medium=doc.Medium.PAGE),
        doc.Column(_("working days left"), is_number=True, medium=doc.Medium.PAGE),
        doc.Column(_("criterion"), fit=doc.Fit.REST),
        doc.Column(_("what to do"), medium=doc.Medium.PAGE),
        doc.Column(_("owner")),
    )
    together: dict[tuple[date, str], list[tuple[Duty, Hundredths]]] = {}
    for duty, points in report.duties:
        together.setdefault((duty.due, words.duty_sentence(duty)), []).append((duty, points))
    found: list[doc.Row] = []
    for (due, what), (duty, points) in ((key, each) for key, own in together.items() for each in own):
        day = short_date(due)
        cell = _head.criterion_cell(duty.finding.verdict.criterion, report.language)
        left = report.plan.days_until(due)
        text = n_("{what}; {count} working day left", "{what}; {count} working days left", left)
        lead = doc.Sentence(text.format(what=what, count=left), doc.Tone.FAINT, f"{day}  ", indent=2)
        cells = (str(points), day, str(left), cell, what, duty.finding.owner)
        found.append(doc.row(cells, (lead,), is_extra=len(found) >= _SHORT_DUTIES))
    title = _("It counts on what falls due: {points} points").format(points=rounded_down(report.plan.counted_on))
    return doc.Table(columns, tuple(found), title, screen=doc.Screen(doc.Layout.LINES, indent=4))
