"""Options that more than one command has. Their help speaks the language chosen before this is imported."""

from pathlib import Path
from typing import Annotated

import typer

from openness_cli.formats.choices import formats_of
from openness_cli.messages import _
from openness_cli.scoring.verdicts import Basis

Directory = Annotated[
    Path, typer.Argument(metavar="[DIR]", help=_("The workspace: the folder with openness.yaml."), show_default=False)
]
Output = Annotated[Path | None, typer.Option(metavar="FILE", help=_("Write it to a file instead."))]
All = Annotated[bool, typer.Option("--all", help=_("List everything."))]
AsOf = Annotated[
    str | None,
    typer.Option(
        metavar="DATE",
        envvar="OPENNESS_AS_OF",
        help=_("The day to score, as 2024-12-01; today where nothing says otherwise."),
    ),
]
IndexName = Annotated[
    str | None,
    typer.Option(
        "--index", metavar="PATH", envvar="OPENNESS_INDEX", help=_("Another index: a shipped id, or a folder.")
    ),
]
Only = Annotated[
    str | None,
    typer.Option(metavar="PATTERN", help=_("List only these criteria: C4.*, or the number of an indicator.")),
]


def argument(metavar: str, text: str) -> object:
    """Return an argument of which no default is shown."""
    return typer.Argument(metavar=metavar, help=text, show_default=False)


def format_option(report: type, text: str = "", envvar: str | None = None) -> object:
    """Return ``--format`` with the formats of a kind of report."""
    formats = "|".join(form.value for form in formats_of(report))
    return typer.Option("--format", metavar=formats, envvar=envvar, help=text or _("What to print."))


def basis_option(text: str) -> object:
    """Return ``--basis``, which means something else to each command."""
    return typer.Option(metavar="|".join(basis.value for basis in Basis), envvar="OPENNESS_BASIS", help=text)


def threshold_option(text: str) -> object:
    """Return ``--fail-under``."""
    return typer.Option(metavar="N|BAND", envvar="OPENNESS_FAIL_UNDER", help=text)
