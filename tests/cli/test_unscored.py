"""Where nothing could be scored, whoever demanded a document for a program gets one that says so."""

import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from openness_cli.errors import ExitCode
from tests.builders.junit import junit_schema
from tests.builders.tool import Call, Sample


@pytest.fixture
def broken(sample: Sample) -> Path:
    folder = sample("ministry-2024")
    (folder / "evidence" / "broken.yaml").write_text("evidence: {C2.8: {levle: full}}", encoding="utf-8")
    return folder


@pytest.mark.parametrize("to_file", [False, True])
@pytest.mark.parametrize("command", ["score", "links"])
def test_junit_holds_a_failure_for_each_problem(
    command: str, *, to_file: bool, broken: Path, tool: Call, tmp_path: Path
) -> None:
    target = tmp_path / "own.xml"
    ending = tool(command, broken, "--format", "junit", *(["--output", target] if to_file else []))
    assert ending.code == ExitCode.INVALID
    data = target.read_bytes() if to_file else ending.data
    junit_schema().validate(io.StringIO(data.decode()))
    (failure,) = ET.fromstring(data).iter("failure")
    assert "levle" in str(failure.get("message"))


@pytest.mark.parametrize("to_file", [False, True])
@pytest.mark.parametrize("command", ["score", "links", "links --report", "plan", "forecast", "calendar"])
def test_json_says_that_nothing_is_valid(
    command: str, *, to_file: bool, broken: Path, tool: Call, tmp_path: Path
) -> None:
    target = tmp_path / "own.json"
    name, *more = command.split()
    ending = tool(name, broken, *more, "--format", "json", *(["--output", target] if to_file else []))
    assert ending.code == ExitCode.INVALID
    document = json.loads(target.read_bytes() if to_file else ending.data)
    assert document["valid"] is False
    assert "levle" in document["problems"][0]["what"]


def test_formats_for_people_stay_empty_and_nothing_that_is_read_is_written_onto(broken: Path, tool: Call) -> None:
    assert tool("score", broken, "--format", "markdown").out == ""
    own = broken / "evidence" / "own.json"
    assert tool("links", broken, "--format", "json", "--output", own).code == ExitCode.USAGE
    assert not own.exists()
