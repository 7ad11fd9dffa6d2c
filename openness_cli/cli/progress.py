"""How far a run is: a bar on a terminal, unless nothing is to be said."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from openness_cli.cli.session import Session

Show = Callable[[int, str], None]


@contextmanager
def bar_of(session: Session, text: str, total: int) -> Iterator[Show | None]:
    """Draw a bar for as long as the context, and return what is told how much is done, and what to say beside it.

    None without a terminal, and where nothing is to be said.
    """
    if session.quiet or not session.err.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  (heavy, and only a terminal needs it)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(file=session.err, no_color=session.no_color, highlight=False, markup=False, emoji=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(text, total=total)
        yield lambda done, said: bar.update(task, completed=done, description=said)
