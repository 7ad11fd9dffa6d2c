"""Judging labelled pages: a table of what they are against what they are taken for.

Run ``python -m benchmarks.judged FOLDER``. ``index.jsonl`` of the folder has one page a line: ``id``, ``label`` (there,
gone, needs-browser), ``note``, and four answers, ``page``, ``control``, ``control_again`` and ``control_near``, each
with ``file``, ``status``, ``url`` and ``final_url``.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from openness_cli.links.content_check import Content, fault_of
from openness_cli.links.pages.judging import THERE, ControlPages, PageVerdict, is_suspect, judge
from openness_cli.links.pages.page import Page, read_page
from openness_cli.model.availability import CheckResult

LABELS = ("there", "gone", "needs-browser")
TAKEN_FOR = {CheckResult.OK: "there", CheckResult.FAILED: "gone", CheckResult.BLOCKED: "unknown"}
GONE_IN, GONE_THERE = 75, 2
UNKNOWN_SHARE = 0.02


def read_answer(folder: Path, answer: dict[str, Any]) -> Page | None:
    """Return the page of an answer; None where it is none, and nothing is to be compared with it."""
    if answer["status"] != 200:  # noqa: PLR2004  (OK)
        return None
    body = (folder / answer["file"]).read_bytes()
    return read_page(body, "utf-8", answer["final_url"])._replace(asked=answer["url"])


def verdict_on(folder: Path, case: dict[str, Any]) -> PageVerdict:
    """Judge one page as a run of ``links`` does: controls are asked for where they are wanted."""
    answer = case["page"]
    page = read_answer(folder, answer)
    if page is None:
        return PageVerdict(CheckResult.FAILED)
    body = (folder / answer["file"]).read_bytes()
    if fault := fault_of(answer["url"], answer["final_url"], Content(body, len(body), "text/html")):
        return PageVerdict(CheckResult.FAILED, fault)
    if page.refresh or judge(page) != THERE:
        return PageVerdict(CheckResult.FAILED) if page.refresh else judge(page)
    control, again, near = (read_answer(folder, case[name]) for name in ("control", "control_again", "control_near"))
    if is_suspect(page, control):
        return judge(page, ControlPages(control, again if control else None, near))
    return judge(page, ControlPages(control))


def main() -> int:
    """Print the table and what is judged otherwise than it is; return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.judged", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    cases = [json.loads(line) for line in (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()]
    counts: Counter[tuple[str, str]] = Counter()
    for case in cases:
        verdict = verdict_on(folder, case)
        taken = TAKEN_FOR[verdict.result]
        counts[case["label"], taken] += 1
        if taken != case["label"] and (case["label"], taken) != ("needs-browser", "unknown"):
            cause = verdict.cause.value if verdict.cause else ""
            print(f"{case['label']:<14}taken for {taken:<9}{case['id']:<32}{case['note']} {cause and f'({cause})'}")
    print(f"{'':<14}" + "".join(f"{name:>9}" for name in TAKEN_FOR.values()))
    for label in LABELS:
        print(f"{label:<14}" + "".join(f"{counts[label, name]:>9}" for name in TAKEN_FOR.values()))
    there, gone = (sum(counts[label, name] for name in TAKEN_FOR.values()) for label in LABELS[:2])
    goals = {
        "no page that is there is judged gone": counts["there", "gone"] == 0,
        f"at most {GONE_THERE} in {GONE_IN} of those gone are judged there":
            counts["gone", "there"] * GONE_IN <= GONE_THERE * gone,
        f"at most {UNKNOWN_SHARE:.0%} of those there are unknown": counts["there", "unknown"] <= UNKNOWN_SHARE * there,
    }  # fmt: skip
    for goal, is_met in goals.items():
        print(f"{goal:<60} {'ok' if is_met else 'MISSED'}")
    return 0 if all(goals.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
