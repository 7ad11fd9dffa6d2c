"""What was predicted beside what was published: where the last score before an evaluation was wrong, and how much."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from typing import NamedTuple

from openness_cli.comparison.history import NO_INDICATORS, SavedScore, Series
from openness_cli.model.evidence import PublishedResult
from openness_cli.model.points import Hundredths, rounded_down
from openness_cli.scoring.verdicts import Basis


class IndicatorPair(NamedTuple):
    """One indicator; None is what no saved score tells, or what was not published or entered."""

    id: str
    predicted: Hundredths | None
    published: Hundredths | None

    @property
    def difference(self) -> Hundredths | None:
        """What was published, less what was predicted; None where one of them is not known."""
        return _less(self.published, self.predicted)


class Prediction(NamedTuple):
    """One published year, and the last score of it before its evaluation; None where none was saved.

    ``is_late``: it was saved after the evaluation, as of a day before it, since nothing was saved in time.
    """

    result: PublishedResult
    score: SavedScore | None
    is_late: bool
    indicators: tuple[IndicatorPair, ...]

    @property
    def total(self) -> IndicatorPair:
        """The whole, by no id: the headline beside what was published."""
        predicted = self.score.totals[Basis.EVIDENCED].on_course if self.score else None
        return IndicatorPair("", predicted, rounded_down(self.result.total))

    @property
    def is_within(self) -> bool | None:
        """Whether what was published lies where the score said it likely would; None where that is not known."""
        if self.score is None or self.score.likely is None or self.is_late:
            return None
        likely = self.score.likely
        return likely.low <= rounded_down(self.result.total) <= likely.high

    @property
    def worst(self) -> IndicatorPair | None:
        """The indicator that was furthest off; None where none is known to be."""
        off = [own for own in self.indicators if own.difference]
        return max(off, key=lambda own: abs(own.difference or 0), default=None)

    @property
    def has_parts(self) -> bool:
        """Whether the score tells its indicators."""
        return self.score is not None and bool(self.score.indicators)


def predictions_of(
    results: Iterable[PublishedResult],
    series: Iterable[Series],
    organisation: str,
    evaluations: Mapping[int, date],
    zone: tzinfo,
    indicators: Sequence[str],
) -> tuple[Prediction, ...]:
    """Return every published year with its prediction, the latest year first.

    ``evaluations`` are known evaluation dates by year, for lines that do not tell theirs; a day begins in ``zone``.
    ``indicators`` are the ids of the index in order; others stand behind them.
    """
    own = {each.year: each.scores for each in series if each.organisation == organisation}
    latest_first = sorted(results, key=lambda each: -each.year)
    return tuple(
        _prediction(each, own.get(each.year, ()), evaluations.get(each.year), zone, indicators) for each in latest_first
    )


def _prediction(
    result: PublishedResult,
    scores: Iterable[SavedScore],
    evaluation: date | None,
    zone: tzinfo,
    order: Sequence[str],
) -> Prediction:
    before = [(own, by) for own in scores if (by := own.evaluation_date or evaluation) is None or own.as_of <= by]
    in_time = [own for own, by in before if by is None or own.saved_at.astimezone(zone).date() <= by]
    score = next(reversed(in_time or [own for own, _by in before]), None)
    known = score.indicators if score else NO_INDICATORS
    published = {name: rounded_down(points) for name, points in result.indicators.items()}
    pairs = tuple(IndicatorPair(name, known.get(name), published.get(name)) for name in _names(order, known, published))
    return Prediction(result, score, score is not None and not in_time, pairs)


def _names(order: Sequence[str], *known: Collection[str]) -> Iterator[str]:
    """Yield the ids that anything is known of: those of the index in its order, then the others."""
    told = {name for names in known for name in names}
    yield from (name for name in order if name in told)
    yield from sorted(told.difference(order))


def _less(one: Hundredths | None, other: Hundredths | None) -> Hundredths | None:
    return None if one is None or other is None else Hundredths(one - other)
