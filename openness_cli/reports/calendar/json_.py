"""A calendar as JSON: everything that has a day, done, lost and not applicable ones included."""

import json

from openness_cli.formats.grid import source_of
from openness_cli.model.points import rounded_down
from openness_cli.outlook.calendar_ import CalendarReport
from openness_cli.outlook.deadlines import Deadline, Reach
from openness_cli.reports.calendar.words import advice, fact_sentence, item_word, title_of
from openness_cli.schemas import calendar_ as wire_calendar
from openness_cli.schemas import report as wire


def calendar_json(report: CalendarReport) -> str:
    """Return a calendar in version 1 of its JSON shape."""
    assessment = report.assessment
    index, workspace = assessment.index, assessment.workspace
    organisation = workspace.organisation
    document = wire_calendar.Calendar(
        format_version=1,
        kind="calendar",
        tool=wire.Tool(name="openness", version=report.tool_version),
        index=wire.IndexInfo(id=index.id, edition=index.edition, **index.certainty()._asdict()),
        organisation=wire.OrganisationInfo(
            id=organisation.id, name=organisation.name(report.language), kinds=list(organisation.kinds)
        ),
        year=workspace.year,
        as_of=assessment.day,
        evaluation_date=workspace.evaluation_date,
        over=assessment.over,
        deadlines=[_deadline(report, own) for own in report.deadlines],
    )
    return json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def _deadline(report: CalendarReport, own: Deadline) -> wire_calendar.Deadline:
    day, language = report.assessment.day, report.language
    verdict = own.verdict
    criterion = verdict.criterion if verdict else None
    return wire_calendar.Deadline(
        due=own.due,
        status=own.standing.value,
        overdue=own.due < day,
        days=(own.due - day).days,
        owners=list(own.owners),
        indicator=verdict.indicator.id if verdict else None,
        criterion=criterion.id if criterion else None,
        title=title_of(own, language),
        kind=own.kind.value,
        label=own.label or None,
        item=item_word(own.item) if own.item else None,
        points=rounded_down(own.points).number,
        reach=_reach(own.reach) if own.reach else None,
        fact=fact_sentence(own),
        asks=criterion.asks.to(language) if criterion else "",
        remedy=advice(own, language),
        basis=criterion.basis.value if criterion else None,
        points_basis=criterion.points_basis.value if criterion else None,
        due_basis=own.due_basis.value if own.due_basis else None,
        source=source_of(criterion, language) if criterion else "",
    )


def _reach(reach: Reach) -> wire_calendar.Reach:
    return wire_calendar.Reach(
        proved=reach.proved,
        claimed=reach.claimed,
        of=reach.of,
        next_step=float(reach.next),
        highest_step=float(reach.highest),
    )
