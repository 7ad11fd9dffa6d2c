"""A day of an officer: every command of it ends as the story says, and the pages tell the same commands."""

import subprocess
import sys
from pathlib import Path

import pytest

from openness_cli.cli.app import COMMANDS
from tests.builders.tool import ROOT

PAGES = ("kun.uz.md", "den.ru.md")


@pytest.mark.slow(few=0, many=1)
def test_the_day_goes_as_it_is_told(tmp_path: Path, repeats: int) -> None:
    assert repeats == 1
    words = [sys.executable, str(ROOT / "samples" / "officers_day.py"), str(tmp_path / "day")]
    ended = subprocess.run(words, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stdout[-3000:] + ended.stderr[-3000:]
    assert [ended.stdout.count(f"(exit code {code})") for code in (1, 3)] == [1, 1]
    assert not any(line.startswith("Traceback") for line in ended.stderr.splitlines())


def told(page: str) -> list[list[str]]:
    """The commands of a page with their options, without the names of folders and files."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    lines = [line.split() for block in text.split("```sh\n")[1:] for line in block.split("```")[0].splitlines()]
    known = {*COMMANDS, "export", "import"}
    return [[word for word in line if word in known or word.startswith("--")] for line in lines]


def test_both_pages_tell_the_same_commands() -> None:
    uz, ru = map(told, PAGES)
    assert uz == ru
    assert [line[0] for line in uz] == ["init", *["sheet"] * 4, "links", "score", "brief", "remind", "bundle"]
