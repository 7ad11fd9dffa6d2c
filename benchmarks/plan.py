"""How long a plan takes beyond the imports that it needs: 84 criteria with shared actions, and 2,000 criteria.

Run ``python -m benchmarks.plan`` in an environment in which the tool is installed.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.start_up import ENVIRONMENT, ROOT

FLOOR = (sys.executable, "-c", "import typer, rich.console, yaml, numpy, highspy, holidays.countries.uzbekistan")
TOOL = (sys.executable, "-m", "openness_cli", "plan", "--format", "csv", "--target")
TEXTS = {"uz": "matn", "ru": "текст", "en": "text"}
ROUNDS = 7
# no file of definitions has more
AN_INDICATOR = 500


class Size(NamedTuple):
    """A body: how many criteria and actions there are, and the most seconds that its plan may take."""

    criteria: int
    actions: int
    seconds: float


def write_body(folder: Path, size: Size) -> Path:
    """Write an index of as many criteria, and a body whose undated items name shared actions."""
    chance = Random(154)  # noqa: S311  (made-up points, the same each time)
    points = [chance.choice([2, 4, 4, 4, 8, 12]) for _criterion in range(size.criteria)]
    criteria = [_criterion(number, quarter) for number, quarter in enumerate(points)]
    whole, most = _decimal(sum(points)), _decimal(sum(points) * 0.7)
    head = {"titles": TEXTS, "points": whole}
    index = {
        "index": "made-up", "edition": "2024-01-01", **head, "source": "https://example.org", "note": TEXTS,
        "time_zone": "Asia/Tashkent", "bands": [{"band": "green", "min": most}, {"band": "red", "min": "0"}],
        "bands_basis": "assumed", "links": {"broken_after": 3, "apart_hours": 6, "max_age_days": 30},
        "kinds": [{"kind": "ministry", "titles": TEXTS}],
    }  # fmt: skip
    _dump(folder / "index" / "index.yaml", index)
    for begin in range(0, size.criteria, AN_INDICATOR):
        number, quarters = str(begin // AN_INDICATOR + 1), sum(points[begin : begin + AN_INDICATOR])
        own = {"indicator": number, "titles": TEXTS, "points": _decimal(quarters), "points_basis": "assumed"}
        _dump(folder / "index" / f"{number}.yaml", own | {"criteria": criteria[begin : begin + AN_INDICATOR]})
    names = [f"a{number}" for number in range(size.actions)]
    evidence = {
        own["id"]: {
            "level": "full",
            "items": [_item(action) for action in chance.sample(names, chance.choice([1, 1, 2]))],
        }
        for own in criteria
        if chance.random() > 1 / 4
    }
    actions = {name: {"effort_days": _decimal(chance.randint(2, 24)), "owner": f"Unit {len(name)}"} for name in names}
    _dump(folder / "body" / "evidence" / "all.yaml", {"evidence": evidence, "actions": actions})
    configuration = {
        "organisation": {"id": "body", "name": "Body", "kinds": ["ministry"]}, "index": "../index", "year": "2024",
        "evaluation_date": "2025-03-01", "as_of": "2024-12-02",
    }  # fmt: skip
    _dump(folder / "body" / "openness.yaml", configuration)
    return folder / "body"


def _criterion(number: int, quarters: int) -> dict[str, object]:
    return {
        "id": f"X{number}", "titles": TEXTS, "asks": TEXTS, "remedy": TEXTS, "reference": TEXTS,
        "rule": {"kind": "levels", "levels": {"full": _decimal(quarters), "none": "0"}},
        "needs": {"source": "either"}, "needs_basis": "assumed", "basis": "assumed", "points_basis": "assumed",
        "effort_days": _decimal(2 + number % 19),
    }  # fmt: skip


def _item(action: str) -> dict[str, str]:
    return {"title": action, "url": f"https://body.example/{action}", "action": action}


def _decimal(quarters: float) -> str:
    return f"{int(quarters) / 4:g}"


def _dump(path: Path, content: object) -> None:
    # JSON is YAML that every reader takes
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def seconds(*command: str) -> float:
    """Run a command to its end and return how long it took."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    return time.perf_counter() - begin


def beyond_imports(size: Size) -> bool:
    """Print how long a plan takes beyond bare imports, pair by pair."""
    with tempfile.TemporaryDirectory() as name:
        body = str(write_body(Path(name), size))
        differences = [seconds(*TOOL, "green", body) - seconds(*FLOOR) for _round in range(ROUNDS + 1)][1:]
    took = statistics.median(differences)
    verdict = "ok" if took <= size.seconds else "TOO SLOW"
    subject = f"{size.criteria} criteria, {size.actions} shared actions"
    print(f"{subject:<36} {took:5.2f} s beyond imports, at most {size.seconds:.1f}  {verdict}")
    return took <= size.seconds


def main() -> int:
    """Print the figures; return 1 where one is above its limit."""
    results = [beyond_imports(size) for size in (Size(84, 20, 0.3), Size(2000, 300, 5.0))]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
