"""Runs of ``openness links`` over a little body."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.builders.sites import response
from tests.builders.tool import Call, Ending

GONE = response("404 Gone", b"x")
DAY = datetime(2025, 2, 10, 6, tzinfo=UTC)
QUICK = ("--allow-private", "--pause", "0", "--retry-pause", "0", "--log", "w")


def links(tool: Call, body: Path, *more: str, day: datetime = DAY) -> Ending:
    return tool("links", body, *QUICK, *more, now=day)


def entries(body: Path) -> list[dict[str, Any]]:
    """Return the lines of the log on addresses of the evidence."""
    lines = (body / "availability" / "w.jsonl").read_text().splitlines()
    return [entry for entry in map(json.loads, lines) if "control" not in entry]


def states(tool: Call, body: Path, *more: str, day: datetime = DAY) -> dict[str, str]:
    document = json.loads(links(tool, body, "--format", "json", *more, day=day).out)
    return {entry["url"].rpartition("/")[2]: entry["state"] for entry in document["addresses"]}
