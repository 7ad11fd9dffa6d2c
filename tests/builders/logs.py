"""Lines of a log."""

import json
from pathlib import Path
from typing import Any

from openness_cli.links.log_writer import LogWriter
from tests.builders.bodies import URL


def entry(number: int) -> dict[str, Any]:
    return {"time": "2025-02-27T05:00:00Z", "url": f"https://body.example/{number}", "result": "ok"}


def lines_of(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines()


def written(path: Path, count: int) -> list[bytes]:
    LogWriter(path).append([entry(number) for number in range(count)])
    return lines_of(path)


def write_log(body: Path, *entries: dict[str, Any] | bytes, name: str = "a.jsonl") -> None:
    """Write a log of a body."""
    (body / "availability").mkdir(exist_ok=True)
    lines = [entry if isinstance(entry, bytes) else json.dumps(entry).encode() for entry in entries]
    (body / "availability" / name).write_bytes(b"\n".join(lines) + b"\n")


def failed(hour: int, cause: str = "404", url: str = URL) -> dict[str, Any]:
    """Return the line of a fetch that failed in an hour from 20 June 2024 on."""
    return {"time": f"2024-06-{20 + hour // 24}T{hour % 24:02}:00:00Z", "url": url, "result": "failed", "cause": cause}
