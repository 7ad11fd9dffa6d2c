"""The command line: endings, options, languages, files that are written and files that are not."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from openness_cli.errors import ExitCode
from openness_cli.formats.formats import Format
from tests.conftest import ROOT, SAMPLES, Call
from tests.small import LEVELS, QUARTERS, criterion, dump, item, write_index, write_workspace

MODEL, MINISTRY, DEAD = (SAMPLES / name for name in ("model-body", "ministry-2024", "dead-links"))
Sample = Callable[[str], Path]


# endings


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["score", MODEL], 0),
        (["score", MODEL, "--fail-under", "green"], 0),
        (["score", MODEL, "--fail-under", "99.1"], 0),
        (["score", MODEL, "--fail-under", "99.2"], 1),
        (["score", MODEL, "--fail-on", "missing", "--fail-on", "missing-indicator", "--fail-on", "dead-link"], 0),
        (["score", MODEL, "--fail-on", "gap"], 1),
        (["score", MINISTRY], 0),
        (["score", MINISTRY, "--fail-under", "green"], 1),
        (["score", MINISTRY, "--fail-on", "missing"], 1),
        (["score", MINISTRY, "--fail-on", "missing-indicator"], 1),
        (["score", MINISTRY, "--fail-on", "dead-link"], 0),
        (["score", DEAD, "--fail-under", "green"], 0),
        (["score", DEAD, "--fail-on", "dead-link"], 1),
        (["score", DEAD, "--fail-under", "green", "--basis", "verified"], 1),
        (["score", DEAD, "--fail-under", "yellow", "--basis", "verified"], 0),
        (["score", "no-such-folder"], 2),
        (["score", MODEL, "--fail-on", "regression"], 2),
        (["score", MODEL, "--fail-on", "gaps"], 2),
        (["score", MODEL, "--fail-under", "blue"], 2),
        (["score", MODEL, "--fail-under", "100.01"], 2),
        (["score", MODEL, "--fail-under", "1/2"], 2),
        (["score", MODEL, "--format", "pdf"], 2),
        (["score", MODEL, "--basis", "believed"], 2),
        (["score", MODEL, "--export", "report.csv"], 2),
        (["score", MODEL, "--as-of", "01.03.2025"], 2),
        (["score", MODEL, "--only", "C99.*"], 2),
        (["score", MODEL, "--lang", "de"], 2),
        (["score", MODEL, "--no-such-option"], 2),
        (["score", MODEL, "--baseline", "no-such-file"], 2),
        (["score", MODEL, "--index", "no-such-index"], 3),
        (["score", "tests"], 3),
        (["no-such-command"], 2),
        (["explain", "C4.1"], 0),
        (["explain", "C4.99"], 2),
        (["explain"], 2),
        (["list", "--format", "pdf"], 2),
        (["list", "--only", "99"], 2),
        (["validate", MODEL], 0),
        (["validate", MODEL, "--format", "pdf"], 2),
        (["schema", "evidence"], 0),
        (["schema", "evidnce"], 2),
        (["--version"], 0),
        (["score", "--version"], 0),
        (["--help"], 0),
    ],
    ids=lambda value: (
        " ".join(str(part).replace(str(SAMPLES), "") for part in value) if isinstance(value, list) else ""
    ),
)
def test_every_ending_has_its_code(
    arguments: list[object], code: int, tool: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    ending = tool(*[str(argument) for argument in arguments])
    assert ending.code == code, ending.err
    if code in (ExitCode.USAGE, ExitCode.INVALID):
        assert ending.err
        assert not ending.out


@pytest.mark.parametrize("form", [form.value for form in Format])
def test_the_gate_is_the_same_in_every_format(form: str, tool: Call) -> None:
    assert tool("score", MODEL, "--format", form, "--fail-under", "green").code == ExitCode.DONE
    assert tool("score", DEAD, "--format", form, "--fail-on", "dead-link").code == ExitCode.FAILED


def test_a_score_equal_to_the_threshold_passes(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS | {"levels": {"full": "0.71", "top": 1}})]])
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full", "items": [item()]}}, index)
    assert tool("score", body, "--fail-under", "green").code == ExitCode.DONE
    assert tool("score", body, "--fail-under", "0.71").code == ExitCode.DONE
    assert tool("score", body, "--fail-under", "0.7100001").code == ExitCode.FAILED
    yellow = write_index(tmp_path / "yellow", [[criterion(LEVELS | {"levels": {"full": "0.55", "top": 1}})]])
    assert tool("score", body, "--index", yellow, "--fail-under", "yellow").code == ExitCode.DONE


def test_a_threshold_that_depends_on_unknown_points_is_undecided(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    (body / "availability" / "nazorat.jsonl").unlink()
    verified = ("score", body, "--basis", "verified", "--fail-under", "green")
    ending = tool(*verified)
    assert ending.code == ExitCode.UNDECIDED
    assert "not known" in ending.err
    assert tool(*verified, "--fail-on", "gap").code == ExitCode.FAILED
    assert tool("score", body, "--basis", "verified", "--fail-under", "1").code == ExitCode.DONE
    report = json.loads(tool(*verified, "--format", "json").out)
    assert report["gate"]["passed"] is None
    assert report["scores"]["verified"]["band"] is None


def test_an_empty_workspace_is_red_and_says_that_there_is_no_evidence(tool: Call, tmp_path: Path) -> None:
    assert tool("init", tmp_path / "new", "--year", "2024").code == ExitCode.DONE
    ending = tool("score", tmp_path / "new", "--as-of", "2025-02-27", "--fail-on", "missing", "--format", "json")
    assert ending.code == ExitCode.FAILED
    report = json.loads(ending.out)
    assert {row["outcome"] for row in report["criteria"]} == {"missing", "not-applicable"}
    assert report["scores"]["declared"] == {"earned": 0, "on_course": 0, "band": "red"}
    text = tool("score", tmp_path / "new", "--as-of", "2025-02-27", "--all").out
    assert "no evidence has been entered" in text
    assert "out of reach" not in text


def test_an_internal_error_is_told_without_a_traceback(
    tool: Call, sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = sample("model-body")
    monkeypatch.setattr(os.path, "realpath", lambda _path: 1 / 0)
    ending = tool("score", body)
    assert ending.code == ExitCode.INTERNAL
    assert ending.err == "internal error: ZeroDivisionError: division by zero; --debug shows where\n"
    with pytest.raises(ZeroDivisionError):
        tool("score", body, "--debug")


def test_out_of_reach_is_said_only_when_nothing_can_be_merely_unentered(tool: Call, tmp_path: Path) -> None:
    yearly = {"kind": "periods", "every": "year", "due": {"date": "03-01"}, "points": 1}
    index = write_index(tmp_path / "index", [[criterion(yearly)]])
    empty = write_workspace(tmp_path / "empty", {}, index)
    text = tool("score", empty, "--as-of", "2024-07-01").out
    assert "out of reach" not in text
    assert "Up to 1.00 more" in text
    late = write_workspace(tmp_path / "late", {"X1": {"items": [item("2024-03-20", period="2024")]}}, index)
    assert "The colour green is out of reach" in tool("score", late, "--as-of", "2024-07-01").out


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
@pytest.mark.parametrize("language", ["uz", "ru", "en"])
def test_an_old_console_gets_substitutes_and_never_a_crash(encoding: str, language: str, tool: Call) -> None:
    ending = tool("score", MINISTRY, "--lang", language, encoding=encoding)
    assert ending.code == ExitCode.DONE, ending.err
    if language == "uz":
        assert "qisqartirish" in ending.out
        assert "Kambag'allikni" in ending.out


def test_help_speaks_the_language_asked_for() -> None:
    environment = {**os.environ, "OPENNESS_LANG": "", "COLUMNS": "100"}
    texts = {
        language: subprocess.run(
            [sys.executable, "-m", "openness_cli", "score", "--help", "--lang", language],
            capture_output=True, text=True, encoding="utf-8", check=True, env=environment,
        ).stdout
        for language in ("uz", "ru", "en")
    }  # fmt: skip
    assert len(set(texts.values())) == 3
    options = [set(re.findall(r"--[a-z-]+", text)) for text in texts.values()]
    assert options[0] == options[1] == options[2]


# what is written


def test_exports_are_written_and_the_report_still_printed(tool: Call, tmp_path: Path) -> None:
    ending = tool(
        "score", MODEL, "--export", f"csv:{tmp_path / 'a.csv'}", "--export", f"json:{tmp_path / 'b.json'}", "--quiet"
    )
    assert "Model Agency" in ending.out
    assert not ending.err
    assert (tmp_path / "a.csv").read_bytes().startswith(b"indicator,criterion,title")
    assert json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["format_version"] == 1
    assert len(list(tmp_path.iterdir())) == 2


def test_output_replaces_a_file_whole_and_keeps_its_mode(tool: Call, tmp_path: Path) -> None:
    target = tmp_path / "report.md"
    target.write_text("old " * 100_000)
    target.chmod(0o640)
    ending = tool("score", MODEL, "--format", "markdown", "--output", target)
    assert not ending.out
    assert target.read_text(encoding="utf-8").startswith("# Model Agency")
    assert target.stat().st_mode & 0o777 == 0o640


def test_output_follows_a_link_to_the_file_it_names(tool: Call, tmp_path: Path) -> None:
    target = tmp_path / "real.json"
    target.write_text("old")
    link = tmp_path / "link.json"
    link.symlink_to(target)
    assert tool("score", MODEL, "--format", "json", "--output", link).code == ExitCode.DONE
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["year"] == 2024


@pytest.mark.parametrize(
    "where", ["evidence/1-matbuot.yaml", "openness.yaml", "history.jsonl", "availability/nazorat.jsonl"]
)
def test_evidence_is_never_overwritten(where: str, tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    (body / "history.jsonl").touch()
    before = (body / where).read_bytes()
    assert tool("score", body, "--export", f"csv:{body / where}").code == ExitCode.USAGE
    assert (body / where).read_bytes() == before


def test_targets_that_cannot_be_meant_are_refused_before_anything_is_written(tool: Call, tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    for bad in (f"json:{tmp_path}", f"json:{tmp_path / 'none' / 'a.json'}", f"csv:{good}"):
        ending = tool("score", MODEL, "--export", f"csv:{good}", "--export", bad)
        assert ending.code == ExitCode.USAGE
        assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_nothing_is_replaced(tool: Call, tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text("old")
    ending = tool("score", MODEL, "--export", f"csv:{good}", "--export", "json:/dev/full")
    assert ending.code == ExitCode.INTERNAL
    assert "No space left" in ending.err
    assert good.read_text() == "old"
    assert list(tmp_path.iterdir()) == [good]


def test_a_reader_that_leaves_is_no_error() -> None:
    command = f"{sys.executable} -m openness_cli score {MINISTRY} --all --lang en | head -1"
    ending = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert ending.stdout.startswith("Ministry of")
    assert "rror" not in ending.stderr


def test_saved_scores_are_appended_one_line_each(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    history = body / "history.jsonl"
    history.write_text('{"torn')
    for _ in range(2):
        assert tool("score", body, "--save", "--quiet").code == ExitCode.DONE
    lines = history.read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"torn'
    assert lines[1] == lines[2]
    saved = json.loads(lines[1])
    assert saved["scores"]["evidenced"]["earned"] == 99.1
    assert saved["saved_at"] == "2024-07-01T06:00:00+00:00"
    assert saved["log"][0]["file"] == "availability/nazorat.jsonl"
    assert len(saved["criteria"]) == 84


def test_the_same_input_gives_the_same_bytes(tool: Call) -> None:
    for form in Format:
        first, second = (tool("score", DEAD, "--format", form.value).data for _ in range(2))
        assert first == second


def test_the_bytes_do_not_depend_on_how_python_hashes() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "openness_cli", "score", str(DEAD), "--format", "json", "--fail-on", "gap"],
            capture_output=True, check=False, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["gate"]["passed"] is False


def test_the_order_of_files_does_not_matter(tool: Call, sample: Sample) -> None:
    body = sample("dead-links")
    before = json.loads(tool("score", body, "--format", "json").out)
    (body / "evidence" / "1-matbuot.yaml").rename(body / "evidence" / "zz.yaml")
    after = json.loads(tool("score", body, "--format", "json").out)
    for row in (*before["criteria"], *after["criteria"]):
        for reason in row["reasons"]:
            reason.pop("file")
    assert before == after


# baseline


def test_a_regression_fails_and_names_what_is_lower(tool: Call, sample: Sample, tmp_path: Path) -> None:
    body, saved = sample("model-body"), tmp_path / "before.json"
    assert tool("score", body, "--export", f"json:{saved}").code == ExitCode.DONE
    again = ("score", body, "--baseline", saved, "--fail-on", "regression")
    assert tool(*again).code == ExitCode.DONE
    budget = body / "evidence" / "4-budjet.yaml"
    text = budget.read_text(encoding="utf-8")
    budget.write_text(text.replace("2024-q1.xlsx", "2024-q1.pdf", 1), encoding="utf-8")
    ending = tool(*again)
    assert ending.code == ExitCode.FAILED
    assert "on course 99.10 → 98.85, C4.1 1.00 → 0.75" in ending.err
    assert tool(*again, "--basis", "declared").code == ExitCode.DONE


def test_a_baseline_of_another_body_or_shape_is_refused(tool: Call, tmp_path: Path) -> None:
    saved = tmp_path / "saved.json"
    tool("score", DEAD, "--export", f"json:{saved}")
    assert tool("score", MODEL, "--baseline", saved).code == ExitCode.USAGE
    report = json.loads(saved.read_text(encoding="utf-8"))
    saved.write_text(json.dumps({**report, "format_version": 2}))
    ending = tool("score", DEAD, "--baseline", saved)
    assert ending.code == ExitCode.INVALID
    assert "format_version" in ending.err
    saved.write_text("not JSON")
    assert tool("score", DEAD, "--baseline", saved).code == ExitCode.INVALID


# listings


def test_listings_choose_rows_and_never_totals(tool: Call) -> None:
    whole = tool("score", DEAD, "--format", "csv").out.splitlines()
    assert len(whole) == 85
    budget = tool("score", DEAD, "--format", "csv", "--only", "C4.*").out.splitlines()
    assert [line.split(",")[1] for line in budget[1:]] == [f"C4.{n}" for n in range(1, 7)]
    assert tool("score", DEAD, "--format", "csv", "--only", "4").out.splitlines() == budget
    gaps = tool("score", DEAD, "--format", "csv", "--gaps-only").out.splitlines()
    assert len(gaps) == 1 + 31
    for options in ([], ["--only", "C4.*"], ["--gaps-only"], ["--all"]):
        assert "71.78" in tool("score", DEAD, *options).out
        assert tool("score", DEAD, "--format", "json", *options).out == tool("score", DEAD, "--format", "json").out


def test_explain_shows_the_own_verdict(tool: Call) -> None:
    text = tool("explain", "C4.1", DEAD).out
    assert "own verdict, 2025-02-28: met" in text
    assert "link-dead" in text
    assert "due 25 days after the period ends" in text
    assert "own verdict" not in tool("explain", "C4.1").out


def test_list_names_what_is_not_confirmed(tool: Call) -> None:
    ending = tool("list", "--unconfirmed", "--format", "json")
    rows = {row["criterion"]: row for row in json.loads(ending.out)["criteria"]}
    assert len(rows) == 84
    assert rows["C2.8"]["unconfirmed"] == "proof asked for"
    assert rows["C3.4"]["unconfirmed"] == "wording (derived), points, due date, proof asked for"
    assert tool("list", "--format", "csv").out.count("\r\n") == 85
    assert "met" in tool("list", MODEL, "--only", "4").out


def test_validate_tells_problems_to_editors_and_ci(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    (body / "evidence" / "x.yaml").write_text("evidence:\n  C2.1: {levl: full}\n")
    document = json.loads(tool("validate", body, "--format", "json").out)
    assert document["valid"] is False
    assert document["problems"][0]["line"] == 2
    annotation = tool("validate", body, "--format", "github").out
    assert annotation.startswith(f"::error file={body.as_posix()}/evidence/x.yaml,line=2,col=10,title=")


def test_init_makes_a_workspace_that_is_valid_and_is_made_only_once(tool: Call, tmp_path: Path) -> None:
    for language in ("uz", "ru", "en"):
        body = tmp_path / language
        assert tool("init", body, "--lang", language, "--kind", "bank", "--name", 'A "B": c').code == ExitCode.DONE
        assert tool("validate", body).code == ExitCode.DONE
        report = json.loads(tool("score", body, "--format", "json").out)
        assert report["organisation"]["name"] == 'A "B": c'
        assert tool("init", body).code == ExitCode.USAGE
        text = "".join(path.read_text(encoding="utf-8") for path in (body / "evidence").iterdir())
        assert "C2.9:" not in text
        assert "C1.10:" in text
        uncommented = re.sub(r"^    # ", "    ", text, flags=re.MULTILINE)
        assert "items:" in uncommented
    assert (tmp_path / "uz" / ".gitattributes").read_text() == "availability/*.jsonl merge=union\n"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_scaffold_with_its_comments_taken_off_is_valid_and_claims_nothing(tool: Call, tmp_path: Path) -> None:
    body = tmp_path / "body"
    tool("init", body, "--year", "2024", "--lang", "en")
    for path in (body / "evidence").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"^    # ", "    ", text, flags=re.MULTILINE), encoding="utf-8")
    ending = tool("validate", body)
    assert ending.code == ExitCode.DONE, ending.err
    assert "evidence for 81 criteria, 0 items" in ending.out
    report = json.loads(tool("score", body, "--format", "json", "--as-of", "2025-02-27").out)
    assert {row["outcome"] for row in report["criteria"]} == {"missing", "not-applicable"}


# logs


def test_a_torn_line_of_the_log_is_told_and_the_others_count(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    with (body / "availability" / "nazorat.jsonl").open("a") as log:
        log.write('{"time":"2025-02-2')
    ending = tool("score", body, "--basis", "verified", "--fail-under", "green")
    assert ending.code == ExitCode.DONE
    assert "availability/nazorat.jsonl:" in ending.err


def test_the_reason_of_a_dead_link_names_the_address_and_its_place(tool: Call) -> None:
    report = json.loads(tool("score", DEAD, "--format", "json").out)
    row = next(row for row in report["criteria"] if row["id"] == "C4.1")
    assert row["outcome"] == "met"
    assert row["at_stake"] == 1
    reason = row["reasons"][0]
    assert reason["code"] == "link-dead"
    assert reason["url"] == "https://havola.example/budjet/c4-1/2024-q1.xlsx"
    assert (reason["file"], reason["line"]) == ("evidence/4-budjet.yaml", 7)


def test_one_owner_typed_with_other_apostrophes_is_one_owner(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    items = [item(None, owner="Moliya boʻlimi"), item(None, owner="Moliya bo'limi"), item(None, owner="Kotibiyat")]
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full", "items": items}}, index)
    report = json.loads(tool("score", body, "--format", "json").out)
    assert report["criteria"][0]["owner"] == "Kotibiyat, Moliya bo'limi"


def test_validate_tells_what_is_understood_and_does_not_count(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full", "items": [item(None, title="page")]}}, index)
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


def test_a_baseline_is_compared_with_even_where_nothing_is_to_fail(tool: Call, sample: Sample, tmp_path: Path) -> None:
    body, saved = sample("model-body"), tmp_path / "before.json"
    tool("score", body, "--export", f"json:{saved}")
    assert "nothing is lower" in tool("score", body, "--baseline", saved).err
    (body / "evidence" / "4-budjet.yaml").unlink()
    ending = tool("score", body, "--baseline", saved)
    assert ending.code == ExitCode.DONE
    assert "7 figures lower than in the baseline: on course 99.10 → 93.10, C4.1 1.00 → 0.00" in ending.err


def test_unknown_addresses_are_told_beside_the_gate_on_dead_ones(tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    (body / "availability" / "nazorat.jsonl").unlink()
    ending = tool("score", body, "--fail-on", "dead-link", "--format", "github")
    assert ending.code == ExitCode.DONE
    assert "not known to open; they are not judged" in ending.err
    assert "::warning title=openness pf-154::" in ending.out


@pytest.mark.parametrize(
    ("key", "hint"),
    [("date", "published"), ("sana", "published"), ("havola", "url"), ("ссылка", "url"), ("fayl", "file")],
)
def test_keys_in_other_words_are_understood_by_the_hint(key: str, hint: str, tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    body = write_workspace(tmp_path / "body", {"X1": {"level": "full", "items": [{key: "x"}]}}, index)
    assert f"did you mean “{hint}”?" in tool("validate", body).err


def test_conditions_may_be_joined_by_commas(tool: Call) -> None:
    assert tool("score", DEAD, "--fail-on", "missing-indicator,dead-link").code == ExitCode.FAILED


def test_owners_and_actions_are_those_of_what_is_wrong(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(QUARTERS), criterion(LEVELS, "X2")]])
    items = [
        item("2024-04-10", period="2024-Q1", owner="Kotibiyat"),
        item(None, period="2024-Q2", owner="IT", action="dates"),
    ]
    evidence = {
        "X1": {"action": "site", "owner": "Moliya", "items": items},
        "X2": {"owner": "Yurist", "effort_days": 3},
    }
    body = write_workspace(tmp_path / "body", evidence, index)
    dump(body / "evidence" / "b.yaml", {"evidence": {"X1": {"owner": "Bosh"}}})
    dump(body / "evidence" / "c.yaml", {"actions": {"site": {"effort_days": 2}, "dates": {"effort_days": 1}}})
    rows = json.loads(tool("score", body, "--format", "json", "--as-of", "2024-11-01").out)["criteria"]
    # the third quarter is told, and its owners are; but it is lost, and what it takes closes no gap
    assert (rows[0]["owner"], rows[0]["action"], rows[0]["effort_days"]) == ("Bosh, IT, Moliya", "dates", 1)
    assert (rows[1]["owner"], rows[1]["effort_days"], rows[1]["outcome"]) == ("Yurist", 3, "missing")


def test_files_that_look_like_evidence_and_are_not_read_are_named(tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    body = write_workspace(tmp_path / "body", {}, index)
    for name in ("evidence/e.yaml.txt", "evidence/more/e.xlsx", "e.yaml", "notes.txt", "evidence/.hidden", "a.csv"):
        dump(body / name, {})
    for command in ("score", "validate", "plan"):
        told = tool(command, body, "--as-of", "2024-07-01").err
        named = [line.split(" is not read")[0] for line in told.splitlines() if "is not read" in line]
        assert named == ["e.yaml", "evidence/e.yaml.txt", "evidence/more/e.xlsx"]
    assert not tool("score", SAMPLES / "model-body").err
