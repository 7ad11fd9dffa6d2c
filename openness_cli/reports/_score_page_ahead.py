"""What of a score's page looks ahead, and back: the curve of the total, what falls when, the way to the best colour."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from openness_cli.comparison.history import SavedScore, series_of
from openness_cli.formats import document as doc
from openness_cli.formats.page import Block, Section, Spot
from openness_cli.messages import _, figures
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.forecast import Forecast
from openness_cli.outlook.outlook import Outlook
from openness_cli.outlook.plan import Plan
from openness_cli.reports import _plan_words
from openness_cli.reports._curve import curve_of
from openness_cli.reports.forecast import ForecastReport, falls_table
from openness_cli.reports.plan import PlanReport, actions_table
from openness_cli.scoring.report import Report
from openness_cli.scoring.verdicts import Basis
from openness_cli.words.terms import band_word, day_of_year


def ahead_sections(
    report: Report, outlook: Outlook, saved: Sequence[SavedScore], published: Sequence[tuple[Fraction, str]]
) -> Iterator[Section]:
    """Yield how the total was and how it will be; nothing where neither is known."""
    forecast = outlook.forecast
    past = _past(report, saved)
    blocks: list[Block] = []
    if forecast is not None or len(past) > 1:
        blocks.append(curve_of(report.assessment, forecast, past, published))
    if forecast is not None and forecast.days:
        made = ForecastReport(report.tool_version, report.language, forecast)
        table = falls_table(made)
        blocks.append(table._replace(title=""))
    if blocks:
        short = _("Forecast") if forecast is not None else _("History")
        yield Section(_title(report, forecast), tuple(blocks), short)


def _title(report: Report, forecast: Forecast | None) -> str:
    if forecast is None:
        return _("The total over time")
    evaluation = report.assessment.workspace.evaluation_date
    total, band = forecast.last.shown.on_course, forecast.last.band
    text = _("If nobody acts, {total} on {day}: {band}.")
    day = day_of_year(evaluation.month, evaluation.day)
    told = text.format(total=total, day=day, band=band_word(band.name if band else None))
    return told.removesuffix(".")


def _past(report: Report, saved: Sequence[SavedScore]) -> tuple[Spot, ...]:
    """Return what was saved of this year up to the day, the last score of each day, and what stands on it."""
    assessment = report.assessment
    workspace = assessment.workspace
    day = min(assessment.day, workspace.evaluation_date)
    totals: dict[date, Hundredths] = {}
    for series in series_of(saved, workspace.organisation.id):
        if (series.organisation, series.year) == (workspace.organisation.id, workspace.year):
            scores = (own.score for own in series.days(Basis.EVIDENCED))
            totals |= {own.as_of: own.totals[Basis.EVIDENCED].on_course for own in scores if own.as_of < day}
    totals[day] = report.headline.total
    spots = [Spot(on, Fraction(total, 100)) for on, total in sorted(totals.items())]
    spots[-1] = spots[-1]._replace(text=figures(str(report.headline.total)))
    return tuple(spots)


def plan_sections(report: Report, plan: Plan | None) -> Iterator[Section]:
    """Yield the least effort that reaches the best colour; nothing where none is needed."""
    if plan is None or plan.is_reached:
        return
    made = PlanReport(report.tool_version, report.language, plan)
    first = (
        doc.Sentence(_plan_words.headline(plan), doc.Tone.STRONG),
        *doc.said(*_plan_words.start_sentences(plan), *_plan_words.limits_sentences(plan)),
        *doc.said(*map(_plan_words.overload_sentence, plan.overloads)),
    )
    if plan.counted_on:
        text = _("It counts on what falls due: {points} points").format(points=rounded_down(plan.counted_on))
        first = (*first, doc.Sentence(f"{text}."))
    blocks: list[Block] = [doc.Sentences(first, is_list=False)]
    if plan.actions:
        blocks.append(actions_table(made)._replace(title=""))
    blocks.append(doc.Sentences(doc.faint((_plan_words.about_sentence(plan),)), is_list=False))
    yield Section(_("The least effort for {band}").format(band=_best(plan)), tuple(blocks), _("Plan"))


def _best(plan: Plan) -> str:
    return band_word(plan.assessment.index.bands[0].name)
