"""Bad input: each folder in cases/ is a workspace and what is said of it. A new case is a new folder.

Every message says what, where and what to do; all problems of all files are told at once.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from tests.builders.tool import CASES, Call


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_bad_input_is_told_whole(
    case: Path, tool: Call, accepted: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(case)
    target = tmp_path / "out.csv"
    target.write_text("as it was")
    ending = tool("score", ".", "--export", f"csv:{target}")
    assert ending.code == ExitCode.INVALID
    assert ending.err.startswith("Nothing was scored")
    assert not ending.out
    assert target.read_text() == "as it was"
    assert list(tmp_path.iterdir()) == [target]
    accepted(case / "expected.txt", ending.err.replace(str(case), "."))
    for language in ("uz", "ru"):
        told = tool("validate", ".", "--lang", language)
        assert told.code == ExitCode.INVALID
        assert told.err.count("\n\n") == ending.err.count("\n\n")
