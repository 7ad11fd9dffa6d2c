"""What ``openness plan`` shows: the least effort that reaches a colour, by action, and what it counts on."""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from openness_cli.formats.document import (
    ARROW,
    Bar,
    Block,
    Cell,
    Column,
    Document,
    Fit,
    Layout,
    Medium,
    Row,
    Screen,
    Sentence,
    Sentences,
    Table,
    Tone,
    faint,
    said,
    tone_of,
)  # fmt: skip
from openness_cli.formats.rows import Row as Values
from openness_cli.formats.rows import Rows, plain_of, plain_row
from openness_cli.messages import _, n_
from openness_cli.model.definitions import FactBasis
from openness_cli.model.points import Hundredths, plain_number, rounded_down
from openness_cli.outlook.plan import Duty, Overload, Plan, PlanAction
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
from openness_cli.scoring.findings import Finding
from openness_cli.scoring.jobs import JobKind
from openness_cli.words.reasons import loss_parts, remedy
from openness_cli.words.terms import band_word, label_word, long_date

COLUMNS = (
    "row", "action", "action_title", "owner", "effort_days", "effort_is_default", "worth", "by", "indicator",
    "criterion", "title", "points", "what_to_do", "basis", "points_basis", "due_basis",
)  # fmt: skip
_SHORT_DUTIES = 10
# as in a table, before an effort that the body did not state
_ABOUT = "~"


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
        return head("plan", self.plan.assessment, self.language, self.tool_version) | _totals(self.plan) | _parts(self)

    def document(self) -> Document:
        """Return what is to be read."""
        plan = self.plan
        assessment = plan.assessment
        blocks: list[Block] = [_page_summary(plan), *_screen_summary(plan)]
        blocks += [_actions(self)] if plan.actions else []
        blocks += [_duties(self)] if plan.duties else []
        blocks += [*_lost(plan)] if not plan.is_reachable and plan.lost.total else []
        edition = edition_of(assessment)
        return Document(
            name_of(assessment, self.language),
            edition,
            tuple(blocks),
            (*faint((_about_sentence(plan),)), *notes_of(assessment)),
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
        "what_to_do": _headline(plan),
    }
    for overload in plan.overloads:
        yield {
            "row": "overload", "owner": overload.owner, "by": overload.by, "what_to_do": _overload_sentence(overload),
        }  # fmt: skip
    for action in plan.actions:
        for number, gap in enumerate(action.gaps):
            yield _gap(report, action, gap, is_first=number == 0)
    for duty, points in zip(plan.duties, plan.duties_shown, strict=True):
        own = _duty(report, duty, points)
        yield own | {"row": "duty", "by": duty.due, "what_to_do": _duty_sentence(duty)}


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
        "action_title": _action_title(action, report.plan, report.language),
        "owner": action.owners,
        "by": action.by,
        **_criterion(report, gap),
        "due_basis": gap.verdict.criterion.due_basis,
        "points": rounded_down(gap.at_stake),
        "what_to_do": remedy(gap, report.language),
        **(once if is_first else {}),
    }


def _duty(report: PlanReport, duty: Duty, points: Hundredths) -> Values:
    own = _criterion(report, duty.finding)
    return {
        **{name: own[name] for name in ("indicator", "criterion", "title")},
        "points": points,
        "due": duty.due,
        "periods": duty.periods,
        "have": duty.have,
        "need": duty.need,
        "owner": duty.finding.owner,
        "basis": own["basis"],
        "points_basis": own["points_basis"],
        "due_basis": duty.finding.verdict.criterion.due_basis,
    }


def _criterion(report: PlanReport, finding: Finding) -> Values:
    criterion = finding.verdict.criterion
    return {
        "indicator": finding.verdict.indicator.id,
        "criterion": criterion.id,
        "title": criterion.titles.to(report.language),
        "basis": criterion.basis,
        "points_basis": criterion.points_basis,
    }


