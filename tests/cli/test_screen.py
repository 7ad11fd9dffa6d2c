"""On a terminal a score is one screen: it is seen whole, with the command before it and the prompt after it."""

import json
import os
import re
import struct
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from openness_cli.errors import ExitCode
from openness_cli.messages import figures, use
from openness_cli.model.points import Hundredths
from tests.builders.bodies import (
    COUNT,
    LEVELS,
    QUARTERS,
    criterion,
    full,
    item,
    write_body,
    write_index,
    write_workspace,
)
from tests.builders.tool import BODIES, COMMAND, CYRILLIC, ROOT, SAMPLES, Call

LANGUAGES = ["uz", "ru", "en", CYRILLIC]
ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
MOST = 22


@pytest.fixture(autouse=True)
def screen_of_80(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    set_size(monkeypatch, 80)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)


def set_size(monkeypatch: pytest.MonkeyPatch, columns: int, rows: int = 24) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("LINES", str(rows))


def seen(text: str) -> list[str]:
    return ESCAPES.sub("", text).splitlines()


def paragraph(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize("language", LANGUAGES)
def test_in_a_real_terminal_the_first_line_and_the_prompt_are_seen_together(language: str) -> None:
    fcntl, pty, termios = (import_module(name) for name in ("fcntl", "pty", "termios"))
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    environment = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    command = [*COMMAND, "score", "samples/ministry-2024", "--lang", language]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=theirs, stderr=theirs, stdin=theirs) as process:
        os.close(theirs)
        read = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            read += piece
        assert process.wait() == 0
    os.close(ours)
    lines = seen(read.decode())
    assert len(lines) <= MOST
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if line != line.rstrip()]
    heads = {"uz": "PF-154 · 2024-yil", "ru": "УП-154 · 2024 г.", "en": "PF-154 · 2024", "uz-Cyrl": "ПФ-154 · 2024 йил"}
    assert lines[0].endswith(heads[language])
    assert "openness score --all" in lines[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("day", ["2023-12-20", "2024-12-15", "2025-03-02"])
@pytest.mark.grid(one_in=3)
def test_on_any_day_it_is_one_screen_that_says_the_headline(
    body: str, language: str, day: str, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("score", SAMPLES / body, "--as-of", day, "--lang", language)
    headline = json.loads(tool(*asked, "--format", "json").out)["headline"]
    for columns, rows in ((80, 24), (200, 24)):
        set_size(monkeypatch, columns, rows)
        lines = seen(tool(*asked, terminal=True).out)
        assert len(lines) <= MOST
        assert max(map(len, lines)) <= min(columns, 120)
        assert not [line for line in lines if line != line.rstrip()]
        use(language)
        verdict = paragraph(lines[2:6])
        assert f"— {figures(str(Hundredths.of(headline['total'])))} " in verdict
        assert lines[-1].count("openness ") >= 2


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "ascii"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_console_that_lacks_letters_gets_one_for_one(encoding: str, language: str, tool: Call) -> None:
    asked = ("score", SAMPLES / "dead-links", "--lang", language)
    whole = seen(tool(*asked, terminal=True).out)
    poor = seen(tool(*asked, terminal=True, encoding=encoding).out)
    assert [len(line) for line in poor] == [len(line) for line in whole]
    assert "xx" in "".join(poor)
    assert not set("━┅×─┊→") & set("".join(poor))


def test_below_80_columns_in_a_pipe_and_where_something_is_chosen_it_is_no_screen(
    tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ("score", SAMPLES / "dead-links", "--lang", "en")
    whole = tool(*asked, "--all", terminal=True).out
    assert len(seen(whole)) > 60
    for more in (("--only", "C4.*"), ("--gaps-only",), ("--owner", "Moliya")):
        assert "More: openness score" not in tool(*asked, *more, terminal=True).out
    assert "More: openness score" not in tool(*asked).out
    set_size(monkeypatch, 79)
    narrow = seen(tool(*asked, terminal=True).out)
    assert len(narrow) > MOST
    assert max(map(len, narrow)) <= 79


class World:
    """A small body of which each state is made."""

    def __init__(self, folder: Path, tool: Call) -> None:
        self.folder = folder
        self.tool = tool

    def screen(self, claims: dict[str, Any], day: str, *lines: dict[str, Any], **kept: Any) -> str:
        body = write_body(self.folder / "body", claims, criterion(LEVELS), criterion(QUARTERS, "X2"), **kept)
        if lines:
            log = body / "availability"
            log.mkdir(exist_ok=True)
            (log / "a.jsonl").write_text("".join(json.dumps(own) + "\n" for own in lines), encoding="utf-8")
        return paragraph(seen(self.tool("score", body, "--as-of", day, "--lang", "en", terminal=True).out))


@pytest.fixture
def world(tmp_path: Path, tool: Call) -> World:
    return World(tmp_path, tool)


def check_line(url: str, result: str, time: str) -> dict[str, Any]:
    return {"time": f"{time}T05:00:00Z", "url": url, "result": result, "cause": "404" if result == "failed" else None}


URL = "https://a.example/one"
FULL = {"X1": {"level": "full", "owner": "Press", "items": [item(url=URL)]}}


def test_what_is_dead_comes_first_with_its_owner(world: World) -> None:
    log = [check_line(URL, "failed", f"2024-11-0{day}") for day in (1, 2, 3)]
    text = world.screen(FULL, "2024-12-10", *log)
    assert "1 link does not open (1.00 points): once mended:" in text
    assert "First: X1, Press." in text
    assert re.search(r"1\.00 X1 1 link does not open Press", text)


def test_what_failed_once_and_would_turn_the_colour_is_said(world: World) -> None:
    text = world.screen(
        FULL, "2024-12-10", check_line(URL, "ok", "2024-12-01"), check_line(URL, "failed", "2024-12-09")
    )
    assert "1 link failed when it was last checked: 1.00 points hang on it, red without." in text
    assert "First: openness links." in text


def test_where_nobody_looked_a_row_says_so_and_where_all_opened_equal_rows_are_one(world: World) -> None:
    assert "verified not checked yet: openness links" in world.screen(FULL, "2024-12-10")
    opened = world.screen(FULL, "2024-12-10", check_line(URL, "ok", "2024-12-01"))
    assert "verified ━" in opened
    assert "declared" not in opened
    assert "evidenced" not in opened


def test_a_body_without_evidence_and_one_that_is_over(world: World) -> None:
    assert "No evidence for any of the 2 criteria." in world.screen({}, "2024-12-10")
    over = world.screen(FULL, "2025-03-02")
    assert "Final as of 1 March 2025: later changes do not count." in over
    assert "Lost: " in over
    assert "Gaps worth most" not in over
    assert "First" not in over


def test_a_green_body_is_told_when_it_turns_or_that_it_stays(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]], points=1)
    body = write_workspace(tmp_path / "green", full(), index)
    text = paragraph(seen(tool("score", body, "--as-of", "2024-12-10", "--lang", "en", terminal=True).out))
    assert "Green — 1.00 points. If nobody acts, the colour stays until 1 March." in text
    assert "First: openness links." in text
    (url,) = full()["X1"]["items"][0]["url"].split()
    (body / "availability").mkdir(exist_ok=True)
    (body / "availability" / "a.jsonl").write_text(json.dumps(check_line(url, "ok", "2024-12-01")), encoding="utf-8")
    text = paragraph(seen(tool("score", body, "--as-of", "2024-12-10", "--lang", "en", terminal=True).out))
    assert "First:" not in text
    index = write_index(tmp_path / "quarters", [[criterion(QUARTERS)]], points=1)
    shown = {"X1": {"items": [item("2024-04-20", period="2024-Q1", url=url)]}}
    body = write_workspace(tmp_path / "turns", shown, index)
    (body / "availability").mkdir(exist_ok=True)
    (body / "availability" / "a.jsonl").write_text(json.dumps(check_line(url, "ok", "2024-06-30")), encoding="utf-8")
    asked = ("score", body, "--as-of", "2024-07-01", "--lang", "en")
    text = paragraph(seen(tool(*asked, terminal=True).out))
    assert "If nobody acts, from 26 October red (0.50). First: X1 by 25 July, nobody in charge." in text


def test_a_duty_stands_once(tool: Call) -> None:
    lines = seen(tool("score", SAMPLES / "ministry-2024", "--lang", "en", terminal=True).out)
    gaps, dues = "\n".join(lines).split("Gaps worth most")[1].split("Next due")
    named = [re.findall(r"(?m)^ +[\d.]+ +(C[\d.]+)", part) for part in (gaps, dues)]
    assert "C5.1" in named[0]
    assert not set(named[0]) & set(named[1])
    assert all(named)


def test_where_the_colour_hangs_on_what_nobody_saw_open_that_comes_first(tool: Call) -> None:
    asked = ("score", SAMPLES / "dead-links", "--as-of", "2024-05-20", "--lang", "en")
    text = paragraph(seen(tool(*asked, terminal=True).out))
    assert "hang on links not known to open: if they do not, red (" in text
    assert "First: openness links." in text


def test_files_that_were_left_out_are_said_in_the_verdict(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, FULL, criterion(LEVELS), criterion(COUNT, "X2"))
    (body / "evidence" / "b.yaml").write_text("evidence: [X1", encoding="utf-8")
    ending = tool("score", body, "--as-of", "2024-12-10", "--keep-going", "--lang", "en", terminal=True)
    assert ending.code == ExitCode.INVALID
    assert "1 file was not read: a lower bound." in paragraph(seen(ending.out))


def test_a_name_that_is_short_is_shown_and_one_that_is_not_is_an_error(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    path = next(own for own in index.glob("*.yaml") if own.name != "index.yaml")
    written = path.read_text(encoding="utf-8")
    body = write_workspace(tmp_path / "body", full(), index)
    names = dict.fromkeys(("uz", "ru", "en"), "In short")
    path.write_text(f"{written}\nshort: {json.dumps(names)}\n", encoding="utf-8")
    text = tool("score", body, "--as-of", "2024-12-10", "--lang", "en", terminal=True).out
    assert "1 In short" in "\n".join(seen(text))
    path.write_text(f"{written}\nshort: {json.dumps(names | {'ru': 'Ж' * 23})}\n", encoding="utf-8")
    ending = tool("score", body, "--lang", "en")
    assert ending.code == ExitCode.INVALID
    assert f"“{'Ж' * 23}” is longer than 22 letters" in ending.err


def test_the_program_alone_scores_the_folder_it_is_called_in_or_says_what_to_do(
    tool: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(SAMPLES / "dead-links")
    assert tool().out == tool("score").out != ""
    monkeypatch.chdir(tmp_path)
    ending = tool(env={"OPENNESS_LANG": "uz"})
    assert ending.code == ExitCode.INVALID
    assert ending.out == ""
    assert ending.err.splitlines() == [
        "Baholanmadi: bu jildda openness.yaml yoʻq.",
        "  yangi jild yaratish:         openness init JILD",
        "  boshqa jilddagini baholash:  openness score JILD",
    ]


def test_a_shell_still_completes_the_names_of_commands() -> None:
    asked = {"_OPENNESS_COMPLETE": "complete_bash", "COMP_WORDS": "openness sc", "COMP_CWORD": "1"}
    ending = subprocess.run(COMMAND, cwd=ROOT, env={**os.environ, **asked}, capture_output=True, text=True, check=True)
    assert ending.stdout.split() == ["score", "schema"]
