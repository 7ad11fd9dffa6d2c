"""Results handed over: printed, or written to files that are not read."""

from collections.abc import Callable, Iterable
from pathlib import Path

from openness_cli.cli.session import Session
from openness_cli.files.folder import OWN_FILES, OWN_FOLDERS
from openness_cli.files.writing import check_targets, replace_all
from openness_cli.formats.lines import Draw
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


def show(session: Session, draw: Draw) -> None:
    """Print what is for reading, as wide and as colourful as the terminal allows."""
    from openness_cli.formats.screen import text_of  # noqa: PLC0415  (asks for the width of the terminal)

    session.print(text_of(draw, session.out, colour=not session.no_color))


def deliver(session: Session, output: Path | None, data: bytes) -> None:
    """Write a result to a file, replaced whole, or to the standard output where none is named."""
    if output is None or not names_a_file(output):
        session.write(data)
        return
    replace_all([(output, data)])
    session.say(_("written: {file}").format(file=output))


def hand_over(session: Session, output: Path | None, draw: Draw | None, render: Callable[[], bytes]) -> None:
    """Print what ``draw`` makes for reading; where there is none, or a file is named, what ``render`` returns."""
    if draw is None or names_a_file(output):
        deliver(session, output, render())
    else:
        show(session, draw)
