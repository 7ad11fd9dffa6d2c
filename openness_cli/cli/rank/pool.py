"""Work over a long list in several processes: in order, a bounded part of it under way, no worker outliving the run."""

import atexit
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from openness_cli.errors import OpennessError
from openness_cli.messages import _
from openness_cli.signals import handled_by, held_back

Result = TypeVar("Result")
Span = tuple[int, int]

# a pipe to wait for takes a handle, of which Windows waits for 63 at most
_MOST_ON_WINDOWS = 60
_QUEUED = 2
_AHEAD = 8
_LARGEST_SPAN = 8
_FEW = 16
_STOPS = (signal.SIGINT, signal.SIGTERM)


class Work(Protocol[Result]):
    """What is done with a stretch of the list. It is sent to a worker once, where it cannot be inherited."""

    def __call__(self, begin: int, end: int) -> list[Result]:
        """Return a result for each entry from ``begin`` up to ``end``."""

    def begin(self) -> None:
        """Make ready, in a process of its own."""


class WorkerLost(OpennessError):  # noqa: N818  (its name is what happened)
    """A worker ended before its work did."""


class WorkerFailed(Exception):  # noqa: N818  (likewise)
    """An internal error in a worker; the traceback from there is a note."""


class _Worker(NamedTuple):
    process: Any
    pipe: Any
    spans: list[Span]


def usable_cores() -> int:
    """Return how many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def jobs_for(entries: int, asked: int | None) -> int:
    """Return how many processes work on so many entries: 1 is this one alone. A few entries are not worth more."""
    jobs = min(asked, entries) if asked is not None else min(usable_cores(), entries // _FEW)
    return max(1, min(jobs, _MOST_ON_WINDOWS) if sys.platform == "win32" else jobs)


class Pool(Generic[Result]):
    """Processes that share a list. Leave the ``with`` block, and none of them is left."""

    def __init__(self, work: Work[Result], entries: int, jobs: int) -> None:
        """Divide ``entries`` among ``jobs`` processes; 1 works here."""
        self._work = work
        self._entries = entries
        self._jobs = jobs
        self._workers: list[_Worker] = []
        self._left = contextlib.ExitStack()

    def __enter__(self) -> "Pool[Result]":
        """Start the processes, before this one has any thread that a fork would leave behind.

        While there are any, SIGTERM ends the run as Ctrl-C does, unless somebody has said what it shall do.
        """
        if self._jobs > 1:
            try:
                self._left.callback(self._end)
                self._start()
                if signal.getsignal(signal.SIGTERM) in (signal.SIG_DFL, signal.default_int_handler):
                    self._left.enter_context(handled_by(signal.SIGTERM, signal.default_int_handler))
            except BaseException:
                self._left.close()
                raise
        return self

    def __exit__(self, *_error: object) -> None:
        """End the processes, whatever they are at."""
        self._left.close()

    def results(self) -> Iterator[list[Result]]:
        """Return the results in the order of the list. Raises WorkerLost, WorkerFailed."""
        size = max(1, min(_LARGEST_SPAN, self._entries // (self._jobs * 4)))
        spans = [(begin, min(begin + size, self._entries)) for begin in range(0, self._entries, size)]
        if not self._workers:
            yield from (self._work(*span) for span in spans)
            return
        from multiprocessing.connection import wait  # noqa: PLC0415

        waiting = iter(spans)
        limit = _AHEAD * len(self._workers)
        done: dict[int, list[Result]] = {}
        told, given = 0, 0
        idle = self._workers
        while told < len(spans):
            for worker in idle:
                # one that is far ahead waits for the slowest: results are kept for so many spans, no more
                while len(worker.spans) < _QUEUED and given - told < limit and (span := next(waiting, None)):
                    _send(worker, span)
                    given += 1
            for pipe in wait([worker.pipe for worker in self._workers if worker.spans]):
                worker = next(own for own in self._workers if own.pipe is pipe)
                done[worker.spans[0][0]] = _receive(worker)
                worker.spans.pop(0)
            while told < len(spans) and spans[told][0] in done:
                yield done.pop(spans[told][0])
                told += 1

    def _start(self) -> None:
        import multiprocessing  # noqa: PLC0415  (most runs need none)
        import threading  # noqa: PLC0415

        # a fork is the fastest, and safe where no other thread can hold a lock
        can_fork = sys.platform == "linux" and threading.active_count() == 1
        context: Any = multiprocessing.get_context("fork" if can_fork else "spawn")
        # wherever an interrupt strikes, even before the ``with`` block has begun
        atexit.register(self._end)
        # an interrupt between a start and its note would leave a worker that nobody ends; and what is started here
        # leaves Ctrl-C to this process, from its first moment on
        with held_back(*_STOPS), handled_by(signal.SIGINT, signal.SIG_IGN):
            for _number in range(self._jobs):
                ours, theirs = context.Pipe()
                # an end of ours that a fork copies into a worker would keep it, and those before it, from seeing us go
                copied = (*(worker.pipe for worker in self._workers), ours) if can_fork else ()
                process = context.Process(target=_serve, args=(theirs, self._work, copied), daemon=True)
                process.start()
                self._workers.append(_Worker(process, ours, []))
                # once no copy of their end is here, ours ends when they do
                theirs.close()

    def _end(self) -> None:
        for worker in self._workers:
            # not asked to end: it has nothing to put away, and one that was stopped would never answer
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers = []
        atexit.unregister(self._end)


def _send(worker: _Worker, span: Span) -> None:
    worker.spans.append(span)
    try:
        worker.pipe.send(span)
    except OSError as error:
        raise _lost(worker) from error


def _receive(worker: _Worker) -> list[Any]:
    try:
        result = worker.pipe.recv()
    except (EOFError, OSError) as error:
        raise _lost(worker) from error
    if isinstance(result, WorkerFailed):
        raise result
    return result  # type: ignore[no-any-return]


def _lost(worker: _Worker) -> WorkerLost:
    worker.process.join(1)
    text = _(
        "a process that scored bodies was ended from outside (code {code}), perhaps for want of memory; "
        "nothing was written; --jobs takes a smaller number, 1 works without processes"
    )
    return WorkerLost(text.format(code=worker.process.exitcode))


def _serve(pipe: Any, work: Work[Any], copied: Iterable[Any]) -> None:  # noqa: ANN401  (connections of any platform)
    """Work until this process is ended, or the one that started it is. ``copied`` are that one's ends of pipes."""
    with contextlib.suppress(EOFError, OSError):
        for stop in _STOPS:
            signal.signal(stop, signal.SIG_IGN)
        for end in copied:
            end.close()
        work.begin()
        gc.set_threshold(100_000, 50, 50)
        gc.freeze()
        while True:
            span = pipe.recv()
            pipe.send(_result(work, span))


def _result(work: Callable[[int, int], list[Any]], span: Span) -> list[Any] | WorkerFailed:
    try:
        return work(*span)
    except Exception as error:  # noqa: BLE001  (told by the process that started this one)
        import traceback  # noqa: PLC0415

        failed = WorkerFailed(f"{type(error).__name__}: {error}")
        failed.add_note(traceback.format_exc())
        return failed
