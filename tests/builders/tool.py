"""The tool, called in this process on a day of the test's choice; the places of what the repository holds."""

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import pytest

from openness_cli.cli.main import run
from openness_cli.cli.session import Session, substitute_letters
from tests.builders.papers import read

ROOT = Path(__file__).parent.parent.parent
SAMPLES = ROOT / "samples"
BODIES = ["ministry-2024", "model-body", "dead-links"]
GOLDENS = ROOT / "tests" / "goldens"
CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
# the same in a process of its own
COMMAND = (sys.executable, "-m", "openness_cli")
# the texts are made of the Latin ones: what those hold at a desk is tried in the other script with --slow
CYRILLIC = pytest.param("uz-Cyrl", marks=pytest.mark.slow(few=0, many=1))
NOW = datetime(2024, 7, 1, 6, 0, tzinfo=UTC)


def _answering(typed: Sequence[str] | None, err: TextIO) -> Callable[[str], str] | None:
    """Return what answers questions with what is typed, and stops where nothing more is."""
    if typed is None:
        return None
    lines = iter(typed)

    def ask(text: str) -> str:
        err.write(text + "\n")
        line = next(lines, None)
        if line is None:
            raise KeyboardInterrupt
        return line + "\n"

    return ask


@dataclass
class Ending:
    """How a command ended; ``out`` of a file that is no text is what a person reads of it."""

    code: int
    out: str
    err: str
    data: bytes


Call = Callable[..., Ending]
Sample = Callable[[str], Path]


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def call_tool(
    *arguments: str | Path,
    env: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
    terminal: bool = False,
    now: datetime = NOW,
    typed: Sequence[str] | None = None,
) -> Ending:
    """Run one command line in this process, on 1 July 2024 or another day; ``typed`` are answers to its questions.

    Of a document ``out`` is its text.
    """
    out, err = (
        (Terminal if terminal else io.TextIOWrapper)(io.BytesIO(), encoding=encoding, newline="") for _name in range(2)
    )
    substitute_letters(out)
    substitute_letters(err)
    session = Session(out, err, {"LANG": "C.UTF-8", **(env or {})}, lambda: now, ask=_answering(typed, err))
    code = run([str(argument) for argument in arguments], session)
    texts = []
    data = b""
    for stream in (out, err):
        stream.flush()
        assert isinstance(stream.buffer, io.BytesIO)
        written = stream.buffer.getvalue()
        data = data or written
        texts.append(read(written, encoding))
    return Ending(int(code), texts[0], texts[1], data)
