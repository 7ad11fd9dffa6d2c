"""A forecast in words: what is left on the day, when the colour turns, why something falls."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from openness_cli.messages import _, n_
from openness_cli.model.definitions import Band, FactBasis
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.outlook.falls import Fall, FallCause
from openness_cli.outlook.forecast import Forecast, ForecastDay, Repeat
from openness_cli.words.terms import band_word, long_date


def colour_word(band: Band | None) -> str:
    """Return a colour in words; without one it is still open."""
    return band_word(band.name if band else None)


def headline(forecast: Forecast) -> str:
    """Return what is on course today, and what is left of it on the day if nobody acts."""
    today, last = forecast.today, forecast.last
    words = {
        "points": today.shown.on_course,
        "band": colour_word(today.band),
        "evaluation": long_date(forecast.assessment.workspace.evaluation_date),
        "left": last.shown.on_course,
        "last": colour_word(last.band),
    }
    if not forecast.days:
        return _(
            "{points} points are on course today, {band}; nothing of it falls by the evaluation on {evaluation}."
        ).format(**words)
    return _(
        "{points} points are on course today, {band}. If nobody acts from today on, {left} of them are left on the "
        "evaluation date, {evaluation}: {last}."
    ).format(**words)


def turn_sentences(forecast: Forecast) -> Iterator[str]:
    """Say on which days the colour turns, or that it stays."""
    for turn in forecast.turns:
        text = _("The colour turns from {before} to {after} on {day}.")
        yield text.format(before=colour_word(turn.before), after=colour_word(turn.after), day=long_date(turn.day))
    if forecast.days and not forecast.turns:
        yield _("The colour stays: {band}.").format(band=colour_word(forecast.today.band))


def fall_sentence(fall: Fall) -> str:
    """Return why something falls: what was not done, and by when it had to be."""
    words = {
        "due": long_date(fall.due),
        "periods": ", ".join(fall.periods),
        "have": fall.have,
        "need": fall.need,
        "days": fall.verdict.criterion.needs.fresh_days,
    }
    return _(fall.sentence).format(**words)


def assumption(fall: Fall) -> str:
    """Return what of a fall's day is not the decree's own word; empty where it is sourced."""
    criterion = fall.verdict.criterion
    if fall.cause is FallCause.STALE:
        return _("the demand is assumed") if criterion.needs_basis is FactBasis.ASSUMED else ""
    return _("due date assumed") if fall.periods and criterion.due_basis is FactBasis.ASSUMED else ""


def unknown_words(fall: Fall) -> str:
    """Return how much can no longer be proved by addresses not known to open; empty where nothing can."""
    if not fall.unknown:
        return ""
    return _("{points} points that were not known to open").format(points=rounded_down(fall.unknown))


class FallGroup(NamedTuple):
    """Falls of one day with one reason, each with its points as shown."""

    reason: str
    falls: tuple[tuple[Fall, Hundredths], ...]


def fall_groups(day: ForecastDay) -> list[FallGroup]:
    """Put the falls of a day together that have the same reason, in the order of the index."""
    falls = list(zip(day.falls, day.falls_shown, strict=True))
    groups: dict[str, list[tuple[Fall, Hundredths]]] = {}
    for fall, points in falls:
        reason = "; ".join(text for text in (fall_sentence(fall), assumption(fall), unknown_words(fall)) if text)
        groups.setdefault(reason, []).append((fall, points))
    return [FallGroup(reason, tuple(own)) for reason, own in groups.items()]


def repeats_sentence(forecast: Forecast) -> str:
    """Return how many addresses have to be fetched again; empty where none has."""
    count = len(forecast.repeats)
    if not count:
        return ""
    return n_(
        "{count} address opens today and was last fetched too long before the evaluation to count on that day: it is "
        "no failure, and openness links has to fetch it again.",
        "{count} addresses open today and were last fetched too long before the evaluation to count on that day: "
        "they are no failures, and openness links has to fetch them again.",
        count,
    ).format(count=count)


def repeats_by_site(forecast: Forecast) -> Iterator[tuple[str, tuple[Repeat, ...]]]:
    """Return the addresses to be fetched again by the last day on which today's success counts, and by site."""
    ordered = sorted(forecast.repeats, key=lambda repeat: (repeat.by, repeat.address.host))
    for (_day, host), group in groupby(ordered, key=lambda repeat: (repeat.by, repeat.address.host)):
        yield host, tuple(group)
