"""Time stamps beside a log: ``NAME.<SHA-256 of a line>.tsr``, the answer of an authority as it was received."""

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from openness_cli.errors import Problem
from openness_cli.files.sources import LOG_FOLDER, find_files, read_bytes, read_inside, reason_of, shown_name

ENDING = ".tsr"
# one is two or three kilobytes, of an authority with a long chain a few more
MOST_BYTES = 64 * 1024
_NAME = re.compile(r".*\.(?P<line>[0-9a-f]{64})\.tsr", re.DOTALL)


class TokenFile(NamedTuple):
    """One file as read: its name in the workspace, the line that it names, its bytes; or why it cannot be read."""

    name: str
    line: str
    data: bytes
    why: str = ""


def token_path(log: Path, line: str) -> Path:
    """Return where the time stamp of a line lies."""
    return log.with_name(f"{log.stem}.{line}{ENDING}")


def read_tokens(folder: Path) -> tuple[TokenFile, ...]:
    """Read every time stamp of a workspace; of what cannot be read it is told why."""
    problems: list[Problem] = []
    return tuple(_read(path, folder) for path in find_files(folder / LOG_FOLDER, (ENDING,), folder, problems))


def _read(path: Path, folder: Path) -> TokenFile:
    name, line = shown_name(path, folder), _line_named(path.name)
    try:
        return TokenFile(name, line, read_inside(path, folder, MOST_BYTES))
    except (OSError, ValueError) as error:
        return TokenFile(name, line, b"", reason_of(error))


def _line_named(name: str) -> str:
    match = _NAME.fullmatch(name)
    return match["line"] if match else ""


def stamps_beside(log: Path) -> dict[str, str]:
    """Return the SHA-256 of each time stamp beside a log, under that of the line that it stamps.

    What does not hold the digest that it names is none.
    """
    return {line: sha256(data).hexdigest() for line, data in _beside(log)}


def _beside(log: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with os.scandir(log.parent) as entries:
            names = [own.name for own in entries if own.name.endswith(ENDING) and own.is_file(follow_symlinks=False)]
    except OSError:
        return
    for name in sorted(names):
        line = _line_named(name)
        if not line or token_path(log, line).name != name:
            continue
        try:
            data = read_bytes(log.with_name(name), MOST_BYTES)
        except (OSError, ValueError):
            continue
        if bytes.fromhex(line) in data:
            yield line, data
