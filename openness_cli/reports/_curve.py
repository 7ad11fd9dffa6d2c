"""The curve of a total: how it was on the days that were saved, how it will be if nobody acts, what was published."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from openness_cli.formats import document as doc
from openness_cli.formats.page import Curve, Spot, Zone
from openness_cli.messages import _, figures
from openness_cli.model.definitions import Index
from openness_cli.model.points import Hundredths
from openness_cli.outlook.forecast import Forecast
from openness_cli.reports._head import ruler_of
from openness_cli.scoring.assessment import Assessment
from openness_cli.words.terms import band_word, long_date, short_date

_MONTHS = 12
# days beyond which months are too many to be named
_LONG = 190


def zones_of(index: Index) -> tuple[Zone, ...]:
    """Return the colours of an index with their words, the best first."""
    return tuple(Zone(band_word(own.name), doc.tone_of(own.name), own.minimum) for own in index.bands)


def curve_of(
    assessment: Assessment,
    forecast: Forecast | None,
    past: tuple[Spot, ...],
    published: Sequence[tuple[Fraction, str]] = (),
) -> Curve:
    """Return a total over time: ``past`` ends on the day of the assessment, where a forecast begins.

    What was published stands at its own height, with its text.
    """
    today = min(assessment.day, assessment.workspace.evaluation_date)
    ahead = _ahead(forecast, assessment.workspace.evaluation_date, past[-1].total) if forecast is not None else ()
    last = ahead[-1].day if ahead else today
    return Curve(
        said=_in_words(forecast, past, published),
        ruler=ruler_of(assessment.index),
        zones=zones_of(assessment.index),
        past=past,
        ahead=ahead,
        published=tuple(Spot(today, total, text) for total, text in published),
        ticks=tuple(_ticks(past[0].day, last)),
        today=(today, _("today")) if forecast is not None else None,
        legend=(_("so far"), _("if nobody acts"), _("published result")),
    )


def past_curve(index: Index, past: tuple[Spot, ...], published: Sequence[tuple[Fraction, str]] = ()) -> Curve:
    """Return a total over days that were saved, at least two of them, beside what was published."""
    return Curve(
        said=_in_words(None, past, published),
        ruler=ruler_of(index),
        zones=zones_of(index),
        past=past,
        ahead=(),
        published=tuple(Spot(past[-1].day, total, text) for total, text in published),
        ticks=tuple(_ticks(past[0].day, past[-1].day)),
        today=None,
        legend=(_("so far"), _("if nobody acts"), _("published result")),
    )


def _ahead(forecast: Forecast, evaluation: date, start: Fraction) -> tuple[Spot, ...]:
    days = [Spot(own.day, Fraction(own.shown.on_course, 100)) for own in forecast.days]
    spots = [Spot(forecast.today.day, start), *days]
    spots.append(Spot(evaluation, spots[-1].total, figures(str(Hundredths(spots[-1].total * 100)))))
    return tuple(spots)


def _in_words(forecast: Forecast | None, past: Sequence[Spot], published: Sequence[tuple[Fraction, str]]) -> str:
    now = figures(str(Hundredths(past[-1].total * 100)))
    if forecast is None:
        texts = [_("The total over time: {total} on {day}.").format(total=now, day=long_date(past[-1].day))]
    else:
        texts = [_("The total over time: {total} now.").format(total=now)]
    if forecast is not None:
        texts.append(_("If nobody acts, {total} in the end.").format(total=forecast.last.shown.on_course))
    texts += [f"{text}." for _total, text in published]
    return " ".join(texts)


def _ticks(first: date, last: date) -> Iterator[tuple[date, str]]:
    """Yield the beginnings of months, of quarters where there are many of them, then the last day."""
    step = 1 if (last - first).days < _LONG else 3
    month = first.year * _MONTHS + first.month - 1
    while (begin := date(month // _MONTHS, month % _MONTHS + 1, 1)) < last:
        if begin >= first and not (begin.month - 1) % step:
            yield begin, _("{year}-{month}").format(year=begin.year, month=f"{begin.month:02d}")
        month += 1
    yield last, short_date(last)
