"""``openness validate``: what is told to editors and to CI."""

import json
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from tests.builders.bodies import LEVELS, criterion, full, item, write_body
from tests.builders.tool import Call, Sample


def test_validate_tells_problems_to_editors_and_ci(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    (body / "evidence" / "x.yaml").write_text("evidence:\n  C2.1: {levl: full}\n")
    document = json.loads(tool("validate", body, "--format", "json").out)
    assert document["valid"] is False
    assert document["problems"][0]["line"] == 2
    annotation = tool("validate", body, "--format", "github").out
    assert annotation.startswith(f"::error file={body.as_posix()}/evidence/x.yaml,line=2,col=10,title=")


def test_validate_tells_what_is_understood_and_does_not_count(tool: Call, tmp_path: Path) -> None:
    body = write_body(tmp_path, full(item(None, title="page")), criterion(LEVELS))
    ending = tool("validate", body)
    assert ending.code == ExitCode.DONE
    assert "understood, but 1 thing does not count yet:" in ending.out
    assert "evidence/all.yaml:5: X1: page: the date of publication is not entered" in ending.out
    document = json.loads(tool("validate", body, "--format", "json").out)
    assert (document["valid"], len(document["warnings"])) == (True, 1)
    assert tool("validate", body, "--format", "github").out.startswith("::warning file=")


def test_validate_says_when_it_checks_the_index_alone(
    tool: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "there is no openness.yaml here: the index alone was checked" in tool("validate").out
