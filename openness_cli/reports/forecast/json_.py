"""A forecast as JSON."""

from openness_cli.formats.json_head import document_text, head
from openness_cli.model.definitions import Band, BandName
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.falls import Fall
from openness_cli.outlook.forecast import ForecastDay, ForecastReport, Repeat
from openness_cli.reports.forecast.words import fall_sentence
from openness_cli.schemas import forecast as wire_forecast


def forecast_json(report: ForecastReport) -> str:
    """Return a forecast in version 1 of its JSON shape."""
    forecast = report.forecast
    days = [_day(report, forecast.today, Hundredths(0))]
    days += [_day(report, day, change) for day, change in zip(forecast.days, forecast.changes, strict=True)]
    return document_text(
        wire_forecast.Forecast(
            format_version=1,
            kind="forecast",
            **head(forecast.assessment, report.language, report.tool_version),
            basis=forecast.basis.value,
            days=days,
            turns=[
                wire_forecast.Turn(day=turn.day, before=_colour(turn.before), after=_colour(turn.after))
                for turn in forecast.turns
            ],
            repeats=[_repeat(repeat) for repeat in forecast.repeats],
        )
    )


def _colour(band: Band | None) -> BandName | None:
    return band.name.value if band else None  # type: ignore[return-value]


def _day(report: ForecastReport, day: ForecastDay, change: Hundredths) -> wire_forecast.Day:
    return wire_forecast.Day(
        day=day.day,
        earned=day.shown.earned.number,
        on_course=day.shown.on_course.number,
        unknown=day.shown.unknown.number,
        band=_colour(day.band),
        change=change.number,
        falls=[_fall(report, fall, points) for fall, points in zip(day.falls, day.falls_shown, strict=True)],
    )


def _fall(report: ForecastReport, fall: Fall, points: Hundredths) -> wire_forecast.Fall:
    criterion = fall.verdict.criterion
    return wire_forecast.Fall(
        indicator=fall.verdict.indicator.id,
        criterion=criterion.id,
        title=criterion.titles.to(report.language),
        points=points.number,
        unknown=rounded_down(fall.unknown).number,
        cause=fall.cause.value,
        message=fall_sentence(fall),
        due=fall.due,
        periods=list(fall.periods),
        have=fall.have,
        need=fall.need,
        owner=report.forecast.owners[criterion.id],
        basis=criterion.basis.value,
        points_basis=criterion.points_basis.value,
        due_basis=criterion.due_basis.value if criterion.due_basis else None,
        needs_basis=criterion.needs_basis.value,
    )


def _repeat(repeat: Repeat) -> wire_forecast.Repeat:
    return wire_forecast.Repeat(
        url=repeat.address.url,
        criteria=list(repeat.address.criteria),
        owner=repeat.address.owner,
        last_success=repeat.last_success,
        by=repeat.by,
    )
