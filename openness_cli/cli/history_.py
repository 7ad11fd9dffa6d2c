"""``openness history``: the score over time."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import Debug, Directory, Lang, NoColor, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _

_FORMATS = "terminal|csv|csv-excel|json|markdown"


def history(
    ctx: typer.Context,
    directory: Directory = Path(),
    form: Annotated[
        str, typer.Option("--format", metavar=_FORMATS, help=_("What to print; csv and json hold every saved score."))
    ] = "terminal",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write it to a file instead."))] = None,
    basis: Annotated[
        str,
        typer.Option(metavar="declared|evidenced|verified", envvar="OPENNESS_BASIS", help=_("What the chart shows.")),
    ] = "evidenced",
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Hand the command line on."""
    from openness_cli.cli.history_run import HistoryOptions, run_history  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    return run_history(session, HistoryOptions(directory, form, output, basis))
