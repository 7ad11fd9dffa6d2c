"""What falls on a day, and why: what a criterion lost to the day itself, or to a page that grew too old."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from math import ceil
from typing import NamedTuple

from openness_cli.model.definitions import ZERO
from openness_cli.model.languages import Worded, mark
from openness_cli.model.periods import days_gone, days_in, year_end
from openness_cli.model.points import Points
from openness_cli.scoring.assessment import Setting, verdict_on
from openness_cli.scoring.items import Fault
from openness_cli.scoring.rules.count import pace
from openness_cli.scoring.verdicts import Basis, Verdict

ONE_DAY = timedelta(days=1)


class FallCause(Worded):
    """Why something is on course no longer."""

    DUE_MISSED = ("due-missed", mark("to be published by {due}: {periods}"))
    PACE = ("pace", mark("the number keeps pace until {due} alone: {have} so far, {need} are needed from then on"))
    YEAR_ENDED = (
        "year-ended",
        mark("to be done by {due}, the end of the year: {have} so far, the next step begins at {need}"),
    )
    STALE = ("stale", mark("to be refreshed by {due}: it must not be older than {days} days"))
    EVALUATION = (
        "evaluation",
        mark("to be done by {due}, before the evaluation: {have} so far, the next step begins at {need}"),
    )


_NO_PERIOD_COMES = mark("to be published by {due}, the day of the evaluation, on which nothing is to come: {periods}")


class Fall(NamedTuple):
    """One criterion's fall on a day: the points, scaled, and what was not done by ``due``.

    ``unknown`` are points that hung on addresses not known to open, and are past proving now. ``verdict`` is the one
    after the fall. ``periods`` are those that were not published; ``have`` is how many there are of a count, and
    ``need`` what there had to be.
    """

    verdict: Verdict
    points: Fraction
    cause: FallCause
    due: date
    periods: tuple[str, ...] = ()
    have: int | None = None
    need: int | None = None
    unknown: Fraction = ZERO

    @property
    def sentence(self) -> str:
        """Why it falls, marked for translation."""
        return _NO_PERIOD_COMES if self.cause is FallCause.EVALUATION and self.periods else self.cause.words


class Eve(NamedTuple):
    """A day on which something falls, seen from the evening before."""

    day: date
    year: int
    is_last: bool

    @property
    def eve(self) -> date:
        """The day before."""
        return self.day - ONE_DAY

    def pace(self, minimum: Fraction, days: int) -> int:
        """Return what a step asks for so many days after the eve."""
        gone = days_gone(self.eve + timedelta(days=days), self.year)
        return pace(minimum, gone, days_in(self.year))


def falls_of(
    before: Verdict, after: Verdict, setting: Setting, moment: Eve, basis: Basis, scale: Fraction
) -> Iterator[Fall]:
    """Yield what a criterion lost to a page that grew too old on a day, and what it lost to the day itself."""
    kept_fresh = after
    if _stale(after) != _stale(before):
        kept_fresh = verdict_on(before.indicator, before.criterion, before.evidence, before.items, setting)
        points, unknown = _fallen(kept_fresh.on(basis), after.on(basis))
        yield Fall(after, points * scale, FallCause.STALE, moment.eve, unknown=unknown * scale)
    points, unknown = _fallen(before.on(basis), kept_fresh.on(basis))
    yield _fall(before, kept_fresh, points * scale, moment, basis)._replace(unknown=unknown * scale)


def _fallen(before: Points, after: Points) -> tuple[Fraction, Fraction]:
    """Return how much less is on course, and how much less might turn out to be beside that."""
    fallen = max(before.on_course - after.on_course, ZERO)
    at_best = before.on_course + before.unknown - after.on_course - after.unknown
    return fallen, max(at_best - fallen, ZERO)


def _fall(before: Verdict, after: Verdict, points: Fraction, moment: Eve, basis: Basis) -> Fall:
    both = zip(before.periods, after.periods, strict=True)
    if passed := [own for was, own in both if was.is_pending and not own.is_pending]:
        due = max(own.due for own in passed)
        cause = FallCause.EVALUATION if due >= moment.day else FallCause.DUE_MISSED
        return Fall(after, points, cause, due, tuple(own.period.label for own in passed))
    if not after.steps:
        return Fall(after, points, FallCause.EVALUATION, moment.eve)
    declared, evidenced, _openable, opened = after.counted
    have = {Basis.DECLARED: declared, Basis.EVIDENCED: evidenced, Basis.VERIFIED: opened}[basis]
    ahead = [step.minimum for step in after.steps if have < step.minimum and moment.pace(step.minimum, 0) <= have]
    if moment.day > year_end(moment.year):
        cause = FallCause.YEAR_ENDED
    else:
        cause = FallCause.EVALUATION if moment.is_last else FallCause.PACE
    needed = [moment.pace(minimum, 1) if cause is FallCause.PACE else ceil(minimum) for minimum in ahead]
    need = min((number for number in needed if number > have), default=0)
    return Fall(after, points, cause, moment.eve, have=have, need=need)


def _stale(verdict: Verdict) -> list[bool]:
    return [Fault.STALE in item.faults for item in verdict.items]
