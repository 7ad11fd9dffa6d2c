"""Signals that mean something else for a while."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def held_back(*numbers: signal.Signals) -> Iterator[None]:
    """Keep signals waiting for as long as the context: none is lost. What is started meanwhile never hears them.

    Where the system cannot keep them waiting, Ctrl-C is ignored for so long.
    """
    if not hasattr(signal, "pthread_sigmask"):
        with handled_by(signal.SIGINT, signal.SIG_IGN):
            yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
