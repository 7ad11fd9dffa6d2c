"""``--split``: a file for each unit into one folder, named as the unit, all or none."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from openness_cli.cli.opening import Loaded
from openness_cli.cli.session import Session
from openness_cli.errors import OutputError, UsageError
from openness_cli.files.writing import replace_all
from openness_cli.formats.choices import Format
from openness_cli.messages import _, refusal

# what no system takes in the name of a file
_NEVER = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST = 80
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_ENDINGS = {Format.TERMINAL: "txt", Format.TEXT: "txt", Format.CSV_EXCEL: "csv", Format.MARKDOWN: "md"}
_BOM = "\ufeff"


def ending_of(form: Format) -> str:
    """Return what the name of a file of a format ends with, so that a double click opens it."""
    return _ENDINGS.get(form, form.value)


def as_file(form: Format, data: bytes) -> bytes:
    """Return what was written as a file that the simplest editor of any system opens as it is meant."""
    return (_BOM + data.decode().replace("\n", "\r\n")).encode() if form is Format.TERMINAL else data


def check_split(split: Path | None, output: Path | None, exports: Iterable[Path] = ()) -> None:
    """Refuse to split what goes into one file. Raises UsageError."""
    if split is not None and output is not None:
        raise UsageError(_("{one} and {other} do not go together").format(one="--split", other="--output"))
    if split is not None and any(True for _path in exports):
        raise UsageError(_("{one} and {other} do not go together").format(one="--split", other="--export"))


def write_each(
    session: Session,
    loaded: Loaded,
    texts: Iterable[tuple[str, bytes]],
    folder: Path,
    ending: str,
    spare: Callable[[Iterable[Path]], None] = lambda _files: None,
) -> None:
    """Write into a folder what each unit gets, by its name; nobody's under a name that says so. Raises OutputError.

    ``spare`` raises where what is to be replaced may not be.
    """
    named: dict[str, bytes] = {}
    for unit, data in texts:
        name = file_name(unit or _("Work that nobody is in charge of"))
        number, tried = 2, name
        while tried.lower() in {known.lower() for known in named}:
            tried, number = f"{name} {number}", number + 1
        named[tried] = data
    contents = [(folder / f"{name}.{ending}", data) for name, data in named.items()]
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        text = _("could not write {file}: {why}")
        raise OutputError(text.format(file=folder, why=refusal(error))) from error
    loaded.make_way(session, [path for path, _data in contents])
    spare(path for path, _data in contents)
    replace_all(contents)
    for path, _data in contents:
        session.say(_("written: {file}").format(file=path))


def file_name(unit: str) -> str:
    """Return the name of a unit as any system takes it for a file's."""
    name = " ".join(_NEVER.sub(" ", unit).split())[:_LONGEST].strip(" .")
    return f"_{name}" if not name or _RESERVED.fullmatch(name) else name
