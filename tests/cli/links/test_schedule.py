"""What is printed for the schedulers of systems, read as they read it."""

import os
import shlex
import shutil
import subprocess
import sys
from datetime import date, time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from openness_cli.forms.schedule import Daily, cron_line, service_unit, task_xml, time_of, timer_unit
from tests.builders.link_runs import DAY
from tests.builders.tool import Call

NAMES = ["oddiy", "ikki soʻz", 'it\'s "so"', "100% & $HOME %h", "Бандлик ‘1’", "a\\b;c|d>e", "#x `y` ~z*?"]
SPACE = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}


def daily(name: str) -> Daily:
    folder = f"/srv/{name}"
    command = ("/opt/o p/openness", "links", folder, "--log=w", "--quiet")
    return Daily("openness-x-2024", f"openness: {name}", folder, command, time(10, 17))


def by_cron(line: str) -> list[str]:
    """Read the command of a line as cron and then the shell do."""
    *_when, command = line.split(" ", 5)
    held = command.replace("\\%", "\0")
    assert "%" not in held
    return shlex.split(held.replace("\0", "%"))


def by_windows(line: str) -> list[str]:
    """Take a command line apart by the rules of Microsoft's C runtime."""
    words, word, slashes, inside, begun = [], "", 0, False, False
    for letter in line + " ":
        if letter == "\\":
            slashes, begun = slashes + 1, True
            continue
        if letter == '"':
            word += "\\" * (slashes // 2)
            if slashes % 2:
                word += '"'
            else:
                inside = not inside
            slashes, begun = 0, True
            continue
        word, slashes = word + "\\" * slashes, 0
        if letter in " \t" and not inside:
            if begun:
                words.append(word)
            word, begun = "", False
        else:
            word, begun = word + letter, True
    return words


@pytest.mark.parametrize("name", NAMES)
def test_cron_runs_the_very_command(name: str) -> None:
    line = cron_line(daily(name))
    assert line.startswith("17 10 * * * ")
    assert "\n" not in line
    assert tuple(by_cron(line)) == daily(name).command


@pytest.mark.parametrize("name", NAMES)
def test_the_task_of_windows_runs_the_very_command(name: str) -> None:
    text = task_xml(daily(name), date(2025, 2, 10))
    assert text.isascii()
    task = ET.fromstring(text)
    assert task.findtext("t:Actions/t:Exec/t:Command", namespaces=SPACE) == "/opt/o p/openness"
    arguments = task.findtext("t:Actions/t:Exec/t:Arguments", namespaces=SPACE)
    assert arguments is not None
    assert tuple(by_windows(arguments)) == daily(name).command[1:]
    assert task.findtext("t:Actions/t:Exec/t:WorkingDirectory", namespaces=SPACE) == f"/srv/{name}"
    assert task.findtext(".//t:StartBoundary", namespaces=SPACE) == "2025-02-10T10:17:00"


@pytest.mark.parametrize("name", NAMES)
def test_systemd_takes_the_units(name: str, tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    there = daily(name)._replace(command=(sys.executable, *daily(name).command[1:]))
    service, timer = tmp_path / "openness-x-2024.service", tmp_path / "openness-x-2024.timer"
    service.write_text(service_unit(there) + "\n", encoding="utf-8")
    timer.write_text(timer_unit(there) + "\n", encoding="utf-8")
    ended = subprocess.run(
        [program, "verify", "--man=no", "--recursive-errors=no", service, timer],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert str(tmp_path) not in ended.stderr, ended.stderr
    assert "openness-x-2024" not in ended.stderr, ended.stderr


def test_systemd_runs_the_very_command() -> None:
    line = service_unit(daily('100% $HOME "x" a\\b')).split("ExecStart=", 1)[1].splitlines()[0]
    assert line.startswith(':"')
    assert line.split('" "')[2] == '/srv/100%% $HOME \\"x\\" a\\\\b'
    assert 'ExecStart="' in service_unit(daily("oddiy"))


def test_each_workspace_has_a_time_of_its_own_and_never_the_full_hour() -> None:
    times = {time_of(f"/srv/{number}") for number in range(300)}
    assert len(times) > 40
    assert all(own.hour == 10 and own.minute not in {0, 30} for own in times)
    assert time_of("/srv/1") == time_of("/srv/1")


def test_the_command_prints_it_with_the_options_that_it_was_given(tool: Call, body: Path) -> None:
    ending = tool("links", body, "--schedule", "--log", "kotib", "--lang", "en", "--only", "C4.*", "--allow-private",
                  "--pause", "1.5", "--control", "https://a.example/", "--control", "https://b.example/",
                  "--index", body.parent / "index", now=DAY)  # fmt: skip
    assert (ending.code, ending.err) == (0, "")
    assert not (body / "availability").exists()
    line = next(own for own in ending.out.splitlines() if " * * * " in own)
    words = by_cron(line)
    program = words.index("links")
    assert Path(words[0]).is_absolute()
    assert words[program + 1] == os.path.realpath(body)
    assert words[program + 2 :] == [
        "--log=kotib", "--only=C4.*", "--control=https://a.example/", "--control=https://b.example/", "--pause=1.5",
        "--allow-private", f"--index={os.path.realpath(body.parent / 'index')}", "--quiet",
    ]  # fmt: skip
    task = ET.fromstring(ending.out[ending.out.index("<!--") :])
    arguments = task.findtext("t:Actions/t:Exec/t:Arguments", namespaces=SPACE)
    assert arguments is not None
    assert by_windows(arguments) == words[1:]
    assert "openness-body-2024.timer" in ending.out


def test_the_line_of_cron_is_one_that_runs(tool: Call, body: Path) -> None:
    line = next(own for own in tool("links", body, "--schedule", now=DAY).out.splitlines() if " * * * " in own)
    told = tool(*by_cron(line)[by_cron(line).index("links") :], "--report", now=DAY)
    assert told.code == 0


def test_the_time_can_be_chosen(tool: Call, body: Path) -> None:
    out = tool("links", body, "--schedule", "--at", "6:05", now=DAY).out
    assert "\n5 6 * * * " in out
    assert "OnCalendar=*-*-* 06:05:00" in out
    assert tool("links", body, "--schedule", "--at", "25:00", now=DAY).code == 2


@pytest.mark.parametrize(
    "more", [("--report",), ("--verify-log",), ("--moved",), ("--as-of", "2025-01-01"), ("--format", "json")]
)
def test_what_cannot_be_meant_with_it(more: tuple[str, ...], tool: Call, body: Path) -> None:
    assert tool("links", body, "--schedule", *more, now=DAY).code == 2
    assert tool("links", body, "--at", "10:00", now=DAY).code == 2
