"""Options that more than one command has. Their help speaks the language chosen before this is imported."""

import re
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from openness_cli.files.sources import workspace_of
from openness_cli.formats.choices import formats_of
from openness_cli.messages import _
from openness_cli.model.languages import mark
from openness_cli.scoring.verdicts import Basis


def words(members: Iterable[Enum]) -> str:
    """Return the words that an option takes, as they stand in its help."""
    return "|".join(str(member.value) for member in members)


# what stands for a value in a usage line; what is not here is the same in every language
_PLACES = {
    "OPTIONS": mark("OPTIONS"), "COMMAND": mark("COMMAND"), "ARGS": mark("ARGS"), "DIR": mark("DIR"),
    "FILE": mark("FILE"), "PATTERN": mark("PATTERN"), "DATE": mark("DATE"), "PATH": mark("PATH"),
    "NAME": mark("NAME"), "KIND": mark("KIND"), "YEAR": mark("YEAR"), "OLD": mark("OLD"), "NEW": mark("NEW"),
    "CRITERION": mark("CRITERION"), "DIGEST": mark("DIGEST"), "SECONDS": mark("SECONDS"), "BAND": mark("BAND"),
    "FORMAT": mark("FORMAT"), "TEXT": mark("TEXT"), "LANGUAGES": mark("LANGUAGES"), "PERIOD": mark("PERIOD"),
    "PART": mark("PART"), "LEVEL": mark("LEVEL"), "TABLE": mark("TABLE"), "INDEX": mark("INDEX"),
}  # fmt: skip
_PLACE = re.compile("[A-Z]+")


def place(metavar: str) -> str:
    """Return what stands for a value in a usage line, in the language in use."""
    return _PLACE.sub(lambda word: _(_PLACES[word[0]]) if word[0] in _PLACES else word[0], metavar)


def argument(metavar: str, text: str) -> object:
    """Return an argument of which no default is shown; whether a file can be read is told where it is read."""
    return typer.Argument(metavar=place(metavar), help=text, show_default=False, readable=False)


def folder_argument(text: str) -> object:
    """Return an argument for a workspace, which a path to what lies in it names as well."""
    return typer.Argument(metavar=place("[DIR]"), help=text, show_default=False, callback=workspace_of, readable=False)


def flag(name: str, text: str) -> object:
    """Return an option that is said or not."""
    return typer.Option(name, help=text)


def option(metavar: str, text: str, *names: str, envvar: str | None = None) -> object:
    """Return an option with a value; its name is that of its parameter, unless there are others."""
    return typer.Option(*names, metavar=place(metavar), help=text, envvar=envvar, readable=False)


def format_option(report: type, text: str = "", envvar: str | None = None) -> object:
    """Return ``--format`` with the formats of a kind of report."""
    return option(words(formats_of(report)), text or _("What to print."), "--format", envvar=envvar)


def basis_option(text: str) -> object:
    """Return ``--basis``, which means something else to each command."""
    return option(words(Basis), text, envvar="OPENNESS_BASIS")


def gate_option(text: str) -> object:
    """Return ``--fail-under``."""
    return option("N|BAND", text, envvar="OPENNESS_FAIL_UNDER")


Directory = Annotated[Path, folder_argument(_("The workspace: the folder with openness.yaml."))]
Output = Annotated[Path | None, option("FILE", _("Write it to a file instead."))]
Exports = Annotated[
    list[str] | None,
    option("FORMAT:FILE", _("Write it to a file as well; as often as you like."), "--export"),
]
All = Annotated[bool, flag("--all", _("List everything."))]
Only = Annotated[str | None, option("PATTERN", _("List only these criteria: C4.*, or the number of an indicator."))]
Owner = Annotated[
    str | None, option("NAME", _("Only what this person or unit owns: the beginning of the name; - is nobody's."))
]
AsOf = Annotated[
    str | None,
    option("DATE", _("The day to score, as 2024-12-01; today where nothing says otherwise."), envvar="OPENNESS_AS_OF"),
]
IndexName = Annotated[
    str | None, option("PATH", _("Another index: a shipped id, or a folder."), "--index", envvar="OPENNESS_INDEX")
]
