"""Scores that were saved, over time: each body and year apart, day after day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from openness_cli.model.points import Hundredths, Total
from openness_cli.scoring.verdicts import Basis


class SavedScore(NamedTuple):
    """One line of the history; ``saved_at`` knows its zone.

    ``organisation`` is empty in lines of a version that did not write it. ``basis`` is the one the gate looked at.
    """

    line: int
    saved_at: datetime
    as_of: date
    organisation: str
    year: int
    index_id: str
    edition: date
    tool_version: str
    basis: Basis
    totals: Mapping[Basis, Total]
    reachable: Hundredths
    at_stake: Hundredths


class SavedDay(NamedTuple):
    """The last score of a day; ``change`` is that of what is on course since the day before it, None on the first.

    ``rules_changed``: it was scored by another index or edition than the day before it.
    """

    score: SavedScore
    change: Hundredths | None
    rules_changed: bool


class Series(NamedTuple):
    """The scores of one body for one year, in time."""

    organisation: str
    year: int
    scores: tuple[SavedScore, ...]

    def days(self, basis: Basis) -> tuple[SavedDay, ...]:
        """Return the last score of each day."""
        last = {score.as_of: score for score in self.scores}
        days: list[SavedDay] = []
        for score in last.values():
            before = days[-1].score if days else score
            change = Hundredths(score.totals[basis].on_course - before.totals[basis].on_course)
            is_other = (before.index_id, before.edition) != (score.index_id, score.edition)
            days.append(SavedDay(score, change if days else None, is_other))
        return tuple(days)


def series_of(scores: Iterable[SavedScore], organisation: str) -> tuple[Series, ...]:
    """Tell bodies and years apart, in order; ``organisation`` is first, and every line that names nobody is its own."""
    apart: dict[tuple[str, int], list[SavedScore]] = {}
    for score in sorted(scores, key=lambda score: (score.as_of, score.saved_at, score.line)):
        body = score.organisation or organisation
        apart.setdefault((body, score.year), []).append(score._replace(organisation=body))
    keys = sorted(apart, key=lambda key: (key[0] != organisation, *key))
    return tuple(Series(*key, tuple(apart[key])) for key in keys)
