"""``openness plan``: the least effort that reaches a colour."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import AsOf, Debug, Directory, IndexPath, Lang, NoColor, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _

_FORMATS = "terminal|csv|csv-excel|json|markdown"


def plan(
    ctx: typer.Context,
    directory: Directory = Path(),
    target: Annotated[str, typer.Option(metavar="BAND|N", help=_("What to reach: green, yellow, or points."))] = (
        "green"
    ),
    margin: Annotated[str, typer.Option(metavar="N", help=_("Points to be reached beyond that."))] = "0",
    form: Annotated[str, typer.Option("--format", metavar=_FORMATS, help=_("What to print."))] = "terminal",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write it to a file instead."))] = None,
    all_: Annotated[bool, typer.Option("--all", help=_("List everything."))] = False,
    index: IndexPath = None,
    as_of: AsOf = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Hand the command line on."""
    from openness_cli.cli.plan_run import PlanOptions, run_plan  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    return run_plan(session, PlanOptions(directory, target, margin, form, output, all_, index, as_of))
