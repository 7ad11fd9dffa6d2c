"""A history as JSON: every saved score."""

import json

from openness_cli.comparison.history import HistoryReport, SavedScore
from openness_cli.model.points import Total
from openness_cli.schemas import history as wire_history
from openness_cli.schemas import report as wire


def history_json(report: HistoryReport) -> str:
    """Return a history in version 1 of its JSON shape."""
    document = wire_history.History(
        format_version=1,
        kind="history",
        tool=wire.Tool(name="openness", version=report.tool_version),
        organisation=report.organisation,
        scores=[_score(score) for series in report.series for score in series.scores],
    )
    return json.dumps(document.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"


def _score(score: SavedScore) -> wire_history.SavedScore:
    return wire_history.SavedScore(
        organisation=score.organisation,
        year=score.year,
        as_of=score.as_of,
        saved_at=score.saved_at,
        index=score.index_id,
        edition=score.edition,
        basis=score.basis.value,
        scores=wire_history.SavedTotals(**{basis.value: _total(total) for basis, total in score.totals.items()}),
        reachable=score.reachable.number,
        at_stake=score.at_stake.number,
        tool_version=score.tool_version,
        line=score.line,
    )


def _total(total: Total) -> wire_history.SavedTotal:
    return wire_history.SavedTotal(
        earned=total.earned.number,
        on_course=total.on_course.number,
        unknown=total.unknown.number,
        band=total.band.value if total.band else None,
    )
