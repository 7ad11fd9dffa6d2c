"""``openness validate``: whether everything that is written is understood."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import AsOf, Debug, IndexPath, Lang, NoColor, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _


def validate(
    ctx: typer.Context,
    directory: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help=_("The workspace; without one, and with none here, the index alone."),
            show_default=False,
        ),
    ] = None,
    form: Annotated[
        str,
        typer.Option("--format", metavar="terminal|json|github", help=_("What to print.")),
    ] = "terminal",
    index: IndexPath = None,
    as_of: AsOf = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Check, and tell."""
    from openness_cli.cli.validation_run import run_validation  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    return run_validation(session, directory, index, as_of, form)
