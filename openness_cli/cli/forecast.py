"""``openness forecast``: what is left on the day of the evaluation if nobody acts."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import AsOf, Debug, Directory, IndexPath, Lang, NoColor, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _

_FORMATS = "terminal|csv|csv-excel|json|markdown"


def forecast(
    ctx: typer.Context,
    directory: Directory = Path(),
    form: Annotated[str, typer.Option("--format", metavar=_FORMATS, help=_("What to print."))] = "terminal",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write it to a file instead."))] = None,
    basis: Annotated[
        str,
        typer.Option(
            metavar="declared|evidenced|verified", envvar="OPENNESS_BASIS", help=_("On which basis points are counted.")
        ),
    ] = "evidenced",
    all_: Annotated[bool, typer.Option("--all", help=_("List everything."))] = False,
    index: IndexPath = None,
    as_of: AsOf = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Hand the command line on."""
    from openness_cli.cli.forecast_run import ForecastOptions, run_forecast  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    return run_forecast(session, ForecastOptions(directory, form, output, basis, all_, index, as_of))
