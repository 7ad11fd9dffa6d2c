"""Bodies as large as a real one: evidence for every criterion, two items each."""

from datetime import date, timedelta
from pathlib import Path

from openness_cli.files.index import SHIPPED, load_index
from openness_cli.model.definitions import Checklist, Count, Criterion, Index, Levels, Periods, Share
from openness_cli.model.periods import due_date, periods_of

EVALUATION = date(2025, 3, 1)
ITEMS = 2


def shipped_index() -> Index:
    """Return the index that comes with the tool."""
    return load_index(SHIPPED / "pf-154")


def evidence_text(index: Index) -> str:
    """Return one file of evidence: every criterion of the index, two items for each."""
    lines = ["evidence:"]
    for criterion in index.by_id.values():
        lines += [
            f"  {criterion.id}:",
            *(f"    {answer}" for answer in _claim(criterion)),
            "    owner: Masʼul boʻlinma",
        ]
        lines.append("    items:")
        for number in range(ITEMS):
            lines += [
                f"      - title: {criterion.id} boʻyicha material, {number + 1}",
                f"        url: https://body.example/{criterion.id.lower()}/{number + 1}",
                *(f"        {answer}" for answer in _item(criterion, number)),
            ]
    return "\n".join(lines) + "\n"


def _claim(criterion: Criterion) -> list[str]:
    match criterion.rule:
        case Levels():
            return ["level: full"]
        case Count():
            return ["count: 12"]
        case Share():
            return ["count: 9", "of: 10"]
        case Checklist() | Periods():
            return []


def _item(criterion: Criterion, number: int) -> list[str]:
    rule = criterion.rule
    published = date(2024, 1, 10) + timedelta(days=number)
    match rule:
        case Checklist():
            return [f"published: {published}", f"part: {rule.parts[number % len(rule.parts)].label}"]
        case Periods():
            periods = periods_of(2024, rule.every)
            period = periods[number % len(periods)]
            return [f"published: {due_date(period, rule.due, EVALUATION)}", f"period: {period.label}"]
        case Count():
            return [f"published: {published}", "shows: 6"]
        case Levels() | Share():
            return [f"published: {published}"]


def write_body(folder: Path, index: Index) -> Path:
    """Write a workspace of a body to which every criterion applies."""
    kinds = ", ".join(kind.label for kind in index.kinds)
    (folder / "evidence").mkdir(parents=True, exist_ok=True)
    (folder / "openness.yaml").write_text(
        f"organisation: {{id: body, name: Body, kinds: [{kinds}]}}\nindex: {index.id}\nyear: 2024\n"
        f"evaluation_date: {EVALUATION}\nas_of: 2025-02-01\n",
        encoding="utf-8",
    )
    (folder / "evidence" / "all.yaml").write_text(evidence_text(index), encoding="utf-8")
    return folder
