"""Signals that mean something else for a while."""

import signal
from collections.abc import Iterator
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
