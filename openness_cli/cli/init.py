"""``openness init``: a workspace to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import Debug, IndexPath, Lang, NoColor, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _


def init(
    ctx: typer.Context,
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help=_("A folder that is not there yet, or empty."), show_default=False)
    ],
    identifier: Annotated[
        str | None, typer.Option("--id", metavar="ID", help=_("The short name of the body; else that of the folder."))
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help=_("The name of the body."))] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND", help=_("What kind of body it is; ministry where nothing is said.")),
    ] = None,
    year: Annotated[
        int | None, typer.Option(metavar="YEAR", help=_("The year assessed; until 1 March the year before."))
    ] = None,
    index: IndexPath = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Write the scaffold."""
    from openness_cli.cli.init_run import run_init  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    return run_init(session, directory, index, identifier, name, kind or ["ministry"], year)
