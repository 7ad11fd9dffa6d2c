"""``openness diff``: what was won and lost between two saved reports, and why."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import Debug, Lang, NoColor, Only, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _

_FORMATS = "terminal|csv|csv-excel|json|markdown"


def diff(
    ctx: typer.Context,
    old: Annotated[
        Path, typer.Argument(metavar="OLD", help=_("The earlier report, saved as JSON."), show_default=False)
    ],
    new: Annotated[Path, typer.Argument(metavar="NEW", help=_("The later report."), show_default=False)],
    form: Annotated[str, typer.Option("--format", metavar=_FORMATS, help=_("What to print."))] = "terminal",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write it to a file instead."))] = None,
    basis: Annotated[
        str,
        typer.Option(metavar="declared|evidenced|verified", envvar="OPENNESS_BASIS", help=_("What is compared.")),
    ] = "evidenced",
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar="regression", help=_("Fail where what is on course, or a criterion, is lower than before.")
        ),
    ] = None,
    only: Only = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Hand the command line on."""
    from openness_cli.cli.diff_run import DiffOptions, run_diff  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    conditions = tuple(word for words in fail_on or () for word in words.split(","))
    return run_diff(session, DiffOptions(old, new, form, output, basis, conditions, only))
