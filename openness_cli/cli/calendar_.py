"""``openness calendar``: what falls due, when, and whose it is."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import AsOf, Debug, Directory, IndexPath, Lang, NoColor, Only, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _

_FORMATS = "terminal|csv|csv-excel|json|markdown|ics"


def calendar(
    ctx: typer.Context,
    directory: Directory = Path(),
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar=_FORMATS, help=_("What to print; ics is for Outlook, Google and other calendars.")
        ),
    ] = "terminal",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write it to a file instead."))] = None,
    owner: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("Only what this person or unit owns; the whole name."))
    ] = None,
    only: Only = None,
    all_: Annotated[
        bool,
        typer.Option("--all", help=_("List what is done, lost or not applicable too; csv and json always do.")),
    ] = False,
    index: IndexPath = None,
    as_of: AsOf = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Hand the command line on."""
    from openness_cli.cli.calendar_run import CalendarOptions, run_calendar  # noqa: PLC0415
    from openness_cli.reports.listing import Listing  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    listing = Listing(only, all=all_)
    return run_calendar(session, CalendarOptions(directory, form, output, owner, listing, index, as_of))
