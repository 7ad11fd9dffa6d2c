"""What can be won by work: points, what they demand, and the jobs that bring it."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import NamedTuple


class Demand(NamedTuple):
    """Things that any one of some jobs (their positions) brings, each with its weight: together at least ``least``.

    Both are above 0.
    """

    least: int
    things: tuple[tuple[int, tuple[int, ...]], ...]

    def is_met(self, done: Collection[int]) -> bool:
        """Tell whether so many jobs are enough."""
        return sum(weight for weight, jobs in self.things if any(job in done for job in jobs)) >= self.least

    @property
    def jobs(self) -> frozenset[int]:
        """Every job that brings anything."""
        return frozenset(job for _weight, jobs in self.things for job in jobs)

    @property
    def is_any(self) -> bool:
        """Whether any one of its jobs is enough."""
        return all(weight >= self.least for weight, _jobs in self.things)


class Prize(NamedTuple):
    """Points that are won as a whole, once all demands are met; there is at least one."""

    points: Fraction
    demands: tuple[Demand, ...]

    def is_won(self, done: Collection[int]) -> bool:
        """Tell whether so many jobs win it."""
        return all(demand.is_met(done) for demand in self.demands)


class Choice(NamedTuple):
    """Positions of the jobs to do and of the prizes that they win, with their exact sums."""

    jobs: tuple[int, ...]
    prizes: tuple[int, ...]
    effort: Fraction
    points: Fraction


def without_spare(jobs: Iterable[int], prizes: Iterable[Prize]) -> tuple[int, ...]:
    """Return those of some jobs, in order, that win the prizes and of which none can be spared."""
    kept = set(jobs)
    needing: dict[int, list[Prize]] = {}
    for prize in prizes:
        for job in {job for demand in prize.demands for job in demand.jobs}:
            needing.setdefault(job, []).append(prize)
    for job in sorted(kept, reverse=True):
        kept.remove(job)
        if not all(prize.is_won(kept) for prize in needing.get(job, [])):
            kept.add(job)
    return tuple(sorted(kept))