def _totals(plan: Plan) -> Json:
    target = plan.target
    return {
        "target": {
            "band": target.band.name.value if target.band else None,
            "points": rounded_down(target.points).number,
            "margin": rounded_down(plan.margin).number,
            "total": rounded_down(plan.wanted).number,
        },
        "start": {
            "on_course": rounded_down(plan.on_course).number,
            "failed": _failed_shown(plan).number,
            "unknown": rounded_down(plan.unknown).number,
            "total": rounded_down(plan.start).number,
            "band": plan.band_of(plan.start).name.value,
        },
        "outcome": "reached" if plan.is_reached else "reachable" if plan.is_reachable else "unreachable",
        "effort_days": float(plan.effort_days),
        "total": rounded_down(plan.total).number,
        "band": plan.band_of(plan.total).name.value,
        "best": {
            "total": rounded_down(plan.best).number,
            "band": plan.band_of(plan.best).name.value,
            "effort_days": float(plan.best_effort),
        },
        "working_days": plan.working_days,
    }


def _parts(report: PlanReport) -> Json:
    plan = report.plan
    return {
        "actions": [_action_json(report, action) for action in plan.actions],
        "duties": [
            plain_row(_duty(report, duty, points)) for duty, points in zip(plan.duties, plan.duties_shown, strict=True)
        ],
        "overloads": [plain_row(own._asdict()) for own in plan.overloads],
        "lost": {
            "total": plan.lost.total.number,
            "unentered": plan.lost.unentered.number,
            "by_cause": {cause.value: points.number for cause, points in plan.lost.by_cause.items()},
        },
        "unproved": [
            {"criterion": own.verdict.criterion.id, "points": rounded_down(own.at_stake).number}
            for own in plan.unproved
        ],
    }


def _action_json(report: PlanReport, action: PlanAction) -> Json:
    return {
        "kind": action.kind.value,
        "name": action.name,
        "title": _action_title(action, report.plan, report.language),
        "owners": list(action.owners),
        "effort_days": float(action.effort_days),
        "effort_is_default": action.effort_is_default,
        "by": plain_of(action.by),
        "worth": rounded_down(action.worth).number,
        "gaps": [_gap_json(report, gap) for gap in action.gaps],
    }


def _gap_json(report: PlanReport, gap: Finding) -> Json:
    own = _criterion(report, gap)
    told: Values = {"at_stake": rounded_down(gap.at_stake), "remedy": remedy(gap, report.language)}
    names = ("indicator", "criterion", "title", "at_stake", "remedy", "basis", "points_basis")
    return {name: plain_of((own | told)[name]) for name in names}


def _page_summary(plan: Plan) -> Sentences:
    texts = [_headline(plan), *map(_overload_sentence, plan.overloads), *_start_sentences(plan)]
    texts += _limits_sentences(plan)
    texts += [_time_sentence(plan)] if plan.actions else []
    return Sentences(said(*texts), medium=Medium.PAGE)


def _screen_summary(plan: Plan) -> Iterator[Block]:
    first = (
        Sentence(_headline(plan), Tone.STRONG),
        *said(*map(_overload_sentence, plan.overloads), tone=Tone.YELLOW),
        *said(*_start_sentences(plan)),
    )
    yield Sentences(first, medium=Medium.SCREEN)
    yield _way(plan)
    yield Sentences(said(*_limits_sentences(plan)), medium=Medium.SCREEN, apart=False)


def _way(plan: Plan) -> Table:
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
            Row(
                (
                    Cell(label),
                    Cell("", bar=_bar(plan, total)),
                    Cell(str(rounded_down(total))),
                    Cell(band_word(band), tone_of(band)),
                )
            )
        )
    columns = (Column(""), Column("", fit=Fit.BAR), Column("", is_number=True, least=6), Column(""))
    return Table(columns, tuple(rows), medium=Medium.SCREEN, apart=False)


def _bar(plan: Plan, total: Fraction) -> Bar:
    shown = rounded_down(total)
    pending = min(rounded_down(plan.pending), shown)
    return total_bar(ruler_of(plan.assessment.index), shown - pending, 0, pending, plan.band_of(total).name)


def _actions(report: PlanReport) -> Table:
    columns = (
        Column(_("points"), is_number=True, least=6),
        Column(_("working days"), is_number=True, least=6),
        Column(_("last day")),
        Column(_("action"), fit=Fit.REST),
        Column(_("criteria"), medium=Medium.PAGE),
        Column(_("what to do"), medium=Medium.PAGE),
        Column(_("owner")),
    )
    return Table(
        columns,
        tuple(_action(report, action) for action in report.plan.actions),
        _("Actions"),
        _("Actions: points, working days, the last day that counts"),
        closing=(Sentence(_time_sentence(report.plan), medium=Medium.SCREEN),),
        screen=Screen(Layout.LINES, ident=0, least=12, hang=16),
    )


