"""``--export``: a report is written to files besides, in other formats, all or none."""

from pathlib import Path

import pytest

from tests.builders.commands import words_of
from tests.builders.tool import Call, Sample

COMMANDS = ["score", "forecast", "plan", "calendar", "owners", "brief", "history", "rank", "diff", "list",
    "links --report", "links --verify-log", "links --moved", "index compare",
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_every_report_is_written_to_files_besides(command: str, sample: Sample, tool: Call, tmp_path: Path) -> None:
    body = sample("dead-links")
    words = [*words_of(command, body, tool, "C4.1", "2025-02-20"), "--lang", "en"]
    page, data = tmp_path / "a.html", tmp_path / "b.json"
    plain = tool(*words)
    ending = tool(*words, "--export", f"html:{page}", "--export", f"json:{data}")
    assert (ending.code, ending.out) == (plain.code, plain.out)
    assert f"written: {page}" in ending.err
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert data.read_bytes() == tool(*words, "--format", "json").data
    assert tool(*words, "--export", "json").code == 2
    assert tool(*words, "--export", "jsn:x").code == 2
    inside = body / "evidence" / "4-budjet.yaml"
    before = inside.read_bytes()
    assert tool(*words, "--export", f"json:{inside}").code == 2
    assert inside.read_bytes() == before


def test_texts_for_units_are_written_as_data_besides(sample: Sample, tool: Call, tmp_path: Path) -> None:
    words = ("remind", sample("dead-links"), "--as-of", "2025-02-20")
    data, text = tmp_path / "a.json", tmp_path / "a.txt"
    ending = tool(*words, "--export", f"json:{data}", "--export", f"text:{text}")
    assert ending.out == tool(*words).out
    assert data.read_bytes() == tool(*words, "--format", "json").data
    assert text.read_bytes() == ending.data


@pytest.mark.parametrize("command", ["calendar", "remind"])
def test_what_is_split_is_not_exported_besides(command: str, sample: Sample, tool: Call, tmp_path: Path) -> None:
    words = (command, sample("dead-links"), "--split", tmp_path / "units", "--export", f"json:{tmp_path / 'a.json'}")
    assert tool(*words).code == 2
    assert not (tmp_path / "a.json").exists()
