"""``openness score``: the main job."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import AsOf, Debug, Directory, IndexPath, Lang, NoColor, Only, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _

_FORMATS = "terminal|csv|csv-excel|json|markdown|junit|github"
_CONDITIONS = "missing|missing-indicator|gap|dead-link|regression"


def score(
    ctx: typer.Context,
    directory: Directory = Path(),
    form: Annotated[
        str, typer.Option("--format", metavar=_FORMATS, envvar="OPENNESS_FORMAT", help=_("What to print."))
    ] = "terminal",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write it to a file instead."))] = None,
    export: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT:FILE", help=_("Write it to a file as well; as often as you like.")),
    ] = None,
    basis: Annotated[
        str,
        typer.Option(metavar="declared|evidenced|verified", envvar="OPENNESS_BASIS", help=_("What the gate looks at.")),
    ] = "evidenced",
    fail_under: Annotated[
        str | None,
        typer.Option(
            metavar="N|BAND",
            envvar="OPENNESS_FAIL_UNDER",
            help=_("Fail where less is on course: points, or green, yellow."),
        ),
    ] = None,
    fail_on: Annotated[
        list[str] | None,
        typer.Option(
            metavar=_CONDITIONS, envvar="OPENNESS_FAIL_ON", help=_("Fail where there is any; as often as you like.")
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", envvar="OPENNESS_BASELINE", help=_("A report saved as JSON to compare with.")),
    ] = None,
    index: IndexPath = None,
    only: Only = None,
    gaps_only: Annotated[bool, typer.Option("--gaps-only", help=_("List the gaps alone."))] = False,
    all_: Annotated[bool, typer.Option("--all", help=_("List everything."))] = False,
    save: Annotated[bool, typer.Option("--save", help=_("Add the result to history.jsonl."))] = False,
    as_of: AsOf = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Hand the command line on."""
    from openness_cli.cli.scoring_run import ScoreOptions, run_score  # noqa: PLC0415
    from openness_cli.reports.listing import Listing  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    listing = Listing(only, gaps_only, all_)
    exports, conditions = tuple(export or ()), tuple(word for words in fail_on or () for word in words.split(","))
    where_to = (directory, form, output, exports)
    demanded = (basis, fail_under, conditions, baseline)
    return run_score(session, ScoreOptions(*where_to, *demanded, index, listing, save, as_of))
