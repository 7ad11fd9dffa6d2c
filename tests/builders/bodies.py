"""Indices and bodies, written where they are tested: a rule and its evidence on the screen of the test."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from openness_cli.files.workspace import open_workspace, read_configuration
from openness_cli.model.availability import Check, CheckResult, address_states
from openness_cli.scoring.assessment import Assessment, assess
from openness_cli.scoring.verdicts import Verdict

URL = "https://example.org/a"
TEXTS = {"uz": "matn", "ru": "текст", "en": "text"}
LEVELS: dict[str, Any] = {"kind": "levels", "levels": {"full": 1, "partial": "0.5", "none": 0}}
COUNT: dict[str, Any] = {"kind": "count", "steps": [{"min": 6, "points": "0.5"}, {"min": 12, "points": 1}]}
SHARE: dict[str, Any] = {"kind": "share", "steps": [{"min": "0.5", "points": "0.5"}, {"min": 1, "points": 1}]}
CHECKLIST: dict[str, Any] = {
    "kind": "checklist",
    "parts": [{"part": "a", "points": "0.5", "titles": TEXTS}, {"part": "b", "points": "0.5", "titles": TEXTS}],
}
QUARTERS: dict[str, Any] = {"kind": "periods", "every": "quarter", "due": {"days_after": 25}, "points": 1}
YEARLY: dict[str, Any] = {"kind": "periods", "every": "year", "due": {"date": "03-01"}, "points": 1}


def criterion(rule: dict[str, Any], name: str = "X1", **more: Any) -> dict[str, Any]:
    due = {"due_basis": "assumed"} if rule["kind"] == "periods" else {}
    return {
        "id": name,
        "titles": TEXTS,
        "asks": TEXTS,
        "remedy": TEXTS,
        "rule": rule,
        **due,
        "needs": {"source": "either"},
        "needs_basis": "assumed",
        "effort_days": 1,
        "basis": "assumed",
        "points_basis": "assumed",
        "reference": TEXTS,
        **more,
    }


def possible(rule: dict[str, Any]) -> float:
    match rule["kind"]:
        case "levels":
            return max(float(points) for points in rule["levels"].values())
        case "count" | "share":
            return float(rule["steps"][-1]["points"])
        case "checklist":
            return sum(float(part["points"]) for part in rule["parts"])
        case _:
            return float(rule.get("points", 1))


def write_index(folder: Path, indicators: list[list[dict[str, Any]]], **more: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    sums = [sum(possible(c["rule"]) for c in criteria) for criteria in indicators]
    index = {
        "index": "small",
        "edition": "2024-01-01",
        "titles": TEXTS,
        "source": "https://example.org/index",
        "note": TEXTS,
        "time_zone": "Asia/Tashkent",
        "points": f"{sum(sums):g}",
        "bands": [{"band": "green", "min": "0.71"}, {"band": "yellow", "min": "0.55"}, {"band": "red", "min": 0}],
        "bands_basis": "assumed",
        "links": {"broken_after": 3, "apart_hours": 6, "max_age_days": 30},
        "kinds": [{"kind": kind, "titles": TEXTS} for kind in ("ministry", "bank")],
        **more,
    }
    dump(folder / "index.yaml", index)
    for number, (criteria, points) in enumerate(zip(indicators, sums, strict=True), start=1):
        head = {"indicator": number, "titles": TEXTS, "points": f"{points:g}", "points_basis": "assumed"}
        dump(folder / f"{number}.yaml", {**head, "criteria": criteria})
    return folder


def dump(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = json.loads(json.dumps(content, default=str))
    path.write_text(yaml.dump(plain, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False))


def write_workspace(folder: Path, evidence: dict[str, Any], index: Path, **more: Any) -> Path:
    configuration = {
        "organisation": {"id": "body", "name": "Body", "kinds": ["ministry"]},
        "index": str(index),
        "year": 2024,
        "evaluation_date": "2025-03-01",
        **more,
    }
    dump(folder / "openness.yaml", configuration)
    dump(folder / "evidence" / "all.yaml", {"evidence": evidence})
    return folder


def write_body(folder: Path, evidence: dict[str, Any], *criteria: dict[str, Any], **more: Any) -> Path:
    """Write a body and, beside it, an index of one indicator for it; ``more`` goes to the configuration."""
    return write_workspace(folder / "body", evidence, write_index(folder / "index", [list(criteria)]), **more)


def write_one(folder: Path, rule: dict[str, Any], claim: dict[str, Any] | None, **more: Any) -> Path:
    """Write a body of one criterion and what it claims, if anything; ``more`` goes to the criterion."""
    return write_body(folder, {"X1": claim} if claim is not None else {}, criterion(rule, **more))


def contents(folder: Path) -> dict[Path, bytes]:
    """Return what every file of a folder holds, to be compared later."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assess_folder(folder: Path, day: str, checks: Iterable[Check] = ()) -> Assessment:
    opened = open_workspace(read_configuration(folder))
    index, workspace = opened.index, opened.workspace
    on = date.fromisoformat(day)
    states = address_states(checks, index.links, min(on, workspace.evaluation_date), UTC)
    return assess(index, workspace, states, on)


def score_one(
    folder: Path,
    rule: dict[str, Any],
    claim: dict[str, Any] | None,
    day: str,
    checks: Iterable[Check] = (),
    **more: Any,
) -> Verdict:
    """Score one criterion of 1 point (or as the rule says) on a day; ``more`` goes to the criterion."""
    return assess_one(folder, rule, claim, day, checks, **more).verdicts[0]


def assess_one(
    folder: Path,
    rule: dict[str, Any],
    claim: dict[str, Any] | None,
    day: str,
    checks: Iterable[Check] = (),
    **more: Any,
) -> Assessment:
    """Score an index of one criterion, as ``score_one`` does, and return the whole."""
    return assess_folder(write_one(folder, rule, claim, **more), day, checks)


def check(url: str, result: str, time: str) -> Check:
    when = datetime.fromisoformat(time).replace(tzinfo=UTC)
    return Check(when, url, CheckResult(result), "404" if result == "failed" else "", None)


def item(published: str | None = "2024-01-10", **more: Any) -> dict[str, Any]:
    dated = {} if published is None else {"published": published}
    where = {} if {"url", "file"} & set(more) else {"url": URL}
    return {**where, **dated, **more}


def full(*items: dict[str, Any], level: str = "full") -> dict[str, Any]:
    """Claim a level of X1, with an item that counts unless others are given."""
    return {"X1": {"level": level, "items": list(items or (item(),))}}
