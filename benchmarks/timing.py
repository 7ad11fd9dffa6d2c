"""Timing two things in turn, so that a machine whose speed drifts slows both."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple


class Ratio(NamedTuple):
    """The median of the ratios pair by pair, and the median seconds of both sides."""

    ratio: float
    seconds: float
    floor_seconds: float


def compare(subject: Callable[[], object], floor: Callable[[], object], rounds: int) -> Ratio:
    """Run both in turn and return how many times as long the subject takes."""
    for warm_up in (subject, floor):
        warm_up()
    ours: list[float] = []
    theirs: list[float] = []
    for _round in range(rounds):
        for job, seconds in ((subject, ours), (floor, theirs)):
            start = time.perf_counter()
            job()
            seconds.append(time.perf_counter() - start)
    ratios = [mine / other for mine, other in zip(ours, theirs, strict=True)]
    return Ratio(statistics.median(ratios), statistics.median(ours), statistics.median(theirs))


def report(name: str, ratio: Ratio, limit: float) -> bool:
    """Print one line and return whether the ratio is within its limit."""
    verdict = "ok" if ratio.ratio <= limit else "TOO SLOW"
    figures = f"{ratio.ratio:5.2f} × the floor, at most {limit:.2f}"
    millis = f"({ratio.seconds * 1000:.1f} ms to {ratio.floor_seconds * 1000:.1f} ms)"
    print(f"{name:<36} {figures}   {millis}  {verdict}")
    return ratio.ratio <= limit
