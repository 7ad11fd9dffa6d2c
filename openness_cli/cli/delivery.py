"""Reports on their way out: printed as wide as the terminal allows, or written to files, all or none."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openness_cli.cli.parsing import Export
from openness_cli.cli.session import Session
from openness_cli.files.folder import OWN_FILES, OWN_FOLDERS
from openness_cli.files.writing import check_targets, replace_all
from openness_cli.formats.choices import Format, document_of, write
from openness_cli.messages import _


def names_a_file(output: Path | None) -> bool:
    """Tell whether ``--output`` names a file; none, and a dash, are the standard output."""
    return output is not None and str(output) != "-"


def check_workspace_targets(
    targets: Iterable[Path | None], folder: Path, index_folder: Path | None = None, inputs: Iterable[Path] = ()
) -> None:
    """Refuse to write onto anything that belongs to a workspace or its index, or is read besides."""
    guarded = [folder / name for name in OWN_FOLDERS]
    if index_folder is not None:
        guarded.append(index_folder)
    files = [target for target in targets if target is not None and names_a_file(target)]
    check_targets(files, [*(folder / name for name in OWN_FILES), *inputs], guarded)


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
