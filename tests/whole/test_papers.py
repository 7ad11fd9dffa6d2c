"""The README, the help and the code say the same."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from openness_cli.formats.choices import Format
from openness_cli.schemas.registry import SchemaName
from tests.builders.tool import COMMAND, ROOT, SAMPLES, Call

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_the_report_in_the_readme_is_the_one_that_is_printed(tool: Call) -> None:
    shown = README.split("```text\n")[1].split("```")[0]
    assert stands_in_order(shown.splitlines(), tool("score", SAMPLES / "ministry-2024", "--lang", "en").out)


def stands_in_order(shown: list[str], out: str) -> bool:
    """Tell whether lines are printed in this order; where one is “…”, others may stand between, else none may."""
    printed = out.splitlines()
    position, may_skip = 0, True
    for line in shown:
        if line == "…":
            may_skip = True
            continue
        if line not in printed[position:]:
            return False
        found = printed.index(line, position)
        if found > position and not may_skip:
            return False
        position, may_skip = found + 1, False
    return True


def test_the_tour_of_the_readme_is_what_is_printed(tool: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    tour = next(block for block in README.split("```text\n")[1:] if block.startswith("$ ")).split("```")[0]
    commands = tour.split("$ openness ")[1:]
    assert [command.split()[0] for command in commands] == ["forecast", "plan", "score"]
    for command in commands:
        words, *shown = command.splitlines()
        ending = tool(*words.split())
        assert ending.code == ExitCode.DONE
        assert stands_in_order(shown, ending.out), words


@pytest.mark.parametrize("page", ["looking-ahead.md", "bundle.md"])
def test_the_commands_of_a_page_run(page: str, tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SAMPLES, tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    commands = [line for block in text.split("```sh\n")[1:] for line in block.split("```")[0].splitlines()]
    for command in commands:
        words = shlex.split(command)[1:]
        expected = ExitCode.FAILED if "--fail-under" in words else ExitCode.DONE
        assert tool(*words).code == expected, command


def test_the_exit_codes_in_the_readme_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| (\d) \| ", README.split("## Exit codes")[1], flags=re.MULTILINE)
    assert [int(row) for row in rows] == [code.value for code in ExitCode]


def test_every_command_and_option_of_the_readme_exists() -> None:
    text = subprocess.run([*COMMAND, "--help", "--lang", "en"], capture_output=True, text=True, check=True).stdout
    commands = set(re.findall(r"^  ([a-z]+)  ", text.split("Commands:")[1], flags=re.MULTILINE))
    assert commands == set(re.findall(r"^\| `openness ([a-z]+)", README, flags=re.MULTILINE))
    helps = text
    for command in commands:
        helps += subprocess.run(
            [*COMMAND, command, "--help", "--lang", "en"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
    for option in set(re.findall(r"--[a-z][a-z-]+", README)):
        assert option in helps, option


def test_every_format_and_schema_is_named() -> None:
    for form in Format:
        assert f"`{form.value}`" in README or f"`.{form.value}`" in README
    told = subprocess.run(
        [*COMMAND, "schema", "--help", "--lang", "en"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    names = "".join(told.split())
    for name in SchemaName:
        assert name.value in names


def test_the_example_of_a_ci_job_is_a_command_that_runs(tool: Call) -> None:
    example = next(line for line in README.splitlines() if line.startswith("openness score bandlik-2024"))
    words = example.replace("bandlik-2024", str(SAMPLES / "model-body")).split()[1:]
    assert tool(*words).code == ExitCode.DONE


def test_the_yaml_in_the_readme_is_valid(tool: Call, tmp_path_factory: pytest.TempPathFactory) -> None:
    body = tmp_path_factory.mktemp("body")
    configuration, evidence = (block.split("```")[0] for block in README.split("```yaml\n")[1:3])
    (body / "evidence").mkdir()
    (body / "openness.yaml").write_text(configuration, encoding="utf-8")
    (body / "evidence" / "all.yaml").write_text(evidence, encoding="utf-8")
    ending = tool("validate", body, "--lang", "en")
    assert ending.code == ExitCode.DONE, ending.err
