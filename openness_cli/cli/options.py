"""Options that more than one command has. Their help speaks the language chosen before this is imported."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.messages import _
from openness_cli.model.languages import LANGUAGES

Directory = Annotated[
    Path, typer.Argument(metavar="[DIR]", help=_("The workspace: the folder with openness.yaml."), show_default=False)
]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        envvar="OPENNESS_AS_OF",
        help=_("The day to score, as 2024-12-01; today where nothing says otherwise."),
    ),
]
IndexPath = Annotated[
    str | None,
    typer.Option(
        "--index", metavar="PATH", envvar="OPENNESS_INDEX", help=_("Another index: a shipped id, or a folder.")
    ),
]
Only = Annotated[
    str | None,
    typer.Option(metavar="PATTERN", help=_("List only these criteria: C4.*, or the number of an indicator.")),
]
Lang = Annotated[
    str | None,
    typer.Option(
        metavar="|".join(LANGUAGES),
        help=_("The language; else OPENNESS_LANG, the workspace's, the system's."),
    ),
]
Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", envvar="OPENNESS_QUIET", help=_("Say nothing but results and errors."))
]
NoColor = Annotated[
    bool, typer.Option("--no-color", envvar="OPENNESS_NO_COLOR", help=_("No colours (also: NO_COLOR)."))
]
Debug = Annotated[
    bool, typer.Option("--debug", envvar="OPENNESS_DEBUG", help=_("Show where an internal error happened."))
]
Version = Annotated[bool, typer.Option("--version", help=_("Print the version."))]
