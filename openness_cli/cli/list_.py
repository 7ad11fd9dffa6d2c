"""``openness list``: the criteria."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import AsOf, Debug, IndexPath, Lang, NoColor, Only, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _


def list_criteria(
    ctx: typer.Context,
    directory: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help=_("A workspace: its index, with its own outcomes."), show_default=False),
    ] = None,
    unconfirmed: Annotated[
        bool, typer.Option("--unconfirmed", help=_("Only criteria of which something is assumed, and what."))
    ] = False,
    form: Annotated[
        str,
        typer.Option("--format", metavar="terminal|csv|csv-excel|json", help=_("What to print.")),
    ] = "terminal",
    index: IndexPath = None,
    only: Only = None,
    as_of: AsOf = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """List, without judging."""
    from openness_cli.cli.catalogue_run import run_list  # noqa: PLC0415
    from openness_cli.reports.listing import Listing  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    listing = Listing(only)
    return run_list(session, directory, index, as_of, form, listing, unconfirmed=unconfirmed)
