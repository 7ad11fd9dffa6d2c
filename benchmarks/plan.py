"""How long a plan takes beyond the imports that it needs: 84 criteria with shared actions, and 2,000 criteria.

Of a plan that looks at the likely range: 84 criteria, and how long its search takes for hundreds of made-up bodies.

Run ``python -m benchmarks.plan`` in an environment in which the tool is installed.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.start_up import ENVIRONMENT, ROOT
from openness_cli.model.definitions import AssumedPoints
from openness_cli.outlook.prizes import Demand, Prize
from openness_cli.outlook.sure_effort import choose_sure
from openness_cli.scoring.uncertainty import Group, Uncertainty, Weight

FLOOR = (sys.executable, "-c", "import typer, rich.console, yaml, numpy, highspy, holidays.countries.uzbekistan")
TOOL = (sys.executable, "-m", "openness_cli", "plan", "--format", "csv", "--target")
TEXTS = {"uz": "matn", "ru": "текст", "en": "text"}
ROUNDS = 7
BODIES = 100
POLICY = AssumedPoints(Fraction(1, 2), Fraction(2), Fraction(2, 5))
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
        "assumed_points": {"from": "1/2", "to": "2", "typical_error": "2/5"},
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


def beyond_imports(size: Size, *options: str) -> bool:
    """Print how long a plan takes beyond bare imports, pair by pair."""
    with tempfile.TemporaryDirectory() as name:
        body = str(write_body(Path(name), size))
        differences = [seconds(*TOOL, "green", body, *options) - seconds(*FLOOR) for _round in range(ROUNDS + 1)]
    took = statistics.median(differences[1:])
    verdict = "ok" if took <= size.seconds else "TOO SLOW"
    subject = " ".join((f"{size.criteria} criteria, {size.actions} shared actions", *options))
    print(f"{subject:<43} {took:5.2f} s beyond imports, at most {size.seconds:.1f}  {verdict}")
    return took <= size.seconds


class Sort(NamedTuple):
    """How bodies are made up: efforts, in days; how many actions several gaps share, of which share of the gaps."""

    name: str
    efforts: Sequence[int]
    actions: int
    shared: float
    published: int = 0


MANY_TIES = (2, 2, 2, 4)
SORTS = (
    Sort("efforts of all sizes", range(2, 24), 20, 0.4),
    Sort("nearly all efforts equal", MANY_TIES, 10, 0.1),
    Sort("nearly all equal, much shared", MANY_TIES, 20, 0.5),
    Sort("all equal, three indicators published", (2,), 10, 0.3, 3),
)


def search(sort: Sort, seed: int) -> float:
    """Make up a body of 84 criteria that needs 3 to 30 points more, and return how long the search for it takes."""
    chance = Random(seed)  # noqa: S311  (made-up points, the same each time)
    quarters = [chance.choice([4, 4, 4, 5, 6, 8]) for _criterion in range(84)]
    points = [Fraction(100 * own, sum(quarters)) for own in quarters]
    target, order, earned = Fraction(72), chance.sample(range(84), 84), [Fraction(0)] * 84
    enough = target - chance.randint(300, 3000) * Fraction(1, 100)
    for place in order:
        if sum(own * share for own, share in zip(points, earned, strict=True)) > enough:
            break
        earned[place] = Fraction(chance.choice([4, 4, 4, 4, 2]), 4)
    gaps = [place for place in range(84) if earned[place] < 1]
    efforts = [Fraction(chance.choice(sort.efforts)) for _action in range(sort.actions)]
    prizes = []
    for place in gaps:
        jobs = chance.sample(range(sort.actions), chance.choice([1, 2]))
        if chance.random() >= sort.shared:
            efforts.append(Fraction(chance.choice(sort.efforts)))
            jobs = [len(efforts) - 1]
        demands = tuple(Demand(1, ((1, (job,)),)) for job in jobs)
        prizes.append(Prize(points[place] * (1 - earned[place]), demands))
    weights = [Weight(f"X{place}", str(place % 8), points[place], earned[place]) for place in range(84)]
    groups = [
        Group(name, sum((own.points for own in weights if own.indicator == name), Fraction(0)), number < sort.published)
        for number, name in enumerate("01234567")
    ]
    # of the processor, so that what else runs on the machine does not count
    begin = time.process_time()
    choose_sure(efforts, prizes, gaps, Uncertainty(weights, groups, POLICY), target)
    return time.process_time() - begin


def searches(sort: Sort, bodies: int, most: float) -> bool:
    """Print how long the search takes for many bodies: half of them take less than the median, one the longest."""
    search(sort, 0)
    taken = sorted(search(sort, seed) for seed in range(bodies))
    verdict = "ok" if taken[-1] <= most else "TOO SLOW"
    times = f"median {statistics.median(taken):5.2f} s, longest {taken[-1]:5.2f}, at most {most:.1f}"
    print(f"--sure, {bodies} bodies: {sort.name:<38} {times}  {verdict}")
    return taken[-1] <= most


def main() -> int:
    """Print the figures; return 1 where one is above its limit."""
    results = [beyond_imports(Size(84, 20, 0.3)), beyond_imports(Size(2000, 300, 5.0))]
    results.append(beyond_imports(Size(84, 20, 2.0), "--sure"))
    results += [searches(sort, BODIES, 2.0) for sort in SORTS]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
