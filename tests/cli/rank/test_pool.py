"""Work shared out among processes: in order, a bounded part of it under way, none of them left."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from openness_cli.cli.rank.pool import Pool, WorkerFailed, WorkerLost, jobs_for, usable_cores

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems fork no process, and end it otherwise")


class Toy:
    """Work without a beginning."""

    def begin(self) -> None:
        pass


class Kinds(Toy):
    """Work that tells what kind of process does it."""

    def __call__(self, begin: int, end: int) -> list[str]:
        return [type(multiprocessing.current_process()).__name__] * (end - begin)


@dataclass(frozen=True)
class Squares(Toy):
    """Work that meets with an accident at one number."""

    at: int = -1
    accident: Callable[[], object] = bool

    def __call__(self, begin: int, end: int) -> list[int]:
        if begin <= self.at < end:
            self.accident()
        return [number * number for number in range(begin, end)]


@dataclass(frozen=True)
class HeldUp(Toy):
    """Work that is held up at its beginning until nobody begins more; the result is how much was begun by then."""

    notes: Path

    def __call__(self, begin: int, end: int) -> list[int]:
        for number in range(begin, end):
            (self.notes / str(number)).touch()
        counts = [0, len(list(self.notes.iterdir()))]
        while begin == 0 and counts[-1] != counts[-2]:
            time.sleep(0.3)
            counts.append(len(list(self.notes.iterdir())))
        return counts[-1:] * (end - begin)


def fail() -> None:
    raise ValueError("no such square")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def flat(spans: Iterable[list[int]]) -> list[int]:
    return [number for span in spans for number in span]


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("entries", [0, 1, 5, 300])
def test_results_come_in_the_order_of_the_list(entries: int, jobs: int) -> None:
    with Pool(Squares(), entries, jobs) as pool:
        assert flat(pool.results()) == [number * number for number in range(entries)]
    assert not multiprocessing.active_children()


@ON_LINUX
def test_no_more_is_under_way_than_can_be_kept(tmp_path: Path) -> None:
    with Pool(HeldUp(tmp_path), 1000, 2) as pool:
        begun = next(pool.results())[0]
    assert 8 < begun <= 2 * 8 * 8
    assert not multiprocessing.active_children()


def test_an_internal_error_in_a_process_is_one_here_and_says_where() -> None:
    with (
        pytest.raises(WorkerFailed, match="ValueError: no such square") as told,
        Pool(Squares(50, fail), 99, 2) as pool,
    ):
        flat(pool.results())
    assert "in fail" in told.value.__notes__[0]
    assert not multiprocessing.active_children()


@ON_LINUX
def test_a_process_that_is_killed_is_missed() -> None:
    with pytest.raises(WorkerLost, match=r"ended from outside \(code -9\)"), Pool(Squares(50, die), 99, 2) as pool:
        flat(pool.results())
    assert not multiprocessing.active_children()


def test_a_few_bodies_are_not_worth_a_process() -> None:
    assert [jobs_for(entries, None) for entries in (0, 1, 31)] == [1, 1, 1]
    assert jobs_for(10_000, None) == usable_cores()
    assert [jobs_for(entries, 4) for entries in (0, 1, 3, 9)] == [1, 1, 3, 4]


@ON_LINUX
def test_processes_are_forked_while_no_other_thread_can_hold_a_lock() -> None:
    assert kinds_of_processes() == {"ForkProcess"}


@pytest.mark.usefixtures("another_thread")
def test_where_another_thread_may_hold_a_lock_processes_start_afresh() -> None:
    assert kinds_of_processes() == {"SpawnProcess"}


def kinds_of_processes() -> set[str]:
    with Pool(Kinds(), 2, 2) as pool:
        return {kind for kinds in pool.results() for kind in kinds}


@ON_LINUX
def test_sigterm_means_what_it_did_before_and_what_others_made_of_it_is_left() -> None:
    for before in (signal.SIG_DFL, signal.SIG_IGN):
        found = signal.signal(signal.SIGTERM, before)
        with Pool(Squares(), 2, 2):
            during = signal.getsignal(signal.SIGTERM)
        assert during is (signal.default_int_handler if before is signal.SIG_DFL else before)
        assert signal.signal(signal.SIGTERM, found) is before
