"""Saved reports of a little body, from real runs."""

import json
from pathlib import Path
from typing import Any

from openness_cli.errors import ExitCode
from tests.builders.bodies import URL, write_index, write_workspace
from tests.builders.tool import call_tool

KEYS_ADDED = ("rule", "claim", "items", "periods", "on_course")


class Body:
    """A little body with an index of its own, scored as often as a test likes."""

    def __init__(self, folder: Path, *criteria: dict[str, Any]) -> None:
        self.folder = folder
        self.index = write_index(folder / "index", [list(criteria)])
        self.reports: list[Path] = []

    def score(self, evidence: dict[str, Any], day: str = "2024-07-01", *more: str | Path, strip: bool = False) -> None:
        body = write_workspace(self.folder / "body", evidence, self.index)
        saved = self.folder / f"report-{len(self.reports)}.json"
        ending = call_tool("score", body, "--as-of", day, "--format", "json", "--output", saved, *more)
        assert ending.code == ExitCode.DONE, ending.err
        if strip:
            older(saved)
        self.reports.append(saved)

    def check(self, result: str, *times: str, url: str = URL) -> None:
        log = self.folder / "body" / "availability" / "a.jsonl"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a") as file:
            file.writelines(json.dumps({"time": t, "url": url, "result": result, "cause": "404"}) + "\n" for t in times)

    def diff(self, *options: str | Path) -> dict[str, Any]:
        ending = call_tool("diff", *self.reports[-2:], "--format", "json", *options)
        assert ending.code == ExitCode.DONE, ending.err
        found: dict[str, Any] = json.loads(ending.out)
        return found

    def causes(self, *options: str | Path) -> list[str]:
        """Return the causes of the one criterion, each checked to be put down to something."""
        (row,) = self.diff(*options)["criteria"]
        return [because["cause"] for because in row["causes"]]


def older(saved: Path) -> None:
    """Take out of a report what programs did not write when version 1 began."""
    report = json.loads(saved.read_text(encoding="utf-8"))
    report.pop("rules")
    for row in (*report["indicators"], *report["criteria"]):
        for key in KEYS_ADDED:
            row.pop(key, None)
    saved.write_text(json.dumps(report), encoding="utf-8")