def _action(report: PlanReport, action: PlanAction) -> Row:
    labels = (f"{gap.verdict.criterion.id} ({label_word(gap.verdict.criterion.basis)})" for gap in action.gaps)
    names = ", ".join(gap.verdict.criterion.id for gap in action.gaps) if action.kind is not JobKind.OWN else ""
    advice = _action_remedy(action, report.language)
    cells = (
        Cell(str(rounded_down(action.worth))),
        Cell(_effort_figure(action)),
        Cell(action.by.isoformat()),
        Cell(_action_title(action, report.plan, report.language), ident=action.name),
        Cell(", ".join(labels)),
        Cell(advice),
        Cell(", ".join(action.owners)),
    )
    told = (Sentence(names, Tone.IDENT, indent=16),) if names else ()
    return Row(cells, details=(*told, Sentence(advice, Tone.FAINT, f"{ARROW} ", indent=16)))


def _duties(report: PlanReport) -> Table:
    columns = (
        Column(_("points"), is_number=True, least=6),
        Column(_("due date")),
        Column(_("criterion"), fit=Fit.REST),
        Column(_("what to do")),
        Column(_("owner"), medium=Medium.PAGE),
    )
    found = []
    for number, (duty, points) in enumerate(zip(report.plan.duties, report.plan.duties_shown, strict=True)):
        criterion = duty.finding.verdict.criterion
        title = criterion.titles.to(report.language)
        cells = (
            Cell(str(points)),
            Cell(duty.due.isoformat()),
            Cell(title, ident=criterion.id, label=label_word(criterion.basis)),
            Cell(_duty_sentence(duty)),
            Cell(duty.finding.owner),
        )
        found.append(Row(cells, is_extra=number >= _SHORT_DUTIES))
    screen = Screen(Layout.PARAGRAPHS, gap=1, least=24, hang=20)
    return Table(columns, tuple(found), _duties_title(report.plan), screen=screen)


def _lost(plan: Plan) -> Iterator[Block]:
    title = _("Lost: {points} points").format(points=plan.lost.total)
    yield lost_table(title, plan.lost)
    texts = (f"{points} {text}" for points, text in loss_parts(plan.lost))
    yield Sentences(said(*texts), title, medium=Medium.PAGE)


def _failed_shown(plan: Plan) -> Hundredths:
    """Return what failed, as the difference of the totals shown."""
    return Hundredths(rounded_down(plan.on_course) - rounded_down(plan.start))


def _target_words(plan: Plan) -> str:
    """Return the target in words, with the total that it means."""
    total = rounded_down(plan.wanted)
    if plan.target.band is None:
        return _("{total} points").format(total=total)
    band = band_word(plan.target.band.name)
    if plan.margin:
        text = _("{band} with a margin of {margin} ({total} points)")
        return text.format(band=band, margin=plain_number(plan.margin), total=total)
    return _("{band} ({total} points)").format(band=band, total=total)


def _days_words(days: Fraction) -> str:
    """Return a number of working days."""
    number = int(days) if days.denominator == 1 else 2
    return n_("{days} working day", "{days} working days", number).format(days=plain_number(days))


def _effort_figure(action: PlanAction) -> str:
    """Return an effort for a table, marked where it is an estimate of the definitions."""
    return (_ABOUT if action.effort_is_default else "") + plain_number(action.effort_days)


def _headline(plan: Plan) -> str:
    """Return what has to be done for the target, or that it cannot be reached."""
    total = plan.best if not plan.is_reachable else plan.total
    words = {
        "target": _target_words(plan),
        "points": rounded_down(total),
        "band": band_word(plan.band_of(total).name),
    }
    if plan.is_reached:
        text = _("{target}: reached already, with {points} points, if all that falls due is done on time.")
        return text.format(**words)
    if not plan.is_reachable:
        text = _(
            "{target}: this plan cannot reach it. With everything closed that can be, there are {points} points, "
            "{band}; that takes {days}."
        )
        return text.format(**words, days=_days_words(plan.best_effort))
    text = n_(
        "{target}: the least effort is {days}, {count} action, and leads to {points} points, {band}.",
        "{target}: the least effort is {days}, {count} actions, and leads to {points} points, {band}.",
        len(plan.actions),
    )
    return text.format(**words, days=_days_words(plan.effort_days), count=len(plan.actions))


