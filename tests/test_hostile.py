"""What comes from outside is not trusted: names, links, logs, indices, targets."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from openness_cli.errors import ExitCode, OutputError
from openness_cli.formats.formats import Format
from openness_cli.links.log_writer import LogWriter
from openness_cli.messages import printable
from tests.conftest import SAMPLES, Call
from tests.small import LEVELS, QUARTERS, criterion, dump, item, write_index, write_workspace

Sample = Callable[[str], Path]
CONTROLS = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")
URL = "https://example.org/a"


@pytest.fixture
def body(tmp_path: Path) -> Path:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    return write_workspace(tmp_path / "body", {"X1": {"level": "full", "items": [item()]}}, index)


def write_log(body: Path, *entries: dict[str, Any] | bytes, name: str = "a.jsonl") -> None:
    (body / "availability").mkdir(exist_ok=True)
    lines = [entry if isinstance(entry, bytes) else json.dumps(entry).encode() for entry in entries]
    (body / "availability" / name).write_bytes(b"\n".join(lines) + b"\n")


def failed(hour: int, cause: str = "404", url: str = URL) -> dict[str, Any]:
    return {"time": f"2024-06-{20 + hour // 24}T{hour % 24:02}:00:00Z", "url": url, "result": "failed", "cause": cause}


# files


@pytest.mark.parametrize("name", ["evidence/x.yaml", "availability/x.jsonl"])
def test_a_pipe_in_place_of_a_file_is_told_and_nothing_waits_for_it(name: str, body: Path, tool: Call) -> None:
    (body / name).parent.mkdir(exist_ok=True)
    os.mkfifo(body / name)
    ending = tool("score", body)
    assert ending.code == (ExitCode.INVALID if name.startswith("evidence") else ExitCode.DONE)
    assert "this is no file" in ending.err


def test_a_file_too_large_is_never_read_whole(body: Path, tool: Call) -> None:
    with (body / "evidence" / "x.yaml").open("wb") as file:
        file.truncate(5 * 1024**3)
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert "larger than 2 MB" in ending.err


def test_evidence_behind_a_link_out_of_the_workspace_is_not_shown(body: Path, tool: Call, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("secret: word")
    (body / "evidence" / "x.yaml").symlink_to(secret)
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert "secret: word" not in ending.err
    assert "outside" in ending.err


def test_a_folder_that_is_a_link_is_told_and_hidden_files_are_left_out(body: Path, tool: Call, tmp_path: Path) -> None:
    (body / "evidence" / ".#x.yaml").symlink_to("nobody@nowhere")
    assert tool("score", body).code == ExitCode.DONE
    (tmp_path / "unit").mkdir()
    (body / "evidence" / "unit").symlink_to(tmp_path / "unit")
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert "is not followed" in ending.err


def test_an_ending_in_capitals_is_read_as_well(body: Path, tool: Call) -> None:
    (body / "evidence" / "X.YAML").write_text("evidence: {X9: }")
    assert "there is no criterion “X9”" in tool("score", body).err


@pytest.mark.parametrize("file", [".", "./", "attachments/..", "x" * 300, "a\x00b"])
def test_odd_names_of_attachments_never_crash(file: str, body: Path, tool: Call) -> None:
    dump(body / "evidence" / "all.yaml", {"evidence": {"X1": {"level": "full", "items": [item(file=file)]}}})
    ending = tool("score", body)
    assert ending.code in (ExitCode.DONE, ExitCode.INVALID), ending.err


def test_a_name_that_is_not_utf_8_or_not_printable_is_shown_harmlessly(body: Path, tool: Call) -> None:
    name = os.fsencode(body / "evidence") + b"/\xff\x1b[31m\n::error::pwned.yaml"
    Path(os.fsdecode(name)).write_text("evidence: {X9: }")
    for form in ("terminal", "json", "github"):
        ending = tool("validate", body, "--format", form)
        assert ending.code == ExitCode.INVALID
        assert not CONTROLS.search(ending.out + ending.err)
        assert not [line for line in (ending.out + ending.err).splitlines() if line.startswith("::error::pwned")]


def test_a_flood_of_problems_is_cut_short(body: Path, tool: Call) -> None:
    keys = ", ".join(f"Y{n}: 1" for n in range(20_000))
    (body / "evidence" / "x.yaml").write_text(f"evidence: {{{keys}}}")
    ending = tool("validate", body, "--format", "json")
    assert ending.code == ExitCode.INVALID
    assert len(ending.out) < 1_000_000
    assert len(tool("score", body).err) < 200_000


def test_a_text_longer_than_anybody_reads_is_refused(body: Path, tool: Call) -> None:
    (body / "evidence" / "x.yaml").write_text("actions: {a: {title: " + "x" * 100_000 + "}}")
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert len(ending.err) < 2000


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"evidence:\n  # \xd0\xa8\xd0\xb0\xd1\x80\n  X1: {owner: ab\x01cd}\n", "x.yaml:3:17"),
        (b"evidence:\r  X1: {owner: \xd0\xa8\xff}\r", "x.yaml:2:16"),
    ],
)
def test_places_are_counted_in_letters(text: bytes, place: str, body: Path, tool: Call) -> None:
    (body / "evidence" / "x.yaml").write_bytes(text)
    assert place in tool("score", body).err


# logs


def test_lines_that_no_calendar_or_terminal_can_bear_are_left_out_or_cleaned(body: Path, tool: Call) -> None:
    bad: list[dict[str, Any] | bytes] = [
        {"time": "9999-12-31T23:59:59Z", "url": URL, "result": "ok"},
        {"time": "0001-01-01T00:00:00+05:30", "url": URL, "result": "ok"},
        {"time": "2024-06-20T00:00:00Z", "url": URL, "result": "perhaps"},
        b"[" * 5000,
        b"\xff\xfe",
    ]
    cause = "\x1b[2J\ud800\x07\n::error::pwned"
    write_log(body, *bad, *(failed(hour, cause) for hour in (0, 10, 20)))
    for form in Format:
        ending = tool("score", body, "--format", form.value, "--as-of", "2024-07-01")
        assert ending.code == ExitCode.DONE, ending.err
        assert "a.jsonl:1, 2, 3, 4, 5:" in ending.err
        assert not CONTROLS.search(ending.out)
        assert not [line for line in ending.out.splitlines() if line.strip().startswith("::error::pwned")]


def test_a_copy_of_a_log_does_not_break_an_address(body: Path, tool: Call) -> None:
    for name in ("a.jsonl", "a (1).jsonl"):
        write_log(body, failed(0), failed(24), name=name)
    report = json.loads(tool("score", body, "--format", "json", "--as-of", "2024-07-01").out)
    assert [reason["code"] for reason in report["criteria"][0]["reasons"]] == ["link-unstable", "link-unknown"]


def test_an_address_that_is_none_is_refused(body: Path, tool: Call) -> None:
    claim = {"level": "full", "items": [item(url="https://[bad/x"), item(url="https://a℀b.example/")]}
    dump(body / "evidence" / "all.yaml", {"evidence": {"X1": claim}})
    assert tool("score", body).err.count("is not a web address") == 2


# targets


@pytest.mark.parametrize(
    "where",
    ["attachments/c1.7-reyestr.csv", "evidence/new.yaml", "availability/new.jsonl", ".gitattributes"],
)
def test_nothing_in_the_workspace_that_is_read_can_be_a_target(where: str, tool: Call, sample: Sample) -> None:
    body = sample("model-body")
    before = {path: path.read_bytes() for path in body.rglob("*") if path.is_file()}
    assert tool("score", body, "--export", f"csv:{body / where}").code == ExitCode.USAGE
    assert {path: path.read_bytes() for path in body.rglob("*") if path.is_file()} == before


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
            sys.executable,
            "-m",
            "openness_cli",
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


# indices


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"points": 0}, "have points"),
        ({"links": {"broken_after": 3, "apart_hours": 999_999_999, "max_age_days": 30}}, "is no policy"),
        ({"index": "../x"}, "is no label"),
        ({"titles": {"uz": "", "ru": "", "en": ""}}, "is missing"),
    ],
)
def test_an_index_that_would_break_the_score_is_refused(
    more: dict[str, Any], expected: str, tool: Call, tmp_path: Path
) -> None:
    ending = tool("validate", "--index", write_index(tmp_path / "index", [[criterion(LEVELS)]], **more))
    assert ending.code == ExitCode.INVALID
    assert expected in ending.err


@pytest.mark.parametrize("text", ["", "---\n", "indicator: ²\n", "indicator: ../../x\n", "[]\n"])
def test_an_indicator_file_with_nothing_or_nonsense_in_it_is_named(text: str, tool: Call, tmp_path: Path) -> None:
    index = write_index(tmp_path / "index", [[criterion(LEVELS)]])
    (index / "2.yaml").write_text(text)
    ending = tool("validate", "--index", index)
    assert ending.code == ExitCode.INVALID
    assert "2.yaml" in ending.err
    (index / "index.yaml").write_text("---\n")
    assert tool("validate", "--index", index).code == ExitCode.INVALID


def test_an_index_far_away_in_time_or_without_a_home_is_refused(tool: Call, tmp_path: Path) -> None:
    far = {**QUARTERS, "due": {"days_after": 3_000_000}}
    index = write_index(tmp_path / "index", [[criterion(far)]])
    assert tool("validate", "--index", index).code == ExitCode.INVALID
    assert tool("validate", "--index", "~nobody-at-all/x").code == ExitCode.USAGE
    assert tool("validate", "--index", "x" * 300).code == ExitCode.USAGE


@pytest.mark.parametrize("name", ["''", "{}", "{uz: }", "{uz: ''}"])
def test_a_body_without_a_name_is_told_so(name: str, body: Path, tool: Call) -> None:
    text = (body / "openness.yaml").read_text()
    (body / "openness.yaml").write_text(text.replace("name: Body", f"name: {name}"))
    ending = tool("score", body)
    assert ending.code == ExitCode.INVALID
    assert "the key “name” is missing" in ending.err


def test_an_index_of_millions_still_draws_its_bars(tool: Call, tmp_path: Path) -> None:
    rule = {"kind": "levels", "levels": {"full": 999_999, "none": 0}}
    index = write_index(tmp_path / "index", [[criterion(rule)]], points="999999")
    head = (index / "1.yaml").read_text().replace("1e+06", "999999")
    (index / "1.yaml").write_text(head)
    folder = write_workspace(tmp_path / "body", {}, index)
    assert tool("score", folder).code == ExitCode.DONE


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


# --- what is kept beside the evidence


def test_a_flood_in_a_saved_report_is_refused_before_it_is_kept(tool: Call, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    tool("score", SAMPLES / "model-body", "--format", "json", "--output", good)
    report = json.loads(good.read_text(encoding="utf-8"))
    for flood in (
        b'{"a":[' + b"{}," * 300_000 + b"{}]}",
        json.dumps({**report, "criteria": [{}] * 20_000}).encode(),
        json.dumps({**report, "year": 10**4000}).encode(),
        b"[" + b"{}," * 300_000 + b"{}]",
    ):
        bad.write_bytes(flood)
        ending = tool("diff", good, bad)
        assert (ending.code, ending.out) == (ExitCode.INVALID, "")
        assert len(ending.err) < 2000


@pytest.mark.parametrize("name", ["availability/nazorat.jsonl", "evidence/new.yaml", "openness.yaml", "history.jsonl"])
def test_a_comparison_is_never_written_into_a_workspace(
    name: str, tool: Call, tmp_path: Path, sample: Callable[[str], Path]
) -> None:
    body = sample("model-body")
    before = {path: path.read_bytes() for path in body.rglob("*") if path.is_file()}
    saved = tmp_path / "a.json"
    tool("score", body, "--format", "json", "--output", saved)
    assert tool("diff", saved, saved, "--format", "json", "--output", body / name).code == ExitCode.USAGE
    assert {path: path.read_bytes() for path in body.rglob("*") if path.is_file()} == before


def test_a_command_of_a_ci_log_is_broken_wherever_it_stands(tool: Call, sample: Callable[[str], Path]) -> None:
    body = sample("model-body")
    configuration = body / "openness.yaml"
    text = configuration.read_text(encoding="utf-8")
    configuration.write_text(text.replace("en: ", "en: X ##[stop-commands]tok "), encoding="utf-8")
    for command in ("score", "forecast", "calendar", "history"):
        told = tool(command, body, "--lang", "en")
        assert "##[" not in told.out + told.err


def test_a_line_is_not_lost_in_a_history_of_another_encoding(tool: Call, sample: Callable[[str], Path]) -> None:
    body = sample("model-body")
    tool("score", body, "--save")
    history = body / "history.jsonl"
    history.write_text(history.read_text(encoding="utf-8"), encoding="utf-16")
    before = history.read_bytes()
    ending = tool("score", body, "--save", "--lang", "en")
    assert ending.code == ExitCode.INTERNAL
    assert "save the file again with the encoding UTF-8" in ending.err
    assert history.read_bytes() == before


def test_a_log_that_is_a_flood_of_line_ends_is_left_out(tool: Call, sample: Callable[[str], Path]) -> None:
    body = sample("model-body")
    (body / "availability" / "flood.jsonl").write_bytes(b"\n" * 100_000)
    ending = tool("score", body, "--lang", "en")
    assert ending.code == ExitCode.DONE
    assert "availability/flood.jsonl: cannot be read" in ending.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_the_place_of_what_is_noted_beside_the_log_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / ".w.jsonl.part")
    with pytest.raises(OutputError, match="this is no file"):
        LogWriter(tmp_path / "w.jsonl")


def test_a_folder_whose_name_is_no_text_hides_no_other(tool: Call, tmp_path: Path) -> None:
    for name in (b"good", b"n\xff"):
        try:
            shutil.copytree(SAMPLES / "model-body", tmp_path / os.fsdecode(name))
        except OSError:
            pytest.skip("this system has no such names")
    for form in ("json", "csv", "csv-excel", "markdown", "terminal"):
        ending = tool("rank", tmp_path, "--format", form)
        assert ending.code == ExitCode.DONE
        assert ending.data
