"""What comes from outside is not trusted: targets, options, commands of CI."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from openness_cli.errors import ExitCode
from openness_cli.formats import csv_, github, json_, junit, markdown, terminal
from openness_cli.formats import document as doc
from openness_cli.formats.cases import Annotation, Case, Cases, Ending, Severity, Suite
from openness_cli.formats.rows import Rows
from openness_cli.messages import printable
from tests.builders.bodies import contents, dump, item
from tests.builders.tool import COMMAND, SAMPLES, Call, Sample

# targets


@pytest.mark.parametrize(
    "where",
    ["attachments/c1.7-reyestr.csv", "evidence/new.yaml", "availability/new.jsonl", ".gitattributes"],
)
def test_nothing_in_the_workspace_that_is_read_can_be_a_target(where: str, tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    before = contents(body)
    assert tool("score", body, "--export", f"csv:{body / where}").code == ExitCode.USAGE
    assert contents(body) == before


def test_the_index_and_the_baseline_cannot_be_targets(body: Path, tool: Call, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    assert tool("score", body, "--export", f"json:{saved}").code == ExitCode.DONE
    assert tool("score", body, "--export", f"csv:{tmp_path}/index/index.yaml").code == ExitCode.USAGE
    assert tool("score", body, "--baseline", saved, "--export", f"csv:{saved}").code == ExitCode.USAGE


def test_standard_output_can_be_named_as_a_file(body: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text("before\n")
    with log.open("ab") as out:
        command = [
            *COMMAND,
            "score",
            str(body),
            "--format",
            "csv",
            "--output",
            "/dev/stdout",
        ]
        subprocess.run(command, stdout=out, check=True)
    assert log.read_text(encoding="utf-8").startswith("before\nindicator,criterion")


def test_saving_never_follows_a_link(body: Path, tool: Call, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("as it was")
    (body / "history.jsonl").symlink_to(outside)
    assert tool("score", body, "--save").code == ExitCode.INTERNAL
    assert outside.read_text() == "as it was"


def test_init_fills_an_empty_folder_in_place_and_leaves_nothing_behind_when_it_fails(
    tool: Call, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir(mode=0o700)
    inode = empty.stat().st_ino
    assert tool("init", empty).code == ExitCode.DONE
    assert (empty.stat().st_ino, empty.stat().st_mode & 0o777) == (inode, 0o700)
    assert tool("init", tmp_path / "x", "--name", "a\x1b[31m").code == ExitCode.USAGE
    assert tool("init", tmp_path / "y", "--name", "\udcff").code == ExitCode.USAGE
    assert tool("init", tmp_path / "z", "--year", "0").code == ExitCode.USAGE
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty"]


@pytest.mark.parametrize("stream", [">&-", "2>&-", ">/dev/full"])
def test_closed_or_full_streams_change_no_exit_code_to_that_of_a_gate(stream: str) -> None:
    command = f"{sys.executable} -m openness_cli score {SAMPLES / 'model-body'} --fail-under green {stream}"
    ending = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    assert ending.returncode == (ExitCode.INTERNAL if "full" in stream else ExitCode.DONE)
    assert b"Traceback" not in ending.stderr


# options


@pytest.mark.parametrize("value", ["1e999999999", "1e2", "7_1", " 71 ", "nan", "inf", "-1", "٧١"])
def test_only_plain_numbers_are_thresholds(value: str, body: Path, tool: Call) -> None:
    assert tool("score", body, f"--fail-under={value}").code == ExitCode.USAGE


def test_a_language_asked_for_beats_the_variable_wherever_it_stands(tool: Call) -> None:
    russian = tool("list", "--only", "8", "--lang", "ru", env={"OPENNESS_LANG": "xx"})
    assert russian.code == ExitCode.DONE
    assert tool("--lang", "ru", "list", "--only", "8", env={"OPENNESS_LANG": "en"}).out == russian.out


@pytest.mark.parametrize("change", [{"criteria": []}, {"year": 2023}, {"year": True}])
def test_a_baseline_that_does_not_fit_is_refused(
    change: dict[str, Any], body: Path, tool: Call, tmp_path: Path
) -> None:
    saved = tmp_path / "saved.json"
    tool("score", body, "--export", f"json:{saved}")
    report = json.loads(saved.read_text(encoding="utf-8"))
    saved.write_text(json.dumps({**report, **change}))
    code = tool("score", body, "--baseline", saved, "--fail-on", "regression").code
    assert code in (ExitCode.USAGE, ExitCode.INVALID)
    saved.write_text(json.dumps(report).replace('"evidenced": 1.0', '"evidenced": Infinity'))
    assert tool("score", body, "--baseline", saved).code == ExitCode.INVALID


# commands of CI


def test_text_that_begins_like_a_command_is_broken_up(body: Path, tool: Call) -> None:
    text = (body / "openness.yaml").read_text()
    (body / "openness.yaml").write_text(text.replace("name: Body", "name: '::error title=x::pwned'"))
    claim = {"level": "full", "items": [item(None, title="::stop-commands::x")]}
    dump(body / "evidence" / "all.yaml", {"evidence": {"X1": claim}})
    lines = tool("score", body).out.splitlines()
    assert not [line for line in lines if line.strip().startswith(("::", "##["))]
    assert printable("a\n  ::x\n##[y") == "a\n  : :x\n# #[y"


def test_problems_are_commands_when_github_was_asked_for(body: Path, tool: Call) -> None:
    (body / "evidence" / "x.yaml").write_text("evidence:\n  ::error::pwned: 1\n")
    ending = tool("score", body, "--format", "github")
    assert ending.code == ExitCode.INVALID
    assert ending.out.startswith("::error file=")
    assert not [line for line in io.StringIO(ending.err) if line.strip().startswith("::")]


@pytest.mark.parametrize("name", ["availability/nazorat.jsonl", "evidence/new.yaml", "openness.yaml", "history.jsonl"])
def test_a_comparison_is_never_written_into_a_workspace(name: str, tool: Call, tmp_path: Path, sample: Sample) -> None:
    body = sample("model-body")
    before = contents(body)
    saved = tmp_path / "a.json"
    tool("score", body, "--format", "json", "--output", saved)
    assert tool("diff", saved, saved, "--format", "json", "--output", body / name).code == ExitCode.USAGE
    assert contents(body) == before


def test_a_command_of_a_ci_log_is_broken_wherever_it_stands(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    configuration = body / "openness.yaml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("en: ", "en: X ##[stop-commands]tok "), encoding="utf-8")
    for command in ("score", "forecast", "calendar", "history"):
        told = tool(command, body, "--lang", "en")
        assert "##[" not in told.out + told.err


def test_no_line_of_a_document_for_programs_is_a_command() -> None:
    text = "a\n::stop-commands::x\r::warning::z\n  ::error::y ##vso[task.complete] ##[group]"
    case = Case("own", "own", Ending.FAILED, text, "gate", text)
    rows = Rows(("own",), ({"own": "::stop-commands::x"}, {"own": text}))
    for told in (
        junit.write(Cases("own", [Suite("own", [case])])),
        csv_.write(rows),
        csv_.write_excel(rows),
        json_.write({"own": text}),
        *(writer.write(_document(part)) for part in text.splitlines() for writer in (markdown, terminal)),
    ):
        lines = told.decode("utf-8-sig").splitlines()
        assert not [line for line in lines if line.strip().startswith("::") or "##vso[" in line or "##[" in line]


def test_an_annotation_holds_no_other_command() -> None:
    text = "a\n::stop-commands::x\r##vso[task.complete]##[group]"
    told = github.write([Annotation(Severity.ERROR, text, text, "::x")]).decode()
    assert told.count("\n") == 1
    assert "##[" not in told
    assert "##vso[" not in told


def _document(text: str) -> doc.Document:
    return doc.Document(text, (), (doc.Sentences(doc.said(text), is_list=False), doc.Sentences(doc.said("a", text))))