def _start_sentences(plan: Plan) -> Iterator[str]:
    """Say what the plan starts from and takes for granted."""
    failed = _failed_shown(plan)
    if failed:
        text = _(
            "It starts from {start} points: {on_course} on course as evidenced, less {failed} of addresses that do "
            "not open."
        )
        yield text.format(start=rounded_down(plan.start), on_course=rounded_down(plan.on_course), failed=failed)
    else:
        yield _("It starts from {start} points on course as evidenced.").format(start=rounded_down(plan.start))
    if plan.unknown:
        text = _("{points} points hang on addresses that are not known to open; it takes them to open.")
        yield text.format(points=rounded_down(plan.unknown))


def _limits_sentences(plan: Plan) -> Iterator[str]:
    """Say what cannot be bought."""
    if not plan.is_reachable and plan.lost.unentered:
        text = _("Up to {points} more if what counts as lost was done and is not entered.")
        yield text.format(points=plan.lost.unentered)
    if plan.unproved:
        names = ", ".join(finding.verdict.criterion.id for finding in plan.unproved)
        yield _("Said not to apply, without proof, so that nothing is won there: {names}.").format(names=names)


def _action_title(action: PlanAction, plan: Plan, language: str) -> str:
    """Return what an action is called."""
    match action.kind:
        case JobKind.ACTION:
            return plan.assessment.workspace.actions[action.name].title or action.name
        case JobKind.HOST:
            return _("addresses of {host} do not open").format(host=action.name)
        case JobKind.OWN:
            return plan.assessment.index.by_id[action.name].titles.to(language)


def _action_remedy(action: PlanAction, language: str) -> str:
    """Return what to do, each advice once."""
    return " ".join(dict.fromkeys(remedy(gap, language) for gap in action.gaps))


def _duties_title(plan: Plan) -> str:
    """Return the heading of what the plan counts on."""
    points = rounded_down(plan.counted_on)
    return _("It counts on what falls due: {points} points").format(points=points)


def _duty_sentence(duty: Duty) -> str:
    """Return what has to be done by the day of a duty."""
    if duty.periods:
        text = _("publish {periods}").format(periods=", ".join(duty.periods))
        is_assumed = duty.finding.verdict.criterion.due_basis is FactBasis.ASSUMED
        return text + (" (" + _("due date assumed") + ")" if is_assumed else "")
    if duty.need is not None:
        return _("reach {need}; {have} so far").format(need=duty.need, have=duty.have)
    return _("refresh the page")


def _overload_sentence(overload: Overload) -> str:
    """Return that an owner has more work than days, or that there is as much of which nobody is the owner."""
    text = n_(
        "{owner} has {effort} of work until {by}, and {days} day for it, Monday to Friday; holidays are not taken off.",
        "{owner} has {effort} of work until {by}, and {days} days for it, Monday to Friday; holidays are not taken "
        "off.",
        overload.working_days,
    )
    if not overload.owner:
        text = n_(
            "Nobody is named for {effort} of work until {by}: more than one alone can do in {days} day, Monday to "
            "Friday.",
            "Nobody is named for {effort} of work until {by}: more than one alone can do in {days} days, Monday to "
            "Friday.",
            overload.working_days,
        )
    return text.format(
        owner=overload.owner,
        effort=_days_words(overload.effort_days),
        by=long_date(overload.by),
        days=overload.working_days,
    )


def _time_sentence(plan: Plan) -> str:
    """Return how many working days are left."""
    return n_(
        "{days} working day is left until the evaluation date, today included.",
        "{days} working days are left until the evaluation date, today included.",
        plan.working_days,
    ).format(days=plan.working_days)


def _about_sentence(plan: Plan) -> str:
    """Return what the mark of an estimate means; empty where there is none."""
    if not any(action.effort_is_default for action in plan.actions):
        return ""
    return _("{mark} before a number of days: an estimate of the definitions, not the body's own.").format(mark=_ABOUT)
