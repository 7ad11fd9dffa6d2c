"""``openness links``: which addresses open, and the record of it."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.cli.options import AsOf, Debug, Directory, IndexPath, Lang, NoColor, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _

_FORMATS = "terminal|csv|csv-excel|json|junit|github|markdown"


def links(
    ctx: typer.Context,
    directory: Directory = Path(),
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar=_FORMATS,
            help=_("What to print; markdown with --report alone, junit and github without."),
        ),
    ] = "terminal",
    output: Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write it to a file instead."))] = None,
    report: Annotated[
        bool, typer.Option("--report", help=_("Fetch nothing: print the record of the log, to be attached."))
    ] = False,
    verify_log: Annotated[
        bool, typer.Option("--verify-log", help=_("Fetch nothing: tell whether the log is unchanged."))
    ] = False,
    anchor: Annotated[
        list[str] | None,
        typer.Option(
            metavar="DIGEST",
            help=_("A digest noted earlier that the log must still hold; as often as you like."),
        ),
    ] = None,
    only: Annotated[
        str | None, typer.Option(metavar="PATTERN", help=_("Only addresses of these criteria: C4.*, or an indicator."))
    ] = None,
    recheck_failed: Annotated[
        bool, typer.Option("--recheck-failed", help=_("Only addresses that did not open the last time."))
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help=_("End with exit code 4 where something could not be checked."))
    ] = False,
    all_: Annotated[bool, typer.Option("--all", help=_("Name every address."))] = False,
    control: Annotated[
        list[str] | None,
        typer.Option(
            metavar="URL",
            help=_("Asked when nobody answers, and not recorded: does the line work? As often as you like."),
        ),
    ] = None,
    log: Annotated[
        str | None,
        typer.Option(
            "--log",
            metavar="NAME",
            envvar="OPENNESS_LOG",
            help=_("The writer's file in availability/; else the machine's name."),
        ),
    ] = None,
    concurrency: Annotated[int, typer.Option(metavar="N", help=_("Fetches at once, in all."))] = 32,
    per_host: Annotated[int, typer.Option(metavar="N", help=_("Fetches at once from one site."))] = 4,
    pause: Annotated[float, typer.Option(metavar="SECONDS", help=_("Between two fetches from one site."))] = 0.2,
    timeout: Annotated[float, typer.Option(metavar="SECONDS", help=_("For one fetch, with its redirects."))] = 30,
    tries: Annotated[int, typer.Option(metavar="N", help=_("How often to fetch what does not open."))] = 2,
    retry_pause: Annotated[
        float, typer.Option(metavar="SECONDS", help=_("Before what does not open is tried again."))
    ] = 20,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help=_("Fetch from private and local addresses as well."))
    ] = False,
    use_proxy: Annotated[
        bool, typer.Option("--use-proxy", help=_("Fetch through the proxies that the environment names."))
    ] = False,
    index: IndexPath = None,
    as_of: AsOf = None,
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Hand the command line on."""
    from openness_cli.cli.links_arguments import LinkOptions, Speed  # noqa: PLC0415
    from openness_cli.cli.links_run import run_links  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    speed = Speed(
        concurrency=concurrency, per_host=per_host, pause=pause, timeout=timeout, tries=tries, retry_pause=retry_pause
    )
    options = LinkOptions(
        directory=directory,
        form=form,
        output=output,
        report=report,
        verify_log=verify_log,
        anchors=tuple(anchor or ()),
        only=only,
        recheck_failed=recheck_failed,
        strict=strict,
        all=all_,
        controls=tuple(control or ()),
        log=log,
        speed=speed,
        allow_private=allow_private,
        use_proxy=use_proxy,
        index_name=index,
        as_of=as_of,
    )
    return run_links(session, options)
