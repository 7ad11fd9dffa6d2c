"""A process of the tool: one command line, and how it ends."""

import gc
import sys
from collections.abc import Sequence
from itertools import takewhile

from openness_cli import __version__
from openness_cli.cli.problems import counted, problem_lines
from openness_cli.cli.session import Session, real_session
from openness_cli.errors import ExitCode, InvalidInput, OpennessError
from openness_cli.messages import _, refusal

_INTERRUPTED = 130


def started() -> int:
    """Run the command that this process was started with, and return its exit code."""
    # a short life: nearly all that is made is needed to its end, and there is no use in looking for what is not
    gc.set_threshold(250_000, 50, 50)
    code = run(sys.argv[1:], real_session())
    gc.freeze()
    return code


def run(arguments: Sequence[str], session: Session) -> int:
    """Run one command line in a session and return its exit code."""
    try:
        if "--version" in takewhile(lambda word: word != "--", arguments):
            session.print(f"openness {__version__}\n")
            return ExitCode.DONE
        session.choose_language(arguments)
        from openness_cli.cli.app import invoke  # noqa: PLC0415  (its help texts speak the language just chosen)

        return invoke(arguments, session)
    except InvalidInput as error:
        words = counted(len(error.problems), len({problem.file for problem in error.problems}))
        session.complain(problem_lines(_("Nothing was scored: {problems} {places}.").format(**words), error))
        return error.exit_code
    except OpennessError as error:
        session.complain(_("error: {what}").format(what=error))
        return error.exit_code
    except KeyboardInterrupt:
        session.complain(_("stopped"))
        return _INTERRUPTED
    except Exception as error:
        if session.debug:
            raise
        session.complain(_unforeseen(error))
        return ExitCode.INTERNAL


def _unforeseen(error: Exception) -> str:
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return _("error: {what}").format(what=f"{where}{refusal(error)}")
    return _("internal error: {what}; --debug shows where").format(what=f"{type(error).__name__}: {error}")
