"""Signals that mean something else for a while."""

import signal
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def handled_by(number: int, handler: Any) -> Iterator[None]:  # noqa: ANN401  (whatever signal.signal takes)
    """Handle a signal otherwise for as long as the context.

    Outside the main thread, which alone hears any, nothing changes.
    """
    try:
        before = signal.signal(number, handler)
    except ValueError:
        yield
        return
    try:
        yield
    finally:
        signal.signal(number, before)


@contextmanager
def held_back(numbers: Collection[int]) -> Iterator[None]:
    """Let signals wait for as long as the context; what is started in it goes on letting them wait.

    Where a system knows no such thing, nothing changes.
    """
    mask = getattr(signal, "pthread_sigmask", None)
    if mask is None:
        yield
        return
    before = mask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        mask(signal.SIG_SETMASK, before)
