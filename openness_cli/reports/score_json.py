"""The JSON report: the whole result, whatever is listed elsewhere."""

import json
from typing import Any

from openness_cli.formats.grid import Listing, source_of
from openness_cli.model.points import Hundredths
from openness_cli.reports.score_facts import claim_of, index_rules, items_of, periods_of, rule_of
from openness_cli.schemas import report as wire
from openness_cli.scoring.assessment import Basis
from openness_cli.scoring.reasons import Reason
from openness_cli.scoring.report import CriterionRow, IndicatorRow, Report
from openness_cli.words.gates import failure_sentences
from openness_cli.words.reasons import item_name, reason_sentence, remedy
from openness_cli.words.terms import fraction_text


def render(report: Report, _listing: Listing) -> str:
    """Return the report in version 1 of its JSON shape."""
    # only keys that were added to version 1 have a default
    document = to_wire(report).model_dump(mode="json", exclude_defaults=True)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def to_wire(report: Report) -> wire.Report:
    """Return the report in the shape that scripts depend on."""
    assessment = report.assessment
    index, workspace = assessment.index, assessment.workspace
    return wire.Report(
        format_version=1,
        tool=wire.Tool(name="openness", version=report.tool_version),
        index=wire.IndexInfo(id=index.id, edition=index.edition, **report.certainty._asdict()),
        organisation=wire.OrganisationInfo(
            id=workspace.organisation.id,
            name=workspace.organisation.name(report.language),
            kinds=list(workspace.organisation.kinds),
        ),
        year=workspace.year,
        as_of=assessment.day,
        evaluation_date=workspace.evaluation_date,
        over=assessment.over,
        basis=report.basis.value,
        scores=_scores(report),
        indicators=[_indicator(report, row) for row in report.indicators],
        criteria=[_criterion(report, row) for row in report.criteria],
        actions=[
            wire.Action(
                id=worth.action.id,
                title=worth.action.title,
                owner=worth.action.owner,
                effort_days=None if worth.action.effort_days is None else float(worth.action.effort_days),
                criteria=list(worth.criteria),
                worth=worth.points_shown.number,
            )
            for worth in report.actions
        ],
        gate=wire.Gate(passed=report.gate.passed, basis=report.basis.value, failures=list(failure_sentences(report))),
        log=[wire.LogFile(**file._asdict()) for file in report.log],
        rules=index_rules(index),
    )


def _scores(report: Report) -> wire.Scores:
    def score(basis: Basis) -> dict[str, Any]:
        total = report.totals[basis]
        return {
            "earned": total.earned.number,
            "on_course": total.on_course.number,
            "band": total.band.value if total.band else None,
        }

    return wire.Scores(
        declared=wire.Score(**score(Basis.DECLARED)),
        evidenced=wire.Score(**score(Basis.EVIDENCED)),
        verified=wire.VerifiedScore(**score(Basis.VERIFIED), unknown=report.totals[Basis.VERIFIED].unknown.number),
        reachable=wire.Reachable(total=report.reachable.number, band=report.reachable_band.value),
    )


def _points(report: Report, row: IndicatorRow | CriterionRow) -> dict[str, Any]:
    own = row.on[report.basis]
    columns: dict[str, Hundredths] = {
        "possible": own.possible,
        "declared": row.on[Basis.DECLARED].earned,
        "evidenced": row.on[Basis.EVIDENCED].earned,
        "verified": row.on[Basis.VERIFIED].earned,
        "unknown": row.on[Basis.VERIFIED].unknown,
        "pending": own.pending,
        "open": own.open,
        "lost": own.lost,
    }
    on_course = {basis.value: row.on[basis].on_course.number for basis in Basis}
    return {key: value.number for key, value in columns.items()} | {"on_course": wire.OnCourse(**on_course)}


def _indicator(report: Report, row: IndicatorRow) -> wire.Indicator:
    return wire.Indicator(
        id=row.indicator.id,
        title=row.indicator.titles.to(report.language),
        scale=fraction_text(row.scale) or None,
        **_points(report, row),
    )


def _criterion(report: Report, row: CriterionRow) -> wire.Criterion:
    finding = row.finding
    criterion = finding.verdict.criterion
    return wire.Criterion(
        id=criterion.id,
        indicator=finding.verdict.indicator.id,
        title=criterion.titles.to(report.language),
        outcome=row.outcome.value,
        scale=fraction_text(finding.scale) or None,
        **_points(report, row),
        at_stake=row.at_stake.number,
        reasons=[_reason(report, row, reason) for reason in finding.reasons],
        remedy=remedy(finding, report.language) if finding.is_gap else "",
        owner=finding.owner,
        effort_days=float(finding.effort_days),
        action=", ".join(finding.actions),
        due=finding.due,
        basis=criterion.basis.value,
        points_basis=criterion.points_basis.value,
        due_basis=criterion.due_basis.value if criterion.due_basis else None,
        source=source_of(criterion, report.language),
        rule=rule_of(criterion),
        claim=claim_of(finding.verdict),
        items=items_of(finding.verdict),
        periods=periods_of(finding.verdict),
    )


def _reason(report: Report, row: CriterionRow, reason: Reason) -> wire.Reason:
    return wire.Reason(
        code=reason.code.value,
        message=reason_sentence(reason, row.finding.verdict.criterion, report.language),
        item=item_name(reason) or None,
        url=reason.url or None,
        file=reason.place.file if reason.place else None,
        line=reason.place.line if reason.place else None,
    )
