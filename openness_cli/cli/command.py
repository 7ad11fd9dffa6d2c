"""What every command has: its options, and the session that they set up."""

from collections.abc import Callable
from inspect import Signature, signature
from typing import Annotated, Any

import typer

from openness_cli.cli.session import Session
from openness_cli.messages import _
from openness_cli.model.languages import LANGUAGES


def set_up(
    ctx: typer.Context,
    *,
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(LANGUAGES), help=_("The language; else OPENNESS_LANG, the workspace's, the system's.")
        ),
    ] = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", envvar="OPENNESS_QUIET", help=_("Say nothing but results and errors."))
    ] = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", envvar="OPENNESS_NO_COLOR", help=_("No colours (also: NO_COLOR)."))
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", envvar="OPENNESS_DEBUG", help=_("Show where an internal error happened."))
    ] = False,
    version: Annotated[bool, typer.Option("--version", help=_("Print the version."))] = False,  # noqa: ARG001
) -> None:
    """Take over the options of the program: every command has them too, but for the version, which is told before."""
    session: Session = ctx.obj
    session.quiet = session.quiet or quiet
    session.no_color = session.no_color or no_color or bool(session.environment.get("NO_COLOR"))
    session.debug = session.debug or debug
    if lang is not None:
        session.speak(lang, "--lang")


_CONTEXT, *_SHARED, _VERSION = signature(set_up).parameters.values()


def command(function: Callable[..., int]) -> Callable[..., int]:
    """Return what typer calls: it has the options of a function and, after them, those of every command.

    The function takes the session, and its own options by name.
    """

    def called(ctx: typer.Context, **options: Any) -> int:  # noqa: ANN401  (of whatever types the options are)
        set_up(ctx, **{shared.name: options.pop(shared.name) for shared in _SHARED})
        if (form := options.get("form")) is not None:
            from openness_cli.cli.delivery import check_way_out  # noqa: PLC0415  (help and completion need no reports)

            check_way_out(ctx.obj, form, options.get("output"))
        return function(ctx.obj, **options)

    _session, *own = signature(function).parameters.values()
    called.__signature__ = Signature([_CONTEXT, *own, *_SHARED])  # type: ignore[attr-defined]  # typer looks here
    return called
