"""Workbooks that an export would replace: never one in which something is typed that would be lost."""

from collections.abc import Callable, Iterable
from pathlib import Path

from openness_cli.errors import UsageError
from openness_cli.messages import n_


def refuse_to_lose(targets: Iterable[Path], is_held: Callable[[Path], bool]) -> None:
    """Raise UsageError that names every file which is there and of which ``is_held`` says that it may not go."""
    held = [str(path) for path in targets if path.is_file() and is_held(path)]
    if held:
        text = n_(
            "{files} is there already, and what is typed in it would be lost; nothing was written: "
            "import it first, or name another file",
            "{files} are there already, and what is typed in them would be lost; nothing was written: "
            "import them first, or name another folder",
            len(held),
        )
        raise UsageError(text.format(files=", ".join(held)))
