"""A plan as Markdown."""

from openness_cli.formats.markdown import escape, section, table
from openness_cli.messages import _
from openness_cli.model.points import rounded_down
from openness_cli.outlook.plan import Plan, PlanReport
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
from openness_cli.words.reasons import certainty_sentence, loss_parts, scales_sentence
from openness_cli.words.terms import label_word, long_date


def render(report: PlanReport) -> str:
    """Return the plan as GitHub-flavoured Markdown."""
    plan = report.plan
    assessment = plan.assessment
    workspace, index = assessment.workspace, assessment.index
    name = escape(workspace.organisation.name(report.language))
    parts = [f"# {name}\n\n{index.id.upper()} · {workspace.year} · {long_date(assessment.day)}\n"]
    sentences = [headline(plan), *map(overload_sentence, plan.overloads), *start_sentences(plan)]
    sentences += limits_sentences(plan)
    if plan.actions:
        sentences.append(time_sentence(plan))
    parts.append("".join(f"- {escape(sentence)}\n" for sentence in sentences))
    if plan.actions:
        parts.append(section(_("Actions"), _actions(report)))
    if plan.duties:
        parts.append(section(duties_title(plan), _duties(report)))
    if not plan.is_reachable and plan.lost.total:
        parts.append(_lost(plan))
    notes = (about_sentence(plan), scales_sentence(assessment), certainty_sentence(index))
    return "\n".join([*parts, *(escape(note) + "\n" for note in notes if note)])


def _actions(report: PlanReport) -> str:
    rows = []
    for action in report.plan.actions:
        title = escape(action_title(action, report.plan, report.language))
        gaps = ", ".join(
            f"{gap.verdict.criterion.id} ({label_word(gap.verdict.criterion.basis)})" for gap in action.gaps
        )
        rows.append(
            [
                f"**{escape(action.name)}** {title}",
                gaps,
                escape(action_remedy(action, report.language)),
                escape(", ".join(action.owners)),
                action.by.isoformat(),
                escape(effort_figure(action)),
                str(rounded_down(action.worth)),
            ]
        )
    headers = [
        _("action"), _("criteria"), _("what to do"), _("owner"), _("last day"), _("working days"), _("points"),
    ]  # fmt: skip
    return table(headers, rows, 2)


def _duties(report: PlanReport) -> str:
    rows = []
    for duty, points in zip(report.plan.duties, report.plan.duties_shown, strict=True):
        criterion = duty.finding.verdict.criterion
        title = f"**{criterion.id}** {escape(criterion.titles.to(report.language))} ({label_word(criterion.basis)})"
        what, owner = escape(duty_sentence(duty)), escape(duty.finding.owner)
        rows.append([duty.due.isoformat(), title, what, owner, str(points)])
    return table([_("due date"), _("criterion"), _("what to do"), _("owner"), _("points")], rows, 1)


def _lost(plan: Plan) -> str:
    title = _("Lost: {points} points").format(points=plan.lost.total)
    return section(title, "".join(f"- {points} {escape(text)}\n" for points, text in loss_parts(plan.lost)))
