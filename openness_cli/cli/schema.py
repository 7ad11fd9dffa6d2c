"""``openness schema``: JSON Schema for editors and scripts."""

from typing import Annotated

import typer

from openness_cli.cli.options import Debug, Lang, NoColor, Quiet
from openness_cli.cli.session import Session
from openness_cli.messages import _

_NAMES = "evidence|workspace|index|report|links|record|log-check|plan|forecast|diff|calendar|history|rank"


def schema(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(metavar=_NAMES, help=_("Which format."), show_default=False),
    ],
    lang: Lang = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
    debug: Debug = False,
) -> int:
    """Print it."""
    from openness_cli.cli.parsing import one_of  # noqa: PLC0415
    from openness_cli.schemas.registry import SchemaName, schema_text  # noqa: PLC0415

    session: Session = ctx.obj
    session.set_up(lang=lang, quiet=quiet, no_color=no_color, debug=debug)
    session.write(schema_text(one_of(SchemaName, name, "schema")).encode())
    return 0
