"""Integer programs solved by HiGHS: switches that are on or off, at the least cost."""

import os
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from threading import Lock, Thread
from typing import Any, NamedTuple

from openness_cli.signals import handled_by


class Constraint(NamedTuple):
    """Weights by column, and the least that they have to add up to over the columns that are on."""

    weights: Mapping[int, float]
    least: float


def switched_on(costs: Sequence[float], rows: Sequence[Constraint], switches: int) -> frozenset[int] | None:
    """Return the switches that are on at the least cost; None where the solver finds none, or gives up.

    Every column has a cost. So many of them, from the first, are switches; the others are amounts from 0 to 1 that the
    rows hold below switches.

    The same program gets the same answer. The solver reckons in floats and may miss a row by a millionth: whoever
    asks leaves that much room, and looks at the answer again. A Ctrl-C ends it.
    """
    # heavy, and only a plan needs them
    with _interrupts_held():
        import highspy  # noqa: PLC0415
        import numpy as np  # noqa: PLC0415

    size = len(costs)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = size, len(rows)
    model.col_cost_ = np.array(costs, dtype=float)
    model.col_lower_, model.col_upper_ = np.zeros(size), np.ones(size)
    model.row_lower_ = np.array([row.least for row in rows], dtype=float)
    model.row_upper_ = np.full(len(rows), highspy.kHighsInf)
    model.integrality_ = [
        highspy.HighsVarType.kInteger if number < switches else highspy.HighsVarType.kContinuous
        for number in range(size)
    ]
    matrix = model.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.start_ = np.cumsum([0, *(len(row.weights) for row in rows)])
    matrix.index_ = np.array([column for row in rows for column in row.weights], dtype=np.int32)
    matrix.value_ = np.array([weight for row in rows for weight in row.weights.values()], dtype=float)
    with _silence():
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0)):
            solver.setOptionValue(name, value)
        solver.passModel(model)
        _run(solver)
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    values = solver.getSolution().col_value
    return frozenset(number for number in range(switches) if values[number] > 0.5)  # noqa: PLR2004  (0 or 1)


def _run(solver: Any) -> None:  # noqa: ANN401  (its type is imported where it is used)
    """Solve in a thread: the solver's own code hears no Ctrl-C, and would go on to its end."""
    solver.HandleUserInterrupt = True
    thread = Thread(target=solver.run, daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(0.1)
    except BaseException:
        solver.cancelSolve()
        thread.join()
        raise


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hear a Ctrl-C, or a request to end, only afterwards.

    Amid an import of compiled code it would be taken for a fault of that.
    """
    heard: list[int] = []
    with ExitStack() as held:
        for each in (signal.SIGINT, signal.SIGTERM):
            held.enter_context(handled_by(each, lambda number, _frame: heard.append(number)))
        yield
    if heard:
        signal.raise_signal(heard[0])


_one_at_a_time = Lock()


@contextmanager
def _silence() -> Iterator[None]:
    """Let nothing of what the solver prints reach the standard output, which holds results alone.

    Its options do not stop all of it, in any release; and what it prints lies in a buffer of its own library.
    """
    with _one_at_a_time:
        sys.stdout.flush()
        try:
            kept = os.dup(1)
        except OSError:  # it is closed: nothing reaches anybody
            yield
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, 1)
            yield
        finally:
            import ctypes  # noqa: PLC0415  (only a plan needs it)

            ctypes.CDLL("ucrtbase" if sys.platform == "win32" else None).fflush(None)
            os.dup2(kept, 1)
            os.close(kept)
            os.close(nowhere)
