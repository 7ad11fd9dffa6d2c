"""Lines of a log."""

from pathlib import Path
from typing import Any

from openness_cli.links.log_writer import LogWriter


def entry(number: int) -> dict[str, Any]:
    return {"time": "2025-02-27T05:00:00Z", "url": f"https://body.example/{number}", "result": "ok"}


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def written(path: Path, count: int) -> list[bytes]:
    LogWriter(path).append([entry(number) for number in range(count)])
    return lines_of(path)
