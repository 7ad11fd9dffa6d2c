"""The process of the tool, from its first moment on: Ctrl-C and SIGTERM end it with 130 and without a traceback."""

import os
import signal
import sys
from typing import Any, NoReturn

INTERRUPTED = 130


def main() -> NoReturn:
    """Run the command that this process was started with, and exit."""
    try:
        _run()
    except KeyboardInterrupt:  # between two moments
        os._exit(INTERRUPTED)


def _run() -> NoReturn:
    heard = _heard()
    # nothing is under way yet that would have to be put away
    for number in heard:
        signal.signal(number, _end)
    from openness_cli.cli.main import started  # noqa: PLC0415  (takes most of the start-up)

    code = INTERRUPTED
    try:
        for number in heard:
            signal.signal(number, signal.default_int_handler)
        code = started()
    except KeyboardInterrupt:
        code = INTERRUPTED
    finally:
        for number in heard:
            signal.signal(number, _end)
    sys.exit(code)


def _heard() -> list[signal.Signals]:
    """Return the signals that end this process: not those that whoever started it has it ignore."""
    both = (signal.SIGINT, signal.SIGTERM)
    return [number for number in both if signal.getsignal(number) is not signal.SIG_IGN]


def _end(_number: int, _frame: Any) -> NoReturn:  # noqa: ANN401  (what signal hands over)
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
