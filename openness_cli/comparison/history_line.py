"""One line of ``history.jsonl`` for each saved score."""

import json

from openness_cli.scoring.assessment import Basis
from openness_cli.scoring.report import Report

FORMAT_VERSION = 1


def history_line(report: Report, saved_at: str) -> str:
    """Return a report as one line of JSON: the totals, and the points of every criterion on each basis."""
    assessment = report.assessment
    entry = {
        "format_version": FORMAT_VERSION,
        "saved_at": saved_at,
        "tool_version": report.tool_version,
        "organisation": assessment.workspace.organisation.id,
        "index": assessment.index.id,
        "edition": assessment.index.edition.isoformat(),
        "year": assessment.workspace.year,
        "as_of": assessment.day.isoformat(),
        "basis": report.basis.value,
        "scores": {
            basis.value: {
                "earned": total.shown.earned.number,
                "on_course": total.shown.on_course.number,
                "unknown": total.shown.unknown.number,
                "band": total.band.value if total.band else None,
            }
            for basis, total in report.totals.items()
        },
        "reachable": report.reachable.number,
        "at_stake": report.at_stake.number,
        "criteria": {
            row.finding.verdict.criterion.id: [row.on[basis].earned.number for basis in Basis]
            for row in report.criteria
        },
        "log": [file._asdict() for file in report.log],
    }
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
