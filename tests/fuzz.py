"""Inputs of every sort, broken in every way: ``python -m tests.fuzz --count 100000``.

What is read (evidence, the configuration, definitions, the history, the log, saved reports) is made valid and then spoilt:
by bytes, by signs, by structure, in size, in its encoding. Whatever it is, a command ends as the table of endings says,
without a traceback, in 2 seconds of the processor; what is large also in a process of its own, in 200 MB. Each input
has a number, which makes it again: ``python -m tests.fuzz --first 4711 --count 1 --keep FOLDER``.
"""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
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
from tests.builders.tool import COMMAND, ROOT, SAMPLES, call_tool

SECONDS = 2.0
MEGABYTES = 200
MOST_BYTES = 2 * 1024 * 1024
FORESEEN = {ExitCode.DONE, ExitCode.FAILED, ExitCode.USAGE, ExitCode.INVALID, ExitCode.UNDECIDED}
HEAVY_ONE_IN = 200
DAY = ("--as-of", "2024-12-01")
RULES = (LEVELS, COUNT, SHARE, CHECKLIST, QUARTERS, YEARLY)

TOKENS = (
    "", "~", "null", "no", "0", "-1", "1e309", "1.10", "0x1F", "9" * 400, "0." + "9" * 400, "2024-Q1", "2024-13", "I chorak",
    "14.05.2024", "2024–05–14", "0000-00-00", "9999-12-31", "2024-02-30", "Toʻliq", "«full»", "c4.1", "С4.1", "www.a.example",
    "https://a.example/x", "https://[::1", "https://a@b:99999/", "http://" + "a." * 200 + "x", "javascript:alert(1)",
    "../../etc/passwd", "C:\\Hujjatlar\\a.pdf", "a\\b", "/dev/stdin", "*a", "&a", "!!python/object:os.system x", "{{{{", "]]",
    "|", ">-", "? :", "- - - -", "#5", "%YAML 1.1", "---", "...", "\t", "\u00a0", "\u200b", "\u2028", "\ufeff", "\x00", "\x85",
    "\ud7ff", "\U0001f600", "🏛" * 50, "=cmd|' /C calc'!A0", "::error::x", "##[x]", "\x1b[2J", "NaN", "Infinity", "true",
    "[]", "{}", "1/0", "1,5", "20/17", "²", "٣", "①", "x" * 300, "a" * 6000,
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 10**400, 1.5, float("nan"), float("inf"), "", "x", [], {}, [[]], {"": {}}, "9" * 5000, 2**63, [None] * 3, "2024-05-14",
)  # fmt: skip


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


# spoiling


