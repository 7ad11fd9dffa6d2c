"""A few of the inputs of ``python -m tests.fuzz``, whatever the time that they take."""

import subprocess
import sys

import pytest

from tests.builders.tool import ROOT


@pytest.mark.slow(few=120, many=3000)
def test_whatever_is_read_a_command_ends_as_foreseen(repeats: int) -> None:
    # in a process of its own: the help of a command stays in the language in which it was first asked for
    command = [sys.executable, "-m", "tests.fuzz", "--first", "1", "--count", str(repeats), "--seconds", "1e9"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
