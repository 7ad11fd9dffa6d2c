"""A forecast as a table: today, then a row for each fall."""

from collections.abc import Iterator

from openness_cli.formats.csv_ import write_excel, write_rows
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.falls import Fall
from openness_cli.outlook.forecast import ForecastDay, ForecastReport
from openness_cli.reports.forecast.words import fall_sentence

COLUMNS = (
    "day", "on_course", "unknown", "band", "indicator", "criterion", "title", "points", "points_unknown", "cause",
    "message", "periods", "have", "need", "due", "owner", "basis", "points_basis", "due_basis", "needs_basis",
)  # fmt: skip
NUMBERS = ("on_course", "unknown", "points", "points_unknown")


def forecast_csv(report: ForecastReport) -> bytes:
    """Return RFC 4180 text; the first row is today's and names no criterion."""
    return write_rows(COLUMNS, _rows(report))


def forecast_excel(report: ForecastReport) -> bytes:
    """Return the same for Excel as it is set up here."""
    return write_excel(COLUMNS, _rows(report), NUMBERS)


def _rows(report: ForecastReport) -> Iterator[dict[str, str]]:
    yield dict.fromkeys(COLUMNS, "") | _day(report.forecast.today)
    for day in report.forecast.days:
        if not day.falls:
            yield dict.fromkeys(COLUMNS, "") | _day(day)
        for fall, points in zip(day.falls, day.falls_shown, strict=True):
            yield _day(day) | _fall(report, fall, points)


def _day(day: ForecastDay) -> dict[str, str]:
    return {
        "day": day.day.isoformat(),
        "on_course": str(day.shown.on_course),
        "unknown": str(day.shown.unknown),
        "band": day.band.name.value if day.band else "",
    }


def _fall(report: ForecastReport, fall: Fall, points: Hundredths) -> dict[str, str]:
    criterion = fall.verdict.criterion
    return {
        "indicator": fall.verdict.indicator.id,
        "criterion": criterion.id,
        "title": criterion.titles.to(report.language),
        "points": str(points),
        "points_unknown": str(rounded_down(fall.unknown)),
        "cause": fall.cause.value,
        "message": fall_sentence(fall),
        "periods": ", ".join(fall.periods),
        "have": "" if fall.have is None else str(fall.have),
        "need": "" if fall.need is None else str(fall.need),
        "due": fall.due.isoformat(),
        "owner": report.forecast.owners[criterion.id],
        "basis": criterion.basis.value,
        "points_basis": criterion.points_basis.value,
        "due_basis": criterion.due_basis.value if criterion.due_basis else "",
        "needs_basis": criterion.needs_basis.value,
    }
