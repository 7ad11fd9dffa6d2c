"""Inputs of every sort, broken in every way: ``python -m tests.fuzz --count 100000``.

What is read (evidence, the configuration, definitions, the history, the log, saved reports) is made and then spoilt: by
bytes, by signs, by structure, in size, in its encoding. Whatever it is, a command ends as the table of endings says,
without a traceback, in 2 seconds of the processor; what is large also in a process of its own, in 200 MB. Each input
has a number, which makes it again: ``python -m tests.fuzz --first 4711 --count 1 --keep FOLDER``.
"""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from openness_cli.errors import ExitCode
from tests.builders.bodies import (
    CHECKLIST,
    COUNT,
    LEVELS,
    QUARTERS,
    SHARE,
    YEARLY,
    criterion,
    write_index,
    write_workspace,
)
from tests.builders.spoils import SPOILS, by_growth, by_size
from tests.builders.tool import COMMAND, ROOT, SAMPLES, call_tool

SECONDS = 2.0
MEGABYTES = 200
FORESEEN = {ExitCode.DONE, ExitCode.FAILED, ExitCode.USAGE, ExitCode.INVALID, ExitCode.UNDECIDED}
HEAVY_ONE_IN = 500
DAY = ("--as-of", "2024-12-01")
RULES = (LEVELS, COUNT, SHARE, CHECKLIST, QUARTERS, YEARLY)


class Subject(NamedTuple):
    """Something that is read: a file of a workspace, and the commands that read it."""

    name: str
    file: str
    commands: tuple[tuple[str, ...], ...]


BODY, INDEX = "{body}", "{index}"
SCORED = (
    *(
        ("score", BODY, *DAY, "--format", form)
        for form in ("terminal", "json", "csv-excel", "markdown", "junit", "github")
    ),
    ("score", BODY, *DAY, "--keep-going"),
    *(("validate", BODY, *DAY, "--format", form) for form in ("terminal", "json", "github")),
    ("validate", BODY, *DAY, "--fix"),
    *((command, BODY, *DAY) for command in ("plan", "forecast", "calendar")),
    ("calendar", BODY, *DAY, "--format", "ics"),
    ("rank", BODY, *DAY, "--jobs", "1"),
)
LOGGED = (
    ("links", BODY, "--report", *DAY),
    ("links", BODY, "--verify-log"),
    ("score", BODY, *DAY),
    ("plan", BODY, *DAY),
)
SUBJECTS = (
    Subject("evidence", "body/evidence/all.yaml", (*SCORED, ("validate", "{body}/evidence/all.yaml", *DAY, "--fix"))),
    Subject("configuration", "body/openness.yaml", SCORED),
    Subject("definitions", "index/1.yaml", (("validate", BODY), ("score", BODY, *DAY), ("list", "--index", INDEX))),
    Subject("index", "index/index.yaml", (("validate", BODY), ("score", BODY, *DAY), ("list", "--index", INDEX))),
    Subject("history", "body/history.jsonl", (("history", BODY), ("history", BODY, "--format", "csv"))),
    Subject("log", "body/availability/a.jsonl", LOGGED),
    Subject("saved", "old.json", (("diff", "{old}", "{new}"), ("score", BODY, *DAY, "--baseline", "{old}"))),
    Subject(
        "saved",
        "new.json",
        (("diff", "{old}", "{new}", "--format", "json"), ("diff", "{old}", "{new}", "--format", "csv")),
    ),
)


def evidence() -> dict[str, Any]:
    """Return evidence for every kind of rule, in its canonical spelling."""
    page = {"title": "Sahifa", "url": "https://a.example/x", "published": "2024-05-14"}
    return {
        "X1": {"level": "full", "owner": "Yuridik boshqarma", "items": [page]},
        "X2": {"count": 7, "items": [{**page, "shows": 7}, {"title": "Reyestr", "file": "attachments/a.pdf"}]},
        "X3": {"count": 5, "of": 9, "effort_days": "0.5", "items": [page]},
        "X4": {
            "action": "work",
            "items": [{**page, "part": "a"}, {**page, "part": "b", "url": ["https://a.example/1"]}],
        },
        "X5": {"items": [{**page, "period": f"2024-Q{quarter}", "updated": "2024-11-01"} for quarter in (1, 2, 3)]},
        "X6": {"not_applicable": "Boʻlmagan", "items": [page]},
    }


def make_world(folder: Path) -> dict[str, bytes]:
    """Write a workspace with everything that is read, and return what is spoilt of it, by its name."""
    criteria = [criterion(rule, f"X{number}") for number, rule in enumerate(RULES, start=1)]
    index = write_index(folder / "index", [criteria])
    body = write_workspace(folder / "body", evidence(), index)
    whole = yaml.safe_load((body / "evidence" / "all.yaml").read_text())
    whole["actions"] = {"work": {"title": "Ish", "owner": "Moliya", "effort_days": 2}}
    (body / "evidence" / "all.yaml").write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))
    (body / "attachments").mkdir()
    (body / "attachments" / "a.pdf").write_bytes(b"%PDF-1.4\n")
    (body / "availability").mkdir()
    log = (SAMPLES / "model-body" / "availability" / "nazorat.jsonl").read_text().splitlines(keepends=True)[:6]
    (body / "availability" / "a.jsonl").write_text(
        "".join(log).replace("https://namuna.example/matbuot/c1-1/1", "https://a.example/x")
    )
    for day in ("2024-06-01", "2024-11-01"):
        call_tool("score", body, "--save", "--as-of", day)
    for name, day in (("old", "2024-06-01"), ("new", "2024-11-01")):
        call_tool("score", body, "--as-of", day, "--format", "json", "--output", folder / f"{name}.json")
    return {subject.file: (folder / subject.file).read_bytes() for subject in SUBJECTS}


