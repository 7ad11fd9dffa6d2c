"""Annotations as workflow commands of GitHub Actions, escaped so that no text can begin another command."""

from collections.abc import Iterable
from pathlib import PurePath

from openness_cli.formats.cases import Annotation


def write(annotations: Iterable[Annotation]) -> bytes:
    """Return a command for each annotation. Files are named from the folder of the call."""
    return "".join(map(_command, annotations)).encode("utf-8", "replace")


def _command(own: Annotation) -> str:
    file = own.file.as_posix() if isinstance(own.file, PurePath) else own.file
    place = {"file": file, "line": own.line, "col": own.column, "title": own.title}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items() if value)
    return f"::{own.level.value} {properties}::{_data(own.message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
