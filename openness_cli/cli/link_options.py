"""What the options of ``openness links`` may hold, read strictly."""

import math
import re

from openness_cli.errors import UsageError
from openness_cli.links.checker import Pace
from openness_cli.messages import _

_DIGEST = re.compile(r"[0-9a-f]{64}")
_WRITER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_OTHER = re.compile(r"[^A-Za-z0-9._-]+")


def read_anchors(values: list[str], *, is_asked: bool) -> list[str]:
    """Read digests. Raises UsageError for what is none, or not asked for."""
    if values and not is_asked:
        raise UsageError(_("{one} needs {other}").format(one="--anchor", other="--verify-log"))
    for value in values:
        if not _DIGEST.fullmatch(value.lower()):
            text = _("{where}: “{value}” is no SHA-256: 64 digits from 0 to f")
            raise UsageError(text.format(where="--anchor", value=value))
    return [value.lower() for value in values]


def read_controls(values: list[str]) -> tuple[str, ...]:
    """Read addresses of other sites. Raises UsageError for what is none."""
    for value in values:
        if not value.startswith(("http://", "https://")):
            text = _("{where}: “{value}” is not a web address")
            raise UsageError(text.format(where="--control", value=value))
    return tuple(values)


def writer_name(given: str | None) -> str:
    """Return the name of the writer's file without its ending. Raises UsageError for one that is no plain name."""
    if given is None:
        import platform  # noqa: PLC0415  (heavy, and seldom asked)

        name = _OTHER.sub("-", platform.node().partition(".")[0]).strip("-._")[:64]
        return name or "log"
    name = given.removesuffix(".jsonl")
    if not _WRITER.fullmatch(name):
        text = _("{where}: “{value}” is no name of a file: letters of the Latin alphabet, digits, . _ -")
        raise UsageError(text.format(where="--log", value=given))
    return name


def check_speed(pace: Pace, timeout: float) -> None:
    """Refuse speeds that nobody can mean. Raises UsageError."""
    figures = {
        "--concurrency": (pace.concurrency, 1, 1000), "--per-host": (pace.per_host, 1, 1000),
        "--tries": (pace.tries, 1, 10), "--pause": (pace.pause, 0, 600),
        "--retry-pause": (pace.retry_pause, 0, 600), "--timeout": (timeout, 0, 600),
    }  # fmt: skip
    for name, (value, low, most) in figures.items():
        is_number = math.isfinite(value) and low <= value <= most
        if not is_number or (name == "--timeout" and not value):
            text = _("{where}: “{value}” is not a number from {low} to {most}")
            raise UsageError(text.format(where=name, value=f"{value:g}", low=low, most=most))
