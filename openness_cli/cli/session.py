"""One call of the tool: its surroundings, its two streams, and its endings."""

import codecs
import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from openness_cli.errors import ExitCode, UsageError
from openness_cli.messages import _, named_language, printable, system_language, use
from openness_cli.model.languages import LANGUAGES

Show = Callable[[int, str], None]


@dataclass
class Session:
    """What a command may touch: streams, environment and clock are all here, so that tests can hand in others."""

    out: TextIO
    err: TextIO
    environment: Mapping[str, str]
    now: Callable[[], datetime]
    quiet: bool = False
    no_color: bool = False
    debug: bool = False
    language_is_chosen: bool = False
    ask: Callable[[str], str] | None = None  # prints a text and returns a line; None where nobody can be asked

    def choose_language(self, words: Sequence[str]) -> None:
        """Speak the language of ``--lang``, else of OPENNESS_LANG, else of the system, from the first word on."""
        use(system_language(self.environment))
        wanted, where = self.environment.get("OPENNESS_LANG"), "OPENNESS_LANG"
        for position, word in enumerate(words):
            if word == "--":
                break
            if word.startswith("--lang="):
                wanted, where = word.removeprefix("--lang="), "--lang"
            elif word == "--lang" and position + 1 < len(words):
                wanted, where = words[position + 1], "--lang"
        if wanted:
            self.speak(wanted, where)

    def speak(self, language: str, where: str) -> None:
        """Speak a language that the user named, or a locale of it. Raises UsageError where it is none of ours."""
        known_by = named_language(language)
        if known_by is None:
            known = ", ".join(LANGUAGES)
            text = _("{where}: “{value}” is not known; known: {known}")
            raise UsageError(text.format(where=where, value=language, known=known))
        self.language_is_chosen = True
        use(known_by)

    def speak_as_configured(self, language: str | None) -> None:
        """Speak the workspace's language unless the user chose another."""
        if language is not None and not self.language_is_chosen:
            use(language)

    def say(self, text: str) -> None:
        """Tell something that is not a result."""
        if not self.quiet:
            self.complain(text)

    def complain(self, *texts: str) -> None:
        """Tell what must not be missed, even when quiet. Where nobody can hear it, nothing else changes."""
        for text in texts:
            with contextlib.suppress(OSError, ValueError):
                self.err.write(_bearable(printable(text)) + "\n")
                self.err.flush()

    def write(self, data: bytes) -> None:
        """Write a result: the very bytes where the stream takes bytes. A reader that has left is no failure."""
        buffer = getattr(self.out, "buffer", None)
        if buffer is None:
            self.print(data.decode())
            return
        with self._reader_may_leave():
            self.out.flush()
            buffer.write(data)
            self.out.flush()

    def print(self, text: str) -> None:
        """Write a result that is for reading: letters that the stream cannot show get a substitute."""
        with self._reader_may_leave():
            self.out.write(text)
            self.out.flush()

    @contextlib.contextmanager
    def bar(self, text: str, total: int) -> Iterator[Show | None]:
        """Draw a bar for as long as the context, and return what is told how much is done, and what to say beside it.

        None without a terminal, and where nothing is to be said.
        """
        if self.quiet or not self.err.isatty():
            yield None
            return
        from rich.console import Console  # noqa: PLC0415  (heavy, and only a terminal needs it)
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        console = Console(file=self.err, no_color=self.no_color, highlight=False, markup=False, emoji=False)
        columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(TextColumn("{task.description}", markup=False), *columns, console=console, transient=True) as bar:
            task = bar.add_task(text, total=total)
            yield lambda done, said: bar.update(task, completed=done, description=said)

    @contextlib.contextmanager
    def _reader_may_leave(self) -> Iterator[None]:
        """Let whatever is still buffered for a reader that has left go nowhere."""
        try:
            yield
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.out.fileno())


_LONGEST_LINE = 20_000


def _bearable(text: str) -> str:
    """Return a text of which no line is longer than anybody reads: what was typed may stand in it, whatever that is."""
    if len(text) <= _LONGEST_LINE:
        return text
    half = _LONGEST_LINE // 2
    lines = text.split("\n")
    return "\n".join(own if len(own) <= _LONGEST_LINE else f"{own[:half]} … {own[-half:]}" for own in lines)


def code_of(passed: bool | None) -> ExitCode:  # noqa: FBT001  (what a gate says: None is undecided)
    """Return how a command ends whose gate says so."""
    return ExitCode.UNDECIDED if passed is None else ExitCode.DONE if passed else ExitCode.FAILED


_SUBSTITUTES = {
    "ʻ": "'", "ʼ": "'", "‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "—": "-", "–": "-", "→": ">",
    "·": "-", "…": ".", "×": "x", "÷": "/", "━": "=", "░": "?", "┅": "+", "─": "-", "┊": "|", "┃": "|",
    "қ": "к", "Қ": "К", "ғ": "г", "Ғ": "Г", "ҳ": "х", "Ҳ": "Х", "ў": "у", "Ў": "У", "\N{REPLACEMENT CHARACTER}": "?",
}  # fmt: skip


def _substitute(encoding: str, error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(_likeness(letter, encoding) for letter in letters), error.end


def _likeness(letter: str, encoding: str) -> str:
    """Return a letter like another that an encoding lacks, where it has such a one."""
    like = _SUBSTITUTES.get(letter, "?")
    # only letters of another alphabet may be lacking too
    return like if like.isascii() or like.encode(encoding, "ignore") else "?"


def substitute_letters(stream: TextIO) -> None:
    """Let a stream show a likeness of letters that its encoding lacks, instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        # the error of a code page does not say of which
        name = f"openness-substitute-{stream.encoding}"
        codecs.register_error(name, partial(_substitute, stream.encoding))
        reconfigure(errors=name)


def real_session() -> Session:
    """Return the session of this process; a stream that was closed leads nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  (as long as the process)
    substitute_letters(sys.stdout)
    substitute_letters(sys.stderr)
    asks = sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()
    return Session(sys.stdout, sys.stderr, os.environ, lambda: datetime.now(UTC), ask=_ask if asks else None)


def _ask(text: str) -> str:
    """Print a text and return the line that is typed. Raises KeyboardInterrupt where the terminal is closed."""
    sys.stderr.write(_bearable(printable(text)) + " ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise KeyboardInterrupt
    return line
