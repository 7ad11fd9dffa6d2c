"""Histories of a little body, line by line."""

import json
from pathlib import Path
from typing import Any

from openness_cli.scoring.verdicts import Basis
from tests.builders.bodies import LEVELS, criterion, full, write_body


def entry(day: str, earned: float = 10, on_course: float = 20, **more: Any) -> dict[str, Any]:
    total = {"earned": earned, "on_course": on_course, "unknown": 0, "band": "red"}
    return {
        "format_version": 1,
        "saved_at": f"{day}T06:00:00+00:00",
        "tool_version": "0.1.0",
        "organisation": "body",
        "index": "small",
        "edition": "2024-01-01",
        "year": 2024,
        "as_of": day,
        "basis": "evidenced",
        "scores": {basis.value: total for basis in Basis},
        "reachable": 90,
        "at_stake": 5,
        "criteria": {},
        "log": [],
        **more,
    }


def body(folder: Path, *lines: dict[str, Any] | str | bytes) -> Path:
    own = write_body(folder, full(), criterion(LEVELS))
    data = b"".join(
        (line if isinstance(line, bytes) else (line if isinstance(line, str) else json.dumps(line)).encode()) + b"\n"
        for line in lines
    )
    (own / "history.jsonl").write_bytes(data)
    return own


def chart(text: str) -> list[str]:
    """Return the lines that begin with a day."""
    return [line for line in text.splitlines() if line[:2] == "20" and line[4:5] == "-"]
