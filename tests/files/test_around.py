"""What a run must never write onto: whatever an item names, as the readers find it."""

from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from tests.builders.bodies import LEVELS, criterion, write_body
from tests.builders.tool import Call


@pytest.mark.parametrize(
    ("named", "on_disk"),
    [
        ("file: reg/r.csv", "r.csv"),
        ("File: reg/r.csv", "r.csv"),
        (r'file: "reg\r.csv"', "r.csv"),
        ("file: reg\\r.csv", "r.csv"),
        ('file: "reg/o\'quv.csv"', "o‘quv.csv"),
        ("FILE: 'reg/o\u02bbquv.csv'", "o'quv.csv"),
    ],
)
@pytest.mark.parametrize("command", ["score", "calendar", "list"])
def test_nothing_is_written_onto_an_attachment_however_it_is_named(
    command: str, named: str, on_disk: str, tool: Call, tmp_path: Path
) -> None:
    body = write_body(tmp_path, {}, criterion(LEVELS, needs={"source": "file"}))
    text = f"evidence:\n  X1:\n    level: full\n    items:\n      - published: 2024-05-14\n        {named}\n"
    (body / "evidence" / "all.yaml").write_text(text, encoding="utf-8")
    register = body / "reg" / on_disk
    register.parent.mkdir()
    register.write_text("reyestr", encoding="utf-8")
    about = [] if command == "list" else [body]
    assert tool(command, *about, "--format", "csv", "--output", register).code == ExitCode.USAGE
    assert register.read_text(encoding="utf-8") == "reyestr"
    beside = body / "reg" / "natija.csv"
    assert tool(command, *about, "--format", "csv", "--output", beside).code == ExitCode.DONE
