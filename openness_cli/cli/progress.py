"""How far a run over the addresses is: a bar on a terminal, a line for each address elsewhere, nothing when quiet."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from openness_cli.cli.session import Session
from openness_cli.links.checker import Try
from openness_cli.messages import _, n_
from openness_cli.words.links import cause_sentence


class Progress(Protocol):
    """Somebody who is told."""

    def kept(self, one: Try) -> None:
        """Hear of a try whose line is in the log."""

    def waiting(self, count: int, seconds: float) -> None:
        """Hear that so many addresses are tried again after a pause."""


@contextmanager
def progress_of(session: Session, urls: frozenset[str]) -> Iterator[Progress]:
    """Return what shows a run over some addresses; of others it says nothing."""
    if session.quiet:
        yield _Silence()
    elif session.err.isatty():
        with _bar(session, urls) as bar:
            yield bar
    else:
        yield _Lines(session, urls)


class _Silence:
    def kept(self, one: Try) -> None:
        """Say nothing."""

    def waiting(self, count: int, seconds: float) -> None:
        """Say nothing."""


class _Lines:
    def __init__(self, session: Session, urls: frozenset[str]) -> None:
        self._session = session
        self._urls = urls
        self._seen: dict[str, None] = {}

    def kept(self, one: Try) -> None:
        if one.url not in self._urls:
            return
        self._seen[one.url] = None
        result = one.fetched.result.value
        words = [f"{len(self._seen)}/{len(self._urls)}", result, one.url]
        if one.fetched.cause:
            words.append(f"({cause_sentence(one.fetched.cause.value, one.fetched.status)})")
        self._session.say(" ".join(words))

    def waiting(self, count: int, seconds: float) -> None:
        self._session.say(waiting_sentence(count, seconds))


def waiting_sentence(count: int, seconds: float) -> str:
    """Return that so many addresses are tried again, and when."""
    text = n_(
        "{count} address did not open; it is tried again in {seconds} seconds",
        "{count} addresses did not open; they are tried again in {seconds} seconds",
        count,
    )
    return text.format(count=count, seconds=f"{seconds:g}")


@contextmanager
def _bar(session: Session, urls: frozenset[str]) -> Iterator[Progress]:
    from rich.console import Console  # noqa: PLC0415  (heavy, and only a terminal needs it)
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415
    from rich.progress import Progress as Bar  # noqa: PLC0415

    console = Console(file=session.err, no_color=session.no_color, highlight=False, markup=False, emoji=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task(_("fetching"), total=len(urls))
        seen: dict[str, None] = {}

        class _OnTerminal:
            def kept(self, one: Try) -> None:
                if one.url in urls:
                    seen[one.url] = None
                bar.update(task, completed=len(seen), description=_("fetching"))

            def waiting(self, count: int, seconds: float) -> None:
                bar.update(task, description=waiting_sentence(count, seconds))

        yield _OnTerminal()
