"""Reports on their way out: printed as wide as the terminal allows, or written to files, all or none."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeGuard

from openness_cli.cli.session import Session
from openness_cli.errors import InvalidInput, UsageError
from openness_cli.files.sources import OWN_FILES, OWN_FOLDERS
from openness_cli.files.writing import check_targets, replace_all
from openness_cli.formats.choices import Format, document_of, glance_of, is_text, write
from openness_cli.messages import _
from openness_cli.model.evidence import fold
from openness_cli.reports.checks import UnscoredReport


def names_a_file(output: Path | None) -> TypeGuard[Path]:
    """Tell whether ``--output`` names a file; none, and a dash, are the standard output."""
    return output is not None and str(output) != "-"


def check_way_out(session: Session, word: str, output: Path | None) -> None:
    """Refuse a format that is no text where it would go to a terminal, before anything is done. Raises UsageError."""
    named = next((form for form in Format if fold(form.value) == fold(word)), None)
    if named is not None and not is_text(named) and not names_a_file(output) and session.out.isatty():
        text = _("{where}: “{value}” is no text for a terminal; name a file: {option}")
        example = f"--output report.{named.value}"
        raise UsageError(text.format(where="--format", value=named.value, option=example))


def check_workspace_targets(
    targets: Iterable[Path | None], folder: Path, index_folder: Path | None = None, inputs: Iterable[Path] = ()
) -> None:
    """Refuse to write onto anything that belongs to a workspace or its index, or is read besides."""
    guarded = [folder / name for name in OWN_FOLDERS]
    if index_folder is not None:
        guarded.append(index_folder)
    check_targets(filter(names_a_file, targets), [*(folder / name for name in OWN_FILES), *inputs], guarded)


_FOR_PROGRAMS = (Format.JUNIT, Format.JSON, Format.GITHUB)


@contextlib.contextmanager
def told_to_programs(
    session: Session, directory: Path, demanded: Sequence[tuple[Format, Path | None]], inputs: Iterable[Path] = ()
) -> Iterator[None]:
    """Write where a document for a program was demanded that nothing was scored: one that is absent tells nobody."""
    try:
        yield
    except InvalidInput as error:
        report = UnscoredReport(directory.as_posix(), error.problems)
        asked = [(path, write(report, form)) for form, path in demanded if form in _FOR_PROGRAMS]
        files = [(path, data) for path, data in asked if names_a_file(path)]
        check_workspace_targets((path for path, _data in files), directory, inputs=inputs)
        replace_all(files)
        for written, _data in files:
            session.say(_("written: {file}").format(file=written))
        for path, data in asked:
            if not names_a_file(path):
                session.write(data)
        raise


def deliver(
    session: Session,
    report: object,
    form: Format,
    output: Path | None = None,
    exports: Iterable[tuple[Format, Path]] = (),
    *,
    whole: bool = True,
) -> None:
    """Write a report to files, all or none; and print it, unless it went into the one that ``output`` names.

    Unless ``whole``, what is extra is left out where it is printed for reading.
    """
    own = [(form, output)] if names_a_file(output) else []
    contents = [(path, write(report, each)) for each, path in (*own, *exports)]
    printed = None if own or form in _READ_ON_SCREENS else write(report, form)
    replace_all(contents)
    for path, _data in contents:
        session.say(_("written: {file}").format(file=path))
    if printed is not None:
        session.write(printed)
    elif not own:
        session.print(_to_be_read(session, report, form, whole=whole))


_READ_ON_SCREENS = (Format.TERMINAL, Format.TEXT)


def _to_be_read(session: Session, report: object, form: Format, *, whole: bool) -> str:
    if form is Format.TEXT:
        return write(report, form).decode()
    from openness_cli.formats import terminal  # noqa: PLC0415  (asks for the width of the terminal)

    colour = not session.no_color
    if (glance := glance_of(report)) is not None and terminal.has_a_screen(session.out):
        return terminal.glance_of(glance, session.out, colour=colour)
    return terminal.text_of(document_of(report), session.out, colour=colour, whole=whole)
