"""``openness explain C4.1``: one criterion in full."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import AsOf, Debug, IndexPath, Lang, NoColor, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _


def explain(
    ctx: typer.Context,
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help=_("Its id, as in C4.1."), show_default=False)],
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help=_("A workspace: its own verdict as well."), show_default=False),
    ] = None,
    index: IndexPath = None,
    as_of: AsOf = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Explain."""
    from openness_cli.cli.catalogue_run import run_explain  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    return run_explain(session, criterion, directory, index, as_of)
