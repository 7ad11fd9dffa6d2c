"""The words of a forecast: what is left if nobody acts, when the colour turns, why something falls."""

from collections.abc import Iterable, Iterator, Sequence

from openness_cli.messages import _, figures, n_
from openness_cli.model.definitions import Band, FactBasis
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.forecast import Fall, FallCause, Forecast, ForecastDay, Repeat
from openness_cli.words.terms import band_word, long_date


def by_reason(falls: Iterable[tuple[Fall, Hundredths]]) -> dict[str, list[tuple[Fall, Hundredths]]]:
    """Put the falls of a day together that have the same reason, in the order of the index."""
    groups: dict[str, list[tuple[Fall, Hundredths]]] = {}
    for fall, points in falls:
        reason = "; ".join(text for text in (fall_sentence(fall), _assumption(fall), _unknown_words(fall)) if text)
        groups.setdefault(reason, []).append((fall, points))
    return groups


def headline(forecast: Forecast) -> str:
    """Return what is on course today, and what is left of it on the day if nobody acts."""
    today, last = forecast.today, forecast.last
    words = {
        "points": _range(today),
        "band": _colour(today.band),
        "evaluation": long_date(forecast.assessment.workspace.evaluation_date),
        "left": _range(last),
        "last": _colour(last.band),
    }
    if not forecast.days:
        return _(
            "{points} points are on course today, {band}; nothing of it falls by the evaluation on {evaluation}."
        ).format(**words)
    return _(
        "{points} points are on course today, {band}. If nobody acts from today on, {left} of them are left on the "
        "evaluation date, {evaluation}: {last}."
    ).format(**words)


def _range(day: ForecastDay) -> str:
    """Return what is on course on a day in a sentence: from what is known to open to what may."""
    if not day.shown.unknown:
        return figures(str(day.shown.on_course))
    most = Hundredths(day.shown.on_course + day.shown.unknown)
    return _("{least} to {most}").format(least=day.shown.on_course, most=most)


def _colour(band: Band | None) -> str:
    return band_word(band.name if band else None)


def turn_sentences(forecast: Forecast) -> Iterator[str]:
    """Say on which days the colour turns, or that it stays."""
    for turn in forecast.turns:
        text = _("The colour turns from {before} to {after} on {day}.")
        yield text.format(before=_colour(turn.before), after=_colour(turn.after), day=long_date(turn.day))
    if forecast.days and not forecast.turns and forecast.today.band is None:
        yield _("The colour stays open: it hangs on addresses that are not known to open.")
    elif forecast.days and not forecast.turns:
        yield _("The colour stays: {band}.").format(band=_colour(forecast.today.band))


def fall_sentence(fall: Fall) -> str:
    """Return why something falls: what was not done, and by when it had to be."""
    words = {
        "due": long_date(fall.due),
        "periods": ", ".join(fall.periods),
        "have": fall.have,
        "need": fall.need,
        "days": fall.verdict.criterion.needs.fresh_days,
    }
    return _cause(fall).format(**words)


def _cause(fall: Fall) -> str:
    match fall.cause:
        case FallCause.DUE_MISSED:
            return _("to be published by {due}: {periods}")
        case FallCause.STALE:
            return _("to be refreshed by {due}: it must not be older than {days} days")
        case FallCause.PACE:
            return _("the number keeps pace until {due} alone: {have} so far, {need} are needed from then on")
        case FallCause.YEAR_ENDED:
            return _("to be done by {due}, the end of the year: {have} so far, the next step begins at {need}")
        case FallCause.EVALUATION if fall.periods:
            return _("to be published by {due}, the day of the evaluation, on which nothing is to come: {periods}")
        case FallCause.EVALUATION:
            return _("to be done by {due}, the day of the evaluation: {have} so far, the next step begins at {need}")


def _assumption(fall: Fall) -> str:
    """Return what of a fall's day is not the decree's own word; empty where it is sourced."""
    criterion = fall.verdict.criterion
    if fall.cause is FallCause.STALE:
        return _("the demand is assumed") if criterion.needs_basis is FactBasis.ASSUMED else ""
    return _("due date assumed") if fall.periods and criterion.due_basis is FactBasis.ASSUMED else ""


def _unknown_words(fall: Fall) -> str:
    """Return how much can no longer be proved by addresses not known to open; empty where nothing can."""
    if not fall.unknown:
        return ""
    return _("{points} points that were not known to open").format(points=rounded_down(fall.unknown))


def repeats_sentence(repeats: Sequence[Repeat]) -> str:
    """Return how many addresses have to be fetched again."""
    count = len(repeats)
    return n_(
        "{count} address opens today and was last fetched too long before the evaluation to count on that day: it is "
        "no failure, and openness links has to fetch it again.",
        "{count} addresses open today and were last fetched too long before the evaluation to count on that day: "
        "they are no failures, and openness links has to fetch them again.",
        count,
    ).format(count=count)
