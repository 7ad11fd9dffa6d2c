"""A ranking in words: how many bodies, of which colours, who stands below what was demanded."""

from collections.abc import Iterator

from openness_cli.comparison.ranking import Definitions, NotScored, RankedPlace, Ranking
from openness_cli.messages import _, n_
from openness_cli.model.definitions import BandName
from openness_cli.words.terms import band_word, decimal, long_date, short_date, word_of

_DIGEST_SHOWN = 12


def summary_sentences(ranking: Ranking) -> Iterator[str]:
    """Return how many bodies there are, of which colours, and what they reach on average."""
    count = len(ranking.places)
    bodies = n_("{count} body, {basis}", "{count} bodies, {basis}", count)
    counts = [
        f"{band_word(band)} {number}"
        for band in (*(own.name for own in ranking.index.bands), None)
        if (number := ranking.count(band)) or isinstance(band, BandName)
    ]
    words = bodies.format(count=count, basis=word_of(ranking.basis))
    yield f"{words}: {', '.join(counts)}."
    text = _("On average they have earned {earned} points and are on course for {on_course}.")
    yield text.format(earned=ranking.average.earned, on_course=ranking.average.on_course)
    yield from _day_sentences(ranking)


def _day_sentences(ranking: Ranking) -> Iterator[str]:
    first, last = ranking.days[0], ranking.days[-1]
    text = _("Scored as of {day}.")
    if first != last:
        text = _(
            "The bodies are scored as of different days, from {first} to {last}, each as its own score is; "
            "--as-of scores all of them as of one."
        )
    yield text.format(day=long_date(first), first=long_date(first), last=long_date(last))
    fixed = [place.body.today for place in ranking.places if place.body.today]
    if fixed:
        text = n_(
            "The day of {count} body is fixed in its openness.yaml (as_of); today is {today}.",
            "The days of {count} bodies are fixed in their openness.yaml (as_of); today is {today}.",
            len(fixed),
        )
        yield text.format(count=len(fixed), today=long_date(fixed[0]))
    evaluations = ranking.evaluation_dates
    if len(evaluations) > 1:
        text = _("The bodies are evaluated on different days, from {first} to {last}.")
        yield text.format(first=long_date(evaluations[0]), last=long_date(evaluations[-1]))
    over = sum(place.body.over for place in ranking.places)
    if over:
        text = n_(
            "The assessment of {count} body is over; it is scored as of its evaluation.",
            "The assessment of {count} bodies is over; they are scored as of their evaluation.",
            over,
        )
        yield text.format(count=over)


def not_scored_words(own: NotScored) -> str:
    """Return a body that could not be read, and how much is wrong."""
    problems = n_("{count} problem", "{count} problems", own.problems).format(count=own.problems)
    return f"{own.folder}: {problems}"


def below_sentence(ranking: Ranking, place: RankedPlace) -> str:
    """Return that a body is below the threshold."""
    threshold = ranking.threshold
    needed = decimal(threshold.points) if threshold else ""
    if threshold and threshold.band:
        needed += f" ({band_word(threshold.band.name)})"
    text = _("{name} ({folder}): {reached} points on course, {basis}, are below {needed}")
    return text.format(
        name=place.body.name,
        folder=place.body.folder,
        reached=place.body.on(ranking.basis).on_course,
        basis=word_of(ranking.basis),
        needed=needed,
    )


def undecided_sentence(place: RankedPlace) -> str:
    """Return why it cannot be told whether a body reaches the threshold."""
    text = _(
        "{name} ({folder}): whether the threshold is reached depends on {points} points of addresses that are not "
        "known to open: openness links fetches them"
    )
    body = place.body
    return text.format(name=body.name, folder=body.folder, points=body.verified.unknown)


def definitions_words(definitions: Definitions) -> str:
    """Return which rules: two that differ never look the same."""
    return f"{definitions.id} {short_date(definitions.edition)} {definitions.digest[:_DIGEST_SHOWN]}"