# trying


class Failure(NamedTuple):
    """An input with which something went wrong; its number makes it again."""

    number: int
    said: str


class Fuzz:
    """A world that is spoilt in one file, tried, and mended, again and again."""

    def __init__(self, folder: Path, seconds: float = SECONDS) -> None:
        """Make the world in an empty folder; a run may take so many seconds of the processor."""
        self.folder = folder
        self.seconds = seconds
        self.valid = make_world(folder)
        self.spoilt = ""
        self.names = {
            "body": str(folder / "body"),
            "index": str(folder / "index"),
            **{name: str(folder / f"{name}.json") for name in ("old", "new")},
        }

    def spoil(self, number: int) -> tuple[list[str], str, bool]:
        """Write input ``number``; return the command that reads it, what was done, and whether it is heavy."""
        dice = random.Random(number)  # noqa: S311  (what is wanted is the same again)
        subject = dice.choice(SUBJECTS)
        is_heavy = number % HEAVY_ONE_IN == 0
        spoil = dice.choice([by_size, by_growth]) if is_heavy else dice.choice(SPOILS)
        data = spoil(dice, self.valid[subject.file])
        self.spoilt = subject.file
        (self.folder / subject.file).write_bytes(data)
        command = dice.choice(subject.commands)
        words = [word.format(**self.names) for word in command]
        language = dice.choice(["en", "uz", "ru", "uz-Cyrl"])
        return [*words, "--lang", language], f"{subject.name} {spoil.__name__}", is_heavy

    def mend(self, words: list[str]) -> None:
        """Put everything back that a command may have changed, and what was spoilt for it."""
        own = {self.spoilt} if "--fix" not in words else {*self.valid}
        for name in own:
            (self.folder / name).write_bytes(self.valid[name])

    def attempt(self, number: int) -> Failure | None:
        """Try one input; return what went wrong, if anything did."""
        words, how, is_heavy = self.spoil(number)
        try:
            wrong = self.in_its_own_process(words) if is_heavy else self.in_this_process(words)
        finally:
            self.mend(words)
        return Failure(number, f"{how}, {' '.join(words[:1] + words[2:])}: {wrong}") if wrong else None

    def in_this_process(self, words: list[str]) -> str:
        begun = time.process_time()
        ending = call_tool(*words)
        return self.judged(ending.code, ending.err, time.process_time() - begun, 0)

    def in_its_own_process(self, words: list[str]) -> str:
        command = [*COMMAND, *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        with (
            tempfile.TemporaryFile() as told,
            subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told, env=environment) as process,
        ):
            # one that takes far more than it may is ended
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (60, 60))
            resource.prlimit(process.pid, resource.RLIMIT_AS, (4 * 1024**3, 4 * 1024**3))
            _pid, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            told.seek(0)
            said = told.read().decode("utf-8", "replace")
        return self.judged(process.returncode, said, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)

    def judged(self, code: int, said: str, seconds: float, megabytes: int) -> str:
        """Return what is wrong with an ending; "" where nothing is."""
        wrong = []
        if code not in FORESEEN:
            wrong.append(f"exit {code}: {said[:400]}")
        if "Traceback" in said:
            wrong.append(f"a traceback: {said[-400:]}")
        if seconds > self.seconds:
            wrong.append(f"{seconds:.1f} seconds")
        if megabytes > MEGABYTES:
            wrong.append(f"{megabytes} MB")
        return "; ".join(wrong)


def fuzz(first: int, count: int, keep: Path | None = None, seconds: float = SECONDS) -> list[Failure]:
    """Try inputs by their numbers, and return what went wrong; keeps the input that did in a folder."""
    failures = []
    in_memory = Path("/dev/shm")  # noqa: S108  (where there is one it is faster)
    with tempfile.TemporaryDirectory(dir=in_memory if in_memory.is_dir() else None) as folder:
        world = Fuzz(Path(folder), seconds)
        for number in range(first, first + count):
            if number % 1000 == 0 and number > first:
                print(f"… {number}", file=sys.stderr, flush=True)  # noqa: T201
            failure = world.attempt(number)
            if failure is None:
                continue
            failures.append(failure)
            print(f"{failure.number}: {failure.said}", flush=True)  # noqa: T201  (this is what it is for)
            if keep is not None:
                words, _how, _is_heavy = world.spoil(number)
                shutil.copytree(folder, keep / str(number), dirs_exist_ok=True)
                world.mend(words)
    return failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--count", type=int, default=1000, help="how many inputs")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs with which something goes wrong")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of the processor, that a run may take")
    chosen = parser.parse_args()
    failures = fuzz(chosen.first, chosen.count, chosen.keep, chosen.seconds)
    said = f"{chosen.count} inputs from number {chosen.first} on, {len(failures)} with which something is wrong"
    print(said)  # noqa: T201
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