def by_bytes(dice: random.Random, data: bytes) -> bytes:
    """Flip, cut, double and put in bytes."""
    spoilt = bytearray(data)
    for _turn in range(dice.choice([1, 1, 2, 6])):
        at, length = dice.randrange(len(spoilt) + 1), dice.randint(0, 12)
        match dice.randrange(4):
            case 0:
                spoilt[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del spoilt[at : at + length]
            case 2:
                spoilt[at:at] = spoilt[at : at + length] * dice.randint(1, 20)
            case _:
                spoilt[at:at] = dice.choice(
                    [b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc2\xa0", b"\xe2\x80\xa8", b"\r", b"\n", b"\t"]
                )
    return bytes(spoilt) if dice.random() > 0.1 else bytes(spoilt[: dice.randrange(len(spoilt) + 1)])


def by_signs(dice: random.Random, data: bytes) -> bytes:
    """Change lines and words of a text."""
    lines = data.decode("utf-8", "replace").split("\n")
    for _turn in range(dice.choice([1, 1, 2, 5])):
        at = dice.randrange(len(lines))
        line, token = lines[at], dice.choice(TOKENS)
        key, colon, _value = line.partition(": ")
        match dice.randrange(9):
            case 0:
                lines[at] = f"{key}{colon or ': '}{token}"
            case 1:
                lines[at] = " " * dice.randint(0, 9) + line.lstrip()
            case 2:
                lines.insert(at, lines[dice.randrange(len(lines))])
            case 3:
                lines[at : at + dice.randint(1, 4)] = []
            case 4:
                place = dice.randrange(len(line) + 1)
                lines[at] = line[:place] + token + line[place:]
            case 5:
                lines[at] = line.replace(
                    dice.choice([":", "-", " ", '"', ",", "{", "}"]),
                    dice.choice([*":- \"',{}[]#\t", "–", "\u00a0", ""]),
                    1,
                )
            case 6:
                lines[at] = line.swapcase()
            case 7:
                lines[at] = dice.choice(["\r", "\r\n", "\u2028", "\n", "\x85"]).join(
                    [line[: len(line) // 2], line[len(line) // 2 :]]
                )
            case _:
                lines[at] = (
                    f"{key}{colon}{dice.choice(['|', '>', chr(34), chr(39), '[', '{', '&x ', '*x', '!t ', '? '])}{_value}"
                )
        lines = lines or [""]
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def by_structure(dice: random.Random, data: bytes) -> bytes:
    """Put something else in places of a tree, and write it again in one of several styles."""
    is_lines = data.startswith(b"{") and data.count(b"\n{") > 0
    rows = data.decode().splitlines() if is_lines else [data.decode()]
    at = dice.randrange(len(rows))
    tree = yaml.load(rows[at], Loader=yaml.CBaseLoader) if not rows[at].startswith("{") else json.loads(rows[at])
    for _turn in range(dice.choice([1, 1, 2, 4])):
        places = list(places_of(tree))
        if not places:
            break
        holder, key = dice.choice(places)
        change(dice, tree, holder, key)
    if is_lines or data.startswith(b"{"):
        rows[at] = json.dumps(tree, ensure_ascii=dice.random() < 0.5)
        return "\n".join(rows).encode("utf-8", "surrogatepass")
    style = {
        "default_flow_style": dice.choice([True, False, None]),
        "default_style": dice.choice([None, '"', "'", "|"]),
    }
    spoilt: str = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, **style)
    return spoilt.encode("utf-8", "surrogatepass")


def places_of(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Return every place of a tree in which something stands."""
    nodes = [tree]
    while nodes:
        node = nodes.pop()
        if isinstance(node, dict | list):
            for key, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
                yield node, key
                nodes.append(value)


def change(dice: random.Random, tree: Any, holder: Any, key: Any) -> None:
    match dice.randrange(6):
        case 0:
            holder[key] = dice.choice(VALUES)
        case 1:
            holder[key] = dice.choice(TOKENS)
        case 2:
            del holder[key]
        case 3:
            others = [own for own, name in places_of(tree) if own is not holder]
            holder[key] = json.loads(json.dumps(dice.choice(others))) if others else None
        case 4 if isinstance(holder, dict):
            holder[dice.choice(TOKENS)] = holder.pop(key)
        case _:
            holder[key] = [holder[key]] * dice.randint(1, 3) if dice.random() < 0.5 else {"x": holder[key]}


LIKELY: tuple[Any, ...] = (
    0, 1, 7, 12, 204, 999999999, "0.5", "1,5", "12.34", "100.00", "2023-12-31", "2024-02-29", "2025-03-01", "2025-03-02", "14.05.2024",
    "2024-Q1", "II chorak", "2024", "a", "B", "full", "qisman", "none", "ok", "failed", "blocked", "met", "missing", "green", "work",
    "Yuridik boshqarma", "yuridik boshqarma", "https://a.example/x", "https://b.example/y?z=1#/w", "attachments/a.pdf", "Attachments/A.PDF",
    "X1", "x4", "Х5", "ministry", "bank", "uz", "ru", "levels", "count", "share", "checklist", "periods", "year", "month", "true",
    "2024-11-01T05:00:02Z", "404", None, "", [], {}, [["https://a.example/x"]],
)  # fmt: skip


def by_likely_values(dice: random.Random, data: bytes) -> bytes:
    """Put what might stand there in a place or two: what is made can be read, as a rule, and means something else."""
    is_lines = data.startswith(b"{") and data.count(b"\n{") > 0
    rows = data.decode().splitlines() if is_lines else [data.decode()]
    at = dice.randrange(len(rows))
    is_json = rows[at].startswith("{")
    tree = json.loads(rows[at]) if is_json else yaml.load(rows[at], Loader=yaml.CBaseLoader)
    for _turn in range(dice.choice([1, 1, 1, 2, 3])):
        places = [(holder, key) for holder, key in places_of(tree) if not isinstance(holder[key], dict | list)]
        if not places:
            break
        holder, key = dice.choice(places)
        if dice.random() < 0.2:
            del holder[key]
        else:
            holder[key] = (
                type(holder[key])(dice.choice(LIKELY)) if is_json and type(holder[key]) is str else dice.choice(LIKELY)
            )
    rows[at] = (
        json.dumps(tree) if is_json else yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    )
    return "\n".join(rows).encode()


def by_growth(dice: random.Random, data: bytes) -> bytes:
    """Make a list or a mapping as long as is read, of entries like its own that differ a little."""
    is_lines = data.startswith(b"{") and data.count(b"\n{") > 0
    if is_lines:
        rows = data.decode().splitlines()
        times = MOST_BYTES // (len(data) // len(rows) + 1)
        return "\n".join(differing(dice, dice.choice(rows), number) for number in range(times)).encode()[:MOST_BYTES]
    is_json = data.startswith(b"{")
    tree = json.loads(data) if is_json else yaml.load(data, Loader=yaml.CBaseLoader)
    holder, key = dice.choice(
        [(own, key) for own, key in places_of(tree) if isinstance(own[key], dict | list) and own[key]]
    )
    found = holder[key]
    name, entry = dice.choice(list(found.items() if isinstance(found, dict) else enumerate(found)))
    text = json.dumps(entry)
    number, room = 0, MOST_BYTES - len(data) * 2
    while room > 0:
        number += 1
        more = json.loads(differing(dice, text, number))
        if isinstance(found, list):
            found.append(more)
        else:
            found[f"{name}{number}"] = more
        room -= len(text) + 20
    grown: str = (
        json.dumps(tree)
        if is_json or dice.random() < 0.5
        else yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True)
    )
    return grown.encode()[:MOST_BYTES]


def differing(dice: random.Random, text: str, number: int) -> str:
    """Return a JSON text in which the texts say a number as well; now and then they do not."""
    return (
        text
        if dice.random() < 0.1
        else text.replace('a.example/x"', f'a.example/{number}"').replace('Sahifa"', f'Sahifa {number}"')
    )


def by_encoding(dice: random.Random, data: bytes) -> bytes:
    """Write a text in another encoding, or with a mark of one."""
    text = by_signs(dice, data).decode("utf-8", "replace")
    encoding = dice.choice(
        ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "cp866", "latin-1", "utf-7", "utf-8-sig"]
    )
    return dice.choice([b"", b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"]) + text.encode(encoding, "replace")


def by_depth(dice: random.Random, data: bytes) -> bytes:
    """Nest deeply, or write something very long, somewhere."""
    lines, much = data.decode().split("\n"), dice.choice([30, 300, 3000, 30000])
    at = dice.randrange(len(lines))
    mass = (
        dice.choice(
            [
                "[",
                "{",
                "{a: ",
                "- ",
                "[[",
                '{"a":',
                "? ",
                "x",
                "9",
                "\U0001f600",
                "'",
                '"',
                "\\",
                "\u200b",
                "a: ",
                "\n",
                "#",
                ", ",
            ]
        )
        * much
    )
    lines[at] = dice.choice([lines[at] + mass, mass, lines[at].partition(":")[0] + ": " + mass])
    return "\n".join(lines).encode()


def by_size(dice: random.Random, data: bytes) -> bytes:
    """Make as large as is read: of many lines, many entries, or one entry."""
    text = data.decode()
    lines = text.splitlines(keepends=True) or ["\n"]
    at = dice.randrange(len(lines))
    size = dice.choice([MOST_BYTES // 4, MOST_BYTES - 100])
    match dice.randrange(5):
        case 0:
            part = "".join(lines[at : at + dice.randint(1, 6)])
        case 1:
            indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            rows = (
                f"{indent}{dice.choice(['k', '- x', 'X', 'url'])}{number}: {number}\n" for number in range(size // 12)
            )
            part = ""
            lines[at:at] = list(rows)
        case 2:
            part = dice.choice(
                [
                    "- ",
                    "[],",
                    "{},",
                    '"",',
                    "a,",
                    "9",
                    "x",
                    "\u00a0",
                    "\u2014\n",
                    "- {}\n",
                    "- a: b\n",
                    "&a *a ",
                    "🏛",
                    ":",
                    "? ",
                ]
            )
        case 3:
            part, lines = text, [text]
            at = 0
        case _:
            part = lines[at].rstrip("\n")
    room = max(size - len(text.encode()), 0)
    lines[at] += part * (room // max(len(part.encode()), 1))
    return "".join(lines).encode()[:MOST_BYTES]


SPOILS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    *(by_bytes, by_signs, by_signs, by_structure, by_structure, by_encoding, by_depth),
    *(by_likely_values, by_likely_values, by_likely_values),
)


# trying


class Failure(NamedTuple):
    """An input with which something went wrong; its number makes it again."""

    number: int
    said: str


class Fuzz:
    """A world that is spoilt in one file, tried, and mended, again and again."""

    def __init__(self, folder: Path) -> None:
        """Make the world in an empty folder."""
        self.folder = folder
        self.valid = make_world(folder)
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
        (self.folder / subject.file).write_bytes(data)
        command = dice.choice(subject.commands)
        words = [word.format(**self.names) for word in command]
        language = dice.choice(["en", "uz", "ru"])
        return [*words, "--lang", language], f"{subject.name} {spoil.__name__}", is_heavy

    def mend(self) -> None:
        """Put everything back that a run may have changed."""
        for name, data in self.valid.items():
            (self.folder / name).write_bytes(data)

    def attempt(self, number: int) -> Failure | None:
        """Try one input; return what went wrong, if anything did."""
        words, how, is_heavy = self.spoil(number)
        try:
            wrong = self.in_its_own_process(words) if is_heavy else self.in_this_process(words)
        finally:
            self.mend()
        return Failure(number, f"{how}, {' '.join(words[:1] + words[2:])}: {wrong}") if wrong else None

    def in_this_process(self, words: list[str]) -> str:
        begun = time.process_time()
        ending = call_tool(*words)
        return judged(ending.code, ending.err, time.process_time() - begun, 0)

    def in_its_own_process(self, words: list[str]) -> str:
        command = [*COMMAND, *words]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
        with (
            tempfile.TemporaryFile() as told,
            subprocess.Popen(
                command, stdout=subprocess.DEVNULL, stderr=told, env=environment, preexec_fn=bounded
            ) as process,
        ):
            _pid, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            told.seek(0)
            said = told.read().decode("utf-8", "replace")
        return judged(process.returncode, said, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def bounded() -> None:
    """Let a process end that takes far more than it may."""
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    resource.setrlimit(resource.RLIMIT_AS, (4 * 1024**3, 4 * 1024**3))


def judged(code: int, said: str, seconds: float, megabytes: int) -> str:
    """Return what is wrong with an ending; "" where nothing is."""
    wrong = []
    if code not in FORESEEN:
        wrong.append(f"exit {code}: {said[:400]}")
    if "Traceback" in said:
        wrong.append(f"a traceback: {said[-400:]}")
    if seconds > SECONDS:
        wrong.append(f"{seconds:.1f} seconds")
    if megabytes > MEGABYTES:
        wrong.append(f"{megabytes} MB")
    return "; ".join(wrong)


def fuzz(first: int, count: int, keep: Path | None = None) -> list[Failure]:
    """Try inputs by their numbers, and return what went wrong; keeps the input that did in a folder."""
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        world = Fuzz(Path(folder))
        for number in range(first, first + count):
            failure = world.attempt(number)
            if failure is None:
                continue
            failures.append(failure)
            print(f"{failure.number}: {failure.said}", flush=True)  # noqa: T201  (this is what it is for)
            if keep is not None:
                world.spoil(number)
                shutil.copytree(folder, keep / str(number), dirs_exist_ok=True)
                world.mend()
    return failures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--count", type=int, default=1000, help="how many inputs")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs with which something goes wrong")
    chosen = parser.parse_args()
    failures = fuzz(chosen.first, chosen.count, chosen.keep)
    print(f"{chosen.count} inputs from number {chosen.first} on, {len(failures)} with which something is wrong")  # noqa: T201
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
