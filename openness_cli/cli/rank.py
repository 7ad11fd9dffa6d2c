"""``openness rank``: many bodies side by side."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import AsOf, Debug, IndexPath, Lang, NoColor, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _

_FORMATS = "terminal|csv|csv-excel|json|markdown"


def rank(
    ctx: typer.Context,
    directories: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help=_("Workspaces, or folders that hold workspaces."), show_default=False),
    ],
    form: Annotated[str, typer.Option("--format", metavar=_FORMATS, help=_("What to print."))] = "terminal",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write it to a file instead."))] = None,
    basis: Annotated[
        str,
        typer.Option(
            metavar="declared|evidenced|verified", envvar="OPENNESS_BASIS", help=_("What the ranking looks at.")
        ),
    ] = "evidenced",
    fail_under: Annotated[
        str | None,
        typer.Option(
            metavar="N|BAND",
            envvar="OPENNESS_FAIL_UNDER",
            help=_("Fail where a body has less on course: points, or green, yellow."),
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            envvar="OPENNESS_JOBS",
            help=_("Processes at once; all usable cores where nothing is said, 1: none but this one."),
            show_default=False,
        ),
    ] = None,
    index: IndexPath = None,
    as_of: AsOf = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Hand the command line on."""
    from openness_cli.cli.rank_run import RankOptions, run_rank  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    options = RankOptions(
        directories=tuple(directories),
        form=form,
        output=output,
        basis=basis,
        fail_under=fail_under,
        jobs=jobs,
        index_name=index,
        as_of=as_of,
    )
    return run_rank(session, options)
