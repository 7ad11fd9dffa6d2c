"""Options, variables and configuration: which beats which; days and languages."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from openness_cli.cli.app import COMMANDS
from openness_cli.errors import ExitCode
from tests.builders.bodies import LEVELS, criterion, write_index, write_workspace
from tests.builders.tool import COMMAND, CYRILLIC, SAMPLES, Call

MODEL, MINISTRY, DEAD = (SAMPLES / name for name in ("model-body", "ministry-2024", "dead-links"))


# days


@pytest.mark.parametrize(
    ("arguments", "env", "configured", "expected"),
    [
        (["--as-of", "2024-05-01"], {"OPENNESS_AS_OF": "2024-06-01"}, "2024-08-01", "2024-05-01"),
        ([], {"OPENNESS_AS_OF": "2024-06-01"}, "2024-08-01", "2024-06-01"),
        ([], {}, "2024-08-01", "2024-08-01"),
        ([], {}, None, "2024-07-01"),
    ],
)
def test_options_beat_the_environment_which_beats_the_workspace(
    arguments: list[str], env: dict[str, str], configured: str | None, expected: str, tool: Call, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    more = {"as_of": configured} if configured else {}
    body = write_workspace(tmp_path / "body", {}, write_index(tmp_path / "index", [[criterion(LEVELS)]]), **more)
    assert json.loads(tool("score", body, "--format", "json", *arguments).out)["as_of"] == expected


def test_a_day_after_the_evaluation_says_that_the_assessment_is_over(tool: Call) -> None:
    report = json.loads(tool("score", MODEL, "--as-of", "2025-03-02", "--format", "json").out)
    assert report["over"] is True
    assert "the assessment is over" in tool("score", MODEL, "--as-of", "2025-03-02").out
    assert all(row["open"] == row["pending"] == row["at_stake"] == 0 for row in report["criteria"])


# languages


@pytest.mark.parametrize(
    ("arguments", "env", "expected"),
    [
        ([], {}, "uz"),
        ([], {"OPENNESS_LANG": "ru"}, "ru"),
        (["--lang", "en"], {"OPENNESS_LANG": "ru"}, "en"),
        (["--lang=ru"], {}, "ru"),
    ],
)
def test_the_language_is_the_options_else_the_environments_else_the_workspaces(
    arguments: list[str], env: dict[str, str], expected: str, tool: Call
) -> None:
    words = {"uz": "1-dekabr", "ru": "1 декабря", "en": "1 December"}
    assert words[expected] in tool("score", MINISTRY, *arguments, env=env).out


@pytest.mark.parametrize(
    ("env", "expected"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "25 февраля"),
        ({"LANG": "uz_UZ"}, "25-fevral"),
        ({"LANG": "de_DE.UTF-8"}, "25 February"),
        ({"LC_ALL": "ru_RU", "LANG": "uz_UZ"}, "25 февраля"),
    ],
)
def test_else_it_is_that_of_the_system_else_english(env: dict[str, str], expected: str, tool: Call) -> None:
    assert expected in tool("score", MODEL, env=env).out


@pytest.mark.parametrize("encoding", ["cp1251", "cp866", "ascii"])
@pytest.mark.parametrize("language", ["uz", "ru", "en", CYRILLIC])
def test_an_old_console_gets_substitutes_and_never_a_crash(encoding: str, language: str, tool: Call) -> None:
    ending = tool("score", MINISTRY, "--lang", language, encoding=encoding)
    assert ending.code == ExitCode.DONE, ending.err
    if language == "uz":
        assert "qisqartirish" in ending.out
        assert "Kambag'allikni" in ending.out


@pytest.mark.parametrize(("lang", "word"), [("uz", "green (yashil)"), ("ru", "green (зелёный)")])
def test_help_names_colours_in_its_language_too(lang: str, word: str) -> None:
    for command in ("plan", "rank", "score"):
        told = subprocess.run([*COMMAND, command, "--help", "--lang", lang], capture_output=True, check=True).stdout
        assert word in " ".join(told.decode().split())


def test_help_speaks_the_language_asked_for() -> None:
    environment = {**os.environ, "OPENNESS_LANG": "", "COLUMNS": "100"}
    texts = {
        language: subprocess.run(
            [*COMMAND, "score", "--help", "--lang", language],
            capture_output=True, text=True, encoding="utf-8", check=True, env=environment,
        ).stdout
        for language in ("uz", "ru", "en")
    }  # fmt: skip
    assert len(set(texts.values())) == 3
    options = [set(re.findall(r"--[a-z-]+", text)) for text in texts.values()]
    assert options[0] == options[1] == options[2]


def test_a_format_for_score_in_the_environment_leaves_other_commands_alone(
    tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENNESS_FORMAT", "junit")
    assert tool("validate", SAMPLES / "model-body").code == 0
    assert tool("list").code == 0
    assert tool("validate", SAMPLES / "model-body", "--as-of", "2024-05-01").code == 0


# commands


def test_a_command_is_imported_when_it_is_called() -> None:
    script = (
        "import sys; from openness_cli.cli.main import run; from openness_cli.cli.session import real_session; "
        "code = run(sys.argv[1:], real_session()); print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    rooms = {f"openness_cli.cli.{place.rpartition('.')[0]}" for place, _text in COMMANDS.values()}
    for arguments, expected in (
        (["score", str(MODEL)], {"openness_cli.cli.score"}),
        (["links", str(MODEL), "--report"], {"openness_cli.cli.links"}),
        (["--help"], set[str]()),
    ):
        call = [COMMAND[0], "-c", script, *arguments]
        ended = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=True)
        assert rooms.intersection(ended.stderr.split()) == expected
        assert not {"pydantic", "rich.progress", "pycurl", "highspy"}.intersection(ended.stderr.split())


@pytest.mark.parametrize(
    "words", [("bundle", "--verify"), ("sheet", "import"), ("add", "C1.1"), ("score", "--baseline"), ("diff", "x.json")]
)
def test_a_file_that_may_not_be_read_is_told_where_it_is_read(
    words: tuple[str, ...], tool: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"PK")
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.R_OK)
    assert "the value does not fit" not in tool(*words, file, "--lang", "en").err
