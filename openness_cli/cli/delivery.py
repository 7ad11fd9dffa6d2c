"""Reports on their way out: printed as wide as the terminal allows, or written to files, all or none."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from openness_cli.cli.choices import unknown_word
from openness_cli.cli.session import Session
from openness_cli.cli.writing import names_a_file, replace_all
from openness_cli.errors import UsageError
from openness_cli.formats.choices import Format, document_of, formats_of, write
from openness_cli.messages import _


class Export(NamedTuple):
    """A format and the file it goes to."""

    form: Format
    path: Path


def format_of(report: type, word: str, where: str = "--format") -> Format:
    """Return the format that a word names, of those that a report has. Raises UsageError with the nearest word."""
    known = {form.value: form for form in formats_of(report)}
    if word not in known:
        raise UsageError(unknown_word(word, known, where))
    return known[word]


def deliver(session: Session, report: object, form: Format, output: Path | None, *, whole: bool = True) -> None:
    """Print a report, or write it to the file that is named, replaced whole.

    Unless ``whole``, what is extra is left out where it is printed for reading.
    """
    if output is not None and names_a_file(output):
        replace_all([(output, write(report, form))])
        session.say(_("written: {file}").format(file=output))
    elif form is Format.TERMINAL:
        show(session, report, whole=whole)
    else:
        session.write(write(report, form))


def export(session: Session, report: object, form: Format, files: Sequence[Export], *, to_stdout: bool) -> None:
    """Write a report to files, all or none, and print it where it is not to be a file alone."""
    contents = [(own.path, write(report, own.form)) for own in files]
    printed = write(report, form) if to_stdout and form is not Format.TERMINAL else None
    replace_all(contents)
    for path, _data in contents:
        session.say(_("written: {file}").format(file=path))
    if printed is not None:
        session.write(printed)
    elif to_stdout:
        show(session, report)


def show(session: Session, report: object, *, whole: bool = True) -> None:
    """Print what is for reading, as wide and as colourful as the terminal allows."""
    from openness_cli.formats.terminal import text_of  # noqa: PLC0415  (asks for the width of the terminal)

    session.print(text_of(document_of(report), session.out, colour=not session.no_color, whole=whole))
