"""The table of a history, a row for each saved score; and the CSV of it."""

from datetime import UTC

from openness_cli.comparison.history import HistoryReport, SavedScore
from openness_cli.formats.csv_ import write_excel, write_rows
from openness_cli.scoring.assessment import Basis

COLUMNS = (
    "organisation", "year", "as_of", "saved_at", "index", "edition", "gate_basis",
    "declared_earned", "declared_on_course", "declared_band", "evidenced_earned", "evidenced_on_course",
    "evidenced_band", "verified_earned", "verified_on_course", "verified_unknown", "verified_band", "reachable",
    "at_stake", "tool_version", "line",
)  # fmt: skip
NUMBERS = frozenset(
    name for name in COLUMNS if name.endswith(("_earned", "_on_course", "_unknown", "reachable", "at_stake"))
)


def history_csv(report: HistoryReport) -> bytes:
    """Return a history as RFC 4180 text."""
    return write_rows(COLUMNS, history_grid(report))


def history_excel(report: HistoryReport) -> bytes:
    """Return a history as Excel opens it here."""
    return write_excel(COLUMNS, history_grid(report), NUMBERS)


def history_grid(report: HistoryReport) -> list[dict[str, str]]:
    """Return a row of text for each saved score: all of a day, in time, whatever basis is charted."""
    return [_row(score) for series in report.series for score in series.scores]


def _row(score: SavedScore) -> dict[str, str]:
    row = {
        "organisation": score.organisation,
        "year": str(score.year),
        "as_of": score.as_of.isoformat(),
        "saved_at": score.saved_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "index": score.index_id,
        "edition": score.edition.isoformat(),
        "gate_basis": score.basis.value,
        "reachable": str(score.reachable),
        "at_stake": str(score.at_stake),
        "tool_version": score.tool_version,
        "line": str(score.line),
    }
    for basis, total in score.totals.items():
        row[f"{basis.value}_earned"] = str(total.earned)
        row[f"{basis.value}_on_course"] = str(total.on_course)
        row[f"{basis.value}_band"] = total.band.value if total.band else ""
    row["verified_unknown"] = str(score.totals[Basis.VERIFIED].unknown)
    return row
